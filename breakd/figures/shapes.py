"""Plain shapes, which every painter can paint: tapered lines and areas, each with an ink; and the camera.

One set of paint rules for all painters: Pillow paints these shapes for reminders, the pages' script as SVG. All
instants of a film have the same shapes with the same number of points, so a page may slide from one to the next.
A picture's measures are metres: x grows to the right, y grows down, and the floor below the figure is at 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum
from functools import cache
from itertools import pairwise

from breakd.frozen import frozen

from .vectors import Axes, Vector, dot

Point = tuple[float, float]
Round = tuple[float, float, float, float, float]
"""An ellipse: its middle, how far it goes to the right and down, how far its rightmost point is below the middle."""
ROUND, FINE = 20, 48
"""Points of a round area: that tell where it is, and with which it is painted, so that no corner is seen."""
STEPS = 4
"""Parts of a curve from point to point."""


class PaintRole(Enum):
    """What is painted; each theme has a colour for it, and skin, hair and clothes go by the look of the figure."""

    PAPER = "paper"
    """The ground of the picture."""
    FLOOR = "floor"
    """The floor."""
    SHADE = "shade"
    """The shade on the floor below things."""
    MAT = "mat"
    """A mat."""
    MAT_RIM = "mat-rim"
    """The edge of a mat."""
    WOOD = "wood"
    """Seats, tops and frames of wood."""
    WOOD_DARK = "wood-dark"
    """Edges and legs of wood."""
    CUSHION = "cushion"
    """Pillows, and the padding of an office chair."""
    CUSHION_DARK = "cushion-dark"
    """The edges of the padding."""
    METAL = "metal"
    """The foot of an office chair, a screen."""
    WALL = "wall"
    """A wall."""
    SKIRTING = "skirting"
    """The board along the foot of a wall."""
    SKIN = "skin"
    """Face, arms and hands."""
    SKIN_FAR = "skin-far"
    """The same of limbs behind, of the neck and ears."""
    SKIN_RIM = "skin-rim"
    """The edge that sets an arm off what is behind it; the mouth."""
    HAIR = "hair"
    """Hair or headscarf, and brows."""
    HAIR_RIM = "hair-rim"
    """The edge that sets hair off what is behind it."""
    EYE = "eye"
    """Eyes."""
    TOP = "top"
    """The shirt."""
    TOP_FAR = "top-far"
    """Its far sleeve."""
    TOP_RIM = "top-rim"
    """Its edge."""
    TROUSERS = "trousers"
    """The trousers."""
    TROUSERS_FAR = "trousers-far"
    """Their far leg."""
    TROUSERS_RIM = "trousers-rim"
    """Their edge."""
    SHOE = "shoe"
    """The shoes."""
    SHOE_FAR = "shoe-far"
    """The far shoe."""
    SHOE_RIM = "shoe-rim"
    """The soles."""
    FEEL = "feel"
    """The glow where it should pull: strongest in the middle, nothing at its edge."""
    FEEL_RING = "feel-ring"
    """The pale ring of the glow, that sets it off a garment of its colour."""
    ARROW = "arrow"
    """Where to."""


@frozen
class Shape:
    """A line with round ends, at each point as wide as said; without widths an area. A line of one point is a dot.

    The widths of a line of three points and more change as a curve.
    """

    ink: PaintRole
    points: tuple[Point, ...]
    widths: tuple[float, ...] = ()
    rounds: tuple[Round, ...] = ()
    """What a round area is stretched over."""
    soft: bool = False
    """Whether the corners of an area are rounded, by a curve through the middles of its sides."""


@frozen
class Ball:
    """An ellipsoid: its middle, its axes and how far it goes along each."""

    middle: Vector
    axes: Axes
    halves: Vector


class Camera:
    """Looks at the figure from far away, so near and far things are of one size.

    `turn`: degrees from the figure's right side towards its front; `height`: degrees from level towards above.
    """

    def __init__(self, turn: float, height: float) -> None:
        a, p = math.radians(turn), math.radians(height)
        self.right: Vector = (math.cos(a), math.sin(a), 0.0)
        self.up: Vector = (-math.sin(a) * math.sin(p), math.cos(a) * math.sin(p), math.cos(p))
        self.towards: Vector = (math.sin(a) * math.cos(p), -math.cos(a) * math.cos(p), math.sin(p))
        self.sideways = abs(math.cos(a)) > 0.6
        """Whether one side of the body hides the other."""

    def seen(self, point: Vector) -> Point:
        """Where it is in the picture."""
        return dot(point, self.right), -dot(point, self.up)

    def near(self, point: Vector) -> float:
        """How near it is, in metres."""
        return dot(point, self.towards)

    def line(self, ink: PaintRole, points: Sequence[Vector], widths: Sequence[float]) -> Shape:
        """A tapered line."""
        return Shape(ink, tuple(map(self.seen, points)), tuple(widths))

    def area(self, ink: PaintRole, points: Sequence[Vector]) -> Shape:
        """An area with these corners."""
        return Shape(ink, tuple(map(self.seen, points)))

    def hull(self, ink: PaintRole, balls: Sequence[Ball]) -> Shape:
        """Round things with a skin stretched over them."""
        rounds = tuple(map(self._round, balls))
        return Shape(ink, _skin(rounds, ROUND), rounds=rounds)

    def _round(self, ball: Ball) -> Round:
        """A ball in the picture."""
        x, y = self.seen(ball.middle)
        across = [(self.seen(axis), half) for axis, half in zip(ball.axes, ball.halves, strict=True)]
        wide, high = (math.sqrt(sum((way[n] * half) ** 2 for way, half in across)) for n in (0, 1))
        return x, y, wide, high, sum(way[0] * way[1] * half**2 for way, half in across) / (wide or 1.0)


def outline(shape: Shape) -> tuple[Point, ...]:
    """The corners of an area as it is painted."""
    if shape.rounds:
        return _skin(shape.rounds, FINE)
    return tuple(_softened(shape.points)) if shape.soft else shape.points


def _skin(rounds: Sequence[Round], count: int) -> tuple[Point, ...]:
    """Of what is stretched over them, the outermost point in each of so many directions."""
    points = []
    for x, y in _ways(count):
        edges = [_edge(one, x, y) for one in rounds]
        points.append(max(edges, key=lambda one, x=x, y=y: one[0] * x + one[1] * y))  # type: ignore[misc]
    return tuple(points)


def _edge(one: Round, x: float, y: float) -> Point:
    """Its outermost point in a direction."""
    left, top, wide, high, down = one
    across, along = wide * wide * x + wide * down * y, wide * down * x + high * high * y
    length = math.sqrt(max(x * across + y * along, 0.0)) or 1.0
    return left + across / length, top + along / length


def _softened(points: tuple[Point, ...]) -> Iterator[Point]:
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:] + points[:1], points[2:] + points[:2], strict=True):
        for step in range(STEPS):
            end, start = (step / STEPS) ** 2 / 2, (1 - step / STEPS) ** 2 / 2
            yield ax * start + bx * (1 - start - end) + cx * end, ay * start + by * (1 - start - end) + cy * end


def swelled(shape: Shape) -> tuple[tuple[Point, float], ...]:
    """The points of a line with their widths, and between them such that its edge is a curve."""
    line = tuple(zip(shape.points, shape.widths, strict=True))
    if len(line) < 3:
        return line
    ways = [math.dist(one, other) for one, other in pairwise(shape.points)]
    slopes = [0.0, *(
        (after - before) / (one + other or 1.0)
        for before, after, one, other in zip(shape.widths, shape.widths[2:], ways, ways[1:], strict=False)
    ), 0.0]  # fmt: skip
    return (line[0], *(
        one
        for n, (start, end) in enumerate(pairwise(line))
        for one in _between(start, end, slopes[n] * ways[n], slopes[n + 1] * ways[n])
    ))  # fmt: skip


def _between(
    start: tuple[Point, float], end: tuple[Point, float], first: float, last: float
) -> Iterator[tuple[Point, float]]:
    """What follows the start up to the end; its width grows so fast there and here."""
    for t in (step / STEPS for step in range(1, STEPS + 1)):
        (ax, ay), (bx, by), back = start[0], end[0], 1 - t
        width = (
            start[1] * (1 + 2 * t) * back * back + end[1] * (3 - 2 * t) * t * t + t * back * (first * back - last * t)
        )
        yield (ax + (bx - ax) * t, ay + (by - ay) * t), width


@cache
def _ways(count: int) -> tuple[Point, ...]:
    """So many directions round about."""
    return tuple(
        (math.cos(math.tau * number / count), math.sin(math.tau * number / count)) for number in range(count)
    )


def dot_of(ink: PaintRole, middle: Point, radius: float) -> Shape:
    """A dot."""
    return Shape(ink, (middle,), (2 * radius,))


def mirrored(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """The same with the other side working."""
    return tuple(
        replace(
            shape,
            points=tuple((-x, y) for x, y in shape.points),
            rounds=tuple((-x, y, wide, high, -down) for x, y, wide, high, down in shape.rounds),
        )
        for shape in shapes
    )


def extent(shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what they cover."""
    seen = [
        (point, width / 2)
        for shape in shapes
        for point, width in zip(shape.points, shape.widths or [0.0] * len(shape.points), strict=True)
    ]
    low, high = ([[point[axis] + sign * half for point, half in seen] for axis in (0, 1)] for sign in (-1, 1))
    return min(low[0]), min(low[1]), max(high[0]), max(high[1])
