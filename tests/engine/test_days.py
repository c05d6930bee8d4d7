"""Days as the engine accounts for them: midnight, both changes of the clock, travel, a wrong date, work hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from breakd.engine.events import Beat, Pause, Sleeping, Snooze
from breakd.engine.records import BoutRow, BreakRow, DayRow, Outcome
from breakd.engine.settings import HoursRange, Settings, SittingSettings
from breakd.engine.status import Stage, State
from tests.support.timeline import Day

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
PATIENT = Settings(sitting=replace(SittingSettings(), limit=36000.0, hard_limit=36000.0))
"""Never due: only the counting is looked at."""
OFFICE = (HoursRange(time(8), time(12)), HoursRange(time(13), time(17)))
WEEK = (OFFICE,) * 5 + ((), ())


def told(day: Day) -> dict[date, DayRow]:
    """The last row of each day."""
    day.handle(Beat())
    return {row.day: row for row in day.rows if isinstance(row, DayRow)}


def bouts(day: Day) -> list[BoutRow]:
    return [row for row in day.rows if isinstance(row, BoutRow)]


# --- midnight -------------------------------------------------------------------------------------


def test_seconds_are_split_at_midnight_to_the_second(late: int | None) -> None:
    day = Day("2026-11-23 23:47", settings=PATIENT, late=late).work().minutes(40)
    rows = told(day)
    assert rows[MONDAY].sitting_seconds == pytest.approx(13 * 60)
    assert rows[TUESDAY].sitting_seconds == pytest.approx(27 * 60)


def test_a_bout_belongs_to_the_day_it_began(late: int | None) -> None:
    day = Day("2026-11-23 23:47", settings=PATIENT, late=late).work().minutes(40).lock().minutes(6)
    (bout,) = bouts(day)
    assert (bout.day, bout.began_at.date(), bout.ended_at.date()) == (MONDAY, MONDAY, TUESDAY)
    rows = told(day)
    assert (rows[MONDAY].bouts, rows[TUESDAY].bouts) == (1, 0)
    assert rows[MONDAY].longest_bout_seconds == pytest.approx(2400)
    assert rows[TUESDAY].longest_bout_seconds == 0


def test_a_reminder_belongs_to_the_day_it_began() -> None:
    day = Day("2026-11-23 23:20").work().run_until("shown").say(Snooze(1)).minutes(1)
    day.run_until("shown").run_until("ignored")
    assert day.now().wall.date() == TUESDAY
    row = day.reminder_rows()[1]
    assert (row.day, row.outcome) == (MONDAY, Outcome.IGNORED)
    assert day.outcomes() == {}


def test_a_natural_break_belongs_to_the_day_it_was_reached() -> None:
    day = Day("2026-11-23 23:30").work().run(27 * 60).lock().minutes(10)
    (row,) = [row for row in day.rows if isinstance(row, BreakRow)]
    assert (row.day, row.at.date()) == (TUESDAY, TUESDAY)
    assert day.outcomes() == {"natural": 1}


def test_a_break_found_late_is_of_the_instant_it_was_reached() -> None:
    """The lid was closed before midnight; the break is found the next morning."""
    day = Day("2026-11-23 22:00").work().minutes(10).leave().suspend(10 * 3600)
    (row,) = [row for row in day.rows if isinstance(row, BreakRow)]
    assert row.at.strftime("%d %H:%M") == "23 22:15"
    assert day.outcomes() == {}


def test_a_new_day_begins_with_nothing() -> None:
    day = Day("2026-11-23 22:00").work().minutes(30).lock().until("00:30").unlock().minutes(1)
    today = day.status().today
    assert today.sitting_seconds == pytest.approx(60)
    assert (today.bouts, today.outcomes[Outcome.NATURAL]) == (1, 0)


# --- the change of the clock ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "day", "hours"),
    [("2026-03-29 00:00", date(2026, 3, 29), 23), ("2026-10-25 00:00", date(2026, 10, 25), 25)],
)
def test_the_day_of_the_change_is_shorter_or_longer(start: str, day: date, hours: int, late: int | None) -> None:
    """Sat through it without a break: every real second is counted once."""
    world = Day(start, settings=PATIENT, late=late).work(100.0).run(26 * 3600)
    rows = told(world)
    assert rows[day].sitting_seconds == pytest.approx(hours * 3600)
    assert sum(row.sitting_seconds for row in rows.values()) == pytest.approx(26 * 3600)


def test_a_reminder_in_the_hour_that_comes_twice() -> None:
    Day("2026-10-25 02:45").work().run_until("shown").near("shown", 30)


def test_a_pause_over_the_change_lasts_as_long_as_it_says() -> None:
    day = Day("2026-03-29 01:30").work().say(Pause("1h")).minutes(59)
    assert day.status().state is State.PAUSED
    day.minutes(3)
    assert day.status().paused_until is None


# --- travel and wrong dates -----------------------------------------------------------------------


def test_the_day_follows_the_traveller() -> None:
    """From Berlin in the evening to Tokyo, where it is tomorrow: seconds from the last look on are tomorrow's."""
    day = Day("2026-11-23 17:00", settings=PATIENT).work().minutes(30)
    day.zone, looked_at = ZoneInfo("Asia/Tokyo"), 1800 - day.unlooked
    day.minutes(20)
    rows = told(day)
    assert rows[MONDAY].sitting_seconds == pytest.approx(looked_at, abs=1)
    assert rows[TUESDAY].sitting_seconds == pytest.approx(3000 - looked_at, abs=1)
    assert rows[MONDAY].bouts + rows[TUESDAY].bouts == 1


def test_back_in_yesterday() -> None:
    """From Tokyo in the morning to Los Angeles, where it is yesterday: its account goes on."""
    day = Day("2026-11-23 17:00", settings=PATIENT).work().minutes(10)
    day.zone = ZoneInfo("Asia/Tokyo")
    day.minutes(10)
    day.zone = ZoneInfo("America/Los_Angeles")
    day.minutes(10)
    rows = told(day)
    assert rows[MONDAY].sitting_seconds == pytest.approx(1200, abs=10)
    assert rows[TUESDAY].sitting_seconds == pytest.approx(600, abs=10)


@pytest.mark.parametrize("days", [3, -3, 400])
def test_a_date_that_is_wrong_for_a_while(days: int) -> None:
    day = Day(settings=PATIENT).work().minutes(20).set_clock(days * 86400).minutes(5)
    day.set_clock(-days * 86400).minutes(20)
    rows = told(day)
    assert rows[MONDAY].sitting_seconds == pytest.approx(2400, abs=15)
    assert day.status().today.sitting_seconds == rows[MONDAY].sitting_seconds
    assert day.status().bout_seconds == pytest.approx(2700)


def test_a_zone_moves_no_promise() -> None:
    """A pause is one instant; the clock on the wall may show it differently."""
    day = Day("2026-11-23 12:00").work().say(Pause("14:30"))
    day.zone = ZoneInfo("America/New_York")
    day.run(150 * 60 - 5)
    assert day.status().state is State.PAUSED
    day.run(10)
    assert day.status().paused_until is None


# --- rows -----------------------------------------------------------------------------------------


def test_what_was_taken_back_is_taken_back_in_the_row() -> None:
    """Two minutes that were assumed, and told with a heartbeat, were away after all."""
    day = Day(settings=PATIENT).work().minutes(10).leave().run(110)
    assert told(day)[MONDAY].sitting_seconds == pytest.approx(710)
    day.run(15)
    assert told(day)[MONDAY].sitting_seconds == pytest.approx(600)


def test_the_day_is_told_before_the_machine_sleeps() -> None:
    day = Day(settings=PATIENT).work().run(130)
    day.handle(Sleeping(day.boot))
    row = [row for row in day.rows if isinstance(row, DayRow)][-1]
    assert row.sitting_seconds == pytest.approx(130)


def test_a_day_that_did_not_change_is_not_told_again() -> None:
    day = Day(settings=PATIENT).work().minutes(10).lock().minutes(10)
    count = len(day.rows)
    day.minutes(30)
    assert len(day.rows) == count


# --- a week of work hours -------------------------------------------------------------------------


def test_a_week_of_work() -> None:
    """Somebody who never stands up between seven and seven: reminded in the hours, and never outside them."""
    day = Day("2026-11-23 07:00", settings=Settings(hours=WEEK)).work(110.0)
    for _ in range(6):
        day.until("19:00").lock().until("07:00").unlock().work(110.0)
    days = set()
    for item in day.seen:
        if item.what in ("shown", "firm"):
            seconds = 7 * 3600 + item.at
            days.add(int(seconds // 86400))
            hour = seconds % 86400 / 3600
            assert 8 <= hour < 12 or 13 <= hour < 17
    assert days == {0, 1, 2, 3, 4}


def test_the_first_minute_of_work_is_not_the_first_reminder() -> None:
    """Sat from seven on: due at half past, held back until eight, shown when the hours have settled."""
    day = Day("2026-11-23 07:00", settings=Settings(hours=WEEK)).work().minutes(59)
    assert day.stage() is Stage.DEFERRED
    assert day.status().state is State.OFF_HOURS
    day.run_until("firm")
    assert 60 * 60 + 20 <= day.at <= 60 * 60 + 35


def test_the_lunch_break_takes_it_off_and_brings_it_back() -> None:
    day = Day("2026-11-23 11:29:50", settings=Settings(hours=WEEK)).work().run_until("shown").until("12:30")
    day.expect("shown", "withdrawn")
    day.until("13:02")
    assert day.story()[-1] in ("shown", "firm")


def test_a_night_shift() -> None:
    hours = ((HoursRange(time(22), time(6)),),) * 7
    day = Day("2026-11-23 21:50", settings=Settings(hours=hours)).work().minutes(9)
    assert day.status().state is State.OFF_HOURS
    day.run_until("shown").near("shown", 30)
    day.until("06:01")
    assert day.status().state is State.OFF_HOURS
