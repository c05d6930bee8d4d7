"""What the status says of stretches that the person's own days hold back: which, why, and until when."""

from __future__ import annotations

from datetime import datetime

import pytest

from breakd.engine.effects import Refusal
from breakd.engine.events import Done, Event, Feel, Hurts
from breakd.engine.health_requests import Reinstate, ReportRedFlags
from breakd.engine.status import UnavailableReason, UnavailableStretch
from breakd.stretches.safety_state import Urgency
from tests.support.timeline import BERLIN, MOVEMENTS, Day
from tests.support.timeline_words import refused
from tests.support.weeks import person

NEURAL = [id for id, stretch in MOVEMENTS.stretches.items() if stretch.direction == "neural"]


def at_work(pain: str = "", enable: str = "") -> Day:
    """Monday 23 November 2026, in the morning."""
    return Day(settings=person(pain=pain, enable=enable)).work().say(ReportRedFlags(Urgency.NONE))


def begin(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, tzinfo=BERLIN)


def told(day: Day, *wishes: Event) -> dict[str, tuple[UnavailableReason, datetime | None]]:
    for request in wishes:
        day.say(request)
    return {one.stretch: (one.why, one.until) for one in day.status().away}


def test_nothing_at_first() -> None:
    assert at_work().status().away == ()


def test_what_hurt_for_a_week_and_its_direction_for_the_day() -> None:
    day = at_work()
    at = day.now().wall
    found = told(day, Hurts("chin-tuck"))
    direction = MOVEMENTS.stretches["chin-tuck"].direction
    same = {id for id, stretch in MOVEMENTS.stretches.items() if stretch.direction == direction}
    assert found.pop("chin-tuck") == (UnavailableReason.HURTS, at.replace(day=30))
    assert found == dict.fromkeys(same - {"chin-tuck"}, (UnavailableReason.DIRECTION, begin(24)))
    assert day.suspend(86400).status().away == (
        UnavailableStretch("chin-tuck", UnavailableReason.HURTS, at.replace(day=30)),
    )
    assert day.suspend(7 * 86400).status().away == ()


def test_twice_until_it_is_put_back() -> None:
    day = at_work()
    told(day, Hurts("cobra"))
    day.suspend(8 * 86400)
    assert told(day, Hurts("cobra"))["cobra"] == (UnavailableReason.HURTS, None)
    assert told(day, Reinstate("cobra")) == {}, "and so is what goes the same way"


def test_the_longest_reason_counts() -> None:
    day = at_work(pain="sciatic")
    at = day.now().wall
    found = told(day, Done(stretch="cobra"), Feel("spreading"), Hurts("sphinx"))
    assert {found[id] for id in NEURAL} == {(UnavailableReason.DIRECTION, at.replace(day=30))}
    assert found["sphinx"] == (UnavailableReason.HURTS, at.replace(day=30))


def test_done_often_enough_for_the_day() -> None:
    most = MOVEMENTS.stretches["chin-tuck"].max_per_day
    day = at_work()
    assert told(day, *[Done(stretch="chin-tuck")] * (most - 1)) == {}
    assert told(day, Done(stretch="chin-tuck")) == {"chin-tuck": (UnavailableReason.LIMIT, begin(24))}
    assert day.suspend(86400).status().away == ()


def test_done_often_enough_for_the_week() -> None:
    day = at_work(enable="plow")
    for _ in range(3):
        day.say(Done(stretch="plow")).suspend(86400)
    assert told(day) == {"plow": (UnavailableReason.LIMIT, begin(30))}
    assert day.suspend(3 * 86400).status().away != ()
    assert day.suspend(86400).status().away == (), "a week after the first"


@pytest.mark.parametrize(("word", "until"), [("5", None), ("6", begin(24))])
def test_gentler_for_the_rest_of_a_day_with_much_pain(word: str, until: datetime | None) -> None:
    assert at_work().say(Done()).say(Feel(word)).status().gentle_until == until


def test_it_is_what_the_suggestions_heed() -> None:
    day = at_work(pain="lumbar", enable="plow")
    for request in (Hurts("chin-tuck"), Done(stretch="plow"), Done(stretch="cobra"), Feel("spreading")):
        day.say(request)
    history = day.engine.suggester(day.now()).history()
    held = {
        id
        for id, stretch in MOVEMENTS.stretches.items()
        if id in history.put_away
        or stretch.direction in history.resting
        or history.done_today.get(id, 0) >= stretch.max_per_day
    }
    assert set(told(day)) == held


def test_of_two_reasons_the_one_that_ends_later_is_told() -> None:
    day = at_work()
    day.say(Hurts("cobra")).minutes(60)
    spread = day.now().wall
    day.say(Done(stretch="standing-back-extension")).say(Feel("spreading"))
    assert told(day)["cobra"] == (UnavailableReason.DIRECTION, spread.replace(day=30))


def test_a_direction_rests_until_midnight_to_the_second() -> None:
    day = at_work()
    day.say(Hurts("cobra"))
    day.suspend((begin(24) - day.now().wall).total_seconds() - 0.5)
    assert "sphinx" in told(day)
    assert "sphinx" not in told(day.suspend(0.5))


def test_what_is_for_length_rests_no_day_after_its_demanding_dose() -> None:
    day = at_work()
    for _ in range(5):
        day.say(Done(stretch="chin-tuck")).say(Feel("same")).suspend(86400)
    day.say(Done(stretch="chin-tuck"))
    assert day.engine.state.stretch_log.progress_of("chin-tuck").demanded == day.now().wall.date()
    assert told(day) == {}


def is_refused(day: Day) -> bool:
    return refused(Refusal.NOT_AWAY) in day.story()


def test_what_is_not_away_is_not_put_back() -> None:
    """“It can be suggested again” would be said of a stretch that something else holds back."""
    assert is_refused(at_work("lumbar").say(Reinstate("cobra")))
    day = at_work("lumbar").say(Hurts("cobra")).say(Reinstate("cobra"))
    assert not is_refused(day)
    assert is_refused(day.say(Reinstate("cobra"))), "once is enough"


def test_what_came_back_by_itself_is_not_put_back() -> None:
    assert is_refused(at_work("lumbar").say(Hurts("cobra")).suspend(8 * 86400).say(Reinstate("cobra")))
