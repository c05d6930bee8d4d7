"""Gentle days: what comes is gentle in its dose too, and what hurt much does not come again though it is gentle."""

from __future__ import annotations

import pytest

from breakd.engine.events import Done, Feel, Start
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.settings import HOME
from breakd.stretches.model import EASY_LEVEL, USUAL_LEVEL
from breakd.stretches.safety_state import Urgency
from tests.support.timeline import MOVEMENTS, Day
from tests.support.weeks import person

CLEAN = ReportRedFlags(Urgency.NONE)
GENTLE = MOVEMENTS.safety.gentle
DAY = 86400.0


def after(stretch: str = "standing-side-bend", *words: str) -> Day:
    """At home, with the questions answered before, the stretch done and these words said of it."""
    day = Day(settings=person(place=HOME, pain="lumbar")).work().say(CLEAN).say(Done(stretch=stretch))
    for word in words:
        day.say(Feel(word))
    return day


def dose(day: Day, stretch: str) -> int:
    """At which it begins by name."""
    reminder = day.say(Start(0, stretch)).status().reminder
    assert reminder is not None
    return reminder.level


# --- the dose ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stretch", GENTLE)
@pytest.mark.parametrize("word", ["7", "spreading"])
def test_the_gentle_list_is_done_at_the_easy_dose(word: str, stretch: str) -> None:
    assert dose(after(), stretch) == USUAL_LEVEL
    assert dose(after("standing-side-bend", word), stretch) == EASY_LEVEL, "the questions are open"
    answered = after("standing-side-bend", word).say(CLEAN)
    assert dose(answered, stretch) == EASY_LEVEL, "the rest of the day is gentle"
    assert dose(after("standing-side-bend", word).say(CLEAN).suspend(DAY), stretch) == USUAL_LEVEL


@pytest.mark.parametrize("word", ["7", "spreading"])
def test_while_the_questions_are_open_so_it_is_on_the_days_after(word: str) -> None:
    assert dose(after("standing-side-bend", word).suspend(3 * DAY), "walk-break") == EASY_LEVEL
