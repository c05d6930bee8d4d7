"""What the person asks for: what each request does with nothing open, with another id, in every stage, and its
words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from breakd.engine.effects import OpenBoardPage, Refusal, Remind
from breakd.engine.events import (
    Another,
    Details,
    Done,
    Event,
    Feel,
    GuideKeepAlive,
    Hurts,
    OpenBoard,
    Posture,
    RemindNow,
    Request,
    SetPlace,
    SetPosture,
    SettingsChanged,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.records import FeelRow
from breakd.engine.settings import Settings, StretchSettings
from breakd.engine.status import Stage
from tests.support.openings import asked, row, shown, standing
from tests.support.timeline import BERLIN, MOVEMENTS, Day
from tests.support.timeline_words import refused

ONE = next(
    id for id, stretch in MOVEMENTS.stretches.items() if stretch.default_enabled and stretch.setting == "seated"
)
ONLY_ONE = Settings(stretches=StretchSettings(disable=frozenset(MOVEMENTS.stretches) - {ONE}))


def popups(day: Day) -> list[Remind]:
    """Every time that a reminder came up."""
    return [one.effect for one in day.seen if isinstance(one.effect, Remind)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def test_a_pop_up_knows_whether_somebody_asked_for_it() -> None:
    assert popups(Day().work().minutes(5).say(RemindNow()).run(5))[0].asked
    assert not popups(shown())[0].asked


# --- ids ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", [Done(9), Snooze(9), Skip(9), Another(9), Start(9)])
def test_another_id_than_the_open_one_is_stale(wish: Event) -> None:
    day = shown().say(wish)
    day.expect("shown", refused(Refusal.STALE))
    assert day.stage() is Stage.SHOWN


@pytest.mark.parametrize("wish", [Done(9), Snooze(9), Skip(9), Another(9), Start(9)])
def test_an_id_with_nothing_open_is_stale(wish: Event) -> None:
    Day().work().minutes(10).say(wish).expect(refused(Refusal.STALE))


@pytest.mark.parametrize("wish", [Skip(), Another()])
def test_nothing_to_act_on(wish: Event) -> None:
    Day().work().minutes(10).say(wish).expect(refused(Refusal.NOTHING_OPEN))


def test_answers_to_another_reminder_mean_nothing() -> None:
    day = shown().say(Details(9)).say(GuideKeepAlive(9))
    day.expect("shown", "refused:stale", "refused:stale")


def test_the_second_of_a_double_click_is_stale() -> None:
    shown().say(Done(1)).say(Done(1)).expect("shown", "withdrawn", "completed", refused(Refusal.STALE))


# --- snooze ---------------------------------------------------------------------------------------


def test_a_double_click_on_snooze_counts_once() -> None:
    day = shown().say(Snooze(1)).run(0.5).say(Snooze(1))
    assert row(day).snoozes == 1


def test_a_snooze_of_one_second_and_another_at_once_are_two() -> None:
    day = Day().work().minutes(10).say(RemindNow()).say(Snooze(1, 1.0)).run(1.1)
    day.say(RemindNow()).say(Snooze(1, 1.0))
    assert row(day).snoozes == 2


def test_a_refused_snooze_keeps_the_question() -> None:
    day = shown().say(Snooze(1, 1.0)).run_until("shown").run(3).say(Snooze(1, 1.0)).run_until("shown")
    day.leave().run(130).bump().run(3).bump().say(Snooze(1))
    assert day.story()[-2:] == ["asked", refused(Refusal.NO_MORE_SNOOZES)]
    day.say(Done(1))
    assert day.outcomes() == {"completed": 1}


def test_snooze_in_the_heads_up() -> None:
    day = Day().work().run(1770 + 5).say(Snooze())
    assert (day.stage(), day.story()) == (Stage.SNOOZED, [])
    day.run_until("shown")
    assert row(day).by_program


def test_snooze_before_the_heads_up_is_refused() -> None:
    Day().work().minutes(10).say(Snooze()).expect(refused(Refusal.NOT_DUE))


@pytest.mark.parametrize("seconds", [-1.0, 0.5, 1e12, float("nan")])
def test_no_length_of_a_snooze(seconds: float) -> None:
    shown().say(Snooze(1, seconds)).expect("shown", refused(Refusal.BAD_LENGTH))


def test_an_open_reminder_keeps_its_own_snoozes() -> None:
    day = shown()
    fewer = replace(day.settings, reminder=replace(day.settings.reminder, max_snoozes=0, snooze=(60.0,)))
    day.say(SettingsChanged(fewer)).say(Snooze(1)).minutes(9)
    day.expect("shown", "withdrawn")


# --- another, start, hurts ---------------------------------------------------------------------------


def test_another_is_another() -> None:
    day = shown()
    first = row(day).stretch
    day.say(Another(1))
    assert row(day).stretch not in ("", first)
    day.expect("shown", "shown")


def test_no_other_stretch_and_the_popup_stays() -> None:
    """A click takes the pop-up away on most desktops, so it is put back."""
    shown(settings=ONLY_ONE).say(Another(1)).expect("shown", "refused-popup", refused(Refusal.NO_STRETCH))


def test_another_before_the_disclaimer_was_read_says_what_to_do() -> None:
    day = Day(confirmed=False).work().run_until("shown").say(Another(1))
    day.expect("shown", "refused-popup", refused(Refusal.NOT_CONFIRMED))


def test_what_hurts_is_not_suggested_any_more() -> None:
    day = shown()
    first = row(day).stretch
    day.say(Hurts())
    assert row(day).stretch not in ("", first)


def test_what_hurts_goes_even_if_nothing_is_left() -> None:
    day = shown(settings=ONLY_ONE).say(Hurts(ONE))
    assert row(day).stretch == ""
    popup = day.seen[-1].effect
    assert isinstance(popup, Remind)
    assert popup.stretch == ""


def test_what_hurts_must_exist() -> None:
    Day().work().say(Hurts("flying")).expect(refused(Refusal.UNKNOWN_STRETCH))
    Day().work().say(Hurts()).expect(refused(Refusal.NOTHING_SUGGESTED))


def test_a_guide_for_a_named_stretch() -> None:
    day = Day().work().minutes(10).say(Start(0, "walk-break"))
    assert (row(day).stretch, row(day).by_program, day.stage()) == ("walk-break", False, Stage.STARTED)
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.reason is None
    day.say(Done(1))
    day.expect("completed")
    assert day.status().bout_seconds == 0


def test_a_change_has_no_guide() -> None:
    standing().say(Start(1)).expect("change", refused(Refusal.NO_STRETCH))


def test_a_change_has_no_other_stretch() -> None:
    standing().say(Another(1)).expect("change", refused(Refusal.NO_STRETCH))


def test_feel_is_about_the_last_break() -> None:
    day = shown().say(Done(1, "walk-break")).say(Feel("better"))
    assert [r for r in day.rows if isinstance(r, FeelRow)][-1].stretch == "walk-break"
    day.say(Feel("fine"))
    assert day.story()[-1] == refused(Refusal.BAD_WORD)


# --- skip, done -----------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", [Skip(1), Done(1)])
def test_a_question_can_be_answered_by_the_command_line(wish: Event) -> None:
    day = asked().say(wish)
    assert day.story()[-1] == ("skipped" if isinstance(wish, Skip) else "completed")


def test_done_of_an_unknown_stretch_changes_nothing() -> None:
    day = shown().say(Done(1, "flying"))
    day.expect("shown", refused(Refusal.UNKNOWN_STRETCH))


# --- now ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wish", [Details(1), Done(1, "flying"), Another(1), RemindNow(), Snooze(1), Start(1, "cobra")]
)
def test_nothing_comes_up_behind_a_lock(wish: Request) -> None:
    """Whatever is asked for meanwhile, by a guide that cannot be opened too: it is held, and shown after."""
    day = shown().say(Start(1, token="")).lock()
    before = len(popups(day))
    day.say(wish).run(30)
    assert len(popups(day)) == before


def test_steps_that_were_asked_for_come_after_the_lock() -> None:
    day = shown().say(Start(1, token="")).lock().say(Details(1)).run(20)
    assert day.stage() is Stage.DEFERRED
    day.unlock().run_until("shown")
    assert (day.stage(), popups(day)[-1].details) == (Stage.SHOWN, True)


def test_steps_that_a_lock_takes_off_come_back_as_steps() -> None:
    day = shown().say(Details(1)).lock().run(20)
    assert day.stage() is Stage.DEFERRED
    day.unlock().run_until("shown")
    assert (day.stage(), popups(day)[-1].details) == (Stage.SHOWN, True)


def test_nothing_is_shown_on_a_locked_screen() -> None:
    day = Day().work().minutes(10).lock().say(RemindNow())
    day.expect(refused(Refusal.LOCKED))


@pytest.mark.parametrize("stage", [Stage.SHOWN, Stage.SNOOZED])
def test_now_with_one_open_shows_that_one(stage: Stage) -> None:
    day = shown()
    if stage is not Stage.SHOWN:
        day.say(Snooze(1))
    day.say(RemindNow())
    assert day.stage() is Stage.SHOWN
    assert list(day.reminder_rows()) == [1]


# --- place and posture ----------------------------------------------------------------------------


def test_a_place_holds_until_the_next_day_begins() -> None:
    day = Day("2026-11-23 23:00").work().say(SetPlace("home")).minutes(50)
    assert day.status().place == "home"
    day.minutes(15)
    assert day.status().place == "office"


def test_a_place_that_was_removed() -> None:
    day = Day().work().say(SetPlace("home"))
    day.say(SettingsChanged(replace(day.settings, places={"office": day.settings.places["office"]})))
    assert day.status().place == "office"
    day.run_until("shown")
    day.say(SetPlace("home"))
    assert day.story()[-1] == refused(Refusal.UNKNOWN_PLACE)


def test_sitting_while_sitting_answers_nothing() -> None:
    day = shown().say(SetPosture(Posture.SITTING)).run(5)
    day.expect("shown")


# --- the board ------------------------------------------------------------------------------------


def test_the_board_opens_at_any_time_and_changes_nothing() -> None:
    for day in (Day().work().minutes(1), shown(), standing()):
        before = day.status()
        assert day.engine.handle(OpenBoard("about", "token"), day.now()) == [OpenBoardPage("about", "token")]
        assert day.status() == before
