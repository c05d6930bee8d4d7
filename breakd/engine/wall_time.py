"""Local time over DST and travel: real seconds between instants, midnights, and times of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta


def at_clock(day: date, clock: time, like: datetime) -> datetime:
    """The instant when `day` shows `clock` in the zone of `like`; the first of two in autumn, shifted in spring."""
    naive = datetime.combine(day, clock, tzinfo=like.tzinfo)
    return naive.astimezone(UTC).astimezone(like.tzinfo)


def elapsed(start: datetime, end: datetime) -> float:
    """Real seconds between two instants. Plain subtraction within one zone would ignore a DST change."""
    return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds()


def later(instant: datetime, seconds: float) -> datetime:
    """The instant that many real seconds on, in the same zone."""
    return (instant.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(instant.tzinfo)


def next_midnight(wall: datetime) -> datetime:
    """When the next local day begins."""
    return at_clock(wall.date() + timedelta(days=1), time(0), wall)


def next_time(clock: time, wall: datetime) -> datetime:
    """The next time the clock shows `clock`; in autumn it shows some times twice a day."""
    today = at_clock(wall.date(), clock, wall)
    again = at_clock(wall.date(), clock.replace(fold=1), wall)  # for a time that spring leaves out: an earlier one
    tomorrow = at_clock(wall.date() + timedelta(days=1), clock, wall)
    return next(when for when in (today, max(today, again, key=_instant), tomorrow) if elapsed(wall, when) > 0)


def _instant(when: datetime) -> datetime:
    return when.astimezone(UTC)
