"""What `history` and `stats` share: the range of days, and the database, read without a daemon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

from breakd.client.exit_codes import FAILED, Stop
from breakd.history import HistoryError, Reader
from breakd.messages import command as texts
from breakd.messages import tr
from breakd.system import paths

T = TypeVar("T")


class DayRange(NamedTuple):
    """The days from `first` to `last`, which is today."""

    first: date
    last: date


def read_history(
    days: int, take: Callable[[Reader, date], T], today: date | None = None
) -> tuple[DayRange, T | None]:
    """What `take` reads of so many days, today included; None without a history. Stop if it cannot be read."""
    last = today or datetime.now().astimezone().date()
    span = DayRange(last - timedelta(days=days - 1), last)
    try:
        reader = Reader.open(paths.history_file())
        if reader is None:
            return span, None
        with reader:
            return span, take(reader, span.first)
    except HistoryError as error:
        raise Stop(FAILED, str(error)) from error


def nothing(span: DayRange, *, begun: bool) -> str:
    """What is said of days of which nothing is known; `begun` tells whether there is a history at all."""
    return tr(texts.NOTHING_THEN if begun else texts.NOTHING_YET, first=span.first, last=span.last)
