"""The engine's state in the words of `status`."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Literal

from . import physio_reminder, safety
from .events import Posture, QuietReason
from .records import Outcome
from .reminder_stages import Deferred, Snoozed, word
from .requests import in_heads_up, seconds_to_due
from .sitting_clock import Counted, Day
from .state import Reminder
from .status import OpenReminder, Presence, Stage, State, Status, Today
from .step import Turn
from .stretch_outcomes import sessions_this_week
from .unavailable import held_back
from .wall_time import later


def overview(turn: Turn) -> Status:
    """Everything about now, after the time up to now has been counted."""
    account, rules, memory, reminder = turn.account, turn.rules, turn.memory, turn.reminder
    reasons = turn.quiet_reasons()
    standing = account.posture is Posture.STANDING
    due_in = None if reminder is not None or standing else seconds_to_due(turn)
    sits = turn.counts_as is Counted.SITTING
    paused: datetime | Literal["forever"] | None = "forever" if memory.paused_forever else memory.paused_until
    open_stage = reminder.stage if reminder is not None else None
    returns = open_stage.returns if isinstance(open_stage, Snoozed) else None
    return Status(
        state=_state(turn, reasons),
        presence=turn.presence,
        posture=account.posture,
        place=turn.suggester.place,
        places=tuple(turn.settings.places),
        bout_seconds=account.bout,
        sitting_clock_seconds=account.clock,
        limit_seconds=rules.limit,
        hard_limit_seconds=rules.hard_limit,
        standing_seconds=account.standing,
        due_in_seconds=due_in,
        due_at=later(turn.now.wall, due_in) if due_in is not None and sits else None,
        in_heads_up=in_heads_up(turn),
        attention=_wants_attention(turn),
        reminder=_open(reminder) if reminder is not None else None,
        snoozed_until=later(turn.now.wall, returns - turn.boot) if returns is not None else None,
        paused_until=paused,
        quiet=tuple(sorted(reasons, key=list(QuietReason).index)),
        flare_until=safety.flare_until(turn),
        safety_lock=safety.locked(turn),
        today=_today(turn),
        card=safety.card(turn),
        ask_red_flags=safety.asks_red_flags(turn),
        feedback_until=(feedback := safety.feedback_until(turn)),
        feedback_stretch=memory.care.about if feedback is not None else "",
        ask_disclaimer=not turn.settings.body.disclaimer,
        sessions_this_week=sessions_this_week(turn),
        checkup_due=physio_reminder.due(turn),
        sessions_per_week=turn.settings.stretches.sessions_per_week,
        gentle_until=safety.gentle_until(turn),
        away=held_back(turn),
    )


def _state(turn: Turn, reasons: frozenset[QuietReason]) -> State:
    stage = word(turn.reminder.stage) if turn.reminder is not None else None
    standing = turn.account.posture is Posture.STANDING
    holds = [
        (turn.presence is Presence.UNKNOWN, State.UNKNOWN),
        (QuietReason.PAUSED in reasons, State.PAUSED),
        (QuietReason.OFF_HOURS in reasons, State.OFF_HOURS),
        (turn.presence in (Presence.IDLE, Presence.LOCKED), State.AWAY),
        (stage is Stage.STARTED, State.STARTED),
        (stage is Stage.SNOOZED, State.SNOOZED),
        (stage in (Stage.WAITING, Stage.SHOWN), State.DUE),
        (stage is Stage.DEFERRED, State.DEFERRED),
        (standing, State.STANDING),
    ]
    return next((state for holding, state in holds if holding), State.SITTING)


def _wants_attention(turn: Turn) -> bool:
    reminder = turn.reminder
    return reminder is not None and isinstance(reminder.stage, Deferred) and reminder.firm


def _open(reminder: Reminder) -> OpenReminder:
    return OpenReminder(
        id=reminder.id, kind=reminder.kind, stage=word(reminder.stage), firm=reminder.firm, stretch=reminder.stretch,
        reason=reminder.reason, shown_at=reminder.shown_at,
        snoozes_left=max(0, reminder.rules.max_snoozes - reminder.snoozes), level=reminder.level,
        session=reminder.session,
    )  # fmt: skip


def _today(turn: Turn) -> Today:
    today = turn.now.wall.date()
    day = next((known for known in turn.account.days if known.day == today), Day(today))
    counts = Counter({tally.outcome: tally.count for tally in turn.memory.tallies if tally.day == today})
    return Today(
        day.sitting, day.standing, day.longest_bout, day.bouts, {outcome: counts[outcome] for outcome in Outcome}
    )
