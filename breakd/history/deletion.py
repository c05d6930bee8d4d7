"""What goes when the person erases their history: rows, what is left of them in the file, and files kept aside."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from .schema import INSTANT_DAY, HistoryError, Value

ERASE_SECONDS = 8.0
"""How long to wait for a daemon that writes, and once more for who reads: the window hears of it in time."""
OF_A_DAY = ("reminder", "natural_break", "bout", "session", "practice", "span", "day")
OF_AN_INSTANT = ("posture", "feel")
ASIDE = re.compile(r"\.(broken|removed|replaced)-\d{8}T\d{6,}(-wal|-shm)?")


def erase(db: sqlite3.Connection, before: Value) -> None:
    """Remove the rows of the days before one, or (None) every row, inside the transaction that is open."""
    db.execute("PRAGMA secure_delete = ON")  # with zeros, so that nothing can be read off the pages that are freed
    for table in (*OF_A_DAY, *OF_AN_INSTANT):
        where, values = _older(table, before)
        db.execute(f"DELETE FROM {table}{where}", values)


def rows_before(db: sqlite3.Connection, before: Value) -> Mapping[str, int]:
    """How many rows of each table would go."""
    counts = {}
    for table in (*OF_A_DAY, *OF_AN_INSTANT):
        where, values = _older(table, before)
        (counts[table],) = db.execute(f"SELECT count(*) FROM {table}{where}", values).fetchone()
    return counts


def _older(table: str, before: Value) -> tuple[str, list[Value]]:
    """The condition for rows of the days before one, and its values; none at all for (None) every row."""
    if before is None:
        return "", []
    return f" WHERE {INSTANT_DAY if table in OF_AN_INSTANT else 'day'} < ?", [before]


def shrink(path: Path) -> None:
    """Write the file anew without what was freed, and empty its log. Raises HistoryError, beside what was erased."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=ERASE_SECONDS)) as db:
            db.execute("VACUUM")
            busy, *_ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error as error:
        raise HistoryError(f"{path} cannot be made smaller: {error}") from error
    if busy:  # told by a number alone: who reads needs the old pages, which stay where they are
        raise HistoryError(f"{path} is read by another program, and has what was erased until breakd next ends")


def kept_aside(path: Path) -> list[Path]:
    """Earlier histories beside this one, which were damaged, removed or replaced."""
    if not path.parent.is_dir():
        return []
    return sorted(
        file for file in path.parent.iterdir()
        if file.name.startswith(path.name) and ASIDE.fullmatch(file.name.removeprefix(path.name))
    )  # fmt: skip
