"""`[hooks]` on a really booted systemd: each runs once, as a unit of its own, and one that hangs is ended."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from breakd.desktop.hooks import APART, MOST_SECONDS
from tests.support.rigs import needs
from tests.support.rigs.systemd import BootedSystemd

pytestmark = pytest.mark.systemd

BREAKD = Path(sys.executable).with_name("breakd")
UNIT = "breakd.service"
SEEN, HANGS, TRACE = (Path("/tmp") / name for name in ("hooks-seen", "hooks-hang", "hooks-trace"))
TELLS = ["sh", "-c", f"env | grep ^BREAKD_ | sort | tr '\\n' ' ' >> {SEEN}; echo >> {SEEN}"]
HANGING = ["sh", "-c", f"trap '' TERM; echo $$ > {HANGS}; while :; do sleep 1; done"]
HOOKS = "[hooks]\n" + "".join(
    f"{event} = {json.dumps(HANGING if event == 'paused' else TELLS)}\n"
    for event in ("shown", "done", "snoozed", "paused", "away", "back")
)


@pytest.fixture(scope="module")
def machine() -> Iterator[BootedSystemd]:
    """A machine where the service runs, with hooks."""
    needs.require("systemd")
    needs.require("strace")
    with BootedSystemd() as machine:
        machine.log_in()
        config = machine.path(machine.home / ".config/breakd")
        machine.run("mkdir", "-p", ".config/breakd")
        machine.run("sh", "-c", "printf '[body]\\ndisclaimer = \"confirmed\"\\n' > .config/breakd/body.toml")
        (config / "config.toml").write_text(HOOKS)
        machine.run(BREAKD, "service", "install")
        yield machine


def seen(machine: BootedSystemd) -> list[dict[str, str]]:
    """The facts of each hook that has run."""
    file = machine.path(SEEN)
    lines = file.read_text().splitlines() if file.exists() else []
    return [dict(word.split("=", 1) for word in line.split()) for line in lines]


def test_each_runs_once_with_its_facts_and_the_daemon_starts_nothing(machine: BootedSystemd) -> None:
    pid = machine.show(UNIT, "MainPID")
    machine.root(
        "systemd-run", "--unit=trace", "strace", "-f", "-q", "-e", "trace=execve,execveat", "-o", TRACE, "-p", pid
    )
    machine.wait(lambda: machine.path(TRACE).exists(), "strace", 20)
    machine.run(BREAKD, "now")
    machine.wait(lambda: len(seen(machine)) == 1, "the first hook", 20)
    machine.run(BREAKD, "snooze", "10m")
    machine.wait(lambda: len(seen(machine)) == 2, "the second hook", 20)
    machine.run(BREAKD, "done")
    machine.wait(lambda: len(seen(machine)) == 3, "the third hook", 20)
    time.sleep(APART)  # one too many would come now
    shown, snoozed, done = seen(machine)
    assert [one["BREAKD_EVENT"] for one in (shown, snoozed, done)] == ["shown", "snoozed", "done"]
    assert shown["BREAKD_STRETCH"]
    assert shown["BREAKD_REMINDER"] == done["BREAKD_REMINDER"] == "1"
    assert snoozed["BREAKD_UNTIL"][10] == "T"
    machine.set_locked(True)
    machine.wait(lambda: len(seen(machine)) == 4, "the fourth hook", 20)
    machine.set_locked(False)
    machine.wait(lambda: len(seen(machine)) == 5, "the fifth hook", 20)
    time.sleep(APART)
    assert [one["BREAKD_EVENT"] for one in seen(machine)[3:]] == ["away", "back"]
    machine.root("systemctl", "stop", "trace")
    assert "exec" not in machine.path(TRACE).read_text()


def test_one_that_hangs_is_ended(machine: BootedSystemd) -> None:
    machine.run(BREAKD, "pause", "1h")
    machine.wait(machine.path(HANGS).exists, "the hook", 20)
    pid = machine.path(HANGS).read_text().strip()
    assert "/breakd-hook-paused-" in machine.root("cat", f"/proc/{pid}/cgroup").stdout
    machine.wait(lambda: machine.root("kill", "-0", pid, check=False).returncode != 0, "its end", MOST_SECONDS + 20)
    machine.wait(lambda: not units(machine), "nothing of it is left", 20)
    assert machine.is_active(UNIT, user=True)


def units(machine: BootedSystemd) -> str:
    """The units of hooks that systemd still knows."""
    return machine.run("systemctl", "--user", "list-units", "--all", "--plain", "--no-legend", "breakd-hook-*").stdout
