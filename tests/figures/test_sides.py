"""Left is left: which side of the person works in the picture shown for "left" and for "right".

Worked out from the places of the joints, and from the camera as a camera: no picture but a mirrored one shows a
right side as a left one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pytest

from breakd.figures import poses
from breakd.figures.body import Body, solved
from breakd.figures.poses import Pose
from breakd.figures.scene import Scene
from breakd.figures.shapes import Camera
from breakd.figures.vectors import Vector, add, beside, cross, dot, minus
from tools.stretch_pictures import sided

POSES = poses.load()
FIGURES = pytest.mark.parametrize("pose", POSES.values(), ids=POSES)


def ends(pose: Pose) -> tuple[Body, Body]:
    return solved(pose.frames[0].posture), solved(pose.frames[-1].posture)


def most(of: Callable[[str], float]) -> str:
    return max(("r", "l"), key=of)


def moving_leg(pose: Pose) -> str:
    """The leg whose foot goes the longer way."""
    start, end = ends(pose)
    return most(lambda side: math.dist(start.joints[f"ankle_{side}"], end.joints[f"ankle_{side}"]))


def crossed_leg(pose: Pose) -> str:
    """The leg whose ankle lies at the other knee."""
    _, end = ends(pose)
    other = {"r": "l", "l": "r"}
    return most(lambda side: -math.dist(end.joints[f"ankle_{side}"], end.joints[f"knee_{other[side]}"]))


def straight_leg(pose: Pose) -> str:
    """The leg whose knee is the straighter."""
    _, end = ends(pose)
    return most(lambda side: math.dist(end.joints[f"hip_{side}"], end.joints[f"ankle_{side}"]))


def rear_leg(pose: Pose) -> str:
    """The leg that stands behind the other."""
    _, end = ends(pose)
    return most(lambda side: -dot(end.joints[f"ankle_{side}"], end.pelvis[0]))


def raised_arm(pose: Pose) -> str:
    """The arm whose hand is the higher."""
    _, end = ends(pose)
    return most(lambda side: end.joints[f"wrist_{side}"][2])


def free_shoulder(pose: Pose) -> str:
    """The shoulder from which the head tips away."""
    _, end = ends(pose)
    return most(lambda side: math.dist(end.joints["head"], end.joints[f"shoulder_{side}"]))


def turned_to(pose: Pose) -> str:
    """Where the chest looks at the end."""
    start, end = ends(pose)
    return most(lambda side: dot(minus(start.joints[f"hip_{side}"], start.joints["pelvis"]), end.chest[0]))


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
    assert set(WORKS) == sided()


@pytest.mark.parametrize("id", WORKS)
def test_as_it_is_written_the_right_side_works(id: str) -> None:
    assert WORKS[id](POSES[id]) == "r"
    assert not POSES[id].is_mirrored("right")
    assert POSES[id].is_mirrored("left")


@FIGURES
def test_in_every_frame_the_right_side_is_where_a_persons_right_is(pose: Pose) -> None:
    """Front crossed with up points to the left: of the hips, and of the shoulders."""
    for frame in pose.frames:
        body = solved(frame.posture)
        for part, axes in (("hip", body.pelvis), ("shoulder", body.chest)):
            across = minus(body.joints[f"{part}_l"], body.joints[f"{part}_r"])
            assert dot(across, cross(axes[2], axes[0])) > 0.9 * math.sqrt(dot(across, across))
        face = beside(minus(body.joints["nose"], body.joints["head"]), body.head[2])
        assert dot(cross(body.head[2], face), body.head[1]) > 0.9


@FIGURES
def test_the_camera_is_no_mirror(pose: Pose) -> None:
    camera = Scene(pose).camera
    assert math.isclose(dot(cross(camera.right, camera.up), camera.towards), 1.0, abs_tol=1e-9)


@pytest.mark.parametrize(("turn", "left_is"), [(90, "right"), (-90, "left")])
def test_who_looks_at_the_viewer_has_the_left_where_the_viewers_right_is(turn: float, left_is: str) -> None:
    left: Vector = (0.0, 0.5, 1.0)
    x, _ = Camera(turn, 0).seen(left)
    assert (x > 0) == (left_is == "right")
    assert Camera(turn, 10).near(add(left, Camera(turn, 10).towards)) > Camera(turn, 10).near(left)
