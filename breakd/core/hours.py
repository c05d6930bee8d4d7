"""Work hours and the edges of days, in local time over DST and travel. A pure look at the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from .settings import Range

Hours = tuple[tuple[Range, ...], ...]
MORNING = time(6, 0)
"""When "tomorrow" begins for somebody without work hours."""


def at(day: date, clock: time, like: datetime) -> datetime:
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
    return at(wall.date() + timedelta(days=1), time(0), wall)


def _spans(hours: Hours, day: date, like: datetime) -> list[tuple[datetime, datetime]]:
    """The work spans that begin on `day`."""
    spans = []
    for piece in hours[day.weekday()]:
        last = day if piece.end > piece.start else day + timedelta(days=1)
        spans.append((at(day, piece.start, like), at(last, piece.end, like)))
    return spans


def working(hours: Hours | None, wall: datetime) -> bool:
    """Whether `wall` is inside the work hours; a span of yesterday may reach over midnight."""
    if hours is None:
        return True
    days = (wall.date() - timedelta(days=1), wall.date())
    return any(
        elapsed(start, wall) >= 0 > elapsed(end, wall) for day in days for start, end in _spans(hours, day, wall)
    )


def next_edge(hours: Hours | None, wall: datetime) -> datetime | None:
    """When work hours next begin or end; None if they never do."""
    if hours is None:
        return None
    edges = [
        edge
        for ahead in range(-1, 9)
        for span in _spans(hours, wall.date() + timedelta(days=ahead), wall)
        for edge in span
        if elapsed(wall, edge) > 0
    ]
    return min(edges, key=lambda edge: elapsed(wall, edge), default=None)


def tomorrow(hours: Hours | None, wall: datetime) -> datetime:
    """The first work hour of a later day; 06:00 tomorrow without work hours."""
    for ahead in range(1, 9):
        day = wall.date() + timedelta(days=ahead)
        starts = [piece.start for piece in hours[day.weekday()]] if hours is not None else [MORNING]
        if starts:
            return at(day, min(starts), wall)
    return at(wall.date() + timedelta(days=1), MORNING, wall)


def next_time(clock: time, wall: datetime) -> datetime:
    """The next time the clock shows `clock`; in autumn it shows some times twice a day."""
    today = at(wall.date(), clock, wall)
    again = at(wall.date(), clock.replace(fold=1), wall)  # for a time that spring leaves out: an earlier one
    tomorrow = at(wall.date() + timedelta(days=1), clock, wall)
    return next(when for when in (today, max(today, again, key=_instant), tomorrow) if elapsed(wall, when) > 0)


def _instant(when: datetime) -> datetime:
    return when.astimezone(UTC)
