"""The history: what goes in comes out, whatever happens to the process, the file or the disk."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from breakd.engine.events import Posture
from breakd.engine.records import (
    BoutRow,
    BreakRow,
    DayRow,
    FeelRow,
    Outcome,
    PostureRow,
    PracticeRow,
    ReminderKind,
    ReminderRow,
    Row,
    SessionRow,
)
from breakd.history import HistoryError, NewerHistory, Reader
from breakd.history.schema import STEPS, instant, migrate, to_instant, version_of
from breakd.history.write import History

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 23, 10, 0, 0, 250_000, tzinfo=BERLIN)
WRITER = Path(__file__).parents[1] / "support/history_writer.py"


def reminder(id: int, outcome: Outcome | None = None, *, day: date = DAY, by_program: bool = True) -> ReminderRow:
    return ReminderRow(
        id=id,
        kind=ReminderKind.STRETCH,
        day=day,
        opened_at=TEN + timedelta(minutes=id),
        stretch="figure-four-seated",
        firm=False,
        by_program=by_program,
        shown_at=TEN + timedelta(minutes=id, seconds=5) if outcome else None,
        closed_at=TEN + timedelta(minutes=id + 1) if outcome else None,
        outcome=outcome,
        snoozes=1,
        bout_seconds=1800.5,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "breakd" / "history.db"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    opened = History.open(path)
    yield opened
    opened.close()


def inside(history: History) -> sqlite3.Connection:
    """Its own connection."""
    assert history._db is not None
    return history._db


def read(path: Path) -> Reader:
    reader = Reader.open(path)
    assert reader is not None
    return reader


class TestKeeping:
    def test_every_row_comes_back_as_it_was_while_the_writer_is_open(self, history: History, path: Path) -> None:
        bout = BoutRow(DAY, TEN, TEN + timedelta(hours=1), 3540.25)
        pause = BreakRow(DAY, TEN + timedelta(hours=1), 2)
        day = DayRow(DAY, 7200.5, 600.0, 3540.25, 3)
        posture = PostureRow(TEN, Posture.STANDING)
        feel = FeelRow(TEN, "figure-four-seated", "better")
        done = PracticeRow(DAY, TEN, "figure-four-seated", 3)
        session = SessionRow(DAY, TEN, ("cat-cow", "cobra"), 590.5)
        unmeasured = SessionRow(DAY, TEN + timedelta(hours=2), ("cat-cow",), None)
        rows: list[Row] = [
            reminder(1, Outcome.SKIPPED),
            reminder(2),
            bout,
            pause,
            day,
            posture,
            feel,
            done,
            session,
            unmeasured,
        ]
        history.commit(rows, "state")
        with read(path) as reader:
            assert reader.reminders(DAY) == [reminder(1, Outcome.SKIPPED), reminder(2)]
            assert reader.bouts(DAY) == [bout]
            assert reader.breaks(DAY) == [pause]
            assert reader.sessions(DAY) == [session, unmeasured]
            assert reader.days(DAY) == [day]
            assert (reader.practice(DAY), reader.feels(DAY)) == ([done], [feel])
            assert not reader.practice(DAY + timedelta(days=1))
            assert not reader.feels(DAY + timedelta(days=1))
            assert reader.days(DAY + timedelta(days=1)) == []
        with closing(sqlite3.connect(path)) as db, db:
            assert [row[2] for row in db.execute("SELECT * FROM posture")] == ["standing"]
        db.close()

    def test_a_reminder_and_a_day_are_replaced_and_the_rest_added(self, history: History, path: Path) -> None:
        history.commit([reminder(1), DayRow(DAY, 1.0, 0.0, 1.0, 0), BreakRow(DAY, TEN, None)], None)
        history.commit(
            [reminder(1, Outcome.COMPLETED), DayRow(DAY, 61.0, 0.0, 61.0, 1), BreakRow(DAY, TEN, None)], None
        )
        with read(path) as reader:
            assert reader.reminders(DAY) == [reminder(1, Outcome.COMPLETED)]
            assert [day.sitting_seconds for day in reader.days(DAY)] == [61.0]
            assert len(reader.breaks(DAY)) == 2

    def test_the_snapshot_stays_until_another_one_comes(self, history: History, path: Path) -> None:
        assert history.snapshot() is None
        history.commit([], '{"clock": 40}')
        history.commit([reminder(1)], None)
        history.commit([], '{"clock": 41}', durable=False)
        history.close()
        again = History.open(path)
        assert again.snapshot() == '{"clock": 41}'
        again.close()

    def test_it_is_new_only_once(self, path: Path) -> None:
        first = History.open(path)
        assert first.is_new
        first.close()
        second = History.open(path)
        assert not second.is_new
        second.close()

    def test_ids_never_repeat_not_even_after_erasing(self, history: History, path: Path) -> None:
        assert history.next_reminder_id() == 1
        history.commit([reminder(1), reminder(2)], None)
        history.commit([reminder(1, Outcome.SKIPPED)], None)
        assert history.next_reminder_id() == 3
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("DELETE FROM reminder")
        db.close()
        assert history.next_reminder_id() == 3

    def test_outcomes_count_every_natural_break_and_every_answer(self, history: History, path: Path) -> None:
        asked_for = [reminder(1, Outcome.NATURAL), reminder(2, Outcome.SKIPPED), reminder(3, Outcome.COMPLETED)]
        not_asked_for = reminder(4, Outcome.COMPLETED, by_program=False)
        still_open, the_day_before = reminder(5), reminder(6, Outcome.IGNORED, day=date(2026, 11, 22))
        history.commit([*asked_for, not_asked_for, still_open, the_day_before], None)
        history.commit([BreakRow(DAY, TEN, 1), BreakRow(DAY, TEN, None)], None)
        expected = {
            Outcome.COMPLETED: 2, Outcome.NATURAL: 2, Outcome.SKIPPED: 1, Outcome.IGNORED: 0, Outcome.UNSEEN: 0,
        }  # fmt: skip
        assert history.outcomes_of(DAY) == expected
        with read(path) as reader:
            assert reader.outcomes_of(DAY) == expected

    def test_only_the_user_may_look(self, history: History, path: Path) -> None:
        history.commit([reminder(1)], "state")
        assert path.parent.stat().st_mode & 0o777 == 0o700
        files = sorted(path.parent.iterdir())
        assert [file.name for file in files] == ["history.db", "history.db-shm", "history.db-wal"]
        assert {file.stat().st_mode & 0o777 for file in files} == {0o600}

    def test_a_file_that_others_could_read_is_closed_to_them(self, path: Path) -> None:
        path.parent.mkdir(mode=0o755)
        path.touch(mode=0o644)
        History.open(path).close()
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700

    def test_a_time_without_its_zone_is_refused_and_harms_nothing(self, history: History) -> None:
        with pytest.raises(ValueError, match="without its zone"):
            history.commit([BreakRow(DAY, datetime(2026, 11, 23, 10, 0), None)], "half")
        assert history.snapshot() is None
        history.commit([reminder(1)], "whole")
        assert history.snapshot() == "whole"

    def test_what_was_read_holds_no_writer_up(self, history: History, path: Path) -> None:
        """One that goes on reading lets the writer's log grow for ever."""
        history.commit([reminder(1)], "state")
        with read(path) as reader:
            assert len(reader.reminders(DAY)) == 1
        (busy, *_) = inside(history).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert not busy
        assert path.with_name("history.db-wal").stat().st_size == 0

    @pytest.mark.parametrize(("durable", "synchronous"), [(True, 2), (False, 1)], ids=["answer", "heartbeat"])
    def test_an_answer_waits_for_the_disk_and_a_heartbeat_does_not_wake_it(
        self, history: History, durable: bool, synchronous: int
    ) -> None:
        """No test can cut the power: SQLite promises it for 2 (FULL), and for 1 (NORMAL) not to wait."""
        history.commit([], "state", durable=not durable)
        history.commit([], "state", durable=durable)
        assert inside(history).execute("PRAGMA synchronous").fetchone() == (synchronous,)


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 10, 25, 2, 30, 0, 1, tzinfo=BERLIN, fold=0),
        datetime(2026, 10, 25, 2, 30, 0, 1, tzinfo=BERLIN, fold=1),
        datetime(2026, 3, 29, 3, 0, tzinfo=BERLIN),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=ZoneInfo("UTC")),
        datetime(2026, 11, 23, 5, 45, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    ],
    ids=str,
)
def test_an_instant_keeps_its_place_on_the_wall(at: datetime) -> None:
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    row = db.execute("SELECT :at AS at, :at_offset AS at_offset", instant("", at)).fetchone()
    assert to_instant(row).isoformat() == at.isoformat()
    db.close()


class TestMigrations:
    OLD = ("CREATE TABLE a (word TEXT); INSERT INTO a VALUES ('kept')",)
    NEW = (*OLD, "ALTER TABLE a ADD COLUMN count INTEGER NOT NULL DEFAULT 7", "CREATE TABLE b (x TEXT)")

    @pytest.fixture
    def db(self, tmp_path: Path) -> Iterator[sqlite3.Connection]:
        opened = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
        yield opened
        opened.close()

    def test_an_old_file_takes_the_missing_steps_and_keeps_its_rows(self, db: sqlite3.Connection) -> None:
        migrate(db, self.OLD)
        migrate(db, self.NEW)
        assert version_of(db) == 3
        assert db.execute("SELECT * FROM a").fetchall() == [("kept", 7)]
        migrate(db, self.NEW)
        assert db.execute("SELECT * FROM a").fetchall() == [("kept", 7)]

    def test_a_step_that_fails_leaves_the_file_as_it_was(self, db: sqlite3.Connection) -> None:
        migrate(db, self.OLD)
        with pytest.raises(sqlite3.Error):
            migrate(db, (*self.OLD, "CREATE TABLE c (x TEXT); INSERT INTO nowhere VALUES (1)"))
        assert version_of(db) == 1
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]
        migrate(db, self.NEW)
        assert version_of(db) == 3

    def test_a_file_of_version_1_opens_with_all_its_rows(self, path: Path) -> None:
        path.parent.mkdir()
        with closing(sqlite3.connect(path)) as db, db:
            db.executescript((Path(__file__).parents[1] / "data" / "history-v1.sql").read_text())
        db.close()
        history = History.open(path)
        assert not history.is_new
        assert history.snapshot() == '{"clock": 900}'
        assert history.next_reminder_id() == 8
        with read(path) as reader:
            assert [(row.id, row.outcome) for row in reader.reminders(DAY)] == [(6, Outcome.COMPLETED), (7, None)]
            assert {row.session for row in reader.reminders(DAY)} == {()}
            assert reader.reminders(DAY)[0].shown_at == datetime.fromisoformat("2026-11-23T10:00:05+01:00")
            assert len(reader.bouts(DAY)) == len(reader.breaks(DAY)) == len(reader.days(DAY)) == 1
        history.close()

    def test_a_newer_file_is_refused_with_a_sentence_and_not_touched(self, path: Path) -> None:
        History.open(path).close()
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
        db.close()
        before = path.read_bytes()
        for attempt in (History.open, Reader.open):
            with pytest.raises(NewerHistory, match="newer breakd"):
                attempt(path)
        assert path.read_bytes() == before

    def test_the_reader_does_not_guess_at_an_older_file(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        History.open(path).close()
        monkeypatch.setattr("breakd.history.read.STEPS", (*STEPS, "SELECT 1"))
        with pytest.raises(HistoryError, match="older breakd"):
            Reader.open(path)


class TestTrouble:
    @pytest.mark.parametrize(
        "rubbish", [b"these are my shopping notes\n" * 200, b"SQLite format 3\0" + b"\xff" * 9000]
    )
    def test_a_file_that_is_no_database_is_kept_aside(
        self, path: Path, rubbish: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        path.parent.mkdir()
        path.write_bytes(rubbish)
        history = History.open(path)
        assert not history.is_new
        history.commit([reminder(1)], "state")
        history.close()
        (aside,) = path.parent.glob("history.db.broken-*")
        assert aside.read_bytes() == rubbish
        assert aside.name in caplog.text

    def test_a_damaged_page_is_found_at_the_start(self, path: Path) -> None:
        history = History.open(path)
        history.commit([reminder(id) for id in range(1, 500)], "state")
        history.close()
        content = bytearray(path.read_bytes())
        content[8192:12288] = b"\x55" * 4096
        path.write_bytes(content)
        History.open(path).close()
        (aside,) = path.parent.glob("history.db.broken-*")
        assert aside.read_bytes() == bytes(content)

    def test_a_file_that_breaks_while_the_daemon_runs_costs_nothing_of_now(self, path: Path) -> None:
        history = History.open(path)
        history.commit([reminder(id) for id in range(1, 500)], "before")
        inside(history).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with path.open("r+b") as file:
            file.write(b"\x55" * 4096)
        inside(history).execute("PRAGMA cache_size = 0")
        history.commit([reminder(500)], "after")
        history.close()
        again = History.open(path)
        assert again.snapshot() == "after"
        again.close()
        with read(path) as reader:
            assert [row.id for row in reader.reminders(DAY)] == [500]
        assert list(path.parent.glob("history.db.broken-*"))

    def test_a_full_disk_is_an_error_that_passes(self, history: History) -> None:
        history.commit([reminder(1)], "before")
        (pages,) = inside(history).execute("PRAGMA page_count").fetchone()
        inside(history).execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(HistoryError, match="full"):
            history.commit([reminder(2)], "x" * 1_000_000)
        assert history.snapshot() == "before"
        inside(history).execute("PRAGMA max_page_count = 1000000")
        history.commit([reminder(2)], "after")
        assert history.snapshot() == "after"

    def test_what_cannot_be_read_while_the_daemon_runs_is_an_error_with_a_sentence(self, history: History) -> None:
        """The daemon starts anew and says so, and does not stumble over a value that is not there."""
        inside(history).execute("ALTER TABLE engine RENAME TO motor")
        with pytest.raises(HistoryError, match="the history cannot be used: no such table: engine"):
            history.snapshot()

    def test_a_place_that_cannot_be_written_is_an_error_with_its_name(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(HistoryError, match=r"file/history\.db cannot be used"):
            History.open(tmp_path / "file" / "history.db")
        (tmp_path / "folder.db").mkdir()
        with pytest.raises(HistoryError, match=r"folder\.db cannot be used"):
            History.open(tmp_path / "folder.db")

    def test_there_may_be_nothing_to_read(self, tmp_path: Path) -> None:
        assert Reader.open(tmp_path / "none.db") is None
        (tmp_path / "empty.db").touch()
        assert Reader.open(tmp_path / "empty.db") is None
        (tmp_path / "bad.db").write_bytes(b"no database" * 100)
        with pytest.raises(HistoryError, match="cannot be read"):
            Reader.open(tmp_path / "bad.db")


@pytest.mark.parametrize("seed", range(25))
def test_kill_9_leaves_whole_transactions_and_every_acknowledged_one(path: Path, seed: int) -> None:
    """The writer keeps reminder n, break n and a snapshot naming n in one transaction, and says n when it is kept."""
    with subprocess.Popen([sys.executable, WRITER, path], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "0\n"
        time.sleep(random.Random(seed).uniform(0.0, 0.05))
        writer.send_signal(signal.SIGKILL)
        said = [int(line) for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    acknowledged = said[-1] if said else 0
    with read(path) as reader:  # beside what the dead writer left, before anything repairs it
        seen = [row.id for row in reader.reminders(DAY)]
    history = History.open(path)
    snapshot = history.snapshot()
    history.close()
    kept = json.loads(snapshot)["n"] if snapshot else 0
    assert kept in (acknowledged, acknowledged + 1)
    assert seen == list(range(1, kept + 1))
    with read(path) as reader:
        assert [row.id for row in reader.reminders(DAY)] == seen
        assert [row.reminder_id for row in reader.breaks(DAY)] == seen
    assert not list(path.parent.glob("*broken*"))
