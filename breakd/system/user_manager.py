"""The systemd of the person who is logged in, by its own program."""

from __future__ import annotations

import shutil
import subprocess

SECONDS = 120
"""More than the 90 s that systemd itself gives a service to start."""
FAILED = 1


def ask(*words: str) -> subprocess.CompletedProcess[str]:
    """Run `systemctl --user` with these words; one that does not answer has failed."""
    argv = ["systemctl", "--user", "--no-pager", *words]
    try:
        return subprocess.run(
            argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(argv, FAILED, "", f"no answer within {SECONDS} s")


def reason(done: subprocess.CompletedProcess[str]) -> str:
    """Why it failed, in one line."""
    lines = done.stderr.strip().splitlines()
    return lines[0] if lines else f"exit code {done.returncode}"


def is_there() -> bool:
    """Whether this machine has systemd, and the person's answers."""
    return shutil.which("systemctl") is not None and ask("show", "--property=Version").returncode == 0


def is_enabled(unit: str) -> bool:
    """Whether a unit is started without being asked for."""
    return ask("is-enabled", "--quiet", unit).returncode == 0
