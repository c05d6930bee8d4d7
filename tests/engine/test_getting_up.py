"""A reminder that has no stretch to suggest asks to get up: its Done says that the person did."""

from __future__ import annotations

from breakd.engine.events import Done
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.settings import Place
from breakd.stretches.safety_state import Urgency
from tests.support.timeline import MOVEMENTS, Day
from tests.support.weeks import person

ROOM, CHAIR = (Place(frozenset(settings.split()), frozenset(), 1) for settings in ("seated standing", "seated"))
EVERY_STRETCH = " ".join(MOVEMENTS.stretches)


def suggested(day: Day) -> str:
    reminder = day.status().reminder
    assert reminder is not None
    return reminder.stretch


def test_it_ends_the_long_sitting() -> None:
    day = Day(settings=person(place=ROOM, disable=EVERY_STRETCH)).work().run_until("shown")
    assert suggested(day) == ""
    assert day.status().bout_seconds > 0
    assert day.say(Done()).status().bout_seconds == 0


def test_on_the_chair_it_ends_nothing() -> None:
    day = Day(settings=person(place=CHAIR, disable=EVERY_STRETCH)).work().run_until("shown")
    assert day.say(Done()).status().bout_seconds > 0


def test_under_the_emergency_lock_the_one_line_asks_for_nothing() -> None:
    day = Day(settings=person()).work().say(ReportRedFlags(Urgency.EMERGENCY)).run_until("shown")
    assert day.say(Done()).status().bout_seconds > 0


def test_where_only_walking_is_left_it_is_suggested_all_day() -> None:
    day = Day(settings=person()).work().say(ReportRedFlags(Urgency.URGENT))
    for _ in range(10):
        day.run_until("shown")
        assert suggested(day) == "walk-break"
        day.say(Done())
    reminder = day.run_until("shown").status().reminder
    assert reminder is not None
    assert not reminder.firm, "each walk ended the long sitting"
