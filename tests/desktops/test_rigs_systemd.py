"""The systemd rig itself: what it promises to the tests that stand on it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.rigs.systemd import UID, BootedSystemd

pytestmark = pytest.mark.systemd


def test_everything_is_up(systemd: BootedSystemd) -> None:
    assert systemd.root("systemctl", "is-system-running", "--wait").stdout == "running\n"
    assert systemd.run("systemctl", "--user", "is-system-running", "--wait").stdout == "running\n"
    assert systemd.run("id", "-u").stdout == f"{UID}\n"


def test_user_can_run_the_project(systemd: BootedSystemd) -> None:
    assert systemd.run(sys.executable, "-c", "import breakd; print(breakd.__version__)").stdout.strip()


def test_desktop_target_comes_and_goes(systemd: BootedSystemd) -> None:
    systemd.reach_desktop()
    assert systemd.is_active("graphical-session.target", user=True)
    systemd.leave_desktop()
    assert not systemd.is_active("graphical-session.target", user=True)


def test_lock_and_sleep_are_logind_s(systemd: BootedSystemd) -> None:
    def hint() -> str:
        return systemd.root("loginctl", "show-session", "--value", "--property=LockedHint", systemd.session).stdout

    systemd.set_locked(True)
    assert hint() == "yes\n"
    systemd.set_locked(False)
    assert hint() == "no\n"
    systemd.suspend()
    assert "The system will suspend now" in systemd.root("journalctl", "--no-pager", "--unit=systemd-logind").stdout


def test_writes_stay_inside(systemd: BootedSystemd) -> None:
    systemd.root("touch", "/etc/breakd-was-here")
    assert systemd.path(Path("/etc/breakd-was-here")).exists()
    assert not Path("/etc/breakd-was-here").exists()
