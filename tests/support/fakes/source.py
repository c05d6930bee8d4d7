"""A presence source that a test plays by hand; it passes the contract suite of real sources."""

from __future__ import annotations

import asyncio

from breakd.desktop.ports import BootClock, EventSink
from breakd.engine.events import InputSeen, NoInput, SourceLost, SourceReady


class FakeSource:
    """`input()` is the person, `lose()` and `come_back()` the service. Thresholds fire on the loop's own timers.

    A test whose clock is not the loop's calls `look()` after it moved the clock.
    """

    name = "fake"

    def __init__(self, report: EventSink, boot_clock: BootClock, *, sees_input: bool = True) -> None:
        self.sees_input = sees_input
        self.beats = 0
        self.pause: float | None = None
        self._report = report
        self._clock = boot_clock
        self._last_input = boot_clock()
        self._idle_after: float | None = None
        self._waits_for_input = False
        self._timer: asyncio.TimerHandle | None = None

    async def start(self, idle_after: float) -> None:
        self._idle_after = idle_after
        self.come_back()

    def set_idle_after(self, seconds: float) -> None:
        self._idle_after = seconds
        self.look()

    def watch_pause(self, seconds: float | None) -> None:
        self.pause = seconds
        self.look()

    async def beat(self) -> None:
        self.beats += 1

    async def stop(self) -> None:
        self._idle_after = None
        self._set_timer(None)

    # -- the test's hands --------------------------------------------------------------------------------------

    def input(self) -> None:
        """The person touches something."""
        self._last_input = self._clock()
        waited, self._waits_for_input = self._waits_for_input, False
        if self._idle_after is not None and waited:
            self._report(InputSeen(self._last_input))
        self._set_timer(self._next_threshold())

    def lose(self) -> None:
        """The service goes away."""
        self._set_timer(None)
        self._report(SourceLost(self._clock()))

    def come_back(self) -> None:
        """The service is there, and tells what is so."""
        self._report(SourceReady(self.name, self.sees_input))
        if not self.look() and self.sees_input:
            self._report(InputSeen(self._last_input))

    def look(self) -> bool:
        """Report NoInput if a threshold has been reached."""
        idle = self.sees_input and self._reached()
        if idle:
            self._waits_for_input = True
            self._report(NoInput(self._last_input))
        self._set_timer(self._next_threshold())
        return idle

    def _thresholds(self) -> list[float]:
        return [seconds for seconds in (self._idle_after, self.pause) if seconds is not None]

    def _reached(self) -> bool:
        gap = self._clock() - self._last_input
        return any(gap + 1e-3 >= seconds for seconds in self._thresholds())

    def _next_threshold(self) -> float | None:
        gap = self._clock() - self._last_input
        return min((seconds - gap for seconds in self._thresholds() if seconds > gap + 1e-3), default=None)

    def _set_timer(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        known = seconds is not None and self.sees_input
        self._timer = asyncio.get_running_loop().call_later(seconds or 0, self.look) if known else None
