"""Input as a screen saver counts it: org.freedesktop.ScreenSaver.GetSessionIdleTime, which has to be asked for.

KDE on X11 has it, in milliseconds; the draft of the specification says seconds, and nobody else follows it. It is for
X servers without an idle counter (some remote ones), and is asked only when a threshold could have been reached.
"""

from __future__ import annotations

import asyncio

from breakd.desktop.bus_names import SCREENSAVER, SCREENSAVER_PATH
from breakd.desktop.dbus import Bus, BusError
from breakd.desktop.ports import BootClock, EventSink, Unavailable
from breakd.messages import presence as texts
from breakd.messages import tr

from .idle_source import TOLERANCE, IdleSource

JITTER = 0.1
"""Seconds by which the same last input may seem to move from one answer to the next."""


class ScreenSaverSource(IdleSource):
    """Looks when `idle_after` or the watched pause could have been reached.

    While nobody is there it looks with the heartbeat, so the next input is reported up to a minute late, with its own
    time.
    """

    name = "screensaver"

    def __init__(self, report: EventSink, boot_clock: BootClock, bus: Bus) -> None:
        super().__init__(report, boot_clock)
        self._bus = bus
        self._owner: str | None = None
        self._connected = False
        self._timer: asyncio.TimerHandle | None = None

    async def beat(self) -> None:
        """While nobody is there, look whether somebody is back."""
        if self._input_watched:
            await self._look_now()
        await super().beat()

    async def _connect(self) -> None:
        if await self._bus.owner(SCREENSAVER) is None:
            raise Unavailable(tr(texts.NOT_ON_BUS, name=SCREENSAVER))
        await self._idle_time()
        try:
            await self._bus.watch_owner(SCREENSAVER, self._on_owner)
        except BusError as error:
            raise Unavailable(tr(texts.NO_ANSWER, name=SCREENSAVER, why=error)) from error
        self._connected = True

    async def _disconnect(self) -> None:
        self._connected = False
        self._set_timer(None)
        await self._bus.unwatch_owner(SCREENSAVER, self._on_owner)

    def _on_owner(self, owner: str | None) -> None:
        before, self._owner = self._owner, owner
        if not self._connected or owner == before:
            return
        self._set_timer(None)
        if before is not None:
            self._lost()
        if owner is not None:
            self._back()

    async def _idle_time(self) -> float:
        try:
            (milliseconds,) = await self._bus.call(
                SCREENSAVER, SCREENSAVER_PATH, SCREENSAVER, "GetSessionIdleTime", returns="u"
            )
        except BusError as error:
            raise Unavailable(tr(texts.NO_ANSWER, name=SCREENSAVER, why=error)) from error
        idle = int(milliseconds) / 1000
        if self._last_input is not None and self._clock() - idle > self._last_input + JITTER:
            self._input_watched = False  # there was input since the last answer
        return idle

    async def _watch_thresholds(self, seconds: frozenset[float]) -> None:
        """Nothing watches here; `_looked` says when to look again."""

    async def _watch_input(self, idle: float) -> None:
        """Nothing watches here; `_idle_time` sees that there was input."""

    def _looked(self, gap: float) -> None:
        gap += TOLERANCE
        if gap >= self._idle_after:
            self._set_timer(None)
            return
        ahead = [self._idle_after - gap]
        if self._pause is not None:
            # once reached, the next one could be as soon as that
            ahead.append(self._pause - gap if gap < self._pause else self._pause)
        self._set_timer(min(ahead))

    def _set_timer(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        # not before: it would find a threshold almost reached, and look again
        late = 2 * TOLERANCE
        loop = asyncio.get_running_loop()
        self._timer = None if seconds is None else loop.call_later(seconds + late, self._look_soon)
