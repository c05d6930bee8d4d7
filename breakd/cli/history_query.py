"""What `history` and `stats` share: the range of days, and the database, read without a daemon."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from breakd.client.exit_codes import FAILED, Stop
from breakd.engine.records import BoutRow, BreakRow, DayRow, ReminderRow, SessionRow
from breakd.history import HistoryError, Reader
from breakd.messages import command as texts
from breakd.messages import tr
from breakd.system import paths


class HistoryRange(NamedTuple):
    """All rows of the days from `first` to `last`, which is today."""

    first: date
    last: date
    days: list[DayRow]
    reminders: list[ReminderRow]
    breaks: list[BreakRow]
    bouts: list[BoutRow]
    sessions: list[SessionRow]
    begun: bool
    """Whether there is a history at all."""

    @property
    def empty(self) -> bool:
        """Nothing was recorded."""
        return not (self.days or self.reminders or self.breaks or self.bouts or self.sessions)


def read_history(days: int, today: date | None = None) -> HistoryRange:
    """The rows of so many days, today included; none if there is no history yet. Stop if it cannot be read."""
    last = today or datetime.now().astimezone().date()
    first = last - timedelta(days=days - 1)
    try:
        reader = Reader.open(paths.history_file())
        if reader is None:
            return HistoryRange(first, last, [], [], [], [], [], begun=False)
        with reader:
            return HistoryRange(
                first, last, reader.days(first), reader.reminders(first), reader.breaks(first), reader.bouts(first),
                reader.sessions(first), begun=True,
            )  # fmt: skip
    except HistoryError as error:
        raise Stop(FAILED, str(error)) from error


def nothing(found: HistoryRange) -> str:
    """What is said of days of which nothing is known."""
    return tr(texts.NOTHING_THEN if found.begun else texts.NOTHING_YET, first=found.first, last=found.last)
