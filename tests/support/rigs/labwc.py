"""A stacking wlroots desktop without a screen: labwc, with the notification server and the bar of the sway rig."""

from __future__ import annotations

from .sway import SwayDesktop


class LabwcDesktop(SwayDesktop):
    """labwc with one screen, of the size that wlroots gives it."""

    size = (1280, 720)
    task_list = "wlr/taskbar"

    def start_compositor(self) -> None:
        """Start labwc."""
        self._put_hands_away()
        folder = self.root / "labwc"
        folder.mkdir(exist_ok=True)
        (folder / "rc.xml").write_text("<labwc_config/>")
        before = set(self._sockets())
        self._spawn_compositor("labwc", "-C", folder)
        self.wait(lambda: set(self._sockets()) - before, "labwc", 20)
        (self.env["WAYLAND_DISPLAY"],) = set(self._sockets()) - before
        self.env["XDG_CURRENT_DESKTOP"] = "labwc:wlroots"
        self._take_up_hands()

    def _sockets(self) -> list[str]:
        return [path.name for path in self.runtime.glob("wayland-[0-9]")]
