"""The tables of the history, the numbered steps that made them, and how values go in and come out.

An instant is two columns: microseconds since 1970 in UTC, which sort and subtract, and the offset from UTC in seconds
that held there and then, which tells the clock on the wall. A day is the local date as text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

from breakd.engine.records import Unsaved
from breakd.messages import history as texts
from breakd.messages import tr

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Value = str | int | float | None
"""What a column holds."""
INSTANT_DAY = "date(at / 1000000 + at_offset, 'unixepoch')"
"""The day of an instant, where the columns are called `at`, as SQLite works it out."""
BUSY_SECONDS = 1.0
"""How long to wait for another process: a reader never holds the writer up in WAL mode, only `erase` would."""


class HistoryError(Exception):
    """The history cannot be opened, read or written now; the text says why, in words for a log, `why` in one word."""

    def __init__(self, text: str, why: Unsaved = Unsaved.FAULT) -> None:
        super().__init__(text)
        self.why = why


class NewerHistory(HistoryError):
    """The file was written by a later breakd and must not be touched; the text is for a person."""

    def __init__(self, text: str) -> None:
        super().__init__(text, Unsaved.NEWER)


TRIGGER = "trigger on "


STEPS: tuple[str, ...] = (
    """
    CREATE TABLE reminder (
        -- AUTOINCREMENT: an id is never given again, whatever was erased
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        day TEXT NOT NULL,
        opened_at INTEGER NOT NULL, opened_offset INTEGER NOT NULL,
        stretch TEXT NOT NULL,
        firm INTEGER NOT NULL,
        by_program INTEGER NOT NULL,
        shown_at INTEGER, shown_offset INTEGER,
        closed_at INTEGER, closed_offset INTEGER,
        outcome TEXT,
        snoozes INTEGER NOT NULL,
        bout_seconds REAL NOT NULL
    );
    CREATE INDEX reminder_day ON reminder (day);
    CREATE TABLE natural_break (
        day TEXT NOT NULL,
        at INTEGER NOT NULL, at_offset INTEGER NOT NULL,
        reminder_id INTEGER
    );
    CREATE INDEX natural_break_day ON natural_break (day);
    CREATE TABLE bout (
        day TEXT NOT NULL,
        began_at INTEGER NOT NULL, began_offset INTEGER NOT NULL,
        ended_at INTEGER NOT NULL, ended_offset INTEGER NOT NULL,
        seconds REAL NOT NULL
    );
    CREATE INDEX bout_day ON bout (day);
    CREATE TABLE posture (at INTEGER NOT NULL, at_offset INTEGER NOT NULL, posture TEXT NOT NULL);
    CREATE TABLE day (
        day TEXT PRIMARY KEY,
        sitting_seconds REAL NOT NULL,
        standing_seconds REAL NOT NULL,
        longest_bout_seconds REAL NOT NULL,
        bouts INTEGER NOT NULL
    );
    CREATE TABLE feel (
        at INTEGER NOT NULL, at_offset INTEGER NOT NULL, stretch TEXT NOT NULL, word TEXT NOT NULL
    );
    CREATE TABLE engine (one INTEGER PRIMARY KEY CHECK (one = 1), snapshot TEXT NOT NULL);
    """,
    "ALTER TABLE reminder ADD COLUMN guided_seconds REAL",
    """
    CREATE TABLE session (
        day TEXT NOT NULL,
        at INTEGER NOT NULL, at_offset INTEGER NOT NULL,
        -- ids, parted by spaces
        stretches TEXT NOT NULL,
        seconds REAL
    );
    CREATE INDEX session_day ON session (day);
    """,
    # the ids of a session's stretches, parted by spaces
    "ALTER TABLE reminder ADD COLUMN session TEXT NOT NULL DEFAULT ''",
    # sums of years are counted in these, without a look at the rows
    """
    CREATE INDEX reminder_outcome ON reminder (outcome, by_program, kind, day);
    CREATE INDEX bout_seconds ON bout (day, seconds);
    DROP INDEX bout_day;
    """,
    # how a day went, and each stretch that was done; what was done before has no dose
    """
    CREATE TABLE span (
        -- AUTOINCREMENT: a number is never given again, whatever was erased
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        day TEXT NOT NULL,
        counted TEXT NOT NULL,
        during TEXT,
        began_at INTEGER NOT NULL, began_offset INTEGER NOT NULL,
        ended_at INTEGER NOT NULL, ended_offset INTEGER NOT NULL,
        seconds REAL NOT NULL
    );
    CREATE INDEX span_day ON span (day);
    CREATE TABLE practice (
        day TEXT NOT NULL,
        at INTEGER NOT NULL, at_offset INTEGER NOT NULL,
        stretch TEXT NOT NULL,
        level INTEGER
    );
    INSERT INTO practice
        SELECT day, closed_at, closed_offset, stretch, NULL FROM reminder
        WHERE
            outcome = 'completed' AND kind = 'stretch' AND stretch <> '' AND session = ''
            AND closed_offset IS NOT NULL;
    INSERT INTO practice
        WITH RECURSIVE part(day, at, at_offset, stretch, rest) AS (
            SELECT day, at, at_offset, '', stretches || ' ' FROM session
            UNION ALL
            SELECT day, at, at_offset, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1)
            FROM part WHERE rest <> ''
        )
        SELECT day, at, at_offset, stretch, NULL FROM part WHERE stretch <> '';
    CREATE INDEX practice_day ON practice (day, stretch, level);
    CREATE INDEX feel_at ON feel (at);
    """,
    # what was done near to an absence is found in this, so that each break counts once
    """
    CREATE INDEX reminder_done ON reminder (day, closed_at) WHERE outcome = 'completed' AND kind = 'stretch';
    """,
)
"""Step n brings a file of version n - 1 to version n. A step that was released is never changed."""


def version_of(db: sqlite3.Connection) -> int:
    """How many steps a file has been through; 0 is an empty file."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(db: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Take the steps that are missing, each whole or not at all; raises NewerHistory."""
    refuse_newer(db, steps)
    for number, step in enumerate(steps[version_of(db) :], version_of(db) + 1):
        try:
            db.executescript(f"BEGIN IMMEDIATE; {step}; PRAGMA user_version = {number}; COMMIT;")
        except sqlite3.Error:
            with suppress(sqlite3.Error):  # SQLite has rolled back by itself if the disk is full
                db.execute("ROLLBACK")
            raise


def refuse_newer(db: sqlite3.Connection, steps: Sequence[str] = STEPS) -> None:
    """Raise NewerHistory if this breakd does not know the file's version."""
    if version_of(db) > len(steps):
        raise NewerHistory(tr(texts.NEWER, found=version_of(db), known=len(steps)))


def is_ours(db: sqlite3.Connection) -> bool:
    """Whether a file of our version has our tables, to the column, and no trigger that we do not know."""
    ours = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(ours)
        wanted = _shape(ours)
    finally:
        ours.close()
    found = _shape(db)
    triggers = {name for name in found if name.startswith(TRIGGER)}
    return triggers <= set(wanted) and all(found.get(name) == columns for name, columns in wanted.items())


def _shape(db: sqlite3.Connection) -> dict[str, object]:
    """Every table with its columns, and every trigger by its table."""
    tables: dict[str, object] = {}
    for kind, name, table in db.execute("SELECT type, name, tbl_name FROM sqlite_master").fetchall():
        if kind == "table":
            # name, type, NOT NULL, default, place in the key
            tables[name] = [row[1:] for row in db.execute("SELECT * FROM pragma_table_info(?)", [name]).fetchall()]
        elif kind == "trigger":
            tables[f"{TRIGGER}{table}"] = name
    return tables


def instant(name: str, at: datetime | None) -> dict[str, Value]:
    """The two columns of the instant `name`, which is "" for the row's own; the time must carry its zone."""
    microseconds = offset_seconds = None
    if at is not None:
        offset = at.utcoffset()
        if offset is None:
            raise ValueError(f"a time without its zone: {at}")
        microseconds, offset_seconds = (at - EPOCH) // MICROSECOND, round(offset.total_seconds())
    return dict(zip(columns_of(name), (microseconds, offset_seconds), strict=True))


def columns_of(name: str) -> tuple[str, str]:
    """The columns of an instant: UTC and offset."""
    return (f"{name}_at", f"{name}_offset") if name else ("at", "at_offset")


def to_instant(row: sqlite3.Row, name: str = "") -> datetime:
    """The instant `name` of a row, on the clock that hung on the wall then."""
    at, offset = (int(row[column]) for column in columns_of(name))
    return (EPOCH + at * MICROSECOND).astimezone(timezone(timedelta(seconds=offset)))


def to_instant_or_none(row: sqlite3.Row, name: str) -> datetime | None:
    """The instant `name` of a row, which may be missing."""
    return None if row[columns_of(name)[0]] is None else to_instant(row, name)


def to_day(text: str) -> date:
    """A stored day."""
    return date.fromisoformat(text)
