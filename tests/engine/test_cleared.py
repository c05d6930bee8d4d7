"""The safety lock is lifted by a professional's word alone, and then it begins again gently."""

from __future__ import annotations

import json

import pytest

from breakd.engine.codec import decode, encode
from breakd.engine.effects import Refusal
from breakd.engine.events import Done, Feel, RemindNow, Start
from breakd.engine.health_requests import Cleared, Flare, ReportRedFlags, StartSession
from breakd.engine.settings import HOME
from breakd.engine.status import Stage
from breakd.messages import cards
from breakd.stretches.safety_state import Examiner, RedFlagList, SafetyState, Urgency
from tests.support.openings import last_popup
from tests.support.timeline import MOVEMENTS, Day
from tests.support.timeline_words import refused
from tests.support.weeks import person

SETTINGS = person(place=HOME, pain="lumbar")
LOCKS = [Urgency.URGENT, Urgency.EMERGENCY]
PROFESSIONALS = [Examiner.DOCTOR, Examiner.PHYSIOTHERAPIST]
DAY = 86400.0


def locked(urgency: Urgency = Urgency.EMERGENCY) -> Day:
    return Day(settings=SETTINGS).work().say(ReportRedFlags(urgency))


def doses(day: Day) -> set[int]:
    """The doses at which any stretch would begin by its name."""
    suggester = day.engine.suggester(day.now())
    return {suggester.dose_level(id) for id in MOVEMENTS.stretches}


@pytest.mark.parametrize("urgency", LOCKS)
@pytest.mark.parametrize("by", PROFESSIONALS)
def test_a_professionals_word_lifts_it(urgency: Urgency, by: Examiner) -> None:
    day = locked(urgency).say(Cleared(by))
    assert (day.status().safety_lock, day.status().card) == (False, None)
    assert day.say(Start(0, "chin-tuck")).stage() is Stage.STARTED
    assert (day.announced[-1].title, day.announced[-1].body) == (cards.CLEARED_TITLE, cards.CLEARED)


@pytest.mark.parametrize("urgency", LOCKS)
def test_nobody_elses_word_does(urgency: Urgency) -> None:
    day = locked(urgency).say(Cleared(Examiner.OTHER))
    assert day.story()[-1] == refused(Refusal.NOT_CHECKED)
    assert day.status().safety_lock


def test_without_a_lock_there_is_nothing_to_lift() -> None:
    day = (
        Day(settings=SETTINGS).work().say(Done(stretch="cobra")).say(Feel("spreading")).say(Cleared(Examiner.DOCTOR))
    )
    assert day.story()[-1] == refused(Refusal.NO_SAFETY_LOCK)
    assert day.status().ask_red_flags, "and the questions stay open"


def test_questions_that_are_open_stay_open() -> None:
    day = locked().say(Feel("spreading")).say(Cleared(Examiner.DOCTOR))
    assert (day.status().safety_lock, day.status().red_flag_list) == (False, RedFlagList.SPREADING)


def test_for_seven_days_every_dose_is_the_easy_one() -> None:
    day = Day(settings=SETTINGS).work().say(ReportRedFlags(Urgency.NONE))
    for _ in range(5):
        day.say(Done(stretch="chin-tuck")).say(Feel("better")).suspend(DAY)
    assert 3 in doses(day)
    day.say(ReportRedFlags(Urgency.URGENT)).say(Cleared(Examiner.PHYSIOTHERAPIST))
    for _ in range(8):
        assert doses(day) == {1}
        assert day.status().easy_until is not None
        day.suspend(DAY)
    assert 2 in doses(day)
    assert day.status().easy_until is None


def test_a_flare_up_that_ends_meanwhile_ends_no_easy_day() -> None:
    day = locked().say(Cleared(Examiner.DOCTOR)).say(Flare(2)).say(Flare(0))
    assert doses(day) == {1}


def test_a_session_and_a_reminder_are_easy_too() -> None:
    day = locked().say(Cleared(Examiner.DOCTOR)).say(StartSession())
    reminder = day.status().reminder
    assert reminder is not None
    assert {one.level for one in reminder.session} == {1}
    assert last_popup(day.say(Done()).say(RemindNow())).level == 1


def test_it_survives_a_restart_and_a_snapshot_of_before_is_read() -> None:
    assert doses(locked().say(Cleared(Examiner.DOCTOR)).restart()) == {1}
    kept = encode(SafetyState(lock=Urgency.EMERGENCY, ask=True))
    for later in ("easy_last", "ask_few"):
        del kept[later]
    assert decode(SafetyState, json.loads(json.dumps(kept))) == SafetyState(lock=Urgency.EMERGENCY, ask=True)


@pytest.mark.parametrize("urgency", LOCKS)
def test_what_is_open_says_something_else_then(urgency: Urgency) -> None:
    day = locked(urgency).run_until("shown")
    assert bool(last_popup(day).card) is (urgency is Urgency.EMERGENCY)
    day.say(Cleared(Examiner.DOCTOR))
    assert last_popup(day).card == ""
    assert last_popup(day).stretch != ""


def test_under_the_emergency_lock_an_absence_is_a_break_without_a_question(late: int | None) -> None:
    day = Day(settings=SETTINGS, late=late).work().say(ReportRedFlags(Urgency.EMERGENCY)).run_until("shown")
    day.leave().minutes(3).run(0 if late is None else 60).back()
    day.minutes(1)
    assert "asked" not in day.story()
    assert day.outcomes() == {"completed": 1}
