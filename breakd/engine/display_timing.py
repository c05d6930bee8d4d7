"""When a reminder that is due may come up: somebody is there, and the typing has paused."""

from __future__ import annotations

from .presence import RECENT_INPUT_SECONDS
from .reminder import DISMISSAL_DELAY, revalidate, show
from .reminder_stages import Waiting
from .settings import ReminderSettings
from .status import Presence
from .step import Step


def show_at(step: Step) -> float | None:
    """When the waiting reminder may be shown, as far as is known now; None: not before something happens."""
    reminder, facts = step.reminder, step.facts
    if reminder is None or not isinstance(waiting := reminder.stage, Waiting):
        return None
    rules = reminder.rules
    held = max(step.boot, waiting.not_before or 0.0, step.quiet.answer_by or 0.0)
    if step.presence not in (Presence.ACTIVE, Presence.PASSIVE):
        return None
    if reminder.at_once:
        return step.boot
    if step.presence is Presence.PASSIVE or not facts.sees_input:
        return held
    if facts.pause_since is None:
        return max(held, waiting.patient_since + rules.wait_at_most)
    paused = max(held, facts.pause_since + rules.wait_for_pause)
    return paused if paused <= _present_until(facts.pause_since, rules) else None


def _present_until(last_input: float, rules: ReminderSettings) -> float:
    """Until when somebody who last touched something at `last_input` is taken to be at the screen."""
    return last_input + max(RECENT_INPUT_SECONDS, rules.wait_for_pause + DISMISSAL_DELAY)


def show_when_ready(step: Step) -> None:
    """Show the waiting reminder at a good moment: somebody is there, and the typing has paused."""
    if step.is_past(show_at(step)):
        details = isinstance(waiting := step.open.stage, Waiting) and waiting.details
        revalidate(step)
        show(step, details=details)
