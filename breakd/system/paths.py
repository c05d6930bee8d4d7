"""Where breakd keeps its files (XDG Base Directory Specification 0.8), and where the person's bus is.

Nothing here touches the disk but `made` and `runtime_dir`.
"""

from __future__ import annotations

import os
import pwd
import stat
import zlib
from pathlib import Path

NAME = "breakd"


class NoHome(Exception):
    """Nobody knows where the person's files are: `home` is what HOME says, empty if it says nothing."""

    def __init__(self, home: str) -> None:
        super().__init__(f"no home: {home!r}")
        self.home = home


def config_dir() -> Path:
    """`$XDG_CONFIG_HOME/breakd`: what the person writes."""
    return _base("XDG_CONFIG_HOME", ".config") / NAME


def state_dir() -> Path:
    """`$XDG_STATE_HOME/breakd`: what the program remembers."""
    return _base("XDG_STATE_HOME", ".local/state") / NAME


def cache_dir() -> Path:
    """`$XDG_CACHE_HOME/breakd`: what can be made again at any time."""
    return _base("XDG_CACHE_HOME", ".cache") / NAME


def config_file() -> Path:
    """The settings that people publish."""
    return config_dir() / "config.toml"


def body_file() -> Path:
    """Pain and conditions: apart from the config, and always here, whatever `--config` says."""
    return config_dir() / "body.toml"


def history_file() -> Path:
    """What was done, and the engine's state."""
    return state_dir() / "history.db"


def lock_files() -> tuple[Path, ...]:
    """Where the one breakd that runs holds its lock: in the first of these where that can be."""
    own, runtime = state_dir() / "lock", os.environ.get("XDG_RUNTIME_DIR", "")
    # one for each state folder: a breakd with files of its own is another one
    second = Path(runtime) / f"{NAME}-{zlib.crc32(os.fsencode(own)):08x}.lock"
    return (own, second) if second.is_absolute() else (own,)


def runtime_dir() -> Path | None:
    """`$XDG_RUNTIME_DIR/breakd`: what must not outlive the session. None unless it is the person's alone."""
    base = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    try:
        found = base.stat() if base.is_absolute() else None
    except OSError:
        found = None
    ours = found is not None and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return base / NAME if ours else None


def session_bus() -> str:
    """The address of the person's bus: where systemd has it, if the environment does not say."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    return address or f"unix:path={os.environ.get('XDG_RUNTIME_DIR', '')}/bus"


def system_bus() -> str:
    """The address of the machine's bus."""
    return os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", "") or "unix:path=/var/run/dbus/system_bus_socket"


def made(folder: Path) -> Path:
    """The folder itself, made with all that is missing above it, for the person only (0700); raises OSError."""
    missing = []
    above = folder
    while not above.exists():
        missing.append(above)
        above = above.parent
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)
    return folder


def own(folder: Path) -> Path:
    """A folder of breakd's, made as `made` does; others who could write into it can no more. Raises OSError."""
    about = made(folder).stat()
    if about.st_uid == os.geteuid() and about.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        folder.chmod(stat.S_IMODE(about.st_mode) & ~(stat.S_IWGRP | stat.S_IWOTH))
    return folder


def home() -> Path:
    """The person's home; raises NoHome."""
    value = os.environ.get("HOME", "")
    try:
        found = value or pwd.getpwuid(os.getuid()).pw_dir  # Path.home() takes an empty HOME for "/"
    except KeyError:
        raise NoHome("") from None
    if not Path(found).is_absolute():
        raise NoHome(found)
    return Path(found)


def with_tilde(text: str) -> str:
    """The paths in it as a person reads them: `~` for the home."""
    return text.replace(f"{home()}/", "~/")


def _base(variable: str, fallback: str) -> Path:
    # "All paths set in these environment variables must be absolute. If an implementation encounters a relative
    # path [...] it should consider the path invalid and ignore it."
    value = os.environ.get(variable, "")
    return Path(value) if Path(value).is_absolute() else home() / fallback
