"""The figure of a pose as plain shapes, in the order in which they are painted.

One set of paint rules for both painters: Pillow paints these shapes for reminders, the guide's page as SVG. All
frames of a pose have the same shapes with the same number of points, so a page may slide from one to the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from breakd.frozen import frozen

from .poses import Joints, KeyFrame, Point, Pose

ROUND = 6
"""Points of the trunk's curve from joint to joint."""
HALO = 0.007
"""A rim of paper around near limbs, so that an arm is seen before the trunk."""
LIMBS = (("hip", "knee", "ankle", "toe"), ("shoulder", "elbow", "wrist"))


class PaintRole(Enum):
    """What is painted; each theme has a colour for it."""

    PAPER = "paper"
    """The ground of the picture, and the rim around near limbs."""
    FLOOR = "floor"
    """The floor's line."""
    MAT = "mat"
    """A mat from the side, and its edge from above."""
    MAT_TOP = "mat-top"
    """A mat from above."""
    WOOD = "wood"
    """Seat and back rest."""
    PALE_WOOD = "pale-wood"
    """Legs of chairs and desks, and the post of a door."""
    REST = "rest"
    """A back rest from the front, and a cushion."""
    WALL = "wall"
    """A wall behind the figure."""
    NEAR = "near"
    """Trunk, head and the limbs that work."""
    FAR = "far"
    """The limbs behind."""
    CHEST = "chest"
    """The trunk from the front."""
    FACE = "face"
    """The head from the front."""
    FEEL = "feel"
    """The spot where it should pull; lets through what is under it."""
    ARROW = "arrow"
    """Where to."""


@frozen
class Shape:
    """A line with round ends and joins, or an area with a rim of the same ink. A line of one point is a dot."""

    ink: PaintRole
    points: tuple[Point, ...]
    width: float
    area: bool = False


def figure_shapes(pose: Pose, joints: Joints) -> tuple[Shape, ...]:
    """Props and figure, without what belongs to one frame only."""
    behind, before = (
        [shape for prop in pose.props if (prop["kind"] in BEFORE) is wanted for shape in _PROPS[prop["kind"]](prop)]
        for wanted in (False, True)
    )
    return (*behind, *(_flat(pose, joints) if pose.flat else _side(pose, joints)), *before)


def frame_marks(pose: Pose, frame: KeyFrame) -> tuple[Shape, ...]:
    """The spot where it should pull in this frame, and its arrows."""
    feel = (_dot(PaintRole.FEEL, frame.feel[:2], frame.feel[2]),) if frame.feel else ()
    arrows = (shape for arrow in pose.arrows if arrow.frame == frame.role for shape in _arrow(arrow.tail, arrow.tip))
    return (*feel, *arrows)


def picture(pose: Pose, frame: KeyFrame) -> tuple[Shape, ...]:
    """Everything that the frame shows."""
    return (*figure_shapes(pose, frame.joints), *frame_marks(pose, frame))


def mirrored(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """The same with the other side working."""
    return tuple(
        Shape(shape.ink, tuple((1 - x, y) for x, y in shape.points), shape.width, shape.area) for shape in shapes
    )


# --- the person -----------------------------------------------------------------------------------


def _side(pose: Pose, joints: Joints) -> Iterator[Shape]:
    sizes = pose.measures
    yield from _limbs(pose, joints, "_f", PaintRole.FAR, halo=False)
    head, nose, neck = joints["head"], joints["nose"], joints["neck"]
    trunk = _curve([joints[name] for name in ("hip", "spine", "shoulder", "neck")])
    yield Shape(PaintRole.NEAR, trunk, sizes.trunk_width)
    yield Shape(PaintRole.NEAR, (neck, head), sizes.limb_width)
    yield Shape(PaintRole.NEAR, (head, _between(head, nose, 0.9)), sizes.head_radius * 0.5)
    yield _dot(PaintRole.NEAR, head, sizes.head_radius)
    yield from _limbs(pose, joints, "", PaintRole.NEAR, halo=True)


def _flat(pose: Pose, joints: Joints) -> Iterator[Shape]:
    sizes = pose.measures
    shoulder, other_shoulder, hip, other_hip, neck, spine = (
        joints[name] for name in ("shoulder", "shoulder_f", "hip", "hip_f", "neck", "spine")
    )
    waist = 0.36 * math.dist(shoulder, other_shoulder)
    direction = _unit(shoulder, other_shoulder)
    left, right = (
        (spine[0] + sign * waist * direction[0], spine[1] + sign * waist * direction[1]) for sign in (-1, 1)
    )
    yield Shape(
        PaintRole.CHEST, (shoulder, neck, other_shoulder, right, other_hip, hip, left), sizes.limb_width, area=True
    )
    yield Shape(PaintRole.NEAR, (neck, joints["head"]), sizes.limb_width)
    yield _dot(PaintRole.NEAR, joints["head"], sizes.head_radius)
    if pose.view != "rear":
        yield _dot(PaintRole.FACE, joints["head"], sizes.head_radius * 0.74)
        yield _dot(PaintRole.NEAR, joints["nose"], sizes.head_radius * 0.32)
    for suffix in ("_f", ""):
        yield from _limbs(pose, joints, suffix, PaintRole.NEAR, halo=True)


def _limbs(pose: Pose, joints: Joints, suffix: str, ink: PaintRole, *, halo: bool) -> Iterator[Shape]:
    """A leg with its foot, then an arm."""

    def joint(name: str) -> Point:
        return joints[name + suffix] if name + suffix in joints else joints[name]

    hip, knee, ankle, toe, shoulder, elbow, wrist = (joint(name) for limb in LIMBS for name in limb)
    width, foot = pose.measures.limb_width, pose.measures.foot_width
    limbs = [((hip, knee, ankle), width), ((ankle, toe), foot)], [((shoulder, elbow, wrist), width)]
    for limb in limbs:
        if halo:
            yield from (
                Shape(PaintRole.PAPER, _from_the_trunk(points, wide), wide + 2 * HALO) for points, wide in limb
            )
        yield from (Shape(ink, points, wide) for points, wide in limb)


def _from_the_trunk(points: tuple[Point, ...], width: float) -> tuple[Point, ...]:
    """The rim begins a little below the joint: there the limb grows out of the trunk."""
    root, middle, *rest = points
    length = math.dist(root, middle)
    return (_between(root, middle, min(2 * width / length, 0.9)) if length else root, middle, *rest)


# --- what stands beside it ------------------------------------------------------------------------

Prop = Mapping[str, Any]
EVERYWHERE = (-3.0, 4.0)
"""The floor goes on beyond the square, however wide the picture is."""


def _floor(prop: Prop) -> Iterator[Shape]:
    yield Shape(PaintRole.FLOOR, tuple((x, prop["y"] + 0.004) for x in EVERYWHERE), 0.006)


def _mat(prop: Prop) -> Iterator[Shape]:
    yield Shape(PaintRole.MAT, tuple((prop[x], prop["y"] + 0.002) for x in ("x0", "x1")), 0.014)


def _mat_top(prop: Prop) -> Iterator[Shape]:
    yield Shape(PaintRole.MAT, _corners(prop), 0.036, area=True)
    yield Shape(PaintRole.MAT_TOP, _corners(prop), 0.026, area=True)


def _pillow(prop: Prop) -> Iterator[Shape]:
    yield Shape(PaintRole.REST, tuple((prop[x], prop["y"] - 0.012) for x in ("x0", "x1")), 0.024)


def _pillow_top(prop: Prop) -> Iterator[Shape]:
    yield Shape(PaintRole.REST, _corners(prop), 0.024, area=True)


def _chair(prop: Prop) -> Iterator[Shape]:
    x0, x1, seat, floor = prop["x0"], prop["x1"], prop["seat_y"] + 0.010, prop["floor_y"]
    back = x0 if prop["back"] == "left" else x1
    for leg in (x0 + 0.010, x1 - 0.010):
        yield Shape(PaintRole.PALE_WOOD, ((leg, seat), (leg, floor - 0.004)), 0.012)
    yield Shape(PaintRole.WOOD, ((back, seat), (back, prop["back_top"])), 0.020)
    yield Shape(PaintRole.WOOD, ((x0, seat), (x1, seat)), 0.020)


def _chair_front(prop: Prop) -> Iterator[Shape]:
    x0, x1, seat, floor = prop["x0"], prop["x1"], prop["seat_y"] + 0.006, prop["floor_y"]
    for leg in (x0 + 0.006, x1 - 0.006):
        yield Shape(PaintRole.PALE_WOOD, ((leg, seat), (leg, floor - 0.004)), 0.012)
    rest = {"x0": x0 + 0.022, "x1": x1 - 0.022, "y0": prop["back_top"] + 0.01, "y1": prop["seat_y"]}
    yield Shape(PaintRole.PALE_WOOD, _corners(rest), 0.036, area=True)
    yield Shape(PaintRole.REST, _corners(rest), 0.024, area=True)
    yield Shape(PaintRole.WOOD, ((x0, seat), (x1, seat)), 0.024)


def _desk(prop: Prop) -> Iterator[Shape]:
    top, leg = prop["y"] + 0.010, prop["leg_x"]
    yield Shape(PaintRole.PALE_WOOD, ((leg, top), (leg, prop["floor_y"] - 0.004)), 0.012)
    yield Shape(PaintRole.WOOD, ((prop["x0"], top), (prop["x1"], top)), 0.020)


def _chair_rear(prop: Prop) -> Iterator[Shape]:
    x0, x1, floor = prop["x0"], prop["x1"], prop["floor_y"]
    seat, top = prop["seat_y"] + 0.006, prop["back_top"] + 0.012
    for leg in (x0 + 0.006, x1 - 0.006):
        yield Shape(PaintRole.PALE_WOOD, ((leg, top), (leg, floor - 0.004)), 0.012)
    yield Shape(PaintRole.WOOD, ((x0, seat), (x1, seat)), 0.024)
    yield Shape(PaintRole.WOOD, ((x0, top), (x1, top)), 0.024)


def _wall_front(prop: Prop) -> Iterator[Shape]:
    yield Shape(PaintRole.WALL, _corners(prop), 0.004, area=True)


def _doorpost(prop: Prop) -> Iterator[Shape]:
    yield Shape(PaintRole.PALE_WOOD, ((prop["x"], prop["y0"]), (prop["x"], prop["y1"] - 0.010)), 0.026)


_PROPS = {
    "floor": _floor, "mat": _mat, "mat_top": _mat_top, "pillow": _pillow, "pillow_top": _pillow_top,
    "chair": _chair, "chair_front": _chair_front, "chair_rear": _chair_rear, "desk": _desk, "wall_front": _wall_front,
    "doorpost": _doorpost,
}  # fmt: skip
BEFORE = ("chair_rear",)
"""What stands between the figure and the viewer."""


def _arrow(tail: Point, tip: Point) -> Iterator[Shape]:
    length, width = 0.032, 0.009
    (x, y), (along_x, along_y) = tip, _unit(tail, tip)
    neck = (x - length * along_x, y - length * along_y)
    barbs = [(neck[0] + side * 0.016 * along_y, neck[1] - side * 0.016 * along_x) for side in (-1, 1)]
    yield Shape(PaintRole.ARROW, (tail, neck), width)
    yield Shape(PaintRole.ARROW, (tip, *barbs), 0.006, area=True)


# --- geometry -------------------------------------------------------------------------------------


def _dot(ink: PaintRole, centre: Point, radius: float) -> Shape:
    return Shape(ink, (centre,), 2 * radius)


def _corners(prop: Prop) -> tuple[Point, ...]:
    return tuple((prop[x], prop[y]) for x, y in (("x0", "y0"), ("x1", "y0"), ("x1", "y1"), ("x0", "y1")))


def _between(start: Point, end: Point, share: float) -> Point:
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _unit(start: Point, end: Point) -> Point:
    length = math.dist(start, end) or 1.0
    return ((end[0] - start[0]) / length, (end[1] - start[1]) / length)


def _curve(joints: Sequence[Point]) -> tuple[Point, ...]:
    """A smooth line through the joints (Catmull-Rom, centripetal: no loops where joints are close)."""
    ends = [_between(joints[1], joints[0], 2), *joints, _between(joints[-2], joints[-1], 2)]
    points = [joints[0]]
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        knots = [0.0]
        for a, b in ((p0, p1), (p1, p2), (p2, p3)):
            knots.append(knots[-1] + max(math.dist(a, b) ** 0.5, 1e-6))
        t0, t1, t2, t3 = knots
        for step in range(1, ROUND + 1):
            t = t1 + (t2 - t1) * step / ROUND
            a1, a2, a3 = (
                _between(p, q, (t - s) / (e - s))
                for p, q, s, e in ((p0, p1, t0, t1), (p1, p2, t1, t2), (p2, p3, t2, t3))
            )
            b1, b2 = _between(a1, a2, (t - t0) / (t2 - t0)), _between(a2, a3, (t - t1) / (t3 - t1))
            points.append(_between(b1, b2, (t - t1) / (t2 - t1)))
    return tuple(points)
