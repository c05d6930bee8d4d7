"""A history that holds what breakd never wrote, or is no file: a sentence, and nobody waits."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from breakd.cli import history
from breakd.client.exit_codes import FAILED, Stop
from breakd.engine.records import ReminderKind, ReminderRow
from breakd.history import HistoryError, Reader
from breakd.history.write import History
from breakd.system import paths

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
ROW = ReminderRow(1, ReminderKind.STRETCH, TEN.date(), TEN, "cobra", False, True, None, None, None, 0, 0.0)


def changed(path: Path, change: str) -> None:
    """A history with one reminder, changed to what no breakd writes."""
    with closing(History.open(path)) as history:
        history.commit([ROW], None)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '')")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"UPDATE reminder SET {change}")


@pytest.mark.parametrize(
    "change",
    [
        "outcome = 'danced'", "day = 'someday'", "opened_at = 'noon'", "opened_at = 9e18", "session = x'ff'",
        "stretch = x'ff'", "opened_offset = 99999999", "kind = NULL",
    ],
)  # fmt: skip
def test_what_breakd_never_wrote_is_an_error_with_a_sentence(tmp_path: Path, change: str) -> None:
    path = tmp_path / "history.db"
    changed(path, change)
    reader = Reader.open(path)
    assert reader is not None
    with reader, pytest.raises(HistoryError, match="breakd did not write"):
        reader.reminders(date(1900, 1, 1))


@pytest.mark.parametrize(
    "change", ["outcome = 'danced'", "day = 'someday'", "day = x'ff'", "opened_at = NULL", "stretch = x'ff'"]
)
def test_so_it_is_where_the_history_is_printed(change: str) -> None:
    paths.made(paths.state_dir())
    changed(paths.history_file(), change)
    with pytest.raises(Stop, match="breakd did not write") as stopped:
        history.history((date.today() - TEN.date()).days + 1, "text")
    assert stopped.value.code == FAILED


def test_a_pipe_in_its_place_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "history.db")
    with pytest.raises(HistoryError, match="is no file"):
        Reader.open(tmp_path / "history.db")
