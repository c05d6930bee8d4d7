"""The week after it spread: the nerve is spared, what goes the same way rests, and nothing more than that."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import Done, Feel, Start
from breakd.engine.health_requests import Flare, Reinstate, ReportRedFlags, StartSession
from breakd.engine.settings import HOME, Settings
from breakd.engine.snapshot import read, write
from breakd.engine.status import Stage, UnavailableReason
from breakd.stretches.safety_state import Urgency
from breakd.stretches.selection import allowed_suggestions
from breakd.stretches.session import plan_session
from tests.support.openings import last_popup
from tests.support.timeline import BERLIN, MOVEMENTS, Day
from tests.support.weeks import person

CLEAN = ReportRedFlags(Urgency.NONE)
BACK = person(place=HOME, pain="lumbar")
DAY = 86400.0
NEURAL = {id for id, one in MOVEMENTS.stretches.items() if one.direction == "neural"}
BENDING = {id for id, one in MOVEMENTS.stretches.items() if one.direction == "flexion"}
PULLING = {id for id, one in MOVEMENTS.stretches.items() if "leg_nerve_pain" in one.exclude_if}
NECK = {id for id, one in MOVEMENTS.stretches.items() if "neck" in one.regions}


def spread(stretch: str, who: Settings = BACK) -> Day:
    """It spread, the questions were answered, and it is the next day."""
    day = Day(settings=who).work().say(CLEAN).say(Done(stretch=stretch)).say(Feel("spreading")).say(CLEAN)
    return day.suspend(DAY)


def away(day: Day) -> set[str]:
    return {one.stretch for one in day.status().away}


def way(direction: str) -> set[str]:
    return {id for id, one in MOVEMENTS.stretches.items() if one.direction == direction}


def suggested(day: Day) -> set[str]:
    """What may come in a break or in the session of this moment."""
    given = day.engine.suggester(day.now()).selection_input(firm=False)
    context = replace(given.context, seconds=600.0, long_break=False)
    breaks = allowed_suggestions(MOVEMENTS, day.settings, context, given.history)
    return {one.stretch.id for one in breaks} | {one.stretch for one in plan_session(given)}


# --- the nerve ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stretch", ["cobra", "chin-tuck", "standing-side-bend", "walk-break"])
def test_nothing_bends_and_nothing_pulls_the_nerve_for_a_week(stretch: str) -> None:
    calm = Day(settings=BACK).work().say(CLEAN).say(Done(stretch=stretch))
    assert suggested(calm) & PULLING, "they came before"
    assert suggested(calm) & BENDING
    day = spread(stretch)
    for _ in range(6):
        assert not suggested(day) & (PULLING | BENDING)
        assert suggested(day), "and something is left"
        day.suspend(DAY)
    assert suggested(day.suspend(DAY)) >= suggested(calm) & (PULLING | BENDING)


@pytest.mark.parametrize("stretch", sorted(PULLING))
def test_what_pulls_the_nerve_does_not_begin_by_name_either(stretch: str) -> None:
    day = spread("standing-side-bend", person(place=HOME, pain="lumbar", enable="plow")).say(Start(0, stretch))
    assert day.seen[-1].effect == Refused(Refusal.EXCLUDED, stretch)
    assert day.suspend(7 * DAY).say(Start(0, stretch)).stage() is Stage.STARTED


def test_a_reminder_says_what_to_mind_that_week() -> None:
    day = spread("chin-tuck").run_until("shown")
    assert last_popup(day).conditions == {"leg_nerve_pain"}
    assert last_popup(day.suspend(8 * DAY).run_until("shown")).conditions == frozenset()


def test_in_a_flare_up_it_is_the_list_for_a_leg() -> None:
    assert "childs-pose" in suggested(Day(settings=BACK).work().say(CLEAN).say(Flare(3)))
    day = spread("standing-side-bend").say(Flare(3))
    assert suggested(day) <= set(MOVEMENTS.safety.flare_leg)


def test_it_holds_over_a_restart_and_an_older_memory_reads() -> None:
    day = spread("cobra").restart()
    assert not suggested(day) & PULLING
    kept = write(day.engine.state)
    del kept["care"]["spread_last"]
    assert read(kept).safety.spread_last is None


def test_the_status_says_until_when() -> None:
    day = spread("cobra")
    assert day.status().spread_until == datetime(2026, 12, 1, tzinfo=BERLIN)
    assert day.suspend(7 * DAY).status().spread_until is None


# --- what rests ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stretch", ["double-knees-to-chest", "cobra"])
def test_what_goes_both_ways_rests_with_either(stretch: str) -> None:
    direction = MOVEMENTS.stretches[stretch].direction
    assert away(spread(stretch)) == way(direction) | way("flexion-extension") | NEURAL


def test_of_neutral_ones_it_alone_rests() -> None:
    """Breathing is neutral too: half of the catalogue would be away for one stretch of a muscle."""
    assert away(spread("figure-four-seated")) == {"figure-four-seated"} | NEURAL


def test_of_a_session_each_neutral_one_rests() -> None:
    day = Day(settings=BACK).work().say(CLEAN).say(StartSession())
    reminder = day.status().reminder
    assert reminder is not None
    done = {one.stretch for one in reminder.session}
    day.say(Done()).say(Feel("spreading")).say(CLEAN).suspend(DAY)
    assert away(day) >= done - {"walk-break"}
    assert not way("neutral") - done - NECK <= away(day)


# --- the neck -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stretch", sorted(NECK - {"plow"}))
def test_where_it_spread_from_the_neck_the_whole_neck_rests(stretch: str) -> None:
    day = spread(stretch)
    assert away(day) >= NECK
    assert not suggested(day) & NECK
    assert not away(day.suspend(7 * DAY))


def test_a_stretch_that_is_put_back_brings_its_region_back() -> None:
    day = spread("chin-tuck").say(Reinstate("chin-tuck"))
    assert not away(day) & {"chin-tuck", "neck-turns"}


def test_the_reason_is_told() -> None:
    found = {one.stretch: one.why for one in spread("chin-tuck").status().away}
    assert (found["chin-tuck"], found["neck-turns"]) == (UnavailableReason.HURTS, UnavailableReason.DIRECTION)
