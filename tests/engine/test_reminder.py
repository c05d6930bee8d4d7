"""A reminder's life where the situations do not lead: questions, losses, dismissals, firm ones, `now`."""

from __future__ import annotations

from dataclasses import replace

from breakd.engine.events import (
    Details,
    Dismissed,
    Done,
    Evidence,
    GuideAbandoned,
    NotificationServerCame,
    Pause,
    PopupLost,
    QuietReason,
    RemindNow,
    Resume,
    SettingsChanged,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.settings import Settings, SittingSettings
from breakd.engine.status import Stage
from tests.support.openings import asked, last_popup, row, shown, standing
from tests.support.timeline import Day

CALL, DND = QuietReason.CALL, QuietReason.DO_NOT_DISTURB


# --- the question ---------------------------------------------------------------------------------


def test_an_unanswered_question_to_somebody_who_works_on_is_ignored(late: int | None) -> None:
    day = asked(late).work(4).minutes(4)
    day.expect("shown", "withdrawn", "asked", "withdrawn", "ignored")


def test_an_unanswered_question_to_an_empty_chair_is_not(late: int | None) -> None:
    """Back for one touch of the mouse: getting up must never be booked as ignored."""
    day = asked(late).leave().minutes(8)
    day.expect("shown", "withdrawn", "asked", "withdrawn", "break", "natural")


def test_asked_again_after_another_absence() -> None:
    day = asked().leave().run(140).back().run(4)
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
    day = Day(settings=Settings(sitting=replace(SittingSettings(), hard_limit=1800.0))).work().run_until("firm")
    day.say(PopupLost(1)).run_until("firm").say(PopupLost(1)).leave().run(130).bump().run(3).bump()
    assert day.story()[-1] == "asked"
    day.run(100)
    assert day.story()[-1] == "withdrawn"


def test_nobody_is_asked_whether_they_stretched_after_standing() -> None:
    """ "Sit or walk": who was away for two minutes has walked."""
    day = standing().leave().run(130).back().run(4)
    day.expect("change", "withdrawn", "completed")


# --- no answer ------------------------------------------------------------------------------------


def test_a_source_that_is_gone_tells_nothing_about_who_is_there() -> None:
    from breakd.engine.events import SourceLost

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
    settings = Settings(sitting=replace(SittingSettings(), hard_limit=1800.0))
    day = Day(late=late, settings=settings).work().run_until("firm").say(Dismissed(1, by_person=False)).minutes(9)
    day.expect("firm", "withdrawn")
    day.minutes(4).expect("firm", "withdrawn", "firm")


def test_one_that_a_program_took_off_counts_on_to_its_expiry(late: int | None) -> None:
    day = (day := shown(late)).say(Dismissed(1, by_person=False)).run(100 + day.slack)
    day.expect("shown", "withdrawn", "ignored")


def test_the_server_vanished_once() -> None:
    day = shown().say(PopupLost(1)).run(110)
    day.expect("shown", "shown", "withdrawn", "ignored")


def test_the_server_vanished_twice(late: int | None) -> None:
    day = shown(late).say(PopupLost(1)).run(15)
    assert day.stage() is Stage.SHOWN
    day.say(PopupLost(1)).minutes(3)
    day.expect("shown", "shown", "unseen")


def test_a_server_that_is_away_for_three_seconds_is_one_loss(late: int | None) -> None:
    """It crashes, nothing takes the pop-up for a while, and the next one shows it."""
    day = shown(late).say(PopupLost(1)).run(15).say(PopupLost(1, no_server=True)).run(3)
    day.say(NotificationServerCame()).run(15)
    day.expect("shown", "shown", "shown")
    day.say(Done(1)).expect("shown", "shown", "shown", "withdrawn", "completed")


def test_the_next_server_vanishes_too(late: int | None) -> None:
    day = (
        shown(late).say(PopupLost(1)).run(15).say(PopupLost(1, no_server=True)).say(NotificationServerCame()).run(15)
    )
    day.say(PopupLost(1)).minutes(3)
    day.expect("shown", "shown", "shown", "unseen")
    assert day.say(NotificationServerCame()).run(15).stage() is None


def test_without_a_server_nobody_has_ignored_it(late: int | None) -> None:
    """Sent is not shown: its outcome is that nobody saw it."""
    shown(late).say(PopupLost(1, no_server=True)).minutes(3).expect("shown", "unseen")


def test_a_server_that_comes_while_nothing_waits_for_it() -> None:
    day = shown().say(NotificationServerCame()).run(5)
    day.expect("shown")
    assert day.stage() is Stage.SHOWN


def test_an_absence_begins_when_the_evidence_ends_not_at_the_last_input() -> None:
    """The film ends half a minute after the pop-up; its viewer, who sat there, is back at the mouse soon."""
    day = Day().work().minutes(1).leave()
    day.evidence = frozenset({Evidence.INHIBITOR})
    day.run_until("shown").run(20)
    day.evidence = frozenset()
    day.run_until("withdrawn").run(5)
    day.back().run(5)
    assert "asked" not in day.story()
    assert day.outcomes() == {"ignored": 1}


# --- all steps (Start until there is a guide) --------------------------------------------------------


def test_the_steps_stay_up_for_ten_minutes_and_then_it_is_as_dismissed(late: int | None) -> None:
    day = shown(late, Settings(sitting=replace(SittingSettings(), hard_limit=7200.0))).say(Details(1))
    read = day.at
    day.run_until("withdrawn")
    assert 600 <= day.at - read <= 600 + 2 * day.slack + 1
    day.run_until("shown").say(Details(1)).run_until("skipped")
    day.expect("shown", "shown", "withdrawn", "shown", "shown", "withdrawn", "skipped")


def test_the_steps_stay_when_it_turns_firm() -> None:
    day = shown(settings=Settings(sitting=replace(SittingSettings(), hard_limit=31 * 60.0))).say(Details(1))
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
    day = shown().say(Start(1)).run(30).say(GuideAbandoned(1)).minutes(9)
    day.expect("shown", "withdrawn")
    day.run_until("shown").say(Start(1)).say(GuideAbandoned(1))
    day.expect("shown", "withdrawn", "shown", "withdrawn", "skipped")


def test_one_asked_for_and_dismissed_does_not_come_back_at_once() -> None:
    day = Day().work().minutes(10).say(RemindNow()).say(Dismissed(1)).minutes(5)
    day.expect("shown", "withdrawn")
    day.run_until("shown")
    assert 600 <= day.at - day.when("shown", 0) <= 620


# --- firm -----------------------------------------------------------------------------------------

SOON_FIRM = Settings(sitting=replace(SittingSettings(), hard_limit=35 * 60.0))


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
    settings = Settings(sitting=replace(SittingSettings(), hard_limit=31 * 60.0))
    day = shown(settings=settings).minutes(30)
    day.expect("shown", "firm")
    assert day.stage() is Stage.SHOWN


def test_turns_firm_while_dismissed_and_asks_again_at_its_time() -> None:
    day = shown(settings=SOON_FIRM).say(Dismissed(1)).run_until("firm")
    assert 600 <= day.at - day.when("shown") <= 615


def test_a_raised_hard_limit_is_crossed_once_more() -> None:
    day = Day().work().run_until("shown").say(Skip(1)).run_until("firm").say(Skip(2)).minutes(1)
    longer = replace(day.settings, sitting=replace(SittingSettings(), hard_limit=76 * 60.0))
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
    day.idle_reported = day.pause_reported = True
    day.run(30)
    day.expect("shown")
    day.back().run(4)
    day.expect("shown", "shown")
