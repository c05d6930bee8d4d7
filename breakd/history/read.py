"""Reading the history: the command line and the board do it without a daemon, beside one that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from breakd.engine.records import BoutRow, BreakRow, DayRow, Outcome, ReminderKind, ReminderRow, SessionRow
from breakd.messages import history as texts
from breakd.messages import tr

from . import listing
from .schema import (
    BUSY_SECONDS,
    STEPS,
    HistoryError,
    refuse_newer,
    to_day,
    to_instant,
    to_instant_or_none,
    version_of,
)
from .summary import Summary, summary_of


class Reader:
    """Every row since a day, oldest first, all as they stood at one moment. Every method may raise HistoryError.

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
        with _guarded():
            db = sqlite3.connect(
                f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, isolation_level=None, timeout=BUSY_SECONDS
            )
        try:
            with _guarded():
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
        return [
            DayRow(
                to_day(row["day"]), row["sitting_seconds"], row["standing_seconds"], row["longest_bout_seconds"],
                row["bouts"],
            )
            for row in self._rows("day", since, "day")
        ]  # fmt: skip

    def reminders(self, since: date) -> list[ReminderRow]:
        """The reminders, open ones too."""
        return [_reminder(row) for row in self._rows("reminder", since, "opened_at")]

    def breaks(self, since: date) -> list[BreakRow]:
        """The natural breaks."""
        return [
            BreakRow(to_day(row["day"]), to_instant(row), row["reminder_id"])
            for row in self._rows("natural_break", since, "at")
        ]

    def bouts(self, since: date) -> list[BoutRow]:
        """The bouts that have ended."""
        return [
            BoutRow(to_day(row["day"]), to_instant(row, "began"), to_instant(row, "ended"), row["seconds"])
            for row in self._rows("bout", since, "began_at")
        ]

    def sessions(self, since: date) -> list[SessionRow]:
        """The sessions that were done to their end."""
        return [
            SessionRow(to_day(row["day"]), to_instant(row), tuple(row["stretches"].split()), row["seconds"])
            for row in self._rows("session", since, "at")
        ]

    def summary(self, since: date) -> Summary:
        """The numbers of the days since then."""
        days = self.days(since)
        with _guarded():
            return summary_of(self._db, since, days)

    def json_lines(self, name: str, since: date) -> list[str]:
        """A list of the document of docs/json.md, each element as JSON."""
        with _guarded():
            return listing.json_lines(self._db, name, since)

    def events(self, since: date) -> list[listing.Event]:
        """Reminders and natural breaks in the order in which they happened."""
        with _guarded():
            return listing.events(self._db, since)

    def outcomes_of(self, day: date) -> Mapping[Outcome, int]:
        """How often each outcome came on a day; NATURAL counts every natural break, asked for or not."""
        with _guarded():
            return outcomes_of(self._db, day)

    def _rows(self, table: str, since: date, order: str) -> list[sqlite3.Row]:
        with _guarded():
            return self._db.execute(
                f"SELECT * FROM {table} WHERE day >= ? ORDER BY {order}, rowid", [since.isoformat()]
            ).fetchall()


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
def _guarded() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise HistoryError(f"the history cannot be read: {error}") from error
