"""The film of a pose: from key frame to key frame, at every instant a body; test_anatomy.py measures the body."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from breakd.figures import poses
from breakd.figures.body import solved
from breakd.figures.film import BETWEEN, film_of
from breakd.figures.poses import Pose
from breakd.figures.scene import Scene

POSES = poses.load()
ALL = pytest.mark.parametrize("pose", POSES.values(), ids=POSES)
JUMP = 0.16
"""Metres that nothing moves more from one instant to the next: that would be seen as a jump."""
HEAD_HALF = 0.10
"""Metres: half a head."""


@ALL
def test_the_film_holds_the_key_frames_with_twelve_instants_between(pose: Pose) -> None:
    row, keys = film_of(pose)
    assert keys == tuple(range(0, BETWEEN * len(pose.frames), BETWEEN))
    assert BETWEEN - 1 >= 12
    for key, frame in zip(keys, pose.frames, strict=True):
        assert row[key].joints == solved(frame.posture).joints


@ALL
def test_nothing_jumps(pose: Pose) -> None:
    row, _ = film_of(pose)
    for before, after in pairwise(row):
        for name, point in before.joints.items():
            assert math.dist(point, after.joints[name]) < JUMP, name


@ALL
def test_what_rests_on_the_ground_stays_where_it_rests(pose: Pose) -> None:
    """Unless the stretch has it slide, step or walk."""
    row, keys = film_of(pose)
    for first, last in pairwise(keys):
        for name in ("ankle_r", "ankle_l", "wrist_r", "wrist_l"):
            ends = row[first].joints[name], row[last].joints[name]
            part = {"ankle": "foot", "wrist": "hand"}[name[:-2]] + name[-2:]
            if math.dist(*ends) < 0.005 and part in row[first].rests & row[last].rests:
                assert max(math.dist(body.joints[name], ends[0]) for body in row[first:last]) < 0.01, name


@ALL
def test_no_head_leaves_the_picture_on_the_way(pose: Pose) -> None:
    scene, (row, keys) = Scene(pose), film_of(pose)
    x0, y0, x1, y1 = scene.crop
    half = max(x1 - x0, y1 - y0) / 2 - HEAD_HALF
    away = [
        max(abs(x - (x0 + x1) / 2), abs(y - (y0 + y1) / 2)) - half
        for x, y in (scene.camera.seen(body.joints["head"]) for body in row)
    ]
    assert max(away) <= 0 or max(away[key] for key in keys) > 0  # a picture of the feet has no head


def test_who_walks_steps_with_one_leg_and_then_with_the_other() -> None:
    row, keys = film_of(POSES["walk-break"])
    assert len(row) == 2 * keys[-1] + 1
    assert row[-1].joints == row[0].joints
    for name, (x, y, z) in row[0].joints.items():
        other = name[:-1] + {"r": "l", "l": "r"}[name[-1]] if name[-2:] in ("_r", "_l") else name
        assert row[keys[-1]].joints[other] == pytest.approx((x, -y, z), abs=0.03), name
    # half-way of a step one foot carries and the other is in the air: the one that was behind
    for body, carries, swings in ((row[keys[1]], "r", "l"), (row[keys[1] + keys[-1]], "l", "r")):
        assert body.joints[f"ankle_{carries}"][2] < body.joints[f"ankle_{swings}"][2] - 0.05


def test_the_legs_of_the_plow_swing_over_the_body() -> None:
    row, _ = film_of(POSES["plow"])
    straight, part = (math.dist(body.joints["hip_r"], body.joints["ankle_r"]) for body in (row[0], row[BETWEEN // 2]))
    assert part > 0.6 * straight  # points that go straight would fold the leg up to a third


def test_who_kneels_sits_back_over_resting_knees() -> None:
    row, _ = film_of(POSES["childs-pose"])
    for body in row:
        assert math.dist(body.joints["knee_r"], row[0].joints["knee_r"]) < 0.06
        assert body.joints["pelvis"][2] <= row[0].joints["pelvis"][2] + 0.001


def test_who_steps_lifts_one_foot_after_the_other() -> None:
    row, keys = film_of(POSES["chair-back-stretch"])
    heights = [[body.joints[f"ankle_{side}"][2] for body in row[: keys[1]]] for side in ("l", "r")]
    assert [max(one) > 0.12 for one in heights] == [True, True]
    assert not any(left > 0.1 and right > 0.1 for left, right in zip(*heights, strict=True))
