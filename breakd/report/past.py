"""What the history says of a range of weeks, read at one moment."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from breakd.engine import snapshot
from breakd.engine.codec import Unreadable
from breakd.engine.records import FeelRow, PracticeRow
from breakd.engine.state import EngineState
from breakd.frozen import frozen
from breakd.history import Reader
from breakd.history.summary import Summary
from breakd.history.sums import WeekSum, monday_of, weeks_of

MOST_WEEKS = 5200


@frozen
class Past:
    """The weeks from `first`, a Monday unless the history begins later, to today."""

    first: date
    last: date
    summary: Summary
    weeks: tuple[WeekSum, ...]
    practice: tuple[PracticeRow, ...]
    feels: tuple[FeelRow, ...]
    memory: EngineState | None
    """What breakd knew when it last wrote; None if that cannot be read."""


def read_past(path: Path, weeks: int, today: date, limit_seconds: float) -> Past | None:
    """So many weeks, this one included; 0 is everything. None without a history; raises HistoryError."""
    reader = Reader.open(path)
    if reader is None:
        return None
    with reader:
        begun = reader.first_day() or today
        asked = monday_of(today) - timedelta(weeks=min(weeks, MOST_WEEKS) - 1) if weeks else begun
        first = max(asked, begun)
        return Past(
            first,
            today,
            reader.summary(first),
            tuple(weeks_of(reader.sums(first, limit_seconds), first, today)),
            tuple(reader.practice(first)),
            tuple(reader.feels(first)),
            _memory(reader.snapshot()),
        )


def _memory(text: str | None) -> EngineState | None:
    try:
        return snapshot.read(json.loads(text)["engine"]) if text else None
    except (ValueError, KeyError, TypeError, Unreadable):
        return None
