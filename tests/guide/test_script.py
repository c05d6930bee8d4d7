"""What is said and shown, second by second: the catalogue's time, sides and doses."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from breakd.figures import poses
from breakd.guide.script import script
from breakd.stretches import catalogue
from breakd.stretches.model import Stretch

STRETCHES = catalogue.load().stretches
POSES = poses.load()
ALL = pytest.mark.parametrize("stretch", STRETCHES.values(), ids=STRETCHES)


@ALL
@pytest.mark.parametrize("level", [1, 2, 3])
def test_it_takes_as_long_as_the_catalogue_says(stretch: Stretch, level: int) -> None:
    played = script(stretch, level, "none", POSES)
    assert played.seconds == stretch.levels[level - 1].total_seconds


@ALL
def test_every_gap_is_filled_and_every_frame_is_there(stretch: Stretch) -> None:
    for cue in script(stretch, 2, "none", POSES).cues:
        assert "{" not in cue.text
        assert cue.frame < len(POSES[stretch.pose].frames)
        assert cue.seconds > 0


@ALL
def test_both_sides_come_one_after_the_other(stretch: Stretch) -> None:
    sides = [cue.side for cue in script(stretch, 2, "left", POSES).cues]
    order = [side for side, before in zip(sides, ["-", *sides], strict=False) if side != before]
    if stretch.sides == "none":
        assert order == [""]
    elif stretch.side_policy == "affected":
        assert order == ["left"]
    else:
        assert order == ["right", "left"]


def test_a_hold_lasts_as_long_as_the_level_says() -> None:
    holds = [
        [cue.seconds for cue in script(STRETCHES["cobra"], level, "none", POSES).cues if cue.hold] for level in (1, 3)
    ]
    assert holds == [[5, 5], [30, 30, 30]]


def test_the_side_is_in_the_words() -> None:
    cues = script(STRETCHES["upper-trap-stretch"], 1, "right", POSES).cues
    assert cues[0].text == "Sit tall and hold the seat with your left hand."
    assert cues[1].text == "Tip your right ear towards your right shoulder."
    assert cues[4].text == "Sit tall and hold the seat with your right hand."


def test_rounds_are_counted() -> None:
    cues = script(STRETCHES["chin-tuck"], 2, "none", POSES).cues
    assert [(cue.round, cue.rounds) for cue in cues[:5]] == [(1, 1), (1, 6), (1, 6), (1, 6), (2, 6)]


def test_the_figure_goes_out_and_comes_back() -> None:
    frames = [cue.frame for cue in script(STRETCHES["cobra"], 1, "none", POSES).cues]
    assert frames == [0, 2, 2, 0, 2, 2, 0]
    assert any(a != b for a, b in pairwise(frames))


def test_a_movement_of_ones_own_needs_no_figure() -> None:
    mine = replace(STRETCHES["cobra"], id="mine", pose="mine")
    played = script(mine, 2, "none", POSES)
    assert played.pose is None
    assert played.seconds == mine.total_seconds


@ALL
def test_where_it_is_felt_stands_beside_what_works(stretch: Stretch) -> None:
    cues = script(stretch, 2, "none", POSES).cues
    felt = [cue for cue in cues if cue.feel]
    assert felt
    holds = [cue for cue in cues if cue.hold]
    assert felt == (holds or [cue for cue in cues if cue.part == "rep"])
    assert all("{" not in cue.feel for cue in felt)


def test_where_it_is_felt_changes_sides() -> None:
    felt = [cue.feel for cue in script(STRETCHES["figure-four-seated"], 1, "none", POSES).cues if cue.feel]
    assert felt == [f"Where you feel it: deep in the {side} buttock." for side in ("left", "right")]
