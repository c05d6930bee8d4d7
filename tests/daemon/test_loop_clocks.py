"""Suspend, a clock that is set, another zone and another boot: the real loop, engine and alarm on movable clocks."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from breakd.daemon import Restored, _restore
from breakd.desktop.quiet.monitor import QuietMonitor
from breakd.desktop.tray.null import NullTray
from breakd.engine.effects import Refusal, Refused
from breakd.engine.engine import Engine
from breakd.engine.events import InputSeen, NoInput, Pause, Skip, Sleeping, SourceReady, Woke
from breakd.engine.settings import Settings
from breakd.engine.status import Capabilities, Presence
from breakd.history.recorder import Recorder
from breakd.loop import Edges, Loop
from breakd.system import clock
from tests.daemon.test_loop import DEFAULTS, MOVEMENTS, FakeSensors, FakeSignals, House
from tests.support.fakes.notifier import FakeNotifier

NEVER = 600.0
"""Seconds to a heartbeat that no test here lives to see."""
PAUSE = 1200.0
"""Seconds of a pause that ends before anything else is due: the alarm is armed for its end."""
LEFT = 0.3
"""Seconds of it that are left after a sleep."""
SHORT = replace(
    DEFAULTS,
    sitting=replace(DEFAULTS.sitting, limit=1.0, hard_limit=60.0, natural_break=30.0),
    reminder=replace(DEFAULTS.reminder, heads_up=0.1, wait_for_pause=0.05, wait_at_most=0.1, snooze=(1.0,)),
)


class Machine:
    """Clocks that go on by themselves or stand still, and that a test moves as a sleep, a hand or a day would."""

    def __init__(self) -> None:
        self._slept = self._set_by = self._behind = 0.0
        self._still: clock.Reading | None = None

    def read(self) -> clock.Reading:
        boot, mono, wall = self._still or clock.read()
        passed = self._slept - self._behind
        return clock.Reading(boot + passed, mono - self._behind, wall + passed + self._set_by)

    def boot(self) -> float:
        return self.read().boot

    def stand_still(self) -> None:
        """From now on time passes by `go` alone, however long a busy machine takes."""
        self._still = clock.read()

    def go(self, seconds: float) -> None:
        """Time passes, with the machine awake."""
        self._behind -= seconds

    def go_on(self) -> None:
        """Time passes by itself again."""
        assert self._still is not None
        self._behind += time.monotonic() - self._still.mono
        self._still = None

    def sleep(self, seconds: float) -> None:
        """The machine sleeps; asyncio's own clock, CLOCK_MONOTONIC, sees nothing of it."""
        self._slept += seconds

    def set_clock(self, seconds: float) -> None:
        """Somebody sets the wall clock."""
        self._set_by += seconds


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()

    class MachineTime(datetime):
        """What the scheduler takes for the time of day."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> MachineTime:
            return cls.fromtimestamp(machine.read().wall, tz)

    monkeypatch.setattr("breakd.system.wakeup_timer.datetime", MachineTime)
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", MachineTime)
    return machine


class Heart:
    """The loop's heart, which beats when the test says so and not each minute."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.beats = 0
        monkeypatch.setattr("breakd.loop.HEARTBEAT", NEVER)

    def count(self) -> None:
        self.beats += 1

    async def beat(self, house: House) -> None:
        await house.loop._beat()
        await house.until(lambda: self.beats)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.db"


@asynccontextmanager
async def living(
    path: Path, machine: Machine, settings: Settings = DEFAULTS, boot_id: str = "this-boot",
    beat: Callable[[], object] = lambda: None,
) -> AsyncIterator[tuple[House, Restored]]:  # fmt: skip
    """A loop that takes up what an earlier one left, as the daemon does."""
    recorder, clocks = Recorder(path), clock.Clock(machine.read)
    states = recorder.states()
    engine = Engine(settings, MOVEMENTS, clocks.now(), first_id=recorder.next_reminder_id())
    taken_up = _restore(engine, clocks, states, boot_id)
    loop = Loop(engine, clocks, recorder, boot_id)
    notifier, sensors, signals = FakeNotifier(loop.post), FakeSensors(), FakeSignals()
    found = Capabilities("fake", (), "none", logind=True)
    edges = Edges(sensors, QuietMonitor(loop.post, {}), notifier, NullTray(), (signals,), lambda: found)
    loop.start(edges, taken_up.effects, beat)
    try:
        yield House(loop, notifier, sensors, signals, path), taken_up
    finally:
        await loop.stop()
        recorder.close()


def sit(house: House, machine: Machine) -> None:
    house.loop.post(SourceReady("fake"))
    house.loop.post(InputSeen(machine.boot()))


async def pause(house: House, machine: Machine) -> None:
    """A pause of a length: nothing but the alarm ends it."""
    sit(house, machine)
    until = datetime.fromtimestamp(machine.read().wall + PAUSE)
    assert await house.loop.request(Pause(f"{round(PAUSE)}s")) is None
    paused_until = house.loop.status().paused_until
    assert isinstance(paused_until, datetime)
    assert abs(paused_until.timestamp() - until.timestamp()) < 1
    await armed(house)


def left(house: House, machine: Machine) -> float:
    """Seconds until the pause is over, however long a busy machine took since it began."""
    until = house.loop.status().paused_until
    assert isinstance(until, datetime)
    return until.timestamp() - machine.read().wall


async def armed(house: House) -> None:
    """Wait until the scheduler has set its timer for what it is armed for."""
    await house.until(lambda: house.loop._alarm._armed is not None)
    await asyncio.sleep(0)  # it does so in the next turn
    assert house.loop._alarm._scheduler._timeout is not None


async def heard(house: House) -> None:
    """Return when all that was posted has been handled: a request comes after it."""
    assert await house.loop.request(Skip(4711)) == Refused(Refusal.STALE)


def is_paused(house: House) -> bool:
    return house.loop._engine.state.paused_until is not None


def rings(house: House) -> Callable[[], bool]:
    """Whether the alarm has ended the pause (asking for the status counts, but ends nothing)."""
    return lambda: not is_paused(house)


def _breaks(house: House) -> int:
    count = house.read("SELECT count(*) FROM natural_break")
    return int(count)


async def test_the_signal_of_a_resume_arms_the_alarm_anew(path: Path, machine: Machine) -> None:
    """While the person is away for long already, so that the sleep itself moves no deadline."""
    gone = replace(DEFAULTS, sitting=replace(DEFAULTS.sitting, natural_break=0.2))
    async with living(path, machine, gone) as (house, _):
        await pause(house, machine)
        house.loop.post(NoInput(machine.boot() - 200))
        await house.until(lambda: _breaks(house))
        machine.stand_still()
        house.loop.post(Sleeping(machine.boot()))
        await heard(house)
        machine.sleep(left(house, machine) - LEFT)
        house.loop.post(Woke(machine.boot()))
        await heard(house)
        assert is_paused(house)
        machine.go_on()
        await house.until(rings(house))


async def test_without_any_word_of_it_the_alarm_does_not_notice(path: Path, machine: Machine) -> None:
    """The scheduler's own blindness, without which the tests around this one would show nothing."""
    async with living(path, machine) as (house, _):
        await pause(house, machine)
        machine.sleep(PAUSE + 0.5)
        await asyncio.sleep(0.5)
        assert is_paused(house)


async def test_a_resume_whose_signal_was_lost_is_noticed_at_the_heartbeat(
    path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    heart = Heart(monkeypatch)
    async with living(path, machine, beat=heart.count) as (house, _):
        await pause(house, machine)
        machine.stand_still()
        machine.sleep(left(house, machine) - LEFT)
        await heart.beat(house)
        assert is_paused(house), "the beat itself did not end it: the alarm must"
        machine.go_on()
        await house.until(rings(house))
        assert heart.beats == 1


@pytest.mark.parametrize("step", [3600.0, -3600.0])
async def test_a_clock_that_was_set_moves_no_duration(
    path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch, step: float
) -> None:
    heart = Heart(monkeypatch)
    async with living(path, machine, SHORT, beat=heart.count) as (house, _):
        began = time.monotonic()
        sit(house, machine)
        await heard(house)
        await armed(house)
        machine.set_clock(step)
        await heart.beat(house)
        await house.until(lambda: house.notifier.showing)
        assert time.monotonic() - began >= 1.0
        assert heart.beats == 1


async def test_a_promised_end_follows_a_clock_that_was_set(
    path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    heart = Heart(monkeypatch)
    async with living(path, machine, beat=heart.count) as (house, _):
        sit(house, machine)
        end = datetime.fromtimestamp(machine.read().wall + PAUSE)
        assert await house.loop.request(Pause(f"{end:%H:%M}")) is None
        await armed(house)
        machine.set_clock(end.replace(second=0, microsecond=0).timestamp() - machine.read().wall - 1)
        await heart.beat(house)
        await house.until(rings(house))
        assert heart.beats == 1


async def test_a_length_does_not_follow_a_clock_that_was_set(
    path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    heart = Heart(monkeypatch)
    async with living(path, machine, beat=heart.count) as (house, _):
        await pause(house, machine)
        machine.set_clock(PAUSE + 60)
        await heart.beat(house)
        await asyncio.sleep(0.2)  # for an alarm that took the clock's word
        assert is_paused(house)


async def test_a_nap_of_a_minute_counts_the_same_with_and_without_its_signals(path: Path, machine: Machine) -> None:
    clocks = {}
    machine.stand_still()
    for told in (True, False):
        async with living(path.parent / str(told) / path.name, machine) as (house, _):
            sit(house, machine)
            await heard(house)
            machine.go(20)
            if told:
                house.loop.post(Sleeping(machine.boot()))
                await heard(house)
            machine.sleep(60)
            if told:
                house.loop.post(Woke(machine.boot()))
            house.loop.post(InputSeen(machine.boot()))
            await heard(house)
            status = house.loop.status()
            clocks[told] = status.sitting_clock_seconds
            assert status.bout_seconds == pytest.approx(20), "nobody sat through it"
    assert clocks[True] == pytest.approx(clocks[False])


# -- another zone --------------------------------------------------------------------------------------------------


@pytest.fixture
def zone_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.delenv("TZ", raising=False)
    time.tzset()


@pytest.mark.usefixtures("zone_of_the_machine")
async def test_a_new_zone_is_followed_within_a_heartbeat(
    path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    heart = Heart(monkeypatch)
    async with living(path, machine, beat=heart.count) as (house, _):
        sit(house, machine)
        os.environ["TZ"] = "Asia/Tokyo"
        await heart.beat(house)
        assert await house.loop.request(Pause("1h")) is None
        paused_until = house.loop.status().paused_until
        assert isinstance(paused_until, datetime)
        assert paused_until.utcoffset() == timedelta(hours=9)


# -- another boot --------------------------------------------------------------------------------------------------


async def test_the_machine_was_off_over_lunch(path: Path, machine: Machine) -> None:
    async with living(path, machine, boot_id="before lunch") as (house, _):
        machine.stand_still()
        sit(house, machine)
        await heard(house)
        machine.go(5)
        assert house.loop.status().bout_seconds == pytest.approx(5)
    machine.set_clock(40 * 60)  # the wall went on; BOOTTIME, small or large, has begun anew
    async with living(path, machine, boot_id="after lunch") as (house, taken_up):
        assert taken_up.effects
        assert house.loop.status().bout_seconds == 0
        assert house.loop.status().presence is Presence.UNKNOWN
        assert _breaks(house) == 1


async def test_a_restart_within_one_boot_goes_on(path: Path, machine: Machine) -> None:
    async with living(path, machine) as (house, _):
        machine.stand_still()
        sit(house, machine)
        await heard(house)
        machine.go(5)
    async with living(path, machine) as (house, _):
        assert house.loop.status().bout_seconds == pytest.approx(5)
