"""My plan: stretches that a professional prescribed, so many sets a day, on some days of the week. Pure.

A set is one stretch at its dose, done once. What is prescribed comes by its plan alone: before all else while a set
is due, and otherwise not.
"""

from __future__ import annotations

from datetime import date

from .model import Stretch

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_SETS = 12
"""A day: one every half hour, then."""
SPREAD_MINUTES = 6 * 60.0
"""Over so much of a day its sets are spread: less than a work day, so that one that was let go can be made up for."""
LONGEST_SET = 600.0
"""Seconds that a set may take and still come in a break: as long as a session."""


def is_prescribed(stretch: Stretch) -> bool:
    """Whether it is part of the plan."""
    return stretch.sets_per_day > 0


def sets_on(stretch: Stretch, day: date) -> int:
    """How many sets the plan has on this day; 0 on the other days of the week, and of what is not prescribed."""
    return 0 if stretch.days and WEEKDAYS[day.weekday()] not in stretch.days else stretch.sets_per_day


def minutes_apart(stretch: Stretch) -> float:
    """From one set to the next, at least."""
    return SPREAD_MINUTES / stretch.sets_per_day


def is_set_due(stretch: Stretch, day: date | None, done_today: int, minutes_since: float | None) -> bool:
    """Whether a set is left on this day, and the one before it was long enough ago (None: it never was)."""
    left = (sets_on(stretch, day) if day is not None else stretch.sets_per_day) > done_today
    return left and (minutes_since is None or minutes_since >= minutes_apart(stretch))
