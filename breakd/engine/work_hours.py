"""Work hours in local time, over DST and travel: whether it is one, and when they next begin or end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .settings import HoursRange
from .wall_time import at_clock, elapsed

WorkHours = tuple[tuple[HoursRange, ...], ...]
MORNING = time(6, 0)
"""When "tomorrow" begins for somebody without work hours."""


def _spans(hours: WorkHours, day: date, like: datetime) -> list[tuple[datetime, datetime]]:
    """The work spans that begin on `day`."""
    spans = []
    for piece in hours[day.weekday()]:
        last = day if piece.end > piece.start else day + timedelta(days=1)
        spans.append((at_clock(day, piece.start, like), at_clock(last, piece.end, like)))
    return spans


def is_working(hours: WorkHours | None, wall: datetime) -> bool:
    """Whether `wall` is inside the work hours; a span of yesterday may reach over midnight."""
    if hours is None:
        return True
    days = (wall.date() - timedelta(days=1), wall.date())
    return any(
        elapsed(start, wall) >= 0 > elapsed(end, wall) for day in days for start, end in _spans(hours, day, wall)
    )


def next_edge(hours: WorkHours | None, wall: datetime) -> datetime | None:
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


def tomorrow(hours: WorkHours | None, wall: datetime) -> datetime:
    """The first work hour of a later day; 06:00 tomorrow without work hours."""
    for ahead in range(1, 9):
        day = wall.date() + timedelta(days=ahead)
        starts = [piece.start for piece in hours[day.weekday()]] if hours is not None else [MORNING]
        if starts:
            return at_clock(day, min(starts), wall)
    return at_clock(wall.date() + timedelta(days=1), MORNING, wall)
