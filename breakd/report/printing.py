"""HTML to PDF by a browser of the Chromium family that is here, without a window and without a network."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from breakd.messages import report as texts
from breakd.messages import tr
from breakd.system import command
from breakd.web.browser import FAMILY

SECONDS = 60.0
"""A browser that starts from cold on a slow disk needs a while."""
PREFIX = "breakd-report-"
OURS = re.compile(rf"{PREFIX}[a-z0-9_]{{8}}")
PAGE, MADE, PROFILE = "report.html", "report.pdf", "profile"
CONFIG_VARIABLES = ("CHROME_CONFIG_HOME", "XDG_CONFIG_HOME")
"""Where a Chromium looks for its own folder: what it writes when it crashes is there, whatever its profile is."""
OLD_SECONDS = 3600.0
"""No printing takes so long: what is older was left by one that was killed."""
OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-extensions",
    "--no-pdf-header-footer",
    # its updates, its clock and its account ask Google in spite of all that: no name is found, and no proxy asked
    "--disable-component-update", "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


class CannotPrint(Exception):
    """There is no PDF; the text is for the person."""


def pdf_of(document: str, seconds: float = SECONDS) -> bytes:
    """The document as PDF, made within so many seconds. Raises CannotPrint, OSError."""
    browser = next((found for name in FAMILY if (found := shutil.which(name))), None)
    if browser is None:
        raise CannotPrint(texts.NO_BROWSER)
    _remove_left()
    # beside no other files of ours, for our eyes only: a folder of mode 0700 with the page of mode 0600
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=_folder(), ignore_cleanup_errors=True) as folder:
        page, made = Path(folder) / PAGE, Path(folder) / MADE
        handle = os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(document)
        # root has no sandbox in Chromium, and nobody should print as root but a container does
        options = [*OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        profile = f"{folder}/{PROFILE}"
        argv = [browser, *options, f"--user-data-dir={profile}", f"--print-to-pdf={made}", page.as_uri()]
        env = os.environ | dict.fromkeys(CONFIG_VARIABLES, profile)
        try:
            command.run(command.bound_to_us(argv), seconds, env=env, quiet=True)
        except subprocess.TimeoutExpired:
            raise CannotPrint(tr(texts.PRINT_SLOW, browser=Path(browser).name, seconds=round(seconds))) from None
        except OSError:  # it cannot be started
            pass
        with suppress(OSError):
            content = made.read_bytes()
            if content.startswith(b"%PDF"):
                return content
    raise CannotPrint(tr(texts.PRINT_FAILED, browser=Path(browser).name))


def _remove_left() -> None:
    """What one that was killed has left goes: it tells of pain. Only what is surely ours, and old."""
    for folder in Path(_folder() or tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if OURS.fullmatch(folder.name) and _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Whether it is a folder as we make them, and nobody has used it for long. Raises OSError."""
    about = folder.lstat()
    ours = stat.S_ISDIR(about.st_mode) and stat.S_IMODE(about.st_mode) == 0o700 and about.st_uid == os.geteuid()
    return (
        ours and time.time() - about.st_mtime > OLD_SECONDS
        and {one.name for one in folder.iterdir()} <= {PAGE, MADE, PROFILE}
    )  # fmt: skip


def _folder() -> str | None:
    """Where a browser in a snap may read: not in /tmp, which it has for itself, and in no hidden folder."""
    home = Path.home()
    return str(home) if home.is_dir() and os.access(home, os.W_OK) else None
