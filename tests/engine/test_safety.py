"""The safety lock, the disclaimer, gentler days, the session and the check-up, as the engine lives them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from breakd.engine.codec import decode, encode
from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import (
    Another,
    Done,
    Event,
    Feel,
    GuideAbandoned,
    Hurts,
    Posture,
    RemindNow,
    SetPosture,
    Snooze,
    Start,
)
from breakd.engine.health_requests import Checkup, Cleared, Flare, Reinstate, ReportRedFlags, StartSession
from breakd.engine.records import Outcome, SessionRow
from breakd.engine.settings import HOME, Settings
from breakd.engine.state import EngineState
from breakd.engine.status import Stage
from breakd.messages import cards, refusals
from breakd.stretches.progress import StretchLog
from breakd.stretches.safety_state import Card, Examiner, SafetyState, Urgency
from tests.support.chaos import memory_of
from tests.support.openings import last_popup
from tests.support.timeline import MOVEMENTS, Day
from tests.support.timeline_words import refused
from tests.support.weeks import person

SAFETY = MOVEMENTS.safety
BACK = person(pain="lumbar")
AT_HOME = person(place=HOME, pain="lumbar", enable="plow")
CLEAN = ReportRedFlags(Urgency.NONE)
"""The red-flag questions were answered, and nothing is so."""
STARTS = [Start(), Start(0, "walk-break"), Start(0, "cobra"), StartSession(), RemindNow()]
WALKS = [Start(), Start(0, "walk-break"), RemindNow()]
"""What is granted under the urgent lock: it leads to a walk."""


def last_refusal(day: Day) -> Refused:
    (effect,) = [item.effect for item in day.seen[-1:]]
    assert isinstance(effect, Refused)
    return effect


def stretch_of(day: Day) -> str:
    reminder = day.status().reminder
    assert reminder is not None
    return reminder.stretch


# --- the lock -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("urgency", "wish"),
    [
        *((Urgency.URGENT, wish) for wish in STARTS if wish not in WALKS),
        *((Urgency.EMERGENCY, wish) for wish in STARTS),
    ],
    ids=str,
)
def test_while_locked_nothing_begins_and_the_card_says_why(urgency: Urgency, wish: Event) -> None:
    day = Day(settings=BACK).work().say(ReportRedFlags(urgency)).say(wish)
    title, action = cards.card(Card(urgency.value), SAFETY)
    sentence = refusals.refusal(last_refusal(day))
    assert sentence.startswith(f"{title}\n{action}\n"), "the card"
    assert "breakd cleared" in sentence
    assert day.status().reminder is None


def test_reminders_suggest_at_most_walking_while_locked(late: int | None) -> None:
    urgent = Day(settings=BACK, late=late).work().say(ReportRedFlags(Urgency.URGENT)).run_until("shown")
    assert stretch_of(urgent) == "walk-break"
    assert urgent.say(Another()).story()[-1] == refused(Refusal.NO_STRETCH)
    emergency = Day(settings=BACK, late=late).work().say(ReportRedFlags(Urgency.EMERGENCY)).run_until("shown")
    assert stretch_of(emergency) == ""
    assert last_popup(emergency).card == f"{SAFETY.emergency_title} Call your emergency number."
    assert last_refusal(emergency.say(Another())).refusal is Refusal.EMERGENCY


@pytest.mark.parametrize("wish", WALKS, ids=str)
def test_under_the_urgent_lock_a_walk_may_be_asked_for(wish: Event) -> None:
    """As the timed reminders suggest it."""
    day = Day(settings=BACK).work().say(ReportRedFlags(Urgency.URGENT)).say(wish)
    assert stretch_of(day) == "walk-break"
    assert day.stage() is (Stage.SHOWN if wish == RemindNow() else Stage.STARTED)


def test_what_is_open_gives_way_to_the_lock() -> None:
    shown = Day(settings=BACK).work().run_until("shown").say(ReportRedFlags(Urgency.URGENT))
    assert stretch_of(shown) == "walk-break"
    assert shown.story() == ["shown", "shown"]
    guided = Day(settings=BACK).work().run_until("shown").say(Start()).say(ReportRedFlags(Urgency.EMERGENCY))
    assert guided.status().reminder is None


def test_only_checked_unlocks(late: int | None) -> None:
    day = Day(settings=BACK, late=late).work().say(ReportRedFlags(Urgency.EMERGENCY))
    for request in (ReportRedFlags(Urgency.NONE), ReportRedFlags(Urgency.URGENT), Feel("better"), Flare(0)):
        day.say(request)
        assert day.status().card is Card.EMERGENCY
    day.restart().minutes(3)
    assert day.status().safety_lock, "a restart does not unlock"
    day.suspend(40 * 86400.0)
    assert day.status().safety_lock, "time does not unlock"
    day.say(Cleared(Examiner.DOCTOR))
    assert (day.status().safety_lock, day.status().card) == (False, None)
    assert stretch_of(day.say(RemindNow())) not in ("", "walk-break")


def test_done_and_snooze_are_granted_while_locked() -> None:
    day = Day(settings=BACK).work().say(ReportRedFlags(Urgency.URGENT)).run_until("shown").say(Snooze()).say(Done())
    assert day.outcomes() == {"completed": 1}


# --- the disclaimer -------------------------------------------------------------------------------


def test_until_the_disclaimer_is_confirmed_only_walking_is_suggested(late: int | None) -> None:
    day = Day(confirmed=False, late=late).work().run_until("shown")
    assert day.status().ask_disclaimer
    assert stretch_of(day) == "walk-break"
    assert day.say(Another()).story()[-1] == refused(Refusal.NOT_CONFIRMED)
    assert day.say(Start()).stage() is Stage.STARTED, "walking is fine"


@pytest.mark.parametrize("wish", [Start(0, "chin-tuck"), StartSession()])
def test_until_the_disclaimer_is_confirmed_no_stretch_begins(wish: Event) -> None:
    day = Day(confirmed=False).work().say(wish)
    assert "breakd setup" in refusals.refusal(last_refusal(day))
    assert day.status().reminder is None


def test_an_excluded_movement_does_not_begin() -> None:
    day = Day(settings=person(conditions="glaucoma")).work().say(Start(0, "plow"))
    assert last_refusal(day) == Refused(Refusal.EXCLUDED, "plow")


def test_the_weeks_since_an_operation_end_at_midnight() -> None:
    """After twelve weeks, if the team has said so: it counts when it begins, not when the settings were read."""
    whole = person(place=HOME)
    body = replace(
        whole.body, surgery=date(2026, 11, 23) - timedelta(weeks=12) + timedelta(days=1), surgery_released=True
    )
    day = Day("2026-11-23 23:58", settings=replace(whole, body=body)).work().say(Start(0, "cobra"))
    assert last_refusal(day) == Refused(Refusal.EXCLUDED, "cobra")
    day.until("00:01").say(Start(0, "cobra"))
    assert (stretch_of(day), day.stage()) == ("cobra", Stage.STARTED)


@pytest.mark.parametrize(
    ("before", "stretch", "refusal", "way_out"),
    [
        ((), "plow", Refusal.OFF, "`enable` and `disable` under `[stretches]`"),
        ((Hurts("cobra"),), "cobra", Refusal.PUT_AWAY, "breakd stretches back cobra"),
        ((Hurts("cobra"),), "sphinx", Refusal.PUT_AWAY, "breakd stretches back sphinx"),
        ((Done(stretch="chin-tuck"), Feel("7"), CLEAN), "cobra", Refusal.GENTLE_DAY, "tomorrow"),
        ((Done(stretch="chin-tuck"), Feel("7")), "cobra", Refusal.QUESTIONS, "breakd questions"),
        ((Flare(2),), "cobra", Refusal.IN_FLARE, "breakd flare off"),
    ],
)
def test_what_is_out_does_not_begin_by_name_either(
    before: tuple[Event, ...], stretch: str, refusal: Refusal, way_out: str
) -> None:
    day = Day(settings=person(pain="lumbar")).work().say(CLEAN)
    for request in before:
        day.say(request)
    day.say(Start(0, stretch))
    assert last_refusal(day) == Refused(refusal, stretch)
    assert way_out in refusals.refusal(last_refusal(day))
    assert day.status().reminder is None


@pytest.mark.parametrize(
    ("before", "out", "stretch"),
    [
        ((Hurts("cobra"),), Reinstate("cobra"), "cobra"),
        ((Hurts("cobra"),), Reinstate("sphinx"), "sphinx"),
        ((Flare(2),), Flare(0), "cobra"),
        ((Flare(2),), Flare(2), "childs-pose"),
        ((Done(), Feel("7")), Done(), "walk-break"),
    ],
)
def test_and_begins_by_the_way_out(before: tuple[Event, ...], out: Event, stretch: str) -> None:
    day = Day(settings=person(pain="lumbar")).work().say(CLEAN)
    for request in (*before, out, Start(0, stretch)):
        day.say(request)
    assert day.stage() is Stage.STARTED


def test_after_a_day_with_much_pain_the_next_one_is_free() -> None:
    day = Day(settings=BACK).work().say(Done()).say(Feel("7")).say(CLEAN).suspend(86400).say(Start(0, "cobra"))
    assert day.stage() is Stage.STARTED


@pytest.mark.parametrize("stretch", ["childs-pose", "cobra", "chin-tuck"])
def test_neither_the_place_nor_a_turn_a_moment_ago_forbids_what_is_chosen(stretch: str) -> None:
    day = Day(settings=person(enable="plow")).work().say(Start(0, stretch)).say(Done()).say(Start(0, stretch))
    assert day.stage() is Stage.STARTED


def test_what_is_turned_off_by_hand_does_not_begin() -> None:
    day = Day(settings=person(disable="cobra")).work().say(Start(0, "cobra"))
    assert last_refusal(day) == Refused(Refusal.OFF, "cobra")


# --- a flare-up -----------------------------------------------------------------------------------


def test_the_clock_of_a_gentler_day_is_never_above_its_limit() -> None:
    """The status says "20 of 20 min", not "25 of 20"."""
    status = Day(settings=BACK).work().minutes(25).say(Flare(3)).status()
    assert (status.sitting_clock_seconds, status.limit_seconds) == (1200, 1200)


def test_a_flare_up_is_gentler_and_sooner(late: int | None) -> None:
    day = Day(settings=person(place=HOME, pain="lumbar"), late=late).work().say(Flare(2))
    assert day.status().limit_seconds == 20 * 60
    until = day.status().flare_until
    assert until is not None
    assert until.isoformat() == "2026-11-25T00:00:00+01:00"
    day.run_until("shown").near("shown", 20, within=130)
    for _ in range(8):
        assert stretch_of(day) in SAFETY.flare
        reminder = day.status().reminder
        assert reminder is not None
        assert reminder.level == 1
        day.say(Another())


def test_in_a_flare_up_a_sore_nerve_is_not_pulled() -> None:
    """The article's chair stretch pulls it, and a child's pose bends the back: lying on the front comes instead."""
    day = Day(settings=person(place=HOME, pain="sciatic")).work().say(Flare(2)).run_until("shown")
    came = set()
    for _ in range(12):
        came.add(stretch_of(day))
        day.say(Another())
    assert came == set(SAFETY.flare_leg)
    assert came >= {"prone-lying", "walk-break"}
    assert came.isdisjoint({"chair-back-stretch", "childs-pose"})


def test_a_flare_up_ends_by_itself_with_its_last_day(late: int | None) -> None:
    day = Day(settings=BACK, late=late).say(Flare(1)).restart()
    assert day.until("23:58").status().limit_seconds == 20 * 60
    day.until("00:02")
    assert (day.status().limit_seconds, day.status().flare_until) == (30 * 60, None)


def test_a_flare_up_ends_when_the_person_says_so() -> None:
    day = Day(settings=BACK).say(Flare(5)).say(Flare(0))
    assert (day.status().limit_seconds, day.status().flare_until) == (30 * 60, None)


def test_a_clock_over_the_flare_limit_is_due_at_once() -> None:
    day = Day(settings=BACK).work().minutes(25)
    assert day.story() == []
    day.say(Flare(1)).minutes(0.5)
    assert day.story() == ["shown"]


def test_ones_own_shorter_limit_stays_in_a_flare_up() -> None:
    shorter = replace(BACK, sitting=replace(BACK.sitting, limit=600.0))
    assert Day(settings=shorter).say(Flare(1)).status().limit_seconds == 600


@pytest.mark.parametrize("days", [-1, 32, 10**9])
def test_a_flare_up_lasts_a_month_at_most(days: int) -> None:
    day = Day(settings=BACK).say(Flare(days))
    assert day.story() == [refused(Refusal.BAD_DAYS)]
    assert day.status().flare_until is None


# --- the session ----------------------------------------------------------------------------------


def test_a_session_that_is_done_counts_for_the_week(late: int | None) -> None:
    day = Day("2026-11-27 15:00", settings=AT_HOME, late=late).work().minutes(10).say(StartSession())
    reminder = day.status().reminder
    assert reminder is not None
    assert (reminder.stage, reminder.stretch) == (Stage.STARTED, "")
    planned = [one.stretch for one in reminder.session]
    assert {"cat-cow", "chair-back-stretch", "cobra", "figure-four-lying", "plow"} <= set(planned)
    day.minutes(9).say(Done(reminder.id, seconds=580.0))
    (row,) = [row for row in day.rows if isinstance(row, SessionRow)]
    assert (row.day, row.stretches, row.seconds) == (date(2026, 11, 27), tuple(planned), 580.0)
    assert (day.status().sessions_this_week, day.status().sessions_per_week) == (1, 2)
    assert day.status().bout_seconds < 60, "it got the person off the chair"
    assert {item.stretch for item in memory_of(day.engine).stretch_log.done} == set(planned)
    assert day.suspend(2 * 86400.0).status().sessions_this_week == 1, "on Sunday"
    assert day.suspend(86400.0).status().sessions_this_week == 0, "on Monday"


def test_a_session_that_is_left_counts_nothing_and_asks_for_one_stretch() -> None:
    day = Day(settings=AT_HOME).work().run_until("shown").say(StartSession()).say(GuideAbandoned(1))
    assert day.status().sessions_this_week == 0
    assert day.stage() is Stage.WAITING
    day.run_until("shown")
    reminder = day.status().reminder
    assert reminder is not None
    assert (reminder.stage, reminder.session) == (Stage.SHOWN, ())
    assert reminder.stretch != ""


def test_a_session_takes_the_place_of_a_question_about_standing() -> None:
    day = Day(settings=AT_HOME).work().say(SetPosture(Posture.STANDING)).run_until("change").say(StartSession())
    assert [row.outcome for row in day.reminder_rows().values()] == [Outcome.SKIPPED, None]
    assert day.stage() is Stage.STARTED


def test_a_session_in_a_flare_up_is_gentle() -> None:
    day = Day(settings=AT_HOME).work().say(Flare(1)).say(StartSession())
    reminder = day.status().reminder
    assert reminder is not None
    assert {one.stretch for one in reminder.session} <= set(SAFETY.flare)
    assert {one.level for one in reminder.session} == {1}


def test_no_session_where_nothing_is_allowed() -> None:
    nothing = person(disable=" ".join(MOVEMENTS.stretches))
    day = Day(settings=nothing).work().say(StartSession())
    assert day.story() == [refused(Refusal.NO_STRETCH)]


# --- the check-up ---------------------------------------------------------------------------------

MONTH = 30 * 86400.0


def wanting(every: float | None) -> Settings:
    return replace(BACK, stretches=replace(BACK.stretches, checkup_every=every))


def titles(day: Day) -> list[str]:
    return [effect.title for effect in day.announced]


def test_the_check_up_is_off_by_default() -> None:
    day = Day(settings=BACK).work().suspend(400 * 86400.0).say(Done())
    assert not day.status().checkup_due
    assert titles(day) == []
    assert day.say(Checkup()).story()[-1] == refused(Refusal.NO_CHECKUP)


def test_the_check_up_is_told_once_when_the_person_is_there() -> None:
    day = Day(settings=wanting(6 * MONTH)).work().suspend(179 * 86400.0).say(Done())
    assert not day.status().checkup_due
    day.suspend(86400.0)
    assert (day.status().checkup_due, titles(day)) == (True, [])
    day.say(Done()).say(Done()).restart().say(Done())
    assert titles(day) == ["Time for your check-up"]


@pytest.mark.parametrize(("answer", "days"), [(Checkup(later=True), 7), (Checkup(), 180)])
def test_the_check_up_is_put_off_for_a_week_or_seen_to(answer: Checkup, days: int) -> None:
    day = Day(settings=wanting(6 * MONTH)).work().suspend(180 * 86400.0).say(Done()).say(answer)
    assert not day.status().checkup_due
    assert not day.suspend((days - 1) * 86400.0).status().checkup_due
    assert day.suspend(86400.0).status().checkup_due
    day.say(Done())
    assert titles(day) == ["Time for your check-up"] * 2


# --- what an earlier version kept -----------------------------------------------------------------


def test_a_snapshot_from_before_the_coach_is_read() -> None:
    day = Day(settings=BACK).work().run_until("shown").say(Done()).minutes(5)
    kept = json.loads(json.dumps(day.engine.snapshot()))
    del kept["care"]
    for new in ("resting", "progress", "logs", "first_log", "sessions"):
        del kept["journal"][new]
    for item in kept["journal"]["done"]:
        del item["at"]
    state = decode(EngineState, kept)
    assert state.safety == SafetyState()
    assert len(state.stretch_log.suggested) == len(state.stretch_log.done) == 1
    assert state.stretch_log.progress == ()


@pytest.mark.parametrize("make", [SafetyState, StretchLog])
def test_everything_new_has_a_default(make: Callable[[], SafetyState | StretchLog]) -> None:
    fresh = make()
    assert decode(type(fresh), {}) == fresh
    assert decode(type(fresh), encode(fresh)) == fresh
