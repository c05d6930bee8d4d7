"""A real wlroots desktop without a screen: sway, waybar with its tray, and mako or dunst."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .desktop import PROPERTIES, Desktop
from .hands import WlrootsHands

NOTIFICATIONS, TRAY_HOST = "org.freedesktop.Notifications", "org.kde.StatusNotifierWatcher"
MAKO = ("/fr/emersion/Mako", "fr.emersion.Mako")
SOCKET, COMMANDS = "wayland-1", "sway.sock"
SIZE = (1280, 800)
NOBODY = 65534
NOTIFICATION_PLACES = {"mako": (1120, 60), "dunst": (1120, 100)}
"""As each has it by default, in the corner below the bar."""

SWAY_CONFIG = """
output HEADLESS-1 resolution {0}x{1} background #3a5f7d solid_color
xwayland disable
"""
WAYBAR_CONFIG = {
    "layer": "top", "height": 30, "modules-right": ["tray", "clock"],
    "tray": {"icon-size": 22, "spacing": 8},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Banner:
    """A notification as mako holds it: `actions` are its keys and labels, none of which mako shows."""

    id: int
    app: str
    title: str
    body: str
    actions: dict[str, str]


class SwayDesktop(Desktop):
    """Sway with one screen, up in a second. `notify` is the notification server; without `bar` there is no tray."""

    size = SIZE
    task_list = "sway/workspaces"
    """A module of waybar; most are for one compositor."""

    def __init__(self, notify: Literal["mako", "dunst"] | None = "mako", bar: bool = True) -> None:
        super().__init__()
        self._notify, self._bar = notify, bar
        self._hands: WlrootsHands | None = None
        self._moves = 0
        self.notification_place = NOTIFICATION_PLACES.get(notify or "", (0, 0))
        """Where a click meets the newest notification."""

    def start(self) -> None:
        """Start the compositor, the notification server and the bar; returns when they are there."""
        self.env |= {
            "XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": "sway", "WAYLAND_DISPLAY": SOCKET,
            "SWAYSOCK": str(self.runtime / COMMANDS),
        }  # fmt: skip
        config = self.home / ".config"
        (config / "waybar").mkdir(parents=True)
        (config / "waybar/config").write_text(json.dumps({"modules-left": [self.task_list], **WAYBAR_CONFIG}))
        (self.root / "sway.conf").write_text(SWAY_CONFIG.format(*SIZE))
        self.forbid_activation(NOTIFICATIONS)  # three servers may be installed, and the bus would start any of them
        super().start()
        self.start_compositor()
        if self._notify:
            self.start_notifications()
        if self._bar:
            self.start_bar()

    def start_compositor(self) -> None:
        """Start sway."""
        self._put_hands_away()
        (self.runtime / COMMANDS).unlink(missing_ok=True)
        self._spawn_compositor("sway", "-c", self.root / "sway.conf")
        self.wait(lambda: self.run("swaymsg", "-t", "get_version", check=False).returncode == 0, "sway", 20)
        self._take_up_hands()

    def _spawn_compositor(self, *argv: str | Path) -> None:
        if os.geteuid() == 0:
            # sway refuses root, so it is nobody, in a folder that is nobody's; its clients may be root
            self.root.chmod(0o755)
            os.chown(self.runtime, NOBODY, NOBODY)
            argv = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *argv)
        self.compositor = self.spawn(
            *argv, log="compositor", HOME=str(self.runtime), WAYLAND_DISPLAY="", WLR_BACKENDS="headless",
            WLR_RENDERER="pixman", WLR_LIBINPUT_NO_DEVICES="1", WLR_HEADLESS_OUTPUTS="1",
        )  # fmt: skip

    def start_notifications(self) -> None:
        """Start the notification server (again, after ending `notifications`)."""
        assert self._notify is not None
        self.notifications = self.spawn(self._notify)
        self.wait(lambda: self.has_name(NOTIFICATIONS), self._notify)

    def start_bar(self) -> None:
        """Start waybar with its tray (again, after ending `bar`)."""
        self.bar = self.spawn("waybar")
        self.wait(lambda: self._tray_host("IsStatusNotifierHostRegistered"), "waybar's tray", 20)

    def restart(self) -> None:
        """End the compositor and start another."""
        self.end(self.compositor)
        self.start_compositor()

    def stop(self) -> None:
        """End every program."""
        self._put_hands_away()
        super().stop()

    # -- eyes --------------------------------------------------------------------------------------------------

    def shot(self, path: Path) -> None:
        """Save a picture of the whole screen (PNG)."""
        self.run("grim", path)

    def banners(self) -> list[Banner]:
        """Every notification that mako shows, the newest first."""
        # by the bus: what `makoctl list` prints is different in 1.7, 1.10 and 1.11
        (found,) = self.call(NOTIFICATIONS, *MAKO, "ListNotifications")
        rows = [{key: value for key, (_signature, value) in row.items()} for row in found]
        return [
            Banner(row["id"], row["app-name"], row["summary"], row.get("body", ""), row.get("actions", {}))
            for row in rows
        ]

    def tray(self) -> list[str]:
        """The registered tray items: bus names, with a path behind."""
        return list(self._tray_host("RegisteredStatusNotifierItems"))

    def _tray_host(self, name: str) -> Any:
        ((_, value),) = self.call(TRAY_HOST, "/StatusNotifierWatcher", PROPERTIES, "Get", "ss", TRAY_HOST, name)
        return value

    # -- hands -------------------------------------------------------------------------------------------------

    def input(self) -> None:
        """Pointer motion in the middle of the screen."""
        # never twice to the same place, which would be no motion
        self._moves = (self._moves + 1) % 100
        self.move(400 + self._moves, 500)

    def move(self, x: float, y: float) -> None:
        """Move the pointer."""
        assert self._hands is not None
        self._hands.move(x, y)

    def click(self, x: float, y: float, button: int = 1) -> None:
        """Click there: 1 left, 2 middle, 3 right."""
        assert self._hands is not None
        self._hands.click(x, y, button)

    @property
    def idle_version(self) -> int:
        """The version of ext-idle-notify that the compositor has, or 0; with 2 a film need not hold up alarms."""
        assert self._hands is not None
        return self._hands.offered.get("ext_idle_notifier_v1", 0)

    def invoke(self, key: str) -> None:
        """Invoke an action of the newest notification, as a person's key binding does; mako has no buttons."""
        self.run("makoctl", "invoke", "-n", str(self.banners()[0].id), key)

    def _take_up_hands(self) -> None:
        self._hands = WlrootsHands(self.runtime / self.env["WAYLAND_DISPLAY"], self.size)

    def _put_hands_away(self) -> None:
        if self._hands is not None:
            self._hands.close()
            self._hands = None
