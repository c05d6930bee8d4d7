"""When a reminder that is due may come up: somebody is there, and the typing has paused."""

from __future__ import annotations

from .presence import THERE
from .reminder import SECOND_THOUGHT, reconsider, show
from .reminder_stages import Waiting
from .settings import Reminding
from .status import Presence
from .step import Turn


def ripe_at(turn: Turn) -> float | None:
    """When the waiting reminder may be shown, as far as is known now; None: not before something happens."""
    reminder, facts = turn.reminder, turn.facts
    if reminder is None or not isinstance(waiting := reminder.stage, Waiting):
        return None
    rules = reminder.rules
    held = max(turn.boot, waiting.not_before or 0.0, turn.quiet.answer_by or 0.0)
    if turn.presence not in (Presence.ACTIVE, Presence.PASSIVE):
        return None
    if reminder.at_once:
        return turn.boot
    if turn.presence is Presence.PASSIVE or not facts.sees_input:
        return held
    if facts.pause_since is None:
        return max(held, waiting.patient_since + rules.wait_at_most)
    paused = max(held, facts.pause_since + rules.wait_for_pause)
    return paused if paused <= _there_until(facts.pause_since, rules) else None


def _there_until(last_input: float, rules: Reminding) -> float:
    """Until when somebody who last touched something at `last_input` is taken to be at the screen."""
    return last_input + max(THERE, rules.wait_for_pause + SECOND_THOUGHT)


def show_if_ripe(turn: Turn) -> None:
    """Show the waiting reminder at a good moment: somebody is there, and the typing has paused."""
    if turn.past(ripe_at(turn)):
        reconsider(turn)
        show(turn)
