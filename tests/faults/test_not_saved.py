"""What cannot be written down is not acknowledged: it holds for now, is said, tried again, and kept in the end."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from breakd.desktop.ports import NotSaved
from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import Beat, Done, Pause, Skip
from breakd.engine.records import BreakRow, Outcome, Unsaved
from breakd.history.recorder import Recorder
from breakd.history.schema import STEPS, migrate, version_of
from breakd.messages import history as texts
from breakd.messages.popup import Action
from tests.daemon.test_loop import DEFAULTS, QUICK, House, running

from .conftest import SmallDisk

DAY = 24 * 3600
SOON = 0.02


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the next try."""
    monkeypatch.setattr("breakd.loop.RETRY_SECONDS", SOON)


@pytest.fixture
async def house(small_disk: SmallDisk) -> AsyncIterator[House]:
    """A running loop on the small disk."""
    async with running(small_disk.state / "history.db", DEFAULTS) as house:
        house.sit()
        await house.loop.request(Done())
        yield house


def kept(path: Path) -> int:
    """How many breaks another program finds in the history."""
    with closing(sqlite3.connect(path)) as db:
        (count,) = db.execute("SELECT count(*) FROM reminder WHERE outcome = 'completed'").fetchone()
    return int(count)


async def done(house: House, times: int) -> tuple[int, int]:
    """How often a break was acknowledged, and how often it was noted for now."""
    acknowledged = 0
    for _ in range(times):
        try:
            await house.loop.request(Done())
        except NotSaved:
            continue
        acknowledged += 1
    return acknowledged, times - acknowledged


def told(house: House) -> list[str]:
    """The titles of what was announced about saving."""
    return [title for title, _ in house.notifier.announced if title == texts.UNSAVED_TITLE]


async def test_on_a_full_disk_what_is_acknowledged_is_kept_and_the_rest_is_noted(
    house: House, small_disk: SmallDisk
) -> None:
    small_disk.fill()
    acknowledged, noted = await done(house, 40)
    assert noted > 0
    assert kept(house.path) == 1 + acknowledged, "as after a kill -9 in this moment"
    assert house.loop.status().not_saved is Unsaved.DISK_FULL
    await asyncio.sleep(0)
    assert told(house) == [texts.UNSAVED_TITLE], "once, however often it is tried"
    small_disk.empty()
    await house.until(lambda: house.loop.status().not_saved is None)
    assert kept(house.path) == 1 + 40, "no heartbeat was waited for"
    assert await done(house, 1) == (1, 0)


async def test_a_click_cannot_be_refused_so_it_is_kept_as_soon_as_it_can_be(small_disk: SmallDisk) -> None:
    async with running(small_disk.state / "history.db", QUICK) as house:
        house.sit()
        await house.until(lambda: house.notifier.showing)
        small_disk.fill()
        house.notifier.press(Action.DONE)
        await house.until(lambda: house.loop.status().not_saved)
        assert house.loop.status().today.outcomes[Outcome.COMPLETED] == 1
        await house.until(lambda: told(house))
        small_disk.empty()
        await house.until(lambda: house.loop.status().not_saved is None)
        assert kept(house.path) == 1


async def test_a_disk_that_turns_read_only_says_so(house: House, small_disk: SmallDisk) -> None:
    # nobody can make a disk read-only under an open file; a file that takes no writing is the same to SQLite
    recorder = house.loop._recorder
    recorder.close()
    small_disk.mode("ro")
    try:
        assert (await done(house, 2))[1] == 2
        assert house.loop.status().not_saved is Unsaved.READ_ONLY
    finally:
        small_disk.mode("rw")
    await house.until(lambda: house.loop.status().not_saved is None)
    assert kept(house.path) == 3


async def test_who_holds_the_file_holds_nobody_up_for_long(house: House) -> None:
    with closing(sqlite3.connect(house.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert await done(house, 4) == (0, 4)
        assert house.loop.status().not_saved is Unsaved.IN_USE
        db = house.loop._recorder._history._db
        assert db is not None
        assert db.execute("PRAGMA busy_timeout").fetchone() == (50,), "a second for the first answer alone"
        other.execute("ROLLBACK")
    await house.until(lambda: house.loop.status().not_saved is None)
    assert kept(house.path) == 5


def pauses(house: House) -> list[float]:
    """Seconds to each try that comes without a heartbeat, while none succeeds."""
    found, loop = list[float](), asyncio.get_running_loop()
    while (waits := house.loop._retry) is not None and len(found) < 9:
        found.append(waits.when() - loop.time())
        waits.cancel()
        house.loop._try_again()
    return found


async def test_what_cannot_be_saved_for_long_is_tried_with_the_heartbeat_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A history of a newer breakd stays one: no wake-up but the heartbeat's. After an answer it is tried soon."""
    monkeypatch.setattr("breakd.loop.RETRY_SECONDS", 5.0)
    path, soon = tmp_path / "history.db", [pytest.approx(seconds, abs=2) for seconds in (5, 10, 20, 40)]

    def version(number: int) -> None:
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA user_version = {number}")

    Recorder(path).close()
    version(len(STEPS) + 1)
    async with running(path, DEFAULTS) as house:
        house.loop._persist([])
        assert pauses(house) == soon
        house.loop.post(Beat())
        house.loop._drain()
        assert house.loop._retry is None
        for _ in range(2):
            with pytest.raises(NotSaved):
                await house.loop.request(Done())
            assert house.loop._retry is not None
        assert pauses(house) == soon
        version(len(STEPS))
        house.loop.post(Beat())
        house.loop._drain()
        assert house.loop.status().not_saved is None
    assert kept(path) == 2


async def test_a_refused_request_is_refused_whatever_the_disk(house: House, small_disk: SmallDisk) -> None:
    small_disk.fill()
    await done(house, 20)
    assert await house.loop.request(Skip(7)) == Refused(Refusal.STALE)


async def test_a_limit_of_the_system_is_a_fault_with_a_sentence(house: House) -> None:
    """A quota, or a limit of size, is no full disk, and must not be acknowledged either."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (house.path.stat().st_size, before[1]))
    try:
        acknowledged, noted = await done(house, 60)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert noted > 0
    assert house.loop.status().not_saved is not None
    await house.until(lambda: house.loop.status().not_saved is None)
    assert kept(house.path) == 1 + acknowledged + noted


async def test_what_is_lost_with_the_process_is_said(small_disk: SmallDisk, caplog: pytest.LogCaptureFixture) -> None:
    async with running(small_disk.state / "history.db", DEFAULTS) as house:
        house.sit()
        small_disk.fill()
        await done(house, 20)
    assert "could not be saved, and are lost" in caplog.text


async def test_the_state_holds_in_the_second_file_where_the_history_is_held(house: House) -> None:
    """Pause and lock outlive a history that another program holds."""
    with closing(sqlite3.connect(house.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved):
            await house.loop.request(Pause("forever"))
        later = Recorder(house.path)
        try:
            assert later.states()[0]["engine"]["paused_forever"] is True
        finally:
            later.close()
        other.execute("ROLLBACK")


def test_a_file_of_an_older_breakd_is_brought_up_to_date_as_soon_as_there_is_room(small_disk: SmallDisk) -> None:
    path, taken = small_disk.state / "history.db", BreakRow(date(2026, 11, 23), datetime.now(UTC), None)
    small_disk.state.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        migrate(db, STEPS[:-1])
        db.execute("INSERT INTO natural_break VALUES ('2026-11-20', 0, 0, NULL)")
    small_disk.fill()
    recorder = Recorder(path)
    try:
        recorder.commit([taken], {})
        assert recorder.trouble is Unsaved.DISK_FULL
        with closing(sqlite3.connect(path)) as db:
            assert version_of(db) == len(STEPS) - 1, "it is as it was"
        small_disk.empty()
        recorder.commit([], {})
        assert recorder.trouble is None
    finally:
        recorder.close()
    with closing(sqlite3.connect(path)) as db:
        assert version_of(db) == len(STEPS)
        assert db.execute("SELECT day FROM natural_break").fetchall() == [("2026-11-20",), ("2026-11-23",)]
    assert not list(path.parent.glob("history.db.broken-*"))


@pytest.mark.parametrize("why", Unsaved)
def test_each_reason_has_its_words(why: Unsaved) -> None:
    sentences: list[Callable[[str], str]] = [texts.noted_for_now, texts.unsaved_body]
    for sentence in sentences:
        assert sentence(why.value).count("{") == 0
    from breakd.messages.doctor import HISTORY_REMEDIES

    assert HISTORY_REMEDIES[why.value].endswith((".", "`."))
