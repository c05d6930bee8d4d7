"""The rows of many days as programs read them, made by SQLite itself: ten years are tens of thousands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .schema import INSTANT_DAY, columns_of

HALF_HOUR, MOST_OFFSET = 1800, 14 * 3600
"""Seconds: nearly all zones are whole half hours from UTC, and none is further away."""


def _written(offset: int) -> str:
    return f"{'-' if offset < 0 else '+'}{abs(offset) // 3600:02}:{abs(offset) // 60 % 60:02}"


OFFSETS = " ".join(
    f"WHEN {offset} THEN '{_written(offset)}'"
    for offset in sorted(range(-MOST_OFFSET, MOST_OFFSET + HALF_HOUR, HALF_HOUR), key=abs)
)
"""Ready written, those near Greenwich first: SQLite's printf takes three times as long."""


def _iso(name: str = "") -> str:
    """An instant as ISO 8601, in whole seconds, on the clock that hung on the wall then."""
    at, offset = columns_of(name)
    local = f"replace(datetime({at} / 1000000 + {offset}, 'unixepoch'), ' ', 'T')"  # faster than strftime
    sign = f"CASE WHEN {offset} < 0 THEN '-' ELSE '+' END"
    written = f"{sign} || printf('%02d:%02d', abs({offset}) / 3600, abs({offset}) / 60 % 60)"
    return f"{local} || CASE {offset} {OFFSETS} ELSE {written} END"


def _clock(name: str = "") -> str:
    """The same, in hours and minutes alone."""
    at, offset = columns_of(name)
    return f"strftime('%H:%M', {at} / 1000000 + {offset}, 'unixepoch')"


def _flag(column: str) -> str:
    return f"json(CASE WHEN {column} THEN 'true' ELSE 'false' END)"


def _whole(column: str) -> str:
    return f"CAST({column} AS INTEGER)"


def _ids(column: str) -> str:
    """Ids, parted by spaces, as a list; they have no quotes."""
    return f"""json('["' || replace({column}, ' ', '","') || '"]')"""


DAYS = {
    "day": "day", "sitting_seconds": _whole("sitting_seconds"), "standing_seconds": _whole("standing_seconds"),
    "longest_bout_seconds": _whole("longest_bout_seconds"), "bouts": "bouts",
}  # fmt: skip
REMINDERS = {
    "id": "id", "kind": "kind", "day": "day", "opened_at": _iso("opened"), "stretch": "stretch",
    "firm": _flag("firm"), "by_program": _flag("by_program"), "shown_at": _iso("shown"),
    "closed_at": _iso("closed"), "outcome": "outcome", "snoozes": "snoozes", "bout_seconds": _whole("bout_seconds"),
    "guided_seconds": _whole("guided_seconds"),
    "session": f"CASE session WHEN '' THEN json('[]') ELSE {_ids('session')} END",
}  # fmt: skip
BREAKS = {"day": "day", "at": _iso(), "reminder_id": "reminder_id"}
BOUTS = {"day": "day", "began_at": _iso("began"), "ended_at": _iso("ended"), "seconds": _whole("seconds")}
SESSIONS = {
    "day": "day", "at": _iso(), "seconds": _whole("seconds"),
    "stretches": f"CASE stretches WHEN '' THEN json('[]') ELSE {_ids('stretches')} END",
}  # fmt: skip
PRACTICE = {"day": "day", "at": _iso(), "stretch": "stretch", "level": "level"}
SPANS = {
    "day": "day", "counted": "counted", "during": "during", "began_at": _iso("began"), "ended_at": _iso("ended"),
    "seconds": _whole("seconds"),
}  # fmt: skip
FEELINGS = {"day": "day", "at": _iso(), "stretch": "stretch", "word": "word"}
POSTURES = {"day": "day", "at": _iso(), "posture": "posture"}


def _with_day(table: str) -> str:
    """A table of instants as one of days."""
    return f"(SELECT rowid, *, {INSTANT_DAY} AS day FROM {table})"


LISTS: dict[str, tuple[str, str, dict[str, str]]] = {
    "days": ("day", "day", DAYS),
    "reminders": ("reminder", "opened_at", REMINDERS),
    "natural_breaks": ("natural_break", "at", BREAKS),
    "bouts": ("bout", "began_at", BOUTS),
}
"""The lists of the document of docs/json.md: table, order, and what each field is."""
ALL_LISTS = LISTS | {
    "sessions": ("session", "at", SESSIONS),
    "practice": ("practice", "at", PRACTICE),
    "spans": ("span", "number", SPANS),
    "feelings": (_with_day("feel"), "at", FEELINGS),
    "postures": (_with_day("posture"), "at", POSTURES),
}
"""The lists of an export: everything that is kept, but the engine's state."""
EVENTS = f"""
    SELECT
        day, {_iso("opened")}, kind, id, stretch, outcome, {_iso("shown")}, {_iso("closed")}, snoozes, firm,
        by_program, {_whole("bout_seconds")}, {_whole("guided_seconds")}, session, opened_at AS place, 0 AS is_break
    FROM reminder WHERE day >= :since
    UNION ALL
    SELECT
        day, {_iso()}, 'natural-break', reminder_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, at, 1
    FROM natural_break WHERE day >= :since
    ORDER BY place, is_break
"""
# the row of a reminder tells of the natural break that answered it
TOLD_EVENTS = f"""
    SELECT
        day, {_clock("opened")}, kind, stretch, outcome, snoozes, {_whole("bout_seconds")},
        coalesce({_whole("guided_seconds")}, 0), session, opened_at AS place, 0 AS is_break
    FROM reminder WHERE day >= :since
    UNION ALL
    SELECT day, {_clock()}, 'natural-break', '', NULL, 0, 0, 0, '', at, 1
    FROM natural_break WHERE day >= :since AND reminder_id IS NULL
    ORDER BY day, place, is_break
"""


class Event(NamedTuple):
    """A reminder or a natural break, in the columns of docs/json.md; None where one says nothing."""

    day: str
    at: str
    event: str
    id: int | None
    stretch: str | None
    outcome: str | None
    shown_at: str | None
    closed_at: str | None
    snoozes: int | None
    firm: int | None
    by_program: int | None
    bout_seconds: int | None
    guided_seconds: int | None
    session: str | None


class ToldEvent(NamedTuple):
    """What of an event is told to a person; empty or 0 where it says nothing."""

    day: str
    clock: str
    event: str
    stretch: str
    outcome: str | None
    """None while it is open."""
    snoozes: int
    bout_seconds: int
    guided_seconds: int
    session: str


def json_lines(db: sqlite3.Connection, name: str, since: date) -> list[str]:
    """A list of ALL_LISTS since a day, each element as JSON."""
    table, order, fields = ALL_LISTS[name]
    pairs = ", ".join(f"'{key}', {value}" for key, value in fields.items())
    query = f"SELECT json_object({pairs}) FROM {table} WHERE day >= ? ORDER BY {order}, rowid"
    return [line for (line,) in db.execute(query, [since.isoformat()])]


def events(db: sqlite3.Connection, since: date) -> list[Event]:
    """Reminders and natural breaks in the order in which they happened."""
    width = len(Event._fields)
    return [Event._make(row[:width]) for row in db.execute(EVENTS, {"since": since.isoformat()})]


def told_events(db: sqlite3.Connection, since: date) -> Iterator[ToldEvent]:
    """Day by day, in the order in which they happened; a natural break that answered a reminder is not told apart."""
    width = len(ToldEvent._fields)
    for row in db.execute(TOLD_EVENTS, {"since": since.isoformat()}):
        yield ToldEvent._make(row[:width])
