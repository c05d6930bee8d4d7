"""The source in use: the first that works here, and another when a desktop comes, or this one is lost for good."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import BootClock, EventSink, PresenceSource, Unavailable
from breakd.engine.events import Event, SourceLost, SourceReady

from .always import AlwaysSource
from .display_watcher import DisplayWatcher, has_display
from .source_list import MakeSource, source_makers, start_first_available

log = logging.getLogger(__name__)

LISTENS_AFTER = 0.5
"""Seconds from the coming of a compositor's socket until it listens there, with time to spare."""
FEWEST_TRIES = 10
"""Heartbeats from one try to the next on a desktop that may never tell of input."""


class SourceSelector:
    """A source like any other for its users; `source` is the one in use."""

    def __init__(
        self, report: EventSink, boot_clock: BootClock, session_bus: Bus | None, fallbacks: Mapping[str, MakeSource]
    ) -> None:
        """`fallbacks` are tried, in their order, where no desktop tells of input."""
        self._report, self._clock = report, boot_clock
        self._makers = source_makers(session_bus, fallbacks)
        self._of_a_desktop = {
            name: make for name, make in self._makers.items() if name not in (*fallbacks, AlwaysSource.name)
        }
        self.source: PresenceSource = AlwaysSource(report)
        """The chosen one after `start`."""
        self.missing: tuple[tuple[str, str], ...] = ()
        """Better ones than it, and why each is not used."""
        self._idle_after = 0.0
        self._pause: float | None = None
        self._lost = False
        self._failures = 0
        """Tries in vain since something came; the next one is as many heartbeats away."""
        self._beats = 0
        # without a session bus breakd is a program in a terminal, and what else runs here is not its desktop
        self._arrival = DisplayWatcher(session_bus, os.environ, self._on_display) if session_bus is not None else None
        self._choosing: asyncio.Task[None] | None = None

    async def start(self, idle_after: float) -> None:
        """Choose a source and start it; raises Unavailable."""
        self._idle_after = idle_after
        if self._arrival is not None and not has_display(os.environ):
            await self._arrival.adopt_display()
        chosen = await start_first_available(self._makers, self._on_event, self._clock, idle_after)
        self.source, self.missing = chosen.source, chosen.missing
        if self._pause is not None:
            self.source.watch_pause(self._pause)
        await self._watch_for_better()

    def set_idle_after(self, seconds: float) -> None:
        """Report NoInput after this long from now on."""
        self._idle_after = seconds
        self.source.set_idle_after(seconds)

    def watch_pause(self, seconds: float | None) -> None:
        """Also report input pauses of `seconds`; None ends it."""
        self._pause = seconds
        self.source.watch_pause(seconds)

    async def beat(self) -> None:
        """The source's own; and while it sees nothing, a look for another, as of an X server nobody tells."""
        await self.source.beat()
        if self._lost or not self.source.sees_input:
            self._beats += 1
            if self._beats >= min(self._failures, FEWEST_TRIES):
                self._choose_again(after=0.0)

    async def stop(self) -> None:
        """Stop reporting and let go of everything."""
        if self._choosing is not None:
            self._choosing.cancel()
            await asyncio.wait({self._choosing})
        if self._arrival is not None:
            await self._arrival.stop()
        await self.source.stop()

    # -- choosing again ----------------------------------------------------------------------------------------

    def _on_event(self, event: Event) -> None:
        if isinstance(event, SourceLost | SourceReady):
            self._lost = isinstance(event, SourceLost)
        self._report(event)

    async def _watch_for_better(self) -> None:
        if self._arrival is None:
            return
        if self.source.sees_input:
            await self._arrival.stop()
        else:
            await self._arrival.listen()

    def _on_display(self) -> None:
        self._failures = 0
        self._choose_again(LISTENS_AFTER)

    def _choose_again(self, after: float) -> None:
        if self._arrival is not None and (self._choosing is None or self._choosing.done()):
            self._beats = 0
            self._choosing = asyncio.get_running_loop().create_task(self._try_again(self._arrival, after))

    async def _try_again(self, arrival: DisplayWatcher, after: float) -> None:
        await asyncio.sleep(after)
        await self._watch_for_better()  # first: what comes after this look is told
        await arrival.adopt_display()
        try:
            chosen = await start_first_available(
                self._of_a_desktop, self._on_event, self._clock, self._idle_after, logging.DEBUG
            )
        except Unavailable:
            self._failures += 1
            return
        before, self.source, self.missing = self.source, chosen.source, chosen.missing
        await before.stop()
        self.source.set_idle_after(self._idle_after)
        self.source.watch_pause(self._pause)
        await self._watch_for_better()
