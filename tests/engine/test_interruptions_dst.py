"""The hour that is skipped in spring and the one that comes twice in autumn, in every stage of a reminder."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from breakd.engine.events import Done, Snooze
from tests.support.timeline import Day

from .test_interruptions import QUICK, STAGES, MakeDay, returns_and_counts, snoozed

CHANGES = {"spring": "2026-03-29 02:00", "autumn": "2026-10-25 03:00"}
"""What the clock shows when it is set."""
either = pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
drivers = pytest.mark.parametrize("late", [None, 2], ids=["punctual", "late"])


def over_the_change(stage: MakeDay, late: int | None, change: str) -> Day:
    """The stage is reached five seconds before the clock is set, and they have passed."""
    takes = stage(late).at
    start = datetime.fromisoformat(change) - timedelta(seconds=round(takes) + 5)
    day = stage(late, start.isoformat(" "))
    assert day.at == takes, "the same day at another time"
    offset = day.now().wall.utcoffset()
    day.run(10)
    assert day.now().wall.utcoffset() != offset
    return day


@either
@drivers
@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.__name__)
def test_in_every_stage_it_loses_no_reminder(stage: MakeDay, change: str, late: int | None) -> None:
    day = over_the_change(stage, late, change)
    assert "break" not in day.story()
    returns_and_counts(day, day.story().count("shown"))


@either
@drivers
def test_a_snooze_lasts_as_long_as_ever(change: str, late: int | None) -> None:
    day = over_the_change(snoozed, late, change)
    returns_at = day.status().snoozed_until
    assert returns_at is not None
    day.run_until("shown")
    assert abs((day.now().wall - returns_at).total_seconds()) <= 10 + day.slack
    assert day.when("shown") - day.when("withdrawn") == pytest.approx(600, abs=15 + day.slack)


@pytest.mark.parametrize("start", ["2026-03-29 01:55", "2026-10-25 02:55"], ids=["spring", "autumn"])
@drivers
def test_before_anything_is_due_it_moves_nothing(start: str, late: int | None) -> None:
    day = Day(start, settings=QUICK, late=late).work()
    offset = day.now().wall.utcoffset()
    day.run_until("shown").near("shown", 10)
    assert day.now().wall.utcoffset() != offset
    snoozed_at = day.at / 60
    day.say(Snooze(1)).run_until("shown").near("shown", snoozed_at + 10)
    day.say(Done(1))
    assert day.outcomes() == {"completed": 1}
