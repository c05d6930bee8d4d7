"""A report that is killed while its browser prints."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from breakd.engine.records import DayRow
from tests.cli.test_history import keep

from .test_report import TODAY


def test_who_is_killed_while_printing_leaves_no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep([DayRow(TODAY, 60.0, 0.0, 60.0, 1)])
    number = tmp_path / "pid"
    (tmp_path / "chromium").write_text(f"#!/bin/sh\necho $$ > {number}\nkill -KILL $PPID\nexec sleep 60\n")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    argv = [sys.executable, "-m", "breakd", "report", str(tmp_path / "back.pdf")]
    assert subprocess.run(argv, check=False, capture_output=True, timeout=30).returncode == -signal.SIGKILL
    assert is_over(int(number.read_text()))
    for left in Path.home().glob("breakd-report-*"):
        shutil.rmtree(left)


def is_over(process: int) -> bool:
    """Whether it ends; one that nobody waits for is a zombie then."""
    end = time.monotonic() + 20.0
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False
