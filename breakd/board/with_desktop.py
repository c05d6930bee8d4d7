"""Makes breakd start with the desktop, as `breakd service install` does: by that very command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from breakd.messages import board_setup as texts
from breakd.system import paths
from breakd.web.server import Reply

SECONDS = 150
"""More than the command itself waits for systemd."""


def is_offered() -> bool:
    """Whether there is a systemd, and breakd is not started by it yet."""
    unit = paths.config_dir().parent / "systemd/user/breakd.service"
    return shutil.which("systemctl") is not None and not unit.exists()


def start_with_desktop() -> Reply:
    """Do it; why not, in the command's own words."""
    argv = [sys.executable, "-P", "-m", "breakd", "service", "install"]
    try:
        done = subprocess.run(
            argv,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            env=os.environ,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return {"ok": False, "text": texts.tr(texts.CANNOT_START, why=error)}
    if done.returncode:
        return {"ok": False, "text": texts.tr(texts.CANNOT_START, why=done.stderr.strip() or done.returncode)}
    return {"ok": True, "text": texts.STARTS}
