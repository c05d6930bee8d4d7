"""The last days in numbers: what became of the reminders, and how the sitting went."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from breakd.engine.records import DayRow, Outcome, ReminderKind
from breakd.frozen import frozen

from .sums import breaks_by_day, monday_of, said

PRACTICE = """
    SELECT stretch, count(*) AS times FROM practice WHERE day >= ? GROUP BY stretch ORDER BY times DESC, stretch
"""
COUNT = "SELECT count(*) FROM reminder WHERE outcome = ? AND by_program = ? AND kind = ? AND day >= ?"


@frozen
class Pain:
    """The numbers from 0 to 10 that were said."""

    count: int
    average: float
    lowest: int
    highest: int


@frozen
class Summary:
    """Counts and seconds over a range of days."""

    reminders: int
    """Stretch reminders that breakd itself started and that have their outcome: the rates are of these."""
    outcomes: Mapping[Outcome, int]
    """What became of them."""
    unasked: int
    """Breaks that the person reported without being asked, or asked for with `now`."""
    natural_breaks: int
    """All of them, those that answered a reminder too."""
    bouts: int
    """Bouts begun, the present one too."""
    average_bout_seconds: float | None
    """Of the bouts that have ended."""
    longest_bout_seconds: float
    days: tuple[DayRow, ...]
    sessions: Mapping[date, int] = field(default_factory=dict)
    """Sessions by the Monday of their week, the oldest first; weeks without any are left out."""
    pain: Pain | None = None
    """None where none was said."""
    pain_by_week: Mapping[date, Pain] = field(default_factory=dict)
    """By the Monday of the week, the oldest first; weeks without any are left out."""
    feelings: Mapping[str, int] = field(default_factory=dict)
    """How often each word was said of a stretch."""
    practice: Mapping[str, int] = field(default_factory=dict)
    """How often each stretch was done, the most frequent first."""
    breaks: int = 0
    """Those taken: done, asked for or not, and natural ones that were no part of one that was done."""
    before: tuple[DayRow, ...] = ()
    """The days of the equally long range before this one."""

    @classmethod
    def of_nothing(cls) -> Summary:
        """Where no history was ever begun."""
        return cls(0, dict.fromkeys(Outcome, 0), 0, 0, 0, None, 0.0, ())

    @property
    def empty(self) -> bool:
        """Nothing was recorded in this range."""
        return not (self.reminders or self.unasked or self.natural_breaks or self.bouts or self.days)

    @property
    def sitting_seconds(self) -> float:
        """Of all days."""
        return sum(day.sitting_seconds for day in self.days)

    @property
    def standing_seconds(self) -> float:
        """Of all days."""
        return sum(day.standing_seconds for day in self.days)

    def rate(self, outcome: Outcome) -> float | None:
        """The share of reminders that ended so, 0 to 1; None if there was no reminder to end."""
        return self.outcomes[outcome] / self.reminders if self.reminders else None


def summary_of(db: sqlite3.Connection, since: date, days: Sequence[DayRow], before: Sequence[DayRow]) -> Summary:
    """The numbers since a day, whose accounts are `days`: counted in the indexes, for years are many rows."""
    outcomes = {outcome: _reminders(db, since, outcome, by_program=True) for outcome in Outcome}
    (breaks,) = db.execute("SELECT count(*) FROM natural_break WHERE day >= ?", [since.isoformat()]).fetchone()
    (average,) = db.execute("SELECT avg(seconds) FROM bout WHERE day >= ?", [since.isoformat()]).fetchone()
    monday = monday_of(since)  # a week that bears its name is a whole one
    sessions = Counter[date]()
    for day, count in db.execute(
        "SELECT day, count(*) FROM session WHERE day >= ? GROUP BY day", [monday.isoformat()]
    ):
        sessions[monday_of(date.fromisoformat(day))] += count
    by_week: dict[date, list[int]] = {}
    pain: list[int] = []
    feelings = Counter[str]()
    for day, word, count in said(db, monday):
        if word.isdecimal():
            numbers = [int(word)] * count
            by_week.setdefault(monday_of(date.fromisoformat(day)), []).extend(numbers)
            pain += numbers if day >= since.isoformat() else []
        elif day >= since.isoformat():
            feelings[word] += count
    return Summary(
        reminders=sum(outcomes.values()),
        outcomes=outcomes,
        unasked=sum(_reminders(db, since, Outcome.COMPLETED, by_program=False, kind=kind) for kind in ReminderKind),
        natural_breaks=breaks,
        bouts=sum(day.bouts for day in days),
        average_bout_seconds=average,
        longest_bout_seconds=max((day.longest_bout_seconds for day in days), default=0.0),
        days=tuple(days),
        sessions=sessions,
        pain=_pain(pain),
        pain_by_week={week: told for week, numbers in sorted(by_week.items()) if (told := _pain(numbers))},
        feelings=feelings,
        practice=dict(db.execute(PRACTICE, [since.isoformat()])),
        breaks=sum(breaks_by_day(db, since).values()),
        before=tuple(before),
    )


def _pain(numbers: Sequence[int]) -> Pain | None:
    return Pain(len(numbers), sum(numbers) / len(numbers), min(numbers), max(numbers)) if numbers else None


def _reminders(
    db: sqlite3.Connection,
    since: date,
    outcome: Outcome,
    *,
    by_program: bool,
    kind: ReminderKind = ReminderKind.STRETCH,
) -> int:
    """How many ended so. An equal sign for every column but the last: SQLite then counts a piece of the index."""
    values = [outcome.value, by_program, kind.value, since.isoformat()]
    (count,) = db.execute(COUNT, values).fetchone()
    return int(count)
