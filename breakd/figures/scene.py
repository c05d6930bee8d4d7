"""A pose as shapes: the things beside the figure, the figure, the glow and the arrows of a frame."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise, takewhile

from .body import Body, beside_joint, solved
from .dressed_body import DressedBody, faces, order
from .furniture import Furniture
from .looks import LOOKS, Look
from .poses import KeyFrame, Pose, Spot
from .shapes import Camera, PaintRole, Point, Shape, dot_of, extent

HEAD, SHAFT, BOW = 0.085, 0.026, 16
"""Of an arrow: how long its head is and how wide its shaft, in metres; and the parts of a bow."""
USUAL = 1.2
"""Metres of a picture in which an arrow is as large as said; in a larger one it grows with the root of it."""
EDGE = 0.04
"""Room around the figure, in metres."""
LEG = ("hip", "knee", "ankle", "toes")
"""The joints of a leg; the others that have a side are an arm's."""
HAND_HALF = 0.03
"""Half the width of a hand, in metres."""
LEAST_MOVE = 0.06
"""Metres: a frame before that is nearer than that shows no movement, only a blur."""
BACKDROP = (PaintRole.FLOOR, PaintRole.WALL, PaintRole.SKIRTING)
"""What the frame before is faint upon; mats and furniture hide it."""
GROUND = (PaintRole.FLOOR, PaintRole.MAT, PaintRole.MAT_RIM, PaintRole.WALL, PaintRole.SKIRTING, PaintRole.SHADE)
"""What goes on beyond the picture, or lies flat below the figure: a picture need not hold it."""


class Scene:
    """One pose, as its camera sees it."""

    def __init__(self, pose: Pose) -> None:
        self._pose = pose
        self.camera = Camera(*pose.camera)
        end = solved(pose.frames[-1].posture)
        self._parts = pose.order or order(end, self.camera)
        self._faces = {faces(solved(frame.posture), self.camera) for frame in pose.frames}

    @property
    def look(self) -> Look:
        """The person."""
        return LOOKS[self._pose.look]

    def things(self, *, front: bool) -> tuple[Shape, ...]:
        """What stands behind the figure, or before it."""
        furniture = Furniture(self.camera)
        return tuple(
            shape
            for prop in self._pose.props
            if bool(prop.get("front")) is front
            for shape in furniture.shapes(prop)
        )  # fmt: skip

    def person(self, body: Body, *, full: bool = False) -> tuple[Shape, ...]:
        """The figure; `full` of air."""
        return tuple(self._dressed(body, full=full).shapes())

    def _dressed(self, body: Body, *, full: bool = False) -> DressedBody:
        turns = len(self._faces) > 1
        facing = faces(body, self.camera) if turns else min(self._faces)
        return DressedBody(body, self.look, self.camera, self._parts, facing=facing, turns=turns, full=full)

    def ghost(self, number: int) -> int | None:
        """The frame that shows faintly behind this one; None where it shows no movement, and for who walks."""
        before = self._pose.before(number)
        one, other = (solved(self._pose.frames[frame].posture).joints for frame in (before, number))
        moves = max(math.dist(point, other[name]) for name, point in one.items()) > LEAST_MOVE
        return before if moves and not self._pose.beat else None

    @cached_property
    def backdrop(self) -> int:
        """How many of the things behind the figure a ghost is upon; the others hide it."""
        return len(tuple(takewhile(lambda shape: shape.ink in BACKDROP, self.things(front=False))))

    def glow(self, frame: KeyFrame) -> tuple[Shape, ...]:
        """Where it should pull in this frame."""
        body = solved(frame.posture)
        return tuple(dot_of(PaintRole.FEEL, self._seen(body, spot), spot.radius) for spot in frame.feel)

    def _seen(self, body: Body, spot: Spot) -> Point:
        return self.camera.seen(beside_joint(body, body.joints, (spot.joint, spot.beside)))

    def over(self, frame: KeyFrame) -> tuple[int, ...]:
        """Which of the person's shapes lie over the glow: those of an arm that is before the place where it pulls."""
        body = solved(frame.posture)
        dressed, shapes, over = self._dressed(body), 0, list[int]()
        for part in self._parts:
            count = len(tuple(dressed.part(part)))
            if part.startswith("arm") and any(self._covers(body, part, spot) for spot in frame.feel):
                over += range(shapes, shapes + count)
            shapes += count
        return () if self._pose.behind else tuple(over)

    def _covers(self, body: Body, arm: str, spot: Spot) -> bool:
        """Whether the arm is painted after what pulls, and forearm or hand are near the glow: sleeves hide it."""
        if max(map(self._parts.index, ("trunk", _part(spot.joint)))) >= self._parts.index(arm):
            return False
        middle = self._seen(body, spot)
        places = ("shoulder", "elbow", "wrist", "fingers")
        line = [self.camera.seen(body.joints[f"{joint}_{arm[-1]}"]) for joint in places]
        upper, *lower = (_away(middle, *ends) for ends in pairwise(line))
        return min(lower) < min(upper, spot.radius + HAND_HALF)

    def arrows(self, frame: KeyFrame) -> tuple[Shape, ...]:
        """Where to in this frame."""
        return tuple(
            shape
            for arrow in self._pose.arrows
            if arrow.frame == frame.role
            for shape in _arrow([self.camera.seen(at) for at in (arrow.tail, arrow.by, arrow.tip) if at], self._size)
        )

    @cached_property
    def _people(self) -> tuple[Shape, ...]:
        """The figure in each frame."""
        return tuple(shape for frame in self._pose.frames for shape in self.person(solved(frame.posture)))

    @cached_property
    def _size(self) -> float:
        """How large an arrow is drawn: what is seen has more or less of the room."""
        x0, y0, x1, y1 = self._pose.crop or extent(self._people)
        return math.sqrt(max(x1 - x0, y1 - y0) / USUAL)

    @cached_property
    def crop(self) -> tuple[float, float, float, float]:
        """What holds every frame of the pose, or what its file says."""
        if self._pose.crop:
            return self._pose.crop
        things = [shape for shape in (*self.things(front=False), *self.things(front=True)) if shape.ink not in GROUND]
        arrows = [shape for frame in self._pose.frames for shape in self.arrows(frame)]
        x0, y0, x1, y1 = extent([*things, *self._people, *arrows])
        return x0 - EDGE, y0 - EDGE, x1 + EDGE, y1 + EDGE


def _part(joint: str) -> str:
    """The part of the body that a joint belongs to."""
    name, _, side = joint.partition("_")
    if side:
        return f"{'leg' if name in LEG else 'arm'}_{side}"
    return "head" if name in ("skull", "head", "nose") else "trunk"


def _away(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a straight line with ends."""
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2 or 1.0
    share = min(max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length, 0.0), 1.0)
    return math.dist(point, (ax + (bx - ax) * share, ay + (by - ay) * share))


def _arrow(points: list[Point], size: float) -> Iterator[Shape]:
    """From the first point to the last; of three, in a bow through the one between."""
    head, width = HEAD * size, SHAFT * size
    way = _bow(*points) if len(points) > 2 else points
    tip = way[-1]
    back = next(n for n in range(len(way) - 2, -1, -1) if n == 0 or math.dist(way[n], tip) >= head)
    length = math.dist(way[back], tip) or 1.0
    x, y = (tip[0] - way[back][0]) / length, (tip[1] - way[back][1]) / length
    neck = (tip[0] - head * x, tip[1] - head * y)
    barbs = [(neck[0] + side * 0.53 * head * y, neck[1] - side * 0.53 * head * x) for side in (-1, 1)]
    shaft = [*way[: back + (math.dist(way[back], tip) > head)], neck]
    yield Shape(PaintRole.ARROW, tuple(shaft), (width,) * len(shaft))
    yield Shape(PaintRole.ARROW, (tip, *barbs))


def _bow(tail: Point, by: Point, tip: Point) -> list[Point]:
    """A parabola through three points."""

    def at(share: float) -> Point:
        a, b, c = (1 - share) * (1 - 2 * share), 4 * share * (1 - share), share * (2 * share - 1)
        return a * tail[0] + b * by[0] + c * tip[0], a * tail[1] + b * by[1] + c * tip[1]

    return [at(number / BOW) for number in range(BOW + 1)]
