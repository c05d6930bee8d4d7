"""Finds the person's browser, and opens a page in it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from breakd.frozen import frozen
from breakd.system import command
from breakd.system.launch import on_its_own_feet

from .server import PageServer

FAMILY = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "brave-browser", "brave",
    "microsoft-edge", "microsoft-edge-stable", "vivaldi", "vivaldi-stable",
)  # fmt: skip
"""Browsers that show one page as a window of its own, and let the page close it."""
OTHERS = ("firefox", "firefox-esr", "epiphany-browser", "epiphany")
READ_FILES = frozenset((*FAMILY, *OTHERS))
"""Browsers that let a file of the person's send them to a page: Falkon, Konqueror and qutebrowser do not, and what
`xdg-open` opens a file with may be an editor."""
OPENERS = ("xdg-open", "gio")
SANDBOXES = ("/snap/", "flatpak")
"""Words in the command of a browser that sees other files than we do."""
DESKTOP_FOLDERS = ("/usr/local/share", "/usr/share", "/var/lib/snapd/desktop", "/var/lib/flatpak/exports/share")
ASK_SECONDS = 2.0
WINDOW = "1080,820"
"""Pixels of a page that is a window of its own."""


@frozen
class Browser:
    """A program that opens an address."""

    argv: tuple[str, ...]
    """Its command, the address left out."""
    app: bool = False
    """It shows one page as a window of its own."""
    reads_files: bool = False
    """It goes where a file of the person's sends it; any other is given the plain address of the page."""

    def command(self, address: str) -> list[str]:
        """The command that opens this address."""
        return [*self.argv, *([f"--app={address}", f"--window-size={WINDOW}"] if self.app else [address])]

    def open(self, server: PageServer, ended: Callable[[bool], None]) -> bool:
        """Open the page; false if it cannot be started, and `ended` is called when it ends: whether well.

        It stands on its own feet: it outlives us, with every other page that is open in it.
        """
        address = server.door() if self.reads_files else None
        try:
            pid = on_its_own_feet(self.command(address or server.open_door()), os.environ)
        except OSError:
            return False
        threading.Thread(target=_watch, args=(pid, ended), name="browser", daemon=True).start()
        return True


def find() -> Browser | None:
    """The person's own browser, or else one that is here; None without a display or a browser."""
    if not (os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")):
        return None
    return _default() or next(_installed(), None)


def _default() -> Browser | None:
    """The browser that the desktop opens addresses with; None if it does not tell."""
    ask = shutil.which("xdg-settings")
    if ask is None:
        return None
    try:
        told = command.run([ask, "get", "default-web-browser"], ASK_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    name = told.stdout.strip()
    entry = next((file for file in _entries(name) if file.is_file()), None) if name.endswith(".desktop") else None
    return None if entry is None else _of_entry(entry)


def _entries(name: str) -> Iterator[Path]:
    own = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local/share")
    dirs = os.environ.get("XDG_DATA_DIRS", "").split(":")
    for folder in (own, *filter(None, dirs), *DESKTOP_FOLDERS, f"{own}/flatpak/exports/share"):
        yield Path(folder) / "applications" / Path(name).name


def _of_entry(file: Path) -> Browser | None:
    """The browser of a desktop entry (Desktop Entry Specification 1.5: Exec, and its field codes)."""
    try:
        lines = file.read_text("utf-8").splitlines()
        words = shlex.split(next(line for line in lines if line.startswith("Exec=")).removeprefix("Exec="))
    except (OSError, UnicodeDecodeError, StopIteration, ValueError):
        return None
    # a page goes last; the codes of sandboxed programs (@@u %u @@) are for files that they are lent
    kept = tuple(word for word in words if not word.startswith(("%", "@@")))
    program = shutil.which(kept[0]) if kept else None
    return None if program is None else _browser((program, *kept[1:]), " ".join(words))


def _browser(argv: Sequence[str], command: str) -> Browser:
    names = {Path(word).name for word in argv}
    return Browser(
        tuple(argv), bool(names & set(FAMILY)), bool(names & READ_FILES) and not _sandboxed(argv[0], command)
    )


def _sandboxed(program: str, command: str) -> bool:
    """Whether it is a snap or a flatpak; Ubuntu has scripts of the usual names that start the snap."""
    try:
        with Path(program).open("rb") as file:
            start = file.read(4096)
    except OSError:
        start = b""
    script = start.decode(errors="replace") if start.startswith(b"#!") else ""
    return any(word in text for word in SANDBOXES for text in (command, os.path.realpath(program), script))


def _installed() -> Iterator[Browser]:
    """Where the desktop does not tell: one that shows a window of its own, or whatever there is."""
    for name in (*FAMILY, *OPENERS, *OTHERS, "falkon", "konqueror"):
        if path := shutil.which(name):
            yield _browser([path, *(["open"] if name == "gio" else [])], path)


def _watch(pid: int, ended: Callable[[bool], None]) -> None:
    with suppress(ChildProcessError):
        _pid, status = os.waitpid(pid, 0)
        ended(status == 0)
