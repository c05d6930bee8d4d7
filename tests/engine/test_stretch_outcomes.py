"""What a stretch that was done, skipped or clicked through leaves in the memory, field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from breakd.engine.effects import Record
from breakd.engine.events import Now
from breakd.engine.records import SessionRow
from breakd.engine.settings import HOME, OFFICE, Settings
from breakd.engine.sitting_clock import Account, Ledger
from breakd.engine.state import EngineState
from breakd.engine.step import Step
from breakd.engine.stretch_outcomes import (
    counts_as_done,
    log_stretch,
    record_done,
    record_session,
    record_skimmed,
    record_skip,
    sessions_this_week,
)
from breakd.stretches.model import PlannedStretch
from breakd.stretches.progress import KEPT_DONE, DoneStretch, Progress, StretchLog
from breakd.stretches.safety_state import SafetyState, Urgency
from tests.support.timeline import BERLIN, MOVEMENTS
from tests.support.weeks import person

WALL = datetime(2026, 11, 26, 15, 0, tzinfo=BERLIN)
"""A Thursday."""
TODAY = WALL.date()
TEN_MINUTES = WALL + timedelta(minutes=10)
BACK = person(pain="lumbar")
CHAIR = person(place=replace(OFFICE, settings=frozenset({"seated"})))
WHEELS = person(place=HOME, conditions="cannot_stand")
BEFORE = SafetyState(
    about="plow", about_session=("plow", "cobra"), about_until=WALL, unsettled="plow", gentle_day=TODAY
)
AFTER = replace(BEFORE, about="", about_session=(), about_until=None, unsettled="")
COBRA, PLOW = PlannedStretch("cobra", 2), PlannedStretch("plow", 1)


def step_of(settings: Settings = BACK, log: StretchLog | None = None, safety: SafetyState = BEFORE) -> Step:
    """Somebody who has been sitting for half an hour."""
    account = Account(clock=1800.0, bout=1800.0, bout_began=WALL - timedelta(minutes=30))
    state = EngineState(Now(0.0, 0.0, WALL), ledger=Ledger(account, account), safety=safety)
    return Step(replace(state, stretch_log=log or StretchLog()), settings, MOVEMENTS, Now(0.0, 0.0, WALL))


def after(
    stretch: str, settings: Settings = BACK, *, breaks: int = 0, firm: bool = False, asked: bool = False
) -> Step:
    """After a stretch is done, with so many breaks since a long one."""
    step = step_of(settings, StretchLog(since_long=breaks))
    record_done(step, stretch, 2, firm=firm, asked=asked)
    return step


@pytest.mark.parametrize(
    ("stretch", "settings", "breaks", "firm", "since_long"),
    [
        ("chin-tuck", BACK, 0, False, 1),
        ("chin-tuck", BACK, 2, False, 3),
        ("heel-raises", BACK, 0, False, 1),
        ("heel-raises", BACK, 1, False, 2),
        ("heel-raises", BACK, 2, False, 0),
        ("heel-raises", BACK, 0, True, 0),
        ("chin-tuck", BACK, 0, True, 1),
        ("", BACK, 2, True, 3),
        ("chin-tuck", CHAIR, 2, False, 0),
        ("chin-tuck", CHAIR, 0, False, 1),
        ("", CHAIR, 2, True, 3),
        ("chin-tuck", WHEELS, 2, False, 0),
    ],
)
def test_when_a_break_was_a_long_one(
    stretch: str, settings: Settings, breaks: int, firm: bool, since_long: int
) -> None:
    assert settings.stretches.long_break_every == 3
    assert after(stretch, settings, breaks=breaks, firm=firm).stretch_log.since_long == since_long


@pytest.mark.parametrize(
    ("stretch", "settings", "asked", "ends"),
    [
        ("heel-raises", BACK, False, True),
        ("cobra", person(place=HOME), False, True),
        ("chin-tuck", BACK, True, False),
        ("chin-tuck", CHAIR, True, False),
        ("chin-tuck", WHEELS, False, True),
        ("", BACK, True, True),
        ("", BACK, False, False),
        ("", CHAIR, True, False),
        ("", WHEELS, True, False),
    ],
)
def test_what_ends_the_bout(stretch: str, settings: Settings, asked: bool, ends: bool) -> None:
    assert (after(stretch, settings, asked=asked).account.bout == 0) is ends


def test_under_the_emergency_lock_a_done_that_names_nothing_ends_no_bout() -> None:
    """The reminder asked for nothing but help."""
    for lock, bout in ((Urgency.EMERGENCY, 1800.0), (Urgency.URGENT, 0.0)):
        step = step_of(safety=replace(BEFORE, lock=lock))
        record_done(step, "", 2, asked=True)
        assert step.account.bout == bout


def test_whom_a_word_is_about_afterwards() -> None:
    assert after("cobra").safety == replace(AFTER, about="cobra", about_until=TEN_MINUTES)
    assert after("").safety == AFTER
    session = step_of()
    record_session(session, (COBRA, PLOW), 600.0)
    assert session.safety == replace(AFTER, about_session=("cobra", "plow"), about_until=TEN_MINUTES)
    for planned, about, stretches in (((COBRA,), "cobra", ()), ((COBRA, PLOW), "", ("cobra", "plow"))):
        skimmed = step_of()
        record_skimmed(skimmed, planned)
        assert skimmed.safety == replace(AFTER, about=about, about_session=stretches, about_until=TEN_MINUTES)


def test_what_is_done_is_logged_at_its_dose() -> None:
    log = after("cobra").stretch_log
    assert log.done == (DoneStretch(TODAY, "cobra", WALL),)
    assert (log.days, log.progress_of("cobra").done) == (1, 1)
    assert after("").stretch_log.done == ()


def test_a_session_is_a_long_break_with_all_its_stretches_and_counts_for_the_week() -> None:
    old, kept = TODAY - timedelta(days=7), TODAY - timedelta(days=6)
    step = step_of(log=StretchLog(since_long=2, sessions=(old, kept)))
    record_session(step, (COBRA, PLOW), 600.0)
    log = step.stretch_log
    assert (log.since_long, log.sessions) == (0, (kept, TODAY))
    assert log.done == (DoneStretch(TODAY, "cobra", WALL), DoneStretch(TODAY, "plow", WALL))
    assert (log.progress_of("cobra").done, log.progress_of("plow").done) == (1, 0), "the plow at its easy dose"
    rows = [effect.row for effect in step.effects if isinstance(effect, Record)]
    assert SessionRow(TODAY, WALL, ("cobra", "plow"), 600.0) in rows
    assert step.account.bout == 0


def test_what_is_clicked_through_is_a_break_and_no_practice() -> None:
    step = step_of(log=StretchLog(since_long=1))
    record_skimmed(step, (COBRA,))
    assert step.stretch_log == StretchLog(since_long=2)


def test_half_the_time_is_practice() -> None:
    cobra, slider = MOVEMENTS.stretches["cobra"], MOVEMENTS.stretches["lying-sciatic-slider"]
    whole = cobra.at_level(2).total_seconds + slider.at_level(1).total_seconds / 2
    planned = (COBRA, PlannedStretch("lying-sciatic-slider", 1))
    step = step_of(person(pain="sciatic", side="left"))
    assert counts_as_done(step, planned, None), "without a guide the word is taken"
    assert counts_as_done(step, planned, whole / 2)
    assert not counts_as_done(step, planned, whole / 2 - 0.5)
    assert counts_as_done(step, (PlannedStretch("gone", 2),), 0.0), "of a stretch that is gone nothing is known"


@pytest.mark.parametrize(("day", "count"), [(23, 2), (26, 2), (29, 2), (30, 0)])
def test_sessions_since_monday(day: int, count: int) -> None:
    """Of a Sunday, a Monday and a Thursday; of days to come too, after the clock was set back."""
    sessions = (date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 26))
    step = step_of(log=StretchLog(sessions=sessions))
    step.now = Now(0.0, 0.0, WALL.replace(day=day))
    assert sessions_this_week(step) == count


def test_the_log_is_of_a_week_and_counts_each_day_once() -> None:
    week = DoneStretch(TODAY - timedelta(days=6), "cobra", WALL)
    step = step_of(log=StretchLog(done=(DoneStretch(TODAY - timedelta(days=7), "cobra", WALL), week), days=9))
    log_stretch(step, "plow", 2)
    log_stretch(step, "plow", 2)
    plow = DoneStretch(TODAY, "plow", WALL)
    assert (step.stretch_log.done, step.stretch_log.days) == ((week, plow, plow), 10)
    assert (step.stretch_log.progress_of("plow").days, step.stretch_log.progress_of("plow").done) == (1, 2)


def test_the_log_does_not_grow_without_end() -> None:
    step = step_of(log=StretchLog(done=tuple(DoneStretch(TODAY, str(n), WALL) for n in range(KEPT_DONE))))
    log_stretch(step, "plow", 2)
    assert [step.stretch_log.done[at].stretch for at in (0, -1)] == ["1", "plow"]
    assert len(step.stretch_log.done) == KEPT_DONE


def test_a_skip_is_remembered_of_what_there_is() -> None:
    step = step_of()
    record_skip(step, "cobra")
    assert step.stretch_log.progress == (Progress("cobra", skipped=(True,)),)
    record_skip(step, "gone")
    record_skip(step, "")
    assert len(step.stretch_log.progress) == 1
