"""What waits until it can be written down is no more than what will be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from breakd.engine.records import (
    BreakRow,
    DayRow,
    ErasedRow,
    FeelRow,
    ReminderKind,
    ReminderRow,
    Row,
    SpanRow,
    Unsaved,
)
from breakd.engine.spans import Counted, TimelineSpan
from breakd.history.recorder import Recorder
from breakd.history.schema import STEPS
from breakd.history.write import History

DAYS = (date(2026, 11, 23), date(2026, 11, 24))
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TABLES = ("reminder", "natural_break", "day", "span", "feel", "sqlite_sequence")


def day(seconds: float, day: date = DAYS[1]) -> DayRow:
    return DayRow(day, seconds, 0.0, seconds, 0)


def span(number: int, seconds: float, day: date = DAYS[1]) -> SpanRow:
    end = NOON + timedelta(seconds=seconds)
    return SpanRow(day, TimelineSpan(number, Counted.SITTING, None, NOON, end, seconds))


def reminder(id: int, snoozes: int) -> ReminderRow:
    return ReminderRow(
        id, ReminderKind.STRETCH, DAYS[1], NOON, "cobra", False, True, None, None, None, snoozes, 0.0
    )  # fmt: skip


ROWS = st.one_of(
    st.builds(day, st.integers(0, 9), st.sampled_from(DAYS)),
    st.builds(span, st.integers(1, 4), st.integers(1, 9), st.sampled_from(DAYS)),
    st.builds(reminder, st.integers(1, 3), st.integers(0, 9)),
    st.sampled_from([BreakRow(DAYS[1], NOON, None), FeelRow(NOON, "cobra", "7")]),
    st.sampled_from([ErasedRow(None), ErasedRow(DAYS[1])]),
)


@cache
def empty() -> bytes:
    """A history of this breakd."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        History.open(path).close()
        return path.read_bytes()


def newer(path: Path) -> Callable[[], None]:
    """Make it a history of a later breakd; gives what makes it one of ours."""

    def version(number: int) -> None:
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA user_version = {number}")

    path.write_bytes(empty())
    version(len(STEPS) + 1)
    return lambda: version(len(STEPS))


def kept(rows: Sequence[Row], *, at_once: bool) -> dict[str, list[Any]]:
    """All that a history has after these rows, each saved by itself or all of them as soon as it could be."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        ours = newer(path)
        if at_once:
            ours()
        recorder = Recorder(path)
        for row in rows:
            recorder.commit([row], {}, durable=False)
        ours()
        recorder.commit([], {}, durable=False)
        assert recorder.trouble is None
        recorder.close()
        with closing(sqlite3.connect(path)) as db:
            return {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in TABLES}


@given(st.lists(ROWS, max_size=8))
@example([day(1), ErasedRow(None), day(2)])
@example([span(1, 1), span(2, 1), span(1, 2)])
@settings(max_examples=6)
def test_what_is_saved_late_is_what_would_have_been_saved(rows: list[Row]) -> None:
    assert kept(rows, at_once=False) == kept(rows, at_once=True)


def test_an_hour_of_sitting_that_cannot_be_saved_wait_as_two_rows(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    ours = newer(path)
    recorder = Recorder(path)
    for minute in range(60):
        recorder.commit([day(60.0 * minute), span(1, 60.0 * minute + 1)], {}, durable=False)
    assert recorder.trouble is Unsaved.NEWER
    assert len(recorder._unkept) == 2
    ours()
    recorder.commit([], {})
    recorder.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT sitting_seconds FROM day").fetchall() == [(60.0 * 59,)]
        assert db.execute("SELECT seconds FROM span").fetchall() == [(60.0 * 59 + 1,)]


def test_nothing_of_a_newer_breakd_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To read all of it at each try takes long; and what this SQLite does not understand need not be damaged."""
    path = tmp_path / "history.db"
    newer(path)
    with path.open("r+b") as file:
        file.seek(2 * 4096)
        file.write(b"\xff" * 4096)
    before, converted = path.read_bytes(), list[Row]()
    monkeypatch.setattr("breakd.history.write._stored", converted.append)
    recorder = Recorder(path)
    recorder.commit([day(60.0)], {})
    recorder.close()
    assert recorder.trouble is Unsaved.NEWER
    assert [file.name for file in tmp_path.glob("history.db*")] == ["history.db"]
    assert path.read_bytes() == before
    assert converted == [], "what cannot be written is not made ready for it"
