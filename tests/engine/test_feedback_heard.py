"""How a stretch felt: what is heard, whom it is about, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.effects import Refusal
from breakd.engine.events import Done, Feel, Hurts, SettingsChanged, Snooze, Start
from breakd.engine.health_requests import ReportRedFlags, StartSession
from breakd.engine.wall_time import next_midnight
from breakd.stretches.progress import KEPT_LOGS
from breakd.stretches.safety_state import Card, Urgency
from tests.support.timeline import MOVEMENTS
from tests.support.timeline_words import refused

from .test_feedback import at_work, away, logged, resting, suggested

DAY, WEEK = 86400.0, 7 * 86400.0


def test_the_word_that_it_hurts_is_heard_without_a_name() -> None:
    assert at_work().say(Feel("hurts")).story()[-1] == refused(Refusal.NOTHING_SUGGESTED)
    assert away(at_work().say(Done(stretch="cobra")).say(Feel("hurts"))) == {"cobra"}


def test_a_bad_feeling_minutes_after_a_stretch_is_about_that_one_though_the_next_one_shows() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(Start(0, "walk-break")).say(Snooze(0, 60.0))
    day.run_until("shown").say(Feel("worse"))
    assert away(day) == {"chin-tuck"}


def test_what_hurts_by_name_is_no_answer_about_another() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Hurts("chin-tuck"))
    assert (day.status().feedback_stretch, away(day)) == ("cobra", {"chin-tuck"})


def test_what_shows_is_meant_before_what_felt_worse_earlier() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("worse")).minutes(15).run_until("shown")
    shown = suggested(day)
    assert away(day.say(Hurts())) == {"cobra", shown}


def test_a_good_word_by_mistake_does_not_swallow_that_it_hurts() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(Feel("better")).run(2).say(Hurts("chin-tuck"))
    assert (away(day), logged(day)) == ({"chin-tuck"}, ["chin-tuck", "chin-tuck"])


def test_only_the_last_word_can_be_a_double_click_and_only_for_seconds() -> None:
    day = at_work()
    for name in ("cobra", "chin-tuck", "cobra"):
        day.say(Hurts(name))
    assert logged(day) == ["cobra", "chin-tuck", "cobra"]
    assert logged(day.run(5.0).say(Hurts("cobra"))) == ["cobra", "chin-tuck", "cobra", "cobra"]


@pytest.mark.parametrize("words", [["worse", "better"], ["worse", "spreading"], ["worse", "7"]], ids="-".join)
def test_what_has_settled_or_is_worse_by_now_is_not_meant_any_more(words: list[str]) -> None:
    day = at_work().say(Done(stretch="cobra"))
    for word in words:
        day.minutes(1).say(Feel(word))
    assert day.minutes(15).say(Hurts()).story()[-1] == refused(Refusal.NOTHING_SUGGESTED)


def test_what_has_settled_can_get_worse_again() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("worse")).minutes(1).say(Feel("better"))
    assert away(day) == set()
    assert away(day.minutes(1).say(Feel("worse"))) == {"cobra"}


def test_what_has_settled_takes_back_nothing_else() -> None:
    day = at_work().say(Hurts("chin-tuck")).run(10).say(Done(stretch="cobra")).say(Feel("worse"))
    assert (away(day), resting(day)) == ({"chin-tuck", "cobra"}, {"neutral", "extension"})
    day.minutes(1).say(Feel("better"))
    assert (away(day), resting(day)) == ({"chin-tuck"}, {"neutral"})


def test_what_has_settled_takes_back_nothing_that_spread() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("spreading")).say(ReportRedFlags(Urgency.NONE))
    day.say(Done(stretch="standing-back-extension")).say(Feel("worse")).minutes(1).say(Feel("better"))
    assert "extension" in resting(day)


def test_what_hurt_twice_does_not_settle() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("worse")).suspend(8 * DAY)
    day.say(Done(stretch="cobra")).say(Feel("worse")).minutes(1).say(Feel("better"))
    assert away(day.suspend(9 * DAY)) == {"cobra"}


def test_what_settles_is_gone_from_the_catalogue_by_now() -> None:
    """A stretch of the person's own, whose file was deleted meanwhile."""
    day = at_work().say(Done(stretch="cobra")).say(Feel("worse"))
    fewer = {id: one for id, one in MOVEMENTS.stretches.items() if id != "cobra"}
    day.say(SettingsChanged(day.settings, replace(MOVEMENTS, stretches=fewer))).say(Feel("better"))
    assert away(day) == set()


@pytest.mark.parametrize("word", ["better", "same", "5", "7"])
def test_a_word_about_a_session_is_about_no_stretch(word: str) -> None:
    day = at_work().say(StartSession()).say(Done()).say(Feel(word))
    log = day.engine.state.stretch_log
    assert log.put_away == ()
    assert {one.stretch for one in log.progress} <= set(MOVEMENTS.stretches)


def test_a_better_session_leaves_the_card_of_the_day() -> None:
    day = at_work()
    for word in ("worse", "worse", "better"):
        day.say(StartSession()).say(Done()).say(Feel(word)).minutes(1)
    assert day.status().card is Card.CLINICIAN


def test_worse_takes_a_better_away() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("better")).say(Done(stretch="cobra")).say(Feel("worse"))
    assert day.engine.suggester(day.now()).history().liking == {"cobra": 0}


def test_twice_worse_asks_the_questions_though_something_else_was_well_between() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("worse")).suspend(8 * DAY)
    day.say(Done(stretch="chin-tuck")).say(Feel("same")).say(Done(stretch="cobra")).say(Feel("worse"))
    assert day.status().ask_red_flags


def test_the_weeks_without_better_begin_with_the_next_word() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("better")).suspend(30 * DAY).say(Feel("same"))
    assert day.status().card is None


def test_in_a_row_are_the_last_two() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("same"))
    day.say(Done(stretch="cobra")).say(Feel("worse")).say(Done(stretch="chin-tuck")).say(Feel("worse"))
    assert day.status().ask_red_flags


@pytest.mark.parametrize("numbers", [["5", "3"], ["3", "5", "4"]], ids="-".join)
def test_a_number_that_fell_counts_once(numbers: list[str]) -> None:
    """It fell, and has been the same ever since: that is no better for weeks."""
    day = at_work().say(Done(stretch="cobra"))
    for number in numbers:
        day.suspend(WEEK).say(Feel(number))
    for _ in range(MOVEMENTS.safety.no_better_weeks - 1):
        assert day.suspend(WEEK).say(Feel("same")).status().card is None
    assert day.suspend(WEEK).say(Feel("same")).status().card is Card.ROUTINE


def test_what_is_away_for_good_is_not_away_for_a_week_only() -> None:
    day = at_work()
    for word in ("worse", "worse", "7"):
        day.say(Done(stretch="cobra")).say(Feel(word)).suspend(8 * DAY)
    assert away(day.suspend(8 * DAY)) == {"cobra"}
    assert len(day.engine.state.stretch_log.put_away) == 1


def test_worse_twice_within_the_week_is_away_for_good() -> None:
    day = at_work()
    for _ in range(2):
        day.say(Done(stretch="cobra")).say(Feel("worse")).suspend(DAY)
    assert len(day.engine.state.stretch_log.put_away) == 1
    assert away(day.suspend(30 * DAY)) == {"cobra"}


def test_what_was_away_once_can_settle_again() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("worse")).suspend(8 * DAY)
    day.say(Done(stretch="cobra")).say(Feel("better")).say(Done(stretch="cobra")).say(Feel("worse"))
    assert away(day) == {"cobra"}
    assert day.say(Feel("better")).engine.state.stretch_log.put_away[-1].until == next_midnight(day.now().wall)


def test_a_direction_that_hurt_and_then_spread_rests_for_the_week() -> None:
    day = at_work().say(Done(stretch="cobra")).say(Feel("worse")).minutes(1).say(Feel("spreading"))
    assert [one.direction for one in day.engine.state.stretch_log.resting].count("extension") == 1
    assert "extension" in resting(day.suspend(DAY))


def test_only_the_last_words_are_kept() -> None:
    day = at_work()
    for number in range(KEPT_LOGS + 3):
        day.say(Feel(str(number % 3)))
    assert len(day.engine.state.stretch_log.logs) == KEPT_LOGS
