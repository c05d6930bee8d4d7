"""What is read before a stretch begins: all of it the first time, and long enough to be read every time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.figures import poses
from breakd.guide.before import Before, Line, LineKind, before
from breakd.guide.guide_page import PlaybackOptions, plan
from breakd.guide.script import script
from breakd.guide.terminal_screen import AROUND, pages
from breakd.stretches import catalogue
from breakd.stretches.model import Stretch

KNOWN = catalogue.load()
STRETCHES = KNOWN.stretches
EVERYTHING = frozenset(KNOWN.conditions)
ALL = pytest.mark.parametrize("stretch", STRETCHES.values(), ids=STRETCHES)
HEADS = 4
"""Rows of the terminal above what is read."""


def read(stretch: Stretch, *, waits: bool = True, opens: bool = True, has: frozenset[str] = frozenset()) -> Before:
    return before(stretch, "left" if stretch.sides == "both" else "", has, KNOWN.safety, waits=waits, opens=opens)


def kinds(found: Before) -> list[LineKind]:
    return [line.kind for line in found.lines]


@ALL
def test_the_first_time_everything_is_there_to_read(stretch: Stretch) -> None:
    found = read(stretch)
    for kind in set(LineKind) - {LineKind.NEEDS}:
        assert found.text(kind), kind
    assert all("{" not in line.text and line.text.endswith(".") for line in found.lines)
    for sign in (*stretch.stop_if, *KNOWN.safety.stop_always):
        assert any(sign in line.text for line in found.lines)
    assert {line.text for line in found.lines} >= set(stretch.cautions)
    assert script(stretch, 2, "none", {}, found).lead_in is None, "and it waits for the person"


def test_what_is_needed_comes_first_and_then_when_to_stop() -> None:
    found = read(STRETCHES["chair-back-stretch"])
    assert found.lines[0] == Line(LineKind.NEEDS, "You need: a sturdy chair or a desk.")
    assert Line(LineKind.CAUTION, "The chair must not roll: use a wall, desk or locked chair.") in found.lines
    assert kinds(found)[:3] == [LineKind.NEEDS, LineKind.STOP, LineKind.FEEL]
    assert found.text(LineKind.STOP).startswith("Stop if you feel: dizziness, ")


def test_where_it_is_felt_names_the_side() -> None:
    found = read(STRETCHES["figure-four-seated"])
    assert found.text(LineKind.FEEL) == "Where you feel it: deep in the left buttock."


@ALL
def test_only_the_reasons_of_this_person_are_read(stretch: Stretch) -> None:
    mine = replace(stretch, why={"knee_problem": "mind the knee", "neck_problem": "mind the neck"})
    found = {line.text for line in read(mine, has=frozenset({"knee_problem", "wrist_problem"})).lines}
    assert "For you: mind the knee." in found
    assert "For you: mind the neck." not in found
    assert "For you: mind the knee." not in {line.text for line in read(mine).lines}


def test_two_conditions_with_one_reason_say_it_once() -> None:
    mine = replace(STRETCHES["cobra"], why={"pregnancy_early": "the same", "pregnancy_late": "the same"})
    found = [line.text for line in read(mine, has=frozenset({"pregnancy_early", "pregnancy_late"})).lines]
    assert found.count("For you: the same.") == 1


@ALL
def test_later_there_is_time_to_read_every_word_again(stretch: Stretch) -> None:
    act = script(stretch, 2, "none", poses.load(), read(stretch, waits=False))
    (told,) = plan([act], PlaybackOptions())["acts"]
    shown = f"{told['name']} Get ready {told['breathing']} {' '.join(note['text'] for note in told['notes'])}"
    assert told["leadIn"] == act.lead_in == pytest.approx(max(6.0, 0.3 * len(shown.split())))


def test_what_holds_for_every_stretch_is_not_read_again_in_a_session_but_for_a_new_one() -> None:
    general = {LineKind.NORMAL, LineKind.ALWAYS}
    cobra = STRETCHES["cobra"]
    assert general <= set(kinds(read(cobra, waits=False, opens=True)))
    assert not general & set(kinds(read(cobra, waits=False, opens=False)))
    assert general <= set(kinds(read(cobra, waits=True, opens=False)))
    assert LineKind.STOP in kinds(read(cobra, waits=False, opens=False))


@ALL
@pytest.mark.parametrize("size", [(80, 24), (40, 12), (132, 50)])
def test_a_terminal_shows_every_word_in_pages_that_fit(
    stretch: Stretch, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, number in zip(("COLUMNS", "LINES"), size, strict=True):
        monkeypatch.setenv(name, str(number))
    texts = [line.text for line in read(stretch, has=EVERYTHING).lines]
    height = size[1] - AROUND - HEADS
    found = pages(texts, height)
    assert all(0 < len(page) <= height for page in found)
    assert all(len(line) <= size[0] - 2 for page in found for line in page)
    shown = " ".join(line.strip() for page in found for line in page).replace("\N{BULLET} ", "")
    assert shown == " ".join(texts)
