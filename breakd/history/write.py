"""The daemon's side of the history: rows and the engine's snapshot, kept in one transaction."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from breakd.engine.records import (
    BoutRow,
    BreakRow,
    DayRow,
    FeelRow,
    Outcome,
    PostureRow,
    ReminderRow,
    Row,
    SessionRow,
)
from breakd.system.paths import made

from .read import outcomes_of
from .schema import BUSY_SECONDS, HistoryError, NewerHistory, Value, instant, migrate, refuse_newer, version_of

log = logging.getLogger(__name__)

T = TypeVar("T")


class CorruptDatabase(Exception):
    """The file is not a database, or its pages contradict each other."""


class History:
    """The open history of one daemon. Every method but `close` may raise HistoryError."""

    def __init__(self, db: sqlite3.Connection, path: Path | None, is_new: bool) -> None:
        self._db = db
        self._path = path
        self.is_new = is_new
        """No breakd ever kept anything here before."""

    @classmethod
    def open(cls, path: Path) -> History:
        """The history in `path`, created or brought up to date. A broken file is moved aside, never lost.

        Raises NewerHistory for a file of a later breakd, HistoryError if the place cannot be written.
        """
        try:
            made(path.parent).chmod(0o700)
            try:
                db, is_new = _connect(path)
            except CorruptDatabase as broken:
                _move_aside(path, broken)
                db, _ = _connect(path)
                is_new = False
        except (OSError, sqlite3.Error) as error:
            raise HistoryError(f"{path} cannot be used: {error}") from error
        return cls(db, path, is_new)

    @classmethod
    def in_memory(cls) -> History:
        """A history that ends with the process: for a machine whose disk cannot be written."""
        db = sqlite3.connect(":memory:", isolation_level=None)
        migrate(db)
        return cls(db, None, is_new=False)

    def commit(self, rows: Sequence[Row], snapshot: str | None, *, durable: bool = True) -> None:
        """Keep all of it or nothing; None leaves the snapshot as it is.

        When it returns, a killed daemon loses nothing. If `durable`, a power cut loses nothing either, for one wait
        for the disk; without, it may cost the last half minute (the heartbeat's snapshot is worth no more).
        """
        if not rows and snapshot is None:
            return
        stored = [_stored(row) for row in rows]
        try:
            self._commit(stored, snapshot, durable)
        except CorruptDatabase as broken:
            self._begin_again(broken)
            self._guarded(lambda: self._commit(stored, snapshot, durable))

    def snapshot(self) -> str | None:
        """The engine's state as it was kept last."""
        found = self._guarded(lambda: self._db.execute("SELECT snapshot FROM engine").fetchone())
        return str(found[0]) if found else None

    def next_reminder_id(self) -> int:
        """An id that no reminder ever had: above every one kept, erased ones included."""
        query = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'reminder'"
        return int(self._guarded(lambda: self._db.execute(query).fetchone())[0])

    def outcomes_of(self, day: date) -> Mapping[Outcome, int]:
        """How often each outcome came on a day; NATURAL counts every natural break, asked for or not."""
        return self._guarded(lambda: outcomes_of(self._db, day))

    def close(self) -> None:
        """Fold the log into the file and let go of it."""
        with suppress(sqlite3.Error):
            self._db.close()

    def _commit(self, stored: Sequence[tuple[str, dict[str, Value]]], snapshot: str | None, durable: bool) -> None:
        try:
            self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._db.execute("BEGIN IMMEDIATE")
            for table, values in stored:
                _insert(self._db, table, values)
            if snapshot is not None:
                self._db.execute("INSERT OR REPLACE INTO engine VALUES (1, ?)", [snapshot])
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):  # SQLite has rolled back by itself if the disk is full
                self._db.execute("ROLLBACK")
            raise _translated(error) from error

    def _begin_again(self, broken: CorruptDatabase) -> None:
        if self._path is None:
            raise HistoryError(f"the history in memory is broken: {broken}") from broken
        self.close()
        try:
            _move_aside(self._path, broken)
            self._db, _ = _connect(self._path)
        except (CorruptDatabase, OSError, sqlite3.Error) as error:
            raise HistoryError(f"{self._path} cannot be begun again: {error}") from error

    def _guarded(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except (CorruptDatabase, sqlite3.Error) as error:
            raise HistoryError(f"the history cannot be used: {error}") from error


def _connect(path: Path) -> tuple[sqlite3.Connection, bool]:
    # the mode before SQLite writes a byte; its -wal and -shm files take over the mode of the database
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    path.chmod(0o600)
    db = sqlite3.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        (verdict,) = db.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise CorruptDatabase(verdict)
        is_new = version_of(db) == 0
        refuse_newer(db)
        db.execute("PRAGMA journal_mode = WAL")
        migrate(db)
    except sqlite3.Error as error:
        db.close()
        raise _translated(error, sqlite3.Error) from error
    except (CorruptDatabase, NewerHistory):
        db.close()
        raise
    return db, is_new


def _translated(error: sqlite3.Error, otherwise: type[Exception] = HistoryError) -> Exception:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return CorruptDatabase(str(error))
    return otherwise(str(error))


def _move_aside(path: Path, broken: CorruptDatabase) -> None:
    aside = path.with_name(f"{path.name}.broken-{datetime.now():%Y%m%dT%H%M%S%f}")
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    log.error("The history in %s is broken (%s); it is kept as %s and a new one begins.", path, broken, aside.name)


def _stored(row: Row) -> tuple[str, dict[str, Value]]:
    """The table of a row, and its values by column."""
    match row:
        case ReminderRow():
            return "reminder", {
                "id": row.id, "kind": row.kind.value, "day": row.day.isoformat(),
                **instant("opened", row.opened_at), "stretch": row.stretch, "firm": row.firm,
                "by_program": row.by_program, **instant("shown", row.shown_at), **instant("closed", row.closed_at),
                "outcome": row.outcome.value if row.outcome else None, "snoozes": row.snoozes,
                "bout_seconds": row.bout_seconds, "guided_seconds": row.guided_seconds,
                "session": " ".join(row.session),
            }  # fmt: skip
        case BreakRow():
            return "natural_break", {
                "day": row.day.isoformat(), "reminder_id": row.reminder_id, **instant("", row.at),
            }  # fmt: skip
        case BoutRow():
            return "bout", {
                "day": row.day.isoformat(), **instant("began", row.began_at), **instant("ended", row.ended_at),
                "seconds": row.seconds,
            }  # fmt: skip
        case PostureRow():
            return "posture", {"posture": row.posture.value, **instant("", row.at)}
        case DayRow():
            return "day", {
                "day": row.day.isoformat(), "sitting_seconds": row.sitting_seconds,
                "standing_seconds": row.standing_seconds, "longest_bout_seconds": row.longest_bout_seconds,
                "bouts": row.bouts,
            }  # fmt: skip
        case FeelRow():
            return "feel", {"stretch": row.stretch, "word": row.word, **instant("", row.at)}
        case SessionRow():
            return "session", {
                "day": row.day.isoformat(), **instant("", row.at), "stretches": " ".join(row.stretches),
                "seconds": row.seconds,
            }  # fmt: skip


def _insert(db: sqlite3.Connection, table: str, values: dict[str, Value]) -> None:
    # OR REPLACE: a reminder and a day are replaced by their key; the other tables have none to clash
    columns, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    db.execute(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({places})", values)
