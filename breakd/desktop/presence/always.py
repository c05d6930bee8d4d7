"""The source of a desktop that tells nothing about input: somebody counts as there while unlocked and awake."""

from __future__ import annotations

from breakd.desktop.ports import EventSink
from breakd.engine.events import SourceReady


class AlwaysSource:
    """Reports only that it is there, and that it cannot see absences."""

    name = "always"
    sees_input = False

    def __init__(self, report: EventSink) -> None:
        self._report = report

    async def start(self, idle_after: float) -> None:
        """Available everywhere."""
        del idle_after
        self._report(SourceReady(self.name, sees_input=False))

    def set_idle_after(self, seconds: float) -> None:
        """No idle time is seen, so none is too long."""

    def watch_pause(self, seconds: float | None) -> None:
        """No pause is seen either."""

    async def beat(self) -> None:
        """Nothing to look for."""

    async def stop(self) -> None:
        """Nothing to let go of."""
