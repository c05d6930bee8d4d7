"""A real GNOME Shell without a screen: its notifications, tray extension and idle monitor."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .desktop import CallFailed, Desktop

TRAY_EXTENSION = "ubuntu-appindicators@ubuntu.com"
TRAY_HOST, IDLE_MONITOR = "org.kde.StatusNotifierWatcher", "org.gnome.Mutter.IdleMonitor"
SIZE = "1280x800"

POINTER = (
    "const Clutter = imports.gi.Clutter;"
    "if (!global._pointer) global._pointer = Clutter.get_default_backend().get_default_seat()"
    ".create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);"
)
"""A virtual pointer: to the shell its motion and clicks are a person's, and they reset the idle time."""

DISMISSED = 2
"""NotificationDestroyedReason of a notification that the person closes."""
NOTIFICATIONS = "Main.messageTray.getSources().flatMap(s => s.notifications)"

AS_BANNER = (
    "n => ({title: n.title, body: n.bannerBodyText, actions: n.actions.map(a => a.label), urgency: n.urgency,"
    " app: n.source.title})"
)
PRESS = """(() => {
  for (const note of %s)
    for (const action of note.actions)
      if (action.label === %s) { action.callback(); note.destroy(%d); return true; }
  return false;
})()"""
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


class GnomeDesktop(Desktop):
    """Headless GNOME Shell on Wayland, in about six seconds; `eval` reads and moves what is on its screen."""

    def __init__(self) -> None:
        super().__init__()
        self._moves = 0

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
        self.wait(lambda: self.has_name("org.gnome.Shell"), "gnome-shell", 40)
        self.wait(lambda: self.has_name("org.freedesktop.Notifications"), "the shell's notifications", 40)
        self.wait(lambda: self.eval("Main.layoutManager._startingUp") is False, "the end of the start-up", 30)
        # on a busy machine a frame can take longer than anything that waits for things to come to rest
        self.eval("imports.gi.St.Settings.get().inhibit_animations(); true")
        self.eval("Main.overview.hide()")
        self.wait(lambda: self.eval("Main.overview.visible") is False, "the end of the overview")
        self.eval(f'Main.extensionManager.enableExtension("{TRAY_EXTENSION}")')
        self.wait(lambda: self.has_name(TRAY_HOST), "the tray extension", 20)
        self.env["WAYLAND_DISPLAY"] = "wayland-0"
        self.clear()

    def clear(self) -> None:
        """Take every notification away, the shell's own remarks about root and the missing lock screen too."""
        self.eval(f"{NOTIFICATIONS}.forEach(n => n.destroy({DISMISSED}))")
        self.wait(lambda: self.eval("Main.messageTray._banner === null"), "an empty screen")

    # -- eyes --------------------------------------------------------------------------------------------------

    def eval(self, script: str) -> Any:
        """Run JavaScript inside the shell; its value by way of JSON. Raises CallFailed with the shell's exception."""
        good, text = self.call("org.gnome.Shell", "/org/gnome/Shell", "org.gnome.Shell", "Eval", "s", script)
        if not good:
            raise CallFailed(text)
        return json.loads(text) if text else None

    def shot(self, path: Path) -> None:
        """Save a picture of the whole screen (PNG)."""
        interface = "org.gnome.Shell.Screenshot"
        self.call(
            "org.gnome.Shell", "/org/gnome/Shell/Screenshot", interface, "Screenshot", "bbs", False, False, str(path)
        )

    def banners(self) -> list[Banner]:
        """Every notification that the shell holds, on the screen or in its list."""
        return [Banner(**found) for found in self.eval(f"{NOTIFICATIONS}.map({AS_BANNER})")]

    def tray(self) -> list[str]:
        """The registered tray items: bus names, with a path behind some."""
        ((_, items),) = self.call(TRAY_HOST, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get", "ss",
                                  TRAY_HOST, "RegisteredStatusNotifierItems")  # fmt: skip
        return list(items)

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
        """Move the pointer."""
        self.eval(f"{POINTER} global._pointer.notify_absolute_motion(Date.now() * 1000, {x}, {y}); true")

    def click(self, x: float, y: float, button: int = 1) -> None:
        """Click there: 1 left, 2 middle, 3 right."""
        self.move(x, y)
        time.sleep(0.3)  # a banner grows under the pointer; its buttons take a click only then
        for state in ("PRESSED", "RELEASED"):
            event = f"Date.now() * 1000, {button}, Clutter.ButtonState.{state}"
            self.eval(f"{POINTER} global._pointer.notify_button({event}); true")

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
        return bool(self.eval(PRESS % (NOTIFICATIONS, json.dumps(label), DISMISSED)))
