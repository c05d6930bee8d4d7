"""Where doctor was called: the desktop of this terminal, the distribution, the settings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from breakd.config import LoadedConfig, load
from breakd.desktop.protocols.wayland import is_wayland
from breakd.engine.settings import Settings
from breakd.frozen import frozen
from breakd.messages.packages import PROGRAMS, family_of, how_to_install
from breakd.system import paths

OS_RELEASE = (Path("/etc/os-release"), Path("/usr/lib/os-release"))


@frozen
class Environment:
    """What every check may want to know."""

    environ: Mapping[str, str]
    family: str | None
    """Of distributions; None if it is not one that the table of packages knows."""
    loaded: LoadedConfig

    @classmethod
    def here(cls) -> Environment:
        """As this process sees them."""
        return cls(dict(os.environ), _family(), load(paths.config_file(), paths.body_file()))

    @property
    def settings(self) -> Settings:
        """Those of the files, and the defaults for a file that is faulty."""
        return self.loaded.over(Settings())

    @property
    def desktops(self) -> list[str]:
        """The names of the desktop, as it calls itself; often one, sometimes with those it is built on."""
        return [name for name in self.environ.get("XDG_CURRENT_DESKTOP", "").split(":") if name]

    @property
    def is_gnome(self) -> bool:
        """GNOME Shell draws no tray by itself."""
        return "GNOME" in self.desktops

    @property
    def wayland(self) -> bool:
        """Whether the desktop is a Wayland one."""
        return is_wayland(self.environ)

    @property
    def x11(self) -> bool:
        """Whether the desktop is an X11 one."""
        return bool(self.environ.get("DISPLAY")) and not self.wayland

    @property
    def has_desktop(self) -> bool:
        """Whether there is one at all."""
        return self.wayland or self.x11

    def find_extension(self, pattern: str) -> str:
        """The extension of this name that is installed for GNOME, switched on or not; empty without one."""
        home = self.environ.get("XDG_DATA_HOME") or paths.home() / ".local/share"
        rest = self.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        folders = (Path(folder, "gnome-shell/extensions") for folder in (str(home), *rest.split(":")))
        return next((file.name for folder in folders for file in folder.glob(pattern)), "")

    def program(self, need: str) -> str:
        """The program for it that is installed here; empty without one."""
        path = self.environ.get("PATH", "")
        return next((program for program in PROGRAMS[need] if shutil.which(program, path=path)), "")

    def install(self, need: str) -> str:
        """How to install it here."""
        return how_to_install(need, self.family)


def _family() -> str | None:
    for file in OS_RELEASE:
        try:
            return family_of(file.read_text())
        except OSError:
            continue
    return None
