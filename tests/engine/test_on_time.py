"""Everything comes at its own time to the second, and not with the next beat, which may be a minute later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.events import Posture, QuietReason, SetPosture, SettingsChanged, Skip
from breakd.engine.records import BoutRow
from breakd.engine.settings import Settings, SittingSettings
from tests.support.timeline import Day

CLOSE = 2.0
"""Seconds; the beats are at least 25 s away from every full minute."""


def typing(every: float = 7.0) -> Day:
    """Somebody whose pauses are long enough for a pop-up, and never on a full minute."""
    return Day().work(every)


def test_a_reminder_at_the_first_pause_after_its_limit() -> None:
    day = typing().run_until("shown")
    assert 1800 <= day.at <= 1800 + 7


def test_the_icon_says_it_half_a_minute_before() -> None:
    day = typing().run(1800 - 31)
    assert not day.status().in_heads_up
    assert day.engine.next_wakeup().boot == pytest.approx(day.boot + 1, abs=0.01), "an icon is redrawn only then"
    assert day.run(1).status().in_heads_up
    assert day.engine.next_wakeup().boot == pytest.approx(day.boot + 30, abs=0.01)


def test_no_pause_at_all_and_it_comes_two_minutes_after_its_limit() -> None:
    day = typing(every=3.0).run_until("shown")
    assert day.at == pytest.approx(1800 + 120, abs=CLOSE)


def test_firm_after_an_hour_though_a_call_holds_it_back() -> None:
    day = typing().hold(QuietReason.CALL).run(3600 - 1)
    reminder = day.status().reminder
    assert reminder is not None
    assert not reminder.firm
    reminder = day.run(2).status().reminder
    assert reminder is not None
    assert reminder.firm


def test_firm_after_an_hour_though_the_first_was_skipped() -> None:
    day = typing().run_until("shown").say(Skip()).run_until("firm")
    assert day.at == pytest.approx(3600, abs=7)


def test_a_natural_break_after_five_minutes_away() -> None:
    day = typing().minutes(10).lock().run_until("break")
    assert day.at == pytest.approx(600 + 300, abs=CLOSE)


SHORTER = replace(Settings(), sitting=replace(SittingSettings(), natural_break=60.0))


def test_an_absence_that_new_settings_make_a_break_is_one_at_once() -> None:
    day = typing().minutes(10).lock().run(100).say(SettingsChanged(SHORTER)).run(1)
    day.expect("break")


def test_standing_that_new_settings_make_long_enough_ends_the_bout_at_once() -> None:
    day = typing().minutes(10).say(SetPosture(Posture.STANDING)).run(100).say(SettingsChanged(SHORTER)).run(1)
    assert [row for row in day.rows if isinstance(row, BoutRow)]


def test_away_and_rested_the_machine_may_sleep() -> None:
    """Nothing more is awaited: no wake-ups through the night."""
    assert typing().minutes(10).lock().minutes(10).engine.next_wakeup().boot is None


def test_standing_for_five_minutes_ends_the_bout() -> None:
    day = typing().minutes(10).say(SetPosture(Posture.STANDING)).run(300 - 1)
    assert not [row for row in day.rows if isinstance(row, BoutRow)]
    (ended,) = [row for row in day.run(2).rows if isinstance(row, BoutRow)]
    assert ended.seconds == pytest.approx(600, abs=1)


def test_a_change_after_three_quarters_of_an_hour_of_standing() -> None:
    day = typing().minutes(1).say(SetPosture(Posture.STANDING)).run_until("change")
    assert day.at == pytest.approx(60 + 2700, abs=7)
