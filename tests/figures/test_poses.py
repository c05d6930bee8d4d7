"""The poses: their file keeps its rules, and each figure shows what a layperson must see."""

from __future__ import annotations

import math

import pytest

from breakd.figures import poses, shapes
from breakd.figures.poses import Joints, KeyFrame, Pose
from breakd.stretches import catalogue
from breakd.stretches.model import Stretch

POSES = poses.load()
STRETCHES = catalogue.load().stretches
FLOOR = 0.9
ALL = pytest.mark.parametrize("pose", POSES.values(), ids=POSES)


def frame(id: str, role: str = "end") -> KeyFrame:
    pose = POSES[id]
    return pose.frames[pose.index(role)]


def joints(id: str, role: str = "end") -> Joints:
    return frame(id, role).joints


def bend(joints: Joints, *names: str) -> float:
    """The angle at the middle of three joints; 180 is straight."""
    (ax, ay), (bx, by), (cx, cy) = (joints[name] for name in names)
    angle = math.degrees(math.atan2(ay - by, ax - bx) - math.atan2(cy - by, cx - bx))
    return abs((angle + 180) % 360 - 180)


def slope(joints: Joints, root: str, tip: str) -> float:
    """How many degrees from level."""
    (ax, ay), (bx, by) = joints[root], joints[tip]
    return abs(math.degrees(math.atan2(by - ay, abs(bx - ax))))


# --- the file -------------------------------------------------------------------------------------


def test_the_file_keeps_its_rules() -> None:
    assert poses.check(poses.text(), "poses.toml") == ()


def test_each_movement_has_a_pose() -> None:
    assert {stretch.pose for stretch in STRETCHES.values()} == set(POSES)


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        (
            'view = "side"',
            'view = "sideways"',
            'poses.toml:{line}: pose.cat-cow.view: expected a view, got "sideways"',
        ),
        ("head = [0.568, 0.598]", "head = [1.568, 0.598]", "poses.toml:{line}: pose.cat-cow.frame[0].joints.head: "),
        ("neck = [0.541, 0.649]\n", "", "pose.cat-cow.frame[0].joints.neck: is missing"),
        ("feel = [0.440, 0.722, 0.050]", "feel = [0.440, 0.722]", "poses.toml:{line}: pose.cat-cow.frame[0].feel: "),
        ('rep = ["start", "end"]', 'rep = ["start", "mid"]', 'pose.cat-cow.rep[1]: there is no frame "mid" here'),
        ("crop = [0.085, 0.525, 0.664, 0.932]", "crop = [0.664, 0.525, 0.085, 0.932]", "pose.cat-cow.crop: "),
        ('"mat", x0 = 0.100, x1 = 0.664,', '"mat", x0 = 0.100,', "pose.cat-cow.props[1]: a mat has x0, x1, y"),
        ('kind = "floor", y', 'kind = "flood", y', 'props[0].kind: expected a prop of [meta.props], got "flood"'),
        (
            '"mid"\ncaption = "Squeeze',
            '"end"\ncaption = "Squeeze',
            "pose.cobra.frame: expected the frames start, mid and end",
        ),
        ("hip_f = [0.545, 0.672]\n", "", "pose.figure-four-seated.frame[0].joints.hip_f: is missing"),
        ("head_radius = 0.043", "head_radius = 0", "poses.toml:7: meta.head_radius: expected a share of the square"),
        ("format = 1", "format = 2", "poses.toml:3: format: expected format 1, got 2"),
    ],
)
def test_a_fault_is_told_with_its_line(good: str, bad: str, fault: str) -> None:
    text = poses.text()
    assert good in text
    (told,) = poses.check(text.replace(good, bad, 1), "poses.toml")
    line = text[: text.index(good)].count("\n") + 1
    assert fault.format(line=line) in str(told)


def test_what_is_no_toml_is_one_fault() -> None:
    (told,) = poses.check("[meta", "poses.toml")
    assert str(told).startswith("poses.toml:1: this is not TOML")


# --- what each picture must show --------------------------------------------------------------------


@ALL
def test_everything_is_inside_the_crop(pose: Pose) -> None:
    x0, y0, x1, y1 = pose.crop
    wide = {shapes.PaintRole.FLOOR, shapes.PaintRole.WALL}
    for one in pose.frames:
        for shape in shapes.picture(pose, one):
            if shape.ink not in wide:
                half = shape.width / 2
                assert all(x0 - 0.02 <= x - half and x + half <= x1 + 0.02 for x, _ in shape.points), (
                    one.role,
                    shape,
                )
                assert all(y0 - 0.02 <= y - half and y + half <= y1 + 0.02 for _, y in shape.points), (
                    one.role,
                    shape,
                )


@ALL
def test_nobody_sinks_into_the_floor(pose: Pose) -> None:
    assert all(y <= FLOOR for one in pose.frames for _, y in one.joints.values())


@ALL
def test_something_moves(pose: Pose) -> None:
    first, *_, last = pose.frames
    assert max(math.dist(first.joints[joint], last.joints[joint]) for joint in first.joints) > 0.02


@ALL
def test_a_pull_is_shown_or_an_arrow(pose: Pose) -> None:
    assert any(one.feel for one in pose.frames) or pose.arrows


def test_cat_cow_sags_and_arches_on_fixed_hands_and_knees() -> None:
    hollow, round_ = joints("cat-cow", "start"), joints("cat-cow")
    level = (hollow["shoulder"][1] + hollow["hip"][1]) / 2
    assert hollow["spine"][1] > level > round_["spine"][1]
    assert hollow["head"][1] < hollow["shoulder"][1]
    assert round_["head"][1] > round_["shoulder"][1]
    for joint in ("wrist", "knee", "ankle"):
        assert math.dist(hollow[joint], round_[joint]) < 0.01


def test_chair_back_stretch_is_one_flat_line_on_straight_legs() -> None:
    end = joints("chair-back-stretch")
    assert max(slope(end, "hip", "shoulder"), slope(end, "shoulder", "wrist")) < 10
    assert bend(end, "hip", "knee", "ankle") > 160
    assert len(POSES["chair-back-stretch"].frames) == 3


def test_plow_brings_the_hips_over_the_shoulders_and_the_feet_beyond_the_head() -> None:
    start, end = joints("plow", "start"), joints("plow")
    assert max(y for _, y in start.values()) - start["hip"][1] < 0.04
    assert abs(end["hip"][0] - end["shoulder"][0]) < 0.05
    assert end["hip"][1] < end["shoulder"][1] - 0.15
    assert end["toe"][0] < end["head"][0]
    assert math.dist(start["head"], end["head"]) < 0.01


def test_cobra_lifts_the_chest_and_nothing_else() -> None:
    start, end = joints("cobra", "start"), joints("cobra")
    assert end["shoulder"][1] < start["shoulder"][1] - 0.1
    assert all(start[joint] == end[joint] for joint in ("hip", "knee", "ankle", "toe"))
    assert 60 < bend(end, "shoulder", "elbow", "wrist") < 175


@pytest.mark.parametrize("id", ["figure-four-lying", "figure-four-seated"])
def test_the_four_is_crossed(id: str) -> None:
    end = joints(id)
    thigh = (end["hip_f"] if "hip_f" in end else end["hip"]), end["knee_f"]
    middle = tuple((a + b) / 2 for a, b in zip(*thigh, strict=True))
    assert math.dist(end["ankle"], middle) < 0.13
    assert math.dist(end["knee"], end["ankle"]) > 0.1


@pytest.mark.parametrize("id", [id for id, stretch in STRETCHES.items() if stretch.setting == "seated"])
def test_the_chair_is_always_visible(id: str) -> None:
    assert any(prop["kind"] in ("chair", "chair_front", "chair_rear") for prop in POSES[id].props)


def test_knee_rolls_swing_from_one_side_to_the_other() -> None:
    left, middle, right = (joints("knee-rolls", role)["knee"][0] for role in poses.ROLES)
    assert left < 0.4 < middle < 0.5 < 0.6 < right


def test_neck_turns_show_by_the_nose_alone() -> None:
    left, right = joints("neck-turns", "start"), joints("neck-turns")
    assert {joint for joint in left if left[joint] != right[joint]} == {"nose"}
    assert left["nose"][0] < left["head"][0] < right["nose"][0]


# --- the way through a stretch ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "roles"),
    [
        ("chin-tuck", "start end end start"),
        ("cat-cow", "start start end start"),
        ("chair-back-stretch", "start mid end end mid start"),
        ("plow", "start start mid end end start start"),
        ("neck-turns", "mid start start end end mid"),
        ("knee-rolls", "mid start start end end"),
        ("seated-sciatic-slider", "start end start start"),
        ("legs-on-chair-rest", "end end start"),
        ("walk-break", "start end start"),
    ],
)
def test_where_each_step_ends(id: str, roles: str) -> None:
    pose = POSES[STRETCHES[id].pose]
    assert [pose.frames[number].role for number in pose.way(STRETCHES[id].steps)] == roles.split()


@pytest.mark.parametrize("stretch", STRETCHES.values(), ids=STRETCHES)
def test_a_hold_is_held_where_it_pulls(stretch: Stretch) -> None:
    pose = POSES[stretch.pose]
    for step, number in zip(stretch.steps, pose.way(stretch.steps), strict=True):
        if step.hold and stretch.id not in ("neck-turns", "knee-rolls"):
            assert pose.frames[number].role == "end", step.text
