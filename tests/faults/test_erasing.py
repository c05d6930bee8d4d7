"""A running breakd is asked to erase: it forgets with the file, and a kill at any moment leaves all or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from breakd.history.deletion import OF_A_DAY, OF_AN_INSTANT
from breakd.history.write import History
from tests.cli.test_erase import SECRET, a_row_of_each_kind
from tests.support.desktops.daemon import CallFailed, Daemon, environment


def today() -> str:
    """The day, as the command takes it and the history keeps it."""
    return date.today().isoformat()


def old() -> date:
    """A day of a month ago."""
    return date.today() - timedelta(days=30)


@pytest.fixture
def daemon(private_bus: str, bus_folder: object) -> Iterator[Daemon]:
    """Running, with a row of each kind of a month ago in its history."""
    buses = {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus}
    daemon = Daemon(environment() | buses, bus_folder)  # type: ignore[arg-type]
    history = History.open(daemon.state / "history.db")
    history.commit(a_row_of_each_kind(old(), 1), None)
    history.close()
    daemon.start()
    yield daemon
    daemon.__exit__()


def left(daemon: Daemon) -> int:
    """How many rows of a month ago are there."""
    with closing(sqlite3.connect(daemon.state / "history.db")) as db, db:
        rows: int = sum(
            db.execute(f"SELECT count(*) FROM {name} WHERE day < ?", [today()]).fetchone()[0] for name in OF_A_DAY
        )
        rows += sum(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in OF_AN_INSTANT)
    db.close()
    return rows


def secret_left(daemon: Daemon) -> bool:
    return any(SECRET.encode() in file.read_bytes() for file in daemon.state.iterdir() if file.is_file())


def breakd(daemon: Daemon, *words: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "breakd", *words]
    return subprocess.run(argv, env=daemon.env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("all_of_it", [False, True], ids=["before", "all"])
def test_it_is_gone_from_every_file_and_stays_so(daemon: Daemon, all_of_it: bool) -> None:
    words = ["--all"] if all_of_it else ["--before", today()]
    daemon.call("Hurts", "s", "cobra")
    assert secret_left(daemon)
    done = breakd(daemon, "erase", *words, "--yes")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Erased.\n")
    assert (left(daemon) - (not all_of_it), secret_left(daemon)) == (0, False)
    daemon.call("Pause", "s", "1h")
    daemon.kill()
    daemon.start()
    assert daemon.now()["paused_until"] is not None
    assert daemon.now()["ask_red_flags"] is True
    assert not secret_left(daemon)
    put_away = {one["stretch"] for one in daemon.now()["away"]}
    assert ("cobra" in put_away) is not all_of_it


def test_another_home_on_the_same_bus_erases_its_own(daemon: Daemon, tmp_path: Path) -> None:
    mine = History.open(tmp_path / "breakd/history.db")
    mine.commit(a_row_of_each_kind(old(), 1), None)
    mine.close()
    theirs = left(daemon)
    argv = [sys.executable, "-m", "breakd", "erase", "--all", "--yes"]
    env = daemon.env | {"XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(argv, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, left(daemon)) == (0, "", theirs)
    assert not any(SECRET.encode() in file.read_bytes() for file in (tmp_path / "breakd").iterdir())


@pytest.mark.parametrize("wait", [0.0, 0.002, 0.01, 0.05])
def test_a_kill_leaves_all_of_it_or_nothing(daemon: Daemon, wait: float) -> None:
    argv = [sys.executable, "-m", "breakd", "erase", "--all", "--yes"]
    whole = left(daemon)
    with subprocess.Popen(argv, env=daemon.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as erasing:
        while left(daemon) == whole and erasing.poll() is None and wait:
            time.sleep(0.001)
        time.sleep(wait)
        daemon.kill()
        erasing.wait()
    assert left(daemon) in (0, whole)
    daemon.start()
    assert left(daemon) in (0, whole)


@pytest.mark.parametrize("text", ["", "ALL", "yesterday", "20261130", "2026-W48-1", "2026-02-30", "x" * 200])
def test_what_is_no_date_erases_nothing(daemon: Daemon, text: str) -> None:
    whole = left(daemon)
    with pytest.raises(CallFailed, match="InvalidArgs"):
        daemon.call("Erase", "s", text)
    assert left(daemon) == whole
