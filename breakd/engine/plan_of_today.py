"""What a professional prescribed for this day, and how far the person is with it: for the status."""

from __future__ import annotations

from datetime import datetime

from breakd.stretches.model import Stretch
from breakd.stretches.plan import minutes_apart, sets_on
from breakd.stretches.selection import SelectionInput, held_back

from .status import PlannedToday
from .step import Step
from .wall_time import elapsed, later


def plan_of_today(step: Step) -> tuple[PlannedToday, ...]:
    """The plan of this day, in the catalogue's order."""
    today = step.now.wall.date()
    planned = [stretch for stretch in step.catalogue.stretches.values() if sets_on(stretch, today)]
    if not planned:  # as for most people: the rest need not be worked out
        return ()
    given = step.suggester.selection_input(firm=False)
    return tuple(_planned(step, stretch, given) for stretch in planned)


def _planned(step: Step, stretch: Stretch, given: SelectionInput) -> PlannedToday:
    sets, done = sets_on(stretch, step.now.wall.date()), given.history.done_today.get(stretch.id, 0)
    next_at = _next_at(step, stretch) if done < sets else None
    return PlannedToday(stretch.id, sets, done, next_at, held_back(stretch, given))


def _next_at(step: Step, stretch: Stretch) -> datetime | None:
    last = next((item.at for item in reversed(step.stretch_log.done) if item.stretch == stretch.id), None)
    if last is None:
        return None
    ready = later(last, minutes_apart(stretch) * 60)
    return ready if elapsed(step.now.wall, ready) > 0 else None
