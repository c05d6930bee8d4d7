"""What is said of red flags, of spreading and of pain holds for every way in, whoever it is and wherever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from breakd.engine.effects import Remind
from breakd.engine.events import Done, Event, Feel, SettingsChanged, Start
from breakd.engine.health_requests import Cleared, Flare, ReportRedFlags, StartSession
from breakd.engine.settings import Settings
from breakd.stretches.safety_state import Examiner, Urgency
from tests.support.every_case import EASY, KNOWN, Case, Reached, by_requests, engine_of, faults, in_turn, sets
from tests.support.timeline import Day
from tests.support.weeks import person

NAMES = tuple(KNOWN.stretches)
WALK = frozenset(id for id, one in KNOWN.stretches.items() if one.direction == "walk")
GENTLE, FLARE = frozenset(KNOWN.safety.gentle), frozenset((*KNOWN.safety.flare, *KNOWN.safety.flare_leg))
EMERGENCY, URGENT = (ReportRedFlags(urgency) for urgency in (Urgency.EMERGENCY, Urgency.URGENT))
DID = Done(stretch="seated-cat-cow")
SAID: dict[str, tuple[tuple[Event, ...], frozenset[str]]] = {
    "emergency": ((EMERGENCY,), frozenset()),
    "emergency, then urgent": ((EMERGENCY, URGENT), frozenset()),
    "emergency, then none": ((EMERGENCY, ReportRedFlags(Urgency.NONE)), frozenset()),
    "emergency, checked by nobody": ((EMERGENCY, Cleared(Examiner.OTHER)), frozenset()),
    "emergency, in a flare-up": ((Flare(3), EMERGENCY), frozenset()),
    "urgent": ((URGENT,), WALK),
    "urgent, then none": ((URGENT, ReportRedFlags(Urgency.NONE)), WALK),
    "urgent, then emergency": ((URGENT, EMERGENCY), frozenset()),
    "spreading": ((DID, Feel("spreading")), GENTLE),
    "spreading, of nothing": ((Feel("spreading"),), GENTLE),
    "spreading, then better": ((DID, Feel("spreading"), Feel("better")), GENTLE),
    "spreading, answered": ((DID, Feel("spreading"), ReportRedFlags(Urgency.NONE)), GENTLE),
    "spreading, in a flare-up": ((Flare(3), DID, Feel("spreading")), GENTLE),
    "spreading in a session": ((StartSession(), Feel("spreading")), GENTLE),
    "pain 6": ((DID, Feel("6")), GENTLE),
    "pain 10": ((DID, Feel("10")), GENTLE),
    "flare-up": ((Flare(3),), FLARE),
}
"""What was said, and all that may come after it."""


def people() -> Iterator[Case]:
    """Everybody with one condition or none, each at the next place with the next pain."""
    return in_turn(sets(1), calls=False)


def reached_by(
    case: Case, said: tuple[Event, ...], settings: Settings | None = None
) -> Iterator[tuple[str, Reached]]:
    for way, found in by_requests(case, NAMES, said=said, settings=settings).items():
        assert faults(case, found, named=way == "name", session=way == "session") == []
        yield from ((way, one) for one in found)


@pytest.mark.parametrize("said", SAID)
def test_nothing_else_comes_by_any_way_in(said: str) -> None:
    events, allowed = SAID[said]
    reached = {one for case in people() for _, one in reached_by(case, events)}
    assert {id for id, _ in reached} <= allowed
    assert {id for id, _ in reached} or not allowed, "what may come does come to somebody"
    if said == "flare-up":
        assert {level for _, level in reached} == {EASY}


def test_before_the_notice_is_confirmed_only_walking_comes() -> None:
    found = set()
    for case in people():
        settings = case.settings()
        unread = replace(settings, body=replace(settings.body, disclaimer=False))
        found |= {id for _, (id, _) in reached_by(case, (), unread)}
    assert found == WALK


@pytest.mark.parametrize("examiner", [Examiner.DOCTOR, Examiner.PHYSIOTHERAPIST])
@pytest.mark.parametrize("lock", [EMERGENCY, URGENT])
def test_after_the_lock_every_dose_is_the_easy_one(examiner: Examiner, lock: ReportRedFlags) -> None:
    reached = {one for case in people() for _, one in reached_by(case, (lock, Cleared(examiner)))}
    assert {level for _, level in reached} == {EASY}
    assert len({id for id, _ in reached}) > len(GENTLE)


@pytest.mark.parametrize("days", range(12))
def test_after_the_lock_the_usual_dose_is_back_on_the_eighth_day(days: int) -> None:
    engine = engine_of(Case((), "lumbar", "home", upright=False))
    now = engine.state.last
    engine.handle(URGENT, now)
    engine.handle(Cleared(Examiner.DOCTOR), now)
    later = timedelta(days=days).total_seconds()
    now = replace(now, boot=now.boot + later, mono=now.mono + later, wall=now.wall + timedelta(days=days))
    engine.handle(Start(stretch="chin-tuck"), now)
    assert engine.state.reminder is not None
    assert (engine.state.reminder.level == EASY) is (days <= 7)


def test_no_day_of_an_emergency_shows_a_stretch() -> None:
    """Half an hour after half an hour, over the night, and after the settings were saved."""
    settings = person(pain="lumbar")
    day = Day(settings=settings).work().say(EMERGENCY)
    for _ in range(2):
        day.minutes(300).say(SettingsChanged(replace(settings, tray=False))).lock().suspend(14 * 3600.0).unlock()
    shown = [item.effect for item in day.seen if isinstance(item.effect, Remind)]
    assert shown
    assert {one.stretch for one in shown} == {""}
    assert all(one.card for one in shown), "each shows the card's line"


def test_no_reminder_asks_for_a_stretch_while_questions_are_open() -> None:
    """Also on the days after: the questions wait, and so does everything but the gentle list."""
    day = (
        Day(settings=person(pain="sciatic")).work().say(ReportRedFlags(Urgency.NONE)).say(DID).say(Feel("spreading"))
    )

    def shown_in_a_day() -> set[str]:
        before = len(day.seen)
        for _ in range(10):
            day.minutes(31).say(Done())
        day.lock().suspend(18 * 3600.0).unlock()
        return {item.effect.stretch for item in day.seen[before:] if isinstance(item.effect, Remind)}

    days = [shown_in_a_day() for _ in range(3)]
    assert all(days)
    assert set.union(*days) <= GENTLE | {""}
    day.say(ReportRedFlags(Urgency.NONE))
    assert not shown_in_a_day() <= GENTLE, "answered, it goes on"
