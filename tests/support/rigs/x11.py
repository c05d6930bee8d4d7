"""An X11 session without a screen: Xvfb on a free display, and as much of a desktop on it as the test asks for."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .desktop import Desktop
from .recorder import Recorder
from .xvfb import start_xvfb

NOTIFICATIONS, TRAY_HOST = "org.freedesktop.Notifications", "org.kde.StatusNotifierWatcher"
SERVICE_FILES = "/usr/share/dbus-1/services"
BACKGROUND = 0x3A5F7D


@dataclass(frozen=True, slots=True)
class Box:
    """A window on the screen, in pixels from the top left."""

    id: int
    x: int
    y: int
    width: int
    height: int

    def at(self, right: float, down: float) -> tuple[int, int]:
        """The pixel at these fractions (0 to 1) of the width and the height."""
        return self.x + round(self.width * right), self.y + round(self.height * down)


class X11Desktop(Desktop):
    """A bare X server, or with `panel` openbox and xfce4-panel with its tray.

    `notify` is the notification server; None means none. The bus starts none by itself.
    `capabilities` is what the recording server says it can do, separated by commas.
    """

    def __init__(
        self, notify: Literal["recorder", "xfce4-notifyd"] | None = "recorder", panel: bool = False,
        capabilities: str = "",
    ) -> None:  # fmt: skip
        super().__init__()
        self._notify, self._panel = notify, panel
        self.recorder = Recorder(self, capabilities) if capabilities else Recorder(self)

    def start(self) -> None:
        """Xvfb first: the bus and all it starts must know the display."""
        self.env |= {"XDG_SESSION_TYPE": "x11", "XDG_CURRENT_DESKTOP": "XFCE" if self._panel else ""}
        self.env["DISPLAY"] = self.display = start_xvfb(self)
        self._paint_background()
        _write_panel_config(self.home / ".config/xfce4")
        self.forbid_activation(NOTIFICATIONS)  # several servers may be installed, and the bus would start any of them
        super().start()
        if self._notify == "recorder":
            self.recorder.start()
        elif self._notify == "xfce4-notifyd":
            self.start_xfce_notifyd()
        if self._panel:
            self.spawn("openbox")
            self.start_panel()

    def _paint_background(self) -> None:
        # a black screen hides dark icons and shadows from whoever looks at a screenshot
        import xcffib
        from xcffib.xproto import CW

        connection: Any = xcffib.connect(display=self.display)  # type: ignore[no-untyped-call]
        root = connection.get_setup().roots[0].root
        connection.core.ChangeWindowAttributes(root, CW.BackPixel, [BACKGROUND])
        connection.core.ClearArea(False, root, 0, 0, 0, 0)
        connection.core.GetInputFocus().reply()  # an answer: until then it may not be done
        connection.disconnect()

    def start_xfce_notifyd(self) -> None:
        """Start Xfce's notification server, from wherever this distribution keeps it."""
        service = Path(SERVICE_FILES, "org.xfce.xfce4-notifyd.Notifications.service").read_text()
        (command,) = re.findall(r"^Exec=(\S+)", service, re.MULTILINE)
        self.xfce_notifyd = self.spawn(command)
        self.wait(lambda: self.has_name(NOTIFICATIONS), "xfce4-notifyd")

    def start_panel(self) -> None:
        """Start xfce4-panel with its tray (call it again after ending `panel` to play a panel that restarts)."""
        self.panel = self.spawn("xfce4-panel", "--disable-wm-check")
        self.wait(lambda: self.has_name(TRAY_HOST), "the panel's tray", 20)

    # -- hands and eyes ----------------------------------------------------------------------------------------

    def input(self) -> None:
        """One key press that types nothing."""
        self.xdotool("key", "shift")

    def move(self, x: int, y: int) -> None:
        """Move the pointer."""
        self.xdotool("mousemove", x, y)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click there: 1 left, 2 middle, 3 right."""
        self.move(x, y)
        time.sleep(0.1)  # a widget takes the pointer's arrival for granted before it takes a click
        self.xdotool("click", button)

    def xdotool(self, *words: object) -> str:
        """Run xdotool; its output."""
        return self.run("xdotool", *map(str, words)).stdout

    def windows(self, window_class: str) -> list[Box]:
        """The visible windows of a class that are really on the screen, the smallest first."""
        found = self.run("xdotool", "search", "--onlyvisible", "--class", window_class, check=False).stdout.split()
        boxes = []
        for window in found:
            reply = self.run("xdotool", "getwindowgeometry", "--shell", window, check=False).stdout
            geometry = dict(re.findall(r"^(\w+)=(-?\d+)$", reply, re.MULTILINE))
            if geometry:  # it may have gone since
                boxes.append(Box(int(window), *(int(geometry[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))))
        return sorted((box for box in boxes if box.width > 1), key=lambda box: box.width * box.height)

    def shot(self, path: Path) -> None:
        """Save a picture of the whole screen (PNG)."""
        from PIL import ImageGrab

        ImageGrab.grab(xdisplay=self.display).save(path)


def _write_panel_config(folder: Path) -> None:
    # with a configuration of its own the panel does not ask its first-run question
    channel = folder / "xfconf/xfce-perchannel-xml/xfce4-panel.xml"
    channel.parent.mkdir(parents=True, exist_ok=True)
    channel.write_text(PANEL)


PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=8;x=640;y=786"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
        <value type="int" value="4"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray"/>
    <property name="plugin-4" type="string" value="clock"/>
  </property>
</channel>
"""
