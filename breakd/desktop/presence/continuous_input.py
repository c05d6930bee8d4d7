"""How long input has been coming without a pause: a mouse that trembles hides every absence."""

from __future__ import annotations

from breakd.desktop.ports import BootClock, EventSink
from breakd.engine.events import Event, InputSeen, Locked, NoInput, Sleeping, SourceLost, SourceReady, Unlocked, Woke

TOLERANCE = 1.0
"""Seconds by which a pause may be reported early."""


class ContinuousInput:
    """Looks at the reports as they pass, and changes nothing about them."""

    def __init__(self, report: EventSink, boot_clock: BootClock) -> None:
        self._report = report
        self._clock = boot_clock
        self._since: float | None = None
        self.idle_after = 0.0
        """What counts as a pause."""

    def report(self, event: Event) -> None:
        """Pass it on."""
        match event:
            case InputSeen(at) | Unlocked(at) | Woke(at):
                self._since = at if self._since is None else self._since
            case NoInput(since) if self._clock() - since + TOLERANCE >= self.idle_after:
                self._since = None
            case Locked() | Sleeping() | SourceReady() | SourceLost():
                self._since = None
        self._report(event)

    def seconds(self) -> float | None:
        """For so long there was no pause, no lock and no sleep; None while there is one."""
        return None if self._since is None else self._clock() - self._since
