"""No icon: switched off, or nowhere to show one."""

from __future__ import annotations

from breakd.engine.status import Status


class NullTray:
    """A tray that shows nothing; every action is in the notification and on the command line too."""

    kind = "none"

    async def start(self) -> None:
        """Nothing to start."""

    def show(self, status: Status) -> None:
        """Nothing to show."""

    async def stop(self) -> None:
        """Nothing to stop."""
