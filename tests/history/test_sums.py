"""Days and weeks summed up: the same numbers as the rows and as `stats`, and of ten years in no time."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from breakd.engine.records import DayRow, FeelRow, Outcome, ReminderKind
from breakd.history import Reader
from breakd.history.sums import DaySum, WeekSum, monday_of, weeks_of
from breakd.history.write import History
from tests.conftest import MEASURED
from tests.support.long_history import write

from .test_listing import FIRST, path, read

__all__ = ["path"]
BERLIN = ZoneInfo("Europe/Berlin")
LIMIT = 1800.0
SECONDS = 0.25
"""Of the processor, for all sums of ten years; it takes a quarter of it."""


def sums(path: Path, since: date = FIRST) -> list[DaySum]:
    with read(path) as reader:
        return reader.sums(since, LIMIT)


def test_a_day_is_what_its_rows_say(path: Path) -> None:
    with read(path) as reader:
        reminders, bouts, days = reader.reminders(FIRST), reader.bouts(FIRST), reader.days(FIRST)
        breaks, sessions = reader.breaks(FIRST), reader.sessions(FIRST)
    found = {one.day: one for one in sums(path)}
    assert {day.day for day in days} <= found.keys()
    for day, one in found.items():
        mine = [bout for bout in bouts if bout.day == day]
        assert one.ended == len(mine)
        assert one.ended_seconds == pytest.approx(sum(bout.seconds for bout in mine))
        assert one.over_limit == sum(bout.seconds > LIMIT for bout in mine)
        asked = [row for row in reminders if row.day == day and row.by_program and row.kind is ReminderKind.STRETCH]
        assert {outcome: one.outcome(outcome) for outcome in Outcome} == {
            outcome: sum(row.outcome is outcome for row in asked) for outcome in Outcome
        }
        assert one.natural_breaks == sum(row.day == day for row in breaks)
        assert one.sessions == sum(row.day == day for row in sessions)
    for row in days:
        assert (found[row.day].sitting_seconds, found[row.day].bouts) == (row.sitting_seconds, row.bouts)


def test_weeks_add_up_to_the_numbers_of_the_range(path: Path) -> None:
    with read(path) as reader:
        summary = reader.summary(FIRST)
    weeks = list(weeks_of(sums(path), FIRST, FIRST + timedelta(days=20)))
    assert [week.monday.weekday() for week in weeks] == [0] * len(weeks)
    assert sum(week.sitting_seconds for week in weeks) == pytest.approx(summary.sitting_seconds)
    assert sum(week.standing_seconds for week in weeks) == pytest.approx(summary.standing_seconds)
    assert max(week.longest_bout_seconds for week in weeks) == summary.longest_bout_seconds
    assert {one: sum(week.outcome(one) for week in weeks) for one in Outcome} == summary.outcomes
    for name, wanted in (
        ("natural_breaks", summary.natural_breaks),
        ("bouts", summary.bouts),
        ("breaks", summary.breaks),
    ):
        assert sum(week.total(name) for week in weeks) == wanted
    assert {week.monday: week.total("sessions") for week in weeks if week.total("sessions")} == summary.sessions


def test_a_week_without_days_is_there() -> None:
    monday = date(2026, 11, 23)
    days = [DaySum(monday - timedelta(days=9), sitting_seconds=60.0)]
    weeks = list(weeks_of(days, monday - timedelta(days=9), monday + timedelta(days=3)))
    assert weeks == [WeekSum(date(2026, 11, 9), tuple(days)), WeekSum(date(2026, 11, 16), ()), WeekSum(monday, ())]
    assert (weeks[1].mean_bout_seconds, weeks[1].pain, weeks[1].longest_bout_seconds) == (None, None, 0.0)
    assert monday_of(date(2026, 11, 29)) == monday


def test_what_was_said_belongs_to_its_day_on_the_wall(tmp_path: Path) -> None:
    day = date(2026, 11, 23)
    late = datetime(2026, 11, 23, 23, 59, tzinfo=BERLIN)
    history = History.open(tmp_path / "history.db")
    words = ["6", "3", "spreading", "moved-up", "moved-up", "better"]
    rows = [FeelRow(late, "cobra", word) for word in words]
    history.commit([*rows, FeelRow(late + timedelta(minutes=2), "", "10"), DayRow(day, 60.0, 0.0, 60.0, 1)], None)
    history.close()
    one, other = sums(tmp_path / "history.db", day)
    assert (one.day, sorted(one.pain), one.spread, one.moved_up) == (day, [3, 6], 1, 2)
    assert (other.day, other.pain) == (day + timedelta(days=1), (10,))
    assert WeekSum(day, (one, other)).pain == pytest.approx(19 / 3)


def test_ten_years(tmp_path: Path, record_property: Any) -> None:
    today = date(2026, 11, 26)
    write(tmp_path / "history.db", today, days=2500, a_day=10)
    reader = Reader.open(tmp_path / "history.db")
    assert reader is not None
    with reader:
        began = time.process_time()
        since = reader.first_day()
        assert since == today - timedelta(days=2499)
        weeks = list(weeks_of(reader.sums(since, LIMIT), since, today))
        seconds = time.process_time() - began
    record_property(MEASURED, f"the sums of 2,500 days and 25,000 reminders: {seconds:.3f} s of the processor")
    assert sum(len(week.days) for week in weeks) == 2500
    assert seconds < SECONDS
