"""A desktop that comes after the daemon: where that shows, and its display, which is taken over into our environment.

A user service may be started before anybody has a desktop (over ssh, by lingering), or by a desktop that passes on no
environment (sway without `systemctl --user import-environment`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path

from breakd.desktop.bus_names import MUTTER, SYSTEMD, SYSTEMD_MANAGER, SYSTEMD_PATH
from breakd.desktop.dbus import Bus, BusError
from breakd.desktop.protocols.wayland import has_compositor, is_wayland, listens
from breakd.system.inotify import FileEvent, Inotify, Mask

log = logging.getLogger(__name__)

OF_A_DESKTOP = ("WAYLAND_DISPLAY", "DISPLAY", "XAUTHORITY", "XDG_CURRENT_DESKTOP", "XDG_SESSION_TYPE")
COMPOSITOR = re.compile(r"wayland-\d+")


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether an environment names a display that is there; of an X server it is believed."""
    return has_compositor(environ) or (bool(environ.get("DISPLAY")) and not is_wayland(environ))


class DisplayWatcher:
    """Calls `came` when Mutter comes to the bus, or a compositor's socket into the runtime folder.

    Of an X server's coming, and of a changed environment, nobody tells: `adopt_display` looks for it.
    """

    def __init__(self, session_bus: Bus, environ: MutableMapping[str, str], came: Callable[[], None]) -> None:
        self._bus, self._environ, self._came = session_bus, environ, came
        self._folder: Inotify | None = None
        self._listening = False

    async def listen(self) -> None:
        """Begin to call `came`; once more, it tries again what the kernel refused."""
        self._watch_folder()
        if self._listening:
            return
        self._listening = True
        try:
            await self._bus.watch_owner(MUTTER, self._on_mutter)
        except BusError as error:
            log.debug("presence: %s: %s", MUTTER, error)

    async def adopt_display(self) -> None:
        """Take over the display that the user manager knows of, or else the one compositor there is."""
        self._environ.update(await self._from_manager())
        if not has_display(self._environ):
            self._environ.update(self._the_one_compositor())

    async def stop(self) -> None:
        """Call no more."""
        self._leave_folder()
        if self._listening:
            self._listening = False
            await self._bus.unwatch_owner(MUTTER, self._on_mutter)

    def _watch_folder(self) -> None:
        if self._folder is not None:
            return
        try:
            self._folder = Inotify(self._on_file)
            self._folder.add(self._runtime, Mask.CREATE | Mask.MOVED_TO | Mask.ONLYDIR)
        except OSError as error:
            log.debug("presence: %s: %s", self._runtime, error)
            self._leave_folder()

    def _leave_folder(self) -> None:
        if self._folder is not None:
            self._folder.close()
            self._folder = None

    async def _from_manager(self) -> dict[str, str]:
        try:
            lines = await self._bus.get(SYSTEMD, SYSTEMD_PATH, SYSTEMD_MANAGER, "Environment", kind="as")
        except BusError as error:
            log.debug("presence: %s: %s", SYSTEMD, error)
            return {}
        known = dict(line.split("=", 1) for line in lines if "=" in line)
        return {name: known[name] for name in OF_A_DESKTOP if known.get(name)}

    def _the_one_compositor(self) -> dict[str, str]:
        try:
            files = [file for file in self._runtime.iterdir() if COMPOSITOR.fullmatch(file.name)]
        except OSError:
            return {}
        compositors = [file.name for file in files if listens(file)]
        return {"WAYLAND_DISPLAY": compositors[0]} if len(compositors) == 1 else {}

    @property
    def _runtime(self) -> Path:
        return Path(self._environ.get("XDG_RUNTIME_DIR") or "/nonexistent")

    def _on_file(self, event: FileEvent) -> None:
        if COMPOSITOR.fullmatch(event.name):
            self._came()

    def _on_mutter(self, owner: str | None) -> None:
        if owner is not None:
            self._came()
