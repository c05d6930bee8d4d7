"""The sides that a stretch is really done on, and how long that takes: one side is one side."""

from __future__ import annotations

from .model import Stretch

SORE_SIDES = ("left", "right")
"""The words of `side` that name one side; with `both` and `none` no side comes before the other."""


def sides_done(stretch: Stretch, sore_side: str) -> tuple[str, ...]:
    """The sides to work, in order: the less painful one first; none for a stretch without sides."""
    if stretch.sides in SORE_SIDES:
        return (stretch.sides,)  # prescribed for this one
    if stretch.sides != "both":
        return ()
    if stretch.side_policy == "affected" and sore_side in SORE_SIDES:
        return (sore_side,)
    return ("right", "left") if sore_side == "left" else ("left", "right")


def seconds_done(stretch: Stretch, level: int, sore_side: str) -> float:
    """Seconds of the stretch at a dose level; of one for both sides both are counted, which take equally long."""
    whole = stretch.at_level(level).total_seconds
    return whole / 2 if stretch.sides == "both" and len(sides_done(stretch, sore_side)) == 1 else whole
