"""Which conditions hold: ticks, weeks since a date, and what pain brings with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakd.engine.settings import HOME, BodySettings, Settings
from breakd.stretches import catalogue
from breakd.stretches.conditions import HALVES, IMPLIED, conditions_on
from breakd.stretches.model import Stretch
from breakd.stretches.selection import (
    FILTERS,
    SelectionInput,
    StretchHistory,
    SuggestionContext,
    allowed_level,
)

KNOWN = catalogue.load()
DAY = date(2026, 11, 26)
OLD_SURGERY, OLD_PREGNANCY = frozenset({"recent_surgery"}), frozenset({"pregnancy"})
BOTH_OF_SURGERY = OLD_SURGERY | {"surgery_0_6", "surgery_6_12"}
BOTH_OF_PREGNANCY = OLD_PREGNANCY | {"pregnancy_early", "pregnancy_late"}


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def test_a_tick_holds() -> None:
    ticked = frozenset({"glaucoma", "sitting_worse"})
    assert conditions_on(BodySettings(conditions=ticked), DAY) == ticked
    assert conditions_on(BodySettings(), DAY) == frozenset()


def test_until_the_weeks_are_said_an_old_word_is_both_halves() -> None:
    assert conditions_on(BodySettings(conditions=OLD_SURGERY), DAY) == BOTH_OF_SURGERY
    assert conditions_on(BodySettings(conditions=OLD_PREGNANCY), DAY) == BOTH_OF_PREGNANCY
    released = BodySettings(conditions=OLD_SURGERY, surgery_released=True)
    assert conditions_on(released, DAY) == BOTH_OF_SURGERY, "nobody knows whether the twelve weeks are over"


@pytest.mark.parametrize(
    ("days", "released", "holds"),
    [
        (-1, False, "surgery_0_6"),
        (0, False, "surgery_0_6"),
        (41, False, "surgery_0_6"),
        (41, True, "surgery_0_6"),
        (42, False, "surgery_6_12"),
        (83, False, "surgery_6_12"),
        (83, True, "surgery_6_12"),
        (84, False, "surgery_6_12"),
        (84, True, ""),
        (3000, False, "surgery_6_12"),
        (3000, True, ""),
    ],
)
def test_an_operation_by_its_weeks(days: int, *, released: bool, holds: str) -> None:
    body = BodySettings(surgery=ago(days), surgery_released=released)
    wanted = OLD_SURGERY | {holds} if holds else frozenset()
    assert conditions_on(body, DAY) == wanted
    assert conditions_on(replace(body, conditions=OLD_SURGERY), DAY) == wanted, "the weeks say more than the word"


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        (-1, "pregnancy_early"),
        (0, "pregnancy_early"),
        (111, "pregnancy_early"),
        (112, "pregnancy_late"),
        (280, "pregnancy_late"),
        (900, "pregnancy_late"),
    ],
)
def test_a_pregnancy_by_its_weeks(days: int, holds: str) -> None:
    body = BodySettings(pregnant_since=ago(days))
    assert conditions_on(body, DAY) == OLD_PREGNANCY | {holds}
    assert conditions_on(replace(body, conditions=OLD_PREGNANCY), DAY) == OLD_PREGNANCY | {holds}


def test_without_a_day_nobody_counts_weeks() -> None:
    body = BodySettings(surgery=ago(3000), surgery_released=True, pregnant_since=ago(7))
    assert conditions_on(body, None) == BOTH_OF_SURGERY | BOTH_OF_PREGNANCY


def test_a_half_that_is_ticked_by_hand_brings_the_whole_word() -> None:
    """An own stretch may be excluded by `recent_surgery`, whichever weeks they are."""
    assert conditions_on(BodySettings(conditions=frozenset({"surgery_6_12"})), DAY) == OLD_SURGERY | {"surgery_6_12"}


@pytest.mark.parametrize(("pain", "care"), IMPLIED.items())
def test_pain_brings_its_care(pain: str, care: str) -> None:
    assert care in KNOWN.conditions
    assert conditions_on(BodySettings(pain=frozenset({pain, "lumbar"})), DAY) == {care}


def test_sciatica_alone_is_care_for_the_leg_nerve() -> None:
    """Whoever ticks “down the leg” and nothing else must not be given what pulls at the nerve."""
    ticked, implied = (
        {one.id: _dose(one, _asked(body)) for one in KNOWN.stretches.values()}
        for body in (
            BodySettings(frozenset({"sciatic"}), conditions=frozenset({"leg_nerve_pain"})),
            BodySettings(frozenset({"sciatic"})),
        )
    )
    assert ticked == implied
    assert 1 in implied.values()


WEEKS_AGO = st.none() | st.integers(0, 400).map(ago)
PEOPLE = st.builds(
    BodySettings,
    pain=st.frozensets(st.sampled_from(sorted(KNOWN.targets))),
    conditions=st.frozensets(st.sampled_from(sorted({*KNOWN.conditions, *HALVES})), max_size=5),
    surgery=WEEKS_AGO,
    surgery_released=st.booleans(),
    pregnant_since=WEEKS_AGO,
)


def _asked(body: BodySettings) -> SelectionInput:
    """The question of a break as long as wanted, at home, with everything on."""
    context = SuggestionContext(HOME, on_call=False, firm=False, long_break=False, seconds=inf, seed=0)
    return SelectionInput(KNOWN, Settings(body=body), context, StretchHistory(today=DAY))


def _dose(stretch: Stretch, given: SelectionInput) -> int:
    """The highest dose of it; 0 if it may not be suggested at all."""
    if not all(passes(stretch, given) for _, passes in FILTERS):
        return 0
    return allowed_level(stretch, given) or 0


@given(PEOPLE, st.sampled_from(sorted({*KNOWN.conditions, *HALVES})))
def test_one_more_tick_never_allows_more(body: BodySettings, tick: str) -> None:
    more = replace(body, conditions=body.conditions | {tick})
    assert conditions_on(body, DAY) <= conditions_on(more, DAY)
    before, after = _asked(body), _asked(more)
    for stretch in KNOWN.stretches.values():
        if stretch.id != "seated-desk-lean":  # a tick may say that bending forward eases, which is what it waits for
            assert _dose(stretch, after) <= _dose(stretch, before)


@given(PEOPLE, st.sampled_from(sorted(KNOWN.targets)))
def test_more_pain_never_lifts_a_condition(body: BodySettings, place: str) -> None:
    more = replace(body, pain=body.pain | {place})
    assert conditions_on(body, DAY) <= conditions_on(more, DAY)


@given(PEOPLE)
def test_nobody_is_freer_for_a_clock_that_nobody_knows(body: BodySettings) -> None:
    assert conditions_on(body, DAY) <= conditions_on(body, None)
