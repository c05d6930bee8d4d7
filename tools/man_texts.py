"""What the man pages say beside what is made from the parser, the schema and the contract."""

from __future__ import annotations

from collections.abc import Iterable

from breakd.client import exit_codes

MOST_WORDS = 16
"""More words than this are not listed at a key."""

COMMAND_IS = "office break reminder that knows how long you have been sitting"
COMMAND_ABOUT = """
breakd runs silently as a systemd user service, knows how long you have really been sitting, and at a good moment
suggests one short stretch. You answer in the notification, in the tray, in its window or with these commands.

breakd suggests gentle general movements for desk workers. It does not diagnose or treat anything and does not replace
a doctor or physiotherapist. Stop if it hurts.

`breakd` COMMAND `--help` tells what a command takes.
"""
ENVIRONMENT = {
    "XDG_CONFIG_HOME": "Where the folder breakd with the settings is. Default: `~/.config`.",
    "XDG_STATE_HOME": "Where the folder breakd with the history is. Default: `~/.local/state`.",
    "XDG_CACHE_HOME": "Where the folder breakd with what can be made again is. Default: `~/.cache`.",
    "XDG_DATA_HOME": "Where `breakd service install` puts the application entry and the icons. "
    "Default: `~/.local/share`.",
    "XDG_RUNTIME_DIR": "Where the session bus and the display of Wayland are looked for.",
    "DBUS_SESSION_BUS_ADDRESS": "The session bus, on which commands find breakd.",
    "VISUAL": "The editor of `breakd config edit`; before EDITOR.",
    "EDITOR": "The editor of `breakd config edit`.",
    "COLUMNS": "How wide the help is.",
    "BREAKD_LOG": "How much `breakd run` writes to its log: debug, info, warning or error.",
    "BREAKD_DEBUG": "If it is not empty, a fault of breakd's own ends with its traceback.",
}
FILES = {
    "~/.config/breakd/config.toml": "The settings; see breakd.toml(5).",
    "~/.config/breakd/body.toml": "Where it hurts and what to keep away from; apart from the settings.",
    "~/.config/breakd/stretches.d/*.toml": "Stretches of your own.",
    "~/.local/state/breakd/history.db": "What was suggested and what you did.",
}
EXIT_STATUS = {
    exit_codes.OK: "All is well.",
    exit_codes.FAILED: "It failed, or a check found something wrong.",
    exit_codes.USAGE: "The command was not understood.",
    exit_codes.NO_DAEMON: "No breakd runs, or there is no session bus to find it on.",
    exit_codes.REFUSED: "breakd says no, and why. Also: it runs already.",
}

SETTINGS_ARE = "settings of breakd, and what it knows of the body"
SETTINGS_ABOUT = """
The settings are in `~/.config/breakd/config.toml`, in TOML. What is missing has its default. Saving applies at once;
`breakd config check` names every fault. Until a fault is mended, the last good settings apply.

Durations are texts such as "90s", "30m" or "1h30m".
"""
BODY_ABOUT = """
Where it hurts and what to keep away from is in `~/.config/breakd/body.toml`, because people publish their settings.
`breakd setup` asks for all of it and writes it. It never leaves the machine.
"""
OWN_ABOUT = """
Files ending in .toml in `~/.config/breakd/stretches.d` add stretches, such as those that a physiotherapist
prescribed, or change built-in ones. `breakd stretches check` names every fault, `breakd config schema stretches`
prints the schema of their keys for an editor, and `breakd stretches show` with an id shows what a built-in one says.
"""

DBUS_TITLE = "The D-Bus interface"
DBUS_SECTIONS = {"Errors": "Names of errors"}
"""Sections whose names mean something else in man pages."""
DBUS_IS = "D-Bus interface of breakd"

SEE: dict[str, tuple[tuple[str, int], ...]] = {
    "breakd": (("systemctl", 1), ("breakd.toml", 5), ("breakd-dbus", 7)),
    "breakd.toml": (("breakd", 1), ("breakd-dbus", 7)),
    "breakd-dbus": (("breakd", 1), ("busctl", 1), ("gdbus", 1)),
}


def listed(words: Iterable[str], *, any_of: bool) -> str:
    """Words to choose one from, or any."""
    return f"{'any' if any_of else 'one'} of {', '.join(f'`{word}`' for word in words)}"
