"""Laws learnt from a trial of this shape, and how the engine keeps them. The timeline driver checks the first one
after every single event; here they are on their own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from breakd.engine import time_accounting
from breakd.engine.engine import Engine
from breakd.engine.events import Beat, InputSeen, Now, SourceReady, Tick
from breakd.engine.settings import Settings
from tests.support.timeline import BERLIN, MOVEMENTS, Day


def clock(seconds: float) -> Now:
    return Now(
        seconds, seconds, (datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(BERLIN)
    )


def test_the_next_wakeup_is_strictly_later_than_now() -> None:
    engine = Engine(Settings(), MOVEMENTS, clock(0))
    engine.handle(SourceReady("test"), clock(0))
    engine.handle(InputSeen(0), clock(0))
    at = 0.0
    for _ in range(500):
        wait = engine.next_wakeup().seconds_from(clock(at))
        assert wait is not None
        assert wait > 0
        at = min(at + wait, at + 60)
        engine.handle(Tick(), clock(at))


def test_a_deadline_hit_to_the_last_bit_fires() -> None:
    """Sums of floats never meet a limit exactly: whoever waits for equality waits, or spins, for ever."""
    engine = Engine(Settings(), MOVEMENTS, clock(0))
    engine.handle(SourceReady("test"), clock(0))
    engine.handle(InputSeen(0), clock(0))
    at = 0.0
    while engine.status(clock(at)).reminder is None:
        wakeup = engine.next_wakeup().boot
        assert wakeup is not None
        at = min(wakeup - 1e-9, at + 59.9)
        engine.handle(Tick(), clock(at))
        assert at < 1801


def test_the_heartbeat_is_half_the_unobserved_gap() -> None:
    assert time_accounting.HEARTBEAT * 2 == time_accounting.UNOBSERVED


def test_beats_that_are_a_little_late_all_count() -> None:
    engine = Engine(Settings(), MOVEMENTS, clock(0))
    engine.handle(SourceReady("test"), clock(0))
    engine.handle(InputSeen(0), clock(0))
    at = 0.0
    for _ in range(20):
        at += time_accounting.HEARTBEAT + 0.003
        engine.handle(Beat(), clock(at))
    assert abs(engine.status(clock(at)).bout_seconds - at) < 0.01


def test_the_driver_of_the_timelines_is_late() -> None:
    delays = [Day(late=seed).late() for seed in range(20)]
    assert max(delays) > 30
    assert min(delays) >= 0
