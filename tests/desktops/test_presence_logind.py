"""Lock and sleep from the real logind, heard by a user service, which has no session of its own."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.rigs import needs
from tests.support.rigs.systemd import BootedSystemd

pytestmark = pytest.mark.systemd

PROJECT = Path(__file__).parents[2]
UNIT = "presence-log"


class Service:
    """The user service and what it has written."""

    def __init__(self, machine: BootedSystemd) -> None:
        self.machine = machine
        self._log = machine.home / "presence.log"
        machine.run(
            "systemd-run", "--user", f"--unit={UNIT}", f"--working-directory={PROJECT}",
            sys.executable, "-m", "tests.support.desktops.presence_log", self._log,
        )  # fmt: skip
        self.wait("logind True", "the service")

    def lines(self) -> list[str]:
        log = self.machine.path(self._log)
        return log.read_text().splitlines() if log.exists() else []

    def wait(self, last: str, what: str) -> None:
        """Wait until this is the last line."""
        self.machine.wait(lambda: self.lines()[-1:] == [last], what, 10)


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    needs.require("systemd")
    with BootedSystemd() as machine:
        machine.log_in()
        yield Service(machine)


def held(service: Service) -> bool:
    return "breakd" in service.machine.root("systemd-inhibit", "--list", "--no-pager").stdout


def test_lock_and_unlock(service: Service) -> None:
    assert "Locked" not in service.lines()
    service.machine.set_locked(True)
    service.wait("Locked", "the lock")
    service.machine.set_locked(False)
    service.wait("Unlocked", "the unlock")


def test_a_request_to_lock_locks_nothing(service: Service) -> None:
    before = service.lines()
    service.machine.root("loginctl", "lock-session", service.machine.session)
    service.machine.root("loginctl", "lock-sessions")
    time.sleep(0.5)
    assert service.lines() == before


def test_the_machine_sleeps_after_the_snapshot_is_saved(service: Service) -> None:
    assert held(service)
    service.machine.suspend()
    service.wait("Woke", "waking up")
    assert service.lines()[-3:] == ["Sleeping", "saved", "Woke"]
    service.machine.wait(lambda: held(service), "the inhibitor taken again")


def test_a_restarted_logind_is_followed(service: Service) -> None:
    service.machine.root("systemctl", "restart", "systemd-logind")
    service.machine.wait(lambda: held(service), "the inhibitor of the new logind")
    service.machine.set_locked(True)
    service.wait("Locked", "the lock")
    service.machine.set_locked(False)
    service.wait("Unlocked", "the unlock")


def test_the_next_session_is_followed(service: Service) -> None:
    service.machine.root("systemctl", "stop", "rig-login.service")
    service.machine.wait(lambda: not service.machine.session, "the end of the session")
    service.machine.log_in()  # from systemd 257 on it may well get the same id
    service.machine.set_locked(True)
    service.wait("Locked", "the lock")
