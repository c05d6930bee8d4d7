"""Each half of a filter by itself: where one of its conditions alone would say something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from breakd.engine.settings import HOME, OFFICE, Place, Settings
from breakd.stretches.model import Stretch
from breakd.stretches.reason import Change, Reason
from breakd.stretches.selection import (
    Exclusion,
    SelectionInput,
    StretchHistory,
    SuggestionContext,
    allowed_level,
    exclusion_of,
    may_stand,
    minds_bending,
    setting_run,
    suggestion_of,
)
from tests.support.weeks import KNOWN, person

HOUR = SuggestionContext(HOME, on_call=False, firm=False, long_break=False, seconds=3600.0, seed=1)
NEW, PRACTISED = StretchHistory(), StretchHistory(days=KNOWN.select.gentle_start_days)
CHAIR = replace(HOME, settings=frozenset({"seated"}))
DAY = date(2026, 11, 26)
NOBODY = person()


def given(
    settings: Settings = NOBODY, context: SuggestionContext = HOUR, history: StretchHistory = NEW
) -> SelectionInput:
    return SelectionInput(KNOWN, settings, context, history)


def out(
    stretch: str | Stretch,
    settings: Settings = NOBODY,
    context: SuggestionContext = HOUR,
    history: StretchHistory = NEW,
) -> Exclusion | None:
    one = KNOWN.stretches[stretch] if isinstance(stretch, str) else stretch
    known = replace(KNOWN, stretches={**KNOWN.stretches, one.id: one})
    return exclusion_of(one, known, settings, context, history)


@pytest.mark.parametrize(
    ("place", "conditions", "may"),
    [(HOME, "", True), (CHAIR, "", False), (HOME, "cannot_stand", False), (CHAIR, "cannot_stand", False)],
)
def test_who_may_be_asked_to_stand(place: Place, conditions: str, may: bool) -> None:
    assert may_stand(place, frozenset(conditions.split())) is may
    for firm, long_break in ((True, False), (False, True), (True, True), (False, False)):
        moment = replace(HOUR, may_stand=may, firm=firm, long_break=long_break)
        assert moment.upright is (may and (firm or long_break))


@pytest.mark.parametrize(
    ("stretch", "first"), [("cobra", 1), ("sphinx", 1), ("standing-back-extension", 2), ("cat-cow", 2)]
)
def test_only_back_bends_on_the_floor_begin_gently(stretch: str, first: int) -> None:
    one, earlier = KNOWN.stretches[stretch], replace(PRACTISED, days=PRACTISED.days - 1)
    assert [allowed_level(one, given(history=days)) for days in (NEW, earlier, PRACTISED)] == [first, first, 2]


def test_things_alone_make_no_room() -> None:
    assert out("cobra") is None
    assert out("cobra", context=replace(HOUR, place=CHAIR)) is Exclusion.PLACE


def test_an_own_stretch_on_ones_feet_is_none_for_who_cannot_stand() -> None:
    seated = person(conditions="cannot_stand")
    assert out(replace(KNOWN.stretches["heel-raises"], exclude_if=frozenset()), seated) is Exclusion.EXCLUDED
    assert out("chin-tuck", seated) is None


def test_the_walk_that_is_left_is_never_too_much() -> None:
    often = replace(NEW, done_today={"walk-break": 99})
    assert out("walk-break", history=often) is Exclusion.LIMIT
    assert out("walk-break", history=replace(often, walking_only=True)) is None


def test_after_an_operation_the_chair_loads_no_leg() -> None:
    often = replace(NEW, done_today={"seated-ankle-pumps": 2})
    assert out("seated-ankle-pumps", person(conditions="surgery_6_12"), history=often) is None


@pytest.mark.parametrize(
    ("today", "demanded", "expected"),
    [(DAY, DAY, Exclusion.LIMIT), (None, DAY, None), (DAY, None, None), (DAY + timedelta(days=2), DAY, None)],
)
def test_strength_rests_where_both_days_are_known(
    today: date | None, demanded: date | None, expected: Exclusion | None
) -> None:
    days = {} if demanded is None else {"sit-to-stand": demanded}
    assert out("sit-to-stand", history=replace(NEW, today=today, demanded=days)) is expected


@pytest.mark.parametrize(
    ("conditions", "eases", "minds"),
    [
        ("flexion_worse", "none", True),
        ("flexion_worse", "flexion", False),
        ("", "none", False),
        ("", "flexion", False),
    ],
)
def test_whose_back_minds_bending(conditions: str, eases: str, minds: bool) -> None:
    assert minds_bending(given(person(conditions=conditions, eases=eases))) is minds


def test_the_last_one_rests_as_long_as_two_are_left() -> None:
    few = ("chin-tuck", "neck-turns", "upper-trap-stretch")
    only = person(disable=" ".join(KNOWN.stretches.keys() - set(few)))
    assert out("chin-tuck", only, history=replace(NEW, recent=("chin-tuck",))) is Exclusion.RECENT
    only = person(disable=" ".join(KNOWN.stretches.keys() - set(few[:2])))
    assert out("chin-tuck", only, history=replace(NEW, recent=("chin-tuck",))) is None


def test_a_run_ends_with_another_setting() -> None:
    done = ("chin-tuck", "heel-raises", "chin-tuck", "neck-turns")
    run = given(history=replace(NEW, done=done))
    assert (setting_run(run, "seated"), setting_run(run, "standing")) == (2, 0)
    assert setting_run(given(history=replace(NEW, done=("chin-tuck", "gone"))), "seated") == 0


@pytest.mark.parametrize(
    ("stretch", "moment", "history", "reason"),
    [
        ("chin-tuck", HOUR, NEW, (None, None, 0)),
        ("chin-tuck", HOUR, replace(NEW, last_day={"chin-tuck": DAY}), (None, None, 3)),
        ("chin-tuck", HOUR, replace(NEW, last_day={"chin-tuck": DAY}, today=DAY + timedelta(days=4)), (None, 4, 3)),
        ("chin-tuck", HOUR, replace(NEW, today=DAY), (None, None, 0)),
        ("chin-tuck", replace(HOUR, on_call=True), NEW, (Change.CALL, None, 0)),
        ("chin-tuck", replace(HOUR, place=OFFICE, firm=True), NEW, (None, None, 0)),
        ("heel-raises", replace(HOUR, firm=True), NEW, (Change.STAND_FIRM, None, 0)),
        ("heel-raises", HOUR, replace(NEW, done=("chin-tuck",)), (Change.STAND, None, 0)),
        ("heel-raises", HOUR, NEW, (None, None, 0)),
        ("walk-break", replace(HOUR, long_break=True), NEW, (Change.WALK, None, 0)),
    ],
)
def test_the_reason_of_a_suggestion(
    stretch: str, moment: SuggestionContext, history: StretchHistory, reason: tuple[Change | None, int | None, int]
) -> None:
    """The change, days since it was done, and the weekday of that; 26 November 2026 is a Thursday."""
    one = KNOWN.stretches[stretch]
    assert suggestion_of(one, 1, given(context=moment, history=history)).reason == Reason(one.regions, *reason)
