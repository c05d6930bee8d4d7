"""A command that is given some time: nothing of it is left."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from breakd.system import command


def test_what_takes_too_long_takes_along_what_it_started(tmp_path: Path) -> None:
    number = tmp_path / "pid"
    with pytest.raises(subprocess.TimeoutExpired):
        command.run(["sh", "-c", f"sleep 60 & echo $! > {number}; wait"], 1.0)
    child = Path("/proc") / number.read_text().strip() / "stat"
    end = time.monotonic() + 20.0
    while runs(child) and time.monotonic() < end:
        time.sleep(0.02)
    assert not runs(child)


def runs(stat: Path) -> bool:
    try:
        return stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_it_says_what_it_said() -> None:
    done = command.run(["sh", "-c", "echo yes; printf '\\377' >&2; exit 3"], 20.0)
    assert (done.returncode, done.stdout, done.stderr) == (3, "yes\n", "\ufffd")
