"""How reminders and the state are shown, chosen once at start: on the desktop, in the terminal, or as plain text."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from breakd.desktop.bus_names import NOTIFICATIONS
from breakd.engine.settings import Settings
from breakd.frozen import frozen
from breakd.stretches.model import Catalogue

from .dbus import Bus
from .notifications.notifier_choice import choose_notifier
from .ports import EventSink, Notifier, PresenceSource, RequestHandler, Tray
from .presence.source_list import MakeSource
from .tray.switch import choose_tray

if TYPE_CHECKING:
    from .terminal.screen import Terminal


@frozen
class Frontends:
    """The chosen notifier and tray, and the presence sources that come with them."""

    notifier: Notifier
    tray: Tray
    sources: Mapping[str, MakeSource] = field(default_factory=dict)
    """Where no desktop tells of input: the terminal, if that is where reminders come."""

    async def start(self) -> None:
        """Begin to show. Raises Unavailable."""
        await self.notifier.start()
        await self.tray.start()

    async def stop(self) -> None:
        """Take everything off the screen."""
        await self.notifier.stop()
        await self.tray.stop()


async def choose_frontends(
    settings: Callable[[], Settings],
    bus: Bus | None,
    handler: RequestHandler,
    report: EventSink,
    catalogue: Callable[[], Catalogue],
    quit: Callable[[], None],
) -> Frontends:
    """What `backend` and `tray` of the settings ask for, as far as it can be had here; raises Unavailable."""
    terminals: list[Terminal] = []

    def terminal() -> Terminal:
        from .terminal.screen import Terminal

        terminals.append(Terminal())
        return terminals[0]

    no_desktop = bus is None or (_at_a_terminal(os.environ) and await bus.owner(NOTIFICATIONS) is None)
    notifier = choose_notifier(report, catalogue, settings, bus, terminal, no_desktop=no_desktop)
    if terminals:
        return _in_terminal(notifier, terminals[0], handler, quit)
    return Frontends(notifier, choose_tray(bus, handler, report, settings, quit))


def _at_a_terminal(environ: Mapping[str, str]) -> bool:
    """Whether the person is here, and not at a screen: over ssh there is a bus, but it shows nothing to anybody."""
    screen = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    return not screen and sys.stdin.isatty() and sys.stdout.isatty()


def _in_terminal(
    notifier: Notifier, terminal: Terminal, handler: RequestHandler, quit: Callable[[], None]
) -> Frontends:
    from .terminal.panel import TerminalPanel
    from .terminal.screen import TerminalLog
    from .terminal.source import TerminalSource

    def source(report: EventSink, boot_clock: Callable[[], float]) -> PresenceSource:
        return TerminalSource(report, boot_clock, terminal)

    if sys.stderr.isatty():
        logging.getLogger().handlers[:] = [TerminalLog(terminal)]
    return Frontends(notifier, TerminalPanel(terminal, handler, quit), {"terminal": source})
