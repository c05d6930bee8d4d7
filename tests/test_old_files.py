"""Files of breakd 0.1 (tests/data/v0.1), as people have them: every later breakd opens them, and means the same.

None of them is written again. `history.sql` is what `History.keep` made of all rows and of the snapshot of
`support.samples.a_long_day`, up to the firm reminder of its second morning, dumped by `sqlite3.iterdump`. The other
three were written by hand, with every key that there was. What else is in that folder is read in tests/engine.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path

import pytest

from breakd.config import load
from breakd.engine.engine import Engine
from breakd.engine.events import Now
from breakd.engine.records import Outcome
from breakd.engine.settings import (
    BodySettings,
    HoursRange,
    Place,
    QuietSettings,
    ReminderSettings,
    Settings,
    SittingSettings,
    StretchSettings,
)
from breakd.engine.status import Stage, UnavailableReason
from breakd.history import Reader
from breakd.history.write import History
from breakd.stretches import catalogue
from breakd.stretches.catalogue.check import stretch_keys
from breakd.stretches.model import Dose, Instruction
from tests.support.samples import SETTINGS
from tests.support.timeline import BERLIN

OLD = Path(__file__).parent / "data" / "v0.1"
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
AT_ONCE = [
    "walk-break", "chair-back-stretch", "standing-hip-flexor-stretch", "seated-trunk-rotation", "upper-trap-stretch",
    "figure-four-seated", "seated-sciatic-slider",
]  # fmt: skip
"""The session in that history."""


def test_the_config_with_every_key() -> None:
    loaded = load(OLD / "config.toml", OLD / "body.toml")
    assert loaded.errors == ()
    assert loaded.settings == Settings(
        sitting=SittingSettings(1500, 4200, 240, 90, 3600, 2400),
        reminder=ReminderSettings(20, 4, 180, 120, (420, 180), 3, True),
        quiet=QuietSettings(False, False, False, False, 30),
        hours=(
            (HoursRange(time(8), time(12)), HoursRange(time(13), time(17, 30))),
            (HoursRange(time(8), time(18)),),
            (HoursRange(time(22), time(6)),),
            (HoursRange(time(6), time(0)),),
            (HoursRange(time(8), time(12)),),
            (),
            (HoursRange(time(10), time(11)),),
        ),
        place="library",
        places={
            "office": Place(frozenset({"seated"}), frozenset({"chair"}), 3),
            "home": Place(frozenset({"seated", "floor"}), frozenset({"mat"}), 2),
            "library": Place(frozenset({"standing"}), frozenset({"wall"}), 3),
        },
        stretches=StretchSettings(frozenset({"plow"}), frozenset({"cobra", "sphinx"}), 75, 4, 150, 3, 26 * 7 * 86400),
        tray=False,
        backend="terminal",
        body=BodySettings(
            frozenset({"lumbar", "sciatic"}), "left", frozenset({"high_bp", "glaucoma"}), "extension", disclaimer=True
        ),
    )


def test_the_movements_of_a_plan(tmp_path: Path) -> None:
    folder = shutil.copytree(OLD / "stretches.d", tmp_path / "stretches.d")
    (folder / "bridge.png").touch()
    found = catalogue.load_all(folder)
    assert (len(found.errors), found.own) == (0, frozenset({"bridge", "cobra"}))
    bridge, cobra = found.catalogue.stretches["bridge"], found.catalogue.stretches["cobra"]
    assert bridge.levels == (Dose(5, 2, 56), Dose(5, 4, 100), Dose(8, 6, 180))
    assert bridge.steps[2] == Instruction("rep", 5, True, "Hold.")
    assert (bridge.name, bridge.aka, bridge.dose) == ("Bridge", ("hip lift",), "4 times, 5 s each")
    assert (bridge.regions, bridge.targets) == (("lumbar", "hips"), frozenset({"lumbar", "buttock"}))
    assert (bridge.direction, bridge.setting, bridge.equipment) == ("extension", "floor", frozenset({"mat"}))
    assert (bridge.discreet, bridge.level, bridge.default_enabled) == (1, 1, False)
    assert (bridge.sides, bridge.side_policy, bridge.easier) == ("both", "affected", "pelvic-tilt-lying")
    assert (bridge.exclude_if, bridge.caution_if) == (frozenset({"recent_surgery"}), frozenset({"hernia"}))
    assert (bridge.max_per_day, bridge.max_per_week, bridge.source) == (2, 6, ("clinic",))
    assert bridge.picture == str(folder / "bridge.png")
    assert [level.hold_seconds for level in cobra.levels] == [5, 5, 5]


@pytest.fixture
def history_file(tmp_path: Path) -> Path:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript((OLD / "history.sql").read_text())
    db.close()
    return path


def test_the_history_with_a_row_of_each_kind(history_file: Path) -> None:
    History.open(history_file).close()
    reader = Reader.open(history_file)
    assert reader is not None
    with reader:
        reminders = reader.reminders(MONDAY)
        sessions, days = reader.sessions(MONDAY), reader.days(MONDAY)
        bouts, breaks = reader.bouts(MONDAY), reader.breaks(MONDAY)
        practice, spans, feels = reader.practice(MONDAY), reader.spans(MONDAY), reader.feels(MONDAY)
    assert [(one.id, one.stretch, one.outcome) for one in reminders] == [
        (1, "chair-back-stretch", Outcome.COMPLETED),
        (2, "seated-sciatic-slider", Outcome.SKIPPED),
        (3, "standing-hip-flexor-stretch", Outcome.COMPLETED),
        (4, "figure-four-seated", Outcome.NATURAL),
        (5, "", Outcome.COMPLETED),
        (6, "standing-side-bend", Outcome.IGNORED),
        (7, "standing-back-extension", None),
    ]
    assert [len(session.stretches) for session in sessions] == [7]
    assert [(day.day, day.sitting_seconds, day.bouts) for day in days] == [(MONDAY, 8525, 5), (TUESDAY, 3605, 1)]
    assert (len(bouts), len(breaks)) == (5, 2)
    assert [row.stretch for row in practice] == ["chair-back-stretch", "standing-hip-flexor-stretch", *AT_ONCE]
    assert {row.level for row in practice} == {None}
    assert [row.word for row in feels] == ["hurts", "better", "3"]
    assert spans == []


def test_the_day_that_was_kept_in_it_goes_on(history_file: Path) -> None:
    history = History.open(history_file)
    kept = json.loads(history.snapshot() or "")
    next_id = history.next_reminder_id()
    history.close()
    assert kept["popup"] == [":1.42", 7]
    now = Now(103_855.0, 24_655.0, datetime(2026, 11, 24, 11, 34, 15, tzinfo=BERLIN))
    engine = Engine(SETTINGS, catalogue.load(), now, first_id=next_id)
    engine.restore(kept["engine"], now, same_boot=True)
    status = engine.status(now)
    assert status.reminder is not None
    assert (status.reminder.id, status.reminder.stage, status.reminder.firm) == (7, Stage.WAITING, True)
    assert status.reminder.stretch == "standing-back-extension"
    assert (status.bout_seconds, status.sitting_clock_seconds) == (3605, 1705)
    assert {word.value: count for word, count in status.today.outcomes.items() if count} == {"ignored": 1}
    assert [(one.stretch, one.why) for one in status.away] == [("seated-knee-hug", UnavailableReason.HURTS)]
    assert status.sessions_this_week == 1


def test_no_key_is_left_out() -> None:
    """A key that comes later belongs into files of its own; these keep what there was."""
    plan = (OLD / "stretches.d" / "plan.toml").read_text()
    words = {"directions", "targets", "regions", "settings", "kinds", "equipment"}
    later = {"seed", "seed_title", "position", "kind", "feel", "normal", "why"}
    keys = stretch_keys({"meta": dict.fromkeys(words, ())})
    assert {key for key in keys if f"\n{key} = " not in plan} <= later
    example = (Path(__file__).parents[1] / "config.example.toml").read_text()
    named = {line.split(" = ")[0].lstrip("#") for line in example.splitlines() if " = " in line}
    old = (OLD / "config.toml").read_text()
    later = {"emergency", "advice", "voice", "shown", "done", "snoozed", "paused", "away", "back"}
    assert {key for key in named if key.isidentifier() and f"\n{key} = " not in old} == later
