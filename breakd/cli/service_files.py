"""The files that make breakd a part of the desktop: unit, bus activation, application entry, icons, autostart."""

from __future__ import annotations

import io
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from breakd.client import gnome_extension
from breakd.messages import service as texts
from breakd.system import paths
from breakd.system.installed import UNIT, packaged_command, unit_file

APP = "io.github.breakd"
"""The id of the application: the same in D-Bus, in the notifications' `desktop-entry` and in the icon's name."""
PLACEHOLDER = "@BREAKD@"
"""Where the unit has the command; a comment of it names the placeholder too."""
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)

STRINGS = {"name": texts.ENTRY_NAME, "comment": texts.ENTRY_COMMENT, "keywords": texts.ENTRY_KEYWORDS}
ENTRY = """[Desktop Entry]
Type=Application
Name={name}
Comment={comment}
Keywords={keywords}
Exec={command} board
Icon={app}
Terminal=false
Categories=Utility;
StartupNotify=true
X-GNOME-UsesNotifications=true
Actions={actions};
"""
ACTION = """
[Desktop Action {id}]
Name={name}
Exec={command} {words}
"""
ACTIONS = {
    "done": (texts.ENTRY_DONE, "done --notify"),
    "snooze": (texts.ENTRY_SNOOZE, "snooze --notify"),
    "start": (texts.ENTRY_START, "start --notify"),
    "pause": (texts.ENTRY_PAUSE, "pause 1h --notify"),
    "new-window": (texts.ENTRY_OPEN, "board"),
}
"""What the menu of the application's icon offers, each with its command. By the name `new-window` GNOME adds no "New
Window" of its own."""

# Who calls the name while no breakd runs starts the service. With DBusActivatable= in the entry, a click would show
# nothing where the service does not start (decision 0274).
ACTIVATION = """[D-BUS Service]
Name={app}
Exec={command} run
SystemdService={unit}
"""

# systemd starts the service where the desktop reaches graphical-session.target. Xfce, i3 and bare sway never do; for
# them this entry does it, as long as the unit is enabled (decision 0310). X-systemd-skip and HiddenUnderSystemd keep
# it from being run where systemd does it already.
AUTOSTART = """[Desktop Entry]
Type=Application
Name={name}
Comment={comment}
Exec=sh -c "systemctl --user is-enabled --quiet {unit} && exec systemctl --user start {unit}"
Icon={app}
Terminal=false
X-systemd-skip=true
X-GNOME-HiddenUnderSystemd=true
"""


def contents(command: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file with what belongs into it, the unit first; for a distribution's package only what that lacks."""
    yield from () if packaged_command() == command else _contents_of_package(command)
    yield autostart_file(), AUTOSTART.format(**STRINGS, unit=UNIT, app=APP).encode()


def _contents_of_package(command: Path) -> Iterator[tuple[Path, bytes]]:
    yield unit_file(), unit_of(command).encode()
    yield _activation(), activation_of(command).encode()
    yield _entry(), application_of(command).encode()
    for size in ICON_SIZES:
        yield _icon(size), picture(size)
    yield from gnome_extension.contents()


def places() -> Iterator[Path]:
    """Where these files are, of all that `install` ever wrote."""
    yield from (
        unit_file(),
        _activation(),
        _entry(),
        *map(_icon, ICON_SIZES),
        *gnome_extension.places(),
        autostart_file(),
    )


def unit_template() -> str:
    """The unit with @BREAKD@ for the command: part of an installed package, beside it in a checkout."""
    package = Path(__file__).parents[1]
    for file in (package / "data" / UNIT, package.parent / "systemd" / UNIT):
        if file.exists():
            return file.read_text()
    raise FileNotFoundError(f"{UNIT} is not in {package}")


def unit_of(command: Path) -> str:
    """The unit for this command."""
    return unit_template().replace(f"={PLACEHOLDER}", f"={quoted(command)}")


def activation_of(command: Path) -> str:
    """What the bus starts for our name."""
    return ACTIVATION.format(app=APP, command=shlex.quote(str(command)), unit=UNIT)


def quoted(command: Path) -> str:
    """A path as the first word of ExecStart= (systemd.service(5)). ValueError: systemd takes it for no command."""
    path = str(command)
    if re.search(r"[\"\\\x00-\x1f\x7f]", path):
        raise ValueError(path)
    # in this word alone `$` means nothing, and would be doubled for good
    word = path.replace("%", "%%")
    return word if re.fullmatch(r"[\w@/.+%-]+", word, re.ASCII) else f'"{word}"'


def entry_word(command: Path) -> str:
    """A path as the first word of Exec= in a desktop entry (Desktop Entry Specification 1.5, "The Exec key")."""
    word = str(command).replace("%", "%%")
    if re.fullmatch(r"[\w@/.+%:,-]+", word):
        return word
    # a backslash of the quoting is written as two: the whole value is a string with escapes of its own
    return '"' + re.sub(r"([$`])", r"\\\\\1", word) + '"'


def application_of(command: Path) -> str:
    """The entry, and what its icon's menu offers."""
    word = entry_word(command)
    entry = ENTRY.format(**STRINGS, command=word, app=APP, actions=";".join(ACTIONS))
    return entry + "".join(
        ACTION.format(id=id, name=name, command=word, words=words) for id, (name, words) in ACTIONS.items()
    )


def _activation() -> Path:
    return _data_home() / f"dbus-1/services/{APP}.service"


def _entry() -> Path:
    return _data_home() / f"applications/{APP}.desktop"


def icon_folder() -> Path:
    """Where the icons are, each size in a folder of its own."""
    return _data_home() / "icons/hicolor"


def autostart_file() -> Path:
    """The entry for desktops that do not reach systemd's target."""
    return paths.config_dir().parent / "autostart/breakd.desktop"


def _icon(size: int) -> Path:
    return icon_folder() / f"{size}x{size}/apps/{APP}.png"


def picture(size: int) -> bytes:
    """The application's icon, as PNG."""
    from breakd.desktop.tray.icon import app_icon

    png = io.BytesIO()
    app_icon(size).save(png, "PNG")
    return png.getvalue()


def _data_home() -> Path:
    value = os.environ.get("XDG_DATA_HOME", "")
    return Path(value) if Path(value).is_absolute() else paths.home() / ".local/share"
