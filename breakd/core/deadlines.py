"""When the engine wants to look again.

Each deadline that `look` has acted on is gone with the state that it belonged to, so none that has passed is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from . import hours
from .effects import Kind
from .good_moment import ripe_at
from .reminder_stages import instants
from .sitting import Counted
from .turn import Turn
from .wishes import in_heads_up, seconds_to_due


def next_boot(turn: Turn) -> float | None:
    """The earliest deadline on the boot clock, strictly later than now."""
    found = (_counting(turn), _watching(turn), _reminder(turn))
    coming = [when for group in found for when in group if when is not None]
    return min(coming, default=None)


def next_wall(turn: Turn) -> datetime | None:
    """The earliest deadline in wall time: a pause's end, an edge of the work hours, the next day."""
    wall = turn.now.wall
    coming = [
        hours.next_midnight(wall),
        hours.next_edge(turn.settings.hours, wall),
        turn.memory.paused_until,
        turn.care.about_until,
    ]
    later = [when for when in coming if when is not None and hours.elapsed(wall, when) > 0]
    return min(later, key=lambda when: hours.elapsed(wall, when), default=None)


def _counting(turn: Turn) -> Iterator[float | None]:
    account, rules, reminder = turn.account, turn.rules, turn.reminder
    match turn.counts_as:
        case Counted.SITTING if reminder is None:
            due = seconds_to_due(turn)
            yield turn.boot + due
            if not in_heads_up(turn):
                yield turn.boot + due - turn.settings.reminder.heads_up
        case Counted.SITTING if reminder is not None and not reminder.firm and reminder.kind is Kind.STRETCH:
            yield turn.boot + rules.hard_limit - account.bout
        case Counted.STANDING:
            if account.bout_began is not None:
                yield turn.boot + rules.natural_break - account.upright
            if reminder is None:
                yield turn.boot + rules.standing_limit - account.standing
        case Counted.AWAY if not account.rested:
            yield turn.boot + rules.natural_break - account.absence
        case _:
            return


def _watching(turn: Turn) -> Iterator[float | None]:
    facts = turn.facts
    yield facts.question.until if facts.question is not None else None
    yield turn.quiet.answer_by


def _reminder(turn: Turn) -> Iterator[float | None]:
    reminder = turn.reminder
    if reminder is None:
        return
    yield from instants(reminder.stage)
    yield ripe_at(turn)
