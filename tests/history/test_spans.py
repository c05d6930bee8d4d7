"""The timeline in the history: a span that was counted again takes the place of what was there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from breakd.engine.records import SpanRow
from breakd.engine.spans import Counted, During, TimelineSpan
from breakd.history.write import History

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


def test_numbers_of_spans_never_repeat(path: Path, history: History) -> None:
    assert history.next_span() == 1
    history.commit([span(1), span(2)], None)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM span")
    db.close()
    assert history.next_span() == 3
