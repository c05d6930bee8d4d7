"""What the sources share whose desktop tells an idle time and fires watches: when to look, and what is true then."""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod

from breakd.desktop.ports import BootClock, EventSink, Unavailable
from breakd.engine.events import InputSeen, NoInput, SourceLost, SourceReady

log = logging.getLogger(__name__)

TOLERANCE = 0.002
"""Seconds: desktops tell idle times in whole milliseconds."""


class IdleSource(ABC):
    """A source that looks at the desktop's idle time whenever one of its watches fires.

    A fired watch says only *when to look*; what is reported is what the look finds. So a late reader, a bump
    between two messages or a watch that fires twice still make true reports.

    Between idle and the next input an *input watch* is set. As long as it has not fired there was no input,
    whatever the idle time says: some desktops set that to 0 without any, and none counts the time asleep.
    """

    name: str
    sees_input = True

    def __init__(self, report: EventSink, boot_clock: BootClock) -> None:
        self._report = report
        self._clock = boot_clock
        self._idle_after = 0.0
        self._pause: float | None = None
        self._last_input: float | None = None
        self._told_since: float | None = None
        """Reported: no input since. Until there is some, no threshold makes that instant an input again."""
        self._present = False
        """The service is there to be asked."""
        self._announced = False
        """SourceReady has been reported, and no SourceLost since."""
        self._input_watched = False
        self._watch_next_input = False
        self._doubt = False
        """The idle time was set to 0 without input while no input watch was set: `_last_input` holds."""
        self._look_wanted = False
        self._failure: Unavailable | None = None
        """Why the last look went unanswered."""
        self._looking: asyncio.Task[None] | None = None

    # -- what a desktop has to offer; all of these raise Unavailable ------------------------------------------

    @abstractmethod
    async def _connect(self) -> None:
        """Find the desktop's service and listen to it."""

    @abstractmethod
    async def _watch_thresholds(self, seconds: frozenset[float]) -> None:
        """Call `_look_soon` when the idle time reaches one of these, and of no others."""

    @abstractmethod
    async def _watch_input(self, idle: float) -> None:
        """Call `_input_fired` at the next input, once; the last one was `idle` seconds ago."""

    @abstractmethod
    async def _idle_time(self) -> float:
        """Seconds since the last input."""

    @abstractmethod
    async def _disconnect(self) -> None:
        """Let go of everything; never raises."""

    @abstractmethod
    def _looked(self, gap: float) -> None:
        """A look found that the last input was `gap` seconds ago."""

    # -- the port ----------------------------------------------------------------------------------------------

    async def start(self, idle_after: float) -> None:
        """Begin to report; raises Unavailable."""
        self._idle_after = idle_after
        try:
            await self._connect()
            self._present = True
            await self._look_now()
            if self._failure is not None:
                raise self._failure
        except Unavailable:
            await self.stop()
            raise

    def set_idle_after(self, seconds: float) -> None:
        """Report NoInput after this long from now on."""
        self._idle_after = seconds
        self._look_soon()

    def watch_pause(self, seconds: float | None) -> None:
        """Also report input pauses of `seconds`, beginning with what is so now; None ends it."""
        self._pause = seconds
        self._look_soon()

    async def beat(self) -> None:
        """Look again if a look went unanswered."""
        if self._failure is not None:
            await self._look_now()

    async def stop(self) -> None:
        """Stop reporting and let go of everything."""
        self._present = False
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})
            self._looking = None
        await self._disconnect()

    # -- for the desktop's side --------------------------------------------------------------------------------

    def _input_fired(self) -> None:
        self._input_watched = self._doubt = False
        self._look_soon()

    def _want_input_watch(self) -> None:
        """Set the input watch at the next look even if nobody is idle."""
        self._watch_next_input = not self._input_watched

    def _idle_time_was_reset(self) -> None:
        """The desktop's idle time is 0 now, without any input."""
        self._want_input_watch()
        self._doubt = self._watch_next_input
        self._look_soon()

    def _lost(self) -> None:
        """The service went away, and every watch with it."""
        self._present = False
        # if nobody has touched anything until now, the fresh idle time of a restarted service is no input either
        self._doubt = self._watch_next_input = self._input_watched or self._doubt
        self._input_watched = False
        if self._announced:
            self._announced = False
            self._report(SourceLost(self._clock()))

    def _back(self) -> None:
        """The service is there again."""
        self._present = True
        self._look_soon()

    def _look_soon(self) -> None:
        if not self._present:
            return
        self._look_wanted = True
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look_while_wanted())

    async def _look_now(self) -> None:
        self._look_soon()
        if self._looking is not None:
            await asyncio.wait({self._looking})

    async def _look_while_wanted(self) -> None:
        while self._look_wanted and self._present:
            self._look_wanted = False
            try:
                await self._look()
                self._failure = None
            except Unavailable as error:
                log.debug("presence: %s: %s", self.name, error)
                self._failure = error

    async def _look(self) -> None:
        await self._watch_thresholds(frozenset(filter(None, (self._idle_after, self._pause))))
        idle = await self._idle_time()
        believed = not self._input_watched
        if not self._input_watched and (self._watch_next_input or idle + TOLERANCE >= self._shortest):
            await self._set_input_watch(idle)
            # input that came before the watch was set shows in the idle time
            idle = await self._idle_time()
            believed = not self._doubt
            self._doubt = self._watch_next_input = False
        if self._present:
            self._tell(idle, believed)

    async def _set_input_watch(self, idle: float) -> None:
        self._input_watched = True
        try:
            await self._watch_input(idle)
        except Unavailable:
            self._input_watched = False
            raise

    def _tell(self, idle: float, believed: bool) -> None:
        now = self._clock()
        if believed or self._last_input is None:
            self._last_input = now - idle
        gap = now - self._last_input
        if not self._announced:
            self._announced, self._told_since = True, None
            self._report(SourceReady(self.name))
        idle_now = gap + TOLERANCE >= self._shortest
        if self._last_input != self._told_since and (self._told_since is not None or not idle_now):
            self._told_since = None
            self._report(InputSeen(self._last_input))
        if idle_now:
            self._told_since = self._last_input
            self._report(NoInput(self._last_input))
        self._looked(gap)

    @property
    def _shortest(self) -> float:
        return self._idle_after if self._pause is None else min(self._idle_after, self._pause)
