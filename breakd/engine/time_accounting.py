"""Counting the time since the engine last looked: what was watched, what was slept, what nobody saw."""

from __future__ import annotations

from dataclasses import replace

from . import sitting_clock
from .events import Now
from .presence import counted_as
from .records import Outcome
from .reminder import GUIDE_SILENCE, apply_counted, resolve
from .reminder_stages import Waiting
from .spans import Counted, During, Span
from .status import Presence
from .step import Step
from .wall_time import elapsed, later

UNOBSERVED = 120.0
"""A longer gap without a look adds no sitting: the process was stopped, crashed or starved."""
HEARTBEAT = UNOBSERVED / 2
"""Half of it, never equal: 3 ms of lateness would make every interval unobserved."""


def advance_to_now(step: Step, *, watched: bool = True) -> None:
    """Count the time up to `step.now`; `watched` is false after a restart."""
    last, now = step.state.last, step.now
    if now is last:  # once more within one event: nothing is left to count
        return
    gap = sitting_clock.gap(last, now)
    if not watched or gap.awake > UNOBSERVED:
        _count_unobserved(step, gap.awake, now.boot - gap.slept)
    else:
        _count_watched(step, gap.awake, now.boot - gap.slept)
    if gap.slept:
        _count(step, Counted.AWAY, gap.slept, now.boot, provisional=True)
        _remember_sleep(step, now.boot - gap.slept)
    step.state = replace(step.state, last=now)


def advance_to(step: Step, instant: float) -> None:
    """Count the time up to an instant a moment ago, when a sensor saw something; only over watched time."""
    last, now = step.state.last, step.now
    gap = sitting_clock.gap(last, now)
    if instant <= last.boot:
        return
    if gap.slept or gap.awake > UNOBSERVED or instant >= now.boot:
        advance_to_now(step)
        return
    back = now.boot - instant
    step.now = Now(instant, now.mono - back, later(now.wall, -back))
    advance_to_now(step)
    step.now = now


def _count_unobserved(step: Step, seconds: float, end: float) -> None:
    """Neither sitting nor rest. So long that nobody can tell: a fresh bout, and no break is recorded."""
    if seconds <= step.rules.hard_limit:
        _count(step, Counted.NEITHER, seconds, end, provisional=True)
        return
    if step.reminder is not None and not (step.is_followed and seconds < GUIDE_SILENCE):
        resolve(step, Outcome.UNSEEN)  # it was about a bout that nobody knows the end of
    step.apply_ledger(*sitting_clock.end_bout(step.ledger, step.state.last.wall))
    step.account = replace(step.account, clock=0.0, absence=0.0, upright=0.0)


def _count_watched(step: Step, seconds: float, end: float) -> None:
    facts, posture = step.facts, step.account.posture
    kind = counted_as(facts, posture)
    if step.is_followed and step.presence is Presence.PASSIVE:
        kind = Counted.AWAY
    if facts.passive_since is None or kind is Counted.AWAY:
        _count(step, kind, seconds, end, provisional=True)
        return
    capped = max(0.0, end - max(end - seconds, facts.passive_since + step.rules.passive_cap))
    _count(step, kind, seconds - capped, end - capped, provisional=False)
    _count(step, Counted.NEITHER, capped, end, provisional=False)


def _count(step: Step, kind: Counted, seconds: float, end: float, *, provisional: bool) -> None:
    if seconds <= 0:
        return
    wall = later(step.now.wall, end - step.now.boot)
    during = step.during
    if during is During.CALL and kind is Counted.AWAY:  # the call goes on without them
        during = None
    span = Span(kind, seconds, end, wall, provisional, during)
    apply_counted(step, sitting_clock.advance(step.ledger, span, step.rules))


def _remember_sleep(step: Step, instant: float) -> None:
    """Sources do not notice sleep and may report no input after it, so the sleep itself is remembered as a pause.

    A reminder that waits begins to wait anew: if typing continues, the pause must start again.
    """
    if step.reminder is not None and isinstance(waiting := step.reminder.stage, Waiting):
        step.enter(replace(waiting, patient_since=step.boot))
    elif step.facts.pause_since is None:
        step.facts = replace(step.facts, pause_since=instant)


def machine_was_off(turn_last: Now, now: Now, natural_break: float) -> Now:
    """Another boot id: the instant of the last look on today's boot clock, so that the gap counts as slept.

    The gap is wall time; a negative one (a clock that was set) counts as a full natural break.
    """
    away = elapsed(turn_last.wall, now.wall)
    away = natural_break if away < 0 else away
    return replace(turn_last, boot=now.boot - away, mono=now.mono)
