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
    """Prescribed on the days from `since` on."""
    since: date
    """Its first set in this range: nobody wrote down when it was prescribed."""


def plan_rows(
    practice: Sequence[PracticeRow], known: Mapping[str, Stretch], first: date, last: date
) -> Iterator[PlanRow]:
    """Every stretch that is prescribed now; one that was not done in this range counts from its beginning."""
    by_day = Counter((row.stretch, row.day) for row in practice)
    for stretch in known.values():
        if not is_prescribed(stretch):
            continue
        since = min((day for id, day in by_day if id == stretch.id and first <= day <= last), default=first)
        days = [since + timedelta(days=n) for n in range((last - since).days + 1)]
        sets = {day: sets_on(stretch, day) for day in days}
        done = sum(min(count, by_day[stretch.id, day]) for day, count in sets.items())
        yield PlanRow(stretch.name, done, sum(sets.values()), since)
