"""Plain shapes, which every painter can paint: tapered lines and areas, each with an ink; and the camera.

One set of paint rules for all painters: Pillow paints these shapes for reminders, the pages' script as SVG. All
instants of a film have the same shapes with the same number of points, so a page may slide from one to the next.
A picture's measures are metres: x grows to the right, y grows down, and the floor below the figure is at 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum
from functools import cache

from breakd.frozen import frozen

from .vectors import Axes, Vector, dot

Point = tuple[float, float]
ROUND = 20
"""Points of a round area."""


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
    """A line with round ends, at each point as wide as said; without widths an area. A line of one point is a dot."""

    ink: PaintRole
    points: tuple[Point, ...]
    widths: tuple[float, ...] = ()


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

    def hull(self, ink: PaintRole, balls: Sequence[Ball], count: int = ROUND) -> Shape:
        """Round things with a skin stretched over them, as an area of so many points."""
        drawn = [_Seen(self, ball) for ball in balls]
        points = []
        for way in _ways(count):
            edges = [ball.edge(way) for ball in drawn]
            points.append(max(edges, key=lambda one: one[0] * way[0] + one[1] * way[1]))
        return Shape(ink, tuple(points))


@cache
def _ways(count: int) -> tuple[Point, ...]:
    """So many directions round about."""
    return tuple(
        (math.cos(math.tau * number / count), math.sin(math.tau * number / count)) for number in range(count)
    )


class _Seen:
    """A ball as the camera sees it."""

    def __init__(self, camera: Camera, ball: Ball) -> None:
        self._middle = camera.seen(ball.middle)
        (ax, ay), (bx, by), (cx, cy) = map(camera.seen, ball.axes)
        a, b, c = ball.halves
        # the ball in the picture is an ellipse; these three numbers say how far it goes each way
        self._wide = (ax * a) ** 2 + (bx * b) ** 2 + (cx * c) ** 2
        self._high = (ay * a) ** 2 + (by * b) ** 2 + (cy * c) ** 2
        self._slant = ax * ay * a * a + bx * by * b * b + cx * cy * c * c

    def edge(self, way: Point) -> Point:
        """Its outermost point in a direction."""
        x, y = self._wide * way[0] + self._slant * way[1], self._slant * way[0] + self._high * way[1]
        length = math.sqrt(way[0] * x + way[1] * y) or 1.0
        return self._middle[0] + x / length, self._middle[1] + y / length


def dot_of(ink: PaintRole, middle: Point, radius: float) -> Shape:
    """A dot."""
    return Shape(ink, (middle,), (2 * radius,))


def mirrored(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """The same with the other side working."""
    return tuple(Shape(shape.ink, tuple((-x, y) for x, y in shape.points), shape.widths) for shape in shapes)


def extent(shapes: Sequence[Shape]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what they cover."""
    seen = [
        (point, width / 2)
        for shape in shapes
        for point, width in zip(shape.points, shape.widths or [0.0] * len(shape.points), strict=True)
    ]
    low, high = ([[point[axis] + sign * half for point, half in seen] for axis in (0, 1)] for sign in (-1, 1))
    return min(low[0]), min(low[1]), max(high[0]), max(high[1])
