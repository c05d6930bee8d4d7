"""A real GNOME Shell without a screen: its notifications, tray extension and idle monitor."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .desktop import PROPERTIES, CallFailed, Desktop

SHELL = "org.gnome.Shell"
TRAY_EXTENSION = "ubuntu-appindicators@ubuntu.com"
TRAY_HOST, IDLE_MONITOR = "org.kde.StatusNotifierWatcher", "org.gnome.Mutter.IdleMonitor"
SIZE = "1280x800"
START_SECONDS = 90.0
"""How long each part of the shell may take to come up: six seconds on a machine with nothing else to do."""
INTERFACE_SETTINGS = "new imports.gi.Gio.Settings({schema_id: 'org.gnome.desktop.interface'})"

POINTER = (
    "const Clutter = imports.gi.Clutter;"
    "if (!global._pointer) global._pointer = Clutter.get_default_backend().get_default_seat()"
    ".create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);"
)
"""A virtual pointer: to the shell its motion and clicks are a person's, and they reset the idle time."""

DISMISSED = 2
"""NotificationDestroyedReason of a notification that the person closes."""
NOTIFICATIONS = "Main.messageTray.getSources().flatMap(s => s.notifications)"


@dataclass(frozen=True, slots=True)
class Innards:
    """JavaScript for what is named otherwise in other versions of the shell."""

    body: str
    """The text of a notification `n`."""
    press: str
    """What a click on the button of an `action` of a notification `n` does."""


INNARDS: Mapping[int, Innards] = {
    43: Innards("n.bannerBodyText", f"action.callback(); n.destroy({DISMISSED})"),
    46: Innards("n.body", "action.activate()"),
}
"""From which version of the shell it is so; seen on 43, 48 and 50."""

AS_BANNER = (
    "n => ({title: n.title, body: %s ?? '', actions: n.actions.map(a => a.label), urgency: n.urgency,"
    " app: n.source.title})"
)
PRESS = """(() => {
  for (const n of %s)
    for (const action of n.actions)
      if (action.label === %s) { %s; return true; }
  return false;
})()"""
ICONS = """Object.entries(Main.panel.statusArea)
  .filter(([name, icon]) => name.startsWith('appindicator-') && icon?.visible)
  .map(([, icon]) => {
    const [x, y] = icon.get_transformed_position(), [w, h] = icon.get_transformed_size();
    const menu = icon.menu.numMenuItems > 0, activation = icon._indicator.supportsActivation;
    return {x: x + w / 2, y: y + h / 2, menu, activation};
  })
  .filter(({x}) => !isNaN(x))  // it has no place before its first frame"""
FIND = """(() => {
  const walk = actor => {
    if (!actor.visible || !actor.mapped) return null;
    if ([actor.text, actor.label].includes(%s)) {
      const [x, y] = actor.get_transformed_position(), [w, h] = actor.get_transformed_size();
      return isNaN(x) ? null : [x + w / 2, y + h / 2];  // it has no place before its first frame
    }
    for (const child of actor.get_children()) { const hit = walk(child); if (hit) return hit; }
    return null;
  };
  return walk(global.stage);
})()"""


@dataclass(frozen=True, slots=True)
class Banner:
    """A notification as the shell holds it."""

    title: str
    body: str
    actions: list[str]
    urgency: int
    app: str


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon of the tray extension: its middle on the screen, and what the extension knows of its item."""

    x: float
    y: float
    menu: bool
    """It has fetched the menu; without one a click on the icon does nothing."""
    activation: bool | None = None
    """Whether the item can be activated; None: not known yet, and a click waits for a second one."""


class GnomeDesktop(Desktop):
    """Headless GNOME Shell on Wayland, in about six seconds; `eval` reads and moves what is on its screen."""

    def __init__(self) -> None:
        super().__init__()
        self._moves = 0
        self.version = 0
        """The shell's major version."""
        self._innards = INNARDS[43]

    def start(self) -> None:
        """Start the shell and wait until its start-up animation is over and the tray is there."""
        self.env |= {
            "XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": "GNOME", "GNOME_SHELL_SESSION_MODE": "user",
            "GSETTINGS_BACKEND": "dconf",
        }  # fmt: skip
        super().start()
        # --unsafe-mode opens org.gnome.Shell.Eval and Screenshot to the test
        self.spawn(
            "gnome-shell", "--headless", "--wayland-display=wayland-0", "--virtual-monitor", SIZE, "--unsafe-mode"
        )
        self.wait(lambda: self.has_name(SHELL), "gnome-shell", START_SECONDS)
        self.wait(lambda: self.has_name("org.freedesktop.Notifications"), "the shell's notifications", START_SECONDS)
        self.wait(lambda: self.eval("Main.layoutManager._startingUp") is False, "the start-up's end", START_SECONDS)
        self._look_inside()
        # on a busy machine a frame can take longer than anything that waits for things to come to rest
        self.eval("imports.gi.St.Settings.get().inhibit_animations(); true")
        # a pointer on its way to the panel must not open the overview
        self.eval(f"{INTERFACE_SETTINGS}.set_boolean('enable-hot-corners', false)")
        self._motion(300, 500)  # GNOME 50 loses the x of a new pointer's first motion
        self.move(301, 500)
        self._leave_overview()
        self.eval(f'Main.extensionManager.enableExtension("{TRAY_EXTENSION}")')
        self.wait(lambda: self.has_name(TRAY_HOST), "the tray extension", START_SECONDS)
        self.env["WAYLAND_DISPLAY"] = "wayland-0"
        self.clear()

    def _look_inside(self) -> None:
        ((_, version),) = self.call(SHELL, "/org/gnome/Shell", PROPERTIES, "Get", "ss", SHELL, "ShellVersion")
        self.version = int(str(version).partition(".")[0])
        self._innards = INNARDS[max(first for first in INNARDS if first <= self.version)]

    def _leave_overview(self) -> None:
        self.eval("Main.overview.hide()")
        self.wait(lambda: self.eval("Main.overview.visible") is False, "the end of the overview")

    def clear(self) -> None:
        """Take every notification away, the shell's own remarks about root and the missing lock screen too."""
        self.eval(f"{NOTIFICATIONS}.forEach(n => n.destroy({DISMISSED}))")
        self.wait(lambda: self.eval("Main.messageTray._banner === null"), "an empty screen")

    # -- eyes --------------------------------------------------------------------------------------------------

    def eval(self, script: str) -> Any:
        """Run JavaScript inside the shell; its value by way of JSON. Raises CallFailed with the shell's exception."""
        good, text = self.call(SHELL, "/org/gnome/Shell", SHELL, "Eval", "s", script)
        if not good:
            raise CallFailed(text)
        return json.loads(text) if text else None

    def shot(self, path: Path) -> None:
        """Save a picture of the whole screen (PNG)."""
        interface = "org.gnome.Shell.Screenshot"
        self.call(SHELL, "/org/gnome/Shell/Screenshot", interface, "Screenshot", "bbs", False, False, str(path))

    def banners(self) -> list[Banner]:
        """Every notification that the shell holds, on the screen or in its list."""
        as_banner = AS_BANNER % self._innards.body
        return [Banner(**found) for found in self.eval(f"{NOTIFICATIONS}.map({as_banner})")]

    def tray(self) -> list[str]:
        """The registered tray items: bus names, with a path behind some."""
        property = (TRAY_HOST, "RegisteredStatusNotifierItems")
        ((_, items),) = self.call(TRAY_HOST, "/StatusNotifierWatcher", PROPERTIES, "Get", "ss", *property)
        return list(items)

    def icons(self) -> list[Icon]:
        """Every icon that the tray extension shows."""
        return [Icon(**found) for found in self.eval(ICONS)]

    def idle_seconds(self) -> float:
        """How long Mutter has seen no input."""
        (ms,) = self.call(IDLE_MONITOR, "/org/gnome/Mutter/IdleMonitor/Core", IDLE_MONITOR, "GetIdletime")
        return int(ms) / 1000

    # -- hands -------------------------------------------------------------------------------------------------

    def input(self) -> None:
        """Real pointer motion in the middle of the screen; returns when Mutter has taken it for input."""
        # never twice to the same place, which would be no motion
        self._moves = (self._moves + 1) % 100
        before = time.monotonic()
        self.move(400 + self._moves, 500)
        # the event goes through a thread of its own: the answer to `move` may come before it
        self.wait(lambda: self.idle_seconds() <= time.monotonic() - before, "the input to be seen")

    def move(self, x: float, y: float) -> None:
        """Move the pointer there, in whole pixels; returns when it is there."""
        self._motion(round(x), round(y))
        place = [round(x), round(y)]
        self.wait(lambda: self.eval("global.get_pointer().slice(0, 2)") == place, f"the pointer at {place}")

    def _motion(self, x: int, y: int) -> None:
        self.eval(f"{POINTER} global._pointer.notify_absolute_motion(Date.now() * 1000, {x}, {y}); true")

    def click(self, x: float, y: float, button: int = 1) -> None:
        """Click there: 1 left, 2 middle, 3 right."""
        self.move(x, y)
        time.sleep(0.3)  # a banner grows under the pointer; its buttons take a click only then
        self._press(button)

    def double_click(self, x: float, y: float) -> None:
        """Click there twice, as fast as it goes."""
        self.move(x, y)
        self._press(1, times=2)

    def _press(self, button: int, times: int = 1) -> None:
        event = f"Date.now() * 1000, {button}, Clutter.ButtonState[state]"
        states = ["PRESSED", "RELEASED"] * times
        self.eval(f"{POINTER} for (const state of {states}) global._pointer.notify_button({event}); true")

    def find(self, label: str) -> tuple[float, float] | None:
        """The middle of the visible thing on the screen that bears this text, or None."""
        middle: list[float] | None = self.eval(FIND % json.dumps(label))
        return (middle[0], middle[1]) if middle else None

    def hover_on(self, label: str) -> None:
        """Move the pointer onto what bears this text; a banner unfolds its buttons under the pointer only."""
        self.move(*self._at_rest(label))

    def click_on(self, label: str) -> None:
        """Click what bears this text."""
        self.click(*self._at_rest(label))

    def _at_rest(self, label: str) -> tuple[float, float]:
        before: tuple[float, float] | None = None
        while (now := self.find(label)) is None or now != before:
            self.wait(lambda: self.find(label), f"{label!r} on the screen")
            before = now
            time.sleep(0.2)  # it slides in; a click on the way misses
        return now

    def press_action(self, label: str) -> bool:
        """Activate a notification's button by its label, shown or not; whether there was one."""
        return bool(self.eval(PRESS % (NOTIFICATIONS, json.dumps(label), self._innards.press)))
