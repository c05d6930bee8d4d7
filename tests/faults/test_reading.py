"""A history that holds what breakd never wrote, or is no file: a sentence, and nobody waits."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from breakd.engine.records import ReminderKind, ReminderRow
from breakd.history import HistoryError, Reader
from breakd.history.write import History

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
ROW = ReminderRow(1, ReminderKind.STRETCH, TEN.date(), TEN, "cobra", False, True, None, None, None, 0, 0.0)


@pytest.mark.parametrize(
    "change",
    [
        "outcome = 'danced'", "day = 'someday'", "opened_at = 'noon'", "opened_at = 9e18", "session = x'ff'",
        "stretch = x'ff'", "opened_offset = 99999999", "kind = NULL",
    ],
)  # fmt: skip
def test_what_breakd_never_wrote_is_an_error_with_a_sentence(tmp_path: Path, change: str) -> None:
    path = tmp_path / "history.db"
    with closing(History.open(path)) as history:
        history.commit([ROW], None)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '')")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"UPDATE reminder SET {change}")
    reader = Reader.open(path)
    assert reader is not None
    with reader, pytest.raises(HistoryError, match="breakd did not write"):
        reader.reminders(date(1900, 1, 1))


def test_a_pipe_in_its_place_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "history.db")
    with pytest.raises(HistoryError, match="is no file"):
        Reader.open(tmp_path / "history.db")
