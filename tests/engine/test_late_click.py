"""A click that was under way when the pop-up's time was over counts as the answer; one that comes later does not."""

from __future__ import annotations

import pytest

from breakd.engine.effects import Refusal
from breakd.engine.events import Another, Details, Done, Event, Skip, Snooze, Start
from breakd.engine.status import Stage
from tests.support.timeline import Day
from tests.support.timeline_words import refused


def expired(seconds: float) -> Day:
    """The pop-up was not answered by somebody who types on; so many seconds later."""
    return Day().work(3.0).run_until("shown").run_until("withdrawn").run(seconds)


@pytest.mark.parametrize("seconds", [0.0, 0.3, 0.95])
def test_done_within_a_second_is_the_answer(seconds: float) -> None:
    day = expired(seconds).say(Done(1))
    day.expect("shown", "withdrawn", "completed")
    assert day.outcomes() == {"completed": 1}


@pytest.mark.parametrize(
    ("click", "stage"),
    [(Snooze(1), Stage.SNOOZED), (Start(1, token=""), Stage.STARTED), (Skip(1), None)],
    ids=["snooze", "start", "skip"],
)
def test_every_answer_counts(click: Event, stage: Stage | None) -> None:
    assert expired(0.3).say(click).run(5).stage() is stage


@pytest.mark.parametrize("click", [Another(1), Details(1)], ids=["another", "steps"])
def test_what_asks_for_a_pop_up_has_it_again(click: Event) -> None:
    day = expired(0.3).say(click).run(5)
    day.expect("shown", "withdrawn", "shown")
    assert day.stage() is Stage.SHOWN


def test_after_a_second_it_is_ignored_and_the_click_is_stale() -> None:
    day = expired(1.1)
    day.expect("shown", "withdrawn", "ignored")
    assert day.at == pytest.approx(day.when("withdrawn") + 1.1)
    assert day.say(Done(1)).story()[-1] == refused(Refusal.STALE)
    assert day.outcomes() == {"ignored": 1}


def test_who_comes_back_in_that_second_is_asked_and_not_booked() -> None:
    """Left with the pop-up and back a moment after it closed: getting up is never booked as ignored."""
    day = Day().work().run_until("shown").leave().run_until("withdrawn").run(0.5).back().run(5)
    assert "ignored" not in day.story()


def test_a_late_driver_waits_no_second_more() -> None:
    """The expiry is found a minute late: no click of then is still under way."""
    day = Day().work(3.0).run_until("shown")
    day.tick_at = None
    day.next_beat = day.boot + 118
    day.run(119)
    assert day.story()[:3] == ["shown", "withdrawn", "ignored"]
    assert day.when("ignored") == day.when("withdrawn")
