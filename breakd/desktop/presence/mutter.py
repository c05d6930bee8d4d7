"""Input as GNOME's compositor sees it, on X11 and Wayland: the watches of org.gnome.Mutter.IdleMonitor.

How Mutter behaves (read in meta-idle-monitor.c, tried on 43, 48 and 50): an idle watch fires at its threshold
each time, at once if that has passed already; a user-active watch fires once, at the next input. While the
session manager's `InhibitedActions` has the idle bit, idle watches do not fire, the idle time goes on; when the
bit clears, Mutter sets the idle time to 0 and fires no user-active watch.
"""

from __future__ import annotations

import asyncio
import logging
import math
from typing import Any

from breakd.desktop.bus_names import CHANGED, GNOME_SESSION, GNOME_SESSION_PATH, MUTTER, MUTTER_PATH, PROPERTIES
from breakd.desktop.dbus import Bus, BusError, SignalSubscription
from breakd.desktop.ports import BootClock, EventSink, Unavailable
from breakd.messages import presence as texts
from breakd.messages import tr

from .idle_source import TOLERANCE, IdleSource

log = logging.getLogger(__name__)

INHIBITED_ACTIONS = "InhibitedActions"
IDLE_BIT = 8
"""GSM_INHIBITOR_FLAG_IDLE."""


class MutterSource(IdleSource):
    """Watches in Mutter; while they are inhibited, a look at each heartbeat instead."""

    name = "mutter"

    def __init__(self, report: EventSink, boot_clock: BootClock, bus: Bus) -> None:
        super().__init__(report, boot_clock)
        self._bus = bus
        self._signals: list[SignalSubscription] = []
        self._connected = False
        self._owner: str | None = None
        self._idle_watches: dict[float, int] = {}
        """Threshold in seconds → Mutter's number of its watch."""
        self._input_watch: int | None = None
        self._early: set[int] | None = None
        """What fires while a watch is being added: it may be that one, before its number is known."""
        self._inhibited = False
        self._pause_timer: asyncio.TimerHandle | None = None

    async def beat(self) -> None:
        """While inhibited no idle watch fires, so look."""
        if self._inhibited:
            self._want_input_watch()
            await self._look_now()
        await super().beat()

    # -- the service -------------------------------------------------------------------------------------------

    async def _connect(self) -> None:
        bus = self._bus
        if await bus.owner(MUTTER) is None:
            raise Unavailable(tr(texts.NOT_ON_BUS, name=MUTTER))
        try:
            self._signals = [
                await bus.watch_signal(MUTTER, MUTTER, "WatchFired", self._on_fired, signature="u", path=MUTTER_PATH),
                await bus.watch_signal(
                    GNOME_SESSION, PROPERTIES, "PropertiesChanged", self._on_properties,
                    signature=CHANGED, path=GNOME_SESSION_PATH, arg0=GNOME_SESSION,
                ),
            ]  # fmt: skip
            self._inhibited = await idle_inhibited(bus)
            await bus.watch_owner(MUTTER, self._on_owner)
        except BusError as error:
            raise Unavailable(tr(texts.NO_ANSWER, name=MUTTER, why=error)) from error
        self._connected = True

    async def _disconnect(self) -> None:
        self._connected = False
        self._cancel_pause_timer()
        try:
            for watch in [*self._idle_watches.values(), *filter(None, [self._input_watch])]:
                await self._call("RemoveWatch", "u", watch)
        except Unavailable:
            pass  # Mutter has gone, and every watch with it
        self._forget_watches()
        for signal in self._signals:
            await self._bus.unwatch(signal)

    def _on_owner(self, owner: str | None) -> None:
        before, self._owner = self._owner, owner
        if not self._connected or owner == before:
            return
        self._forget_watches()
        if before is not None:
            self._lost()
        if owner is not None:
            self._back()

    def _forget_watches(self) -> None:
        self._idle_watches.clear()
        self._input_watch = None

    async def _call(self, member: str, signature: str = "", *body: int, returns: str = "") -> Any:
        owner = self._owner
        try:
            reply = await self._bus.call(MUTTER, MUTTER_PATH, MUTTER, member, signature, body, returns=returns)
        except BusError as error:
            raise Unavailable(tr(texts.NO_ANSWER, name=MUTTER, why=error)) from error
        if self._owner != owner:
            # the answer of a service that has gone since: its watch numbers mean nothing to the next one
            raise Unavailable(tr(texts.NOT_ON_BUS, name=MUTTER))
        return reply[0] if reply else None

    # -- watches -----------------------------------------------------------------------------------------------

    async def _watch_thresholds(self, seconds: frozenset[float]) -> None:
        for threshold in self._idle_watches.keys() - seconds:
            await self._call("RemoveWatch", "u", self._idle_watches.pop(threshold))
        for threshold in seconds - self._idle_watches.keys():
            self._idle_watches[threshold] = await self._call(
                "AddIdleWatch", "t", math.ceil(threshold * 1000), returns="u"
            )

    async def _watch_input(self, idle: float) -> None:
        del idle
        self._early = set()
        try:
            number = await self._call("AddUserActiveWatch", returns="u")
            if number in self._early:
                self._input_fired()
            else:
                self._input_watch = number
        finally:
            self._early = None

    async def _idle_time(self) -> float:
        milliseconds: int = await self._call("GetIdletime", returns="t")
        return milliseconds / 1000

    def _on_fired(self, body: list[Any]) -> None:
        (number,) = body
        if self._early is not None:
            self._early.add(number)
        if number == self._input_watch:
            self._input_watch = None
            self._input_fired()
        else:
            self._look_soon()

    # -- inhibition --------------------------------------------------------------------------------------------

    def _on_properties(self, body: list[Any]) -> None:
        _interface, changed, _invalidated = body
        if INHIBITED_ACTIONS not in changed:
            return
        before, self._inhibited = self._inhibited, bool(changed[INHIBITED_ACTIONS].value & IDLE_BIT)
        if before and not self._inhibited:
            self._idle_time_was_reset()
        elif self._inhibited and not before:
            # set while there is input, so that input after the bit clears can be distinguished from none
            self._want_input_watch()
            self._look_soon()

    def _looked(self, gap: float) -> None:
        self._cancel_pause_timer()
        if self._inhibited and self._pause is not None and gap + TOLERANCE < self._pause:
            # no watch will tell of this pause; a pause is watched for two minutes at most
            loop = asyncio.get_running_loop()
            self._pause_timer = loop.call_later(self._pause - gap, self._look_soon)

    def _cancel_pause_timer(self) -> None:
        if self._pause_timer is not None:
            self._pause_timer.cancel()
            self._pause_timer = None


async def idle_inhibited(bus: Bus) -> bool:
    """Whether the session manager holds the idle bit; false without one that can tell."""
    try:
        actions = await bus.get(GNOME_SESSION, GNOME_SESSION_PATH, GNOME_SESSION, INHIBITED_ACTIONS, kind="u")
    except BusError as error:
        log.debug("presence: %s: %s", GNOME_SESSION, error)
        return False
    return bool(int(actions) & IDLE_BIT)
