"""A history of many years, made by SQLite itself: rows of every kind, in the shape that a daemon leaves."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

from breakd.history.schema import migrate

DAY_MICROSECONDS = 86_400_000_000
EPOCH = date(1970, 1, 1)

ROWS = """
    WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :days * :a_day),
    at AS (
        SELECT
            n,
            date(:first, (n / :a_day) || ' days') AS day,
            (:epoch_day + n / :a_day) * 86400000000 + 28800000000 + (n % :a_day) * (36000000000 / :a_day) AS opened
        FROM number
    )
"""
REMINDERS = f"""{ROWS}
    INSERT INTO reminder (
        kind, day, opened_at, opened_offset, stretch, firm, by_program, shown_at, shown_offset, closed_at,
        closed_offset, outcome, snoozes, bout_seconds, guided_seconds, session
    )
    SELECT
        CASE n % 12 WHEN 0 THEN 'change' ELSE 'stretch' END, day, opened, 3600, 'figure-four-seated', n % 7 = 0,
        n % 9 <> 0, opened + 5000000, 3600, opened + 95000000, 3600,
        CASE n % 5
            WHEN 0 THEN 'skipped' WHEN 1 THEN 'natural' WHEN 2 THEN 'ignored' WHEN 3 THEN 'completed' ELSE 'unseen'
        END,
        n % 2, 1800.5 + n % 60, CASE n % 5 WHEN 3 THEN 80.0 END, ''
    FROM at
"""
BREAKS = f"{ROWS} INSERT INTO natural_break SELECT day, opened + 95000000, 3600, n + 1 FROM at WHERE n % 3 = 1"
BOUTS = f"{ROWS} INSERT INTO bout SELECT day, opened - 1800000000, 3600, opened, 3600, 1799.5 FROM at WHERE n % 2"
DAYS = f"{ROWS} INSERT INTO day SELECT day, 21600.5, 3600.0, 2700.5, :a_day / 2 FROM at GROUP BY day"

# before each reminder some sitting, part of it in a call, then standing, and an absence in every second of them
SPANS = f"""{ROWS}
    INSERT INTO span (day, counted, during, began_at, began_offset, ended_at, ended_offset, seconds)
    SELECT
        day, counted, during, opened - 3600000000 + begins * 60000000, 3600, opened - 3600000000 + ends * 60000000,
        3600, (ends - begins) * 60.0
    FROM at, (
        SELECT 'sitting' AS counted, NULL AS during, 0 AS begins, 20 AS ends UNION ALL
        SELECT 'sitting', 'call', 20, 26 UNION ALL
        SELECT 'sitting', NULL, 26, 38 UNION ALL
        SELECT 'away', 'locked', 38, 46 UNION ALL
        SELECT 'standing', NULL, 46, 54
    )
    ORDER BY n, begins
"""
STRETCHES = ("chin-tuck", "cobra", "figure-four-seated", "seated-trunk-rotation", "walk-break", "upper-trap-stretch")
PRACTICE = f"""{ROWS}
    INSERT INTO practice
    SELECT
        day, opened + 95000000, 3600,
        CASE n * 7 % 11 {" ".join(f"WHEN {n} THEN '{id}'" for n, id in enumerate(STRETCHES))} ELSE 'walk-break' END, 2
    FROM at WHERE n % 5 = 3
"""
FEELS = f"""{ROWS}
    INSERT INTO feel
    SELECT opened + 100000000, 3600, 'cobra',
        CASE WHEN n % 90 = 45 THEN 'spreading' WHEN n % 6 = 0 THEN 'better' ELSE CAST(2 + n * 5 % 7 % 5 AS TEXT) END
    FROM at WHERE n % 3 = 0
"""
SESSIONS = f"""{ROWS}
    INSERT INTO session SELECT day, opened, 3600, 'cat-cow cobra', 590.0 FROM at WHERE n % 23 = 0
"""


def write(path: Path, last: date, *, days: int, a_day: int, whole: bool = False) -> None:
    """A history of `days` days up to `last`, each with `a_day` reminders; `whole`: with all the rest too."""
    first = last - timedelta(days=days - 1)
    values = {"days": days, "a_day": a_day, "first": first.isoformat(), "epoch_day": (first - EPOCH).days}
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        migrate(db)
        db.execute("BEGIN")
        for statement in (REMINDERS, BREAKS, BOUTS, DAYS, *((SPANS, PRACTICE, FEELS, SESSIONS) if whole else ())):
            db.execute(statement, values)
        db.execute("COMMIT")
    finally:
        db.close()
