"""Left is left: which side of the person works in the picture shown for "left" and for "right".

Worked out from the joints alone, as anatomy has it, and never from what the file says of itself: a person's right is
where their front crossed with their up points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from breakd.figures import poses
from breakd.figures.poses import Joints, KeyFrame, Point, Pose
from breakd.stretches import catalogue

POSES = poses.load()
SIDED = {stretch.pose for stretch in catalogue.load().stretches.values() if stretch.sides == "both"}
FIGURES = pytest.mark.parametrize("pose", POSES.values(), ids=POSES)
OVERSTRETCHED = 5
"""Degrees that a straight knee may be drawn too straight."""
OTHER = {"left": "right", "right": "left", "": "_f", "_f": ""}


def mirror(pose: Pose) -> Pose:
    """What a mirrored picture shows: the same joints and spots, seen in a mirror."""

    def turned(frame: KeyFrame) -> KeyFrame:
        feel = frame.feel and (1 - frame.feel[0], *frame.feel[1:])
        return replace(frame, joints={joint: (1 - x, y) for joint, (x, y) in frame.joints.items()}, feel=feel)

    return replace(pose, frames=tuple(turned(frame) for frame in pose.frames))


def shown(pose: Pose, side: str) -> Pose:
    """The picture that the program shows for a side."""
    return mirror(pose) if pose.is_mirrored(side) else pose


def minus(tip: Point, root: Point) -> Point:
    return tip[0] - root[0], tip[1] - root[1]


def cross(one: Point, other: Point) -> float:
    """Positive if the second lies to the left of the first, as the viewer sees it (y grows down)."""
    return one[1] * other[0] - one[0] * other[1]


def near_side(joints: Joints) -> str:
    """In a view from the side: the side of the person towards the viewer."""
    front, up = minus(joints["nose"], joints["head"]), minus(joints["head"], joints["neck"])
    return "right" if cross(front, up) > 0 else "left"


def is_right(pose: Pose, joints: Joints, way: Point) -> bool:
    """In other views: whether a direction points to the person's right; up is where the head is."""
    middle = tuple(sum(joints[hip][axis] for hip in ("hip", "hip_f")) / 2 for axis in (0, 1))
    x, y = minus(joints["neck"], middle)  # type: ignore[arg-type]
    return (way[0] * y - way[1] * x > 0) == (pose.view != "rear")


def side_of(pose: Pose, frame: KeyFrame, suffix: str, joint: str = "shoulder") -> str:
    """The side of the person to which a limb belongs."""
    if not pose.flat:
        near = near_side(frame.joints)
        return near if suffix == "" else OTHER[near]
    way = minus(frame.joints[joint + suffix], frame.joints[joint + OTHER[suffix]])
    return "right" if is_right(pose, frame.joints, way) else "left"


# --- what works, and on which side it is ------------------------------------------------------------


def away(point: Point, one: Point, other: Point) -> float:
    """How far a point is from the line between two others."""
    length = math.dist(one, other)
    along = ((point[0] - one[0]) * (other[0] - one[0]) + (point[1] - one[1]) * (other[1] - one[1])) / length**2
    along = min(max(along, 0), 1)
    return math.dist(point, (one[0] + along * (other[0] - one[0]), one[1] + along * (other[1] - one[1])))


def thigh(joints: Joints, suffix: str) -> tuple[Point, Point]:
    return joints.get("hip" + suffix, joints["hip"]), joints["knee" + suffix]


def moving_leg(pose: Pose) -> str:
    """The leg whose foot goes the longer way."""
    first, *rest = pose.frames
    ways = {
        suffix: max(math.dist(first.joints["ankle" + suffix], frame.joints["ankle" + suffix]) for frame in rest)
        for suffix in ("", "_f")
    }
    return side_of(pose, first, max(ways, key=lambda suffix: ways[suffix]), "hip")


def crossed_leg(pose: Pose) -> str:
    """The leg whose ankle lies on the other thigh."""
    end = pose.frames[-1]
    gaps = {suffix: away(end.joints["ankle" + suffix], *thigh(end.joints, OTHER[suffix])) for suffix in ("", "_f")}
    return side_of(pose, end, min(gaps, key=lambda suffix: gaps[suffix]), "hip")


def straight_leg(pose: Pose) -> str:
    """The leg whose knee is the straighter."""
    end = pose.frames[-1]

    def bend(suffix: str) -> float:
        hip, knee = thigh(end.joints, suffix)
        ankle = end.joints["ankle" + suffix]
        return math.dist(hip, knee) + math.dist(knee, ankle) - math.dist(hip, ankle)

    return side_of(pose, end, min(("", "_f"), key=bend), "hip")


def rear_leg(pose: Pose) -> str:
    """The leg that stands behind the other."""
    end = pose.frames[-1]
    front = minus(end.joints["nose"], end.joints["head"])

    def forward(suffix: str) -> float:
        return end.joints["ankle" + suffix][0] * front[0]

    return side_of(pose, end, min(("", "_f"), key=forward), "hip")


def raised_arm(pose: Pose) -> str:
    """The arm whose hand is the higher."""
    end = pose.frames[-1]
    return side_of(pose, end, min(("", "_f"), key=lambda suffix: end.joints["wrist" + suffix][1]))


def free_shoulder(pose: Pose) -> str:
    """The shoulder from which the head tips away, and where it pulls."""
    end = pose.frames[-1]
    assert end.feel
    gaps = {suffix: math.dist(end.joints["head"], end.joints["shoulder" + suffix]) for suffix in ("", "_f")}
    suffix = max(gaps, key=lambda suffix: gaps[suffix])
    spots = {suffix: math.dist(end.feel[:2], end.joints["shoulder" + suffix]) for suffix in ("", "_f")}
    assert spots[suffix] < spots[OTHER[suffix]]
    return side_of(pose, end, suffix)


def turned_to(pose: Pose) -> str:
    """Where the face looks at the end."""
    end = pose.frames[-1]
    return "right" if is_right(pose, end.joints, minus(end.joints["nose"], end.joints["head"])) else "left"


WORKS: Mapping[str, Callable[[Pose], str]] = {
    "upper-trap-stretch": free_shoulder,
    "seated-trunk-rotation": turned_to,
    "figure-four-seated": crossed_leg,
    "seated-knee-hug": moving_leg,
    "seated-hamstring-stretch": straight_leg,
    "seated-sciatic-slider": moving_leg,
    "standing-side-bend": raised_arm,
    "standing-hip-flexor-stretch": rear_leg,
    "standing-quad-stretch": moving_leg,
    "figure-four-lying": crossed_leg,
    "lying-sciatic-slider": moving_leg,
    "bird-dog": moving_leg,
    "heel-slide-lying": moving_leg,
    "standing-side-leg-lift": moving_leg,
}
"""What the sentences mean by {side}, as the picture has it."""


def test_for_each_sided_pose_it_is_said_what_works() -> None:
    assert set(WORKS) == SIDED


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("id", WORKS)
def test_the_picture_of_a_side_shows_that_side_of_the_person(id: str, side: str) -> None:
    assert WORKS[id](shown(POSES[id], side)) == side


@FIGURES
def test_the_near_side_is_the_one_that_the_pose_says(pose: Pose) -> None:
    """Of every frame, whether the stretch has sides or not."""
    for frame in pose.frames:
        assert pose.native_side == side_of(pose, frame, ""), frame.role


@FIGURES
def test_knees_bend_the_way_knees_bend(pose: Pose) -> None:
    """Else the figure would be its own mirror image, and left and right would mean nothing."""
    if pose.flat:
        return
    for frame in pose.frames:
        sign = 1 if near_side(frame.joints) == "right" else -1
        for suffix in ("", "_f"):
            hip, knee = thigh(frame.joints, suffix)
            shin = minus(frame.joints["ankle" + suffix], knee)
            bend = -sign * cross(minus(knee, hip), shin) / (math.dist(hip, knee) * math.hypot(*shin))
            assert bend > -math.sin(math.radians(OVERSTRETCHED)), (frame.role, suffix)
