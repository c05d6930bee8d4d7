"""Which stretches the person's own days hold back just now: they hurt, their direction rests, or it is enough.

What the profile, the place and the safety lock rule out is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from breakd.stretches.model import STRENGTH, Stretch
from breakd.stretches.progress import RestingDirection
from breakd.stretches.selection import DAY_OF_REST

from . import wall_time
from .history_view import WEEK, is_put_away
from .status import UnavailableReason, UnavailableStretch
from .step import Step


def list_unavailable(step: Step) -> tuple[UnavailableStretch, ...]:
    """All of them, in the catalogue's order; of several reasons the one that lasts longest."""
    wall, stretch_log, week = step.now.wall, step.stretch_log, step.now.wall.date() - timedelta(days=WEEK)
    done: dict[str, list[date]] = {}
    for item in stretch_log.done:
        if item.day >= week:
            done.setdefault(item.stretch, []).append(item.day)
    resting = [rest for rest in stretch_log.resting if wall_time.elapsed(wall, rest.until) > 0]
    # asked at every look at the status: most of the catalogue has nothing that could hold it back
    known = {*done, *(item.stretch for item in stretch_log.put_away)}
    known |= {item.stretch for item in stretch_log.progress if item.demanded is not None}
    asked = [one for one in step.catalogue.stretches.values() if resting or one.id in known]
    reasons = (_reasons(step, one, resting, sorted(done.get(one.id, ()))) for one in asked)
    found = (max(each, key=_lasts, default=None) for each in reasons)
    return tuple(one for one in found if one is not None)


def _lasts(one: UnavailableStretch) -> tuple[bool, float]:
    return one.until is None, one.until.timestamp() if one.until is not None else 0.0


def _reasons(
    step: Step, stretch: Stretch, resting: Sequence[RestingDirection], days: Sequence[date]
) -> Iterator[UnavailableStretch]:
    """Why the stretch waits, if it does; `days` are those of this week on which it was done, the first first."""
    wall, stretch_log = step.now.wall, step.stretch_log
    for item in stretch_log.put_away:
        if item.stretch == stretch.id and is_put_away(item, wall):
            yield UnavailableStretch(stretch.id, UnavailableReason.HURTS, item.until)
    for rest in resting:
        if rest.direction in (stretch.direction, *stretch.regions):
            yield UnavailableStretch(stretch.id, UnavailableReason.DIRECTION, rest.until)
    if days.count(wall.date()) >= stretch.max_per_day:
        yield UnavailableStretch(stretch.id, UnavailableReason.LIMIT, wall_time.next_midnight(wall))
    demanded = stretch_log.progress_of(stretch.id).demanded if stretch.kind == STRENGTH else None
    if demanded is not None and wall.date() < demanded + DAY_OF_REST:
        ends = wall_time.at_clock(demanded + DAY_OF_REST, time(0), wall)
        yield UnavailableStretch(stretch.id, UnavailableReason.LIMIT, ends)
    if stretch.max_per_week and len(days) >= stretch.max_per_week:
        # free again when so many have left the week that one less than the most remain
        leaves = days[-stretch.max_per_week] + timedelta(days=WEEK + 1)
        yield UnavailableStretch(stretch.id, UnavailableReason.LIMIT, wall_time.at_clock(leaves, time(0), wall))
