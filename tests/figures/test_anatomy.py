"""Every instant of every film is a body that could be one, rests where it should, and goes through nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.figures import poses
from breakd.figures.body import Body, exchanged, solved
from breakd.figures.film import BETWEEN, film_of
from breakd.figures.poses import Pose
from breakd.figures.vectors import Vector, add, between
from tests.figures.anatomy import faults
from tests.figures.test_sides import WORKS

POSES = poses.load()
ALL = pytest.mark.parametrize("pose", POSES.values(), ids=POSES)


@ALL
def test_every_frame_is_a_body_that_rests_where_it_should(pose: Pose) -> None:
    for frame in pose.frames:
        assert faults(solved(frame.posture), pose, frame.posture.rests) == [], frame.role


@ALL
def test_every_instant_in_between_too(pose: Pose) -> None:
    row, _ = film_of(pose)
    for number, body in enumerate(row):
        if number % BETWEEN:
            assert faults(body, pose, body.rests) == [], number


# --- a fault that is planted is found ----------------------------------------------------------------


def end_of(id: str) -> tuple[Pose, Body, frozenset[str]]:
    pose = POSES[id]
    posture = pose.frames[-1].posture
    return pose, solved(posture), posture.rests


def moved(body: Body, **joints: Vector) -> Body:
    return replace(body, joints={**body.joints, **joints})


def test_a_shin_at_four_fifths_is_found() -> None:
    pose, body, rests = end_of("seated-hamstring-stretch")
    short = between(body.joints["knee_r"], body.joints["ankle_r"], 0.8)
    assert "knee-ankle_r is 0.328 and not 0.41" in faults(moved(body, ankle_r=short), pose, rests)


def test_a_hand_in_the_air_is_found() -> None:
    pose, body, rests = end_of("cat-cow")
    up = {name: add(body.joints[name], (0.0, 0.0, 0.1)) for name in ("wrist_r", "fingers_r")}
    assert "hand_r is 1" in str(faults(moved(body, **up), pose, rests))


def test_a_foot_through_the_floor_and_a_thigh_through_the_seat_are_found() -> None:
    pose, body, rests = end_of("seated-trunk-rotation")
    sunk = {name: add(point, (0.0, 0.0, -0.12)) for name, point in body.joints.items()}
    told = str(faults(moved(body, **sunk), pose, rests))
    assert "in the seat" in told
    assert "in the floor" in told


def test_a_hand_in_the_chest_is_found() -> None:
    pose, body, rests = end_of("standing-overhead-reach")
    inside = {"wrist_l": body.joints["chest"], "fingers_l": body.joints["waist"]}
    assert "hand_l is" in str(faults(moved(body, **inside), pose, rests))


def test_a_knee_that_bends_backwards_is_found() -> None:
    pose, body, rests = end_of("standing-overhead-reach")
    back = add(body.joints["knee_r"], (-0.12, 0.0, 0.0))
    assert "knee_r bends backwards" in faults(moved(body, knee_r=back), pose, rests)


@pytest.mark.parametrize("id", WORKS)
def test_a_swapped_side_is_found(id: str) -> None:
    pose = POSES[id]
    swapped = replace(pose, frames=tuple(replace(one, posture=exchanged(one.posture)) for one in pose.frames))
    assert WORKS[id](pose) == "r"
    assert WORKS[id](swapped) == "l"
