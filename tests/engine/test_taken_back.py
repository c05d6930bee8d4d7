"""A reminder that was never due never comes: what opened on time that nobody sat is taken back without a trace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.events import Evidence, Posture, QuietReason, SetPosture, Skip
from breakd.engine.records import ReminderRow
from breakd.engine.settings import Settings, SittingSettings
from breakd.engine.status import Stage, State
from tests.support.chaos import memory_of
from tests.support.timeline import Day

CALL = QuietReason.CALL
SOON_FIRM = Settings(sitting=replace(SittingSettings(), hard_limit=35 * 60.0))


def left(sat: float, late: int | None = None, settings: Settings | None = None) -> Day:
    """Somebody sat so long and went, without a word."""
    return Day(late=late, settings=settings).work().run(sat).leave()


@pytest.mark.parametrize("away", [130, 200, 290])
@pytest.mark.parametrize("sat", [1675, 1700, 1740])
def test_nobody_is_greeted_with_a_reminder_that_was_not_due(sat: int, away: int, late: int | None) -> None:
    """At 1800 s it seemed due; at idle it turns out that the chair had been empty since before."""
    day = left(sat, late).run(away).back().minutes(5)
    day.expect()
    assert day.status().reminder is None
    assert [row for row in day.rows if isinstance(row, ReminderRow)] == []


def test_it_is_open_as_long_as_it_seems_due_and_then_it_was_never_there() -> None:
    day = left(1740).run(100)
    assert day.stage() is Stage.WAITING
    before = memory_of(day.engine)
    day.run(60)
    after = memory_of(day.engine)
    assert (after.reminder, after.last_start, after.hard_limit_met) == (None, None, False)
    assert after.stretch_log.suggested == ()
    assert after.stretch_log.picks == before.stretch_log.picks - 1
    assert not after.quiet.on, "nothing is watched for it any more"


def test_the_next_one_has_a_number_of_its_own_and_comes_when_it_is_due() -> None:
    day = left(1740).run(290).back().run_until("shown")
    assert day.at == pytest.approx(1740 + 290 + 1800, abs=20), "the clock had fallen to nothing"
    assert list(day.reminder_rows()) == [2]


def test_no_distance_is_kept_to_one_that_never_was() -> None:
    day = left(1740).run(130).back()
    clock = day.status().sitting_clock_seconds
    day.run_until("shown")
    assert day.at == pytest.approx(1740 + 130 + 1800 - clock, abs=20)


def test_in_a_natural_break_it_is_not_what_the_break_answered() -> None:
    day = left(1740, settings=replace(Settings(), sitting=replace(SittingSettings(), idle_after=400.0))).minutes(10)
    day.expect("break")


def test_who_comes_back_before_they_count_as_away_had_been_there(late: int | None) -> None:
    day = left(1740, late).run(100).back().run_until("shown")
    assert day.at <= 1740 + 100 + 30 + 2 * day.slack


def test_one_that_fell_due_before_they_left_stays(late: int | None) -> None:
    """Typing without a pause, so it waited; then they got up: partial rest does not take it back."""
    day = Day(late=late).work(2.0).run(1830).leave().run(4)
    if day.story():
        return  # the late driver has shown it already
    day.lock().run(60).unlock().run_until("shown")
    assert list(day.reminder_rows()) == [1]


def test_in_a_call_they_are_there_and_it_comes() -> None:
    day = left(1740)
    day.evidence = frozenset({Evidence.INHIBITOR})
    day.run_until("shown")
    assert day.at == pytest.approx(1740 + 120, abs=15)


def test_a_held_back_one_is_taken_back_too() -> None:
    day = left(1740).hold(CALL).run(100)
    assert day.stage() is Stage.DEFERRED
    day.run(30)
    assert day.status().reminder is None
    day.hold().back().minutes(5).expect()


# --- firm -----------------------------------------------------------------------------------------


def test_one_that_turned_firm_on_time_that_nobody_sat_turns_back() -> None:
    day = Day(settings=SOON_FIRM).hold(CALL).work().run(35 * 60 - 40).leave().run(100)
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.firm
    day.run(60)
    reminder = day.status().reminder
    assert reminder is not None
    assert not reminder.firm
    assert day.status().state is State.AWAY
    day.hold().back().run_until("shown")


def test_on_the_screen_it_has_a_time_again_after_which_it_goes() -> None:
    settings = replace(SOON_FIRM, reminder=replace(SOON_FIRM.reminder, expires=1000.0))
    day = Day(settings=settings).work().run_until("shown").run(35 * 60 - 40 - 1805).leave().run(60)
    assert day.story() == ["shown", "firm"]
    day.run(90)
    assert day.story() == ["shown", "firm", "shown"]
    row = day.reminder_rows()[1]
    assert not row.firm


def test_the_hard_limit_is_crossed_once_more_when_it_is() -> None:
    day = Day(settings=SOON_FIRM).work().run_until("shown").say(Skip()).run(35 * 60 - 30 - 1805).leave().run(130)
    assert day.status().reminder is None
    day.back().run(60)
    reminder = day.status().reminder
    assert reminder is not None
    assert reminder.firm
    day.run_until("firm")
    assert day.at == pytest.approx(1805 + 900, abs=15), "as far from the first as ever"


# --- standing -------------------------------------------------------------------------------------


def test_nobody_stood_for_long_while_they_were_gone(late: int | None) -> None:
    day = Day(late=late).work().say(SetPosture(Posture.STANDING)).run(45 * 60 - 60).leave().run(200).back().minutes(1)
    assert "change" not in day.story()[:1] or day.when("change") >= 45 * 60 + 80
    assert [row for row in day.rows if isinstance(row, ReminderRow) and row.shown_at is None] == []
