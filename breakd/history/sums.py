"""Days and weeks summed up for pictures: every number is made of the same rows as those of `stats`."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta

from breakd.engine.records import DayRow, Outcome, ReminderKind
from breakd.frozen import frozen

from .schema import EPOCH, INSTANT_DAY, MICROSECOND

WEEK = timedelta(days=7)
SPREADING, MOVED_UP = "spreading", "moved-up"
OUTCOME_BY_DAY = (
    "SELECT day, count(*) FROM reminder WHERE outcome = ? AND by_program = 1 AND kind = ? AND day >= ? GROUP BY day"
)
SAID = f"""
    SELECT {INSTANT_DAY} AS day, word, count(*) FROM feel
    WHERE at >= ? AND day >= ? GROUP BY day, word ORDER BY day, min(at)
"""
SAME_BREAK = timedelta(minutes=15)
"""So near to a break that was done, an absence is that break: few go at once, and it counts when long enough."""
BREAKS_BY_DAY = """
    SELECT day, sum(breaks) FROM (
        SELECT day, count(*) AS breaks FROM reminder
        WHERE outcome = 'completed' AND by_program IN (0, 1) AND kind = 'stretch' AND day >= :since
        GROUP BY day
        UNION ALL
        SELECT day, count(*) FROM natural_break WHERE day >= :since AND NOT EXISTS (
            -- in the words of the index reminder_done: else every reminder of the day is looked at
            SELECT 1 FROM reminder
            WHERE outcome = 'completed' AND kind = 'stretch'
            AND reminder.day = natural_break.day
            AND closed_at BETWEEN natural_break.at - :near AND natural_break.at + :near
        ) GROUP BY day
    ) GROUP BY day
"""
BOUTS_BY_DAY = (
    "SELECT day, count(*), sum(seconds), sum(seconds > ?), max(seconds) FROM bout WHERE day >= ? GROUP BY day"
)


@frozen
class DaySum:
    """One day that something is known of."""

    day: date
    sitting_seconds: float = 0.0
    standing_seconds: float = 0.0
    longest_bout_seconds: float = 0.0
    bouts: int = 0
    """Begun."""
    ended: int = 0
    """Bouts begun on this day that have ended."""
    ended_seconds: float = 0.0
    """Of sitting, in those."""
    over_limit: int = 0
    """Of those, the ones longer than the limit."""
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    """Of the reminders that breakd started."""
    natural_breaks: int = 0
    breaks: int = 0
    """Those taken: see `breaks_by_day`."""
    sessions: int = 0
    pain: tuple[int, ...] = ()
    """The numbers from 0 to 10 that were said."""
    spread: int = 0
    """How often pain was said to have moved down a leg or an arm."""
    moved_up: int = 0
    """How often it was said to have moved up towards the back."""

    def outcome(self, outcome: Outcome) -> int:
        """How many ended so."""
        return self.outcomes.get(outcome, 0)


@frozen
class WeekSum:
    """The days of a week, from Monday on; without any where nothing is known."""

    monday: date
    days: tuple[DaySum, ...]

    @property
    def sitting_seconds(self) -> float:
        """Of all days."""
        return sum(day.sitting_seconds for day in self.days)

    @property
    def standing_seconds(self) -> float:
        """Of all days."""
        return sum(day.standing_seconds for day in self.days)

    @property
    def longest_bout_seconds(self) -> float:
        """Of all days."""
        return max((day.longest_bout_seconds for day in self.days), default=0.0)

    @property
    def mean_bout_seconds(self) -> float | None:
        """Of the bouts that have ended."""
        ended = sum(day.ended for day in self.days)
        return sum(day.ended_seconds for day in self.days) / ended if ended else None

    @property
    def pain(self) -> float | None:
        """The mean of the numbers that were said."""
        said = [number for day in self.days for number in day.pain]
        return sum(said) / len(said) if said else None

    def outcome(self, outcome: Outcome) -> int:
        """How many reminders ended so."""
        return sum(day.outcome(outcome) for day in self.days)

    def total(self, name: str) -> int:
        """The sum of a number that days have: `bouts`, `ended`, `over_limit`, `sessions` and so on."""
        return sum(getattr(day, name) for day in self.days)


def days_of(db: sqlite3.Connection, since: date, accounts: Sequence[DayRow], limit_seconds: float) -> list[DaySum]:
    """Every day since then of which anything is known, oldest first; bouts over `limit_seconds` are counted apart."""
    found: dict[str, dict[str, object]] = defaultdict(dict)
    first = since.isoformat()
    for one in accounts:
        found[one.day.isoformat()] |= {
            "sitting_seconds": one.sitting_seconds, "standing_seconds": one.standing_seconds,
            "longest_bout_seconds": one.longest_bout_seconds, "bouts": one.bouts,
        }  # fmt: skip
    for day, ended, seconds, over, longest in db.execute(BOUTS_BY_DAY, [limit_seconds, first]):
        found[day] |= {"ended": ended, "ended_seconds": seconds, "over_limit": over}
        found[day].setdefault("longest_bout_seconds", longest)
    outcomes: dict[str, dict[Outcome, int]] = defaultdict(dict)
    for outcome in Outcome:
        for day, count in db.execute(OUTCOME_BY_DAY, [outcome.value, ReminderKind.STRETCH.value, first]):
            outcomes[day][outcome] = count
    for day, counts in outcomes.items():
        found[day]["outcomes"] = counts
    for table, name in (("natural_break", "natural_breaks"), ("session", "sessions")):
        for day, count in db.execute(f"SELECT day, count(*) FROM {table} WHERE day >= ? GROUP BY day", [first]):
            found[day][name] = count
    for day, count in breaks_by_day(db, since).items():
        found[day]["breaks"] = count
    for day, words in _by_day(said(db, since)).items():
        found[day] |= words
    return [DaySum(date.fromisoformat(day), **values) for day, values in sorted(found.items())]  # type: ignore[arg-type]


def breaks_by_day(db: sqlite3.Connection, since: date) -> dict[str, int]:
    """The breaks taken on each day, whoever shows them: those that were done, asked for or not, and those natural
    ones that were no part of one that was done.
    """
    return dict(db.execute(BREAKS_BY_DAY, {"since": since.isoformat(), "near": SAME_BREAK // MICROSECOND}))


def said(db: sqlite3.Connection, since: date) -> list[tuple[str, str, int]]:
    """Each word about pain and stretches with its day, and how often it was said on that day."""
    # what was said at the beginning of a day east of here came up to a day before it in UTC
    at_least = (
        (datetime.combine(since, time(0), UTC) - timedelta(days=1) - EPOCH) // MICROSECOND if since.year > 1 else 0
    )
    return db.execute(SAID, [at_least, since.isoformat()]).fetchall()


def _by_day(words: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, object]]:
    """Pain, and where it went, by day."""
    numbers: dict[str, list[int]] = defaultdict(list)
    others: dict[str, dict[str, int]] = defaultdict(dict)
    for day, word, count in words:
        if word.isdecimal():
            numbers[day] += [int(word)] * count
        else:
            others[day][word] = count
    return {
        day: {
            "pain": tuple(numbers[day]), "spread": others[day].get(SPREADING, 0),
            "moved_up": others[day].get(MOVED_UP, 0),
        }
        for day in sorted({*numbers, *others})
    }  # fmt: skip


def weeks_of(days: Sequence[DaySum], first: date, last: date) -> Iterator[WeekSum]:
    """The weeks from that of `first` to that of `last`, empty ones too."""
    by_week: dict[date, list[DaySum]] = defaultdict(list)
    for day in days:
        by_week[monday_of(day.day)].append(day)
    monday = monday_of(first)
    while monday <= last:
        yield WeekSum(monday, tuple(by_week.get(monday, ())))
        monday += WEEK


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
