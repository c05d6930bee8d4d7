"""A monitor that hears of locks, with a played logind and played lockers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager

from breakd.desktop.dbus import Bus
from breakd.desktop.presence.monitor import PresenceMonitor
from breakd.engine.events import Locked, Unlocked
from tests.support.fakes.locker import FakeLocker
from tests.support.fakes.source import FakeSource
from tests.support.settled import settled

from .presence_rigs import Heard, boot, system_bus

GNOME, XFCE, KDE = "org.gnome.ScreenSaver", "org.xfce.ScreenSaver", "org.freedesktop.ScreenSaver"
NEVER = 600.0
"""Seconds in which a message has arrived; a threshold that no test reaches."""
PAUSE, WAIT = 0.02, 0.1
"""LOCK_PAUSE in these tests, and WAIT_SECONDS where a test waits for its end."""


class LockRig:
    """A Presence on a private bus whose source is the fake one."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.heard = Heard()
        self.source = FakeSource(self.heard.report, boot)
        self.presence = PresenceMonitor(self.heard.report, boot, bus, bus, fallbacks={"fake": self._make_source})

    def _make_source(self, report: Callable[..., None], _clock: Callable[[], float]) -> FakeSource:
        self.source = FakeSource(report, boot)
        return self.source

    async def start(self) -> None:
        await self.presence.start(NEVER)
        assert self.presence.source is self.source

    async def input(self) -> float:
        """Somebody touches something after a pause long enough to be heard, if anybody listens; when."""
        await asyncio.sleep(PAUSE + 0.005)  # the source's own timer, in this loop, is done before
        touched = boot()
        self.source.input()
        return touched

    async def settled(self) -> None:
        """All that was said on the bus has been heard."""
        await settled(self.bus)

    async def quiet(self) -> None:
        """Nothing about the lock is reported."""
        await self.settled()
        assert self.heard.of(Locked) + self.heard.of(Unlocked) == []


@asynccontextmanager
async def lock_rig_on(bus_address: str) -> AsyncIterator[LockRig]:
    """A rig on this bus; what listens there is stopped with the block."""
    async with system_bus(bus_address) as bus:
        desk = LockRig(bus)
        yield desk
        await desk.presence.stop()


@contextmanager
def lockers(address: str, **states: bool) -> Iterator[dict[str, FakeLocker]]:
    names = {"gnome": GNOME, "xfce": XFCE, "kde": KDE}
    with ExitStack() as stack:
        yield {key: stack.enter_context(FakeLocker(address, names[key], active=on)) for key, on in states.items()}
