"""A stretch that is followed: nothing but its guide ends it, and who follows it is not taken for somebody away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.events import (
    Done,
    Evidence,
    GuideAbandoned,
    GuideKeepAlive,
    SettingsChanged,
    Start,
)
from breakd.engine.health_requests import StartSession
from breakd.engine.settings import BodySettings, Settings, SittingSettings
from breakd.engine.status import Presence, Stage, State
from tests.support.timeline import Day

CONFIRMED = Settings(body=BodySettings(disclaimer=True))
SHORT_BREAK = replace(CONFIRMED, sitting=replace(SittingSettings(), natural_break=150.0))


def following(settings: Settings | None = None, late: int | None = None) -> Day:
    """The guide has begun, and the person is on the floor beside the desk."""
    return Day(settings=settings, late=late).work().run_until("shown").say(Start(1)).run(5).leave()


def keep_alive(day: Day, minutes: int) -> Day:
    """The guide says each minute that it runs."""
    for _ in range(minutes):
        day.say(GuideKeepAlive(1)).minutes(1)
    return day


def test_a_session_of_ten_minutes_without_a_touch_is_completed(late: int | None) -> None:
    day = Day(settings=CONFIRMED, late=late).work().run_until("shown").say(StartSession()).run(5).leave()
    keep_alive(day, 10).say(Done(1, seconds=590.0))
    day.expect("shown", "withdrawn", "completed")
    assert day.outcomes() == {"completed": 1}
    assert day.status().sessions_this_week == 1
    assert day.status().bout_seconds == 0


@pytest.mark.parametrize("minutes", [3, 4, 6])
def test_it_is_stretching_and_not_away(minutes: int, late: int | None) -> None:
    day = keep_alive(following(late=late), minutes)
    status = day.status()
    assert (status.state, status.presence) == (State.STARTED, Presence.IDLE)
    assert day.stage() is Stage.STARTED


def test_it_counts_as_away_for_the_clock(late: int | None) -> None:
    day = keep_alive(following(late=late), 3)
    assert day.status().sitting_clock_seconds <= 1800 - 6 * 100 + 6 * day.slack
    sat = day.status().bout_seconds
    day.minutes(1)
    assert day.status().bout_seconds == sat
    day.say(GuideKeepAlive(1)).minutes(3)
    assert day.status().bout_seconds == 0, "five minutes off the chair end the bout"


def test_a_film_or_a_call_beside_it_is_no_sitting() -> None:
    """The guide's own page may keep the screen on."""
    day = following()
    day.evidence = frozenset({Evidence.INHIBITOR, Evidence.CALL})
    keep_alive(day, 6)
    assert day.status().state is State.STARTED
    assert day.status().bout_seconds == 0


def test_begun_while_a_film_ran_it_is_no_sitting_either() -> None:
    day = Day(settings=CONFIRMED).work().minutes(10).leave()
    day.evidence = frozenset({Evidence.INHIBITOR})
    day.minutes(3)
    assert day.status().presence is Presence.PASSIVE
    day.say(Start(0, "cobra"))
    sat = day.status().bout_seconds
    keep_alive(day, 2)
    assert day.status().bout_seconds == pytest.approx(sat, abs=1)


def test_another_daemon_goes_on_with_it() -> None:
    day = keep_alive(following(), 3).restart(gap=20)
    keep_alive(day, 4)
    assert day.stage() is Stage.STARTED
    day.say(Done(1, seconds=400.0)).expect("shown", "withdrawn", "completed")


def test_a_shorter_natural_break_changes_nothing_about_it() -> None:
    day = keep_alive(following(CONFIRMED), 4)
    day.say(SettingsChanged(SHORT_BREAK))
    keep_alive(day, 2)
    assert day.stage() is Stage.STARTED
    day.say(Done(1, seconds=300.0)).expect("shown", "withdrawn", "completed")
    assert day.outcomes() == {"completed": 1}


def test_a_suspend_in_the_middle_does_not_end_it() -> None:
    day = keep_alive(following(), 1).suspend(400)
    assert day.stage() is Stage.STARTED
    day.say(Done(1, seconds=90.0)).expect("shown", "withdrawn", "completed")


# --- left for something else ------------------------------------------------------------------------


def test_a_silent_guide_before_an_empty_chair_was_a_natural_break(late: int | None) -> None:
    """They began it and went to lunch: ten silent minutes later it is known."""
    day = following(late=late).minutes(45)
    day.expect("shown", "withdrawn", "break", "natural")
    assert day.outcomes() == {"natural": 1}
    left = day.when("withdrawn") + 5
    broke = next(item.effect for item in day.seen if item.what == "break").row.at  # type: ignore[union-attr]
    assert (broke - day.now().wall).total_seconds() + day.at - left == pytest.approx(300, abs=12)
    day.back().minutes(5)
    assert day.status().reminder is None


def test_left_by_hand_after_a_natural_break_it_asks_nobody_again() -> None:
    day = keep_alive(following(), 6).say(GuideAbandoned(1))
    day.expect("shown", "withdrawn", "break", "natural")


def test_left_at_once_it_is_as_dismissed() -> None:
    day = following().say(GuideAbandoned(1)).minutes(1)
    assert day.status().asks_again_at is not None


def test_after_its_end_the_same_absence_is_no_second_break() -> None:
    day = keep_alive(following(), 7).say(Done(1, seconds=400.0)).minutes(30)
    day.expect("shown", "withdrawn", "completed")
    day.back().minutes(1)
    assert day.outcomes() == {"completed": 1}


def test_on_a_locked_screen_nobody_follows_anything() -> None:
    day = following().lock().minutes(2)
    assert day.status().state is State.AWAY
    assert day.stage() is Stage.STARTED
