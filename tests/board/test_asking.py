"""How the board starts a guide: by a command that says nothing of the body."""

from __future__ import annotations

import gc
import io
import os
import sys
import time
from pathlib import Path

import pytest

from breakd.board import asking, starting
from breakd.cli import parser, start
from breakd.client.dbus_client import DaemonClient, DbusClient


def test_no_command_names_the_stretch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "python"
    program.write_text('#!/bin/sh\necho "$@" >&2\ncat >&2\nexit 1\n')
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(DaemonClient, "status", lambda _self: {"state": "sitting"})
    said = asking.start_guide(DaemonClient(DbusClient("unix:path=/nowhere")), "my-sore-knee")
    assert said == {"ok": False, "text": "-P -m breakd start -\nmy-sore-knee"}


@pytest.mark.filterwarnings("error")
def test_a_guide_that_goes_on_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It outlives the request that began it, and is no zombie when it has ended."""
    program, number = tmp_path / "python", tmp_path / "pid"
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    program.write_text(f"#!/bin/sh\necho $$ > {number}\nread line < {gate}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(DaemonClient, "status", lambda _self: {"state": "sitting"})
    monkeypatch.setattr(asking, "BROWSER_SECONDS", 0.5)
    assert asking.open_questions(DaemonClient(DbusClient("unix:path=/nowhere")))["ok"]
    gc.collect()
    process = Path("/proc") / eventually(number).strip()
    assert process.exists(), "it goes on"
    gate.write_text("\n")
    assert goes(process)


def test_a_daemon_that_the_window_began_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program, number = tmp_path / "python", tmp_path / "pid"
    program.write_text(f"#!/bin/sh\necho $$ > {number}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    assert starting.start_here()
    assert goes(Path("/proc") / eventually(number).strip())


def goes(process: Path) -> bool:
    end = time.monotonic() + 20.0
    while process.exists() and time.monotonic() < end:
        time.sleep(0.02)
    return not process.exists()


def eventually(file: Path) -> str:
    """What a program has written there."""
    end = time.monotonic() + 20.0
    while not (file.exists() and file.read_text().endswith("\n")) and time.monotonic() < end:
        time.sleep(0.02)
    return file.read_text()


@pytest.mark.parametrize("given", ["my-sore-knee\n", "my-sore-knee"])
def test_the_command_reads_it(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    def begin(stretch: str, **_: object) -> int:
        begun.append(stretch)
        return 0

    monkeypatch.setattr(start, "start", begin)
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    for word in ("-", "cobra"):
        parsed = parser.parser("start").parse_args(["start", word])
        assert parsed.call(parsed) == 0
    assert begun == ["my-sore-knee", "cobra"]
