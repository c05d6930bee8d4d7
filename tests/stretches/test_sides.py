"""One side is one side: the length, the filter, the dose, the pop-up and the session count the sides really done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.settings import HOME, Settings
from breakd.figures import poses
from breakd.guide.script import script
from breakd.stretches.model import TOP_LEVEL, Stretch
from breakd.stretches.selection import SelectionInput, StretchHistory, SuggestionContext, allowed_level
from breakd.stretches.session import CHANGE, seconds_of
from breakd.stretches.sides import seconds_done, sides_done
from tests.support.weeks import KNOWN, person

SLIDERS = ("seated-sciatic-slider", "lying-sciatic-slider")
FIGURE_FOUR = KNOWN.stretches["figure-four-lying"]
UNTAGGED = {id: replace(KNOWN.stretches[id], caution_if=frozenset[str]()) for id in SLIDERS}
"""The sliders of somebody to whom the length alone matters."""


def level(stretch: Stretch, settings: Settings, seconds: float = 90.0) -> int | None:
    known = replace(KNOWN, stretches={**KNOWN.stretches, **UNTAGGED})
    moment = SuggestionContext(HOME, on_call=False, firm=False, long_break=False, seconds=seconds, seed=1)
    return allowed_level(stretch, SelectionInput(known, settings, moment, StretchHistory()))


@pytest.mark.parametrize("id", SLIDERS)
def test_a_slider_for_one_side_reaches_its_usual_dose_in_a_short_break(id: str) -> None:
    assert UNTAGGED[id].at_level(2).total_seconds == 114
    assert level(UNTAGGED[id], person(pain="sciatic", side="left")) == 2
    assert level(UNTAGGED[id], person(pain="sciatic", side="left"), seconds=57.0) == 2
    assert level(UNTAGGED[id], person(pain="sciatic", side="left"), seconds=56.0) == 1


@pytest.mark.parametrize("side", ["none", "both"])
def test_a_slider_for_both_sides_does_not_fit_at_its_usual_dose(side: str) -> None:
    assert level(UNTAGGED["seated-sciatic-slider"], person(pain="sciatic", side=side)) == 1


def test_what_is_done_on_both_sides_takes_as_long_whichever_hurts() -> None:
    assert sides_done(FIGURE_FOUR, "left") == ("right", "left"), "the sore one comes second"
    assert {sides_done(FIGURE_FOUR, side) for side in ("none", "right", "both")} == {("left", "right")}
    assert {seconds_done(FIGURE_FOUR, 2, side) for side in ("none", "left", "right", "both")} == {72}
    assert sides_done(KNOWN.stretches["cat-cow"], "left") == ()
    assert seconds_done(KNOWN.stretches["cat-cow"], 1, "left") == KNOWN.stretches["cat-cow"].levels[0].total_seconds


@pytest.mark.parametrize("stretch", KNOWN.stretches.values(), ids=KNOWN.stretches)
@pytest.mark.parametrize("side", ["none", "left", "right", "both"])
def test_it_is_as_long_as_the_guide_leads_through_it(stretch: Stretch, side: str) -> None:
    for number in range(1, TOP_LEVEL + 1):
        assert seconds_done(stretch, number, side) == script(stretch, number, side, poses.load()).seconds


def test_a_session_counts_the_side_that_hurts_once() -> None:
    slider = KNOWN.stretches["lying-sciatic-slider"]
    assert seconds_of([(slider, 2)], "right") == 57 + CHANGE
    assert seconds_of([(slider, 2)], "none") == 114 + CHANGE
