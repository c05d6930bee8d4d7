"""Work hours and the edges of days, over midnight, both changes of the clock, and zones that change at midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakd.engine import wall_time, work_hours
from breakd.engine.settings import HoursRange
from tests.support.chaos import PROFILE

BERLIN, CAIRO, HAVANA = ZoneInfo("Europe/Berlin"), ZoneInfo("Africa/Cairo"), ZoneInfo("America/Havana")
OFFICE = HoursRange(time(8), time(18))
WEEK = ((OFFICE,),) * 5 + ((), ())
NIGHT = ((HoursRange(time(22), time(6)),),) * 7


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


# --- hours ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wall", "work"),
    [
        ("2026-11-23 07:59:59", False),
        ("2026-11-23 08:00:00", True),
        ("2026-11-23 17:59:59", True),
        ("2026-11-23 18:00:00", False),
        ("2026-11-28 12:00:00", False),
    ],
)
def test_hours_begin_and_end_to_the_second(wall: str, work: bool) -> None:
    assert work_hours.is_working(WEEK, at(wall)) is work


def test_no_hours_are_always() -> None:
    assert work_hours.is_working(None, at("2026-11-28 03:00"))
    assert work_hours.next_edge(None, at("2026-11-28 03:00")) is None


def test_hours_over_midnight_belong_to_the_evening() -> None:
    friday = ((), (), (), (), (HoursRange(time(22), time(6)),), (), ())
    assert work_hours.is_working(friday, at("2026-11-27 23:00"))
    assert work_hours.is_working(friday, at("2026-11-28 05:59"))
    assert not work_hours.is_working(friday, at("2026-11-28 06:00"))
    assert not work_hours.is_working(friday, at("2026-11-27 05:00"))


def test_hours_until_the_end_of_the_day() -> None:
    late = ((HoursRange(time(18), time(0)),),) * 7
    assert work_hours.is_working(late, at("2026-11-23 23:59:59"))
    assert not work_hours.is_working(late, at("2026-11-24 00:00"))


def test_hours_of_a_whole_day_are_the_whole_day() -> None:
    """`["00:00-24:00"]` on each day: reminders come at any time, as without work hours."""
    always = ((HoursRange(time(0), time(0)),),) * 7
    assert all(work_hours.is_working(always, at(f"2026-11-23 {clock}")) for clock in ("00:00", "12:00", "23:59:59"))


def test_the_next_edge_is_over_the_weekend() -> None:
    assert work_hours.next_edge(WEEK, at("2026-11-27 18:00")) == at("2026-11-30 08:00")


def test_hours_on_one_day_of_the_week_are_found_from_any() -> None:
    sunday = ((),) * 6 + ((OFFICE,),)
    assert work_hours.next_edge(sunday, at("2026-11-22 18:00")) == at("2026-11-29 08:00")


def test_no_hours_at_all_have_no_edge() -> None:
    assert work_hours.next_edge(((),) * 7, at("2026-11-27 18:00")) is None


def test_a_night_shift_over_the_change_is_an_hour_longer() -> None:
    begin, end = at("2026-10-24 22:00"), work_hours.next_edge(NIGHT, at("2026-10-24 22:00"))
    assert end is not None
    assert wall_time.elapsed(begin, end) == 9 * 3600


def test_hours_that_spring_leaves_out() -> None:
    small = ((HoursRange(time(2, 15), time(2, 45)),),) * 7
    night = [at("2026-03-29 00:00").astimezone(UTC) + timedelta(minutes=m) for m in range(0, 300, 5)]
    assert (
        sum(work_hours.is_working(small, wall.astimezone(BERLIN)) for wall in night) == 6
    )  # half an hour, an hour later


@PROFILE
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),
    st.sampled_from([BERLIN, CAIRO, HAVANA, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/St_Johns")]),
    st.sampled_from(
        [WEEK, NIGHT, ((HoursRange(time(0), time(0)),),) * 7, ((HoursRange(time(2, 30), time(3)), OFFICE),) * 7]
    ),
)
def test_between_now_and_the_next_edge_nothing_changes(
    naive: datetime, zone: ZoneInfo, week: work_hours.WorkHours
) -> None:
    wall = naive.replace(tzinfo=UTC).astimezone(zone)
    edge = work_hours.next_edge(week, wall)
    assert edge is not None
    ahead = wall_time.elapsed(wall, edge)
    assert ahead > 0
    now = work_hours.is_working(week, wall)
    for part in (0.0, 0.3, 0.7):
        assert work_hours.is_working(week, wall_time.later(wall, ahead * part)) is now


# --- days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wall", "zone", "length"),
    [
        ("2026-03-29 00:00", BERLIN, 23),
        ("2026-10-25 00:00", BERLIN, 25),
        ("2026-11-23 00:00", BERLIN, 24),
        # long past, so that no government and no later zone database changes them
        ("2024-04-26 01:00", CAIRO, 23),  # its midnight does not exist: the day begins at 01:00
        ("2023-11-05 00:00", HAVANA, 25),  # its midnight comes twice: the day begins at the first
    ],
)
def test_the_length_of_a_day(wall: str, zone: ZoneInfo, length: int) -> None:
    begin = at(wall, zone)
    assert wall_time.elapsed(begin, wall_time.next_midnight(begin)) == length * 3600


@PROFILE
@given(st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)), st.sampled_from([BERLIN, CAIRO, HAVANA]))
def test_midnight_is_ahead_and_the_date_changes_there(naive: datetime, zone: ZoneInfo) -> None:
    wall = naive.replace(tzinfo=UTC).astimezone(zone)
    midnight = wall_time.next_midnight(wall)
    assert 0 < wall_time.elapsed(wall, midnight) <= 25 * 3600
    assert midnight.date() == wall.date() + timedelta(days=1)
    assert wall_time.later(midnight, -1).date() == wall.date()


def test_later_is_real_seconds() -> None:
    assert wall_time.later(at("2026-10-25 01:30"), 3600) == at("2026-10-25 02:30")
    assert wall_time.later(at("2026-10-25 01:30"), 7200).fold == 1
    assert wall_time.elapsed(at("2026-03-29 01:30"), at("2026-03-29 03:30")) == 3600


# --- clocks on the wall ---------------------------------------------------------------------------


def test_the_next_time_that_spring_leaves_out_is_an_hour_later() -> None:
    assert wall_time.next_time(time(2, 30), at("2026-03-29 01:00")) == at("2026-03-29 03:30")


@PROFILE
@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.times(), st.sampled_from([BERLIN, HAVANA, CAIRO]))
def test_the_next_time_is_within_a_day(naive: datetime, clock: time, zone: ZoneInfo) -> None:
    wall = naive.replace(tzinfo=UTC).astimezone(zone)
    assert 0 < wall_time.elapsed(wall, wall_time.next_time(clock, wall)) <= 25 * 3600


def test_tomorrow_without_hours_is_six_in_the_morning() -> None:
    assert work_hours.tomorrow(None, at("2026-11-23 23:59")) == at("2026-11-24 06:00")
    assert work_hours.tomorrow(((),) * 7, at("2026-11-23 23:59")) == at("2026-11-24 06:00")


def test_at_keeps_the_date() -> None:
    assert wall_time.at_clock(date(2026, 11, 23), time(0), at("2026-11-20 12:00")) == at("2026-11-23 00:00")
