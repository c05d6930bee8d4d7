"""Erased at the person's wish: nothing of it is in the memory any more, and what protects them just now stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from breakd.engine import snapshot
from breakd.engine.erasing import without_days
from breakd.engine.events import Beat, Done, Erase, Feel, Hurts, Pause, Posture, SetPosture
from breakd.engine.health_requests import Flare, ReportRedFlags
from breakd.engine.records import DayRow, ErasedRow, SpanRow
from breakd.engine.status import Stage
from breakd.stretches.safety_state import Urgency
from tests.support.chaos import memory_of
from tests.support.samples import a_long_day
from tests.support.timeline import Day

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def texts_in(kept: Any) -> str:
    return str(kept)


def test_the_days_before_one_are_gone_and_how_far_the_person_is_stays() -> None:
    day = a_long_day()
    day.handle(Beat())
    before = memory_of(day.engine)
    day.rows.clear()
    day.say(Erase(TUESDAY))
    after = memory_of(day.engine)
    assert ErasedRow(TUESDAY) in day.rows
    assert not [row for row in day.rows if isinstance(row, DayRow) and row.day < TUESDAY]
    assert {one.day for one in after.ledger.account.days} == {TUESDAY}
    log = after.stretch_log
    assert not [one for one in log.done if one.day < TUESDAY]
    assert not [one for one in log.logs if one.at.date() < TUESDAY]
    assert log.sessions == ()
    assert (log.progress, log.put_away) == (before.stretch_log.progress, before.stretch_log.put_away)
    assert (after.ledger.account.clock, after.ledger.account.bout) == (
        before.ledger.account.clock,
        before.ledger.account.bout,
    )
    day.minutes(2)
    assert "2026-11-23" not in texts_in([row.day for row in day.rows if isinstance(row, DayRow)])


def test_erased_days_do_not_come_back_with_the_next_start() -> None:
    day = a_long_day().say(Erase(TUESDAY))
    day.rows.clear()
    day.restart(gap=3).minutes(5)
    assert {row.day for row in day.rows if isinstance(row, DayRow)} == {TUESDAY}
    assert min(row.day for row in day.rows if isinstance(row, SpanRow)) == TUESDAY


def test_all_of_it_leaves_the_memory_of_somebody_new() -> None:
    day = (
        a_long_day()
        .say(
            Hurts("cobra"),
        )
        .say(Pause("2h"))
    )
    number = memory_of(day.engine).ledger.account.spans[-1].number
    day.say(Erase(None))
    memory = memory_of(day.engine)
    kept = texts_in(snapshot.write(memory))
    assert "cobra" not in kept
    assert "2026-11-23" not in kept
    assert memory.paused_until is not None
    assert day.status().ask_red_flags, "what was answered is gone"
    assert memory.ledger.account.next_span == number + 1
    day.handle(Beat())
    assert day.status().today.bouts == 0


def test_an_open_reminder_is_closed_first() -> None:
    day = Day().work().run_until("shown")
    day.rows.clear()
    day.say(Erase(None))
    assert day.status().reminder is None
    assert isinstance(day.rows[-1], ErasedRow | DayRow | SpanRow)
    assert day.story()[-1] in ("withdrawn", "skipped")
    day.minutes(31)
    assert day.stage() in (Stage.SHOWN, Stage.WAITING)


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.EMERGENCY])
def test_a_safety_lock_outlasts_it(urgency: Urgency) -> None:
    day = Day().work().say(ReportRedFlags(urgency)).say(Erase(None))
    assert day.status().safety_lock


def test_a_gentler_day_and_a_flare_up_outlast_it() -> None:
    day = Day().work().say(ReportRedFlags(Urgency.NONE)).say(Done(stretch="chin-tuck")).say(Feel("8")).say(Flare(3))
    before = day.status()
    day.say(Erase(None))
    assert (day.status().gentle_until, day.status().flare_until) == (before.gentle_until, before.flare_until)


def test_who_stands_goes_on_standing() -> None:
    day = Day().work().say(SetPosture(Posture.STANDING)).minutes(5).say(Erase(None))
    assert day.status().posture is Posture.STANDING


def test_erasing_days_that_are_unknown_changes_nothing() -> None:
    memory = memory_of(Day().work().minutes(10).engine)
    assert without_days(memory, MONDAY - timedelta(days=3)) == without_days(memory, MONDAY - timedelta(days=4))
    assert without_days(memory, MONDAY).ledger.account.days == memory.ledger.account.days
