"""One touch is no return: a knock at the table, a cat, a cleaner leave the absence as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.events import Evidence, GuideKeepAlive, InputSeen, NoInput, Pause, QuietReason, RemindNow, Tick
from breakd.engine.records import BreakRow
from breakd.engine.settings import Settings, SittingSettings
from breakd.engine.status import Presence, State
from tests.support.chaos import memory_of
from tests.support.timeline import Day


def away(minutes: float, late: int | None = None, sat: float = 10) -> Day:
    return Day(late=late).work().minutes(sat).leave().minutes(minutes)


@pytest.mark.parametrize("touched", [150, 285, 299])
def test_a_knock_at_the_table_leaves_the_break(touched: int, late: int | None) -> None:
    """Away for 9:30, and something touched the mouse before the five minutes were full."""
    day = away(0, late).run(touched).bump().run(570 - touched)
    assert day.story() == ["break"]
    (broke,) = [row for row in day.rows if isinstance(row, BreakRow)]
    # of the punctual driver the last input was 10 s before the person left at the latest
    left = day.now().wall.timestamp() - 570
    assert 290 <= broke.at.timestamp() - left <= 301
    assert day.back().run(4).status().bout_seconds < 10


def test_nothing_is_shown_to_the_empty_chair(late: int | None) -> None:
    """Held back until they come: a reminder was due, and only a cat came by."""
    day = Day(late=late).hold(QuietReason.CALL).work().minutes(32).leave().run(200).hold().run(60).bump().minutes(20)
    day.expect("break", "natural")


@pytest.mark.parametrize("second", [2.0, 3.0, 15.0, 29.9])
def test_a_second_touch_that_soon_is_a_return(second: float) -> None:
    day = away(4).bump().run(second).bump()
    assert day.status().presence is Presence.ACTIVE
    assert day.status().bout_seconds == pytest.approx(600 + second, abs=11), "they have been there since the first"
    assert day.minutes(4).story() == []


@pytest.mark.parametrize("second", [0.2, 1.0, 1.9, 31.0, 60.0])
def test_one_that_comes_with_it_or_long_after_is_none(second: float) -> None:
    day = away(4).bump().run(second).bump().run(1)
    assert day.status().presence is Presence.IDLE
    assert day.status().state is State.AWAY
    day.minutes(1.5)
    assert day.story() == ["break"]


@pytest.mark.parametrize("every", [0.3, 1.0, 1.9, 2.5, 10.0])
def test_who_goes_on_typing_is_back_in_seconds(every: float) -> None:
    """Also somebody who types without any pause that a source could report."""
    day = away(4).work(every).run(6)
    assert day.status().presence is Presence.ACTIVE
    assert day.minutes(3).story() == []


def test_until_it_is_known_nothing_changes_outside() -> None:
    day = away(4).bump()
    for _ in range(29):
        day.run(1)
        assert day.status().presence is Presence.IDLE
    assert day.run(2).status().presence is Presence.IDLE


def test_the_bout_and_the_clock_are_as_if_nothing_had_been_touched(late: int | None) -> None:
    long = replace(Settings(), sitting=replace(SittingSettings(), natural_break=900.0))
    one, other = (Day(settings=long, late=late).work().minutes(20).leave().minutes(4) for _ in range(2))
    other.bump()
    for day in (one, other):
        day.minutes(3).handle(Tick())
    accounts = [memory_of(day.engine).ledger.account for day in (one, other)]
    assert accounts[0].bout == pytest.approx(accounts[1].bout)
    assert accounts[0].clock == pytest.approx(accounts[1].clock)
    assert accounts[0].absence == pytest.approx(accounts[1].absence)


def test_a_cat_that_walks_about_all_lunch_is_no_return() -> None:
    day = away(3)
    for _ in range(10):
        day.bump().run(45).bump().run(150)
    assert day.story() == ["break"]
    assert day.status().bout_seconds == 0


@pytest.mark.parametrize("every", [31.0, 60.0, 110.0])
def test_who_reads_and_turns_a_page_now_and_then_is_back_at_the_third(every: float, late: int | None) -> None:
    """No two touches are close, yet none is as long after the one before as an absence."""
    day = away(1, late).run(90).bump().run(every).bump().run(every + 1)
    assert day.status().presence is Presence.IDLE
    day.bump()
    assert day.status().presence is Presence.ACTIVE
    while day.at < 50 * 60:
        day.run(every).bump()
    assert "shown" in day.story(), "they sit there, and are reminded"


def test_work_after_a_single_touch_is_a_return() -> None:
    """The first touch was taken for none when they began to work."""
    day = away(4).bump().run(45).work(1.0).run(6)
    assert day.status().presence is Presence.ACTIVE


@pytest.mark.parametrize("order", ["touch first", "request first"])
def test_one_click_that_asks_for_something_is_a_return(order: str) -> None:
    """A key that is bound to `breakd now`, or the button of a pop-up that was left."""
    day = away(3)
    if order == "touch first":
        day.bump().run(0.1).say(RemindNow())
    else:
        day.say(RemindNow()).run(0.1).bump()
    assert day.status().presence is Presence.ACTIVE
    day.expect("shown")


def test_a_request_from_afar_is_no_return() -> None:
    day = away(3).say(Pause("1h")).minutes(3)
    assert day.story()[-1] == "break"
    day.bump().run(40)
    assert day.status().presence is Presence.IDLE, "nor is the knock long after it"


def test_what_a_guide_reports_by_itself_makes_no_knock_a_return() -> None:
    day = away(3).bump().say(GuideKeepAlive(1))
    assert day.status().presence is Presence.IDLE


def test_a_click_into_a_call_is_a_return() -> None:
    """One click, and then an hour without another: the evidence says that they sit there."""
    day = away(4).bump()
    day.evidence = frozenset({Evidence.CALL})
    day.minutes(30)
    assert day.status().presence is Presence.PASSIVE
    assert day.status().bout_seconds >= 39 * 60
    assert "break" not in day.story()


def test_unlocking_is_a_return_at_once() -> None:
    day = Day().work().minutes(10).lock().minutes(2).unlock()
    assert day.status().presence is Presence.ACTIVE


def test_a_lock_after_a_single_touch_finds_the_absence_as_it_was() -> None:
    day = away(4).bump().run(10).lock().minutes(1)
    assert day.story() == ["break"]


def test_a_touch_that_wakes_the_machine_ends_no_absence() -> None:
    """Three minutes asleep, somebody bumps the desk, three more minutes away."""
    day = Day().work().minutes(10).leave().suspend(180).bump().minutes(3)
    assert day.story() == ["break"]


def test_the_question_waits_for_the_return() -> None:
    day = Day().work().run_until("shown").leave().run(150).bump().run(20)
    assert "asked" not in day.story()
    day.bump()
    assert day.story()[-1] == "asked"


def test_an_input_that_nobody_reported_counts_too() -> None:
    """The source tells only of the pause after it."""
    day = away(4)
    first = day.boot
    day.handle(InputSeen(first))
    day.run(20)
    day.handle(NoInput(first + 12))
    assert day.status().presence is Presence.ACTIVE


def test_who_counts_as_away_after_seconds_was_away_between_two_touches() -> None:
    quick = replace(Settings(), sitting=replace(SittingSettings(), idle_after=5.0, natural_break=60.0))
    day = Day(settings=quick).work(3.0).minutes(10).leave().run(40).bump().run(25).bump()
    assert day.story() == ["break"]


def test_a_restart_in_between_takes_the_next_report_as_it_comes() -> None:
    day = away(2.5).bump().run(5).restart(gap=2).run(30)
    day.back().run(4)
    assert day.status().presence is Presence.ACTIVE
