"""How far the person is with what was prescribed, and with which dose stretches are done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from breakd.engine.records import PracticeRow
from breakd.frozen import frozen
from breakd.stretches.model import Stretch
from breakd.stretches.plan import is_prescribed, sets_on


@frozen
class PlanRow:
    """One stretch of the plan over a range of days."""

    name: str
    done: int
    """Sets, on each day at most as many as were prescribed for it."""
    sets: int
    """Prescribed from `since` on; of today, which is not over, those that are done."""
    since: date | None
    """The day from which on they are counted; None where that is not known."""


def plan_rows(
    practice: Sequence[PracticeRow], known: Mapping[str, Stretch], first: date, today: date
) -> Iterator[PlanRow]:
    """Every stretch that is prescribed now, over the days from `first` to `today`.

    It counts from the day on which it was prescribed, and where nobody wrote that down, from its first set.
    """
    by_day = Counter((row.stretch, row.day) for row in practice if first <= row.day <= today)
    for stretch in known.values():
        if is_prescribed(stretch):
            begun = stretch.prescribed_on or min((day for id, day in by_day if id == stretch.id), default=None)
            yield _plan_row(stretch, by_day, max(first, begun) if begun else None, today)


def _plan_row(stretch: Stretch, by_day: Mapping[tuple[str, date], int], since: date | None, today: date) -> PlanRow:
    done = sets = 0
    for number in range((today - since).days + 1 if since else 0):
        day = today - timedelta(days=number)
        prescribed = sets_on(stretch, day)
        done_then = min(prescribed, by_day.get((stretch.id, day), 0))
        done += done_then
        sets += done_then if day == today else prescribed
    return PlanRow(stretch.name, done, sets, since)
