"""A person at a desk of each kind: what is on the screen, and the same deeds by whatever means this desktop has."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.desktops import test_tray_x11 as xfce_tray
from tests.desktops import test_working_day_gnome as gnome_day
from tests.desktops import test_working_day_x11 as xfce_day
from tests.support.contract.quiet_rigs import COMMANDS, disturb_plasma
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.x11 import TRAY_HOST, X11Desktop

from .daemon import Daemon
from .tray_desk import menu_of, way_to

EXTENSION = "ubuntu-appindicators@ubuntu.com"


@contextmanager
def without_tray(gnome: Desktop) -> Iterator[None]:
    """As GNOME comes: the extension is switched off."""
    shell = ("org.gnome.Shell", "/org/gnome/Shell", "org.gnome.Shell.Extensions")
    gnome.call(*shell, "DisableExtension", "s", EXTENSION)
    gnome.wait(lambda: not gnome.has_name(TRAY_HOST), "the tray's end")
    yield
    gnome.call(*shell, "EnableExtension", "s", EXTENSION)
    gnome.wait(lambda: gnome.has_name(TRAY_HOST), "the tray")


NOTIFY = "type='method_call',sender='io.github.breakd',member='Notify'"
WORK_SECONDS = 25.0


class Desk:
    """A desktop with the real daemon on it. The deeds of a kind of desktop are in its subclass."""

    presence = "wayland"
    """The source that tells of input."""
    locker = "org.freedesktop.ScreenSaver"
    """The name by which a locker of this desktop tells that it is active."""
    settles_within = 8.0
    """Seconds from the end of do-not-disturb to the pop-up."""

    def __init__(self, kind: str, desktop: Desktop, daemon: Daemon) -> None:
        self.kind, self.desktop, self.daemon = kind, desktop, daemon
        self.cells: dict[str, str] = {}
        """What the run has shown: scenario to the words of the table."""
        self._calls = desktop.root / "notify-calls.log"
        self._monitor = desktop.spawn("dbus-monitor", NOTIFY, log="notify-calls")

    @property
    def protocols(self) -> dict[str, str]:
        """The Wayland protocols whose versions the page of desktops has, with those that are offered here."""
        return {}

    def close(self) -> None:
        """Leave the desktop to the next test."""
        self.desktop.end(self._monitor)

    # -- the same everywhere -----------------------------------------------------------------------------------

    def remind(self) -> None:
        """Work until a new reminder is alone on the screen."""
        self.desktop.wait(self._cleared, "an empty screen", 20)
        self.work_until_shown()

    def _cleared(self) -> bool:
        """Whether nothing is open or on the screen. While the greeting is still up the next reminder may fall due."""
        if self.daemon.now()["reminder"]:
            self.daemon.breakd("skip")
            return False
        return self.shows() == 0

    def work_until_shown(self, seconds: float = WORK_SECONDS) -> None:
        """Work until the reminder is on the screen."""
        self.work_until("shown", seconds)
        self.desktop.wait(lambda: self.shows() == 1, "one reminder on the screen")
        time.sleep(0.3)  # it fades in

    def work_until(self, stage: str, seconds: float = WORK_SECONDS) -> None:
        """Work until the reminder has a stage."""
        reached = self.desktop.type_for(seconds, 0.3, until=lambda: self.daemon.stage() == stage)
        assert reached, f"{stage}: not within {seconds:g} s\n{self.daemon.log()}"

    def asked_to_show(self) -> int:
        """How often the daemon has asked a notification server to show something."""
        return self._calls.read_text(errors="replace").count("member=Notify")

    def last_note(self) -> str:
        """What the last call of Notify carried, as dbus-monitor writes it down."""
        return self._calls.read_text(errors="replace").rpartition("member=Notify")[2]

    def tray(self) -> list[str]:
        """The registered tray items."""
        watcher = "org.kde.StatusNotifierWatcher"
        ((_, items),) = self.desktop.call(
            watcher, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get", "ss", watcher,
            "RegisteredStatusNotifierItems",
        )  # fmt: skip
        return list(items)

    def in_the_tray(self, answer: str) -> None:
        """Choose a line of the icon's menu by the message that a host sends for a click."""
        number = way_to(self.desktop, self.daemon.pid, answer)[-1].number
        self.desktop.call(*menu_of(self.desktop, self.daemon.pid), "Event", "isvu", number, "clicked", ("i", 0), 0)

    def on_the_command_line(self, answer: str) -> None:
        """Type it."""
        done = self.daemon.breakd(answer.lower())
        assert (done.code, done.err) == (0, "")

    # -- each in its own way -----------------------------------------------------------------------------------

    def shows(self) -> int:
        """How many reminders are on the screen."""
        raise NotImplementedError

    def on_the_popup(self, answer: str) -> None:
        """Give this answer there: Done, Snooze, Another."""
        raise NotImplementedError

    def click_body(self) -> None:
        """Click the pop-up where it has no button."""
        raise NotImplementedError

    def disturb(self, on: bool) -> None:
        """Do-not-disturb the other way round: `on` asks not to be disturbed."""
        command = COMMANDS[self.server]
        self.desktop.run(*shlex.split(command.on if on else command.off))

    server = ""
    """The notification server, as the suite of quiet reasons calls it."""

    def restart_tray_host(self) -> None:
        """End what shows the tray, and start it again."""
        raise NotImplementedError

    def restart_server(self) -> None:
        """End the notification server, and start it again."""
        raise NotImplementedError


class XfceDesk(Desk):
    """Xfce's parts, clicked with the mouse."""

    desktop: X11Desktop
    presence = "x11"
    locker = "org.xfce.ScreenSaver"
    server = "xfce4-notifyd"

    def shows(self) -> int:
        return len(xfce_day.popups(self.desktop))

    def on_the_popup(self, answer: str) -> None:
        xfce_day.on_the_popup(self.desktop, self.daemon, answer)

    def in_the_tray(self, answer: str) -> None:
        xfce_day.in_the_tray(self.desktop, self.daemon, answer)

    def click_body(self) -> None:
        (popup,) = xfce_day.popups(self.desktop)
        self.desktop.click(*popup.at(0.5, 0.2))

    def restart_tray_host(self) -> None:
        self.desktop.end(self.desktop.panel)
        self.desktop.wait(lambda: not xfce_tray.windows(self.desktop), "the panel's end")
        self.desktop.start_panel()
        self.desktop.wait(lambda: xfce_tray.windows(self.desktop), "the panel's tray")

    def restart_server(self) -> None:
        self.desktop.end(self.desktop.xfce_notifyd)
        self.desktop.start_xfce_notifyd()


class GnomeDesk(Desk):
    """GNOME Shell, with the shell's own pointer."""

    desktop: GnomeDesktop
    presence = "mutter"
    locker = "org.gnome.ScreenSaver"
    server = "gnome-shell"

    def shows(self) -> int:
        return len(gnome_day.reminders_on(self.desktop))

    def on_the_popup(self, answer: str) -> None:
        gnome_day.on_the_banner(self.desktop, self.daemon, answer)

    def in_the_tray(self, answer: str) -> None:
        gnome_day.in_the_tray(self.desktop, self.daemon, answer)

    def click_body(self) -> None:
        (title,) = gnome_day.reminders_on(self.desktop)
        self.desktop.click_on(title)

    def restart_tray_host(self) -> None:
        with without_tray(self.desktop):
            pass


class PlasmaDesk(Desk):
    """Plasma, with a pointer that KWin takes for a person's."""

    desktop: KdeDesktop
    server = "plasma"

    def shows(self) -> int:
        return len(self.desktop.windows("notification"))

    def on_the_popup(self, answer: str) -> None:
        buttons = self.desktop.buttons(self.desktop.popup())
        self.desktop.click(*buttons[-3:][("Done", "Snooze", "Another").index(answer)])

    def click_body(self) -> None:
        self.desktop.click(*self.desktop.popup().at(0.5, 0.5))

    def disturb(self, on: bool) -> None:
        disturb_plasma(self.desktop, on)

    def restart_tray_host(self) -> None:
        self.desktop.restart_shell()

    restart_server = restart_tray_host


class SwayDesk(Desk):
    """Sway and waybar with mako, which draws no buttons: what it does not show, a person's key binding sends."""

    desktop: SwayDesktop
    server = "mako"
    settles_within = 75.0
    """Before 2025 mako tells of no change: it is asked at each heartbeat."""

    @property
    def protocols(self) -> dict[str, str]:
        return {"ext-idle-notify": str(self.desktop.idle_version)}

    def shows(self) -> int:
        return len([banner for banner in self.desktop.banners() if "done" in banner.actions])

    def on_the_popup(self, answer: str) -> None:
        self.desktop.invoke(answer.lower())

    def click_body(self) -> None:
        self.desktop.click(*self.desktop.notification_place)

    def restart_tray_host(self) -> None:
        self.desktop.end(self.desktop.bar)
        self.desktop.start_bar()

    def restart_server(self) -> None:
        self.desktop.end(self.desktop.notifications)
        self.desktop.start_notifications()


class DunstDesk(SwayDesk):
    """The same with dunst."""

    server = "dunst"
    settles_within = Desk.settles_within

    def shows(self) -> int:
        said = self.desktop.run("dunstctl", "count", "displayed").stdout
        return int(said)

    def click_body(self) -> None:
        self.desktop.click(*self.desktop.notification_place, button=2)


KINDS: dict[str, Callable[[str, Any, Daemon], Desk]] = {
    "xfce": XfceDesk, "gnome": GnomeDesk, "kde": PlasmaDesk, "sway": SwayDesk, "sway_dunst": DunstDesk,
}  # fmt: skip
