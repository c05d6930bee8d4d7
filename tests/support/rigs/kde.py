"""A real Plasma without a screen: KWin on Wayland, plasmashell's notifications and tray."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .desktop import Desktop
from .hands import KWinHands
from .plasma import plasma
from .xvfb import SIZE, start_xvfb

if TYPE_CHECKING:
    from PIL.Image import Image

NOTIFICATIONS, TRAY_HOST = "org.freedesktop.Notifications", "org.kde.StatusNotifierWatcher"
SERVICE_FILES = "/usr/share/dbus-1/services"
KWIN, SCRIPTING = "org.kde.KWin", "org.kde.kwin.Scripting"
SOCKET = "wayland-0"
AT_ONCE = 0.3
"""Seconds."""

WHITE, BLACK, NARROWEST = 250, (0, 0, 0), 24
BUTTON_TOP, BUTTON_MIDDLE = 30, 18
"""Pixels from the lower edge of a notification."""

SHIFT = 42
"""KEY_LEFTSHIFT."""

LIST_WINDOWS = """
print("%s" + JSON.stringify((workspace.windowList || workspace.clientList)().map(w => ({
  caption: w.caption, kind: w.notification || w.criticalNotification ? "notification" : w.popupWindow ? "popup" : "",
  x: w.frameGeometry.x, y: w.frameGeometry.y, width: w.frameGeometry.width, height: w.frameGeometry.height,
}))));
"""

FILL_SCREEN = """
(workspace.windowList || workspace.clientList)().filter(w => w.caption === "Analog Clock")
  .forEach(w => { w.fullScreen = true; });
print("%s" + "true");
"""


@dataclass(frozen=True, slots=True)
class Window:
    """A window on the screen, in pixels from the top left; `kind` is `notification`, `popup` or nothing."""

    caption: str
    kind: str
    x: float
    y: float
    width: float
    height: float

    def at(self, right: float, down: float) -> tuple[float, float]:
        """The pixel at these fractions (0 to 1) of the width and the height."""
        return self.x + self.width * right, self.y + self.height * down


class KdeDesktop(Desktop):
    """KWin, kded with the tray's watcher, and plasmashell; without `shell` KWin alone, in about two seconds."""

    def __init__(self, shell: bool = True) -> None:
        super().__init__()
        self._shell = shell
        self._hands: KWinHands | None = None
        self._moves = 0

    def start(self) -> None:
        """Start the compositor, then the shell; returns when the panel shows its tray."""
        # the packaged file bears a capability that many containers refuse; the name is asked for by KWin itself
        kwin = shutil.copy("/usr/bin/kwin_wayland", self.root / "kwin_wayland")
        self.plasma = plasma(self.run("env", "QT_QPA_PLATFORM=offscreen", kwin, "--version").stdout)
        self.env |= {
            "XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": "KDE", "KDE_FULL_SESSION": "true",
            "KDE_SESSION_VERSION": self.plasma.session, "LIBGL_ALWAYS_SOFTWARE": "1", "WAYLAND_DISPLAY": SOCKET,
        }  # fmt: skip
        self._let_plasma_alone_be_started()
        super().start()
        self._screen = start_xvfb(self)
        self.start_compositor()
        if self._shell:
            self.spawn(self.plasma.kded, QT_QPA_PLATFORM="wayland")
            self.wait(lambda: self.has_name(TRAY_HOST), "kded's tray watcher", 30)
            self.start_shell()

    def _let_plasma_alone_be_started(self) -> None:
        # several servers may be installed, and while plasmashell is away the bus would start any of them
        own = Path(SERVICE_FILES, "org.kde.plasma.Notifications.service")
        if self._shell:
            self.forbid_activation(NOTIFICATIONS)
            (self.runtime / "dbus-1/services" / f"{NOTIFICATIONS}.service").write_text(own.read_text())

    def start_compositor(self) -> None:
        """Start KWin, on an X server: of its own it draws nothing that could be looked at where there is no GPU."""
        self._put_hands_away()
        self.compositor = self.spawn(
            self.root / "kwin_wayland", "--x11-display", self._screen,
            "--width", str(SIZE[0]), "--height", str(SIZE[1]),
            "--no-lockscreen", "--socket", SOCKET, log="kwin", WAYLAND_DISPLAY="",
            KWIN_WAYLAND_NO_PERMISSION_CHECKS="1", KWIN_SCREENSHOT_NO_PERMISSION_CHECKS="1",
            QT_LOGGING_RULES="kwin_scripting.debug=true;js.debug=true",
        )  # fmt: skip
        self.wait(lambda: self.has_name(KWIN) and (self.runtime / SOCKET).exists(), "KWin", 30)

    def restart_shell(self) -> None:
        """End plasmashell and start another: its notifications are gone, and their ids count from 1 again."""
        self.end(self.shell)
        self.start_shell()

    def start_shell(self) -> None:
        """Start plasmashell; returns when the panel shows its tray."""
        self.shell = self.spawn("plasmashell", QT_QPA_PLATFORM="wayland")
        self.wait(lambda: self.has_name(NOTIFICATIONS), "plasmashell's notifications", 60)
        self.wait(self._panel_is_up, "the panel", 60)
        # before its first frame the screen is black
        self.wait(lambda: self._grab().getcolors(1) is None, "a picture", 60)
        # the applets load after the panel, and one that is not there yet misses what it is told
        self.wait(self._shell_is_at_rest, "plasmashell to have loaded", 60)

    def _shell_is_at_rest(self) -> bool:
        """Whether its one thread answers at once, for a second."""
        for _ in range(5):
            began = time.monotonic()
            self.call(NOTIFICATIONS, "/org/freedesktop/Notifications", NOTIFICATIONS, "GetServerInformation")
            if time.monotonic() - began > AT_ONCE:
                return False
            time.sleep(0.2)
        return True

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
        self._grab().save(path)

    def _grab(self) -> Image:
        from PIL import ImageGrab

        return ImageGrab.grab(xdisplay=self._screen)

    def windows(self, kind: str = "") -> list[Window]:
        """The windows on the screen, or those of a kind; the shell's own pop-ups are windows too."""
        said = self._ask_kwin(LIST_WINDOWS)
        return [window for window in (Window(**found) for found in said) if not kind or window.kind == kind]

    def popup(self) -> Window:
        """The one notification on the screen, when it has slid in and stands still."""
        seen: list[list[Window]] = [[]]

        def at_rest() -> bool:
            seen.append(self.windows("notification"))
            time.sleep(0.2)
            # 6.7 lets the first one rest on the left until it knows where in its panel the tray is: on the right
            return len(seen[-1]) == 1 and seen[-1] == seen[-2] and seen[-1][0].x > SIZE[0] / 2

        self.wait(at_rest, "one notification")
        return seen[-1][0]

    def buttons(self, popup: Window) -> list[tuple[float, float]]:
        """The middles of a notification's buttons, from left to right: white on grey in Breeze, the default theme."""
        image = self._grab()
        above_the_words = round(popup.y + popup.height - BUTTON_TOP)
        row = [image.getpixel((x, above_the_words)) for x in range(round(popup.x), round(popup.x + popup.width))]
        places, start = [], None
        for x, colour in enumerate([*row, BLACK]):
            white = isinstance(colour, tuple) and min(colour) >= WHITE
            if white and start is None:
                start = x
            elif not white and start is not None:
                if x - start >= NARROWEST:
                    places.append((popup.x + (start + x) / 2, popup.y + popup.height - BUTTON_MIDDLE))
                start = None
        return places

    def tray(self) -> list[str]:
        """The registered tray items: bus names, with a path behind."""
        return list(self._tray_host("RegisteredStatusNotifierItems"))

    def _panel_is_up(self) -> bool:
        return bool(self._tray_host("IsStatusNotifierHostRegistered"))

    def _tray_host(self, name: str) -> Any:
        ((_, value),) = self.call(TRAY_HOST, "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties", "Get", "ss",
                                  TRAY_HOST, name)  # fmt: skip
        return value

    def _ask_kwin(self, code: str) -> Any:
        """What a script prints inside KWin, by way of its log: scripts have no return value."""
        mark = f"answer-{time.monotonic_ns()} "
        file, log = self.root / "script.js", self.root / "kwin.log"
        file.write_text(code % mark)
        (number,) = self.call(KWIN, "/Scripting", SCRIPTING, "loadScript", "s", str(file))
        script = self.plasma.script.format(number)
        self.call(KWIN, script, "org.kde.kwin.Script", "run")
        self.wait(lambda: mark in log.read_text(errors="replace"), "a word from KWin")
        self.call(KWIN, script, "org.kde.kwin.Script", "stop")
        (line,) = (line for line in log.read_text(errors="replace").splitlines() if mark in line)
        return json.loads(line.split(mark, 1)[1])

    @contextmanager
    def full_screen(self) -> Iterator[None]:
        """A window of Plasma's own that fills the screen."""
        window = self.spawn("plasmawindowed", "org.kde.plasma.analogclock", QT_QPA_PLATFORM="wayland")
        try:
            self.wait(self._clock_widths, "a window", 60)
            self._ask_kwin(FILL_SCREEN)
            self.wait(lambda: self._clock_widths() == [SIZE[0]], "full screen")
            yield
        finally:
            self.end(window)

    def _clock_widths(self) -> list[float]:
        return [window.width for window in self.windows() if window.caption == "Analog Clock"]

    # -- hands -------------------------------------------------------------------------------------------------

    @property
    def hands(self) -> KWinHands:
        """The person's pointer and keys."""
        if self._hands is None:
            self._hands = KWinHands(self.runtime / SOCKET)
        return self._hands

    def input(self) -> None:
        """One key press that types nothing."""
        self.hands.key(SHIFT)

    def move(self, x: float, y: float) -> None:
        """Move the pointer."""
        self.hands.move(x, y)

    def click(self, x: float, y: float, button: int = 1) -> None:
        """Click there: 1 left, 2 middle, 3 right."""
        self.hands.click(x, y, button)

    def _put_hands_away(self) -> None:
        if self._hands is not None:
            self._hands.close()
            self._hands = None
