"""A pause: its words and when it ends, by elapsed time or by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from breakd.engine.effects import Refusal
from breakd.engine.events import Pause, QuietReason, Resume, Snooze
from breakd.engine.requests import pause_end
from breakd.engine.settings import HoursRange
from breakd.engine.status import Stage, State
from tests.support.openings import shown
from tests.support.timeline import BERLIN, Day
from tests.support.timeline_words import refused

DAY_SHIFT = (HoursRange(time(8), time(12)), HoursRange(time(13), time(17)))
WEEK = ((DAY_SHIFT,) * 5) + ((), ())
NIGHTS = ((HoursRange(time(22), time(6)),),) * 7
EARLY = ((HoursRange(time(4), time(12)),),) * 7


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


# --- what it does ---------------------------------------------------------------------------------


def test_a_pause_takes_a_reminder_off_and_sitting_is_tracked() -> None:
    day = shown().say(Pause("30m")).minutes(10)
    day.expect("shown", "withdrawn")
    assert day.status().state is State.PAUSED
    assert day.status().bout_seconds >= 39 * 60
    day.run_until("firm")
    assert day.at - day.when("withdrawn") >= 1800


def test_a_pause_stops_no_guide_and_holds_back_a_snooze() -> None:
    day = shown().say(Snooze(1)).say(Pause("20m")).minutes(15)
    assert day.stage() is Stage.DEFERRED
    day.say(Resume()).run_until("shown")


def test_a_wrong_word_leaves_the_pause_as_it_was() -> None:
    day = Day().work().say(Pause("forever")).say(Pause("soon"))
    day.expect(refused(Refusal.BAD_TIME))
    assert day.status().paused_until == "forever"
    assert QuietReason.PAUSED in day.status().quiet


def test_the_last_word_holds_whatever_kind_it_is() -> None:
    day = Day("2026-11-23 12:00").work().say(Pause("1h")).say(Pause("14:30")).minutes(61)
    assert day.status().paused_until == at("2026-11-23 14:30")
    day.say(Pause("10m")).say(Pause("forever")).minutes(11)
    assert day.status().paused_until == "forever"
    day.say(Pause("10m")).minutes(11)
    assert day.status().paused_until is None


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "24:00", "9:5", "-1h", "0s", "now", "1 h", "14:30:00", "tomorow", "1w", "h" * 5000, f"{'9' * 5000}h",
        "2026-13-01", "2026-11-22", "2027-12-01", "26-12-24", "2026-12-24 08:00", "2026-11-31",
    ],
)  # fmt: skip
def test_words_that_are_no_pause(text: str) -> None:
    day = Day("2026-11-23 14:00").work().say(Pause(text))
    day.expect(refused(Refusal.BAD_TIME))
    assert day.status().paused_until is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", "2026-11-23 15:00"),
        ("1h", "2026-11-23 15:00"),
        ("1h30m", "2026-11-23 15:30"),
        ("3d", "2026-11-26 14:00"),
        ("1d12h", "2026-11-25 02:00"),
        ("14:30", "2026-11-23 14:30"),
        ("14:00", "2026-11-24 14:00"),
        ("7:05", "2026-11-24 07:05"),
        ("tomorrow", "2026-11-24 06:00"),
        ("2026-11-25", "2026-11-25 06:00"),
        ("2027-01-04", "2027-01-04 06:00"),
    ],
)
def test_words_that_are_a_pause(text: str, end: str) -> None:
    day = Day("2026-11-23 14:00").work().say(Pause(text))
    assert day.status().paused_until == at(end)


@pytest.mark.parametrize(
    ("wall", "end"),
    [
        ("2026-11-23 14:00", "2026-11-24 08:00"),
        ("2026-11-27 14:00", "2026-11-30 08:00"),  # Friday: work begins next on Monday
        ("2026-11-24 00:30", "2026-11-24 08:00"),  # late at night "tomorrow" is after the next sleep
        ("2026-11-24 03:59", "2026-11-24 08:00"),
        ("2026-11-24 04:00", "2026-11-25 08:00"),
        ("2026-11-28 01:00", "2026-11-30 08:00"),  # Friday night
    ],
)
def test_tomorrow_is_when_work_begins_after_the_next_four_in_the_morning(wall: str, end: str) -> None:
    assert pause_end("tomorrow", at(wall), WEEK) == at(end)


@pytest.mark.parametrize(
    ("wall", "end"),
    [("2026-11-23 14:00", "2026-11-24 06:00"), ("2026-11-24 02:00", "2026-11-24 06:00"),
     ("2026-11-24 05:00", "2026-11-25 06:00")],
)  # fmt: skip
def test_without_work_hours_it_is_six_in_the_morning(wall: str, end: str) -> None:
    assert pause_end("tomorrow", at(wall), None) == at(end)


def test_tomorrow_for_who_works_at_night_or_very_early() -> None:
    assert pause_end("tomorrow", at("2026-11-23 23:00"), NIGHTS) == at("2026-11-24 22:00")
    assert pause_end("tomorrow", at("2026-11-23 23:00"), EARLY) == at("2026-11-24 04:00")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-12-24", "2026-12-24 08:00"),
        ("2026-11-28", "2026-11-30 08:00"),  # no work on a Saturday
        ("2026-11-24", "2026-11-24 08:00"),
    ],
)
def test_a_date_is_its_first_work_hour(text: str, end: str) -> None:
    assert pause_end(text, at("2026-11-23 14:00"), WEEK) == at(end)


def test_today_is_a_date_as_long_as_its_work_has_not_begun() -> None:
    assert pause_end("2026-11-23", at("2026-11-23 07:00"), WEEK) == at("2026-11-23 08:00")
    assert pause_end("2026-11-23", at("2026-11-23 14:00"), WEEK) is None


def test_a_pause_over_the_night_of_the_change_ends_by_the_clock_on_the_wall() -> None:
    end = pause_end("tomorrow", at("2026-10-24 22:00"), None)
    assert end is not None
    assert end.astimezone(UTC) == datetime(2026, 10, 25, 5, tzinfo=UTC)  # 06:00 is UTC+1 by then


def test_the_clock_shows_it_twice_and_the_second_time_is_next() -> None:
    """02:45 in the second of two hours: 02:50 comes in five minutes, not tomorrow."""
    second = datetime(2026, 10, 25, 1, 45, tzinfo=UTC).astimezone(BERLIN)
    end = pause_end("2:50", second, None)
    assert end is not None
    assert end.astimezone(UTC) == datetime(2026, 10, 25, 1, 50, tzinfo=UTC)


# --- a length ends by elapsed time, a time of day by the clock on the wall --------------------------


@pytest.mark.parametrize("step", [3600.0, -3600.0, 86400.0, -86400.0 * 365])
def test_a_clock_that_is_set_changes_no_length(step: float, late: int | None) -> None:
    day = Day(late=late).work().say(Pause("20m")).minutes(5).set_clock(step).minutes(14)
    assert day.status().state is State.PAUSED
    until = day.status().paused_until
    assert isinstance(until, datetime)
    assert abs(until - day.now().wall - timedelta(minutes=1)) < timedelta(seconds=1), "told on the clock that holds"
    day.minutes(1.1).run(day.slack)
    assert day.status().paused_until is None


@pytest.mark.parametrize("step", [1800.0, -1800.0])
def test_a_clock_that_is_set_moves_the_end_at_a_time_of_day(step: float, late: int | None) -> None:
    day = Day("2026-11-23 12:00", late=late).work().say(Pause("13:00")).minutes(5).set_clock(step)
    day.run(55 * 60 - step - 5)
    assert day.status().state is State.PAUSED
    day.run(10 + day.slack)
    assert day.status().paused_until is None


@pytest.mark.parametrize("told", [True, False])
def test_the_time_of_a_suspend_counts(told: bool) -> None:
    day = Day().work().say(Pause("1h")).minutes(10).suspend(3000 - 10, told=told)
    assert day.status().state is State.PAUSED
    day.run(11)
    assert day.status().paused_until is None


def test_a_traveller_waits_as_long_as_was_asked() -> None:
    day = Day("2026-11-23 12:00").work().say(Pause("1h")).minutes(10)
    day.zone = ZoneInfo("America/New_York")
    day.run(50 * 60 - 5)
    assert day.status().state is State.PAUSED
    day.run(10)
    assert day.status().paused_until is None


def test_a_length_goes_on_over_a_restart_and_a_reboot() -> None:
    day = Day().work().say(Pause("1h")).minutes(10).restart(gap=600).back().minutes(10)
    assert day.status().state is State.PAUSED
    day.restart(boot=50.0, off=1200).back().minutes(9)
    assert day.status().state is State.PAUSED
    day.minutes(2)
    assert day.status().paused_until is None


def test_the_promised_end_stands_still() -> None:
    """Clocks read a moment apart, and a clock that is adjusted slowly, change no word of it."""
    day = Day().work().say(Pause("1h"))
    promised = day.status().paused_until
    day.minutes(10).set_clock(0.7).minutes(10)
    assert day.status().paused_until == promised
