"""The reminder to see an osteopath or physiotherapist: every few months, once, off by default."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from breakd.core.wording import cards

from .effects import Announce, Refusal, Refused
from .health_requests import Checkup
from .step import Turn

LATER = timedelta(days=7)


def count(turn: Turn) -> None:
    """The months are counted from the day on which the reminder is first wanted."""
    care = turn.care
    wanted = turn.settings.stretches.checkup_every is not None
    if wanted and care.checkup_from is None:
        turn.care = replace(turn.care, checkup_from=turn.now.wall.date())
    elif not wanted and care.checkup_from is not None:
        turn.care = replace(turn.care, checkup_from=None, checkup_after=None, checkup_told=False)


def due(turn: Turn) -> bool:
    """Whether it is time, and the person has not answered yet."""
    day = _day(turn)
    return day is not None and turn.now.wall.date() >= day


def tell(turn: Turn) -> None:
    """Say so once. Called when the person has just answered a reminder: they are there, and nothing is quiet."""
    if due(turn) and not turn.care.checkup_told:
        turn.care = replace(turn.care, checkup_told=True)
        turn.emit(Announce(cards.CHECKUP_TITLE, cards.CHECKUP))


def grant(turn: Turn, wish: Checkup) -> Refused | None:
    """Seen to: counted anew from today. Later: again in a week."""
    if not due(turn):
        return Refused(Refusal.NO_CHECKUP)
    today = turn.now.wall.date()
    if wish.later:
        turn.care = replace(turn.care, checkup_after=today + LATER, checkup_told=False)
    else:
        turn.care = replace(turn.care, checkup_from=today, checkup_after=None, checkup_told=False)
    return None


def _day(turn: Turn) -> date | None:
    """The first day on which it is due."""
    every, care = turn.settings.stretches.checkup_every, turn.care
    if every is None or care.checkup_from is None:
        return None
    first = care.checkup_from + timedelta(seconds=every)
    return max(first, care.checkup_after) if care.checkup_after is not None else first
