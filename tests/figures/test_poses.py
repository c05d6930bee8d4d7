"""The poses: their file keeps its rules, and each figure shows what a layperson must see."""

from __future__ import annotations

import math
import tomllib

import pytest

from breakd.figures import poses
from breakd.figures.body import Body, solved
from breakd.figures.looks import LOOKS
from breakd.figures.poses import Pose
from breakd.figures.vectors import dot, minus, unit
from breakd.stretches import catalogue
from breakd.stretches.model import Stretch

POSES = poses.load()
STRETCHES = catalogue.load().stretches
ALL = pytest.mark.parametrize("pose", POSES.values(), ids=POSES)


def end(id: str) -> Body:
    return solved(POSES[id].frames[-1].posture)


def start(id: str) -> Body:
    return solved(POSES[id].frames[0].posture)


def bend(body: Body, *names: str) -> float:
    """The angle at the middle of three joints; 180 is straight."""
    one, middle, other = (body.joints[name] for name in names)
    return math.degrees(math.acos(dot(unit(minus(one, middle)), unit(minus(other, middle)))))


# --- the file -------------------------------------------------------------------------------------


def test_the_file_keeps_its_rules() -> None:
    assert poses.check(poses.text(), "poses.toml") == ()


def test_each_movement_has_a_pose() -> None:
    assert {stretch.pose for stretch in STRETCHES.values()} == set(POSES)


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("camera = [8, 4]", "camera = [8]", "poses.toml:{line}: pose.chin-tuck.camera: expected degrees"),
        ("look = 0", "look = 99", "poses.toml:{line}: pose.chin-tuck.look: expected the number of a look"),
        ("neck = [29, 0, 0]\n", "neck = [29, 0]\n", "poses.toml:{line}: pose.chin-tuck.frame[0].neck: "),
        ('feel = [["neck", -0.05,', 'feel = [["nape", -0.05,', "pose.chin-tuck.frame[1].feel[0]: "),
        ('rep = ["start", "start", "end",', 'rep = ["start", "stop", "end",', "pose.neck-turns.rep[1]: "),
        ('rep = ["start", "end"]', 'rep = ["start", "mid"]', 'seated-cat-cow.rep[1]: there is no frame "mid" here'),
        ('"mat", x0 = -0.75, x1 = 0.85', '"mat", x0 = -0.75', "pose.childs-pose.props[1]: a mat has x0, x1"),
        ('kind = "floor"', 'kind = "flood"', 'pose.chin-tuck.props[0].kind: expected a thing, got "flood"'),
        (
            '"mid"\ncaption = "Squeeze',
            '"end"\ncaption = "Squeeze',
            "pose.cobra.frame: expected the frames start, mid and end",
        ),
        ('base = "sit"\n', 'base = "perch"\n', 'pose.chin-tuck.frame[0]: there is no posture "perch"'),
        ("pelvis = [0.0, 0.0, 0.897]\n", "", "posture.stand.pelvis: is missing"),
        ('rests = ["foot_r"', 'rests = ["tail"', 'posture.stand.rests[0]: expected one of "seat"'),
        ("format = 2", "format = 1", "poses.toml:{line}: format: expected format 2, got 1"),
    ],
)  # fmt: skip
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
def test_something_moves(pose: Pose) -> None:
    first, last = (solved(frame.posture).joints for frame in (pose.frames[0], pose.frames[-1]))
    assert max(math.dist(first[joint], last[joint]) for joint in first) > 0.02


@ALL
def test_a_pull_is_shown_or_an_arrow(pose: Pose) -> None:
    assert any(one.feel for one in pose.frames) or pose.arrows


def test_all_looks_are_seen() -> None:
    assert {pose.look for pose in POSES.values()} == set(range(len(LOOKS)))


def test_cat_cow_sags_and_arches_on_fixed_hands_and_knees() -> None:
    hollow, round_ = start("cat-cow"), end("cat-cow")
    levels = [
        (body.joints["chest"][2] + body.joints["pelvis"][2]) / 2 - body.joints["waist"][2]
        for body in (hollow, round_)
    ]
    assert levels[0] > 0 > levels[1]
    assert hollow.joints["head"][2] > hollow.joints["chest"][2]
    assert round_.joints["head"][2] < round_.joints["chest"][2]
    for joint in ("wrist_r", "knee_r", "ankle_r"):
        assert math.dist(hollow.joints[joint], round_.joints[joint]) < 0.02


def test_chair_back_stretch_is_one_flat_line_on_straight_legs() -> None:
    body = end("chair-back-stretch")
    heights = [body.joints[name][2] for name in ("pelvis", "chest", "wrist_r")]
    assert max(heights) - min(heights) < 0.1
    assert bend(body, "hip_r", "knee_r", "ankle_r") > 155
    assert len(POSES["chair-back-stretch"].frames) == 3


def test_plow_brings_the_hips_over_the_shoulders_and_the_feet_beyond_the_head_and_not_to_the_floor() -> None:
    flat, over = start("plow").joints, end("plow").joints
    assert abs(over["pelvis"][0] - over["chest"][0]) < 0.2
    assert over["pelvis"][2] > over["chest"][2] + 0.3
    assert over["ankle_r"][0] < over["head"][0]
    assert over["ankle_r"][2] > 0.3
    assert math.dist(flat["head"], over["head"]) < 0.08


def test_cobra_lifts_the_chest_and_nothing_else() -> None:
    down, up = start("cobra").joints, end("cobra").joints
    assert up["chest"][2] > down["chest"][2] + 0.15
    assert all(math.dist(down[joint], up[joint]) < 1e-9 for joint in ("hip_r", "knee_r", "ankle_r", "wrist_r"))
    assert 60 < bend(end("cobra"), "shoulder_r", "elbow_r", "wrist_r") < 175


@pytest.mark.parametrize("id", ["figure-four-lying", "figure-four-seated"])
def test_the_four_is_crossed(id: str) -> None:
    joints = end(id).joints
    assert math.dist(joints["ankle_r"], joints["knee_l"]) < 0.2
    assert math.dist(joints["knee_r"], joints["knee_l"]) > 0.3


@pytest.mark.parametrize("id", [id for id, stretch in STRETCHES.items() if stretch.setting == "seated"])
def test_the_seat_is_always_visible(id: str) -> None:
    assert any("chair" in prop["kind"] or prop["kind"] == "stool" for prop in POSES[id].props)


def test_knee_rolls_swing_from_one_side_to_the_other() -> None:
    right, middle, left = (solved(frame.posture).joints["knee_r"][1] for frame in POSES["knee-rolls"].frames)
    assert right < -0.25 < middle < 0 < 0.2 < left


def test_a_chin_tuck_slides_the_head_back_and_the_eyes_stay_level() -> None:
    out, tucked = start("chin-tuck"), end("chin-tuck")
    assert tucked.joints["head"][0] < out.joints["head"][0] - 0.04
    assert all(abs(body.head[0][2]) < 0.1 for body in (out, tucked))


def test_neck_turns_turn_the_head_alone() -> None:
    right, left = start("neck-turns"), end("neck-turns")
    assert right.chest == left.chest
    assert right.head[0][1] < -0.5 < 0.5 < left.head[0][1]


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


def test_a_still_picture_shows_the_frame_that_says_most_and_where_the_figure_comes_from() -> None:
    raw = tomllib.loads(poses.text())
    raw["pose"]["sit-to-stand"]["still"] = "mid"
    rows = poses.build(raw)
    assert rows["sit-to-stand"].shown == 1
    assert rows["cobra"].shown == len(rows["cobra"].frames) - 1
    assert [rows["sit-to-stand"].before(number) for number in range(3)] == [0, 0, 1]
    assert [rows["knee-rolls"].before(number) for number in range(3)] == [1, 1, 1]


def test_a_still_picture_of_no_frame_is_a_fault() -> None:
    source = poses.text().replace("[pose.cobra]\n", '[pose.cobra]\nstill = "mid"\n', 1)
    assert poses.check(source, "poses.toml") == ()
    source = poses.text().replace("[pose.chin-tuck]\n", '[pose.chin-tuck]\nstill = "mid"\n', 1)
    assert 'there is no frame "mid" here' in str(poses.check(source, "poses.toml"))
