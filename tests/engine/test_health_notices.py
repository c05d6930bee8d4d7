"""What breakd says of health by itself: a visit that is worth it, the end of twelve weeks; one at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from breakd.engine.events import Done, Feel, SettingsChanged
from breakd.engine.health_requests import Cleared, OpenQuestions, ReportRedFlags
from breakd.engine.settings import Settings
from breakd.messages import cards
from breakd.stretches.safety_state import Examiner, Urgency
from tests.support.timeline import Day
from tests.support.weeks import person

BACK = person(pain="lumbar")
VISIT, RELEASE, CHECKUP = cards.VISIT_TITLE, cards.RELEASE_TITLE, cards.CHECKUP_TITLE


def titles(day: Day) -> list[str]:
    return [effect.title for effect in day.announced]


def said_on(day: Day, days: int) -> list[tuple[int, str]]:
    """What was said on which of the next days; each has one break that is done."""
    found = []
    for number in range(1, days + 1):
        day.suspend(86400.0).say(Done())
        found += [(number, title) for title in titles(day)]
        day.announced.clear()
    return found


def answered(urgency: Urgency, settings: Settings = BACK) -> Day:
    return Day(settings=settings).work().say(ReportRedFlags(urgency))


# --- a routine red flag ---------------------------------------------------------------------------


def test_what_is_worth_a_visit_is_said_once_a_week() -> None:
    """Not at once: who answers has just read it."""
    day = answered(Urgency.ROUTINE).say(Done())
    assert titles(day) == []
    assert said_on(day, 22) == [(7, VISIT), (14, VISIT), (21, VISIT)]
    assert not day.status().safety_lock
    assert day.status().card is None


def test_its_button_asks_the_questions_and_it_outlasts_a_restart() -> None:
    day = answered(Urgency.ROUTINE).restart().suspend(7 * 86400.0).say(Done())
    assert [(one.title, one.answer) for one in day.announced] == [(VISIT, OpenQuestions())]


@pytest.mark.parametrize("end", [Urgency.NONE, Urgency.URGENT])
def test_another_answer_ends_it(end: Urgency) -> None:
    day = answered(Urgency.ROUTINE).say(ReportRedFlags(end)).say(Cleared(Examiner.DOCTOR))
    day.announced.clear()
    assert said_on(day, 15) == []


def test_without_a_routine_flag_nothing_is_said() -> None:
    assert said_on(answered(Urgency.NONE), 15) == []


def test_the_few_questions_after_it_spread_take_back_nothing_of_all_of_them() -> None:
    """They ask for one of the routine lines only."""
    day = answered(Urgency.ROUTINE).say(Done()).say(Feel("spreading")).say(ReportRedFlags(Urgency.NONE))
    day.announced.clear()
    assert said_on(day, 8) == [(7, VISIT)]


def test_open_questions_come_first() -> None:
    day = answered(Urgency.ROUTINE).suspend(6 * 86400.0).say(Done()).say(Feel("spreading"))
    day.announced.clear()
    assert said_on(day, 3) == []


# --- twelve weeks after an operation --------------------------------------------------------------


def operated(days_ago: int, *, released: bool = False, checkup: float | None = None) -> Settings:
    day = Day(settings=BACK).now().wall.date() - timedelta(days=days_ago)
    body = replace(BACK.body, surgery=day, surgery_released=released)
    return replace(BACK, body=body, stretches=replace(BACK.stretches, checkup_every=checkup))


def test_after_twelve_weeks_the_team_is_asked_about_once() -> None:
    day = answered(Urgency.NONE, operated(80)).say(Done())
    assert titles(day) == []
    assert said_on(day, 30) == [(4, RELEASE)]
    assert said_on(day.restart(), 10) == []


def test_a_new_operation_is_asked_about_anew() -> None:
    day = answered(Urgency.NONE, operated(90)).say(Done())
    assert titles(day) == [RELEASE]
    day.announced.clear()
    later = replace(BACK, body=replace(BACK.body, surgery=date(2020, 1, 1)))
    day.say(SettingsChanged(later)).say(Done())
    assert titles(day) == [RELEASE]


def test_who_is_released_or_was_not_operated_is_not_asked() -> None:
    assert said_on(answered(Urgency.NONE, operated(80, released=True)), 10) == []
    assert said_on(answered(Urgency.NONE), 10) == []


def test_under_the_lock_its_card_is_enough() -> None:
    day = answered(Urgency.URGENT, operated(90))
    day.announced.clear()
    assert said_on(day, 3) == []
    day.say(Cleared(Examiner.DOCTOR))
    day.announced.clear()
    assert said_on(day, 2) == [(1, RELEASE)]


def test_one_at_a_time() -> None:
    day = answered(Urgency.ROUTINE, operated(81, checkup=7 * 86400.0)).say(Done())
    assert said_on(day, 10) == [(3, RELEASE), (7, VISIT), (8, CHECKUP)]


def test_neither_names_a_condition() -> None:
    """Others may see a pop-up."""
    for text in (cards.VISIT, cards.RELEASE, VISIT, RELEASE):
        for word in ("operation", "surgery", "pain", "back", "leg"):
            assert word not in text.lower().split()
