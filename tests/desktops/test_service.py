"""A working day of the user service on a really booted systemd; each test goes on where the last one left."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.rigs import needs
from tests.support.rigs.systemd import PROJECT, UID, BootedSystemd

pytestmark = pytest.mark.systemd

BREAKD = Path(sys.executable).with_name("breakd")
UNIT, NAME = "breakd.service", "io.github.breakd"
CONFIG = '[sitting]\nlimit = "10m"\nnatural_break = "5m"\n'


@pytest.fixture(scope="module")
def machine() -> Iterator[BootedSystemd]:
    """A machine of its own: the service stays installed from one test to the next."""
    needs.require("systemd")
    with BootedSystemd() as machine:
        machine.log_in()
        yield machine


def daemon(machine: BootedSystemd) -> int:
    """The daemon's pid as the inside counts; 0 if there is none."""
    return int(machine.show(UNIT, "MainPID"))


def status(machine: BootedSystemd) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(machine.run(BREAKD, "status", "--json").stdout)
    return document


def owns_its_name(machine: BootedSystemd) -> bool:
    return machine.run("busctl", "--user", "status", NAME, check=False).returncode == 0


def test_without_a_user_manager_install_says_so(machine: BootedSystemd) -> None:
    # what `su` and `sudo -u` leave: no way to the person's manager
    done = machine.run(BREAKD, "service", "install", check=False, XDG_RUNTIME_DIR="", DBUS_SESSION_BUS_ADDRESS="")
    assert (done.returncode, done.stdout) == (1, "")
    assert "user manager" in done.stderr
    assert "Traceback" not in done.stderr
    assert not machine.path(machine.home / ".config/systemd").exists()


def test_status_before_installing(machine: BootedSystemd) -> None:
    done = machine.run(BREAKD, "service", "status", check=False)
    assert done.returncode == 1
    assert "not installed" in done.stdout


def test_install_returns_when_the_daemon_is_ready(machine: BootedSystemd) -> None:
    machine.run("mkdir", "--parents", "--mode=700", ".config/breakd")
    machine.run("sh", "-c", f"printf '{CONFIG}' > .config/breakd/config.toml".replace("\n", "\\n"))
    done = machine.run(BREAKD, "service", "install")
    assert owns_its_name(machine)
    assert machine.is_active(UNIT, user=True)
    assert machine.show(UNIT, "UnitFileState") == "enabled"
    for name in (".config/systemd/user/breakd.service", ".config/autostart/breakd.desktop",
                 ".local/share/applications/io.github.breakd.desktop",
                 ".local/share/dbus-1/services/io.github.breakd.service",
                 ".local/share/icons/hicolor/128x128/apps/io.github.breakd.png"):  # fmt: skip
        assert machine.path(machine.home / name).stat().st_uid == UID
        assert name.partition("/128x128/")[0] in done.stdout, "the icons are one line"
    for name in (".config/breakd", ".local/state/breakd", ".cache/breakd"):
        assert machine.path(machine.home / name).stat().st_mode & 0o777 == 0o700
    for file in machine.path(machine.home / ".local/state/breakd").iterdir():
        assert file.stat().st_mode & 0o077 == 0
    assert machine.run(BREAKD, "service", "status").returncode == 0


def test_unit_has_no_fault_and_its_walls_stand(machine: BootedSystemd) -> None:
    # Documentation= names man pages, which it looks for: a package or pipx has put them where man finds them
    done = machine.run(
        "systemd-analyze", "--user", "verify", ".config/systemd/user/breakd.service", check=False,
        MANPATH=f"{PROJECT}/share/man:",
    )  # fmt: skip
    # it looks at all units of the machine; two notification servers side by side are none of ours
    assert (done.returncode, [line for line in done.stderr.splitlines() if "breakd" in line]) == (0, [])
    lines = machine.root("cat", f"/proc/{daemon(machine)}/status").stdout.splitlines()
    assert {"NoNewPrivs:\t1", "Seccomp:\t2", "Umask:\t0077"} <= set(lines)


def test_install_again_changes_nothing(machine: BootedSystemd) -> None:
    before = daemon(machine)
    done = machine.run(BREAKD, "service", "install")
    assert "wrote" not in done.stdout
    assert daemon(machine) == before


def test_a_changed_unit_is_put_right_and_the_service_restarted(machine: BootedSystemd) -> None:
    before = daemon(machine)
    machine.run("sh", "-c", "echo '# changed' >> .config/systemd/user/breakd.service")
    machine.run(BREAKD, "service", "install")
    assert daemon(machine) not in (0, before)
    assert "# changed" not in machine.path(machine.home / ".config/systemd/user/breakd.service").read_text()


def test_second_daemon_says_that_one_runs(machine: BootedSystemd) -> None:
    done = machine.run(BREAKD, "run", check=False)
    assert done.returncode == 4
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_killed_it_comes_back_with_its_state(machine: BootedSystemd) -> None:
    machine.run(BREAKD, "pause", "1h")
    before, paused_until = daemon(machine), status(machine)["paused_until"]
    assert paused_until
    machine.root("kill", "-KILL", str(before))
    machine.wait(lambda: daemon(machine) not in (0, before) and owns_its_name(machine), "the restart", 20)
    assert machine.show(UNIT, "NRestarts") == "1"
    assert status(machine)["paused_until"] == paused_until
    machine.run(BREAKD, "resume")


def test_lock_is_seen(machine: BootedSystemd) -> None:
    assert status(machine)["capabilities"]["logind"] is True
    machine.set_locked(True)
    machine.wait(lambda: status(machine)["presence"] == "locked", "the lock")
    machine.set_locked(False)
    machine.wait(lambda: status(machine)["presence"] == "active", "the unlock")


def test_sleep_waits_for_the_snapshot_and_ends(machine: BootedSystemd) -> None:
    def inhibitors() -> list[str]:
        lines = machine.root("systemd-inhibit", "--list", "--no-legend", "--no-pager").stdout.splitlines()
        return [line for line in lines if "breakd" in line]

    (before,) = inhibitors()
    assert "sleep" in before
    assert "delay" in before
    pid = daemon(machine)
    history = machine.path(machine.home / ".local/state/breakd")

    def written() -> float:
        return max(file.stat().st_mtime for file in history.glob("history.db*"))

    last = written()
    machine.suspend()
    assert written() > last
    machine.wait(lambda: len(inhibitors()) == 1, "the inhibitor for the next sleep")
    assert daemon(machine) == pid
    machine.wait(lambda: status(machine)["presence"] == "active", "the return")


def test_desktop_that_ends_ends_it_and_the_next_one_starts_it(machine: BootedSystemd) -> None:
    machine.reach_desktop()
    machine.leave_desktop()
    machine.wait(lambda: not machine.is_active(UNIT, user=True), "the end")
    assert machine.show(UNIT, "Result") == "success"
    machine.reach_desktop()
    machine.wait(lambda: owns_its_name(machine), "the start")


def test_bus_that_goes_away_brings_a_restart(machine: BootedSystemd) -> None:
    # a bus beside the user's own: the user manager of systemd 252 now and then hangs when its own is killed
    bus = f"unix:path={machine.runtime}/other-bus"
    again = ("--property=Restart=always", "--property=RestartSec=100ms")
    daemon_of_bus = ("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={bus}")
    machine.run("systemd-run", "--user", "--unit=other-bus", *again, *daemon_of_bus)
    machine.run("systemctl", "--user", "set-environment", f"DBUS_SESSION_BUS_ADDRESS={bus}")
    machine.run("systemctl", "--user", "restart", UNIT)

    def answers() -> bool:
        return machine.run(BREAKD, "status", check=False, DBUS_SESSION_BUS_ADDRESS=bus).returncode == 0

    before = daemon(machine)
    assert answers()
    machine.run("systemctl", "--user", "kill", "--signal=KILL", "other-bus")
    machine.wait(lambda: daemon(machine) not in (0, before) and answers(), "the restart")
    own = f"unix:path={machine.runtime}/bus"
    machine.run("systemctl", "--user", "set-environment", f"DBUS_SESSION_BUS_ADDRESS={own}")
    machine.run("systemctl", "--user", "stop", "other-bus")
    machine.run("systemctl", "--user", "restart", UNIT)
    assert owns_its_name(machine)


def test_stop_is_quick_and_clean(machine: BootedSystemd) -> None:
    machine.run("systemctl", "--user", "stop", UNIT, seconds=10)
    assert machine.show(UNIT, "Result") == "success"
    assert machine.run(BREAKD, "status", check=False).returncode == 3
    done = machine.run(BREAKD, "service", "status", check=False)
    assert done.returncode == 1
    assert "not running" in done.stdout


def test_whoever_calls_it_by_its_name_starts_it_and_the_command_line_does_not(machine: BootedSystemd) -> None:
    bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
    assert machine.run(BREAKD, "status", check=False).returncode == 3
    assert not machine.is_active(UNIT, user=True)
    machine.run("busctl", "--user", "call", *bus, "StartServiceByName", "su", NAME, "0")
    assert machine.is_active(UNIT, user=True)
    machine.run("systemctl", "--user", "stop", UNIT)


def test_the_window_starts_it(machine: BootedSystemd) -> None:
    machine.run("systemd-run", "--user", "--unit=window", BREAKD, "board", "--address")
    machine.wait(lambda: machine.is_active(UNIT, user=True), "the start")
    machine.run("systemctl", "--user", "stop", "window")
    machine.run("systemctl", "--user", "stop", UNIT)


def test_desktop_without_the_target_starts_it_by_its_autostart_entry(machine: BootedSystemd) -> None:
    entry = machine.path(machine.home / ".config/autostart/breakd.desktop").read_text()
    (command,) = [line.removeprefix("Exec=") for line in entry.splitlines() if line.startswith("Exec=")]
    machine.run("sh", "-c", command)
    assert owns_its_name(machine)


def test_a_path_with_a_space_and_a_percent_sign_is_started(machine: BootedSystemd) -> None:
    folder = machine.home / "my %t $HOME"
    machine.run("mkdir", folder)
    machine.run("ln", "--symbolic", BREAKD, folder)
    machine.run(folder / "breakd", "service", "install")
    assert owns_its_name(machine)
    assert str(folder) in machine.run("systemctl", "--user", "show", "--property=ExecStart", UNIT).stdout
    machine.run("mv", folder, machine.home / 'a "quoted" folder')
    done = machine.run(machine.home / 'a "quoted" folder/breakd', "service", "install", check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    machine.run("rm", "--recursive", machine.home / 'a "quoted" folder')
    machine.run(BREAKD, "service", "install")


def test_uninstall_copes_with_a_unit_that_was_broken_by_hand(machine: BootedSystemd) -> None:
    machine.run("systemctl", "--user", "stop", UNIT)
    second_command = r"s/^ExecStart=.*/&\nExecStart=nowhere/"
    machine.run("sed", "--in-place", second_command, ".config/systemd/user/breakd.service")
    machine.run("systemctl", "--user", "daemon-reload")
    assert machine.show(UNIT, "LoadState") == "bad-setting"
    done = machine.run(BREAKD, "service", "uninstall")
    assert "stopped" in done.stdout
    assert machine.show(UNIT, "LoadState") == "not-found"
    machine.run(BREAKD, "service", "install")


def test_uninstall_takes_everything_away_but_the_person_s_data(machine: BootedSystemd) -> None:
    done = machine.run(BREAKD, "service", "uninstall")
    assert "breakd.service" in done.stdout
    assert not owns_its_name(machine)
    assert machine.show(UNIT, "LoadState") == "not-found"
    left = machine.run("find", ".", "-name", "*breakd*", "-not", "-path", "*/breakd/*").stdout.split()
    assert sorted(left) == ["./.cache/breakd", "./.config/breakd", "./.local/state/breakd"]
    assert machine.path(machine.home / ".config/breakd/config.toml").read_text() == CONFIG
    assert machine.path(machine.home / ".local/state/breakd/history.db").exists()
    again = machine.run(BREAKD, "service", "uninstall")
    assert "nothing" in again.stdout


def test_nothing_of_it_was_logged_as_a_traceback(machine: BootedSystemd) -> None:
    journal = machine.root("journalctl", "--no-pager", "--identifier=breakd").stdout
    assert "Traceback" not in journal
