"""Whom a feeling is about: the stretch that is named, runs, was just done, shows, or was suggested last."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.effects import Refusal
from breakd.engine.events import (
    Dismissed,
    Done,
    Feel,
    GuideAbandoned,
    Hurts,
    Posture,
    QuietReason,
    Request,
    SetPosture,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.health_requests import Flare, ReportRedFlags, StartSession
from breakd.engine.records import FeelRow
from breakd.engine.status import Stage, UnavailableReason
from breakd.stretches.safety_state import Urgency
from tests.support.timeline import MOVEMENTS, Day
from tests.support.timeline_words import refused
from tests.support.weeks import person


def at_work() -> Day:
    """Somebody with back pain, and the red-flag questions behind them."""
    return Day(settings=person(pain="lumbar")).work().say(ReportRedFlags(Urgency.NONE))


def away(day: Day) -> set[str]:
    """What was put away by name."""
    return {one.stretch for one in day.status().away if one.why is UnavailableReason.HURTS}


def resting(day: Day) -> set[str]:
    return set(day.engine.suggester(day.now()).history().resting)


def gentle(day: Day) -> bool:
    return day.engine.suggester(day.now()).history().only == frozenset(MOVEMENTS.safety.gentle)


def direction(stretch: str) -> str:
    return MOVEMENTS.stretches[stretch].direction


def suggested(day: Day) -> str:
    reminder = day.status().reminder
    assert reminder is not None
    return reminder.stretch


def logged(day: Day) -> list[str]:
    return [row.stretch for row in day.rows if isinstance(row, FeelRow)]


# --- it hurts, without a name ---------------------------------------------------------------------


def test_it_is_what_was_done_and_not_what_was_shown() -> None:
    day = at_work().run_until("shown")
    other = "seated-cat-cow" if suggested(day) != "seated-cat-cow" else "chin-tuck"
    assert away(day.say(Done(stretch=other)).say(Hurts())) == {other}


def test_it_is_what_was_done_though_nothing_was_ever_suggested() -> None:
    assert away(at_work().say(Done(stretch="cobra")).say(Hurts())) == {"cobra"}


def test_it_is_what_was_done_though_the_next_one_shows() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(Start(0, "walk-break")).say(Snooze(0, 60.0))
    day.run_until("shown")
    assert away(day.say(Hurts())) == {"chin-tuck"}


def test_after_a_while_it_is_what_shows() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).run_until("shown")
    shown = suggested(day)
    assert away(day.say(Hurts())) == {shown}


def test_with_nothing_open_it_is_what_was_suggested_last() -> None:
    day = at_work().run_until("shown")
    first = suggested(day)
    assert away(day.say(Done()).minutes(15).say(Hurts())) == {first}


def test_with_nothing_open_it_is_not_what_was_suggested_first() -> None:
    day = at_work().run_until("shown")
    first = suggested(day)
    second = suggested(day.say(Done()).run_until("shown"))
    assert second != first
    assert away(day.say(Done()).minutes(15).say(Hurts())) == {second}


def test_a_reminder_to_sit_down_suggests_nothing_that_could_hurt() -> None:
    day = at_work().run_until("shown")
    first = suggested(day)
    day.say(Done()).say(SetPosture(Posture.STANDING)).run_until("change").say(SetPosture(Posture.SITTING))
    day.hold(QuietReason.FULLSCREEN)
    while day.stage() is not Stage.DEFERRED:
        day.minutes(1)
    assert away(day.say(Hurts())) == {first}


def test_closed_and_then_it_hurts_it_is_what_was_closed() -> None:
    """Done without a click on Done: the pop-up was closed, and it will ask again."""
    day = at_work().run_until("shown").say(Done()).run_until("shown")
    second = suggested(day)
    day.say(Dismissed(2)).minutes(8)
    assert day.stage() is Stage.WAITING
    assert away(day.say(Hurts())) == {second}


def test_it_is_the_movement_that_runs_and_the_guide_ends() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(Start(0, "cobra")).say(Hurts())
    assert (away(day), day.stage()) == ({"cobra"}, None)


def test_a_session_that_hurts_is_over_and_nobody_knows_which_movement() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(StartSession())
    assert day.stage() is Stage.STARTED
    day.say(Hurts())
    assert (away(day), day.stage(), gentle(day)) == (set(), None, True)


def test_a_session_ends_for_a_movement_that_is_named() -> None:
    day = at_work().say(StartSession()).say(Hurts("chin-tuck"))
    assert (away(day), day.stage(), gentle(day)) == ({"chin-tuck"}, None, False)


def test_after_a_session_it_goes_gently() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(StartSession()).say(Done())
    assert (away(day.say(Hurts())), gentle(day)) == (set(), True)


@pytest.mark.parametrize("wish", [Hurts(), Hurts("seated-cat-cow")])
def test_a_double_click_is_one(wish: Hurts) -> None:
    day = at_work().run_until("shown").say(Done(stretch="seated-cat-cow")).say(wish).run(2).say(wish)
    assert away(day) == {"seated-cat-cow"}
    assert logged(day) == ["seated-cat-cow"]
    assert away(day.suspend(8 * 86400.0)) == set(), "heard once: a week, and not until it is put back"


def test_two_names_are_two() -> None:
    assert away(at_work().say(Hurts("cobra")).say(Hurts("chin-tuck"))) == {"cobra", "chin-tuck"}


def test_said_again_later_it_is_the_same_break() -> None:
    day = at_work().run_until("shown").say(Done(stretch="cobra")).say(Hurts())
    assert day.status().feedback_until is None, "that was the answer"
    assert away(day.minutes(1).say(Hurts())) == {"cobra"}
    assert away(day.suspend(8 * 86400.0)) == set()


def test_nothing_was_suggested_or_done() -> None:
    assert at_work().say(Hurts()).story()[-1] == refused(Refusal.NOTHING_SUGGESTED)


def test_a_suggestion_that_nobody_has_seen_is_not_meant() -> None:
    day = at_work().run_until("shown")
    first = suggested(day)
    day.say(Done()).hold(QuietReason.FULLSCREEN)
    while day.stage() is not Stage.DEFERRED:
        day.minutes(1)
    assert suggested(day) != first
    assert away(day.say(Hurts())) == {first}


# --- how it felt, while something runs ------------------------------------------------------------


def test_spreading_in_a_session_leaves_what_was_done_before_it() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(StartSession()).say(Feel("spreading"))
    assert ("chin-tuck" in away(day), day.stage()) == (False, None)
    assert logged(day) == [""]


@pytest.mark.parametrize("finished", [True, False])
def test_spreading_of_a_session_rests_every_way_it_went_but_walking(finished: bool) -> None:
    day = at_work().say(StartSession())
    reminder = day.status().reminder
    assert reminder is not None
    ways = {direction(one.stretch) for one in reminder.session}
    day = day.say(Done()) if finished else day
    day.say(Feel("spreading"))
    rests = ways - {"walk", "neutral"} | {"neural", "flexion-extension", "neck"}
    assert (resting(day), gentle(day)) == (rests, True)
    assert away(day) == {one.stretch for one in reminder.session if direction(one.stretch) == "neutral"}
    assert resting(day.suspend(6 * 86400.0)) == rests
    assert resting(day.suspend(86400.0)) == set()


def test_spreading_of_a_session_with_a_walk_leaves_walking() -> None:
    day = at_work().say(Flare(2)).say(StartSession())
    reminder = day.status().reminder
    assert reminder is not None
    assert "walk-break" in {one.stretch for one in reminder.session}
    assert "walk" not in resting(day.say(Feel("spreading")))


def test_spreading_on_a_walk_rests_every_way_of_walking() -> None:
    """One stretch, and it is known which: walking of one's own is out as the built-in one is."""
    own = replace(MOVEMENTS.stretches["walk-break"], id="to-the-well")
    more = replace(MOVEMENTS, stretches={**MOVEMENTS.stretches, own.id: own})
    day = Day(settings=person(pain="lumbar"), catalogue=more).work().say(ReportRedFlags(Urgency.NONE))
    day.say(Done(stretch="walk-break")).say(Feel("spreading"))
    assert {one.stretch for one in day.status().away} >= {"walk-break", "to-the-well"}
    assert resting(day) == {"walk", "neural"}


def test_spreading_after_a_break_without_a_name_goes_gently() -> None:
    day = at_work().say(StartSession()).say(Done()).say(Done()).say(Feel("spreading"))
    assert (resting(day), gentle(day)) == ({"neural"}, True)


@pytest.mark.parametrize("end", [Skip(), GuideAbandoned(0)], ids=["skipped", "left"])
@pytest.mark.parametrize("word", ["worse", "spreading", "7"])
def test_a_bad_word_after_a_guide_that_was_not_finished_is_about_it(word: str, end: Request) -> None:
    """Its page may still be open, and says that this stretch is put away."""
    day = at_work().say(Done(stretch="chin-tuck")).minutes(15).say(Start(0, "cobra")).say(end)
    assert away(day.restart().say(Feel(word))) == {"cobra"}
    assert direction("cobra") in resting(day) or word == "7"


def test_what_spreads_is_no_answer_to_how_the_last_one_felt() -> None:
    """Nobody is offered this word there; a worse one is taken for the answer."""
    day = at_work().say(Done(stretch="chin-tuck")).say(Start(0, "cobra")).say(Skip())
    assert away(day.say(Feel("worse"))) == {"chin-tuck"}
    assert away(day.say(Feel("spreading"))) == {"chin-tuck", "cobra"}


def test_of_a_session_that_was_not_finished_every_way_rests() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(StartSession())
    reminder = day.status().reminder
    assert reminder is not None
    day.say(Skip()).say(Feel("spreading"))
    assert logged(day) == [""]
    assert resting(day) > {direction(one.stretch) for one in reminder.session} - {"walk", "neutral"}


def test_but_a_good_word_is_about_what_was_done() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(Start(0, "cobra")).say(Skip()).say(Feel("better"))
    assert logged(day) == ["chin-tuck"]


def test_what_was_done_since_comes_before_what_was_begun() -> None:
    day = at_work().say(Start(0, "cobra")).say(Skip()).say(Done(stretch="chin-tuck")).say(Feel("spreading"))
    assert away(day) == {"chin-tuck"}


def test_what_a_session_was_made_of_survives_a_restart() -> None:
    day = at_work().say(StartSession()).say(Done()).restart().say(Feel("spreading"))
    assert len(resting(day)) > 2


@pytest.mark.parametrize("word", ["worse", "spreading", "7"])
def test_a_feeling_is_about_the_movement_that_runs_and_a_bad_one_ends_it(word: str) -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(Start(0, "cobra")).say(Feel(word))
    assert (away(day), day.stage()) == ({"cobra"}, None)


@pytest.mark.parametrize("word", ["worse", "spreading", "7"])
def test_a_bad_feeling_is_about_what_shows(word: str) -> None:
    """Who follows the pop-up and says that it spreads has not clicked Done: the stretch before it is not the one."""
    day = at_work().say(Done(stretch="chin-tuck")).minutes(15).run_until("shown")
    shown = suggested(day)
    assert shown != "chin-tuck"
    assert away(day.say(Feel(word))) == {shown} - set(MOVEMENTS.safety.gentle)
    assert logged(day) == [shown]


def test_a_good_feeling_is_about_what_was_done() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).minutes(15).run_until("shown").say(Feel("better"))
    assert logged(day) == ["chin-tuck"]


@pytest.mark.parametrize("word", ["better", "same", "2"])
def test_a_guide_goes_on_as_long_as_it_is_well(word: str) -> None:
    day = at_work().say(Start(0, "cobra")).say(Feel(word))
    assert (away(day), day.stage(), logged(day)) == (set(), Stage.STARTED, ["cobra"])


def test_nobody_is_asked_about_the_last_one_while_the_next_one_runs() -> None:
    day = at_work().say(Done(stretch="chin-tuck")).say(Start(0, "cobra"))
    assert (day.status().feedback_until, day.status().feedback_stretch) == (None, "")
