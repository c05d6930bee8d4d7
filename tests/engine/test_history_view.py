"""What the memory says of the practice, field by field, as the rule of suggestions gets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from breakd.engine.events import Now
from breakd.engine.history_view import (
    conditions_of,
    is_after_spreading,
    is_easy_day,
    is_flare_day,
    is_put_away,
    stretch_history,
)
from breakd.engine.settings import Settings
from breakd.engine.sitting_clock import Account, Day, Ledger
from breakd.engine.state import EngineState
from breakd.stretches.progress import DoneStretch, Progress, PutAway, RestingDirection, StretchLog
from breakd.stretches.safety_state import SafetyState, Urgency
from breakd.stretches.selection import StretchHistory
from tests.support.timeline import BERLIN, MOVEMENTS
from tests.support.weeks import person

WALL = datetime(2026, 11, 23, 15, 0, tzinfo=BERLIN)
TODAY, YESTERDAY, TOMORROW = (WALL.date() + timedelta(days=days) for days in (0, -1, 1))
WEEK_AGO = date(2026, 11, 17)
"""The first of the seven days that are a week."""
SECOND = timedelta(seconds=1)
BACK = person(pain="lumbar")
LOG = StretchLog(
    suggested=("neck-turns", "cobra"),
    done=(
        DoneStretch(WEEK_AGO - timedelta(days=1), "chin-tuck", WALL - timedelta(days=7)),
        DoneStretch(WEEK_AGO, "walk-break", WALL - timedelta(days=6)),
        DoneStretch(YESTERDAY, "cobra", WALL - timedelta(days=1)),
        DoneStretch(TODAY, "cobra", WALL - timedelta(minutes=30)),
        DoneStretch(TODAY, "of-an-older-file", WALL),
        DoneStretch(TODAY, "cobra", None),
    ),
    put_away=(PutAway("plow", None), PutAway("sphinx", WALL + SECOND), PutAway("cat-cow", WALL)),
    resting=(RestingDirection("neural", WALL + SECOND), RestingDirection("neck", WALL)),
    progress=(
        Progress("cobra", level=3, last=TODAY, skipped=(True, False, True), better=3, worse=1, demanded=YESTERDAY,
            well=True),
        Progress("plow", level=1, worse=2),
    ),
    days=40,
)  # fmt: skip


def seen(log: StretchLog = LOG, settings: Settings = BACK, **safety: Any) -> StretchHistory:
    days = (Day(YESTERDAY, sitting=9000.0), Day(TODAY, sitting=5400.0), Day(TODAY, standing=60.0))
    state = EngineState(
        Now(0.0, 0.0, WALL), ledger=Ledger(Account(days=days)), stretch_log=log, safety=SafetyState(**safety)
    )
    return stretch_history(state, settings, MOVEMENTS, WALL)


def test_every_field_of_it() -> None:
    minutes = {
        "neck": 7 * 1440.0,
        **dict.fromkeys(MOVEMENTS.stretches["walk-break"].regions, 6 * 1440.0),
        **dict.fromkeys(MOVEMENTS.stretches["cobra"].regions, 30.0),
    }
    assert MOVEMENTS.stretches["chin-tuck"].regions == ("neck",)
    assert seen() == StretchHistory(
        recent=("neck-turns", "cobra"),
        done=("chin-tuck", "walk-break", "cobra", "cobra", "of-an-older-file", "cobra"),
        done_today={"cobra": 2, "of-an-older-file": 1},
        done_week={"walk-break": 1, "cobra": 3, "of-an-older-file": 1},
        done_minutes={"chin-tuck": 7 * 1440.0, "walk-break": 6 * 1440.0, "cobra": 30.0, "of-an-older-file": 0.0},
        put_away=frozenset({"plow", "sphinx"}),
        resting=frozenset({"neural"}),
        levels={"cobra": 3, "plow": 1},
        region_minutes=minutes,
        skips={"cobra": 2, "plow": 0},
        liking={"cobra": 2, "plow": -2},
        last_day={"cobra": TODAY},
        demanded={"cobra": YESTERDAY},
        days=39,
        today=TODAY,
        sat_minutes=90.0,
    )


def test_the_days_of_practice_are_those_before_today() -> None:
    assert seen(replace(LOG, done=LOG.done[:3])).days == 40


def test_what_will_have_been_done_was_done_just_now() -> None:
    """The wall clock was set back."""
    log = StretchLog(done=(DoneStretch(TODAY, "chin-tuck", WALL + timedelta(hours=1)),))
    assert seen(log).region_minutes == {"neck": 0.0}


@pytest.mark.parametrize(
    ("safety", "only", "easiest"),
    [
        ({}, None, False),
        ({"ask": True}, MOVEMENTS.safety.gentle, True),
        ({"gentle_day": TODAY}, MOVEMENTS.safety.gentle, True),
        ({"gentle_day": YESTERDAY}, None, False),
        ({"flare_last": TODAY}, MOVEMENTS.safety.flare, True),
        ({"flare_last": YESTERDAY}, None, False),
        ({"flare_last": TODAY, "ask": True}, MOVEMENTS.safety.gentle, True),
        ({"flare_last": TODAY, "spread_last": TODAY}, MOVEMENTS.safety.flare_leg, True),
        ({"easy_last": TODAY}, None, True),
        ({"easy_last": YESTERDAY}, None, False),
    ],
)
def test_what_a_gentler_day_leaves(safety: dict[str, Any], only: tuple[str, ...] | None, easiest: bool) -> None:
    history = seen(**safety)
    assert (history.only, history.easiest) == (None if only is None else frozenset(only), easiest)


def test_in_a_flare_up_what_was_ticked_counts() -> None:
    history = seen(settings=person(conditions="leg_nerve_pain"), flare_last=TODAY)
    assert history.only == frozenset(MOVEMENTS.safety.flare_leg)


@pytest.mark.parametrize(
    ("lock", "locked", "walking"),
    [(Urgency.NONE, False, False), (Urgency.URGENT, False, True), (Urgency.EMERGENCY, True, False)],
)
def test_the_lock(lock: Urgency, locked: bool, walking: bool) -> None:
    assert (seen(lock=lock).safety_lock, seen(lock=lock).walking_only) == (locked, walking)


def test_before_the_notice_is_confirmed_only_walking_is_left() -> None:
    assert seen(settings=replace(BACK, body=replace(BACK.body, disclaimer=False))).walking_only


@pytest.mark.parametrize(("last", "holds"), [(None, False), (YESTERDAY, False), (TODAY, True), (TOMORROW, True)])
def test_a_day_that_is_the_last_one_counts(last: date | None, holds: bool) -> None:
    assert is_flare_day(SafetyState(flare_last=last), TODAY) is holds
    assert is_easy_day(SafetyState(easy_last=last), TODAY) is holds
    assert is_after_spreading(SafetyState(spread_last=last), TODAY) is holds
    assert seen(spread_last=last).conditions == ({"leg_nerve_pain"} if holds else set())


def test_what_was_ticked_and_what_was_said_hold_together() -> None:
    state = EngineState(Now(0.0, 0.0, WALL), safety=SafetyState(spread_last=TODAY))
    assert conditions_of(state, person(conditions="glaucoma"), WALL) == {"glaucoma", "leg_nerve_pain"}
    assert conditions_of(replace(state, safety=SafetyState()), person(conditions="glaucoma"), WALL) == {"glaucoma"}


@pytest.mark.parametrize(
    ("until", "away"),
    [(None, True), (WALL, False), (WALL - SECOND, False), (WALL + SECOND / 2, True)],
)
def test_what_is_put_away_is_back_at_its_instant(until: datetime | None, away: bool) -> None:
    assert is_put_away(PutAway("cobra", until), WALL) is away
