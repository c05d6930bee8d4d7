"""`history` and `stats`: what was recorded, told to people, programs and spreadsheets, without a daemon."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from breakd.cli import history, stats
from breakd.cli.history_query import DayRange, nothing, read_history
from breakd.client.exit_codes import Stop
from breakd.engine.records import (
    BoutRow,
    BreakRow,
    DayRow,
    FeelRow,
    Outcome,
    PracticeRow,
    ReminderKind,
    ReminderRow,
    Row,
    SessionRow,
)
from breakd.history import Reader
from breakd.history.documents import stats_document
from breakd.history.listing import Event
from breakd.history.summary import Summary
from breakd.history.write import History
from breakd.system import paths

BERLIN = ZoneInfo("Europe/Berlin")
OWN = """[[stretch]]
id = "my-sheet"
name = "What the sheet says"
regions = ["hips"]
direction = "neutral"
setting = "standing"
steps = [{ seconds = 5, hold = true, text = "Hold." }]
"""
SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), BERLIN)


def reminder(
    id: int,
    day: date,
    clock: str,
    outcome: Outcome | None,
    *,
    kind: ReminderKind = ReminderKind.STRETCH,
    stretch: str = "cobra",
    by_program: bool = True,
    snoozes: int = 0,
    bout: float = 1800.9,
) -> ReminderRow:
    opened = at(day, clock)
    closed = opened + timedelta(minutes=2) if outcome else None
    return ReminderRow(
        id, kind, day, opened, stretch, False, by_program, opened, closed, outcome, snoozes, bout
    )  # fmt: skip


def told(days: int, today: date = MONDAY) -> str:
    """What a person reads of so many days."""
    text = read_history(days, lambda reader, since: history.as_text(reader, since, {}), today)[1]
    assert text is not None
    return text


def document(days: int, today: date = MONDAY) -> dict[str, Any]:
    """What a program reads."""
    span, lists = read_history(days, history.json_lists, today)
    found: dict[str, Any] = json.loads(history.as_json(span, lists or {}))
    return found


def table(days: int, today: date = MONDAY) -> list[Event]:
    """What a spreadsheet reads."""
    return read_history(days, Reader.events, today)[1] or []


def numbers(days: int, today: date = MONDAY) -> tuple[DayRange, Summary]:
    """What `stats` reads."""
    span, summary = read_history(days, Reader.summary, today)
    assert summary is not None
    return span, summary


ROWS: list[Row] = [
    DayRow(SUNDAY, 3600.9, 0.0, 3600.9, 1),
    reminder(1, SUNDAY, "10:30", Outcome.IGNORED),
    BoutRow(SUNDAY, at(SUNDAY, "10:00"), at(SUNDAY, "11:05"), 3600.9),
    BreakRow(SUNDAY, at(SUNDAY, "11:05"), None),
    DayRow(MONDAY, 7200.0, 1500.0, 2700.0, 3),
    reminder(2, MONDAY, "09:00", Outcome.COMPLETED, stretch="figure-four-seated"),
    reminder(3, MONDAY, "10:00", Outcome.NATURAL, snoozes=2),
    BreakRow(MONDAY, at(MONDAY, "10:01"), 3),
    BoutRow(MONDAY, at(MONDAY, "09:15"), at(MONDAY, "10:01"), 2700.0),
    reminder(4, MONDAY, "10:30", Outcome.COMPLETED, by_program=False, stretch="", bout=0.0),
    reminder(5, MONDAY, "11:00", Outcome.SKIPPED, kind=ReminderKind.CHANGE, stretch="", snoozes=1),
    BreakRow(MONDAY, at(MONDAY, "11:20"), None),
    reminder(6, MONDAY, "12:00", None),
]


def keep(rows: list[Row]) -> None:
    kept = History.open(paths.history_file())
    kept.commit(rows, None)
    kept.close()


@pytest.fixture
def rows() -> None:
    keep(ROWS)


@pytest.mark.usefixtures("rows")
class TestHistory:
    def test_stretches_have_the_names_that_people_call_them(self, capsys: pytest.CaptureFixture[str]) -> None:
        days = (date.today() - SUNDAY).days + 2
        assert history.history(days, "text") == 0
        said = capsys.readouterr().out
        assert "Seated figure four" in said
        assert "figure-four-seated" not in said

    def test_so_have_those_of_the_person(self, capsys: pytest.CaptureFixture[str]) -> None:
        keep([reminder(7, MONDAY, "15:00", Outcome.COMPLETED, stretch="my-sheet")])
        own = paths.body_file().with_name("stretches.d")
        own.mkdir(parents=True)
        (own / "plan.toml").write_text(OWN)
        assert history.history((date.today() - SUNDAY).days + 2, "text") == 0
        assert "What the sheet says" in capsys.readouterr().out

    def test_for_people(self) -> None:
        assert told(7) == (
            "Sun 22 Nov 2026  1 h sitting, 0 s standing\n"
            "  10:30  cobra          no answer  after 30 min of sitting\n"
            "  11:05  natural break\n"
            "\n"
            "Mon 23 Nov 2026  2 h sitting, 25 min standing\n"
            "  09:00  figure-four-seated   done     after 30 min of sitting\n"
            "  10:00  cobra                got up   after 30 min of sitting, snoozed 2 times\n"
            "  10:30  a break of your own  done\n"
            "  11:00  after long standing  skipped  snoozed once\n"
            "  11:20  natural break\n"
            "  12:00  cobra                open     after 30 min of sitting"
        )

    def test_days_are_counted_with_today(self) -> None:
        assert [day["day"] for day in document(1)["days"]] == ["2026-11-23"]
        assert [day["day"] for day in document(2)["days"]] == ["2026-11-22", "2026-11-23"]
        assert [day["day"] for day in document(2, MONDAY + timedelta(days=1))["days"]] == ["2026-11-23"]

    def test_the_document_to_the_letter(self) -> None:
        right = (Path(__file__).parents[1] / "data" / "history.json").read_text()
        assert json.dumps(document(2), indent=1) + "\n" == right

    def test_the_table(self) -> None:
        assert [(row.event, row.id, row.outcome) for row in table(2)] == [
            ("stretch", 1, "ignored"),
            ("natural-break", None, None),
            ("stretch", 2, "completed"),
            ("stretch", 3, "natural"),
            ("natural-break", 3, None),
            ("stretch", 4, "completed"),
            ("change", 5, "skipped"),
            ("natural-break", None, None),
            ("stretch", 6, None),
        ]


SESSION = replace(
    reminder(1, MONDAY, "09:00", None, stretch=""), session=("chin-tuck", "cobra"), guided_seconds=580.0
)


@pytest.mark.parametrize(
    ("outcome", "word"),
    [(None, "open"), (Outcome.COMPLETED, "done"), (Outcome.SKIPPED, "skipped")],
)
def test_a_session_is_told_as_one(outcome: Outcome | None, word: str) -> None:
    keep([replace(SESSION, outcome=outcome), replace(SESSION, id=2, session=("walk-break",))])
    first, second = told(7).splitlines()[1:]
    assert first.split("  ")[1:4] == ["09:00", "session (2 stretches)", word]
    assert "session (1 stretch)" in second
    assert [row["session"] for row in document(7)["reminders"]] == [["chin-tuck", "cobra"], ["walk-break"]]
    assert [row.session for row in table(7)] == ["chin-tuck cobra", "walk-break"]


def test_a_spreadsheet_reads_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    today = date.today()
    keep(
        [reminder(1, today, "10:00", Outcome.SKIPPED, stretch='odd, "id"'), BreakRow(today, at(today, "11:00"), None)]
    )
    assert history.history(3, "csv") == 0
    first, second = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (first["event"], first["stretch"], first["by_program"]) == ("stretch", 'odd, "id"', "1")
    assert (second["event"], second["id"], second["at"]) == ("natural-break", "", at(today, "11:00").isoformat())


@pytest.mark.usefixtures("rows")
class TestStats:
    def test_rates_are_of_the_reminders_that_breakd_started(self) -> None:
        _, summary = numbers(2)
        assert summary.reminders == 3
        assert summary.outcomes == {
            Outcome.COMPLETED: 1, Outcome.NATURAL: 1, Outcome.SKIPPED: 0, Outcome.IGNORED: 1, Outcome.UNSEEN: 0,
        }  # fmt: skip
        assert summary.rate(Outcome.COMPLETED) == pytest.approx(1 / 3)
        assert (summary.unasked, summary.natural_breaks, summary.bouts) == (1, 3, 4)
        assert summary.longest_bout_seconds == 3600.9
        assert summary.average_bout_seconds == pytest.approx((3600.9 + 2700) / 2)

    def test_for_people(self) -> None:
        text = stats.as_text(*numbers(2))
        assert text == (
            "The last 2 days\n"
            "\n"
            "  reminders              3\n"
            "    done                 1   33 %  #######\n"
            "    got up               1   33 %  #######\n"
            "    skipped              0    0 %\n"
            "    no answer            1   33 %  #######\n"
            "    not seen             0    0 %\n"
            "  breaks taken           5\n"
            "  breaks of your own     1\n"
            "  natural breaks         3\n"
            "  bouts                  4  52 min on average, the longest 1 h\n"
            "  sitting a day             1 h\n"  # of Sunday: Monday is not over
            "\n"
            "sitting (#) and standing (=) per day, a sign for every half hour\n"
            "  Sun 22 Nov          1 h          0 s  ##\n"
            "  Mon 23 Nov          2 h       25 min  ####="
        )

    def test_the_document(self) -> None:
        span, summary = numbers(2)
        document = stats_document(*span, summary)
        assert document["rates"] == {
            "completed": 0.333,
            "natural": 0.333,
            "skipped": 0.0,
            "ignored": 0.333,
            "unseen": 0.0,
        }
        assert document["average_bout_seconds"] == 3150
        assert [day["sitting_seconds"] for day in document["days"]] == [3600, 7200]

    def test_sessions_are_counted_by_the_week(self) -> None:
        keep([SessionRow(day, at(day, "20:00"), ("cat-cow", "cobra"), 590.0) for day in (SUNDAY, MONDAY, MONDAY)])
        span, summary = numbers(2)
        lines = [line for line in stats.as_text(span, summary).splitlines() if "sessions" in line]
        assert lines == [
            "  sessions               1  in the week from Mon 16 Nov",
            "  sessions               2  in the week from Mon 23 Nov",
        ]
        weeks = stats_document(*span, summary)["sessions"]
        assert weeks == [{"week": "2026-W47", "count": 1}, {"week": "2026-W48", "count": 2}]

    def test_the_first_week_is_whole(self) -> None:
        """Its days before the range count for it, or it would look like a bad week."""
        keep([SessionRow(day, at(day, "20:00"), ("cat-cow",), 590.0) for day in (SUNDAY - timedelta(days=3), SUNDAY)])
        keep(
            [
                FeelRow(at(SUNDAY - timedelta(days=3), "12:00"), "cobra", "8"),
                FeelRow(at(SUNDAY, "12:00"), "cobra", "4"),
            ]
        )
        document = stats_document(*numbers(2)[0], numbers(2)[1])
        assert document["sessions"] == [{"week": "2026-W47", "count": 2}]
        assert [(week["week"], week["count"]) for week in document["pain_by_week"]] == [("2026-W47", 2)]
        assert document["pain"]["count"] == 1

    def test_pain_and_where_it_went_are_told(self) -> None:
        words = [(SUNDAY, "6"), (MONDAY, "2"), (MONDAY, "spreading"), (MONDAY, "better"), (MONDAY, "3")]
        keep([FeelRow(at(day, "12:00"), "cobra", word) for day, word in words])
        span, summary = numbers(2)
        lines = [line for line in stats.as_text(span, summary).splitlines() if "pain" in line]
        assert lines == [
            "  pain, 0 to 10          3  3.7 on average, from 2 to 6",
            "  pain moved down        1",
        ]
        document = stats_document(*span, summary)
        assert document["pain"] == {"count": 3, "average": 3.7, "lowest": 2, "highest": 6}
        assert [(week["week"], week["average"]) for week in document["pain_by_week"]] == [
            ("2026-W47", 6.0),
            ("2026-W48", 2.5),
        ]
        assert document["feelings"] == {"spreading": 1, "better": 1}

    def test_what_was_done_is_counted_by_stretch(self) -> None:
        keep([PracticeRow(MONDAY, at(MONDAY, "12:00"), id, 2) for id in ("cobra", "plow", "plow")])
        document = stats_document(*numbers(1)[0], numbers(1)[1])
        assert document["practice"] == [{"stretch": "plow", "count": 2}, {"stretch": "cobra", "count": 1}]

    def test_a_day_is_told_beside_those_before(self) -> None:
        span, _ = numbers(1)
        summary = read_history(1, lambda reader, since: reader.summary(since, before=1), MONDAY)[1]
        assert summary is not None
        assert "  sitting a day             2 h, 1 h more than in the days before" in stats.as_text(span, summary)

    def test_a_day_without_reminders_has_no_rates(self) -> None:
        # of other days there are rows of each kind
        keep([DayRow(MONDAY + timedelta(days=1), 60.0, 0.0, 60.0, 1)])
        span, summary = numbers(1, MONDAY + timedelta(days=1))
        document = stats_document(*span, summary)
        assert set(document["rates"].values()) == {None}
        assert document["average_bout_seconds"] is None
        assert "%" not in stats.as_text(span, summary)


def test_nothing_recorded_is_said_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert (history.history(7, "text"), stats.stats(7, as_json=False)) == (0, 0)
    assert capsys.readouterr().out == "Nothing recorded yet. Once breakd is running, your days appear here.\n" * 2
    assert not paths.history_file().exists()
    keep([DayRow(SUNDAY, 60.0, 0.0, 60.0, 1)])
    span, _ = read_history(1, Reader.days, MONDAY)
    assert nothing(span, begun=True) == "Nothing was recorded from 2026-11-23 to 2026-11-23."


def test_a_history_that_cannot_be_read_is_a_sentence() -> None:
    paths.made(paths.state_dir())
    paths.history_file().write_bytes(b"no database at all" * 100)
    with pytest.raises(Stop, match="cannot be read") as stopped:
        read_history(7, Reader.summary)
    assert stopped.value.code == 1


def test_it_is_read_beside_a_daemon_that_writes() -> None:
    """A real writer commits all the time; the command sees whole transactions of today and never fails."""
    writer = Path(__file__).parents[1] / "support/history_writer.py"
    days = str((datetime.now().astimezone().date() - date(2000, 1, 1)).days)
    with subprocess.Popen(
        [sys.executable, writer, paths.history_file()], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "0\n"
            counts = []
            for _ in range(3):
                shown = subprocess.run(
                    [sys.executable, "-m", "breakd", "history", "--json", "--days", days],
                    capture_output=True,
                    env=os.environ,
                )
                assert (shown.returncode, shown.stderr) == (0, b"")
                document = json.loads(shown.stdout)
                assert len(document["natural_breaks"]) == len(document["reminders"])
                counts.append(len(document["reminders"]))
            assert counts == sorted(counts)
        finally:
            process.send_signal(signal.SIGKILL)
