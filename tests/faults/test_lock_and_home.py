"""A lock file that cannot be had, planted files and links, and a home that is nowhere."""

from __future__ import annotations

import errno
import fcntl
import os
import pwd
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from breakd.cli import main
from breakd.cli.doctor import installation
from breakd.cli.doctor.environment import Environment
from breakd.config import load
from breakd.messages import command, history
from breakd.messages import daemon as daemon_words
from breakd.system import lockfile, paths
from breakd.system.files import write_whole
from breakd.system.lockfile import AlreadyRunning, InstanceLock
from tests.support.desktops.daemon import Daemon, environment
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications

from .conftest import SmallDisk


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """Both places of the lock."""
    (tmp_path / "run").mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    found = paths.lock_files()
    assert len(found) == 2
    return found


def no_locks(places: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The first place is on a network file system without locks."""
    flock = fcntl.flock

    def refuses(descriptor: int, kind: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink() == places[0]:
            raise OSError(errno.ENOLCK, "No locks available")
        flock(descriptor, kind)

    monkeypatch.setattr(fcntl, "flock", refuses)


def test_the_first_place_is_the_usual_one(places: tuple[Path, ...]) -> None:
    lock = InstanceLock.take(*places)
    assert (lock.path, lock.fault) == (places[0], None)
    assert not places[1].exists()
    assert lockfile.holder(*places) == os.getpid()
    lock.release()
    assert lockfile.holder(*places) is None


def test_a_home_without_locks_leaves_the_second_place(
    places: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    no_locks(places, monkeypatch)
    lock = InstanceLock.take(*places)
    assert lock.path == places[1]
    assert lock.fault is not None
    assert lock.fault.errno == errno.ENOLCK
    with pytest.raises(AlreadyRunning) as refused:
        InstanceLock.take(*places)
    assert refused.value.pid == os.getpid()
    monkeypatch.undo()  # there are locks again, for the next one
    with pytest.raises(AlreadyRunning) as refused:
        InstanceLock.take(*places)
    assert refused.value.pid == os.getpid()
    lock.release()
    InstanceLock.take(*places).release()


def test_who_took_the_first_place_is_seen_where_it_cannot_be_locked_any_more(
    places: tuple[Path, ...], small_disk: SmallDisk
) -> None:
    """A disk that turned read-only under the one that runs: a lock that can be looked at is no free one."""
    own = small_disk.folder / "lock"
    own.touch()
    small_disk.mode("ro")
    with own.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(AlreadyRunning):
            InstanceLock.take(own, places[1])
    InstanceLock.take(own, places[1]).release()
    assert places[1].exists()


def test_a_full_disk_leaves_a_lock_without_a_number(small_disk: SmallDisk) -> None:
    own = small_disk.folder / "lock"
    own.touch()
    small_disk.fill()
    lock = InstanceLock.take(own)
    assert lockfile.holder(own) == 0
    lock.release()


@pytest.mark.parametrize("plant", ["link", "hard link", "pipe", "folder", "dangling link"])
def test_a_planted_lock_harms_no_file(places: tuple[Path, ...], tmp_path: Path, plant: str) -> None:
    precious, own = tmp_path / "precious", places[0]
    precious.write_text("800 bytes")
    own.parent.mkdir(parents=True)
    makes: dict[str, Callable[[], object]] = {
        "link": lambda: own.symlink_to(precious), "hard link": lambda: own.hardlink_to(precious),
        "pipe": lambda: os.mkfifo(own), "folder": own.mkdir, "dangling link": lambda: own.symlink_to(tmp_path / "no"),
    }  # fmt: skip
    makes[plant]()
    lock = InstanceLock.take(*places)
    assert precious.read_text() == "800 bytes"
    assert not (tmp_path / "no").exists()
    assert lock.path == places[plant != "hard link"]
    with pytest.raises(AlreadyRunning):
        InstanceLock.take(*places)
    lock.release()


@pytest.mark.parametrize("plant", ["link", "file"])
def test_a_planted_draft_is_not_written_through(tmp_path: Path, plant: str) -> None:
    precious, draft = tmp_path / "precious", tmp_path / f".picture.png.{os.getpid()}"
    precious.write_text("800 bytes")
    if plant == "link":
        draft.symlink_to(precious)
    else:
        draft.hardlink_to(precious)
    write_whole(tmp_path / "picture.png", b"ours")
    assert precious.read_text() == "800 bytes"
    assert (tmp_path / "picture.png").read_bytes() == b"ours"
    assert not draft.exists()


def test_a_folder_of_breakds_lets_nobody_else_write(tmp_path: Path) -> None:
    folder = tmp_path / "breakd"
    folder.mkdir()
    folder.chmod(0o777)
    assert paths.own(folder) == folder
    assert folder.stat().st_mode & 0o777 == 0o755, "who publishes the settings goes on"
    assert paths.own(tmp_path / "new/breakd").stat().st_mode & 0o777 == 0o700


def test_doctor_says_where_the_lock_is(places: tuple[Path, ...]) -> None:
    def lock() -> list[str]:
        found = installation.files(_environment(), None)
        return [finding.text for finding in found if finding.id == "lock"]

    assert lock() == []
    places[0].mkdir(parents=True)
    (text,) = lock()
    assert str(places[1]) in text
    places[1].mkdir()
    (text,) = lock()
    assert "only the session bus" in text


def _environment() -> Environment:
    return Environment({}, None, load(paths.config_file(), paths.body_file()))


# --- a disk that takes nothing, from the start ----------------------------------------------------


@pytest.fixture
def daemon(private_bus: str, bus_folder: Path, small_disk: SmallDisk) -> Iterator[Daemon]:
    """Not started yet; its state is on the small disk, and its runtime folder is not."""
    (bus_folder / "run").mkdir(mode=0o700)
    buses = {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus}
    daemon = Daemon(environment() | buses, bus_folder)
    daemon.env |= {"XDG_STATE_HOME": str(small_disk.state), "XDG_RUNTIME_DIR": str(bus_folder / "run")}
    with FakeMutter(private_bus), FakeNotifications(private_bus):
        yield daemon
        daemon.__exit__()


@pytest.mark.parametrize("fault", ["disk-full", "read-only"])
def test_a_disk_that_takes_nothing_keeps_nobody_from_being_reminded(
    daemon: Daemon, small_disk: SmallDisk, fault: str
) -> None:
    small_disk.fill()
    if fault == "read-only":
        small_disk.mode("ro")
    daemon.start()
    assert daemon.now()["not_saved"] == fault
    # a full disk has room for an empty file
    assert ("is locked instead" in daemon.log()) is (fault == "read-only")
    second = daemon.breakd("run")
    assert (second.code, second.err) == (4, f"{daemon_words.ALREADY_RUNNING}\n")
    done = daemon.breakd("done")
    assert (done.code, done.err) == (1, history.noted_for_now(fault) + "\n")


@pytest.mark.parametrize("bus", [True, False])
def test_without_any_lock_the_bus_keeps_a_second_one_away(daemon: Daemon, small_disk: SmallDisk, bus: bool) -> None:
    small_disk.mode("ro")
    del daemon.env["XDG_RUNTIME_DIR"]
    if bus:
        daemon.start()
        second = daemon.breakd("run")
        assert second.code == 4
        assert "is running already" in second.err
    else:
        daemon.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent/bus"
        alone = daemon.breakd("run")
        assert alone.code == 1
        assert "breakd cannot run here: no session bus" in alone.err


# --- a home that is nowhere -----------------------------------------------------------------------


def nobody(_number: int) -> pwd.struct_passwd:
    raise KeyError("uid not found")


@pytest.mark.parametrize("home", [None, ""])
def test_no_home_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: str | None
) -> None:
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    if home is None:
        monkeypatch.delenv("HOME")
    else:
        monkeypatch.setenv("HOME", home)
    assert main(["stats"]) == 1
    assert capsys.readouterr().err == f"{command.NO_HOME}\n"


def test_no_home_is_needed_where_each_folder_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    monkeypatch.delenv("HOME")
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert main(["stats"]) == 0


def test_an_empty_home_is_that_of_the_user_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "")
    assert paths.home() == Path(pwd.getpwuid(os.getuid()).pw_dir)


@pytest.mark.parametrize("words", [["run"], ["stats"], ["doctor"], ["config", "path"]])
def test_a_relative_home_is_a_sentence_and_makes_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.setenv("HOME", "some/where")
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    assert capsys.readouterr().err == command.ODD_HOME.format(home="some/where") + "\n"
    assert not (tmp_path / "some").exists()


def test_a_session_bus_that_hangs_is_no_life_without_one(bus_folder: Path) -> None:
    """What is shown to nobody must not be booked as ignored: breakd ends, and systemd tries again."""
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(bus_folder / "bus"))
        bus.listen()
        daemon = Daemon(environment() | {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus_folder}/bus"}, bus_folder)
        daemon.spawn()
        assert daemon.wait_ended(60) == 1
    assert "no session bus" in daemon.log()
    assert "Traceback" not in daemon.log()


def test_without_a_session_bus_and_a_terminal_nobody_is_there_to_see(bus_folder: Path) -> None:
    """A service that starts before its bus, or after it: what is printed goes to the journal."""
    nowhere = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus_folder}/nowhere"}
    daemon = Daemon(environment() | nowhere, bus_folder)
    daemon.spawn()
    assert daemon.wait_ended(60) == 1
    assert "breakd cannot run here: no session bus" in daemon.log()
