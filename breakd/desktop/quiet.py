"""The desktop's quiet reasons. The daemon's own (paused, off-hours, locked) are the engine's."""

from __future__ import annotations

from breakd.core.events import QuietSeen

from .ports import Report


class Quiet:
    """Watches nothing: which reasons a desktop can tell of is found out by the probes, and there is none yet."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def watch(self, on: bool) -> None:
        """Report QuietSeen at once and on every change, until told to stop."""
        if on:
            self._report(QuietSeen(frozenset()))
