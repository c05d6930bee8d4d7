"""The engine's state in the words of `status`."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Literal

from . import physio_reminder, safety
from .events import Posture, QuietReason
from .plan_of_today import plan_of_today
from .records import Outcome
from .reminder_stages import Deferred, Snoozed, word
from .requests import in_heads_up, seconds_to_due
from .sitting_clock import Day
from .spans import Counted
from .state import Reminder
from .status import OpenReminder, Presence, Stage, State, Status, Today
from .step import Step
from .stretch_outcomes import sessions_this_week
from .unavailable import list_unavailable
from .wall_time import elapsed, later

CLOCKS_APART = 2.0
"""Seconds by which the wall clock and the boot clock may drift apart before a promised time is told anew."""


def build_status(step: Step) -> Status:
    """Everything about now, after the time up to now has been counted."""
    account, rules, state, reminder = step.account, step.rules, step.state, step.reminder
    reasons = step.quiet_reasons()
    standing = account.posture is Posture.STANDING
    due_in = None if reminder is not None or standing else seconds_to_due(step)
    sits = step.counts_as is Counted.SITTING
    paused: datetime | Literal["forever"] | None = "forever" if state.paused_forever else _pause_end(step)
    open_stage = reminder.stage if reminder is not None else None
    returns = open_stage.returns if isinstance(open_stage, Snoozed) else None
    return Status(
        state=_state(step, reasons),
        presence=step.presence,
        posture=account.posture,
        place=step.suggester.place,
        may_stand=step.suggester.may_stand,
        places=tuple(step.settings.places),
        bout_seconds=account.bout,
        sitting_clock_seconds=account.clock,
        limit_seconds=rules.limit,
        hard_limit_seconds=rules.hard_limit,
        standing_seconds=account.standing,
        due_in_seconds=due_in,
        due_at=later(step.now.wall, due_in) if due_in is not None and sits else None,
        in_heads_up=in_heads_up(step),
        attention=_wants_attention(step),
        reminder=_open_reminder(step, reminder) if reminder is not None else None,
        snoozed_until=_wall_of(step, returns),
        asks_again_at=_wall_of(step, reminder.asks_again if reminder is not None else None),
        paused_until=paused,
        quiet=tuple(sorted(reasons, key=list(QuietReason).index)),
        flare_until=safety.flare_until(step),
        safety_lock=safety.is_locked(step),
        today=_today(step),
        card=safety.current_card(step),
        card_stretch=safety.card_stretch(step),
        ask_red_flags=step.safety.ask,
        red_flag_list=safety.red_flag_list(step),
        feedback_until=(feedback := safety.feedback_until(step)),
        feedback_stretch=state.safety.about if feedback is not None else "",
        ask_disclaimer=not step.settings.body.disclaimer,
        sessions_this_week=sessions_this_week(step),
        checkup_due=physio_reminder.is_due(step),
        sessions_per_week=step.settings.stretches.sessions_per_week,
        gentle_until=safety.gentle_until(step),
        easy_until=safety.easy_until(step),
        spread_until=safety.spread_until(step),
        away=list_unavailable(step),
        plan=plan_of_today(step),
    )


def _pause_end(step: Step) -> datetime | None:
    """When the pause ends. Of a length it is told as it was promised, unless the wall clock was set since."""
    promised, ends = step.state.paused_until, _wall_of(step, step.state.pause_elapses)
    if promised is None or ends is None or abs(elapsed(promised, ends)) < CLOCKS_APART:
        return promised
    return ends


def _wall_of(step: Step, boot: float | None) -> datetime | None:
    """What the wall clock shows at an instant of the boot clock."""
    return None if boot is None else later(step.now.wall, boot - step.boot)


def _state(step: Step, reasons: frozenset[QuietReason]) -> State:
    stage = word(step.reminder.stage) if step.reminder is not None else None
    standing = step.account.posture is Posture.STANDING
    holds = [
        (step.presence is Presence.UNKNOWN, State.UNKNOWN),
        (QuietReason.PAUSED in reasons, State.PAUSED),
        (QuietReason.OFF_HOURS in reasons, State.OFF_HOURS),
        (stage is Stage.STARTED and step.presence is not Presence.LOCKED, State.STARTED),
        (step.presence in (Presence.IDLE, Presence.LOCKED), State.AWAY),
        (stage is Stage.SNOOZED, State.SNOOZED),
        (stage in (Stage.WAITING, Stage.SHOWN), State.DUE),
        (stage is Stage.DEFERRED, State.DEFERRED),
        (standing, State.STANDING),
    ]
    return next((state for holding, state in holds if holding), State.SITTING)


def _wants_attention(step: Step) -> bool:
    reminder = step.reminder
    return reminder is not None and isinstance(reminder.stage, Deferred) and reminder.firm


def _open_reminder(step: Step, reminder: Reminder) -> OpenReminder:
    stretches = [one.stretch for one in reminder.session] or [reminder.stretch]
    stretch = step.suggester.stretch(reminder.stretch)
    never_done = tuple(id for id in stretches if id and step.stretch_log.progress_of(id).last is None)
    return OpenReminder(
        id=reminder.id, kind=reminder.kind, stage=word(reminder.stage), firm=reminder.firm, stretch=reminder.stretch,
        reason=reminder.reason, shown_at=reminder.shown_at,
        snoozes_left=max(0, reminder.rules.max_snoozes - reminder.snoozes), level=reminder.level,
        session=reminder.session, never_done=never_done, name=stretch.name if stretch else "",
    )  # fmt: skip


def _today(step: Step) -> Today:
    today = step.now.wall.date()
    day = next((known for known in step.account.days if known.day == today), Day(today))
    counts = Counter({tally.outcome: tally.count for tally in step.state.tallies if tally.day == today})
    return Today(
        day.sitting, day.standing, day.longest_bout, day.bouts, {outcome: counts[outcome] for outcome in Outcome}
    )
