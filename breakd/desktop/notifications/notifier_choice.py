"""Which notifier shows reminders here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from breakd.desktop.ports import EventSink, Notifier, Unavailable
from breakd.engine.settings import Settings
from breakd.stretches.model import Catalogue

if TYPE_CHECKING:
    from breakd.desktop.dbus import Bus
    from breakd.desktop.terminal.screen import Terminal


def choose_notifier(
    report: EventSink,
    catalogue: Callable[[], Catalogue],
    settings: Callable[[], Settings],
    bus: Bus | None,
    terminal: Callable[[], Terminal],
    *,
    no_desktop: bool,
) -> Notifier:
    """The notifier that `settings().backend` asks for, not started; `auto` is the desktop, or else the terminal.

    A session bus is enough for the desktop, whose notification server may come later, unless somebody sits at a
    terminal with `no_desktop` in sight. Raises Unavailable.
    """
    wanted = settings().backend
    match "terminal" if wanted == "auto" and no_desktop else wanted:
        case "plyer":
            from .plyer import PlyerNotifier

            return PlyerNotifier(report, catalogue, settings)
        case "desktop" | "auto" if bus is not None:
            from .notifier import DesktopNotifier

            return DesktopNotifier(bus, report, catalogue, settings)
        case "terminal" | "auto":
            from breakd.desktop.terminal.notifier import TerminalNotifier

            return TerminalNotifier(terminal(), report, catalogue, settings)
        case backend:
            raise Unavailable(f"notify.backend = “{backend}” needs a session bus, and there is none")
