"""The daemon's side of the history: rows and the engine's snapshot, kept in one transaction."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TypeVar

from breakd.engine.records import (
    BoutRow,
    BreakRow,
    DayRow,
    ErasedRow,
    FeelRow,
    Outcome,
    PostureRow,
    PracticeRow,
    ReminderRow,
    Row,
    SessionRow,
    SpanRow,
    Unsaved,
)
from breakd.frozen import frozen
from breakd.system.paths import made

from .database import (
    CorruptDatabase,
    connect,
    identities,
    is_corrupt,
    marks,
    marks_after,
    move_aside,
    remove_log,
    unsaved_by,
    unusable,
)
from .deletion import erase
from .read import outcomes_of
from .schema import BUSY_SECONDS, HistoryError, Value, instant

log = logging.getLogger(__name__)

FEWER_SECONDS = 0.05
"""The same while another process holds the file for longer than that."""
ERASED = "(erased)"
"""Stands for the tables that an ErasedRow empties."""
T = TypeVar("T")


class _Overtaken(HistoryError):
    """Somebody changed the file while its lock was waited for; nothing was written."""


class NewFile(Enum):
    """Why a new file was begun."""

    DAMAGED = "broken"
    """The one that was there is damaged, or is not ours."""
    REMOVED = "removed"
    """Somebody removed it while breakd ran."""
    REPLACED = "replaced"
    """Somebody put another one in its place while breakd ran."""


@frozen
class BegunAnew:
    """A new file was begun, and what was there before is kept as `aside`; empty if nothing was."""

    why: NewFile
    aside: str


class History:
    """The history of one daemon, from `open` to `close`. Every method but `close` may raise HistoryError.

    A file that cannot be opened, or is gone, is tried again at each `commit`.
    """

    def __init__(self, path: Path) -> None:
        """Nothing is opened yet."""
        self._path = path
        self._db: sqlite3.Connection | None = None
        self._files: tuple[tuple[int, int] | None, ...] = ()
        self._patience = BUSY_SECONDS
        self._proven = True
        """The file of now has taken something: if it is broken, it is not because none can be had."""
        self.is_new = False
        """No breakd ever kept anything here before."""
        self._left: tuple[tuple[int, int] | None, ...] = ()
        """As we left database and log."""
        self.begun_anew: list[BegunAnew] = []
        """What a person should know, oldest first; whoever tells it takes it out."""

    @classmethod
    def open(cls, path: Path) -> History:
        """The history in `path`, created or brought up to date. A broken file is moved aside, never lost.

        Raises NewerHistory for a file of a later breakd, HistoryError if the place cannot be used.
        """
        history = cls(path)
        history.connect()
        return history

    def connect(self) -> None:
        """Open the file, if it is not open. Raises as `open` does."""
        if self._db is not None:
            return
        try:
            made(self._path.parent).chmod(0o700)
            try:
                opened = connect(self._path)
                self.is_new = opened.is_new
            except CorruptDatabase as broken:
                self._move_aside(broken)
                opened = connect(self._path)
        except CorruptDatabase as broken:
            raise HistoryError(f"{self._path} cannot be begun again: {broken}") from broken
        except (OSError, sqlite3.Error) as error:
            raise unusable(error, self._path) from error
        self._db, self._files, self._left = opened.db, opened.files, opened.marks

    def commit(self, rows: Sequence[Row], snapshot: str | None, *, durable: bool = True) -> None:
        """Keep all of it or nothing; None leaves the snapshot as it is.

        When it returns, a killed daemon loses nothing. If `durable`, a power cut loses nothing either, for one wait
        for the disk; without, it may cost the last half minute (the heartbeat's snapshot is worth no more).
        """
        if not rows and snapshot is None:
            return
        self._look()
        self._write(rows, snapshot, durable)
        if identities(self._path)[0] != self._files[0]:  # it went as it was written
            self._look()
            self._write(rows, snapshot, durable)
        self._proven = True

    def snapshot(self) -> str | None:
        """The engine's state as it was kept last."""
        found = self._guarded(lambda db: db.execute("SELECT snapshot FROM engine").fetchone())
        return str(found[0]) if found else None

    def next_reminder_id(self) -> int:
        """An id that no reminder ever had: above every one kept, erased ones included."""
        query = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'reminder'"
        return int(self._guarded(lambda db: db.execute(query).fetchone())[0])

    def next_span(self) -> int:
        """A number that no span ever had, erased ones included."""
        query = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'span'"
        return int(self._guarded(lambda db: db.execute(query).fetchone())[0])

    def outcomes_of(self, day: date) -> Mapping[Outcome, int]:
        """How often each outcome came on a day; NATURAL counts every natural break, asked for or not."""
        return self._guarded(lambda db: outcomes_of(db, day))

    def close(self) -> None:
        """Fold the log into the file and let go of it."""
        db, self._db = self._db, None
        if db is not None:
            with suppress(sqlite3.Error):
                db.close()

    def _write(self, rows: Sequence[Row], snapshot: str | None, durable: bool) -> None:
        try:
            self._commit(rows, snapshot, durable)
        except _Overtaken:
            self._look()
            self._guarded(lambda _: self._commit(rows, snapshot, durable))
        except CorruptDatabase as broken:
            self._begin_again(broken)
            self._guarded(lambda _: self._commit(rows, snapshot, durable))

    def _commit(self, rows: Sequence[Row], snapshot: str | None, durable: bool) -> None:
        db = self._open()
        stored = [_stored(row) for row in rows]  # not before it is open: it may be tried each minute, for days
        self._lock(db, durable)
        try:
            for table, values in stored:
                if table == ERASED:
                    erase(db, values["before"])
                else:
                    _insert(db, table, values)
            if snapshot is not None:
                db.execute("INSERT OR REPLACE INTO engine VALUES (1, ?)", [snapshot])
            db.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):  # SQLite has rolled back by itself if the disk is full
                db.execute("ROLLBACK")
            raise self._fault(error) from error
        finally:
            self._left = marks_after(self._path, self._left)
        self._be_patient(BUSY_SECONDS)

    def _lock(self, db: sqlite3.Connection, durable: bool) -> None:
        """Nobody else writes from now on; and nobody has, since we wrote last."""
        try:
            db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise self._fault(error) from error
        if (identities(self._path), marks(self._path)) != (self._files, self._left):
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
            raise _Overtaken(f"{self._path} was changed while its lock was waited for", Unsaved.IN_USE)

    def _fault(self, error: sqlite3.Error) -> Exception:
        """What it means that nothing was kept."""
        if is_corrupt(error):
            return CorruptDatabase(str(error))
        fault = unusable(error, self._path)
        # who holds the file may hold it for long, and everything else waits meanwhile
        self._be_patient(FEWER_SECONDS if fault.why is Unsaved.IN_USE else BUSY_SECONDS)
        return fault

    def _be_patient(self, seconds: float) -> None:
        if seconds != self._patience:
            self._patience = seconds
            self._open().execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def _open(self) -> sqlite3.Connection:
        self.connect()
        assert self._db is not None
        return self._db

    # --- a file that is not there any more, or no good ---------------------------------------------

    def _look(self) -> None:
        """SQLite writes on into a file that was removed, and nobody would ever read it; and it reads from memory what
        somebody else has overwritten. Raises HistoryError.
        """
        if self._db is None:
            return
        if (found := identities(self._path)) == self._files:
            if marks(self._path) != self._left:
                log.warning("another program has written into %s; it is checked", self._path)
                self.close()
            return
        ours, self._files = self._files, ()
        self.close()  # folds the log into the file, if that is still there
        if found[0] == ours[0]:
            log.warning("the log of %s was removed while breakd ran; nothing was lost", self._path)
            return
        try:
            remove_log(self._path, ours)
            there = found[0] is not None
            aside = move_aside(self._path, NewFile.REPLACED.value) if there else ""
        except OSError as error:
            raise unusable(error, self._path) from error
        self._begun_anew(NewFile.REPLACED if there else NewFile.REMOVED, aside)

    def _begin_again(self, broken: CorruptDatabase) -> None:
        """Raises HistoryError."""
        self.close()
        try:
            self._move_aside(broken)
        except (CorruptDatabase, OSError) as error:
            raise HistoryError(f"{self._path} cannot be begun again: {error}") from error
        self.connect()

    def _move_aside(self, broken: CorruptDatabase) -> None:
        """Raises OSError; `broken` again if the file that is no good was begun just now, and another would be too."""
        if not self._proven:
            raise broken
        self._proven = False
        log.error("The history in %s cannot be used: %s.", self._path, broken)
        self._begun_anew(NewFile.DAMAGED, move_aside(self._path, NewFile.DAMAGED.value))

    def _begun_anew(self, why: NewFile, aside: str) -> None:
        kept = f"; what was there is kept as {aside}" if aside else ""
        log.error("The history in %s was %s%s. A new one begins.", self._path, why.value, kept)
        self.begun_anew.append(BegunAnew(why, aside))

    def _guarded(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return work(self._open())
        except CorruptDatabase as error:
            raise HistoryError(f"the history cannot be used: {error}") from error
        except sqlite3.Error as error:
            raise HistoryError(f"the history cannot be used: {error}", unsaved_by(error, self._path)) from error


def key_of(row: Row) -> object:
    """What a later row replaces has the same key; a row that none replaces has one of its own."""
    match row:
        case ReminderRow(id=id):
            return "reminder", id
        case DayRow(day=day):
            return "day", day
        case SpanRow(span=span):
            return "span", span.number
    return object()


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
        case SpanRow(day, span):
            return "span", {
                "number": span.number, "day": day.isoformat(), "counted": span.counted.value,
                "during": span.during.value if span.during else None, **instant("began", span.began),
                **instant("ended", span.ended), "seconds": span.seconds,
            }  # fmt: skip
        case PracticeRow():
            return "practice", {
                "day": row.day.isoformat(), **instant("", row.at), "stretch": row.stretch, "level": row.level,
            }  # fmt: skip
        case ErasedRow():
            return ERASED, {"before": row.before.isoformat() if row.before else None}
        case FeelRow():
            return "feel", {"stretch": row.stretch, "word": row.word, **instant("", row.at)}
        case SessionRow():
            return "session", {
                "day": row.day.isoformat(), **instant("", row.at), "stretches": " ".join(row.stretches),
                "seconds": row.seconds,
            }  # fmt: skip


def _insert(db: sqlite3.Connection, table: str, values: dict[str, Value]) -> None:
    # OR REPLACE: a reminder and a day are replaced by their key; the other tables have none to clash
    if table == "span":  # what was assumed after it may have been counted again
        db.execute("DELETE FROM span WHERE number > ?", [values["number"]])
    columns, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    db.execute(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({places})", values)
