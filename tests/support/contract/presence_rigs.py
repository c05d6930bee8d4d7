"""One source on one desktop, and the hands of the person in front of it, for the contract suite of sources."""

from __future__ import annotations

import asyncio
import math
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import PresenceSource
from breakd.desktop.presence.mutter import MutterSource
from breakd.desktop.presence.wayland import WaylandSource
from breakd.desktop.presence.x11 import X11Source
from breakd.desktop.terminal.screen import Terminal
from breakd.desktop.terminal.source import TerminalSource
from breakd.engine.events import Event, InputSeen, NoInput
from tests.support.fakes.compositor import FakeCompositor
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.source import FakeSource
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.vt import Vt

E = TypeVar("E", bound=Event)
SHORTEST = 0.09
"""Seconds: no test watches a shorter pause."""
EARLY = 0.15
"""Seconds by which an input may be told earlier than it was: less than the pauses that tests tell apart."""
LATE = 1.0
"""Seconds by which an answer may be read late on a busy machine, and an input be told later than it was."""
PATIENCE = 20.0
"""Seconds until what should come is given up, on a busy machine. When it was is told by the event itself."""


def boot() -> float:
    """Seconds of CLOCK_BOOTTIME."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


@dataclass
class Heard:
    """What a source reported, and when it came in."""

    events: list[Event] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    came: float = -math.inf
    """When the report that `next` gave last came in."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def report(self, event: Event) -> None:
        self.events.append(event)
        self.times.append(boot())
        self._news.set()

    def clear(self) -> None:
        self.events.clear()
        self.times.clear()

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def next(self, kind: type[E], within: float = PATIENCE, where: Callable[[E], bool] = lambda _: True) -> E:
        """The first such report, now or within so many seconds; it and all before it are then forgotten."""
        end = boot() + within
        while True:
            for index, event in enumerate(self.events):
                if isinstance(event, kind) and where(event):
                    self.came = self.times[index]
                    del self.events[: index + 1], self.times[: index + 1]
                    return event
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), max(0.0, end - boot()))
            except TimeoutError:
                raise AssertionError(f"no {kind.__name__} within {within} s, only {self.events}") from None

    async def pauses(self, touched: tuple[float, float], thresholds: Iterable[float], coarse: float = 0.0) -> None:
        """A NoInput since that input as each threshold is reached; who reads late may hear one for several."""
        came = -math.inf
        for reached in sorted(touched[0] + threshold * (1 - coarse) for threshold in set(thresholds)):
            if came < reached:
                await self.next(NoInput, where=no_input(touched))
                came = self.came
            assert came >= reached


class Rig:
    """`bump()` is one real input event; it gives the instants between which it happened."""

    outlives_a_late_loop = True
    """Input is seen by somebody else than the test's own loop."""
    tells_the_past = True
    """It knows of input before it started, and before a pause is watched."""
    tells_instants = True
    """It knows when something was, however late it is read. One that does not makes it later, never earlier."""
    coarse = 0.0
    """By which part of a threshold its timers may be off."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.source: PresenceSource

    def touch(self) -> None:
        raise NotImplementedError

    def restart(self) -> None:
        raise NotImplementedError

    def bump(self) -> tuple[float, float]:
        before = boot()
        self.touch()
        return before, boot() if self.tells_instants else math.inf

    async def bumped(self) -> tuple[float, float]:
        """Like `bump`, while the loop goes on."""
        return await asyncio.to_thread(self.bump)

    async def begin(self, idle_after: float) -> tuple[float, float]:
        """Start the source, with an input that it knows of."""
        if self.tells_the_past:
            touched = await self.bumped()
            await self.source.start(idle_after)
        else:
            await self.source.start(idle_after)
            touched = await self.bumped()
            await self.heard.next(InputSeen, where=input_seen(touched))
        return touched

    def read_late(self, touched: tuple[float, float]) -> tuple[float, float]:
        """When a source that was read late may say that an input was: never earlier than it was."""
        return touched if self.tells_instants else (touched[0], boot())


class FakeRig(Rig):
    outlives_a_late_loop = False

    def __init__(self, heard: Heard) -> None:
        super().__init__(heard)
        self.source = self._fake = FakeSource(heard.report, boot)

    def touch(self) -> None:
        self._fake.input()

    async def bumped(self) -> tuple[float, float]:
        return self.bump()

    def restart(self) -> None:
        self._fake.lose()
        self._fake.come_back()


class MutterRig(Rig):
    def __init__(self, heard: Heard, bus: Bus, mutter: FakeMutter) -> None:
        super().__init__(heard)
        self.source = MutterSource(heard.report, boot, bus)
        self.bus, self.mutter = bus, mutter

    def touch(self) -> None:
        self.mutter.input()

    def restart(self) -> None:
        self.mutter.restart()


class DesktopRig(Rig):
    def __init__(self, heard: Heard, source: PresenceSource, desktop: Desktop) -> None:
        super().__init__(heard)
        self.source, self._desktop = source, desktop

    def touch(self) -> None:
        self._desktop.input()


class TerminalRig(Rig):
    """Keys in the terminal of `breakd run`, which has been open for a while."""

    outlives_a_late_loop = False
    coarse = 0.02  # the kernel stamps a terminal with the time of its last tick, 4 ms

    def __init__(self, heard: Heard, vt: Vt) -> None:
        super().__init__(heard)
        self._vt = vt
        self.terminal = Terminal(vt.slave, vt.slave)
        self.source = TerminalSource(heard.report, boot, self.terminal, list)

    def touch(self) -> None:
        self._vt.type("x")

    async def bumped(self) -> tuple[float, float]:
        before, _ = self.bump()
        await self._vt.quiet()  # the key is read in this loop, and then counts
        return before, boot()


class WaylandRig(Rig):
    tells_the_past = tells_instants = False

    def __init__(self, heard: Heard, compositor: KdeDesktop | SwayDesktop | FakeCompositor) -> None:
        super().__init__(heard)
        self.source = WaylandSource(heard.report, boot, compositor.env)
        self._compositor = compositor

    def touch(self) -> None:
        time.sleep(0.005)  # no hand is there within the millisecond that an alarm for the next input needs
        end = boot() + PATIENCE
        while isinstance(self._compositor, FakeCompositor) and not self._compositor.knows_next_input():
            assert boot() < end, "its alarm of a millisecond never goes idle"
            time.sleep(0.001)
        self._compositor.input()

    def restart(self) -> None:
        self._compositor.restart()


@asynccontextmanager
async def session_bus(address: str) -> AsyncIterator[Bus]:
    """A connection to the bus at `address`, as the daemon has it to the session bus."""
    async with _bus("DBUS_SESSION_BUS_ADDRESS", address, Bus.session) as bus:
        yield bus


@asynccontextmanager
async def system_bus(address: str) -> AsyncIterator[Bus]:
    """The same, as the daemon has it to the system bus."""
    async with _bus("DBUS_SYSTEM_BUS_ADDRESS", address, Bus.system) as bus:
        yield bus


@asynccontextmanager
async def _bus(variable: str, address: str, connect: Callable[[], Awaitable[Bus]]) -> AsyncIterator[Bus]:
    before = os.environ[variable]
    os.environ[variable] = address
    try:
        bus = await connect()
    finally:
        os.environ[variable] = before
    try:
        yield bus
    finally:
        bus.close()
        await bus.wait_closed()


@asynccontextmanager
async def mutter_rig(heard: Heard, address: str) -> AsyncIterator[MutterRig]:
    fake: AbstractContextManager[FakeMutter] = FakeMutter(address)
    with fake as mutter:
        async with session_bus(address) as bus:
            yield MutterRig(heard, bus, mutter)


@asynccontextmanager
async def x11_rig(heard: Heard, desktop: Desktop) -> AsyncIterator[Rig]:
    source = X11Source(heard.report, boot, {"DISPLAY": desktop.env["DISPLAY"]})
    yield DesktopRig(heard, source, desktop)


@asynccontextmanager
async def gnome_rig(heard: Heard, desktop: Desktop) -> AsyncIterator[Rig]:
    async with session_bus(desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        yield DesktopRig(heard, MutterSource(heard.report, boot, bus), desktop)


@asynccontextmanager
async def terminal_rig(heard: Heard) -> AsyncIterator[TerminalRig]:
    vt = Vt()
    rig = TerminalRig(heard, vt)
    rig.terminal.open(rig)
    try:
        yield rig
    finally:
        rig.terminal.close(rig)
        vt.close()


def no_input(within: tuple[float, float], early: float = EARLY) -> Callable[[NoInput], bool]:
    """Whether a NoInput says that the last input was the one between these instants, and some while ago."""
    return lambda event: within[0] - early <= event.since <= min(within[1] + LATE, boot() - SHORTEST)


def input_seen(within: tuple[float, float]) -> Callable[[InputSeen], bool]:
    """Whether an InputSeen tells of the one between these instants."""
    return lambda event: within[0] - EARLY <= event.at <= within[1] + LATE
