"""Gentle days: what comes is gentle in its dose too, and what hurt much does not come again though it is gentle."""

from __future__ import annotations

import pytest

from breakd.engine.events import Done, Feel, Start
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.settings import HOME, OFFICE, Place
from breakd.engine.status import UnavailableReason
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


# --- much pain about one stretch --------------------------------------------------------------------------


def away(day: Day) -> dict[str, UnavailableReason]:
    return {one.stretch: one.why for one in day.status().away}


@pytest.mark.parametrize("stretch", [*GENTLE, "cobra"])
def test_what_hurt_much_is_away_for_a_week_though_it_is_a_gentle_one(stretch: str) -> None:
    day = after(stretch, "7").say(CLEAN)
    assert away(day)[stretch] is UnavailableReason.HURTS
    assert stretch in away(day.suspend(6 * DAY))
    assert stretch not in away(day.suspend(DAY + 60))


@pytest.mark.parametrize("place", [HOME, OFFICE], ids=["home", "office"])
@pytest.mark.parametrize("stretch", GENTLE)
def test_and_a_reminder_still_has_something_to_say(stretch: str, place: Place) -> None:
    day = Day(settings=person(place=place, pain="lumbar")).work().say(CLEAN).say(Done(stretch=stretch))
    day.say(Feel("7")).run_until("shown")
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.stretch in set(GENTLE) - {stretch}
    for one in GENTLE:
        day.say(Done(stretch=one)).say(Feel("7"))
    day.run_until("shown")
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.stretch == "", "it asks for a change of posture"


@pytest.mark.parametrize("good", ["better", "same", "moved-up"])
@pytest.mark.parametrize(
    "words",
    [("worse", "7"), ("7", "worse"), ("hurts", "6"), ("10", "hurts"), ("worse", "spreading"), ("spreading", "worse")],
)
def test_a_good_word_later_does_not_end_the_week(words: tuple[str, str], good: str) -> None:
    """Better settles what felt worse, not what hurt much or spread, in whichever order they were said."""
    day = after("standing-side-bend", *words, good).say(CLEAN)
    assert away(day)["standing-side-bend"] is UnavailableReason.HURTS
    assert "standing-side-bend" in away(day.suspend(6 * DAY))
