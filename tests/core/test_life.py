"""A reminder's life where the situations do not lead: questions, losses, naps, restarts, standing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.core.effects import Outcome, Remind, ReminderRow, WatchQuiet
from breakd.core.events import (
    Beat,
    Details,
    Dismissed,
    Done,
    Evidence,
    GuideLeft,
    InputSeen,
    Locked,
    NoInput,
    Pause,
    PopupLost,
    Posture,
    QuietReason,
    RemindNow,
    Resume,
    SetPosture,
    SettingsChanged,
    Skip,
    Sleeping,
    Snooze,
    Start,
    Tick,
    Woke,
)
from breakd.core.settings import Settings, Sitting
from breakd.core.status import Presence, Stage, State

from .timeline import Day

CALL, DND = QuietReason.CALL, QuietReason.DO_NOT_DISTURB


def shown(late: int | None = None, settings: Settings | None = None) -> Day:
    return Day(settings=settings, late=late).work().run_until("shown")


def standing(late: int | None = None) -> Day:
    day = Day(late=late).work().minutes(1).say(SetPosture(Posture.STANDING))
    return day.run_until("change")


def asked(late: int | None = None) -> Day:
    """Left with the pop-up on the screen, and back after more than `break` but before a natural break."""
    day = shown(late).leave().minutes(2).run(0 if late is None else 60)
    return day.bump()


def last_popup(day: Day) -> Remind:
    return next(item.effect for item in reversed(day.seen) if isinstance(item.effect, Remind))


def row(day: Day, id: int = 1) -> ReminderRow:
    return day.reminder_rows()[id]


# --- the question ---------------------------------------------------------------------------------


def test_an_unanswered_question_to_somebody_who_works_on_is_ignored(late: int | None) -> None:
    day = asked(late).work(4).minutes(4)
    day.expect("shown", "withdrawn", "asked", "withdrawn", "ignored")


def test_an_unanswered_question_to_an_empty_chair_is_not(late: int | None) -> None:
    """Back for one touch of the mouse: getting up must never be booked as ignored."""
    day = asked(late).leave().minutes(8)
    day.expect("shown", "withdrawn", "asked", "withdrawn", "break", "natural")


def test_asked_again_after_another_absence() -> None:
    day = asked().leave().run(140).back()
    day.expect("shown", "withdrawn", "asked", "withdrawn", "asked")


def test_closing_the_question_is_not_now() -> None:
    day = asked().work().say(Dismissed(1)).run(5)
    day.expect("shown", "withdrawn", "asked", "withdrawn", "ignored")


def test_nothing_is_asked_while_a_quiet_reason_holds() -> None:
    day = shown().leave().minutes(2).hold(CALL).back().minutes(5)
    day.expect("shown", "withdrawn")
    assert day.stage() is Stage.DEFERRED
    day.hold().run_until("shown")
    day.expect("shown", "withdrawn", "shown")


def test_a_call_takes_the_question_off_and_the_reminder_comes_back() -> None:
    day = asked().work().run(10).hold(CALL).minutes(5)
    day.expect("shown", "withdrawn", "asked", "withdrawn")
    assert day.stage() is Stage.DEFERRED
    day.hold().run_until("shown")


def test_a_lock_takes_the_question_off_and_a_natural_break_ends_it() -> None:
    day = asked().run(10).lock().minutes(6)
    day.expect("shown", "withdrawn", "asked", "withdrawn", "break", "natural")


def test_a_question_about_a_firm_one_is_judged_like_any_other() -> None:
    day = Day(settings=Settings(sitting=replace(Sitting(), hard_limit=1800.0))).work().run_until("firm")
    day.say(PopupLost(1)).run_until("firm").say(PopupLost(1)).leave().run(130).bump()
    assert day.story()[-1] == "asked"
    day.run(100)
    assert day.story()[-1] == "withdrawn"


def test_nobody_is_asked_whether_they_stretched_after_standing() -> None:
    """ "Sit or walk": who was away for two minutes has walked."""
    day = standing().leave().run(130).back()
    day.expect("change", "withdrawn", "completed")


# --- no answer ------------------------------------------------------------------------------------


def test_a_source_that_is_gone_tells_nothing_about_who_is_there() -> None:
    from breakd.core.events import SourceLost

    day = shown().run(10)
    day.say(SourceLost(day.boot))
    day.every = None
    day.run(120)
    day.expect("shown", "withdrawn")


def test_do_not_disturb_hid_it() -> None:
    settings = Settings(quiet=replace(Settings().quiet, do_not_disturb=False))
    day = shown(settings=settings).hold(DND).run(100)
    day.expect("shown", "withdrawn", "unseen")


def test_a_firm_one_that_a_program_took_off_asks_again(late: int | None) -> None:
    """It has no expiry of its own: a server that forces one must not silence breakd for the day."""
    settings = Settings(sitting=replace(Sitting(), hard_limit=1800.0))
    day = Day(late=late, settings=settings).work().run_until("firm").say(Dismissed(1, by_person=False)).minutes(9)
    day.expect("firm", "withdrawn")
    day.minutes(4).expect("firm", "withdrawn", "firm")


def test_one_that_a_program_took_off_counts_on_to_its_expiry(late: int | None) -> None:
    day = shown(late).say(Dismissed(1, by_person=False)).run(100)
    day.expect("shown", "withdrawn", "ignored")


def test_the_server_vanished_once() -> None:
    day = shown().say(PopupLost(1)).run(110)
    day.expect("shown", "shown", "withdrawn", "ignored")


def test_the_server_vanished_twice(late: int | None) -> None:
    day = shown(late).say(PopupLost(1)).run(15)
    assert day.stage() is Stage.SHOWN
    day.say(PopupLost(1)).minutes(3)
    day.expect("shown", "shown", "unseen")


def test_an_absence_begins_when_the_evidence_ends_not_at_the_last_input() -> None:
    """The film ends half a minute after the pop-up; its viewer, who sat there, is back at the mouse soon."""
    day = Day().work().minutes(1).leave()
    day.evidence = frozenset({Evidence.VIDEO})
    day.run_until("shown").run(20)
    day.evidence = frozenset()
    day.run_until("withdrawn").run(5)
    day.back().run(5)
    assert "asked" not in day.story()
    assert day.outcomes() == {"ignored": 1}


# --- all steps (Start until there is a guide) --------------------------------------------------------


def test_the_steps_stay_up_for_ten_minutes_and_then_it_is_as_dismissed(late: int | None) -> None:
    day = shown(late, Settings(sitting=replace(Sitting(), hard_limit=7200.0))).say(Details(1))
    read = day.at
    day.run_until("withdrawn")
    assert 600 <= day.at - read <= 600 + 2 * day.slack + 1
    day.run_until("shown").say(Details(1)).run_until("skipped")
    day.expect("shown", "shown", "withdrawn", "shown", "shown", "withdrawn", "skipped")


def test_the_steps_stay_when_it_turns_firm() -> None:
    day = shown(settings=Settings(sitting=replace(Sitting(), hard_limit=31 * 60.0))).say(Details(1))
    day.run_until("firm")
    assert last_popup(day).details


def test_the_steps_and_an_absence_are_a_natural_break() -> None:
    day = shown().say(Details(1)).leave().minutes(6)
    day.expect("shown", "shown", "break", "withdrawn", "natural")


# --- dismissed ------------------------------------------------------------------------------------


def test_a_call_while_a_dismissed_one_waits_to_ask_again() -> None:
    day = shown().say(Dismissed(1)).minutes(5).hold(CALL).minutes(10)
    day.expect("shown", "withdrawn")
    assert day.stage() is Stage.DEFERRED
    day.hold().run_until("shown")
    assert day.at - day.when("withdrawn") >= 900


def test_a_short_call_does_not_bring_a_dismissed_one_back_early() -> None:
    day = shown().say(Dismissed(1)).minutes(2).hold(CALL).minutes(2).hold().minutes(5)
    day.expect("shown", "withdrawn")
    day.run_until("shown")
    assert 600 <= day.at - day.when("withdrawn") <= 615


def test_leaving_the_guide_is_as_dismissed() -> None:
    day = shown().say(Start(1)).run(30).say(GuideLeft(1)).minutes(9)
    day.expect("shown", "withdrawn")
    day.run_until("shown").say(Start(1)).say(GuideLeft(1))
    day.expect("shown", "withdrawn", "shown", "withdrawn", "skipped")


def test_one_asked_for_and_dismissed_does_not_come_back_at_once() -> None:
    day = Day().work().minutes(10).say(RemindNow()).say(Dismissed(1)).minutes(5)
    day.expect("shown", "withdrawn")
    day.run_until("shown")
    assert 600 <= day.at - day.when("shown", 0) <= 620


# --- firm -----------------------------------------------------------------------------------------

SOON_FIRM = Settings(sitting=replace(Sitting(), hard_limit=35 * 60.0))


def test_turns_firm_while_deferred(late: int | None) -> None:
    day = Day(settings=SOON_FIRM, late=late).hold(CALL).work().minutes(38)
    assert day.status().attention
    day.expect()
    day.hold().run_until("firm")


def test_turns_firm_in_a_snooze_and_returns_at_its_time(late: int | None) -> None:
    day = shown(late, SOON_FIRM).say(Snooze(1))
    snoozed = day.at
    day.run_until("firm")
    assert 600 <= day.at - snoozed <= 615 + 2 * day.slack


def test_turns_firm_while_started_and_keeps_its_movement() -> None:
    day = shown(settings=SOON_FIRM).say(Start(1))
    stretch = row(day).stretch
    day.minutes(6)
    reminder = day.status().reminder
    assert reminder is not None
    assert (reminder.firm, reminder.stage, reminder.stretch) == (True, Stage.STARTED, stretch)


def test_turns_firm_on_the_screen_and_stays() -> None:
    settings = Settings(sitting=replace(Sitting(), hard_limit=31 * 60.0))
    day = shown(settings=settings).minutes(30)
    day.expect("shown", "firm")
    assert day.stage() is Stage.SHOWN


def test_turns_firm_while_dismissed_and_asks_again_at_its_time() -> None:
    day = shown(settings=SOON_FIRM).say(Dismissed(1)).run_until("firm")
    assert 600 <= day.at - day.when("shown") <= 615


def test_a_raised_hard_limit_is_crossed_once_more() -> None:
    day = Day().work().run_until("shown").say(Skip(1)).run_until("firm").say(Skip(2)).minutes(1)
    longer = replace(day.settings, sitting=replace(Sitting(), hard_limit=76 * 60.0))
    day.say(SettingsChanged(longer)).run_until("firm")
    day.near("firm", 76, within=24)


# --- `now` ----------------------------------------------------------------------------------------


def test_now_in_a_call_stays_on_the_screen() -> None:
    day = Day().hold(CALL).work().minutes(10).say(RemindNow()).run(60)
    day.expect("shown")


def test_now_brings_a_deferred_one() -> None:
    day = Day().hold(CALL).work().minutes(31).say(RemindNow()).run(60)
    day.expect("shown")
    assert row(day).by_program is True


def test_now_brings_a_snoozed_one_and_its_snooze_is_over() -> None:
    day = shown().say(Snooze(1)).minutes(1).say(RemindNow()).say(Done(1)).minutes(11)
    day.expect("shown", "withdrawn", "shown", "withdrawn", "completed")


def test_now_is_counted_as_asked_for() -> None:
    day = Day().work().minutes(10).say(RemindNow()).say(Done(1))
    assert row(day).by_program is False


def test_now_instead_of_the_question() -> None:
    day = asked().work().say(RemindNow()).say(Done(1)).run(5)
    day.expect("shown", "withdrawn", "asked", "shown", "withdrawn", "completed")


def test_a_pause_takes_off_even_what_was_asked_for() -> None:
    day = Day().work().minutes(10).say(RemindNow()).say(Pause("1h")).minutes(5)
    day.expect("shown", "withdrawn")
    day.say(Resume()).run_until("shown")


def test_now_does_not_move_the_programs_own_reminders() -> None:
    day = Day().work().minutes(29).say(RemindNow()).say(Snooze(1, 1.0)).run_until("shown").say(Skip(1)).minutes(1)
    day.run_until("shown")
    # half a limit after nothing: the program itself had started none yet
    assert day.at - day.when("skipped") <= 1830


def test_one_asked_for_comes_back_after_a_restart_only_to_somebody() -> None:
    day = Day().work().minutes(10).say(RemindNow()).leave().run(5)
    day.restart(gap=1, told_past=False)
    day.idle_told = day.pause_told = True
    day.run(30)
    day.expect("shown")
    day.back().run(1)
    day.expect("shown", "shown")


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


@pytest.mark.parametrize("told", [True, False], ids=["told", "signals lost"])
def test_shown_slept_for_two_minutes_and_asked(told: bool) -> None:
    day = shown().suspend(130, told=told).run(15)
    day.expect("shown", "withdrawn", "asked")


def test_idle_is_heard_between_the_signals_of_sleep() -> None:
    """The source's word may come before logind's, and it is not said twice."""
    day = Day().work().minutes(10).leave().run(60)
    day.say(Sleeping(day.boot))
    day.boot += 100
    day.idle_told = True
    day.say(NoInput(day.input_at)).say(Woke(day.boot)).run(10)
    assert day.status().presence is Presence.IDLE


def test_nobody_watches_a_film_in_their_sleep() -> None:
    day = Day().work().minutes(1).leave()
    day.evidence = frozenset({Evidence.VIDEO})
    day.minutes(4)
    assert day.status().presence is Presence.PASSIVE
    day.every = None
    day.suspend(60).run(1)
    assert day.status().presence is Presence.IDLE
    day.back()
    assert day.status().presence is Presence.ACTIVE


# --- words that come late --------------------------------------------------------------------------


def test_a_lock_is_told_ten_seconds_late() -> None:
    """logind asks for the lock; that it is one is known only when the locker says so."""
    day = Day().work().minutes(10).leave().run(10)
    day.handle(Locked(day.boot - 10))
    assert day.status().bout_seconds == pytest.approx(600)
    assert day.status().sitting_clock_seconds == pytest.approx(600 - 60)


def test_an_input_that_is_told_late_says_nothing_about_the_time_after_it() -> None:
    """Asked for its state, a source tells the last input, however long ago; then the pause since then."""
    day = Day().work().minutes(10).leave().run(110)
    day.handle(InputSeen(day.input_at))
    day.run(15)
    assert day.status().presence is Presence.IDLE
    assert day.status().bout_seconds == pytest.approx(600)


# --- restart --------------------------------------------------------------------------------------


def test_restarted_after_the_expiry_it_is_not_shown_again() -> None:
    day = shown().leave().run(100).restart(gap=5).run(20).back()
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


def test_a_clock_over_a_limit_that_was_lowered_meanwhile() -> None:
    day = Day().work().minutes(25)
    day.settings = replace(day.settings, sitting=replace(Sitting(), limit=20 * 60.0))
    kept = day.engine.snapshot()
    from breakd.core.engine import Engine

    from .timeline import MOVEMENTS

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
    """Getting off the chair is what it is for; but no movement was done."""
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
