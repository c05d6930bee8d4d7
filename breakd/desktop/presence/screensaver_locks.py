"""The screen lockers on the session bus: what each says of the screen, by signal and when asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

from breakd.desktop.bus_names import SCREENSAVER, SCREENSAVER_PATH
from breakd.desktop.dbus import CALL_SECONDS, TIMEOUT, Bus, BusError, SignalSubscription
from breakd.desktop.retry import PAUSES
from breakd.system.tasks import TaskSet

from .lock import LockState

log = logging.getLogger(__name__)

LOCKERS = {
    "org.gnome.ScreenSaver": "/org/gnome/ScreenSaver",
    SCREENSAVER: SCREENSAVER_PATH,
    "org.xfce.ScreenSaver": "/org/xfce/ScreenSaver",
    "org.mate.ScreenSaver": "/org/mate/ScreenSaver",
    "org.cinnamon.ScreenSaver": "/org/cinnamon/ScreenSaver",
}
"""Name, which is also the interface → path. All have GetActive and ActiveChanged; Plasma's is the second."""


class ScreenSaverLocks:
    """Follows every locker that is on the bus now or comes later."""

    def __init__(self, bus: Bus, lock: LockState) -> None:
        self._bus = bus
        self._lock = lock
        self._signals: list[SignalSubscription] = []
        self._heard = dict.fromkeys(LOCKERS, 0)
        """Counts what each locker said by itself: an answer that was under way meanwhile is out of date."""
        self._owners: dict[str, str | None] = dict.fromkeys(LOCKERS)
        self._asking = TaskSet(log, "presence: a question to a locker")
        self._closed = False

    async def start(self) -> None:
        """Listen, and ask those that are there; returns when they have answered or their time is over."""
        await asyncio.gather(*(self._follow(name) for name in LOCKERS))
        await self._asking.wait(CALL_SECONDS)

    def ask(self, names: Iterable[str], at: float) -> None:
        """Ask again whether it is locked: there was input at `at`. One that does not answer is no reason any more."""
        for name in names:
            self._asking.spawn(self._ask(name, at))

    async def stop(self) -> None:
        """Stop listening."""
        self._closed = True
        self._asking.cancel()
        await self._asking.wait()
        for signal in self._signals:
            await self._bus.unwatch(signal)

    async def _follow(self, name: str) -> None:
        def active_changed(body: list[Any]) -> None:
            self._heard[name] += 1
            self._lock.set_fact(name, bool(body[0]))

        def owner_changed(owner: str | None) -> None:
            if self._closed or owner == self._owners[name]:
                return
            self._owners[name] = owner
            self._heard[name] += 1
            if owner is None:
                self._lock.on_locker_gone(name)
            else:
                self._asking.spawn(self._ask(name))

        try:
            # no path: Plasma has its object at /ScreenSaver too
            self._signals.append(
                await self._bus.watch_signal(name, name, "ActiveChanged", active_changed, signature="b")
            )
            await self._bus.watch_owner(name, owner_changed)
        except BusError as error:
            log.warning("presence: cannot listen to %s: %s", name, error)

    async def _ask(self, name: str, at: float | None = None) -> None:
        for pause in (*PAUSES, None):
            heard = self._heard[name]
            try:
                (active,) = await self._bus.call(name, LOCKERS[name], name, "GetActive", returns="b")
            except BusError as error:
                # GNOME's org.freedesktop.ScreenSaver, for one, only takes inhibitors
                log.debug("presence: %s does not say whether it is locked: %s", name, error)
                active = False
                if at is None and pause is not None and error.name == TIMEOUT:
                    await asyncio.sleep(pause)  # it is busy; without input nobody asks again
                    continue
            if heard == self._heard[name]:
                self._lock.set_fact(name, bool(active), at)
            return
