"""When a reminder that is due may come up: somebody is there, and the typing has paused."""

from __future__ import annotations

from .presence import THERE
from .reminder import SECOND_THOUGHT, reconsider, show
from .settings import Reminding
from .status import Presence, Stage
from .turn import Turn


def ripe_at(turn: Turn) -> float | None:
    """When the waiting reminder may be shown, as far as is known now; None: not before something happens."""
    reminder, facts = turn.reminder, turn.memory.facts
    assert reminder is not None
    rules, quiet = reminder.rules, turn.memory.quiet
    held = max(turn.boot, reminder.not_before or 0.0, quiet.answer_by or 0.0)
    if turn.presence not in (Presence.ACTIVE, Presence.PASSIVE):
        return None
    if reminder.at_once:
        return turn.boot
    if turn.presence is Presence.PASSIVE or not facts.sees_input:
        return held
    if facts.pause_since is None:
        return max(held, reminder.patient_since + rules.wait_at_most)
    paused = max(held, facts.pause_since + rules.wait_for_pause)
    return paused if paused <= _there_until(facts.pause_since, rules) else None


def _there_until(last_input: float, rules: Reminding) -> float:
    """Until when somebody who last touched something at `last_input` is taken to be at the screen."""
    return last_input + max(THERE, rules.wait_for_pause + SECOND_THOUGHT)


def show_if_ripe(turn: Turn) -> None:
    """Show the waiting reminder at a good moment: somebody is there, and the typing has paused."""
    reminder = turn.reminder
    if reminder is not None and reminder.stage is Stage.WAITING and turn.past(ripe_at(turn)):
        reconsider(turn)
        show(turn)
