"""A reminder's life over naps, sleep, late words and restarts; standing; and what is written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from breakd.engine.effects import WatchQuiet
from breakd.engine.events import (
    Beat,
    Dismissed,
    Done,
    Evidence,
    InputSeen,
    Locked,
    NoInput,
    Pause,
    PopupLost,
    Posture,
    QuietReason,
    SetPosture,
    Skip,
    Sleeping,
    Snooze,
    Start,
    Tick,
    Woke,
)
from breakd.engine.records import Outcome
from breakd.engine.settings import Settings, SittingSettings
from breakd.engine.status import Presence, Stage, State
from tests.support.openings import asked, last_popup, row, shown, standing
from tests.support.timeline import Day

CALL, DND = QuietReason.CALL, QuietReason.DO_NOT_DISTURB


# --- naps and sleep -------------------------------------------------------------------------------


def test_a_nap_while_it_waits_for_a_pause_in_the_typing() -> None:
    """The source never thought the person idle, so it reports no input after the nap."""
    day = Day().work(3).minutes(30).run(10)
    assert day.stage() is Stage.WAITING
    day.suspend(20)
    woke = day.at
    day.run_until("shown")
    assert day.at - woke <= 125


def test_nothing_is_shown_at_the_moment_of_waking_up() -> None:
    """The lid may have been opened by nobody: a machine wakes for its backup."""
    day = Day().work(3).minutes(30).run(10).leave().suspend(200)
    day.every = None
    day.run(4)
    day.expect()


@pytest.mark.parametrize("seconds", [20, 60, 100])
def test_the_lid_was_closed_on_the_pop_up_and_nobody_is_there_after(seconds: float) -> None:
    """A source that never noticed the sleep says nothing after it: nobody there has ignored anything."""
    day = shown().run(10).bump().leave().silence_source().suspend(seconds).minutes(3)
    day.expect("shown", "withdrawn")
    assert day.stage() is Stage.SHOWN, "it is asked when somebody comes back"


def test_stopped_while_nobody_was_there_is_an_absence() -> None:
    """The machine was starved for four minutes: they belong to the five of a break, since the person was away."""
    day = Day().work().minutes(10).leave().run(5).freeze(250).run_until("break")
    assert day.boot - day.input_at == pytest.approx(300, abs=1)


@pytest.mark.parametrize("told", [True, False], ids=["told", "signals lost"])
def test_shown_slept_for_two_minutes_and_asked(told: bool) -> None:
    day = shown().suspend(130, told=told).run(15)
    day.expect("shown", "withdrawn", "asked")


def test_idle_is_heard_between_the_signals_of_sleep() -> None:
    """The source's word may come before logind's, and it is not said twice."""
    day = Day().work().minutes(10).leave().run(60)
    day.say(Sleeping(day.boot))
    day.boot += 100
    day.idle_reported = True
    day.say(NoInput(day.input_at)).say(Woke(day.boot)).run(10)
    assert day.status().presence is Presence.IDLE


def test_nobody_watches_a_film_in_their_sleep() -> None:
    day = Day().work().minutes(1).leave()
    day.evidence = frozenset({Evidence.INHIBITOR})
    day.minutes(4)
    assert day.status().presence is Presence.PASSIVE
    day.every = None
    day.suspend(60).run(1)
    assert day.status().presence is Presence.IDLE
    day.back().run(4)
    assert day.status().presence is Presence.ACTIVE


# --- words that come late --------------------------------------------------------------------------


def test_a_lock_is_told_ten_seconds_late() -> None:
    """logind asks for the lock; that it is one is known only when the locker says so."""
    day = Day().work().minutes(10).leave().run(10)
    day.handle(Locked(day.boot - 10))
    assert day.status().bout_seconds == pytest.approx(600)
    assert day.status().sitting_clock_seconds == pytest.approx(600 - 60)


def test_an_unlock_is_told_twenty_seconds_late() -> None:
    """A hundred seconds locked empty the clock; then somebody sat there for twenty before it was heard."""
    day = Day().work().minutes(10).lock().run(100).unlock(reported_after=20).run(1)
    day.handle(Beat())
    assert day.status().bout_seconds == pytest.approx(621)
    assert day.status().sitting_clock_seconds == pytest.approx(21)


def test_an_input_that_is_told_late_says_nothing_about_the_time_after_it() -> None:
    """Asked for its state, a source tells the last input, however long ago; then the pause since then."""
    day = Day().work().minutes(10).leave().run(110)
    day.handle(InputSeen(day.input_at))
    day.run(15)
    assert day.status().presence is Presence.IDLE
    assert day.status().bout_seconds == pytest.approx(600)


# --- restart --------------------------------------------------------------------------------------


def test_restarted_after_the_expiry_it_is_not_shown_again() -> None:
    day = shown().leave().run(100).restart(gap=5).run(20).back().run(4)
    day.expect("shown", "withdrawn", "asked")


def test_restarted_in_a_snooze_it_returns_at_its_time(late: int | None) -> None:
    day = shown(late).say(Snooze(1))
    snoozed = day.at
    day.minutes(3).restart(gap=20)
    reminder = day.status().reminder
    assert reminder is not None
    assert (reminder.stage, reminder.snoozes_left) == (Stage.SNOOZED, 1)
    day.run_until("shown")
    assert 600 <= day.at - snoozed <= 615 + 2 * day.slack


def test_restarted_in_a_pause_it_is_still_paused() -> None:
    day = Day().work().minutes(20).say(Pause("forever")).restart(gap=5).minutes(20)
    assert day.status().paused_until == "forever"
    day.expect()


def test_restarted_while_started_the_guide_may_go_on() -> None:
    day = shown().say(Start(1)).run(30).restart(gap=2).run(60).say(Done(1))
    day.expect("shown", "withdrawn", "completed")


def test_nobody_is_greeted_in_the_morning_with_the_reminder_of_last_night(late: int | None) -> None:
    """Logged out with a pop-up on the screen, the same boot: a fresh bout, and no break recorded."""
    day = shown(late).restart(gap=14 * 3600).minutes(5)
    day.expect("shown", "unseen")
    assert day.stage() is None


def test_a_snooze_of_last_night_is_over_too() -> None:
    day = shown().say(Snooze(1)).freeze(2 * 3600).run(5).minutes(15)
    day.expect("shown", "withdrawn", "unseen")


def test_a_reboot_ends_standing_and_its_reminder() -> None:
    day = standing()
    day.restart(boot=100.0, off=60).minutes(5)
    day.expect("change", "unseen")
    assert day.status().posture is Posture.SITTING


OPEN: dict[str, tuple[Callable[[], Day], str]] = {
    "snoozed": (lambda: shown().say(Snooze(1)).minutes(4), "shown"),
    "dismissed": (lambda: shown().say(Dismissed(1)).minutes(4), "shown"),
    "dismissed, and in a call": (lambda: shown().say(Dismissed(1)).minutes(4).hold(CALL), "shown"),
    "after a call": (lambda: Day().hold(CALL).work().minutes(31).hold().run(10), "shown"),
    "on the screen": (lambda: shown().run(10), "shown"),
    "closed by the shutdown": (lambda: shown().say(Dismissed(1)), "shown"),
    "asked": (lambda: asked().run(10), "shown"),
    "lost": (lambda: asked().say(PopupLost(1)), "ignored"),
    "unanswered": (lambda: shown().leave().minutes(2), "ignored"),
}
"""A day with an open reminder in each situation, and what is seen next of it."""


@pytest.mark.parametrize("situation", OPEN)
def test_a_reboot_of_a_minute_leaves_a_reminder_its_time(situation: str) -> None:
    """The boot clock begins again: a snooze that kept the old instant would return hours late."""
    open_day, seen_next = OPEN[situation]

    def seconds_until_seen(*, reboot: bool) -> float:
        day = open_day()
        day = day.restart(boot=100.0, off=60) if reboot else day.restart(gap=60)
        began = day.hold().work().at
        return day.run_until(seen_next, limit=1800).at - began

    assert seconds_until_seen(reboot=True) == pytest.approx(seconds_until_seen(reboot=False))


def test_a_clock_over_a_limit_that_was_lowered_meanwhile() -> None:
    day = Day().work().minutes(25)
    day.settings = replace(day.settings, sitting=replace(SittingSettings(), limit=20 * 60.0))
    kept = day.engine.snapshot()
    from breakd.engine.engine import Engine
    from tests.support.timeline import MOVEMENTS

    day.engine = Engine(day.settings, MOVEMENTS, day.now())
    day.engine.restore(kept, day.now(), same_boot=True)
    assert day.status().sitting_clock_seconds == 20 * 60
    assert day.stage() is Stage.WAITING


# --- standing -------------------------------------------------------------------------------------


def test_standing_for_long(late: int | None) -> None:
    day = standing(late).say(SetPosture(Posture.SITTING)).minutes(5)
    day.expect("change", "withdrawn", "completed")
    assert day.status().posture is Posture.SITTING
    assert day.status().state is State.SITTING


def test_done_with_standing_is_sitting_and_no_stretch() -> None:
    day = standing().say(Done(1)).minutes(1)
    day.expect("change", "withdrawn", "completed")
    assert day.status().posture is Posture.SITTING
    assert day.engine.snapshot()["journal"]["since_long"] == 0


def test_a_snoozed_change_tells_the_whole_time_when_it_returns() -> None:
    day = standing().say(Snooze(1)).run_until("change")
    assert last_popup(day).sitting_seconds >= 55 * 60


def test_sitting_down_ends_a_snoozed_change() -> None:
    day = standing().say(Snooze(1)).say(SetPosture(Posture.SITTING)).minutes(15)
    day.expect("change", "withdrawn", "completed")


def test_ignored_and_still_standing_after_another_45_minutes() -> None:
    day = standing().run_until("ignored").run_until("change")
    assert 45 * 60 <= day.at - day.when("ignored") <= 45 * 60 + 12


def test_another_break_does_not_shorten_standing() -> None:
    day = Day().work().say(SetPosture(Posture.STANDING)).minutes(40).say(Done()).run_until("change")
    day.near("change", 45)


def test_standing_up_answers_a_reminder_to_stretch(late: int | None) -> None:
    """Getting off the chair is what it is for; but no stretch was done."""
    day = shown(late).say(SetPosture(Posture.STANDING)).minutes(10)
    day.expect("shown", "withdrawn", "completed")
    assert row(day).stretch == ""
    assert day.status().bout_seconds == 0


def test_standing_up_in_a_call_leaves_nothing_to_show_after_it() -> None:
    day = Day().hold(CALL).work().minutes(31).say(SetPosture(Posture.STANDING)).minutes(10).hold().minutes(5)
    day.expect("completed")


def test_standing_up_for_the_guide_does_not_end_the_guide() -> None:
    day = shown().say(Start(1)).say(SetPosture(Posture.STANDING)).minutes(1).say(Done(1))
    day.expect("shown", "withdrawn", "completed")
    assert row(day).stretch != ""


def test_a_natural_break_ends_a_change() -> None:
    day = standing().lock().minutes(6)
    day.expect("change", "withdrawn", "break", "natural")


# --- rows and effects -----------------------------------------------------------------------------


def test_the_row_of_a_natural_end_still_tells_how_long_the_bout_was() -> None:
    day = shown().leave().minutes(6)
    assert row(day).outcome is Outcome.NATURAL
    assert row(day).bout_seconds >= 1800


def test_the_row_follows_every_change(late: int | None) -> None:
    day = shown(late)
    assert row(day).shown_at is not None
    day.say(Snooze(1))
    assert row(day).snoozes == 1
    first = row(day).shown_at
    day.run_until("shown").say(Done(1, "walk-break"))
    assert (row(day).outcome, row(day).stretch, row(day).shown_at) == (Outcome.COMPLETED, "walk-break", first)
    assert row(day).closed_at is not None


def test_the_row_of_an_open_reminder_tells_that_it_turned_firm() -> None:
    """The history and the week in the guide show it while it is open."""
    day = Day().hold(CALL).work().minutes(65)
    reminder = day.status().reminder
    assert reminder is not None
    assert (row(day).firm, row(day).stretch, row(day).outcome) == (True, reminder.stretch, None)


def test_quiet_reasons_are_watched_exactly_while_it_is_open() -> None:
    """The probes never answer, and the reminder ends at the very look at which that is noticed."""
    day = Day().work().run(1790)
    engine = day.engine
    day.boot += 10
    day.mono += 10
    effects = engine.handle(Tick(), day.now())
    assert WatchQuiet(True) in effects
    day.boot += 5
    day.mono += 5
    effects = engine.handle(Skip(1), day.now())
    assert WatchQuiet(False) in effects
    assert not any(isinstance(effect, WatchQuiet) for effect in engine.handle(Beat(), day.now()))


# --- what the status tells ------------------------------------------------------------------------


def test_listening_in_a_call_is_told_when_the_next_one_is_due_until_nobody_can_tell() -> None:
    """A call without input counts as sitting, but not for ever: it may have been left open."""
    settings = Settings(sitting=replace(SittingSettings(), passive_cap=600.0))
    day = Day(settings=settings).work().minutes(5)
    day.evidence = frozenset({Evidence.CALL})
    day.leave().minutes(4)
    assert day.status().presence is Presence.PASSIVE
    assert day.status().due_at == day.now().wall + timedelta(minutes=21)
    day.minutes(10)
    assert (day.status().presence, day.status().due_at) == (Presence.PASSIVE, None)


def test_a_locked_screen_is_a_quiet_reason() -> None:
    day = Day().work().minutes(5).lock().run(10)
    assert day.status().quiet == (QuietReason.LOCKED,)
    assert day.unlock().run(10).status().quiet == ()
