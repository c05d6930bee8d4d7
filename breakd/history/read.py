"""Reading the history: the command line and the board do it without a daemon, beside one that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import TypeVar
from urllib.parse import quote

from breakd.engine.records import (
    BoutRow,
    BreakRow,
    DayRow,
    FeelRow,
    Outcome,
    PracticeRow,
    ReminderKind,
    ReminderRow,
    SessionRow,
    SpanRow,
)
from breakd.engine.spans import Counted, During, TimelineSpan
from breakd.messages import history as texts
from breakd.messages import tr

from . import listing
from .deletion import rows_before
from .schema import (
    BUSY_SECONDS,
    INSTANT_DAY,
    STEPS,
    HistoryError,
    refuse_newer,
    to_day,
    to_instant,
    to_instant_or_none,
    version_of,
)
from .summary import Summary, summary_of
from .sums import DaySum, breaks_by_day, days_of

T = TypeVar("T")


class Reader:
    """Every row since a day (to the last one that is asked for), oldest first, all as they stood at one moment. Every
    method may raise HistoryError.

    Use it as a context, and not for long: meanwhile the writer's log only grows.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._db.row_factory = sqlite3.Row

    @classmethod
    def open(cls, path: Path) -> Reader | None:
        """The history in `path`, or None if none was ever begun. Raises HistoryError, NewerHistory."""
        if not path.exists():
            return None
        if not path.is_file():  # SQLite would wait for whoever writes into a pipe
            raise HistoryError(f"the history cannot be read: {tr(texts.NO_FILE, file=path)}")
        with guarded():
            db = sqlite3.connect(
                f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, isolation_level=None, timeout=BUSY_SECONDS
            )
        try:
            with guarded():
                db.execute("BEGIN")  # one transaction for all reading: a daemon that writes meanwhile is not seen
                refuse_newer(db)
                version = version_of(db)
            if 0 < version < len(STEPS):
                raise HistoryError(tr(texts.OLDER))
        except HistoryError:
            db.close()
            raise
        if version == 0:  # a daemon that has only just begun it
            db.close()
            return None
        return cls(db)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def days(self, since: date) -> list[DayRow]:
        """The accounts of the days."""
        return self._rows("day", since, "day", _day)

    def reminders(self, since: date, until: date | None = None) -> list[ReminderRow]:
        """The reminders, open ones too."""
        return self._rows("reminder", since, "opened_at", _reminder, until)

    def breaks(self, since: date) -> list[BreakRow]:
        """The natural breaks."""
        return self._rows("natural_break", since, "at", _break)

    def bouts(self, since: date) -> list[BoutRow]:
        """The bouts that have ended."""
        return self._rows("bout", since, "began_at", _bout)

    def sessions(self, since: date) -> list[SessionRow]:
        """The sessions that were done to their end."""
        return self._rows("session", since, "at", _session)

    def spans(self, since: date, until: date | None = None) -> list[SpanRow]:
        """The timelines of the days, in the order in which time passed."""
        return self._rows("span", since, "number", _span, until)

    def practice(self, since: date) -> list[PracticeRow]:
        """The stretches that were done."""
        return self._rows("practice", since, "at", _practice)

    def feels(self, since: date) -> list[FeelRow]:
        """What was said of stretches, and the pain."""
        with guarded():
            rows = self._db.execute(f"SELECT * FROM feel WHERE {INSTANT_DAY} >= ? ORDER BY at", [since.isoformat()])
            return [_feel(_texts_and_numbers(row)) for row in rows]

    def summary(self, since: date, *, before: int = 0) -> Summary:
        """The numbers of the days since then, beside so many days before them."""
        known = self.days(since - timedelta(days=before))
        days, earlier = [day for day in known if day.day >= since], [day for day in known if day.day < since]
        with guarded():
            return summary_of(self._db, since, days, earlier)

    def sums(self, since: date, limit_seconds: float) -> list[DaySum]:
        """The days since then, each summed up; bouts over the limit are counted apart."""
        accounts = self.days(since)
        with guarded():
            return days_of(self._db, since, accounts, limit_seconds)

    def breaks_taken(self, since: date) -> int:
        """How many breaks were taken since then."""
        with guarded():
            return sum(breaks_by_day(self._db, since).values())

    def first_day(self) -> date | None:
        """The oldest day that anything is known of."""
        with guarded():
            (first,) = self._db.execute("SELECT min(day) FROM day").fetchone()
            return to_day(first) if first else None

    def snapshot(self) -> str | None:
        """The engine's state as it was kept last."""
        with guarded():
            found = self._db.execute("SELECT snapshot FROM engine").fetchone()
            return str(found[0]) if found else None

    def json_lines(self, name: str, since: date) -> list[str]:
        """A list of the document of docs/json.md, each element as JSON."""
        with guarded():
            return listing.json_lines(self._db, name, since)

    def events(self, since: date) -> list[listing.Event]:
        """Reminders and natural breaks in the order in which they happened."""
        with guarded():
            return listing.events(self._db, since)

    def told_events(self, since: date) -> Iterator[listing.ToldEvent]:
        """The same as a person reads it, day by day; one at a time, while the reader is open."""
        with guarded():
            yield from listing.told_events(self._db, since)

    def rows_before(self, before: date | None) -> Mapping[str, int]:
        """How many rows of each table are of the days before one; None: of all days."""
        with guarded():
            return rows_before(self._db, before.isoformat() if before else None)

    def outcomes_of(self, day: date) -> Mapping[Outcome, int]:
        """How often each outcome came on a day; NATURAL counts every natural break, asked for or not."""
        with guarded():
            return outcomes_of(self._db, day)

    def _rows(
        self, table: str, since: date, order: str, made: Callable[[sqlite3.Row], T], until: date | None = None
    ) -> list[T]:
        days = [day.isoformat() for day in (since, until) if day is not None]
        last = "" if until is None else " AND day <= ?"
        with guarded():
            rows = self._db.execute(f"SELECT * FROM {table} WHERE day >= ?{last} ORDER BY {order}, rowid", days)
            return [made(_texts_and_numbers(row)) for row in rows]


def outcomes_of(db: sqlite3.Connection, day: date) -> Mapping[Outcome, int]:
    """How often each outcome came on a day; NATURAL counts every natural break, asked for or not."""
    counts = dict.fromkeys(Outcome, 0)
    for word, count in db.execute(
        "SELECT outcome, count(*) FROM reminder WHERE day = ? AND outcome IS NOT NULL GROUP BY outcome",
        [day.isoformat()],
    ):
        counts[Outcome(word)] = count
    (counts[Outcome.NATURAL],) = db.execute(
        "SELECT count(*) FROM natural_break WHERE day = ?", [day.isoformat()]
    ).fetchone()
    return counts


def _texts_and_numbers(row: sqlite3.Row) -> sqlite3.Row:
    """The same; raises TypeError for what else a column may hold."""
    if bytes in map(type, row):
        raise TypeError("bytes")
    return row


def _day(row: sqlite3.Row) -> DayRow:
    return DayRow(
        to_day(row["day"]), row["sitting_seconds"], row["standing_seconds"], row["longest_bout_seconds"], row["bouts"]
    )


def _break(row: sqlite3.Row) -> BreakRow:
    return BreakRow(to_day(row["day"]), to_instant(row), row["reminder_id"])


def _bout(row: sqlite3.Row) -> BoutRow:
    return BoutRow(to_day(row["day"]), to_instant(row, "began"), to_instant(row, "ended"), row["seconds"])


def _session(row: sqlite3.Row) -> SessionRow:
    return SessionRow(to_day(row["day"]), to_instant(row), tuple(row["stretches"].split()), row["seconds"])


def _span(row: sqlite3.Row) -> SpanRow:
    during = During(row["during"]) if row["during"] is not None else None
    began, ended = to_instant(row, "began"), to_instant(row, "ended")
    span = TimelineSpan(row["number"], Counted(row["counted"]), during, began, ended, row["seconds"])
    return SpanRow(to_day(row["day"]), span)


def _practice(row: sqlite3.Row) -> PracticeRow:
    return PracticeRow(to_day(row["day"]), to_instant(row), row["stretch"], row["level"])


def _feel(row: sqlite3.Row) -> FeelRow:
    return FeelRow(to_instant(row), row["stretch"], row["word"])


def _reminder(row: sqlite3.Row) -> ReminderRow:
    return ReminderRow(
        id=row["id"],
        kind=ReminderKind(row["kind"]),
        day=to_day(row["day"]),
        opened_at=to_instant(row, "opened"),
        stretch=row["stretch"],
        firm=bool(row["firm"]),
        by_program=bool(row["by_program"]),
        shown_at=to_instant_or_none(row, "shown"),
        closed_at=to_instant_or_none(row, "closed"),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        snoozes=row["snoozes"],
        bout_seconds=row["bout_seconds"],
        guided_seconds=row["guided_seconds"],
        session=tuple(row["session"].split()),
    )


@contextmanager
def guarded() -> Iterator[None]:
    """What is wrong with the file, or with a value in it, is a HistoryError; for who makes words of rows too."""
    try:
        yield
    except sqlite3.Error as error:
        raise HistoryError(f"the history cannot be read: {error}") from error
    except (ValueError, TypeError, OverflowError, LookupError, AttributeError) as error:
        # sound for SQLite, and no value that breakd ever wrote; what it is may be about the body
        raise HistoryError(f"the history cannot be read: {tr(texts.NO_VALUE)}") from error
