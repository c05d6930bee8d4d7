"""What is answered while the safety lock holds, and what the lock leaves behind when it is lifted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from breakd.engine.effects import Refusal
from breakd.engine.events import Done, Event, Feel, SettingsChanged, Snooze, Start
from breakd.engine.health_requests import Cleared, Flare, ReportRedFlags, StartSession
from breakd.engine.status import Stage
from breakd.stretches.model import HelpNumbers
from breakd.stretches.safety_state import Card, Examiner, Urgency
from tests.support.openings import last_popup
from tests.support.timeline import BERLIN, MOVEMENTS, Day
from tests.support.timeline_words import refused
from tests.support.weeks import person

BACK = person(pain="lumbar")
CLEAN = ReportRedFlags(Urgency.NONE)
DAY = 86400.0


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [
        (Urgency.URGENT, Urgency.NONE, Card.URGENT),
        (Urgency.URGENT, Urgency.URGENT, Card.URGENT),
        (Urgency.URGENT, Urgency.EMERGENCY, Card.EMERGENCY),
        (Urgency.EMERGENCY, Urgency.NONE, Card.EMERGENCY),
        (Urgency.EMERGENCY, Urgency.URGENT, Card.EMERGENCY),
    ],
)
def test_no_milder_answer_makes_the_lock_milder(first: Urgency, second: Urgency, holds: Card) -> None:
    day = Day(settings=BACK).work().say(ReportRedFlags(first)).say(ReportRedFlags(second))
    assert (day.status().safety_lock, day.status().card) == (True, holds)


def test_a_milder_answer_under_the_lock_leaves_the_walk_that_runs() -> None:
    """The card was shown with the answer that locked; walking is what it allows."""
    day = Day(settings=BACK).work().say(ReportRedFlags(Urgency.URGENT)).say(Start(0, "walk-break"))
    shown = len(day.announced)
    day.say(ReportRedFlags(Urgency.NONE))
    assert (day.stage(), len(day.announced)) == (Stage.STARTED, shown)


def test_with_the_lock_the_card_of_that_day_goes_too() -> None:
    """The professional has seen it: the advice of this morning says less than they did."""
    day = Day(settings=BACK).work().say(CLEAN).say(Done(stretch="cobra")).say(Feel("worse"))
    assert day.status().card is Card.ADVICE
    day.say(ReportRedFlags(Urgency.URGENT)).say(Cleared(Examiner.DOCTOR))
    assert day.status().card is None


def test_the_easy_days_after_the_lock_end_at_a_midnight_that_is_told() -> None:
    day = Day(settings=BACK).work().say(ReportRedFlags(Urgency.URGENT))
    assert day.status().easy_until is None, "under the lock"
    assert day.say(Cleared(Examiner.DOCTOR)).status().easy_until == datetime(2026, 12, 1, tzinfo=BERLIN)
    assert day.suspend(7 * DAY).status().easy_until is not None, "on the last of them"
    assert day.suspend(DAY).status().easy_until is None


def test_no_session_begins_while_questions_are_open() -> None:
    day = Day(settings=BACK).work().say(CLEAN).say(Done(stretch="cobra")).say(Feel("spreading")).say(StartSession())
    assert (day.story()[-1], day.stage()) == (refused(Refusal.QUESTIONS), None)


def test_a_guide_that_a_red_flag_ends_was_skipped() -> None:
    day = Day(settings=BACK).work().say(Start(0, "cobra")).say(ReportRedFlags(Urgency.URGENT))
    assert day.outcomes() == {"skipped": 1}


@pytest.mark.parametrize("word", [CLEAN, Feel("same")], ids=str)
def test_a_good_word_changes_nothing_of_what_runs(word: Event) -> None:
    """It was chosen by name, where a reminder would not suggest it."""
    day = Day(settings=BACK).work().say(CLEAN).say(Start(0, "childs-pose")).say(word)
    reminder = day.status().reminder
    assert reminder is not None
    assert (reminder.stretch, reminder.stage) == ("childs-pose", Stage.STARTED)


def test_the_answers_show_no_reminder_that_was_asked_to_wait() -> None:
    day = Day(settings=BACK).work().run_until("shown").say(Snooze()).say(ReportRedFlags(Urgency.URGENT))
    assert (day.stage(), day.story()) == (Stage.SNOOZED, ["shown", "withdrawn"])


def test_how_it_felt_is_asked_for_ten_minutes_to_the_second() -> None:
    day = Day(settings=BACK).work().say(CLEAN).say(Done(stretch="cobra")).run(599.5)
    assert day.status().feedback_until is not None
    assert day.run(0.5).status().feedback_until is None


# --- gentler days -----------------------------------------------------------------------------------------------


def test_a_flare_up_of_a_month_is_granted_and_told_until_its_last_midnight() -> None:
    day = Day(settings=BACK).work().say(Flare(31))
    assert day.status().flare_until == datetime(2026, 12, 24, tzinfo=BERLIN)
    assert day.suspend(30 * DAY).status().flare_until is not None
    assert day.suspend(DAY).status().flare_until is None


def test_who_says_that_it_flares_up_was_there_until_then() -> None:
    """The last input is older: what was assumed since is so, by the limit that held."""
    day = Day(settings=BACK).work().minutes(10).leave().run(50).say(Flare(3))
    sat = day.status().bout_seconds
    assert sat == pytest.approx(650, abs=5)
    assert day.minutes(3).status().bout_seconds == pytest.approx(sat, abs=1), "but not after"


# --- where the person is --------------------------------------------------------------------------


def arrive(day: Day, emergency: str) -> Day:
    """In a country with this number; the settings are what they were."""
    safety = replace(MOVEMENTS.safety, help=HelpNumbers(emergency))
    return day.say(SettingsChanged(replace(day.settings), replace(MOVEMENTS, safety=safety)))


def test_a_pop_up_on_the_screen_names_the_number_of_the_country_that_was_reached() -> None:
    day = arrive(Day(settings=BACK).work(), "112").say(ReportRedFlags(Urgency.EMERGENCY)).run_until("shown")
    assert last_popup(day).card.endswith("Call 112.")
    shown = len(day.seen)
    assert last_popup(arrive(day, "")).card.endswith("Call your emergency number.")
    assert last_popup(day).id == 1, "the same one, with other words"
    assert arrive(day, "").seen[shown + 1 :] == [], "and once"


def test_other_numbers_bring_no_other_pop_up_up_again() -> None:
    day = arrive(Day(settings=BACK).work(), "112").run_until("shown")
    before = day.story()
    assert arrive(day, "911").story() == before


def test_the_same_settings_once_more_confirm_nothing_that_was_assumed() -> None:
    """Another time zone changes no duration: who has just gone is away since the last input."""
    twins = [Day(settings=BACK).work().minutes(10).leave().run(50) for _ in range(2)]
    arrive(twins[1], "911")
    sat, also = (day.minutes(3).status().bout_seconds for day in twins)
    assert also == sat
