"""The guided stretch: it begins by a click or by hand, is heard of, finished, left, or cannot be opened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.effects import OpenGuide, Refused, Remind
from breakd.engine.events import (
    Another,
    Details,
    Done,
    Event,
    Feel,
    GuideAbandoned,
    GuideKeepAlive,
    Posture,
    RemindNow,
    SetPosture,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.health_requests import ReportRedFlags, StartSession
from breakd.engine.records import Outcome, ReminderRow, SessionRow
from breakd.engine.settings import BodySettings, Settings, SittingSettings
from breakd.engine.status import Stage
from breakd.messages import refusals
from breakd.stretches.safety_state import Urgency
from tests.support.timeline import MOVEMENTS, Day

CONFIRMED = Settings(body=BodySettings(disclaimer=True))
NO_FIRM = Settings(sitting=replace(SittingSettings(), hard_limit=7200.0))


def shown(settings: Settings | None = None) -> Day:
    return Day(settings=settings).work().run_until("shown")


def row(day: Day, id: int = 1) -> ReminderRow:
    return day.reminder_rows()[id]


def test_a_click_on_the_pop_up_opens_the_guide() -> None:
    day = shown().say(Start(1, token="from-the-desktop"))
    day.expect("shown", "withdrawn", "guide")
    assert day.seen[-1].effect == OpenGuide(1, "from-the-desktop")
    assert day.stage() is Stage.STARTED


def test_who_has_opened_the_guide_needs_no_other() -> None:
    shown().say(Start(1)).expect("shown", "withdrawn")


def test_the_opened_guide_says_that_it_begins_and_opens_no_second() -> None:
    shown().say(Start(1, token="")).say(Start(1)).expect("shown", "withdrawn", "guide")


def test_the_end_of_the_guide_is_kept_with_its_seconds() -> None:
    day = shown().say(Start(1, token="")).run(62).say(Done(1, seconds=62.0))
    day.expect("shown", "withdrawn", "guide", "completed")
    assert row(day).guided_seconds == 62.0


def test_a_guide_over_a_restart_has_its_ten_minutes_anew() -> None:
    """Nobody is taken to have left the guide because breakd was updated beside it."""
    day = shown().say(Start(1)).minutes(9).restart().work().minutes(5)
    assert day.stage() is Stage.STARTED
    day.run_until("shown")
    assert day.at - day.when("shown", 0) >= (9 + 10 + 10) * 60, "ten minutes of silence, and ten as dismissed"


def practice(day: Day) -> tuple[str, ...]:
    done: tuple[str, ...] = day.engine.suggester(day.now()).history().done
    return done


@pytest.mark.parametrize(
    ("side", "seconds", "practised"),
    [("none", 0.0, False), ("none", 38.0, False), ("none", 39.0, True), ("left", 19.0, False), ("left", 20.0, True)],
)
def test_a_guide_that_is_clicked_through_is_a_break_but_no_practice(
    side: str, seconds: float, practised: bool
) -> None:
    """At the dose of leg pain the slider takes 78 s on both sides; where one side hurts, that one alone is guided."""
    day = shown(Settings(body=BodySettings(frozenset({"sciatic"}), side=side, disclaimer=True))).say(
        Start(1, "seated-sciatic-slider")
    )
    assert MOVEMENTS.stretches["seated-sciatic-slider"].at_level(1).total_seconds == 78
    day.say(Done(1, seconds=seconds))
    assert (row(day).outcome, row(day).guided_seconds) == (Outcome.COMPLETED, seconds)
    assert practice(day) == (("seated-sciatic-slider",) if practised else ())
    assert day.outcomes() == {"completed": 1}
    assert day.status().feedback_stretch == "seated-sciatic-slider", "it may have hurt all the same"


def test_clicking_through_brings_no_level() -> None:
    day = Day(settings=CONFIRMED).work().say(ReportRedFlags(Urgency.NONE))
    for _ in range(8):
        day.say(Start(0, "chin-tuck")).say(Done(0, seconds=2.0)).suspend(86400)
    assert day.engine.suggester(day.now()).dose_level("chin-tuck") == 2
    for _ in range(5):
        day.say(Start(0, "chin-tuck")).say(Done(0)).say(Feel("same")).suspend(86400)
    assert day.engine.suggester(day.now()).dose_level("chin-tuck") == 3, "without a guide the person's word is taken"


def test_a_session_that_is_clicked_through_is_none() -> None:
    day = shown(CONFIRMED).say(StartSession()).say(Done(1, seconds=200.0))
    assert (day.status().sessions_this_week, practice(day)) == (0, ())
    assert not [found for found in day.rows if isinstance(found, SessionRow)]
    assert day.status().feedback_until is not None
    assert day.say(StartSession()).say(Done(2, seconds=400.0)).status().sessions_this_week == 1


def test_a_guide_with_nothing_open_that_is_clicked_through() -> None:
    assert practice(Day().work().say(Done(0, "cobra", 3.0))) == ()


def test_done_without_a_guide_has_no_seconds() -> None:
    assert row(shown().say(Done(1))).guided_seconds is None


def test_a_guide_with_nothing_open_is_kept_too() -> None:
    day = Day().work().minutes(5).say(Done(0, "cobra", 54.0))
    assert (row(day).stretch, row(day).guided_seconds) == ("cobra", 54.0)


def test_a_guide_left_half_way_is_not_done() -> None:
    day = shown().say(Start(1)).run(30).say(GuideAbandoned(1))
    day.expect("shown", "withdrawn")
    assert day.stage() is Stage.WAITING
    assert row(day).outcome is None


def test_words_keep_a_long_guide_alive() -> None:
    day = shown(NO_FIRM).say(Start(1))
    for _ in range(20):
        day.minutes(1).say(GuideKeepAlive(1))
    assert day.stage() is Stage.STARTED
    day.minutes(11)
    assert day.stage() is not Stage.STARTED


def test_a_word_of_a_guide_does_not_start_what_was_snoozed_meanwhile() -> None:
    day = shown().say(Start(1)).say(Snooze(1)).say(GuideKeepAlive(1)).say(GuideAbandoned(1))
    assert day.stage() is Stage.SNOOZED


@pytest.mark.parametrize("wish", [GuideKeepAlive(1), GuideAbandoned(1), Details(1), Start(1), Start(1, token="t")])
def test_a_guide_of_a_reminder_that_is_over_is_refused(
    wish: GuideKeepAlive | GuideAbandoned | Details | Start,
) -> None:
    shown().say(Done(1)).say(wish).expect("shown", "withdrawn", "completed", "refused:stale")


def test_a_guide_that_cannot_be_opened_shows_its_steps_instead() -> None:
    day = shown().say(Start(1, token="")).say(Details(1))
    day.expect("shown", "withdrawn", "guide", "shown")
    popup = day.seen[-1].effect
    assert isinstance(popup, Remind)
    assert popup.details
    assert day.stage() is Stage.SHOWN


def test_a_guide_goes_on_over_a_restart() -> None:
    day = shown().say(Start(1)).run(30).restart(gap=5).run(20).say(GuideKeepAlive(1)).say(Done(1, seconds=62.0))
    day.expect("shown", "withdrawn", "completed")
    assert row(day).guided_seconds == 62.0


def test_a_movement_chosen_by_hand_has_its_own_dose() -> None:
    careful = Settings(body=BodySettings(conditions=frozenset({"high_bp"})))
    day = shown(careful).say(Start(1, "chair-back-stretch"))
    reminder = day.status().reminder
    assert reminder is not None
    assert (reminder.stretch, reminder.level) == ("chair-back-stretch", 1)
    reminder = shown().say(Start(1, "legs-on-chair-rest")).status().reminder
    assert reminder is not None
    assert reminder.level == 2  # the break's length binds a suggestion, not a choice


@pytest.mark.parametrize("wish", [Details(1), Snooze(1), GuideAbandoned(1), Start(1, "cobra")])
def test_a_session_that_is_left_is_one_no_more(wish: Event) -> None:
    day = shown(CONFIRMED).say(StartSession())
    assert day.status().reminder.session  # type: ignore[union-attr]
    day.say(wish)
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.session == ()
    assert reminder.stretch, "it asks for one stretch"
    day.say(Done(1))
    assert not [row for row in day.rows if isinstance(row, SessionRow)]
    assert day.status().sessions_this_week == 0
    assert (row(day).stretch, row(day).session) == (reminder.stretch, ())


@pytest.mark.parametrize("end", [Done(1), Skip(1), Done(1, seconds=3.0)])
def test_a_session_is_kept_as_one(end: Event) -> None:
    day = shown(CONFIRMED).say(StartSession())
    reminder = day.status().reminder
    assert reminder is not None
    stretches = tuple(one.stretch for one in reminder.session)
    assert (row(day).session, row(day).stretch) == (stretches, ""), "while it runs"
    assert row(day.say(end)).session == stretches


def test_one_movement_of_a_session_is_kept_as_that() -> None:
    day = shown(CONFIRMED).say(StartSession()).say(Done(1, "cobra"))
    assert (row(day).session, row(day).stretch, day.status().sessions_this_week) == ((), "cobra", 0)


def test_a_session_that_is_only_begun_again_stays_one() -> None:
    day = shown(CONFIRMED).say(StartSession()).say(Start(1)).say(Done(1))
    assert day.status().sessions_this_week == 1


@pytest.mark.parametrize(
    ("begin", "runs"), [(Start(0, "cobra"), "“Cobra”"), (StartSession(), "The session of ")], ids=["one", "session"]
)
@pytest.mark.parametrize("wish", [RemindNow(), Another()], ids=["now", "another"])
def test_nothing_else_is_suggested_while_a_guide_runs(begin: Event, runs: str, wish: Event) -> None:
    day = shown(CONFIRMED).say(begin)
    before = day.status().reminder
    assert day.say(wish).status().reminder == before
    assert day.stage() is Stage.STARTED
    refused = day.seen[-1].effect
    assert isinstance(refused, Refused)
    assert refusals.refusal(refused).startswith(runs)
    assert "breakd skip" in refusals.refusal(refused)
    assert day.say(Skip()).say(RemindNow()).stage() is Stage.SHOWN


def test_there_is_no_guide_for_sitting_down() -> None:
    day = Day().work().minutes(1).say(SetPosture(Posture.STANDING)).run_until("change")
    day.say(Start(1, token="")).expect("change", "change", "refused:no-stretch")


def test_a_click_with_no_movement_to_guide_leaves_the_pop_up() -> None:
    nothing = replace(Settings(), places={"office": replace(Settings().places["office"], settings=frozenset())})
    day = shown(nothing).say(Start(1, token=""))
    day.expect("shown", "shown", "refused:no-stretch")


def never_done(day: Day) -> tuple[str, ...]:
    reminder = day.status().reminder
    assert reminder is not None
    return reminder.never_done


def test_a_stretch_is_new_until_it_was_done_once() -> None:
    day = Day(settings=CONFIRMED).work().say(Start(0, "cobra"))
    assert never_done(day) == ("cobra",)
    day.say(Done(0, seconds=2.0)).say(Start(0, "cobra"))
    assert never_done(day) == ("cobra",), "clicked through is not done"
    day.say(Done(0, seconds=54.0)).suspend(86400).say(Start(0, "cobra"))
    assert never_done(day) == ()
    day.restart().work()
    assert never_done(day) == ()
    day.suspend(400 * 86400).say(Start(0, "cobra"))
    assert never_done(day) == (), "it is remembered for longer than what was done lately"


def test_a_session_tells_which_of_its_stretches_are_new() -> None:
    day = Day(settings=CONFIRMED).work().say(StartSession())
    status = day.status().reminder
    assert status is not None
    planned = tuple(one.stretch for one in status.session)
    assert never_done(day) == planned
    assert len(planned) > 3
    day.say(Done(0)).say(Start(0, "chin-tuck")).say(Done(0)).say(StartSession())
    status = day.status().reminder
    assert status is not None
    assert never_done(day) == tuple(
        one.stretch for one in status.session if one.stretch not in (*planned, "chin-tuck")
    )
