"""The last days in numbers: what became of the reminders, and how the sitting went. Pure, over the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from breakd.engine.records import BoutRow, BreakRow, DayRow, Outcome, ReminderKind, ReminderRow, SessionRow
from breakd.frozen import frozen


@frozen
class Summary:
    """Counts and seconds over a range of days."""

    reminders: int
    """Stretch reminders that breakd itself started and that have their outcome: the rates are of these."""
    outcomes: Mapping[Outcome, int]
    """What became of them."""
    unasked: int
    """Breaks that the person reported without being asked, or asked for with `now`."""
    natural_breaks: int
    """All of them, those that answered a reminder too."""
    bouts: int
    """Bouts begun, the present one too."""
    average_bout_seconds: float | None
    """Of the bouts that have ended."""
    longest_bout_seconds: float
    days: tuple[DayRow, ...]
    sessions: Mapping[date, int] = field(default_factory=dict)
    """Sessions by the Monday of their week, the oldest first; weeks without any are left out."""

    @property
    def empty(self) -> bool:
        """Nothing was recorded in this range."""
        return not (self.reminders or self.unasked or self.natural_breaks or self.bouts or self.days)

    def rate(self, outcome: Outcome) -> float | None:
        """The share of reminders that ended so, 0 to 1; None if there was no reminder to end."""
        return self.outcomes[outcome] / self.reminders if self.reminders else None


def summarise(
    days: Sequence[DayRow], reminders: Sequence[ReminderRow], breaks: Sequence[BreakRow], bouts: Sequence[BoutRow],
    sessions: Sequence[SessionRow] = (),
) -> Summary:  # fmt: skip
    """The numbers of these rows."""
    counted = [
        row for row in reminders if row.by_program and row.kind is ReminderKind.STRETCH and row.outcome is not None
    ]
    outcomes = {outcome: sum(row.outcome is outcome for row in counted) for outcome in Outcome}
    return Summary(
        reminders=len(counted),
        outcomes=outcomes,
        unasked=sum(row.outcome is Outcome.COMPLETED and not row.by_program for row in reminders),
        natural_breaks=len(breaks),
        bouts=sum(day.bouts for day in days),
        average_bout_seconds=sum(bout.seconds for bout in bouts) / len(bouts) if bouts else None,
        longest_bout_seconds=max((day.longest_bout_seconds for day in days), default=0.0),
        days=tuple(days),
        sessions=Counter(row.day - timedelta(days=row.day.weekday()) for row in sessions),
    )
