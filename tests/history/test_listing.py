"""What SQLite makes of the rows by itself: the same as Python would, and of ten years too in no time."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from breakd.engine.records import BoutRow, BreakRow, DayRow, Outcome, ReminderKind, ReminderRow, Row, SessionRow
from breakd.history import Reader
from breakd.history.listing import LISTS, ToldEvent
from breakd.history.schema import STEPS, migrate
from breakd.history.summary import COUNT
from breakd.history.sums import BREAKS_BY_DAY, SAME_BREAK
from breakd.history.write import History
from tests.conftest import MEASURED
from tests.support.long_history import write

FIRST = date(2026, 3, 27)
ZONES = (0, 3600, 7200, -18000, 20700, -12600, 45900)
STATS_SECONDS = 0.2
"""Of the processor, for the numbers of ten years; it takes a tenth (benchmarks.history has 300,000 reminders)."""


def some_rows(seed: int, count: int = 120) -> list[Row]:
    """Rows of a fortnight, of every kind."""
    chance = random.Random(seed)

    def instant(day: date) -> datetime:
        zone = timezone(timedelta(seconds=chance.choice(ZONES)))
        return datetime(day.year, day.month, day.day, chance.randrange(24), chance.randrange(60), 59, 999_999, zone)

    rows: list[Row] = []
    for id in range(1, count):
        day = FIRST + timedelta(days=chance.randrange(14))
        outcome, length = chance.choice([None, *Outcome]), chance.random() * 5000
        kind, session = chance.choice(list(ReminderKind)), chance.choice([(), ("cat-cow",), ("cobra", "chin-tuck")])
        shown = chance.choice([None, instant(day)])
        rows += [
            ReminderRow(
                id, kind, day, instant(day), chance.choice(["", "cobra"]), chance.random() < 0.5,
                chance.random() < 0.7, shown, instant(day) if outcome else None, outcome, chance.randrange(3), length,
                chance.choice([None, length]), session,
            ),
            BreakRow(day, instant(day), chance.choice([None, id])),
            BoutRow(day, instant(day), instant(day), length),
            DayRow(day, length, length / 2, length / 3, chance.randrange(5)),
            SessionRow(day, instant(day), session or ("cobra",), None),
        ]  # fmt: skip
    return rows


@pytest.fixture(scope="module", params=[1, 2])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("history") / "history.db"
    history = History.open(path)
    history.commit(some_rows(request.param), None)
    history.close()
    return path


def read(path: Path) -> Reader:
    reader = Reader.open(path)
    assert reader is not None
    return reader


def breaks_taken(reminders: list[ReminderRow], breaks: list[BreakRow]) -> int:
    """What was done, and each natural break of the same day that was not near to any of it."""
    done = [
        (row.day, row.closed_at) for row in reminders
        if row.kind is ReminderKind.STRETCH and row.outcome is Outcome.COMPLETED and row.closed_at
    ]  # fmt: skip
    return len(done) + sum(
        not any(day == row.day and abs(at - row.at) <= SAME_BREAK for day, at in done) for row in breaks
    )


@pytest.mark.parametrize("since", [FIRST, FIRST + timedelta(days=6), FIRST + timedelta(days=99)])
def test_the_numbers_are_those_of_the_rows(path: Path, since: date) -> None:
    with read(path) as reader:
        found = reader.summary(since)
        days, reminders, bouts = reader.days(since), reader.reminders(since), reader.bouts(since)
        # a week that bears its name is a whole one
        breaks, sessions = reader.breaks(since), reader.sessions(since - timedelta(days=since.weekday()))
    asked = [row for row in reminders if row.by_program and row.kind is ReminderKind.STRETCH and row.outcome]
    counted = Counter(row.outcome for row in asked)
    assert found.outcomes == {outcome: counted[outcome] for outcome in Outcome}
    assert found.reminders == len(asked)
    assert found.unasked == sum(row.outcome is Outcome.COMPLETED and not row.by_program for row in reminders)
    assert (found.natural_breaks, found.bouts) == (len(breaks), sum(day.bouts for day in days))
    assert found.breaks == breaks_taken(reminders, breaks)
    mean = sum(bout.seconds for bout in bouts) / len(bouts) if bouts else None
    assert found.average_bout_seconds == (None if mean is None else pytest.approx(mean))
    assert found.longest_bout_seconds == max((day.longest_bout_seconds for day in days), default=0.0)
    weeks = Counter(row.day - timedelta(days=row.day.weekday()) for row in sessions)
    assert found.sessions == weeks
    assert list(found.sessions) == sorted(weeks)
    assert found.empty == (since > FIRST + timedelta(days=14))


def iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def of_reminder(row: ReminderRow) -> dict[str, Any]:
    return {
        "id": row.id, "kind": row.kind.value, "day": row.day.isoformat(), "opened_at": iso(row.opened_at),
        "stretch": row.stretch, "firm": row.firm, "by_program": row.by_program, "shown_at": iso(row.shown_at),
        "closed_at": iso(row.closed_at), "outcome": row.outcome and row.outcome.value, "snoozes": row.snoozes,
        "bout_seconds": int(row.bout_seconds), "session": list(row.session),
        "guided_seconds": None if row.guided_seconds is None else int(row.guided_seconds),
    }  # fmt: skip


def test_the_lines_are_those_of_the_rows(path: Path) -> None:
    since = FIRST + timedelta(days=3)
    with read(path) as reader:
        lines = {name: [json.loads(line) for line in reader.json_lines(name, since)] for name in LISTS}
        assert lines["reminders"] == [of_reminder(row) for row in reader.reminders(since)]
        assert lines["natural_breaks"] == [
            {"day": row.day.isoformat(), "at": iso(row.at), "reminder_id": row.reminder_id}
            for row in reader.breaks(since)
        ]
        assert lines["bouts"] == [
            {
                "day": row.day.isoformat(), "began_at": iso(row.began_at), "ended_at": iso(row.ended_at),
                "seconds": int(row.seconds),
            }
            for row in reader.bouts(since)
        ]  # fmt: skip
        assert [row["day"] for row in lines["days"]] == [day.day.isoformat() for day in reader.days(since)]


def test_the_events_are_in_the_order_of_time(path: Path) -> None:
    with read(path) as reader:
        events = reader.events(FIRST)
        reminders, breaks = reader.reminders(FIRST), reader.breaks(FIRST)
    assert [datetime.fromisoformat(row.at) for row in events] == sorted(
        datetime.fromisoformat(row.at) for row in events
    )
    assert Counter((row.event, row.at) for row in events) == Counter(
        [(row.kind.value, iso(row.opened_at)) for row in reminders]
        + [("natural-break", iso(row.at)) for row in breaks]
    )


def test_a_person_is_told_the_same_day_by_day(path: Path) -> None:
    with read(path) as reader:
        events, told = reader.events(FIRST), list(reader.told_events(FIRST))
    shown = [row for row in events if row.event != "natural-break" or row.id is None]
    assert told == [
        ToldEvent(
            row.day, datetime.fromisoformat(row.at).strftime("%H:%M"), row.event, row.stretch or "", row.outcome,
            row.snoozes or 0, row.bout_seconds or 0, row.guided_seconds or 0, row.session or "",
        )
        for row in sorted(shown, key=lambda row: row.day)
    ]  # fmt: skip


@pytest.mark.parametrize("version", [4, 6])
def test_an_older_file_gets_what_the_sums_are_counted_in(version: int) -> None:
    old, new = (sqlite3.connect(":memory:", isolation_level=None) for _ in range(2))
    migrate(old, STEPS[:version])
    migrate(old)
    migrate(new)
    indexes = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    assert old.execute(indexes).fetchall() == new.execute(indexes).fetchall()
    for query in (COUNT, "SELECT avg(seconds) FROM bout WHERE day >= ?"):
        (plan,) = new.execute(f"EXPLAIN QUERY PLAN {query}", [""] * query.count("?")).fetchall()
        assert "USING COVERING INDEX" in plan[-1], "no row is looked at"
    plans = new.execute(f"EXPLAIN QUERY PLAN {BREAKS_BY_DAY}", {"since": "", "near": 0}).fetchall()
    near = "(day=? AND closed_at>? AND closed_at<?)"
    assert [plan for *_, plan in plans if near in plan], "no more of what was done than was near to an absence"
    for db in (old, new):
        db.close()


def test_the_numbers_of_ten_years(tmp_path: Path, record_property: Any) -> None:
    today = date(2026, 11, 26)
    write(tmp_path / "history.db", today, days=3652, a_day=7)
    with read(tmp_path / "history.db") as reader:
        took = []
        for _ in range(3):  # the best of three: a busy machine takes its share of the others
            began = time.process_time()
            summary = reader.summary(today - timedelta(days=3651))
            took.append(time.process_time() - began)
        seconds = min(took)
        week = reader.events(today - timedelta(days=6))
    record_property(MEASURED, f"the numbers of ten years and 25,564 reminders: {seconds:.3f} s of the processor")
    assert summary.reminders == sum(summary.outcomes.values()) > 20_000
    assert len(summary.days) == 3652
    assert {row.event for row in week} == {"stretch", "change", "natural-break"}
    assert seconds < STATS_SECONDS
