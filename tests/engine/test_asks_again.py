"""Dismissed or left: it says when it asks again, and comes at once if asked for. A refusal changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from breakd.engine.effects import Refusal
from breakd.engine.events import (
    Another,
    Dismissed,
    Event,
    GuideAbandoned,
    QuietReason,
    RemindNow,
    Snooze,
    Start,
)
from breakd.engine.settings import ReminderSettings, Settings, StretchSettings
from breakd.engine.state import Reminder
from breakd.engine.status import Stage, State
from tests.support.chaos import memory_of
from tests.support.timeline import MOVEMENTS, Day
from tests.support.timeline_words import refused

CALL = QuietReason.CALL
SHORT = replace(Settings(), reminder=replace(ReminderSettings(), snooze=(180.0, 60.0)))
NOTHING = replace(Settings(), stretches=StretchSettings(disable=frozenset(MOVEMENTS.stretches)))


def shown(settings: Settings | None = None, late: int | None = None) -> Day:
    return Day(settings=settings, late=late).work().run_until("shown")


def reminder(day: Day) -> Reminder:
    found = memory_of(day.engine).reminder
    assert found is not None
    return found


# --- when -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("left", [[Dismissed(1)], [Start(1), GuideAbandoned(1)]], ids=["dismissed", "guide left"])
def test_it_says_when_it_asks_again_and_keeps_the_word(left: list[Event], late: int | None) -> None:
    day = shown(late=late)
    assert day.status().asks_again_at is None
    for event in left:
        day.say(event)
    day.run(90)
    told = day.status().asks_again_at
    assert told is not None
    assert day.status().state is State.DUE
    day.run_until("shown")
    assert timedelta(0) <= day.now().wall - told <= timedelta(seconds=15 + 2 * day.slack)
    assert day.status().asks_again_at is None


def test_the_wait_is_the_first_snooze_of_the_settings() -> None:
    day = shown(SHORT).say(Dismissed(1)).run(1).run_until("shown")
    assert 180 <= day.at - day.when("withdrawn") <= 195


def test_it_says_so_in_a_call_and_after_a_restart_too() -> None:
    day = shown().say(Dismissed(1)).run(1)
    told = day.status().asks_again_at
    assert told is not None
    assert day.hold(CALL).run(5).status().asks_again_at == told
    assert day.restart(gap=5).back().run(30).status().asks_again_at == told


def test_a_firm_one_that_a_program_closed_says_it_too() -> None:
    day = Day(settings=SHORT).hold(CALL).work().minutes(61).hold().run_until("firm")
    day.say(Dismissed(1, by_person=False)).run(1)
    assert day.status().asks_again_at is not None


def test_one_that_is_only_held_for_its_distance_asks_for_the_first_time() -> None:
    """Situation 13: due at once after an absence had moved the one before, and held for half a limit."""
    day = Day().work().minutes(21).leave().minutes(4.5).back().run_until("shown").minutes(2)
    day.run(60)
    while day.status().reminder is None:
        day.run(10)
        assert day.at < 2 * 3600
    if day.stage() is Stage.WAITING:
        assert day.status().asks_again_at is None


@pytest.mark.parametrize("wish", [Another(), Another(1), RemindNow()], ids=["another", "another by id", "now"])
def test_it_comes_at_once_if_it_is_asked_for(wish: Event) -> None:
    day = shown().say(Dismissed(1)).run(60)
    before = day.status().reminder
    day.say(wish)
    assert day.story()[-1] == "shown"
    assert day.stage() is Stage.SHOWN
    after = day.status().reminder
    assert before is not None
    assert after is not None
    assert (after.stretch == before.stretch) is isinstance(wish, RemindNow)
    assert day.status().asks_again_at is None


def test_another_stretch_in_a_call_is_shown_as_if_now_had_been_said() -> None:
    day = shown().say(Dismissed(1)).run(5).hold(CALL).run(60).say(Another(1)).run(30)
    assert day.stage() is Stage.SHOWN


def test_nothing_comes_on_a_locked_screen_whatever_is_asked() -> None:
    day = shown().say(Dismissed(1)).run(60).lock().run(5).say(Another(1))
    day.expect("shown", "withdrawn")
    day.unlock().run_until("shown")
    assert day.at - day.when("withdrawn") < 600, "and it is shown after"


def test_a_second_dismissal_skips_it_however_it_came_back() -> None:
    day = shown().say(Dismissed(1)).run(60).say(Another(1)).run(2).say(Dismissed(1)).run(1)
    assert day.outcomes() == {"skipped": 1}


# --- a snooze while snoozed -----------------------------------------------------------------------


def test_a_snooze_while_snoozed_sets_the_new_time_and_costs_nothing() -> None:
    day = shown().say(Snooze(1)).minutes(3).say(Snooze(1, 300.0))
    assert reminder(day).snoozes == 1
    day.run_until("shown")
    assert 480 <= day.at - day.when("withdrawn") <= 495


def test_it_is_granted_when_no_snooze_is_left() -> None:
    day = shown(SHORT).say(Snooze(1)).run_until("shown").say(Snooze(1)).run(5)
    assert day.status().reminder.snoozes_left == 0  # type: ignore[union-attr]
    day.say(Snooze(1, 60.0)).run_until("shown")
    assert not [what for what in day.story() if what.startswith("refused")]
    day.say(Snooze(1))
    assert day.story()[-2:] == ["refused-popup", refused(Refusal.NO_MORE_SNOOZES)]


# --- refused --------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", [None, "from-the-desktop"], ids=["command line", "click"])
def test_nothing_to_start_is_refused_and_the_popup_stays(token: str | None) -> None:
    day = shown(NOTHING).say(Start(0, token=token))
    day.expect("shown", *([] if token is None else ["shown"]), refused(Refusal.NO_STRETCH))
    assert (day.stage(), reminder(day).dismissals) == (Stage.SHOWN, 0)


@pytest.mark.parametrize("token", [None, ""], ids=["command line", "tray"])
def test_nothing_to_start_and_nothing_open_opens_nothing(token: str | None) -> None:
    day = Day(settings=NOTHING).work().minutes(5).say(Start(0, token=token))
    day.expect(refused(Refusal.NO_STRETCH))
    assert day.status().reminder is None
    assert day.reminder_rows() == {}
