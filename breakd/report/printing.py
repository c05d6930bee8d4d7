"""HTML to PDF by a browser of the Chromium family that is here, without a window and without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from breakd.messages import report as texts
from breakd.messages import tr
from breakd.web.browser import FAMILY

SECONDS = 60.0
"""A browser that starts from cold on a slow disk needs a while."""
OPTIONS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-extensions",
    "--no-pdf-header-footer",
    # its updates, its clock and its account ask Google in spite of all that: no name is found, and no proxy asked
    "--disable-component-update", "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


class CannotPrint(Exception):
    """There is no PDF; the text is for the person."""


def pdf_of(document: str) -> bytes:
    """The document as PDF. Raises CannotPrint, OSError."""
    browser = next((found for name in FAMILY if (found := shutil.which(name))), None)
    if browser is None:
        raise CannotPrint(texts.NO_BROWSER)
    # beside no other files of ours, for our eyes only: a folder of mode 0700 with the page of mode 0600
    with tempfile.TemporaryDirectory(prefix="breakd-report-", dir=_folder(), ignore_cleanup_errors=True) as folder:
        page, made = Path(folder) / "report.html", Path(folder) / "report.pdf"
        handle = os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(document)
        # root has no sandbox in Chromium, and nobody should print as root but a container does
        options = [*OPTIONS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        argv = [browser, *options, f"--user-data-dir={folder}/profile", f"--print-to-pdf={made}", page.as_uri()]
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(
                argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS,
                check=False,
            )  # fmt: skip
            with suppress(FileNotFoundError):
                content = made.read_bytes()
                if content.startswith(b"%PDF"):
                    return content
    raise CannotPrint(tr(texts.PRINT_FAILED, browser=Path(browser).name))


def _folder() -> str | None:
    """Where a browser in a snap may read: not in /tmp, which it has for itself, and in no hidden folder."""
    home = Path.home()
    return str(home) if home.is_dir() and os.access(home, os.W_OK) else None
