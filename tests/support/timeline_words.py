"""What a timeline calls the effects of the engine."""

from __future__ import annotations

from dataclasses import dataclass

from breakd.engine.effects import (
    AskStretched,
    Closed,
    Effect,
    OpenGuide,
    Record,
    Refusal,
    Refused,
    Remind,
    Withdraw,
)
from breakd.engine.records import BreakRow, Outcome, ReminderKind


@dataclass(frozen=True)
class Seen:
    """Something a person would notice, and when (seconds since the day began)."""

    at: float
    what: str
    effect: Effect


def name_of(effect: Effect) -> str | None:
    """The short word for a noticeable effect; None for the others."""
    match effect:
        case Remind(firm=firm, kind=kind, refused=refused):
            if kind is ReminderKind.CHANGE:
                return "change"
            return "refused-popup" if refused else "firm" if firm else "shown"
        case AskStretched():
            return "asked"
        case Withdraw():
            return "withdrawn"
        case Closed(outcome=outcome):
            return outcome.value
        case Refused(refusal=refusal):
            return f"refused:{refusal.value}"
        case OpenGuide():
            return "guide"
        case Record(row=BreakRow()):
            return "break"
        case _:
            return None


def refused(refusal: Refusal) -> str:
    """How a refusal reads in a story."""
    return f"refused:{refusal.value}"


def closed(outcome: Outcome) -> str:
    """How an outcome reads in a story."""
    return outcome.value
