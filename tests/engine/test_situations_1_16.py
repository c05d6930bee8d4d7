"""The behaviour played through: docs/situations.md 1 to 16. Defaults: limit 30 min, hard limit 60 min,
natural break 5 min, idle after 2 min."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from breakd.engine.events import (
    Dismissed,
    Done,
    Pause,
    Posture,
    QuietReason,
    SetPosture,
    SettingsChanged,
    Skip,
    Snooze,
)
from breakd.engine.records import DayRow
from breakd.engine.settings import HoursRange, Settings, SittingSettings
from breakd.engine.status import Presence, Stage, State
from tests.support.timeline import Day

SEATED, UPRIGHT = "neck-turns", "walk-break"
OFFICE_HOURS = (HoursRange(time(8), time(18)),)


def test_01_gets_up_at_once(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").leave()
    shown = day.at
    day.near("shown", 30)
    day.minutes(11).back().minutes(1)
    day.expect("shown", "withdrawn", "break", "natural")
    assert 90 <= day.when("withdrawn") - shown <= 90 + day.slack
    assert 290 <= day.when("natural") - shown <= 300 + day.slack
    assert day.outcomes() == {"natural": 1}
    status = day.status()
    assert status.sitting_clock_seconds <= 60
    assert status.bout_seconds <= 60


def test_02_snooze_and_a_short_lock(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Snooze(1))
    snoozed = day.at
    day.minutes(2).lock().minutes(3).unlock()
    day.run_until("shown")
    day.expect("shown", "withdrawn", "shown")
    assert 600 <= day.at - snoozed <= 612 + day.slack
    reminder = day.status().reminder
    assert reminder is not None
    assert (reminder.id, reminder.snoozes_left) == (1, 1)


def test_03_snooze_and_away_for_six_minutes(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Snooze(1)).run(10).leave().minutes(6).back().minutes(10)
    day.expect("shown", "withdrawn", "break", "natural")


def in_a_call_until_75(late: int | None) -> Day:
    day = Day(late=late).hold(QuietReason.CALL).work().minutes(75)
    assert day.stage() is Stage.DEFERRED
    assert day.status().attention
    assert day.story() == []
    day.hold()
    ended = day.at
    day.run_until("firm")
    assert 20 <= day.at - ended <= 32 + day.slack
    return day.minutes(10)


def test_04_due_in_a_call(late: int | None) -> None:
    in_a_call_until_75(late).expect("firm")


def test_05_after_the_call_away_for_five_minutes(late: int | None) -> None:
    day = in_a_call_until_75(late).leave().minutes(5).run(12 + day_slack(late)).back().minutes(5)
    day.expect("firm", "break", "withdrawn", "natural")
    assert day.status().bout_seconds <= 301
    assert day.status().sitting_clock_seconds <= 301


def day_slack(late: int | None) -> float:
    return 0.0 if late is None else 60.0


def test_06_skip_a_firm_one(late: int | None) -> None:
    day = in_a_call_until_75(late).say(Skip(1))
    skipped = day.at
    day.run_until("firm")
    day.expect("firm", "withdrawn", "skipped", "firm")
    assert 1800 <= day.at - skipped <= 1812 + 2 * day.slack


def test_07_seated_done_twice(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Done(1, SEATED)).run_until("firm").say(Done(2, SEATED))
    day.expect("shown", "withdrawn", "completed", "firm", "withdrawn", "completed")
    day.near("firm", 60)
    assert day.status().bout_seconds >= 3600
    day.run_until("firm").near("firm", 90, within=24)
    assert day.outcomes() == {"completed": 2}


def test_07b_a_standing_done_ends_the_bout(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Done(1, UPRIGHT)).minutes(1)
    assert day.status().bout_seconds <= 60


def test_08_no_third_snooze(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Snooze(1))
    day.run_until("shown").near("shown", 40, within=24).say(Snooze(1))
    day.run_until("shown").near("shown", 50, within=36).say(Snooze(1)).run(60)
    day.expect(
        "shown", "withdrawn", "shown", "withdrawn", "shown", "refused-popup", "refused:no-more-snoozes"
    )  # fmt: skip
    assert day.stage() is Stage.SHOWN


def test_09_ignored_and_crossing_the_hard_limit(late: int | None) -> None:
    day = Day(late=late).work().run_until("firm")
    day.expect("shown", "withdrawn", "ignored", "firm")
    day.near("ignored", 31.5, within=18).near("firm", 60)
    assert day.outcomes() == {"ignored": 1}


def test_10_dismissed_twice(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Dismissed(1))
    dismissed = day.at
    day.run_until("shown")
    assert 600 <= day.at - dismissed <= 615 + 2 * day.slack
    day.say(Dismissed(1)).minutes(2)
    day.expect("shown", "withdrawn", "shown", "withdrawn", "skipped")
    assert day.status().sitting_clock_seconds <= 120


def test_10b_an_answer_that_comes_with_the_close_wins(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Dismissed(1)).run(0.3).say(Done(1)).minutes(12)
    day.expect("shown", "withdrawn", "completed")


def test_11_pause_until_tomorrow(late: int | None) -> None:
    hours = Settings(hours=(OFFICE_HOURS,) * 7)
    day = Day("2026-11-23 17:00", settings=hours, late=late).work().minutes(20).say(Pause("tomorrow")).minutes(5)
    assert day.status().state is State.PAUSED
    day.leave().suspend(14 * 3600 + 30 * 60)
    assert day.clock().startswith("07:55")
    day.back().until("08:01" if late is None else "08:02")
    assert day.status().paused_until is None
    day.until("08:10").expect("break")


def test_12_standing_and_lunch(late: int | None) -> None:
    day = Day(late=late).work().minutes(10).say(SetPosture(Posture.STANDING)).minutes(10)
    assert day.status().posture is Posture.STANDING
    day.lock().minutes(40).unlock().minutes(1)
    day.expect("break")
    assert day.status().posture is Posture.SITTING
    assert day.status().presence is Presence.ACTIVE


def test_13_held_to_keep_a_distance(late: int | None) -> None:
    day = Day(late=late).work().minutes(25).lock().run(200).unlock().run_until("shown")
    shown_at_bout = day.status().bout_seconds / 60
    assert 44 <= shown_at_bout <= 52
    day.run_until("ignored")
    while day.status().bout_seconds < 3600 + day.slack:
        day.run(10)
    assert day.status().state is State.DUE
    assert day.stage() is Stage.WAITING
    held_from = day.when("shown")
    day.run_until("firm")
    assert day.at - held_from >= 900
    assert day.at - held_from <= 912 + 2 * day.slack
    day.expect("shown", "withdrawn", "ignored", "firm")


def test_14_a_lower_limit_holds_at_once(late: int | None) -> None:
    day = Day(late=late).work().minutes(25)
    shorter = replace(day.settings, sitting=replace(SittingSettings(), limit=20 * 60.0))
    day.say(SettingsChanged(shorter)).run_until("shown").near("shown", 25)


def test_15_midnight_in_a_bout(late: int | None) -> None:
    day = Day("2026-11-23 23:30", late=late).work().until("00:15")
    today = day.status().today
    assert abs(today.sitting_seconds - 900) < 0.01
    assert today.bouts == 0
    days = {row.day: row for row in day.rows if isinstance(row, DayRow)}
    assert abs(days[date(2026, 11, 23)].sitting_seconds - 1800) <= 1
    assert days[date(2026, 11, 23)].longest_bout_seconds >= 2640 - 60
    assert day.reminder_rows()[1].day == day.reminder_rows()[1].opened_at.date()


def test_16_killed_while_a_popup_shows(late: int | None) -> None:
    day = Day(late=late).work().run_until("shown").say(Snooze(1)).run_until("shown").run(20)
    day.restart(gap=5).minutes(3)
    day.expect("shown", "withdrawn", "shown", "shown", "withdrawn", "ignored")
    rows = day.reminder_rows()
    assert list(rows) == [1]
    assert rows[1].snoozes == 1
