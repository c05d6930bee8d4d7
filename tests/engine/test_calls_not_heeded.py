"""`[quiet] call = false`: a program that records all day is no call, and shows nobody at the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.events import Done, Evidence, QuietReason, RemindNow, SettingsChanged
from breakd.engine.settings import QuietSettings, Settings
from breakd.engine.status import Presence, Stage
from tests.support.timeline import MOVEMENTS, Day

CALL = QuietReason.CALL
UNHEEDED = replace(Settings(), quiet=replace(QuietSettings(), call=False))


def recording(settings: Settings, late: int | None = None) -> Day:
    """A program records from morning to evening."""
    day = Day(settings=settings, late=late).hold(CALL)
    day.evidence = frozenset({Evidence.CALL})
    return day.work()


def test_the_lunch_is_a_break_and_no_sitting(late: int | None) -> None:
    day = recording(UNHEEDED, late).minutes(20).leave().minutes(45)
    day.expect("break")
    assert day.status().presence is Presence.IDLE
    assert day.status().bout_seconds == 0
    assert day.status().today.sitting_seconds == pytest.approx(1200, abs=15 + day.slack)


def test_the_reminder_comes_in_the_recording() -> None:
    day = recording(UNHEEDED).run_until("shown")
    assert day.at <= 1800 + 15
    assert day.status().quiet == ()


def test_a_film_still_shows_that_somebody_is_there() -> None:
    day = recording(UNHEEDED)
    day.evidence = frozenset({Evidence.CALL, Evidence.INHIBITOR})
    day.minutes(5).leave().minutes(10)
    assert day.status().presence is Presence.PASSIVE


def test_a_real_call_counts_as_ever() -> None:
    day = recording(Settings()).minutes(20).leave().minutes(45)
    assert day.status().presence is Presence.PASSIVE
    assert day.status().bout_seconds >= 60 * 60


def test_turned_off_while_it_records_the_person_is_away_from_then_on(late: int | None) -> None:
    day = recording(Settings(), late).minutes(10).leave().minutes(10)
    assert day.status().presence is Presence.PASSIVE
    day.say(SettingsChanged(UNHEEDED)).minutes(3)
    assert day.status().presence is Presence.IDLE


def test_suggestions_are_those_of_somebody_who_is_in_no_call() -> None:
    for settings, on_call in ((Settings(), True), (UNHEEDED, False)):
        day = recording(settings).minutes(31)
        assert day.engine.suggester(day.now()).context(firm=False).on_call is on_call


def test_who_asks_in_a_call_is_given_what_goes_unnoticed(late: int | None) -> None:
    """What was picked as it fell due, before anything of a call was known, is picked anew."""
    day = Day(late=late).hold(CALL).work()
    for _ in range(3):
        held = day.minutes(32).status().reminder
        assert held is not None
        assert held.stage is Stage.DEFERRED
        day.say(RemindNow()).run(5)
        shown = day.status().reminder
        assert shown is not None
        stretch = MOVEMENTS.stretches[shown.stretch]
        assert (shown.stage, stretch.setting, stretch.discreet) == (Stage.SHOWN, "seated", 3)
        day.say(Done())
