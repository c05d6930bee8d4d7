"""Whether there is an icon, now and whenever the settings change."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import EventSink, RequestHandler, Tray, Unavailable
from breakd.engine.effects import Refused
from breakd.engine.settings import Settings
from breakd.engine.status import Status

from .null import NullTray

log = logging.getLogger(__name__)

AGAIN_SECONDS = 55.0
"""Between a failure and the next try, with the first status after it: a heartbeat brings one each minute."""


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
    """A tray that comes and goes with the settings: it looks at them whenever there is something to show.

    One that cannot be is off, and is tried again: at a busy login its connection may take too long.
    """

    def __init__(
        self, make: Callable[[], Tray], wanted: Callable[[], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._make, self._wanted, self._clock = make, wanted, clock
        self._on = False
        self._tray: Tray = NullTray()
        self._switching: asyncio.Task[None] | None = None
        self._not_before = 0.0
        """When it is tried again, by the clock."""
        self._said = ""
        """Why there is no icon, as the log has it: each try finds the same."""

    @property
    def kind(self) -> str:
        """That of the tray that is there now."""
        return self._tray.kind

    async def start(self) -> None:
        """Show up if wanted, now or later."""
        await self._switch(self._wanted())

    def show(self, status: Status) -> None:
        """Show the status, or come or go first."""
        wanted = self._wanted()
        if not wanted:
            self._not_before = 0.0  # who switches it on again wants it now
        is_switching = self._switching is not None and not self._switching.done()
        if wanted is not self._on and not is_switching and self._clock() >= self._not_before:
            self._switching = asyncio.get_running_loop().create_task(self._switch(wanted))
        self._tray.show(status)

    async def stop(self) -> None:
        """Remove the icon."""
        if self._switching is not None:
            await self._switching
        await self._switch(False)

    async def _switch(self, wanted: bool) -> None:
        if wanted is self._on:
            return
        self._on = wanted
        if not wanted:
            tray, self._tray = self._tray, NullTray()
            await tray.stop()
            return
        tray = self._make()
        try:
            await tray.start()
        except Unavailable as why:
            self._on, self._not_before = False, self._clock() + AGAIN_SECONDS
            self._complain(str(why))
        else:
            self._tray, self._said = tray, ""

    def _complain(self, why: str) -> None:
        said, self._said = self._said, why
        log.log(logging.DEBUG if said == why else logging.WARNING, "no tray icon: %s", why)
