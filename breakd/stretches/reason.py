"""Why a stretch comes now, as data; `messages.reason` has the line that a person reads."""

from __future__ import annotations

from enum import Enum

from breakd.frozen import frozen


class Change(Enum):
    """What a stretch changes at this moment."""

    CALL = "call"
    """It goes unnoticed in a call."""
    WALK_FIRM = "walk-firm"
    """Walking, after long sitting."""
    STAND_FIRM = "stand-firm"
    """Standing, after long sitting."""
    WALK = "walk"
    """Walking, every few breaks."""
    STAND = "stand"
    """Standing, after breaks on the chair."""


@frozen
class Reason:
    """Why this stretch: the parts of the body it is for, what it changes, since when it was not done; the plan."""

    regions: tuple[str, ...]
    change: Change | None = None
    days: int | None = None
    """Days since it was done last; None if that is not known."""
    weekday: int = 0
    """Of the day on which it was done last; Monday is 0."""
    planned_set: int = 0
    """Which set of the day's it is, of a stretch that the plan asks for; 0 of any other."""
    planned_sets: int = 0
    """Of how many."""
