"""Lock, sleep, other users and other zones, as the user service meets them on a really booted systemd.

The history is the witness: what is looked for is what a person would read there. Each test goes on where the last
one left.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.rigs import needs
from tests.support.rigs.systemd import BootedSystemd

pytestmark = pytest.mark.systemd

PROJECT = Path(__file__).parents[2]
BREAKD = Path(sys.executable).with_name("breakd")
UNIT, NAME = "breakd.service", "io.github.breakd"
CONFIG = '[sitting]\nnatural_break = "1s"\n'
TRAVEL = """
import os
from breakd.system.clock import Clock
clock = Clock()
os.symlink("/usr/share/zoneinfo/Asia/Tokyo", "/etc/localtime.new")
before = clock.moved(), clock.now().wall.tzname()
os.replace("/etc/localtime.new", "/etc/localtime")
print(*before, clock.moved(), clock.now().wall.tzname(), clock.moved())
"""
"""What timedatectl does, another link in one step, before the eyes of the clock that the heartbeat asks."""


@pytest.fixture(scope="module")
def machine() -> Iterator[BootedSystemd]:
    """A machine of its own, with the service installed and a person at the desk."""
    needs.require("systemd")
    with BootedSystemd() as machine:
        machine.log_in()
        machine.run("mkdir", "--parents", "--mode=700", ".config/breakd")
        machine.path(machine.home / ".config/breakd/config.toml").write_text(CONFIG)
        machine.run(BREAKD, "service", "install")
        yield machine


def status(machine: BootedSystemd) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(machine.run(BREAKD, "status", "--json").stdout)
    return document


def history(machine: BootedSystemd) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(machine.run(BREAKD, "history", "--json").stdout)
    return document


def breaks(machine: BootedSystemd) -> int:
    return len(history(machine)["natural_breaks"])


def wait_for(machine: BootedSystemd, presence: str) -> None:
    machine.wait(lambda: status(machine)["presence"] == presence, presence)


def sit(machine: BootedSystemd) -> None:
    """Until there is a bout that a break can end."""
    wait_for(machine, "active")
    machine.wait(lambda: status(machine)["bout_seconds"] >= 1, "a bout")


def test_a_lock_of_some_seconds_is_a_break(machine: BootedSystemd) -> None:
    sit(machine)
    before = breaks(machine)
    machine.set_locked(True)
    wait_for(machine, "locked")
    machine.wait(lambda: breaks(machine) == before + 1, "the break")
    machine.set_locked(False)
    wait_for(machine, "active")
    bouts = history(machine)["bouts"]
    assert bouts[-1]["seconds"] >= 1
    assert bouts[-1]["ended_at"] <= history(machine)["natural_breaks"][-1]["at"]


def test_a_sleep_waits_for_the_snapshot_and_is_a_break(machine: BootedSystemd) -> None:
    sit(machine)
    before = breaks(machine)
    assert held(machine) == ["delay"]
    asked = time.monotonic()
    machine.suspend()
    assert time.monotonic() - asked >= 1.0, "it slept"
    logind = machine.root("journalctl", "--unit=systemd-logind", "--no-pager", "--output=cat").stdout
    assert WAITED_OUT not in logind, "the inhibitor was let go of"
    machine.wait(lambda: breaks(machine) == before + 1, "the break")
    wait_for(machine, "active")
    machine.wait(lambda: held(machine) == ["delay"], "the inhibitor for the next sleep")
    past = history(machine)
    assert past["bouts"][-1]["ended_at"] <= past["natural_breaks"][-1]["at"]


WAITED_OUT = "inhibitor timeout is reached"
"""What logind says when somebody who asked for a moment before a sleep has not given it back."""


def held(machine: BootedSystemd) -> list[str]:
    """How breakd holds up a sleep."""
    lines = machine.root("systemd-inhibit", "--list", "--no-legend", "--no-pager").stdout.splitlines()
    return [line.split()[-1] for line in lines if line.startswith("breakd ")]


def test_another_user_at_the_screen_is_a_break(machine: BootedSystemd) -> None:
    sit(machine)
    before, mine = breaks(machine), machine.session
    machine.root("useradd", "--create-home", "colleague")
    machine.root(
        "systemd-run", "--unit=colleague-login", "--uid=colleague", "--property=PAMName=login",
        "--setenv=XDG_SESSION_TYPE=x11", "--setenv=XDG_SESSION_CLASS=user", "--setenv=XDG_SEAT=seat0",
        "sleep", "infinity",
    )  # fmt: skip
    # a seat without consoles gives the screen to whoever comes last
    wait_for(machine, "locked")
    assert machine.session == mine
    machine.wait(lambda: breaks(machine) == before + 1, "the break")
    machine.root("loginctl", "activate", mine)
    wait_for(machine, "active")
    machine.root("systemctl", "stop", "colleague-login")
    assert status(machine)["presence"] == "active"


def test_the_user_manager_restarts(machine: BootedSystemd) -> None:
    machine.run(BREAKD, "pause", "forever")
    before = breaks(machine)
    machine.root("systemctl", "restart", "user@5999.service")
    machine.wait(lambda: machine.is_active("user@5999.service"), "the manager")
    machine.reach_desktop()
    machine.wait(lambda: machine.run("busctl", "--user", "status", NAME, check=False).returncode == 0, "breakd", 20)
    assert status(machine)["paused_until"] == "forever"
    machine.run(BREAKD, "resume")
    assert breaks(machine) == before


def test_a_restarted_logind_is_found_again(machine: BootedSystemd) -> None:
    assert status(machine)["capabilities"]["logind"] is True
    pid = machine.show(UNIT, "MainPID")
    machine.root("systemctl", "restart", "systemd-logind")
    machine.wait(lambda: held(machine) == ["delay"], "the inhibitor of the new logind")
    assert machine.show(UNIT, "MainPID") == pid
    assert status(machine)["capabilities"]["logind"] is True


def test_another_zone_is_noticed(machine: BootedSystemd) -> None:
    machine.root("ln", "--force", "--symbolic", "/usr/share/zoneinfo/Etc/UTC", "/etc/localtime")
    done = machine.root("env", f"--chdir={PROJECT}", sys.executable, "-c", TRAVEL)
    assert done.stdout.split() == ["False", "UTC", "True", "JST", "False"]


def test_nothing_of_it_was_logged_as_a_traceback(machine: BootedSystemd) -> None:
    journal = machine.root("journalctl", "--no-pager", "--identifier=breakd").stdout
    assert "Sleeping" in journal
    assert "Traceback" not in journal
