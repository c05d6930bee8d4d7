"""The daemon as a process without a desktop: one instance, its settings, its bus, its end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktops.daemon import Daemon, environment
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications

FIVE_FAULTS = """[sitting]
limit = "thirty"
natural_brake = "5m"
[reminder]
snooze = []
max_snoozes = -1
[place]
now = "moon"
"""
FAULTS = ["2: sitting.limit:", "3: sitting.natural_brake:", "5: reminder.snooze:", "6: reminder.max_snoozes:",
          "8: place.now:"]  # fmt: skip
SHORT = '[sitting]\nlimit = "7m"\nhard_limit = "20m"\n'


@pytest.fixture
def daemon(
    private_bus: str, bus_folder: Path, mutter: FakeMutter, screen: FakeNotifications  # noqa: ARG001
) -> Iterator[Daemon]:  # fmt: skip
    """On a bus with a desktop's parts played on it; these come first, as they do when somebody logs in."""
    with Daemon(beside(private_bus), bus_folder) as daemon:
        yield daemon


def beside(address: str) -> dict[str, str]:
    """An environment with this bus as session and system bus."""
    return environment() | {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}


def test_it_loads_no_library_for_encryption(daemon: Daemon) -> None:
    assert "libssl" not in Path(f"/proc/{daemon.pid}/maps").read_text()


# --- one instance -------------------------------------------------------------------------------------------------


def test_a_second_run_says_so_and_ends_with_4(daemon: Daemon) -> None:
    done = daemon.breakd("run")
    assert (done.code, done.out) == (4, "")
    assert done.err == "breakd is running already. `breakd status` shows how it is doing.\n"
    assert daemon.status()["state"] == "sitting", "the first one goes on"


def test_a_second_run_of_another_home_on_the_same_bus(daemon: Daemon, tmp_path: Path) -> None:
    other = Daemon(daemon.env, tmp_path)
    other.spawn()
    assert other.wait_ended() == 4
    assert other.complaints() == ["breakd is running already. `breakd status` shows how it is doing."]


def test_status_without_a_daemon(private_bus: str, bus_folder: Path) -> None:
    done = Daemon(beside(private_bus), bus_folder).breakd("status", "--json")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("breakd is not running.")
    assert done.err.count("\n") == 1


# --- settings -----------------------------------------------------------------------------------------------------


def test_five_faults_are_five_lines_and_the_daemon_runs_on(daemon: Daemon, screen: FakeNotifications) -> None:
    def lines() -> list[str]:
        return [line for line in daemon.complaints() if line.startswith(f"{daemon.config.name}:")]

    daemon.save(SHORT)
    daemon.wait(lambda status: status["limit_seconds"] == 420, "the good settings")
    daemon.save(FIVE_FAULTS)
    daemon.wait(lambda _status: len(lines()) >= 5, "the faults")
    assert [line.startswith(f"{daemon.config.name}:{fault}") for line, fault in zip(lines(), FAULTS, strict=True)]
    daemon.wait(lambda _status: any("error" in note.title for note in screen.notes), "a word on the screen")
    assert daemon.now()["limit_seconds"] == 420, "the last good settings hold"
    assert daemon.breakd("config", "check").code == 1

    daemon.save(SHORT.replace("7m", "8m"))
    daemon.wait(lambda status: status["limit_seconds"] == 480, "the settings that are good again")
    assert len(lines()) == 5


def test_a_start_with_five_faults_has_the_defaults(private_bus: str, bus_folder: Path) -> None:
    with Daemon(beside(private_bus), bus_folder, FIVE_FAULTS) as daemon:
        assert daemon.now()["limit_seconds"] == 1800
        assert len([line for line in daemon.complaints() if line.startswith("config.toml:")]) == 5


def test_a_config_that_is_not_there(private_bus: str, bus_folder: Path) -> None:
    done = Daemon(beside(private_bus), bus_folder).breakd("run", "--config", str(bus_folder / "none.toml"))
    assert done.code == 2
    assert "none.toml does not exist" in done.err


# --- the end ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stop_is_clean_and_quiet(
    daemon: Daemon, mutter: FakeMutter, screen: FakeNotifications, sig: signal.Signals
) -> None:
    mutter.input()
    assert daemon.breakd("now").code == 0
    daemon.wait(lambda _status: len(screen.screen) == 1, "the reminder, and no greeting: everything is confirmed")
    assert daemon.end(sig) == 0
    assert screen.screen == {}
    assert daemon.complaints() == []


def test_what_was_sat_until_the_stop_is_kept(daemon: Daemon, mutter: FakeMutter) -> None:
    mutter.input()
    sat = daemon.wait(lambda status: status["bout_seconds"] >= 3, "three seconds of sitting")
    daemon.end()
    daemon.start()
    again = daemon.now()
    assert again["bout_seconds"] >= sat["bout_seconds"]
    assert again["today"]["sitting_seconds"] >= sat["today"]["sitting_seconds"]
    assert again["today"]["bouts"] == 1
