"""The timeline in the history: a span that was counted again takes the place of what was there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from breakd.engine.records import SpanRow
from breakd.engine.spans import Counted, During, TimelineSpan
from breakd.history.write import History
from tests.support.long_history import write

from .test_history import DAY, TEN, history, path, read

__all__ = ["history", "path"]


def span(number: int, seconds: float = 60.0, during: During | None = None) -> SpanRow:
    began = TEN + timedelta(minutes=number)
    ended = began + timedelta(seconds=seconds)
    return SpanRow(
        DAY, TimelineSpan(number, Counted.AWAY if during else Counted.SITTING, during, began, ended, seconds)
    )


def test_a_span_replaces_its_number_and_later_ones(path: Path, history: History) -> None:
    locked = span(2, during=During.LOCKED)
    history.commit([span(1), locked, span(3)], None)
    with read(path) as reader:
        assert reader.spans(DAY) == [span(1), locked, span(3)]
    history.commit([span(2, 90.0)], None)
    with read(path) as reader:
        assert reader.spans(DAY) == [span(1), span(2, 90.0)]
        assert reader.spans(DAY + timedelta(days=1)) == []


@pytest.mark.parametrize("days_ago", [0, 399])
def test_of_one_day_no_other_is_looked_at(path: Path, days_ago: int) -> None:
    """The page *History* shows a day of years ago, and today."""
    path.parent.mkdir()
    write(path, DAY, days=400, a_day=10, whole=True)
    day, steps = DAY - timedelta(days=days_ago), []
    with read(path) as reader:
        reader._db.set_progress_handler(lambda: steps.append(100), 100)
        spans, reminders = reader.spans(day, day), reader.reminders(day, day)
    assert ({row.day for row in spans}, {row.day for row in reminders}) == ({day}, {day})
    assert (len(spans), len(reminders)) == (50, 10)
    assert spans == sorted(spans, key=lambda row: row.span.number)
    assert sum(steps) < 3000, "instructions of SQLite; a look at all spans takes 60,000"


def test_numbers_of_spans_never_repeat(path: Path, history: History) -> None:
    assert history.next_span() == 1
    history.commit([span(1), span(2)], None)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM span")
    db.close()
    assert history.next_span() == 3
