"""breakd's extension for GNOME Shell, which shows no tray: its files, and whether the shell has switched it on."""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from jeepney import DBusAddress, message_bus

from breakd.system import paths

from .dbus_client import CallError, DbusClient

UUID = "breakd@breakd.github.io"
_TRAY = "org.kde.StatusNotifierWatcher"
"""Who has this name shows icons of programs."""
_BUS = DBusAddress(message_bus.object_path, message_bus.bus_name, message_bus.interface)
_PLACE = Path("gnome-shell/extensions", UUID)
_ACTIVE = 1
"""How the shell numbers it."""
FILES = (
    "breakd-symbolic.svg", "daemon.js", "extension.js", "face.js", "icon.js", "metadata.json", "texts.js", "tile.js",
)  # fmt: skip


def source() -> Path:
    """The folder that a checkout or an installed package has it in. FileNotFoundError: none."""
    roots = (Path(__file__).parents[2], Path(sys.prefix), Path(site.getuserbase()))  # the last for pip install --user
    for folder in (root / "share" / _PLACE for root in roots):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(UUID)


def folder() -> Path:
    """Where a person's own extensions are."""
    value = os.environ.get("XDG_DATA_HOME", "")
    return (Path(value) if Path(value).is_absolute() else paths.home() / ".local/share") / _PLACE


def places() -> Iterator[Path]:
    """Its files there."""
    return (folder() / name for name in FILES)


def contents() -> Iterator[tuple[Path, bytes]]:
    """What belongs there: on GNOME, or where it is already."""
    if not (is_gnome() or folder().is_dir()):
        return
    with suppress(FileNotFoundError):  # somebody has left it out
        here = source()
        yield from ((folder() / name, (here / name).read_bytes()) for name in FILES)


def is_on(client: DbusClient) -> bool:
    """Whether the shell has it switched on."""
    shell = DBusAddress("/org/gnome/Shell", "org.gnome.Shell", "org.gnome.Shell.Extensions")
    try:
        (known,) = client.call(shell, "GetExtensionInfo", "s", UUID)
    except (CallError, TimeoutError, OSError):
        return False
    _, state = known.get("state", ("d", 0))
    return bool(state == _ACTIVE)


def is_wanted(client: DbusClient) -> bool:
    """Whether this is GNOME, shows no icons of programs and has not switched it on."""
    if not is_gnome():
        return False
    (has_tray,) = client.call(_BUS, "NameHasOwner", "s", _TRAY)
    return not has_tray and not is_on(client)


def is_gnome() -> bool:
    """Whether this is a session of GNOME."""
    return "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")
