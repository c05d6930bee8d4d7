"""The page for the appointment: what stands on it, and that it is one page that runs and fetches nothing."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from breakd.board.now import NowPage
from breakd.board.report_page import PRINT_SECONDS
from breakd.cli.appointment import report
from breakd.client.exit_codes import FAILED, OK, USAGE, Stop
from breakd.engine import snapshot
from breakd.engine.records import BreakRow, DayRow, FeelRow, Outcome, PracticeRow, ReminderKind, Row
from breakd.engine.settings import BodySettings, Settings, StretchSettings
from breakd.history import Reader
from breakd.history.recorder import Recorder
from breakd.messages import report as texts
from breakd.report.making import report_html
from breakd.report.printing import CONFIG_VARIABLES, CannotPrint, pdf_of
from breakd.stretches import catalogue
from breakd.stretches.model import Catalogue
from breakd.system import paths
from breakd.web.server import ANSWER_SECONDS
from tests.cli.test_history import at, keep, reminder
from tests.support.board_pages import NotedDaemon, tools
from tests.support.chaos import memory_of
from tests.support.long_history import write
from tests.support.samples import a_long_day

KNOWN = catalogue.load()
NOW = datetime.now().astimezone()
TODAY = NOW.date()


class Words(HTMLParser):
    """The text of a page, element by element, and every tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page(weeks: int = 6, known: Catalogue = KNOWN, settings: Settings | None = None) -> str:
    made = report_html(paths.history_file(), weeks, known, settings or Settings(), NOW)
    assert made is not None
    return made


def told(made: str) -> list[str]:
    return Words(made).texts


def test_a_week_is_told_in_numbers() -> None:
    keep([
        DayRow(TODAY, 6 * 3600.0, 1800.0, 2700.0, 8), reminder(1, TODAY, "09:00", Outcome.COMPLETED),
        FeelRow(at(TODAY, "10:00"), "cobra", "6"), FeelRow(at(TODAY, "11:00"), "cobra", "spreading"),
    ])  # fmt: skip
    words = told(page())
    for one in ("6 h", "30 min", "45 min", "6.0", texts.tr(texts.PAIN_MOVED, down=1, up=0)):
        assert one in words
    log = [word for word in words if "moved down leg or arm" in word]
    assert log == [f"{TODAY:%d %b}: moved down leg or arm (Cobra)"]


@pytest.mark.parametrize(
    ("rows", "breaks"),
    [
        ([reminder(1, TODAY, "09:00", Outcome.COMPLETED)], 1),
        ([reminder(1, TODAY, "09:00", Outcome.COMPLETED, by_program=False)], 1),
        ([reminder(1, TODAY, "09:00", Outcome.COMPLETED), BreakRow(TODAY, at(TODAY, "09:08"), None)], 1),
        ([BreakRow(TODAY, at(TODAY, "08:50"), 1), reminder(1, TODAY, "09:00", Outcome.COMPLETED)], 1),
        ([reminder(1, TODAY, "09:00", Outcome.COMPLETED), BreakRow(TODAY, at(TODAY, "09:30"), None)], 2),
        ([reminder(1, TODAY, "09:00", Outcome.NATURAL), BreakRow(TODAY, at(TODAY, "09:02"), 1)], 1),
        ([reminder(1, TODAY, "09:00", Outcome.SKIPPED), reminder(2, TODAY, "10:00", Outcome.UNSEEN)], 0),
        ([reminder(1, TODAY, "09:00", Outcome.COMPLETED, kind=ReminderKind.CHANGE)], 0),
    ],
)
def test_each_break_counts_once_and_everywhere_the_same(rows: list[Row], breaks: int) -> None:
    """Asked for or not; five minutes away after *Done* are the same break."""
    keep([DayRow(TODAY, 6 * 3600.0, 0.0, 2700.0, 8), *rows])
    words = told(page())
    head = words.index(texts.WEEKS_HEAD[-1])
    week = words[head + 1 :][: len(texts.WEEKS_HEAD) - 1]
    reader = Reader.open(paths.history_file())
    assert reader is not None
    with reader:
        summary, taken = reader.summary(TODAY), reader.breaks_taken(TODAY)
    now = NowPage(replace(tools(NotedDaemon()), now=lambda: NOW)).show({})["today"]["breaks"]
    assert (str(breaks) in week, summary.breaks, taken, now) == (True, breaks, breaks, str(breaks))


def test_stretches_are_told_with_the_dose_of_now() -> None:
    recorder = Recorder(paths.history_file())
    rows: list[Row] = [PracticeRow(TODAY, NOW, "chair-back-stretch", 2)] * 3
    recorder.commit(
        [DayRow(TODAY, 60.0, 0.0, 60.0, 1), *rows], {"engine": snapshot.write(memory_of(a_long_day().engine))}
    )
    recorder.close()
    dose = KNOWN.stretches["chair-back-stretch"].at_level(2)
    words = told(page())
    place = words.index(KNOWN.stretches["chair-back-stretch"].name)
    assert words[place + 1 : place + 3] == ["3", texts.tr_count(dose.reps, *texts.DOSE, hold=dose.hold_seconds)]


def test_what_was_put_away_is_told_with_the_reason() -> None:
    day = a_long_day()
    recorder = Recorder(paths.history_file())
    recorder.commit([DayRow(TODAY, 60.0, 0.0, 60.0, 1)], {"engine": snapshot.write(memory_of(day.engine))})
    recorder.close()
    off = Settings(stretches=StretchSettings(disable=frozenset({"plow"})), body=BodySettings(disclaimer=True))
    (item,) = memory_of(day.engine).stretch_log.put_away
    until = item.until
    assert until is not None
    made = report_html(paths.history_file(), 6, KNOWN, off, until - timedelta(days=1))
    words = told(made or "")
    assert f"{KNOWN.stretches[item.stretch].name}: it hurt; until {until:%a %d %b}" in words
    assert texts.tr(texts.AWAY_OFF, stretch=KNOWN.stretches["plow"].name) in words


def test_what_has_no_room_is_counted() -> None:
    """Rows of the plan, of what is put away, and weeks: none is missing without a word."""
    ids = list(KNOWN.stretches)
    known = replace(KNOWN, stretches={id: replace(one, sets_per_day=1) for id, one in KNOWN.stretches.items()})
    off = Settings(stretches=StretchSettings(disable=frozenset(ids[:6])), body=BodySettings(disclaimer=True))
    recorder = Recorder(paths.history_file())
    rows: list[Row] = [DayRow(TODAY - timedelta(weeks=n), 60.0, 0.0, 60.0, 1) for n in range(14)]
    recorder.commit(rows, {"engine": snapshot.write(memory_of(a_long_day().engine))})
    recorder.close()
    words = told(page(20, known, off))
    away = words[words.index(texts.AWAY_TITLE) + 1 :]
    assert texts.tr_count(len(ids) - 5, *texts.PLAN_MORE) in words
    assert any(word.startswith("Before these: 8 more weeks.") for word in words)
    assert re.fullmatch(r"and \d+ more", [word for word in away if word.strip()][4])


def test_the_heading_names_the_range_that_is_there() -> None:
    keep([DayRow(TODAY - timedelta(days=3), 60.0, 0.0, 60.0, 1)])
    last = f"{TODAY:%a %d %b %Y}"
    assert texts.tr(texts.RANGE, first=texts.day_name(TODAY - timedelta(days=3), TODAY), last=last) in told(page(6))


def test_it_runs_nothing_and_fetches_nothing() -> None:
    keep([DayRow(TODAY, 60.0, 0.0, 60.0, 1), FeelRow(NOW, "", "3")])
    made = page()
    words = Words(made)
    assert not words.tags & {"script", "img", "iframe", "link", "object", "form", "a"}
    assert "default-src 'none'" in made
    assert "url(" not in made
    assert "prefers-color-scheme" not in made, "paper is light"


def test_hostile_words_are_text() -> None:
    odd = "<img src=x onerror=alert(1)>"
    keep([DayRow(TODAY, 60.0, 0.0, 60.0, 1), PracticeRow(TODAY, NOW, odd, 2), FeelRow(NOW, odd, "hurts")])
    made = page()
    assert odd in told(made)
    assert "<img" not in made


def test_it_says_that_nobody_has_reviewed_it() -> None:
    keep([DayRow(TODAY, 60.0, 0.0, 60.0, 1)])
    assert any("no clinician has reviewed" in word for word in told(page()))


@pytest.mark.parametrize("name", ["back", "back.doc", "back.PNG"])
def test_the_ending_must_be_known(name: str) -> None:
    with pytest.raises(Stop) as stopped:
        report(name, 6)
    assert (stopped.value.code, str(stopped.value)) == (USAGE, texts.NO_ENDING)


def test_nothing_recorded_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="Nothing recorded yet") as stopped:
        report(str(tmp_path / "back.html"), 6)
    assert stopped.value.code == FAILED


def test_the_file_is_for_the_person_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep([DayRow(TODAY, 60.0, 0.0, 60.0, 1)])
    file = tmp_path / "back.html"
    assert report(str(file), 6) == OK
    assert file.stat().st_mode & 0o777 == 0o600
    assert str(file) in capsys.readouterr().out


def test_without_a_browser_there_is_a_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep([DayRow(TODAY, 60.0, 0.0, 60.0, 1)])
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Stop, match=r"Make an \.html file") as stopped:
        report(str(tmp_path / "back.pdf"), 6)
    assert stopped.value.code == FAILED
    assert not (tmp_path / "back.pdf").exists()


@pytest.mark.parametrize(
    "script", ["exit 1", 'for a; do case "$a" in --print-to-pdf=*) echo no > "${a#*=}";; esac; done', "kill -9 $$"]
)
def test_a_browser_that_fails_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    keep([DayRow(TODAY, 60.0, 0.0, 60.0, 1)])
    (tmp_path / "chromium").write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Stop, match="chromium could not make the PDF"):
        report(str(tmp_path / "back.pdf"), 6)
    assert not list(Path.home().glob("breakd-report-*")), "the page that was to be printed is gone"


def test_a_browser_that_takes_too_long_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chromium").write_text("#!/bin/sh\nexec sleep 20\n")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(CannotPrint, match=r"did not make the PDF within 0 seconds.*\.html"):
        pdf_of("<p>x", 0.2)
    assert not list(Path.home().glob("breakd-report-*"))


def test_the_window_hears_of_it() -> None:
    assert PRINT_SECONDS < ANSWER_SECONDS


def folder_of(name: str, mode: int = 0o700, *, old: bool = True, file: str = "report.html") -> Path:
    folder = Path.home() / name
    folder.mkdir()
    (folder / file).write_text("my pain")
    folder.chmod(mode)
    if old:
        os.utime(folder, (1.7e9, 1.7e9))
    return folder


def test_what_a_killed_one_left_goes_with_the_next_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is surely ours, and old: another report may be printed at this moment."""
    (tmp_path / "chromium").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    left = folder_of("breakd-report-a1b2c3d_")
    kept = [
        folder_of("breakd-report-now_____", old=False), folder_of("breakd-report-november", 0o755),
        folder_of("breakd-report-of-march"), folder_of("breakd-report-december", file="notes.txt"),
    ]  # fmt: skip
    link = Path.home() / "breakd-report-linked_"
    link.symlink_to(kept[3])
    try:
        with pytest.raises(CannotPrint):
            pdf_of("<p>x")
        assert not left.exists()
        assert all((folder.exists(), *folder.iterdir()) for folder in kept)
        assert link.is_symlink()
    finally:
        link.unlink()
        for folder in (*kept, left):
            shutil.rmtree(folder, ignore_errors=True)


def test_who_is_ended_while_printing_leaves_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep([DayRow(TODAY, 60.0, 0.0, 60.0, 1)])
    (tmp_path / "chromium").write_text("#!/bin/sh\nsleep 0.3\nkill -TERM $PPID\nexec sleep 20\n")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    argv = [sys.executable, "-m", "breakd", "report", str(tmp_path / "back.pdf")]
    assert subprocess.run(argv, check=False, capture_output=True, timeout=15).returncode
    assert not list(Path.home().glob("breakd-report-*"))


@pytest.mark.browser
def test_the_browser_that_prints_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        assert pdf_of("<!doctype html><p>x").startswith(b"%PDF")
        proxy.setblocking(False)
        with pytest.raises(BlockingIOError):
            proxy.accept()


@pytest.mark.browser
def test_the_browser_that_prints_leaves_nothing_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it writes when it crashes is a part of its memory, and of the page."""
    for name in CONFIG_VARIABLES:
        monkeypatch.setenv(name, str(tmp_path))
    assert pdf_of("<!doctype html><p>x").startswith(b"%PDF")
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


@pytest.mark.browser
@pytest.mark.parametrize("weeks", [6, 13, 520])
def test_it_is_one_page_of_a4_however_much_there_is(tmp_path: Path, weeks: int) -> None:
    assert shutil.which("chromium")
    paths.made(paths.state_dir())
    write(paths.history_file(), TODAY, days=900, a_day=14, whole=True)
    keep([PracticeRow(TODAY, NOW, id, 2) for id in KNOWN.stretches])
    keep([FeelRow(NOW, id, "hurts") for id in list(KNOWN.stretches)[:12]])
    file = tmp_path / "back.pdf"
    assert report(str(file), weeks) == OK
    content = file.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 1
    (size,) = {tuple(map(float, found.split())) for found in re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", content)}
    assert size[2:] == pytest.approx((595, 842), abs=2)


def test_of_many_weeks_the_last_stand_on_it() -> None:
    paths.made(paths.state_dir())
    write(paths.history_file(), TODAY, days=400, a_day=3, whole=True)
    rows = re.findall(r"<tr><td>(\d\d [A-Z][a-z][a-z](?: \d{4})?)</td>", page(520).partition("<svg")[0])
    assert len(rows) == 12
    monday = TODAY - timedelta(days=TODAY.weekday())
    assert rows[-1] == f"{monday:%d %b}"
