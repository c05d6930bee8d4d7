"""A history that somebody replaces or overwrites in the moment in which breakd opens it or writes into it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from breakd.engine.events import Posture
from breakd.engine.records import PostureRow, Unsaved
from breakd.history import HistoryError
from breakd.history.write import History


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


def say(history: History, snapshot: str | None = None) -> None:
    history.commit([PostureRow(datetime.now(UTC), Posture.STANDING)], snapshot)


def said(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(db.execute("SELECT count(*) FROM posture").fetchone()[0])


def as_after_a_kill(path: Path, to: Path) -> Path:
    """What the disk holds now, elsewhere."""
    shutil.copytree(path.parent, to, ignore=shutil.ignore_patterns("*-shm"))
    return to / path.name


def move(path: Path) -> None:
    """As somebody does who tidies up, or puts a backup back."""
    for file in path.parent.glob(f"{path.name}*"):
        file.rename(path.with_name(f"moved-{file.name}"))


def move_log(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}-*"):
        file.rename(path.with_name(f"moved-{file.name}"))


def overwrite(path: Path) -> None:
    """Pages of another history, in its place and longer."""
    path.write_bytes(path.with_name("backup.db").read_bytes())


def replace(path: Path) -> None:
    move(path)
    shutil.copy(path.with_name("backup.db"), path)


@pytest.mark.parametrize(("act", "backup"), [(move, 0), (replace, 300), (overwrite, 300), (move_log, 0)])
def test_what_happens_while_it_is_opened(
    path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch,
    act: Callable[[Path], None], backup: int,
) -> None:  # fmt: skip
    """Another program held its lock: what was checked is not what has the name then."""
    History.open(path).close()
    with closing(History.open(path.with_name("backup.db"))) as other:
        for _ in range(backup):
            say(other, "of the backup" * 300)
    monkeypatch.setattr("breakd.history.database.BUSY_SECONDS", 20.0)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as holds:
        holds.execute("PRAGMA locking_mode = EXCLUSIVE")
        holds.execute("BEGIN IMMEDIATE")

        def later() -> None:
            act(path)
            holds.close()

        timer = threading.Timer(0.3, later)
        timer.start()
        with closing(History.open(path)) as history:
            timer.join()
            for _ in range(4):
                say(history)
            killed = as_after_a_kill(path, tmp_path_factory.mktemp("killed") / "state")
    assert said(killed) >= backup + 4, "after a kill -9"
    History.open(path).close()
    assert said(path) >= backup + 4, "after an orderly end"


def test_one_that_changes_whenever_it_is_opened_is_in_use(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    History.open(path).close()
    check = vars(__import__("breakd.history.database", fromlist=["_check"]))["_check"]

    def changing(db: sqlite3.Connection) -> bool:
        is_new = bool(check(db))
        path.rename(path.with_name("moved"))
        shutil.copy(path.with_name("moved"), path)
        return is_new

    monkeypatch.setattr("breakd.history.database._check", changing)
    with pytest.raises(HistoryError) as refused:
        History.open(path)
    assert refused.value.why is Unsaved.IN_USE


def test_what_is_written_over_it_while_an_answer_is_kept_is_noticed_at_the_next(path: Path) -> None:
    with closing(History.open(path)) as history:
        for _ in range(50):
            say(history, "of the day" * 300)
    with closing(History.open(path)) as history:
        assert history._db is not None

        def strange(statement: str) -> None:
            if statement == "COMMIT":
                handle = os.open(path, os.O_WRONLY)
                os.pwrite(handle, b"shopping notes\n" * 3000, 4096)
                os.close(handle)

        history._db.set_trace_callback(strange)
        say(history)
        if history._db is not None:
            history._db.set_trace_callback(None)
        say(history)
        say(history)
    with closing(History.open(path)) as after:
        assert not after.begun_anew, "it was begun anew before the answers"
    assert said(path) >= 2


def test_a_long_log_is_folded_into_the_database_and_goes_on(path: Path) -> None:
    """By ourselves, which is no reason to check it again."""
    with closing(History.open(path)) as history:
        first = history._db
        log = path.with_name(f"{path.name}-wal")
        longest = 0
        for number in range(30):
            say(history, f"{number}" + "a long snapshot" * 30_000)
            longest = max(longest, log.stat().st_size)
        assert longest > 1000 * 4096, "it was folded"
        assert log.stat().st_size < longest, "and is short again, or was"
        assert history._db is first
    assert said(path) == 30
