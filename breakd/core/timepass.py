"""Counting the time since the engine last looked: what was watched, what was slept, what nobody saw."""

from __future__ import annotations

from dataclasses import replace

from . import sitting
from .events import Now
from .hours import elapsed, later
from .presence import counted
from .sitting import Counted, Span
from .turn import Turn

UNOBSERVED = 120.0
"""A longer gap without a look adds no sitting: the process was stopped, crashed or starved."""
HEARTBEAT = UNOBSERVED / 2
"""Half of it, never equal: 3 ms of lateness would make every interval unobserved."""


def pass_time(turn: Turn, *, watched: bool = True) -> bool:
    """Count the time up to `turn.now`; `watched` is false after a restart. True if it held a natural break."""
    last, now = turn.memory.last, turn.now
    gap = sitting.gap(last, now)
    rested = False
    if not watched or gap.awake > UNOBSERVED:
        rested = _unobserved(turn, gap.awake, now.boot - gap.slept)
    else:
        rested = _watched(turn, gap.awake, now.boot - gap.slept)
    if gap.slept:
        rested = _count(turn, Counted.AWAY, gap.slept, now.boot, soft=True) or rested
    turn.update(last=now)
    return rested


def pass_time_to(turn: Turn, instant: float) -> bool:
    """Count the time up to an instant a moment ago, when a sensor saw something; only over watched time."""
    last, now = turn.memory.last, turn.now
    gap = sitting.gap(last, now)
    if instant <= last.boot:
        return False
    if gap.slept or gap.awake > UNOBSERVED or instant >= now.boot:
        return pass_time(turn)
    back = now.boot - instant
    turn.now = Now(instant, now.mono - back, later(now.wall, -back))
    rested = pass_time(turn)
    turn.now = now
    return rested


def _unobserved(turn: Turn, seconds: float, end: float) -> bool:
    """Neither sitting nor rest. So long that nobody can tell: a fresh bout, and no break is recorded."""
    if seconds <= turn.settings.sitting.hard_limit:
        return _count(turn, Counted.NEITHER, seconds, end, soft=True)
    turn.happened(*sitting.end_bout(turn.memory.ledger, turn.memory.last.wall))
    fresh = sitting.change(turn.memory.ledger, clock=0.0, absence=0.0, rested=False, upright=0.0)
    turn.update(ledger=fresh)
    return False


def _watched(turn: Turn, seconds: float, end: float) -> bool:
    facts, posture = turn.memory.facts, turn.account.posture
    kind = counted(facts, posture)
    if facts.passive_since is None or kind is Counted.AWAY:
        return _count(turn, kind, seconds, end, soft=True)
    capped = max(0.0, end - max(end - seconds, facts.passive_since + turn.settings.sitting.passive_cap))
    _count(turn, kind, seconds - capped, end - capped, soft=False)
    return _count(turn, Counted.NEITHER, capped, end, soft=False)


def _count(turn: Turn, kind: Counted, seconds: float, end: float, *, soft: bool) -> bool:
    if seconds <= 0:
        return False
    wall = later(turn.now.wall, end - turn.now.boot)
    span = Span(kind, seconds, end, wall, soft)
    return turn.happened(*sitting.advance(turn.memory.ledger, span, turn.settings.sitting))


def machine_was_off(turn_last: Now, now: Now, natural_break: float) -> Now:
    """Another boot id: the instant of the last look on today's boot clock, so that the gap counts as slept.

    The gap is wall time; a negative one (a clock that was set) counts as a full natural break.
    """
    away = elapsed(turn_last.wall, now.wall)
    away = natural_break if away < 0 else away
    return replace(turn_last, boot=now.boot - away, mono=now.mono)
