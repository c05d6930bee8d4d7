"""What the person's body asks for: the safety lock and its cards, and the gentler days of a flare-up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from . import hours
from .effects import Refusal, Refused
from .health import Card, Checked, Flare, HealthWish, RedFlag, Urgency
from .turn import Turn

LONGEST_FLARE = 31
"""Days."""
LOCK_CARDS = {Urgency.EMERGENCY: Card.EMERGENCY, Urgency.URGENT: Card.URGENT}


def grant(turn: Turn, wish: HealthWish) -> Refused | None:
    """Do what is asked, or say why not."""
    match wish:
        case RedFlag(urgency):
            if urgency is not Urgency.NONE:
                _update(turn, lock=urgency)
        case Checked():
            _update(turn, lock=Urgency.NONE)
        case Flare(days):
            if not 0 <= days <= LONGEST_FLARE:
                return Refused(Refusal.BAD_DAYS)
            _update(turn, flare_last=turn.now.wall.date() + timedelta(days=days - 1) if days else None)
    return None


def locked(turn: Turn) -> bool:
    """Whether the safety lock holds."""
    return turn.memory.care.lock is not Urgency.NONE


def card(turn: Turn) -> Card | None:
    """What the person should read now."""
    return LOCK_CARDS.get(turn.memory.care.lock)


def flare_until(turn: Turn) -> datetime | None:
    """When the gentler days end; None without a flare-up."""
    last = turn.memory.care.flare_last
    if last is None or last < turn.now.wall.date():
        return None
    return hours.at(last + timedelta(days=1), time(0), turn.now.wall)


def _update(turn: Turn, **changes: Any) -> None:
    turn.update(care=replace(turn.memory.care, **changes))
