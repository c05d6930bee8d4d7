"""Pieces of time as they are counted, and the timeline that they make: how a day went, as far as it was watched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum
from typing import ClassVar

from breakd.frozen import frozen

from .wall_time import elapsed, later, next_midnight

CLOCK_JITTER = 0.5
"""Differences below this are the clocks being read one after the other."""


class Counted(Enum):
    """What a span of time counts as."""

    SITTING = "sitting"
    """Somebody sits there."""
    STANDING = "standing"
    """Somebody stands there."""
    AWAY = "away"
    """Nobody is there."""
    NEITHER = "neither"
    """Nobody watched, or it cannot be known."""


class During(Enum):
    """What is known of a span besides: it changes nothing about how the span counts."""

    CALL = "call"
    """A call was seen. Calls are looked for while nobody types, or a reminder is open."""
    LOCKED = "locked"
    """The screen was locked."""


@frozen
class Span:
    """Seconds of one kind that end at local time `end`; `soft` spans may be counted again as away."""

    STORED: ClassVar[Mapping[str, str]] = {"provisional": "soft"}
    """Fields whose name in a snapshot is an older one."""

    counted: Counted
    seconds: float
    boot_end: float
    end: datetime
    provisional: bool
    during: During | None = None

    def follows(self, end: datetime) -> bool:
        """Whether time ran on evenly from `end` to this one: no clock was set, and no zone left, in between."""
        step = elapsed(end, self.end) - self.seconds
        return abs(step) < CLOCK_JITTER and end.utcoffset() == self.end.utcoffset()


@frozen
class TimelineSpan:
    """A span of one local day, on the clock that hung on the wall; seconds are measured, whatever that clock did."""

    number: int
    """One more than that of the span before."""
    counted: Counted
    during: During | None
    began: datetime
    ended: datetime
    seconds: float


def by_days(span: Span) -> Iterator[tuple[datetime, Span]]:
    """The span, split at local midnights, each piece with its beginning, which says the day that it is of."""
    left, start = span.seconds, later(span.end, -span.seconds)
    if left > 0 and start.date() == span.end.date() and start.utcoffset() == span.end.utcoffset():
        yield start, span  # nearly every span, and the engine makes some thousand a day
        return
    while left > 0:
        here = min(left, elapsed(start, next_midnight(start)))
        left -= here
        end = later(start, here) if left > 0 else span.end
        yield start, replace(span, seconds=here, boot_end=span.boot_end - left, end=end)
        start = end


def appended(spans: tuple[TimelineSpan, ...], span: Span, next_number: int) -> tuple[TimelineSpan, ...]:
    """The timeline with one more span, which goes on with the last one where it can; unwatched time is left out."""
    if span.counted is Counted.NEITHER:
        return spans
    for began, piece in by_days(span):
        last = spans[-1] if spans else None
        if last is not None and _goes_on(last, piece, began):
            spans = (*spans[:-1], replace(last, ended=piece.end, seconds=last.seconds + piece.seconds))
        else:
            number = next_number if last is None else last.number + 1
            new = TimelineSpan(number, piece.counted, piece.during, began, piece.end, piece.seconds)
            spans = (*spans, new)
    return spans


def _goes_on(last: TimelineSpan, piece: Span, began: datetime) -> bool:
    same_kind = last.counted is piece.counted and last.during is piece.during
    return same_kind and last.began.date() == began.date() and piece.follows(last.ended)
