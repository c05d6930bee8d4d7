"""What follows from how a stretch felt: every row of the table of reactions, each by its name."""

from __future__ import annotations

from datetime import date

import pytest

from breakd.engine import wall_time
from breakd.engine.effects import Announce, Refusal
from breakd.engine.events import Done, Feel, Hurts, Start
from breakd.engine.health_requests import Cleared, Reinstate, ReportRedFlags, StartSession
from breakd.engine.records import FeelRow
from breakd.engine.settings import HOME, Settings
from breakd.engine.status import Stage, UnavailableReason
from breakd.engine.suggester import Suggester
from breakd.stretches.safety_state import Card, Examiner, Urgency
from tests.support.chaos import memory_of
from tests.support.timeline import MOVEMENTS, Day
from tests.support.timeline_words import refused
from tests.support.weeks import person

STRETCH = "standing-back-extension"
EXTENSIONS = {id for id, stretch in MOVEMENTS.stretches.items() if stretch.direction == "extension"}
SLIDERS = {"seated-sciatic-slider", "lying-sciatic-slider"}


def after(stretch: str = STRETCH, settings: Settings | None = None) -> Day:
    """A day on which this was just done, and the red-flag questions were answered before."""
    day = Day(settings=settings or person(pain="sciatic")).work().say(ReportRedFlags(Urgency.NONE))
    return day.say(Done(stretch=stretch))


def out(day: Day) -> set[str]:
    """What is put away or rests now."""
    history = suggester(day).history()
    return {
        id for id, stretch in MOVEMENTS.stretches.items()
        if id in history.put_away or history.resting & {stretch.direction, *stretch.regions}
    }  # fmt: skip


def suggester(day: Day) -> Suggester:
    return day.engine.suggester(day.now())


def level(day: Day, stretch: str = STRETCH) -> int:
    got: int = suggester(day).history().levels.get(stretch, 2)
    return got


def told(day: Day) -> list[str]:
    """The titles of what was announced."""
    return [effect.title for effect in day.announced]


def days_later(day: Day, days: int) -> Day:
    """The machine sleeps; the person works on so many days later."""
    return day.suspend(days * 86400.0)


# --- the rows -------------------------------------------------------------------------------------


def test_better_is_a_small_plus() -> None:
    day = after().say(Feel("better"))
    assert suggester(day).history().liking == {STRETCH: 1}
    assert (out(day), level(day), day.status().card) == (set(), 2, None)


def test_same_changes_nothing() -> None:
    day = after()
    before = suggester(day).history()
    day.say(Feel("same"))
    assert suggester(day).history() == before
    assert day.status().card is None


@pytest.mark.parametrize("word", ["same", "better"])
def test_worse_but_settled_is_one_level_lower_next_time(word: str) -> None:
    day = after().say(Feel("worse")).minutes(25).say(Feel(word))
    assert out(day) == set()
    assert level(day) == 1
    assert day.status().card is None


def test_worse_is_away_for_a_week_and_its_direction_rests_today() -> None:
    day = after().say(Feel("worse"))
    assert out(day) >= EXTENSIONS
    assert (day.status().card, told(day)) == (Card.ADVICE, ["Take it gently today"])
    assert not day.status().ask_red_flags
    assert out(days_later(day, 1)) == {STRETCH}
    assert day.status().card is None, "the card is of the day"
    assert out(days_later(day, 5)) == {STRETCH}
    assert out(days_later(day, 2)) == set()
    assert level(day) == 1


def next_ones(day: Day, count: int) -> list[str]:
    """The next so many suggestions, each of them done."""
    chosen = []
    for _ in range(count):
        suggestion = suggester(day.suspend(1900.0)).pick(firm=False)
        assert suggestion is not None
        chosen.append(suggestion.stretch.id)
        day.say(Done(stretch=suggestion.stretch.id))
    return chosen


EASIER = ["seated-forward-fold", "seated-trunk-rotation", "standing-side-bend"]
"""Stretches whose easier variant goes another way: it need not wait until the next day."""


@pytest.mark.parametrize("stretch", EASIER)
def test_worse_offers_the_easier_variant(stretch: str) -> None:
    home = person(place=HOME, pain="lumbar")
    easier = MOVEMENTS.stretches[stretch].easier
    chosen = next_ones(after(stretch, home).say(Feel("worse")), 8)
    assert easier in chosen
    assert stretch not in chosen
    assert easier not in next_ones(after(stretch, home), 8), "it would not have come without that"


@pytest.mark.parametrize("word", ["same", "better"])
@pytest.mark.parametrize("stretch", EASIER)
def test_worse_but_settled_at_the_easy_level_offers_the_easier_variant_today(stretch: str, word: str) -> None:
    day = after(stretch, person(place=HOME, pain="lumbar")).say(Feel("4"))
    assert level(day, stretch) == 1
    day.say(Done(stretch=stretch)).say(Feel("worse")).minutes(25).say(Feel(word))
    assert out(day) == {stretch}, "there is no lower level, so it waits until tomorrow"
    assert (day.status().away[0].until, day.status().card) == (wall_time.next_midnight(day.now().wall), None)
    assert MOVEMENTS.stretches[stretch].easier in next_ones(day, 8)
    assert out(days_later(day, 1)) == set()


def test_still_worse_after_a_while_is_the_same_break() -> None:
    day = after().say(Feel("worse")).minutes(20).say(Feel("worse"))
    assert told(day) == ["Take it gently today"]
    assert out(days_later(day, 8)) == set()


def test_worse_twice_is_away_until_it_is_put_back_by_hand() -> None:
    day = days_later(after().say(Feel("worse")), 8)
    day.say(Done(stretch=STRETCH)).say(Feel("worse"))
    assert (day.status().card, day.status().ask_red_flags) == (Card.CLINICIAN, True)
    assert told(day)[1:] == ["Please have it checked", "A few questions, to be safe"]
    assert f"`breakd stretches back {STRETCH}`" in day.announced[1].body
    assert day.status().card_stretch == STRETCH
    assert day.say(ReportRedFlags(Urgency.URGENT)).status().card_stretch == "", "the lock's card is about none"
    assert day.say(Cleared(Examiner.DOCTOR)).status().card_stretch == ""
    assert out(days_later(day, 300)) == {STRETCH}
    assert out(day.say(Reinstate(STRETCH))) == set()


def test_two_movements_worse_in_a_row_ask_the_red_flag_questions() -> None:
    day = after().say(Feel("worse"))
    assert not day.status().ask_red_flags
    day.say(Done(stretch="chin-tuck")).say(Feel("worse"))
    assert day.status().ask_red_flags
    assert not out(days_later(day, 8))


def test_two_sessions_worse_in_a_row_ask_them_too_and_say_whom_to_see() -> None:
    """Nobody knows which stretch of a session it was: the card and the questions come all the same."""
    day = Day(settings=person(pain="lumbar")).work().say(ReportRedFlags(Urgency.NONE))
    day.say(StartSession()).say(Done()).say(Feel("worse"))
    assert (day.status().card, day.status().ask_red_flags) == (None, False)
    day.minutes(30).say(StartSession()).say(Done()).say(Feel("worse"))
    assert (day.status().card, day.status().ask_red_flags) == (Card.CLINICIAN, True)
    assert told(day) == ["Please have it checked", "A few questions, to be safe"]
    assert "stretches back" not in day.announced[0].body, "nothing was put away that could be brought back"
    assert day.status().card_stretch == ""


def test_worse_and_then_it_hurts_is_twice_in_a_row() -> None:
    day = after().say(Feel("worse")).minutes(20).say(Done(stretch="chin-tuck"))
    assert not day.status().ask_red_flags
    assert day.say(Hurts()).status().ask_red_flags


def test_what_spread_stays_away_though_it_is_better_now() -> None:
    """Worse, then it spreads, then better: that settles what felt worse, not what spread."""
    day = after().say(Feel("worse")).minutes(5).say(Feel("spreading")).minutes(5).say(Feel("better"))
    assert {one.stretch: one.why for one in day.status().away}[STRETCH] is UnavailableReason.HURTS


def test_spreading_puts_away_the_movement_its_direction_and_both_sliders() -> None:
    day = after().say(Feel("spreading"))
    both_ways = {id for id, one in MOVEMENTS.stretches.items() if one.direction == "flexion-extension"}
    assert out(day) == EXTENSIONS | SLIDERS | both_ways
    assert day.status().ask_red_flags
    assert out(days_later(day, 6)) == EXTENSIONS | SLIDERS | both_ways
    assert out(days_later(day, 2)) == set()


@pytest.mark.parametrize("wish", [Start(0, "walk-break"), StartSession()])
def test_spreading_stops_what_runs(wish: Start | StartSession) -> None:
    day = after().say(wish)
    assert day.stage() is Stage.STARTED
    assert day.say(Feel("spreading")).stage() is None
    assert day.status().ask_red_flags
    assert out(day) >= SLIDERS


@pytest.mark.parametrize("pain", range(4))
def test_pain_up_to_three_goes_on(pain: int) -> None:
    day = after().say(Feel(str(pain)))
    assert (out(day), level(day), suggester(day).history().only) == (set(), 2, None)


@pytest.mark.parametrize("pain", [4, 5])
def test_pain_of_four_or_five_is_one_level_lower(pain: int) -> None:
    day = after().say(Feel(str(pain)))
    assert (out(day), level(day), suggester(day).history().only) == (set(), 1, None)


@pytest.mark.parametrize("pain", range(6, 11))
def test_pain_of_six_or_more_leaves_the_gentlest_for_the_rest_of_the_day(pain: int) -> None:
    day = after().say(Feel(str(pain)))
    assert suggester(day).history().only == frozenset({"walk-break", "legs-on-chair-rest", "seated-cat-cow"})
    assert day.status().ask_red_flags
    assert out(day) == {STRETCH}
    shown = {day.run_until("shown").reminder_rows()[2].stretch}
    assert shown <= {"walk-break", "seated-cat-cow"}
    assert suggester(days_later(day, 1).say(ReportRedFlags(Urgency.NONE))).history().only is None


def test_a_red_flag_locks() -> None:
    day = after().say(ReportRedFlags(Urgency.EMERGENCY))
    assert (day.status().safety_lock, day.status().card) == (True, Card.EMERGENCY)
    assert told(day) == [MOVEMENTS.safety.emergency_title]


def test_no_better_for_four_weeks_says_so_once_a_week() -> None:
    day = after()
    said = []
    for number in range(60):
        day.say(Feel("same"))
        if day.announced:
            said.append(number)
            day.announced.clear()
        days_later(day, 1)
    assert said == [28, 35, 42, 49, 56]


@pytest.mark.parametrize("word", ["same", "3"])
def test_whoever_logs_numbers_that_stay_hears_it_too(word: str) -> None:
    weeks = MOVEMENTS.safety.no_better_weeks
    day = after().say(Feel(word))
    for week in range(1, weeks + 1):
        assert "Time to ask a professional?" not in told(day), week
        days_later(day, 7).say(Feel(word))
    assert day.status().card is Card.ROUTINE
    assert told(day)[-1] == "Time to ask a professional?", "and no emergency"


def test_the_weeks_count_from_the_number_that_fell() -> None:
    """Five, then three a week later, and three ever since: four weeks without a change, not three."""
    day = days_later(after().say(Feel("5")), 7).say(Feel("3"))
    for _ in range(MOVEMENTS.safety.no_better_weeks - 1):
        assert days_later(day, 7).say(Feel("3")).status().card is None
    assert days_later(day, 7).say(Feel("3")).status().card is Card.ROUTINE


@pytest.mark.parametrize("number", ["11", "-1", "3.5"])
def test_pain_is_a_number_from_nought_to_ten(number: str) -> None:
    assert after().say(Feel(number)).story()[-1] == refused(Refusal.BAD_WORD)


@pytest.mark.parametrize("words", [["better"], ["7", "5"]])
def test_somewhat_better_counts_the_weeks_anew(words: list[str]) -> None:
    day = after()
    for number in range(40):
        for word in words if number == 20 else ["same"]:
            day.say(Feel(word))
        days_later(day, 1)
    assert "Time to ask a professional?" not in told(day)


# --- what is beside the table ---------------------------------------------------------------------


def test_the_questions_are_asked_at_the_first_word_and_after_two_silent_weeks() -> None:
    day = Day(settings=person(pain="lumbar")).work()
    assert not day.status().ask_red_flags, "nothing was said"
    assert day.say(Done(stretch=STRETCH)).say(Feel("same")).status().ask_red_flags, "never answered"
    day.say(ReportRedFlags(Urgency.NONE)).say(Done(stretch=STRETCH)).say(Feel("same"))
    assert not day.status().ask_red_flags
    days_later(day, 13).say(Feel("same"))
    assert not day.status().ask_red_flags
    days_later(day, 14).say(Feel("same"))
    assert day.status().ask_red_flags
    assert not day.say(ReportRedFlags(Urgency.NONE)).status().ask_red_flags


def test_hurts_is_worse_of_the_movement_that_is_open() -> None:
    day = Day(settings=person(pain="lumbar")).work().run_until("shown")
    hurting = day.reminder_rows()[1].stretch
    day.say(Hurts())
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.stretch not in ("", hurting)
    assert hurting in out(day)
    assert day.status().card is Card.ADVICE
    assert [row.word for row in day.rows if isinstance(row, FeelRow)] == ["hurts"]


def test_hurts_in_the_guide_ends_the_guide() -> None:
    day = Day(settings=person(pain="lumbar")).work().say(Start(0, STRETCH))
    assert day.stage() is Stage.STARTED
    assert day.say(Hurts()).stage() is None


def test_a_feeling_about_a_break_without_a_name_goes_gently_today() -> None:
    day = Day(settings=person(pain="lumbar")).work().say(Done()).say(Feel("worse"))
    assert suggester(day).history().only == frozenset(MOVEMENTS.safety.gentle)
    assert memory_of(day.engine).stretch_log.put_away == ()


def test_put_back_names_a_movement() -> None:
    day = after().say(Reinstate("nonsense"))
    assert day.story()[-1] == refused(Refusal.UNKNOWN_STRETCH)


@pytest.mark.parametrize("word", ["better", "same"])
def test_a_level_up_takes_five_times_on_three_days_and_a_good_word(word: str) -> None:
    day = after()
    for _ in range(9):
        day.say(Done(stretch=STRETCH))
    assert level(day) == 2, "all on one day"
    for _ in range(4):
        days_later(day, 1).say(Done(stretch=STRETCH))
    assert level(day) == 2, "silence is no answer"
    days_later(day.say(Feel(word)), 1).say(Done(stretch=STRETCH))
    assert level(day) == 3


def test_no_pain_worth_a_word_is_no_good_word() -> None:
    """A number from 0 to 3 says how much it hurts, and not that the stretch did good."""
    day = after()
    for _ in range(6):
        days_later(day.say(Feel("1")), 1).say(Done(stretch=STRETCH))
    assert level(day) == 2


def test_a_level_down_after_ten_days() -> None:
    day = after()
    assert level(days_later(day, 9)) == 2
    assert level(days_later(day, 1)) == 1
    day.say(Done(stretch=STRETCH))
    assert level(day) == 1, "it rises by practice again"


# --- asking how it felt ---------------------------------------------------------------------------


def test_it_is_asked_for_ten_minutes_after_a_done(late: int | None) -> None:
    day = Day(settings=person(pain="lumbar"), late=late).work().run_until("shown").say(Done())
    stretch = day.reminder_rows()[1].stretch
    assert day.status().feedback_stretch == stretch
    assert day.minutes(9.9).status().feedback_until is not None
    assert day.minutes(1.2).status().feedback_until is None
    assert day.status().feedback_stretch == ""


def test_the_tray_is_told_when_it_ends() -> None:
    day = after()
    until = day.status().feedback_until
    wakeup = day.engine.next_wakeup()
    assert until is not None
    assert wakeup.wall is not None
    assert wakeup.wall <= until


def test_one_answer_is_enough() -> None:
    assert after().say(Feel("same")).status().feedback_until is None


def test_what_is_remembered_survives_a_restart() -> None:
    day = after().say(Feel("worse")).restart()
    assert out(day) >= EXTENSIONS
    assert day.status().card is Card.ADVICE
    assert day.say(Feel("same")).status().card is None
    assert out(day) == set()


def test_the_day_of_a_done_is_the_local_one() -> None:
    day = after()
    assert memory_of(day.engine).stretch_log.done[-1].day == date(2026, 11, 23)


def test_an_announcement_is_an_effect() -> None:
    assert all(isinstance(effect, Announce) for effect in after().say(Feel("worse")).announced)
