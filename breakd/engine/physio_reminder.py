"""The reminder to see an osteopath or physiotherapist: every few months, once, off by default."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from breakd.messages import cards

from .effects import Announce, Refusal, Refused
from .health_requests import Checkup
from .step import Step

LATER = timedelta(days=7)


def start_counting(step: Step) -> None:
    """The months are counted from the day on which the reminder is first wanted."""
    safety = step.safety
    wanted = step.settings.stretches.checkup_every is not None
    if wanted and safety.checkup_from is None:
        step.safety = replace(step.safety, checkup_from=step.now.wall.date())
    elif not wanted and safety.checkup_from is not None:
        step.safety = replace(step.safety, checkup_from=None, checkup_after=None, checkup_told=False)


def is_due(step: Step) -> bool:
    """Whether it is time, and the person has not answered yet."""
    day = _due_day(step)
    return day is not None and step.now.wall.date() >= day


def announce_once(step: Step) -> bool:
    """Say so once, if it is due; whether it was said now."""
    if not is_due(step) or step.safety.checkup_told:
        return False
    step.safety = replace(step.safety, checkup_told=True)
    step.emit(Announce(cards.CHECKUP_TITLE, cards.CHECKUP, Checkup(later=True)))
    return True


def handle_answer(step: Step, request: Checkup) -> Refused | None:
    """Seen to: counted anew from today. Later: again in a week."""
    if not is_due(step):
        return Refused(Refusal.NO_CHECKUP)
    today = step.now.wall.date()
    if request.later:
        step.safety = replace(step.safety, checkup_after=today + LATER, checkup_told=False)
    else:
        step.safety = replace(step.safety, checkup_from=today, checkup_after=None, checkup_told=False)
    return None


def _due_day(step: Step) -> date | None:
    """The first day on which it is due."""
    every, safety = step.settings.stretches.checkup_every, step.safety
    if every is None or safety.checkup_from is None:
        return None
    first = safety.checkup_from + timedelta(seconds=every)
    return max(first, safety.checkup_after) if safety.checkup_after is not None else first
