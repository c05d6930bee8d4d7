"""One quiet reason on one desktop, and the hands of the person who brings it about, for the contract suite."""

from __future__ import annotations

import asyncio
import shlex
import subprocess
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass

from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection

from breakd.desktop.dbus import Bus
from breakd.desktop.quiet.monitor import QuietMonitor
from breakd.desktop.quiet.probe import MakeProbe
from breakd.desktop.quiet.probe_list import probe_makers
from breakd.engine.events import QuietReason
from tests.support.contract.presence_rigs import Heard, session_bus
from tests.support.fakes.quiet import FakeServer
from tests.support.rigs.audio import Audio
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.windows import Window

NOTIFICATIONS = "org.freedesktop.Notifications"


class Rig:
    """`set` brings the reason about, or ends it, for real."""

    reason = QuietReason.DO_NOT_DISTURB
    tells_changes = True
    """False where it has to be asked at each heartbeat."""

    def __init__(self, bus: Bus | None, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.make: MakeProbe = probe_makers(bus, environ)[self.reason]
        self.heard = Heard()
        self.quiet = QuietMonitor(self.heard.report, {self.reason: self.make})

    def set(self, on: bool) -> None:
        raise NotImplementedError

    async def have(self, on: bool) -> None:
        """Like `set`, while the loop goes on; where nothing tells of it, a heartbeat later."""
        await asyncio.to_thread(self.set, on)
        if not self.tells_changes:
            await self.quiet.beat()

    def close(self) -> None:
        """Leave the desktop as it was."""
        self.set(False)


class FakeRig(Rig):
    """Do-not-disturb of a played server."""

    def __init__(self, bus: Bus, server: FakeServer, *, tells_changes: bool = True) -> None:
        super().__init__(bus, {})
        self.server, self.tells_changes = server, tells_changes
        self.set = server.set  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True)
class Command:
    """How people turn do-not-disturb on and off on the desktop of a fixture."""

    fixture: str
    on: str
    off: str
    tells_changes: bool = True


class CommandRig(Rig):
    """Do-not-disturb of a real server."""

    def __init__(self, bus: Bus, desktop: Desktop, command: Command) -> None:
        super().__init__(bus, desktop.env)
        self._desktop, self._command, self.tells_changes = desktop, command, command.tells_changes

    def set(self, on: bool) -> None:
        self._desktop.run(*shlex.split(self._command.on if on else self._command.off))


def disturb_plasma(desktop: KdeDesktop, on: bool) -> None:
    """Turn Plasma's do-not-disturb on or off: its setting, and what KConfig sends when the applet writes it."""
    value = ["2099,1,1,0,0,0"] if on else ["--delete"]
    key = ("--file", "plasmanotifyrc", "--group", "DoNotDisturb", "--key", "Until")
    desktop.run(desktop.plasma.write_config, *key, *value)
    changed = new_signal(
        DBusAddress("/plasmanotifyrc", interface="org.kde.kconfig.notify"),
        "ConfigChanged", "a{saay}", ({"DoNotDisturb": [b"Until"]},),
    )  # fmt: skip
    with open_dbus_connection(desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        connection.send(changed)


class PlasmaRig(Rig):
    """Do-not-disturb of Plasma."""

    def __init__(self, bus: Bus, desktop: KdeDesktop) -> None:
        super().__init__(bus, desktop.env)
        self._desktop = desktop

    def set(self, on: bool) -> None:
        disturb_plasma(self._desktop, on)


class HoldingRig(Rig):
    """What holds as long as somebody does something."""

    def __init__(
        self, reason: QuietReason, environ: Mapping[str, str], hold: Callable[[], AbstractContextManager[object]]
    ) -> None:
        self.reason = reason
        super().__init__(None, environ)
        self._hold = hold
        self._held = ExitStack()

    def set(self, on: bool) -> None:
        if on:
            self._held.enter_context(self._hold())
        else:
            self._held.close()


class X11FullscreenRig(Rig):
    """A window under a window manager."""

    reason = QuietReason.FULLSCREEN

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(None, desktop.env)
        self.window = Window(desktop.env["DISPLAY"])

    def set(self, on: bool) -> None:
        self.window.fill_screen(on)

    def close(self) -> None:
        self.window.close()


class SwayFullscreenRig(Rig):
    """A terminal on sway."""

    reason = QuietReason.FULLSCREEN

    def __init__(self, desktop: SwayDesktop) -> None:
        super().__init__(None, desktop.env)
        self._desktop = desktop
        self._window: subprocess.Popen[bytes] = desktop.spawn("foot", "sleep", "600")
        desktop.wait(lambda: "foot" in desktop.run("swaymsg", "-t", "get_tree").stdout, "a window")

    def set(self, on: bool) -> None:
        self._desktop.run("swaymsg", "fullscreen", "enable" if on else "disable")

    def close(self) -> None:
        self._desktop.end(self._window)


@asynccontextmanager
async def fake_rig(server: FakeServer, address: str, *, tells_changes: bool = True) -> AsyncIterator[Rig]:
    with server:
        async with session_bus(address) as bus:
            yield FakeRig(bus, server, tells_changes=tells_changes)


@asynccontextmanager
async def command_rig(desktop: Desktop, command: Command) -> AsyncIterator[Rig]:
    async with session_bus(desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        yield CommandRig(bus, desktop, command)


@asynccontextmanager
async def plasma_rig(desktop: KdeDesktop) -> AsyncIterator[Rig]:
    async with session_bus(desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        yield PlasmaRig(bus, desktop)


def call_rig(desktop: Desktop, audio: Audio) -> Rig:
    return HoldingRig(QuietReason.CALL, desktop.env, audio.call)


def share_rig(desktop: Desktop, audio: Audio) -> Rig:
    return HoldingRig(QuietReason.SCREEN_SHARE, desktop.env, lambda: audio.picture("Screen"))


COMMANDS = {
    "xfce4-notifyd": Command(
        "xfce",
        on="xfconf-query -c xfce4-notifyd -p /do-not-disturb -n -t bool -s true",
        off="xfconf-query -c xfce4-notifyd -p /do-not-disturb -r",
    ),
    "dunst": Command("with_dunst", on="dunstctl set-paused true", off="dunstctl set-paused false"),
    "mako": Command(
        "sway", on="makoctl mode -a do-not-disturb", off="makoctl mode -r do-not-disturb", tells_changes=False
    ),
    "swaync": Command("with_swaync", on="swaync-client -dn", off="swaync-client -df"),
    "gnome-shell": Command(
        "gnome",
        on="gsettings set org.gnome.desktop.notifications show-banners false",
        off="gsettings set org.gnome.desktop.notifications show-banners true",
    ),
}
