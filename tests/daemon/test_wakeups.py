"""No wake-up is lost: whatever the order of rings and of what is armed, an alarm is set for the next deadline."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakd.engine.effects import Effect
from breakd.engine.events import Event, InputSeen, Now, Tick
from breakd.system import clock, wakeup_timer
from breakd.system.wakeup_timer import REARM, WakeupTimer
from tests.daemon.test_loop import DEFAULTS, running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the history is."""
    return tmp_path / "state/history.db"


class Deadline(NamedTuple):
    """What the engine says of its next deadline, played."""

    due: float

    def seconds_from(self, now: Now) -> float:
        return max(0.001, self.due - now.boot)


async def test_a_deadline_that_moves_a_little_as_the_alarm_rings(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pop-up that is lost and shown again within some milliseconds; its end came 46 s late."""
    async with running(path, DEFAULTS) as house:
        engine = house.loop._engine
        ticks: list[float] = []
        due = clock.boot() + 0.1

        def handle(event: Event, now: Now) -> list[Effect]:
            nonlocal due
            if isinstance(event, Tick):
                ticks.append(now.boot)
                due = due + REARM / 2 if len(ticks) == 1 else now.boot + 3600
            return []

        monkeypatch.setattr(engine, "handle", handle)
        monkeypatch.setattr(engine, "next_wakeup", lambda: Deadline(due))
        house.loop.post(InputSeen(clock.boot()))
        await house.until(lambda: len(ticks) >= 2)


async def test_an_event_that_fails_loses_neither_the_alarm_nor_what_comes_after_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(path, DEFAULTS) as house:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
        engine = house.loop._engine
        heard: list[Event] = []

        def handle(event: Event, _now: Now) -> list[Effect]:
            heard.append(event)
            if isinstance(event, InputSeen) and event.at == 1:
                raise RuntimeError("a fault of the engine")
            return []

        monkeypatch.setattr(engine, "handle", handle)
        due = clock.boot() + 0.1
        monkeypatch.setattr(engine, "next_wakeup", lambda: Deadline(due if clock.boot() < due else due + 3600))
        house.loop.post(InputSeen(1))
        house.loop.post(InputSeen(2))
        await house.until(lambda: InputSeen(2) in heard and Tick() in heard)


class Scheduler:
    """As much of APScheduler as the timer uses, on a clock that a test moves."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self.at: float | None = None
        self.run: Any = None

    def start(self) -> None: ...

    def shutdown(self, wait: bool) -> None: ...

    def wakeup(self) -> None: ...

    def get_job(self, _id: str) -> float | None:
        return self.at

    def remove_job(self, _id: str) -> None:
        self.at = None

    def add_job(self, run: Any, trigger: datetime, *, id: str, replace_existing: bool) -> None:
        assert id
        assert replace_existing
        self.run, self.at = run, trigger.timestamp()


STEPS = st.one_of(
    st.tuples(st.just("pass"), st.sampled_from([0.0, 0.002, 0.009, 0.011, 1.0, 60.0, 600.0])),
    st.tuples(st.just("move"), st.sampled_from([-1.0, -0.009, 0.0, 0.004, 0.009, 0.02, 5.0, 30.0])),
    st.tuples(st.just("none"), st.just(0.0)),
    st.tuples(st.just("step"), st.sampled_from([-3600.0, 3600.0])),
)


@given(st.lists(STEPS, max_size=40))
def test_whatever_the_order_an_alarm_is_set_for_the_next_deadline(steps: list[tuple[str, float]]) -> None:
    boot, wall, rings = 1000.0, 2000.0, 0

    class Wall(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return datetime.fromtimestamp(wall, tz)

    def ring() -> None:
        nonlocal rings
        rings += 1

    with pytest.MonkeyPatch.context() as patch:
        scheduler = Scheduler(lambda: wall)
        patch.setattr(wakeup_timer, "apscheduler", lambda: (lambda **_: scheduler, lambda at: at))
        patch.setattr(wakeup_timer, "datetime", Wall)
        timer = WakeupTimer(ring)
        timer.start()
        due: float | None = boot + 10
        for kind, seconds in steps:
            match kind:
                case "pass":
                    boot, wall = boot + seconds, wall + seconds
                    if scheduler.at is not None and scheduler.at <= wall:
                        scheduler.at = None
                        asyncio.run(scheduler.run())
                case "move":
                    due = (due or boot) + seconds
                case "none":
                    due = None
                case "step":
                    wall += seconds
                    timer.clock_changed()
            if due is not None and due <= boot:
                due = boot + 0.005  # the engine's deadlines are always still to come
            timer.arm_for(due, boot)
            assert (scheduler.at is None) == (due is None)
            if due is not None:
                assert scheduler.at is not None
                assert abs((scheduler.at - wall) - (due - boot)) <= REARM + 1e-3
