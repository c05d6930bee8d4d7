"""`erase` and `export` without a daemon: what is said, what goes, and that nothing of it is left in any file."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from breakd.cli.erase import erase, erase_now
from breakd.cli.export import export
from breakd.client.exit_codes import FAILED, OK, USAGE, Stop
from breakd.engine import snapshot
from breakd.engine.codec import Json
from breakd.engine.events import Posture
from breakd.engine.records import (
    BoutRow,
    BreakRow,
    DayRow,
    FeelRow,
    Outcome,
    PostureRow,
    PracticeRow,
    Row,
    SessionRow,
    SpanRow,
)
from breakd.engine.spans import Counted, TimelineSpan
from breakd.history import Reader, deletion
from breakd.history.deletion import OF_A_DAY, OF_AN_INSTANT
from breakd.history.recorder import Recorder
from breakd.messages import own_data as texts
from breakd.report.exporting import COLUMNS
from breakd.system import lockfile, paths
from breakd.web.server import ANSWER_SECONDS
from tests.support.chaos import memory_of
from tests.support.samples import a_long_day

from .test_history import MONDAY, SUNDAY, at, reminder

SECRET = "figure-of-shame"


@pytest.fixture(autouse=True)
def no_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")


def a_row_of_each_kind(day: date, number: int) -> list[Row]:
    ten = at(day, "10:00")
    return [
        DayRow(day, 3600.0, 60.0, 1800.0, 2), reminder(number, day, "10:00", Outcome.COMPLETED, stretch=SECRET),
        BreakRow(day, ten, number), BoutRow(day, ten, ten + timedelta(minutes=30), 1800.0),
        PostureRow(ten, Posture.STANDING), FeelRow(ten, SECRET, "hurts"), PracticeRow(day, ten, SECRET, 2),
        SessionRow(day, ten, (SECRET, "cobra"), 500.0),
        SpanRow(day, TimelineSpan(number, Counted.SITTING, None, ten, ten + timedelta(minutes=30), 1800.0)),
    ]  # fmt: skip


def state_of_a_long_day() -> dict[str, Json]:
    return {
        "boot_id": "x",
        "popup": None,
        "announcement": None,
        "engine": snapshot.write(memory_of(a_long_day().engine)),
    }


@pytest.fixture
def kept() -> None:
    recorder = Recorder(paths.history_file())
    recorder.commit([*a_row_of_each_kind(SUNDAY, 1), *a_row_of_each_kind(MONDAY, 2)], state_of_a_long_day())
    recorder.close()


def counts() -> dict[str, int]:
    with closing(sqlite3.connect(paths.history_file())) as db, db:
        found = {
            name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in (*OF_A_DAY, *OF_AN_INSTANT)
        }
    db.close()
    return found


def bytes_left() -> bytes:
    return b"".join(file.read_bytes() for file in paths.state_dir().iterdir() if file.is_file())


def test_the_window_hears_how_it_ended() -> None:
    assert 2 * deletion.ERASE_SECONDS < ANSWER_SECONDS


@pytest.mark.usefixtures("kept")
class TestErasing:
    def test_the_days_before_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert erase(MONDAY, everything=False, sure=True) == OK
        assert set(counts().values()) == {1}
        told = capsys.readouterr().out
        assert "1 day of sitting and standing" in told
        assert "everything from Mon 23 Nov 2026 on" in told
        assert str(paths.config_dir()) in told
        reader = Reader.open(paths.history_file())
        assert reader is not None
        with reader:
            assert [row.day for row in reader.days(date.min)] == [MONDAY]
            state = json.loads(reader.snapshot() or "")
        memory = snapshot.read(state["engine"])
        assert {one.day for one in memory.ledger.account.days} == {MONDAY, MONDAY + timedelta(days=1)}
        assert memory.stretch_log.progress

    def test_all_of_it_is_in_no_file_any_more(self, capsys: pytest.CaptureFixture[str]) -> None:
        aside = paths.history_file().with_name("history.db.broken-20261101T120000000000")
        aside.write_bytes(b"SQLite" + SECRET.encode())
        own = paths.state_dir() / "history.db.notes"
        own.write_text("mine")
        assert SECRET.encode() in bytes_left()
        assert erase(None, everything=True, sure=True) == OK
        assert set(counts().values()) == {0}
        assert SECRET.encode() not in bytes_left()
        assert b"2026-11-23" not in bytes_left()
        assert b"seated-knee-hug" not in bytes_left(), "what was put away is known no more"
        assert not aside.exists()
        assert own.exists(), "a file of the person's own"
        told = capsys.readouterr().out
        assert texts.ANSWERS in told
        assert "1 earlier history" in told
        assert told.endswith("Erased.\n")

    def test_what_a_reader_keeps_in_the_file_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(deletion, "ERASE_SECONDS", 0.1)
        reader = Reader.open(paths.history_file())
        assert reader is not None
        with reader:
            assert list(reader.days(date.min))
            assert "until breakd next ends" in erase_now(None)
            assert SECRET.encode() in bytes_left()
        Recorder(paths.history_file()).close()
        assert SECRET.encode() not in bytes_left()

    @pytest.mark.parametrize("before", [None, MONDAY])
    def test_what_could_not_be_made_smaller_is_asked_again(
        self, before: date | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(deletion, "ERASE_SECONDS", 0.1)
        recorder = Recorder(paths.history_file())
        recorder.commit([FeelRow(at(SUNDAY, "12:00"), "pain-of-sunday", "hurts")], state_of_a_long_day())
        reader = Reader.open(paths.history_file())
        assert reader is not None
        with reader:
            assert list(reader.days(date.min))
            assert "erase the same again" in erase_now(before)
        assert b"pain-of-sunday" in bytes_left(), "as a breakd that runs would have it for long"
        assert erase(before, everything=before is None, sure=True) == OK
        assert capsys.readouterr().out.endswith(f"{texts.NOTHING_TO_ERASE}\n") is (before is not None)
        assert b"pain-of-sunday" not in bytes_left()
        recorder.close()

    def test_a_file_that_cannot_be_removed_is_named(self) -> None:
        aside = paths.history_file().with_name("history.db.broken-20261101T120000000000")
        aside.mkdir()
        told = erase_now(None)
        assert told.startswith(f"Erased. {aside} could not be removed (")
        assert SECRET.encode() not in bytes_left(), "all else goes"

    def test_a_folder_that_cannot_be_read_is_a_sentence(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def forbidden(_path: Path) -> list[Path]:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("breakd.report.removal.kept_aside", forbidden)
        with pytest.raises(Stop, match="cannot be read: Permission denied"):
            erase(None, everything=True, sure=True)

    @pytest.mark.parametrize("before", [None, MONDAY])
    def test_what_a_killed_breakd_was_writing_goes_too(self, before: date | None) -> None:
        killed = paths.state_dir() / f".state.json.{2**22 + 1}"  # above every number of a process
        killed.write_text(SECRET)
        other = paths.state_dir() / ".state.json.swp"
        other.write_text("mine")
        erase_now(before)
        assert (killed.exists(), other.exists()) == (False, True)

    def test_where_no_lock_can_be_had_nothing_goes(self) -> None:
        for place in paths.lock_files():
            place.unlink(missing_ok=True)
            place.mkdir(parents=True)
        with pytest.raises(Stop, match="directory"):
            erase_now(None)
        assert set(counts().values()) == {2}

    def test_a_safety_lock_is_kept(self) -> None:
        state = state_of_a_long_day()
        state["engine"]["care"]["lock"] = "emergency"
        recorder = Recorder(paths.history_file())
        recorder.commit([], state)
        recorder.close()
        erase_now(None)
        recorder = Recorder(paths.history_file())
        (kept, copy) = recorder.states()
        recorder.close()
        for one in (kept, copy):
            assert snapshot.read(one["engine"]).safety.lock.value == "emergency"
            assert snapshot.read(one["engine"]).safety.ask

    def test_nobody_to_ask_is_no_yes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
        with pytest.raises(Stop, match="--yes") as stopped:
            erase(None, everything=True, sure=False)
        assert stopped.value.code == USAGE
        assert set(counts().values()) == {2}

    @pytest.mark.parametrize(("answer", "left"), [("no", 2), ("", 2), ("yep", 2), ("YES", 0), ("y", 0)])
    def test_it_asks(
        self, answer: str, left: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        terminal = io.StringIO(f"{answer}\n")
        terminal.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr("sys.stdin", terminal)
        assert erase(None, everything=True, sure=False) == OK
        assert set(counts().values()) == {left}
        assert (texts.KEPT in capsys.readouterr().out) == bool(left)

    def test_nothing_goes_while_a_breakd_holds_the_lock_that_no_bus_reaches(self) -> None:
        lock = lockfile.InstanceLock.take(*paths.lock_files())
        try:
            with pytest.raises(Stop, match="Stop it first"):
                erase_now(None)
        finally:
            lock.release()
        assert set(counts().values()) == {2}

    def test_a_state_that_nobody_can_read_goes_too(self) -> None:
        recorder = Recorder(paths.history_file())
        recorder.commit([], {"engine": {"odd": SECRET}})
        recorder.close()
        erase_now(None)
        assert SECRET.encode() not in bytes_left()


def test_nothing_to_erase_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert erase(None, everything=True, sure=True) == erase(MONDAY, everything=False, sure=True) == OK
    assert capsys.readouterr().out == f"{texts.NOTHING_TO_ERASE}\n" * 2
    assert not paths.history_file().exists()


@pytest.mark.parametrize(("before", "everything", "text"), [(None, False, "--all"), (MONDAY, True, "not both")])
def test_what_goes_must_be_said(before: date | None, everything: bool, text: str) -> None:
    with pytest.raises(Stop, match=text) as stopped:
        erase(before, everything=everything, sure=True)
    assert stopped.value.code == USAGE


@pytest.mark.usefixtures("kept")
class TestExport:
    def test_a_folder_is_no_file(self) -> None:
        with pytest.raises(Stop, match="directory"):
            export("/", "json")

    def test_json_has_every_row(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        file = tmp_path / "mine.JSON"
        assert export(str(file), "") == OK
        document = json.loads(file.read_text())
        assert {name: len(rows) for name, rows in document.items() if isinstance(rows, list)} == {
            "days": 2, "reminders": 2, "natural_breaks": 2, "bouts": 2, "sessions": 2, "practice": 2, "spans": 2,
            "feelings": 2, "postures": 2,
        }  # fmt: skip
        assert document["feelings"][0] == {
            "day": "2026-11-22", "at": "2026-11-22T10:00:00+01:00", "stretch": SECRET, "word": "hurts",
        }  # fmt: skip
        assert document["sessions"][0]["stretches"] == [SECRET, "cobra"]
        assert file.stat().st_mode & 0o777 == 0o600
        assert str(file) in capsys.readouterr().out

    def test_csv_has_a_line_for_each(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert export("-", "csv") == OK
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert list(rows[0]) == list(COLUMNS)
        assert len(rows) == 18
        feeling = next(row for row in rows if row["list"] == "feelings")
        assert (feeling["what"], feeling["stretch"], feeling["more"]) == ("hurts", SECRET, "")
        span = next(row for row in rows if row["list"] == "spans")
        assert (span["what"], span["seconds"], span["until"]) == ("sitting", "1800", "2026-11-22T10:30:00+01:00")

    def test_a_spreadsheet_is_given_no_formula(self, capsys: pytest.CaptureFixture[str]) -> None:
        recorder = Recorder(paths.history_file())
        recorder.commit([FeelRow(at(MONDAY, "12:00"), '=HYPERLINK("http://x")', "better")], {})
        recorder.close()
        export("-", "csv")
        assert "'=HYPERLINK" in capsys.readouterr().out

    @pytest.mark.parametrize("file", ["mine", "mine.xls", "-"])
    def test_the_form_must_be_known(self, file: str) -> None:
        with pytest.raises(Stop, match="--format") as stopped:
            export(file, "")
        assert stopped.value.code == USAGE

    def test_a_place_that_cannot_be_written_is_a_sentence(self, tmp_path: Path) -> None:
        with pytest.raises(Stop, match="cannot be written: No such file") as stopped:
            export(str(tmp_path / "none" / "mine.json"), "")
        assert stopped.value.code == FAILED


def test_nothing_to_export_is_said() -> None:
    with pytest.raises(Stop, match="Nothing recorded yet"):
        export("-", "json")
