"""Counting the time since the engine last looked: what was watched, what was slept, what nobody saw."""

from __future__ import annotations

from dataclasses import replace

from . import sitting_clock
from .events import Now
from .presence import counted
from .records import Outcome
from .reminder import close, take_over
from .reminder_stages import Waiting
from .sitting_clock import Counted, Span
from .step import Turn
from .wall_time import elapsed, later

UNOBSERVED = 120.0
"""A longer gap without a look adds no sitting: the process was stopped, crashed or starved."""
HEARTBEAT = UNOBSERVED / 2
"""Half of it, never equal: 3 ms of lateness would make every interval unobserved."""


def pass_time(turn: Turn, *, watched: bool = True) -> None:
    """Count the time up to `turn.now`; `watched` is false after a restart."""
    last, now = turn.memory.last, turn.now
    gap = sitting_clock.gap(last, now)
    if not watched or gap.awake > UNOBSERVED:
        _unobserved(turn, gap.awake, now.boot - gap.slept)
    else:
        _watched(turn, gap.awake, now.boot - gap.slept)
    if gap.slept:
        _count(turn, Counted.AWAY, gap.slept, now.boot, soft=True)
        _slept_since(turn, now.boot - gap.slept)
    turn.memory = replace(turn.memory, last=now)


def pass_time_to(turn: Turn, instant: float) -> None:
    """Count the time up to an instant a moment ago, when a sensor saw something; only over watched time."""
    last, now = turn.memory.last, turn.now
    gap = sitting_clock.gap(last, now)
    if instant <= last.boot:
        return
    if gap.slept or gap.awake > UNOBSERVED or instant >= now.boot:
        pass_time(turn)
        return
    back = now.boot - instant
    turn.now = Now(instant, now.mono - back, later(now.wall, -back))
    pass_time(turn)
    turn.now = now


def _unobserved(turn: Turn, seconds: float, end: float) -> None:
    """Neither sitting nor rest. So long that nobody can tell: a fresh bout, and no break is recorded."""
    if seconds <= turn.rules.hard_limit:
        _count(turn, Counted.NEITHER, seconds, end, soft=True)
        return
    if turn.reminder is not None:
        close(turn, Outcome.UNSEEN)  # it was about a bout that nobody knows the end of
    turn.happened(*sitting_clock.end_bout(turn.ledger, turn.memory.last.wall))
    turn.account = replace(turn.account, clock=0.0, absence=0.0, upright=0.0)


def _watched(turn: Turn, seconds: float, end: float) -> None:
    facts, posture = turn.facts, turn.account.posture
    kind = counted(facts, posture)
    if facts.passive_since is None or kind is Counted.AWAY:
        _count(turn, kind, seconds, end, soft=True)
        return
    capped = max(0.0, end - max(end - seconds, facts.passive_since + turn.rules.passive_cap))
    _count(turn, kind, seconds - capped, end - capped, soft=False)
    _count(turn, Counted.NEITHER, capped, end, soft=False)


def _count(turn: Turn, kind: Counted, seconds: float, end: float, *, soft: bool) -> None:
    if seconds <= 0:
        return
    wall = later(turn.now.wall, end - turn.now.boot)
    span = Span(kind, seconds, end, wall, soft)
    take_over(turn, sitting_clock.advance(turn.ledger, span, turn.rules))


def _slept_since(turn: Turn, instant: float) -> None:
    """Sources do not notice sleep and may report no input after it, so the sleep itself is remembered as a pause.

    A reminder that waits begins to wait anew: whoever goes on typing will have no pause that began before.
    """
    if turn.reminder is not None and isinstance(waiting := turn.reminder.stage, Waiting):
        turn.enter(replace(waiting, patient_since=turn.boot))
    elif turn.facts.pause_since is None:
        turn.facts = replace(turn.facts, pause_since=instant)


def machine_was_off(turn_last: Now, now: Now, natural_break: float) -> Now:
    """Another boot id: the instant of the last look on today's boot clock, so that the gap counts as slept.

    The gap is wall time; a negative one (a clock that was set) counts as a full natural break.
    """
    away = elapsed(turn_last.wall, now.wall)
    away = natural_break if away < 0 else away
    return replace(turn_last, boot=now.boot - away, mono=now.mono)
