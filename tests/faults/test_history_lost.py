"""A history that is removed, replaced, damaged or not ours: said once, begun anew, and what protects is kept."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from breakd.daemon import _restore
from breakd.engine.engine import Engine
from breakd.engine.events import Beat, Done, Hurts, Pause, Posture, StateLost
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.records import PostureRow, Unsaved
from breakd.engine.settings import BodySettings
from breakd.history import HistoryError
from breakd.history.recorder import Recorder
from breakd.history.schema import STEPS
from breakd.history.write import History
from breakd.messages import history as texts
from breakd.stretches.safety_state import Urgency
from breakd.system import clock
from tests.daemon.test_loop import DEFAULTS, MOVEMENTS, House, running

from .test_not_saved import kept


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history.db"


@pytest.fixture
async def house(path: Path) -> AsyncIterator[House]:
    """A loop whose person has done a break, paused, and reported a red flag."""
    async with running(path, DEFAULTS) as house:
        house.sit()
        for request in (Done(), Pause("forever"), ReportRedFlags(Urgency.EMERGENCY)):
            await house.loop.request(request)
        yield house


def taken_up(path: Path) -> tuple[Engine, bool]:
    """The engine of the next run, and whether it could take up anything."""
    recorder, machine = Recorder(path), clock.Clock()
    states = recorder.states()
    engine = Engine(DEFAULTS, MOVEMENTS, machine.now(), first_id=recorder.next_reminder_id())
    restored = _restore(engine, machine, states, "this-boot")
    recorder.close()
    return engine, restored.any


def holds(engine: Engine) -> bool:
    """Whether pause and lock are there."""
    return engine.state.paused_forever and engine.state.safety.lock is Urgency.EMERGENCY


def told(house: House) -> list[str]:
    """The titles of what was announced about the history."""
    return [title for title, _ in house.notifier.announced if title.startswith("breakd")]


async def news(house: House) -> list[str]:
    """The same, once there is something."""
    await house.until(lambda: told(house))
    return told(house)


def remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def remove_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("gone"))


# --- while breakd runs ----------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [Path.unlink, remove, remove_folder], ids=["file", "with-log", "folder"])
async def test_a_history_that_is_removed_is_begun_anew_before_the_next_answer(
    house: House, path: Path, gone: Callable[[Path], None]
) -> None:
    gone(path)
    await house.loop.request(Done())
    assert kept(path) == 1, "as after a kill -9 in this moment"
    assert await news(house) == [texts.REMOVED_TITLE]
    await house.loop.request(Done())
    assert kept(path) == 2
    await asyncio.sleep(0)
    assert len(told(house)) == 1
    assert house.loop.status().not_saved is None
    engine, any_state = taken_up(path)
    assert any_state
    assert holds(engine)


def overwrite(path: Path) -> None:
    for file in (path, path.with_name("history.db-wal")):
        with file.open("r+b") as opened:
            opened.write(b"\xa5" * file.stat().st_size)


def empty(path: Path) -> None:
    os.truncate(path, 0)


@pytest.mark.parametrize("spoil", [overwrite, empty])
async def test_one_that_is_overwritten_is_begun_anew_before_the_next_answer(
    house: House, path: Path, spoil: Callable[[Path], None]
) -> None:
    """SQLite has its pages in memory, and would not notice until the next start."""
    spoil(path)
    await house.loop.request(Done())
    assert kept(path) >= 1, "as after a kill -9 in this moment"
    engine, any_state = taken_up(path)
    assert any_state
    assert holds(engine)


async def test_what_another_program_writes_in_order_costs_nothing(house: House, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM posture")
        db.commit()
    await house.loop.request(Done())
    assert kept(path) == 2
    assert told(house) == []


def put_another(path: Path) -> None:
    other = path.with_name("other.db")
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE moz_places (url TEXT)")
    other.replace(path)


@pytest.mark.parametrize("gone", [Path.unlink, remove, put_another, overwrite])
def test_one_that_goes_while_an_answer_waits_for_its_lock(
    path: Path, monkeypatch: pytest.MonkeyPatch, gone: Callable[[Path], None]
) -> None:
    """It was looked at before, and was there."""
    monkeypatch.setattr("breakd.history.database.BUSY_SECONDS", 60.0)
    history = History.open(path)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")

        def act() -> None:
            gone(path)
            other.execute("ROLLBACK")

        timer = threading.Timer(0.3, act)
        timer.start()
        history.commit([PostureRow(datetime.now(UTC), Posture.STANDING)], None)
        timer.join()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM posture").fetchone() == (1,), "as after a kill -9 in this moment"
    history.close()
    History.open(path).close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM posture").fetchone() == (1,), "at the next start too"


async def test_the_heartbeat_notices_it_too(house: House, path: Path) -> None:
    remove(path)
    house.loop.post(Beat())
    assert await news(house) == [texts.REMOVED_TITLE]
    assert json.loads(house.read("SELECT snapshot FROM engine"))["engine"]["paused_forever"] is True


async def test_one_that_is_replaced_is_kept_aside_whole(house: House, path: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    with closing(History.open(backup)) as other:
        other.commit([], "the backup's")
    backup.replace(path)
    await house.loop.request(Done())
    assert await news(house) == [texts.REPLACED_TITLE]
    assert kept(path) == 1
    (aside,) = path.parent.glob("history.db.replaced-*")
    assert aside.name in house.notifier.announced[-1][1]
    with closing(sqlite3.connect(aside)) as db:
        assert db.execute("SELECT snapshot FROM engine").fetchall() == [("the backup's",)]
    assert holds(taken_up(path)[0])


@pytest.mark.parametrize("ending", ["-wal", "-shm"])
async def test_a_log_that_is_removed_costs_nothing(house: House, path: Path, ending: str) -> None:
    path.with_name(path.name + ending).unlink()
    await house.loop.request(Done())
    assert kept(path) == 2, "the one before, too"
    await asyncio.sleep(0)
    assert told(house) == []


async def test_tables_that_change_under_the_daemon_are_kept_aside(house: House, path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE reminder DROP COLUMN session")
    await house.loop.request(Done())
    assert kept(path) == 1
    assert await news(house) == [texts.DAMAGED_TITLE]
    assert list(path.parent.glob("history.db.broken-*"))
    assert house.loop.status().not_saved is None


async def test_a_folder_in_its_place_is_tried_until_it_is_gone(
    house: House, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("breakd.loop.RETRY_SECONDS", 0.02)
    path.parent.rename(path.parent.with_name("gone"))
    path.parent.write_text("a file where the folder was")
    house.loop.post(Beat())
    assert await news(house) == [texts.REMOVED_TITLE, texts.UNSAVED_TITLE]
    assert house.loop.status().not_saved is Unsaved.FAULT
    path.parent.unlink()
    await house.until(lambda: house.loop.status().not_saved is None)
    assert holds(taken_up(path)[0])


# --- at the start ---------------------------------------------------------------------------------


def spoil(path: Path, statement: str) -> None:
    """Change a history that nobody has open."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.executescript(statement)


def no_database(path: Path) -> None:
    path.write_bytes(b"shopping notes\n" * 99)


def foreign(path: Path) -> None:
    path.unlink()
    spoil(path, f"CREATE TABLE shopping (what TEXT); PRAGMA user_version = {len(STEPS)}")


NEWER = "of a newer breakd"
SPOILED: dict[str, Callable[[Path], None]] = {
    "removed": Path.unlink,
    "truncated": lambda path: os.truncate(path, path.stat().st_size // 2),
    "no database": no_database,
    "of another program": foreign,
    "without the engine's table": lambda path: spoil(path, "DROP TABLE engine"),
    "without a column": lambda path: spoil(path, "ALTER TABLE reminder DROP COLUMN session"),
    "with a column more": lambda path: spoil(path, "ALTER TABLE reminder ADD COLUMN x INTEGER NOT NULL DEFAULT 1"),
    "with a trigger": lambda path: spoil(
        path, "CREATE TRIGGER t BEFORE INSERT ON engine BEGIN SELECT RAISE(ABORT, 'no'); END"
    ),
    NEWER: lambda path: spoil(path, "PRAGMA user_version = 99"),
    "of version -1": lambda path: spoil(path, "PRAGMA user_version = -1"),
    "of a version whose steps fail": lambda path: spoil(path, "PRAGMA user_version = 1"),
    "without a snapshot": lambda path: spoil(path, "DELETE FROM engine"),
    "deep brackets": lambda path: spoil(path, f"UPDATE engine SET snapshot = '{'[' * 100_000}'"),
    "not UTF-8": lambda path: spoil(path, "UPDATE engine SET snapshot = CAST(x'ff00fe' AS TEXT)"),
    "a number": lambda path: spoil(path, "UPDATE engine SET snapshot = 7"),
    "no state": lambda path: spoil(path, """UPDATE engine SET snapshot = '{"boot_id": 1, "engine": [1e999]}'"""),
}


@pytest.mark.parametrize("fault", SPOILED)
async def test_whatever_becomes_of_the_history_pause_and_lock_hold(house: House, path: Path, fault: str) -> None:
    await house.loop.stop()
    house.loop._recorder.close()
    SPOILED[fault](path)
    engine, any_state = taken_up(path)
    assert any_state
    assert holds(engine)
    with closing(Recorder(path)) as recorder:
        recorder.commit([], {"engine": 1})
        assert recorder.trouble is (Unsaved.NEWER if fault is NEWER else None)


def lose_both(path: Path, copy: str | None) -> None:
    """The history is no database any more, and the second file holds this, or is gone."""
    path.write_bytes(b"no database" * 99)
    state = path.with_name("state.json")
    state.unlink()
    if copy is not None:
        state.write_text(copy, errors="surrogateescape")


@pytest.mark.parametrize("copy", [None, "", "[" * 100_000, '{"serial": 1e999}', "\udcff", "[]", '{"engine": {}}'])
async def test_without_both_files_the_questions_are_asked_again(house: House, path: Path, copy: str | None) -> None:
    """A lock may have been in what is lost: until the person has answered, only the gentlest stretches come."""
    await house.loop.stop()
    house.loop._recorder.close()
    lose_both(path, copy)
    with closing(Recorder(path)) as recorder:
        found = recorder.states()
        assert recorder.lost_state
        assert not recorder.is_new
    engine, any_state = taken_up(path)
    assert not any_state
    assert len(found) <= 1
    engine.handle(StateLost(), clock.Clock().now())
    assert engine.status(clock.Clock().now()).ask_red_flags


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("nowhere")])
def test_a_second_file_that_is_no_file_holds_nobody_up(path: Path, make: Callable[[Path], None]) -> None:
    Recorder(path).close()
    make(path.with_name("state.json"))
    with closing(Recorder(path)) as recorder:
        assert recorder.states() == []
        assert recorder.lost_state


def test_the_later_of_two_states_is_taken_up(path: Path) -> None:
    """A backup of the history brings back its rows, and no older lock."""
    with closing(Recorder(path)) as recorder:
        recorder.commit([], {"n": 1})
        recorder.commit([], {"n": 2})
        older = path.read_bytes()
    assert older
    spoil(path, """UPDATE engine SET snapshot = '{"serial": 1, "n": 1}'""")
    with closing(Recorder(path)) as recorder:
        assert [state["n"] for state in recorder.states()] == [2, 1]
        recorder.commit([], {"n": 3}, durable=False)
    with closing(Recorder(path)) as recorder:
        assert [state["n"] for state in recorder.states()] == [3, 2], "a heartbeat writes the first file alone"


@pytest.mark.parametrize(
    ("kept_popup", "taken"),
    [
        ([":1.7", 5], (":1.7", 5)), (None, None), ([":1.7", 1e999], None), ([":1.7", 2**32], None),
        ([":1.7", -1], None), (["org.x", 5], None), ([7, 5], None), ([":1.7"], None), ("no", None), ({}, None),
    ],
)  # fmt: skip
def test_a_pop_up_that_cannot_be_costs_no_state(kept_popup: object, taken: tuple[str, int] | None) -> None:
    machine = clock.Clock()
    engine = Engine(DEFAULTS, MOVEMENTS, machine.now())
    state: dict[str, Any] = {"boot_id": "x", "popup": kept_popup, "engine": engine.snapshot()}
    state = json.loads(json.dumps(state))
    restored = _restore(engine, machine, [state], "x")
    assert restored.any
    assert restored.on_screen == (() if taken is None else (taken,))


def test_ids_of_an_unknown_history_are_none_that_it_may_have(path: Path) -> None:
    path.mkdir(parents=True)
    with closing(Recorder(path)) as recorder:
        assert recorder.trouble is Unsaved.FAULT
        assert 2**24 < recorder.next_reminder_id() < 2**32


def test_a_new_file_that_is_no_good_either_is_not_moved_aside_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a broken disk would be full of them by the evening."""
    path.parent.mkdir()
    path.write_bytes(b"no database" * 99)
    monkeypatch.setattr("breakd.history.database.is_ours", lambda _db: False)
    history = History(path)
    for _ in range(3):
        with pytest.raises(HistoryError, match="cannot be begun again"):
            history.connect()
    assert len(list(path.parent.glob("*.broken-*"))) == 1


def test_a_fifo_in_place_of_the_history_holds_nobody_up(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    with closing(Recorder(path)) as recorder:
        assert recorder.trouble is Unsaved.FAULT


def test_what_hurt_is_not_suggested_after_the_history_is_lost(path: Path) -> None:
    machine = clock.Clock()
    engine = Engine(DEFAULTS, MOVEMENTS, machine.now())
    engine.handle(Hurts("cobra"), machine.now())
    with closing(Recorder(path)) as recorder:
        recorder.commit([], {"boot_id": "this-boot", "popup": None, "engine": engine.snapshot()})
    path.unlink()
    again, _ = taken_up(path)
    assert [item.stretch for item in again.state.stretch_log.put_away] == ["cobra"]


def test_a_body_without_any_state_is_asked_again(tmp_path: Path) -> None:
    from breakd.daemon import A_DAY, _confirmed_long_ago

    body = tmp_path / "body.toml"
    body.touch()
    confirmed = BodySettings(disclaimer=True)
    assert not _confirmed_long_ago(confirmed, body), "setup was today: it has asked"
    os.utime(body, (0, body.stat().st_mtime - 2 * A_DAY))
    assert _confirmed_long_ago(confirmed, body)
    assert not _confirmed_long_ago(BodySettings(), body)
    assert not _confirmed_long_ago(confirmed, tmp_path / "none.toml")
