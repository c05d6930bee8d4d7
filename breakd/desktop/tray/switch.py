"""Whether there is an icon, now and whenever the settings change."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import EventSink, RequestHandler, Tray, Unavailable
from breakd.engine.effects import Refused
from breakd.engine.settings import Settings
from breakd.engine.status import Status

from .null import NullTray

log = logging.getLogger(__name__)


def choose_tray(
    bus: Bus | None,
    handler: RequestHandler,
    report: EventSink,
    settings: Callable[[], Settings],
    quit: Callable[[], None],
    refused: Callable[[Refused], None] = lambda _refused: None,
) -> Tray:
    """The tray for a session bus, there while `tray.enabled` is; without a bus there is none.

    `refused` hears of every request from the menu that was not granted.
    """
    if bus is None:
        log.info("tray: none without a session bus")
        return NullTray()

    def make() -> Tray:
        from .controller import (
            TrayController,  # only now: the menu model and the pictures are for those who have an icon
        )

        return TrayController(Bus.session, handler, report, settings, quit, refused=refused)

    return SwitchedTray(make, lambda: settings().tray)


class SwitchedTray:
    """A tray that comes and goes with the settings: it looks at them whenever there is something to show."""

    def __init__(self, make: Callable[[], Tray], wanted: Callable[[], bool]) -> None:
        self._make, self._wanted = make, wanted
        self._on = False
        self._tray: Tray = NullTray()
        self._switching: asyncio.Task[None] | None = None

    @property
    def kind(self) -> str:
        """That of the tray that is there now."""
        return self._tray.kind

    async def start(self) -> None:
        """Show up if wanted; raises Unavailable."""
        await self._switch(self._wanted())

    def show(self, status: Status) -> None:
        """Show the status, or come or go first."""
        wanted = self._wanted()
        if wanted is not self._on and (self._switching is None or self._switching.done()):
            self._switching = asyncio.get_running_loop().create_task(self._switch_or_log(wanted))
        self._tray.show(status)

    async def stop(self) -> None:
        """Remove the icon."""
        if self._switching is not None:
            await self._switching
        await self._switch(False)

    async def _switch_or_log(self, wanted: bool) -> None:
        try:
            await self._switch(wanted)
        except Unavailable as error:
            log.warning("%s", error)

    async def _switch(self, wanted: bool) -> None:
        if wanted is self._on:
            return
        self._on = wanted  # also if it fails below: not to be tried anew with every status
        if wanted:
            tray = self._make()
            await tray.start()
            self._tray = tray
        else:
            tray, self._tray = self._tray, NullTray()
            await tray.stop()
