"""Work hours in local time, over DST and travel: whether it is one, and when they next begin or end."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from .settings import HoursRange
from .wall_time import at_clock, elapsed, next_time

WorkHours = tuple[tuple[HoursRange, ...], ...]
DAWN = time(4, 0)
"""Until then it is still the night of the day before: who is awake then means the coming morning by "tomorrow"."""
MORNING = time(6, 0)
"""When a day begins for somebody without work hours."""


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
    """When work hours first begin after the next 04:00; without work hours at 06:00."""
    return first_begin(hours, next_time(DAWN, wall))


def first_begin(hours: WorkHours | None, wall: datetime) -> datetime:
    """When work hours first begin, not before `wall`; without work hours the next 06:00."""
    for ahead in range(9):
        day = wall.date() + timedelta(days=ahead)
        starts = [piece.start for piece in hours[day.weekday()]] if hours is not None else [MORNING]
        begins = [at for start in sorted(starts) if elapsed(wall, at := at_clock(day, start, wall)) >= 0]
        if begins:
            return begins[0]
    return next_time(MORNING, wall)
