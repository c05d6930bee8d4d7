"""The ten-minute session: the article's stretches, about ten minutes, in a sensible order, and nothing forbidden."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakd.engine.settings import HOME, OFFICE, BodySettings, Place, Settings, StretchSettings
from breakd.stretches import catalogue
from breakd.stretches.model import RELIEF, STRENGTH
from breakd.stretches.selection import Exclusion, SelectionInput, StretchHistory, SuggestionContext, exclusion_of
from breakd.stretches.session import LONGEST, MOST, plan_session
from tests.support.rules_again import held

KNOWN = catalogue.load()
BODY, STRETCHES, PRACTICE = BodySettings(), StretchSettings(), StretchHistory(days=9)
ARTICLE = ["chair-back-stretch", "cat-cow", "cobra", "figure-four-lying"]


def question(
    place: Place = HOME,
    *,
    body: BodySettings = BODY,
    stretches: StretchSettings = STRETCHES,
    history: StretchHistory = PRACTICE,
    on_call: bool = False,
) -> SelectionInput:
    body = replace(body, disclaimer=True)
    context = SuggestionContext(place, on_call=on_call, firm=False, long_break=False, seconds=90.0, seed=0)
    return SelectionInput(KNOWN, Settings(body=body, stretches=stretches), context, history)


def ids(asked: SelectionInput) -> list[str]:
    return [item.stretch for item in plan_session(asked)]


def seconds(asked: SelectionInput) -> float:
    """How long it takes somebody who needs ten seconds to get into each stretch."""
    planned = [KNOWN.stretches[item.stretch].at_level(item.level) for item in plan_session(asked)]
    return sum(dose.total_seconds + 10 for dose in planned)


def only(*names: str) -> StretchSettings:
    """All other stretches are turned off."""
    return StretchSettings(enable=frozenset(names), disable=frozenset(KNOWN.stretches) - frozenset(names))


def test_at_home_it_is_the_articles_in_order() -> None:
    found = ids(question())
    assert [id for id in found if KNOWN.stretches[id].seed] == ARTICLE
    assert 540 <= seconds(question()) <= 660
    floor = [id for id in found if KNOWN.stretches[id].setting == "floor"]
    assert found[-len(floor) :] == floor, "down once, not up and down"


def test_the_plow_comes_after_the_easier_ones_if_it_is_on() -> None:
    found = ids(question(stretches=StretchSettings(enable=frozenset({"plow"}))))
    assert [id for id in found if KNOWN.stretches[id].seed] == [*ARTICLE, "plow"]
    assert "double-knees-to-chest" not in found, "the easier way of the same"


@pytest.mark.parametrize("done", ["chin-tuck", "neck-turns"])
def test_two_ways_of_the_same_are_never_both_in_it(done: str) -> None:
    """Neck turns are the harder way of a chin tuck; whichever was done longer ago comes, and then not the other."""
    two = {"chin-tuck", "neck-turns"}
    found = ids(question(stretches=only(*two), history=StretchHistory(done=(done,))))
    assert found == [*(two - {done})]


def test_from_the_feet_down_to_the_floor_and_easy_ones_first() -> None:
    """A walk comes first however far it is, and a position to rest in is the last of its position."""
    order = ["walk-break", "standing-overhead-reach", "cat-cow", "cobra", "knee-rolls", "plow", "figure-four-lying"]
    changed = {
        "walk-break": replace(KNOWN.stretches["walk-break"], level=3),
        "cat-cow": replace(KNOWN.stretches["cat-cow"], kind=RELIEF),
        "figure-four-lying": replace(KNOWN.stretches["figure-four-lying"], kind=RELIEF),
    }
    known = replace(KNOWN, stretches={**KNOWN.stretches, **changed})
    asked = replace(question(stretches=only(*order)), catalogue=known)
    assert ids(asked) == order


def test_a_session_is_as_long_in_a_short_break_and_when_it_is_time_to_stand_up() -> None:
    asked = question()
    hurried = replace(asked.context, seconds=20.0, firm=True, long_break=True)
    assert plan_session(replace(asked, context=hurried)) == plan_session(asked)


def test_whatever_is_turned_off_it_does_not_take_longer() -> None:
    for seed in range(60):
        off = random.Random(seed).sample(sorted(KNOWN.stretches), 8)
        assert seconds(question(stretches=StretchSettings(disable=frozenset(off)))) <= MOST


def test_in_the_office_nobody_lies_down() -> None:
    found = [KNOWN.stretches[id] for id in ids(question(OFFICE))]
    assert {stretch.setting for stretch in found} == {"seated", "standing"}
    assert 540 <= seconds(question(OFFICE)) <= 660


def test_it_is_balanced() -> None:
    for place in (HOME, OFFICE):
        found = [KNOWN.stretches[id] for id in ids(question(place))]
        assert len({stretch.direction for stretch in found}) >= 5
        assert max(map([stretch.direction for stretch in found].count, KNOWN.directions)) <= 3
        assert max(map([stretch.regions[0] for stretch in found].count, KNOWN.regions)) <= 3


def test_what_was_done_long_ago_comes_before_what_was_done_just_now() -> None:
    first = ids(question(OFFICE))
    second = ids(question(OFFICE, history=StretchHistory(done=tuple(first))))
    assert set(first) != set(second)


def test_after_a_red_flag_there_is_none_or_a_walk() -> None:
    assert plan_session(question(history=StretchHistory(safety_lock=True))) == ()
    assert ids(question(history=StretchHistory(walking_only=True))) == ["walk-break"]


def test_a_movement_that_was_just_suggested_may_be_in_it() -> None:
    assert "cobra" in ids(question(history=StretchHistory(recent=("cobra",))))


def test_the_articles_five_come_first_though_they_leave_no_time_for_strength() -> None:
    """And though each of them was done a moment ago."""
    five = [*ARTICLE, "plow"]
    long = {
        id: replace(
            KNOWN.stretches[id], levels=tuple(replace(one, total_seconds=115) for one in KNOWN.stretches[id].levels)
        )
        for id in five
    }
    asked = question(stretches=StretchSettings(enable=frozenset(five)), history=replace(PRACTICE, done=tuple(five)))
    known = replace(KNOWN, stretches={**KNOWN.stretches, **long})
    assert set(ids(replace(asked, catalogue=known))) == set(five)


def test_two_for_strength_are_enough_though_nothing_else_is_left() -> None:
    strong = [id for id, stretch in KNOWN.stretches.items() if stretch.kind == STRENGTH]
    assert len(strong) > 4
    assert len(ids(question(stretches=only(*strong)))) == 2


def test_beside_the_articles_one_for_strength_is_enough() -> None:
    for place in (HOME, OFFICE):
        found = [KNOWN.stretches[id] for id in ids(question(place))]
        assert sum(stretch.kind == STRENGTH and not stretch.seed for stretch in found) == 1


def test_lying_on_the_front_begins_the_floor_of_a_leg_that_bending_hurts_and_ends_it_else() -> None:
    few = only("standing-overhead-reach", "chin-tuck", "cat-cow", "cobra", "prone-lying")
    leg = BodySettings(pain=frozenset({"sciatic"}), conditions=frozenset({"flexion_worse"}))
    upright = ["standing-overhead-reach", "chin-tuck"]
    assert ids(question(body=leg, stretches=few)) == [*upright, "prone-lying", "cat-cow", "cobra"]
    assert ids(question(stretches=few)) == [*upright, "cat-cow", "cobra", "prone-lying"]


def test_who_cannot_stand_gets_down_to_the_floor_for_a_session() -> None:
    found = ids(question(body=BodySettings(conditions=frozenset({"cannot_stand"}))))
    assert "floor" in {KNOWN.stretches[id].setting for id in found}


PEOPLE = st.builds(
    BodySettings,
    pain=st.frozensets(st.sampled_from(sorted(KNOWN.targets))),
    conditions=st.frozensets(st.sampled_from(sorted(KNOWN.conditions)), max_size=5),
)
PLACES = st.builds(
    Place,
    settings=st.frozensets(st.sampled_from(sorted(KNOWN.settings))),
    equipment=st.frozensets(st.sampled_from(sorted(KNOWN.equipment))),
    discreet=st.integers(1, 3),
)
DONE = st.lists(st.sampled_from(sorted(KNOWN.stretches)), max_size=40).map(tuple)
AWAY = st.frozensets(st.sampled_from(sorted(KNOWN.stretches)), max_size=10)


@given(PEOPLE, PLACES, DONE, AWAY, st.booleans())
def test_whoever_and_wherever(
    body: BodySettings, place: Place, done: tuple[str, ...], away: frozenset[str], call: bool
) -> None:
    asked = question(place, body=body, history=StretchHistory(done=done, put_away=away), on_call=call)
    found = plan_session(asked)
    assert len({item.stretch for item in found}) == len(found)
    assert seconds(asked) <= MOST
    context = replace(asked.context, seconds=LONGEST)
    outs = {
        id: exclusion_of(KNOWN.stretches[id], KNOWN, asked.settings, context, asked.history) for id in KNOWN.stretches
    }
    assert {outs[item.stretch] for item in found} <= {None, Exclusion.RECENT, Exclusion.SESSION_ONLY}
    assert found or None not in outs.values(), "never empty while something is allowed"
    for item in found:
        assert KNOWN.stretches[item.stretch].caution_if & held(body, None) == frozenset() or item.level == 1


@pytest.mark.parametrize("conditions", [(), ("pregnancy",), ("spinal_stenosis", "glaucoma", "hip_replacement")])
def test_it_is_the_same_for_the_same_question(conditions: tuple[str, ...]) -> None:
    body = BodySettings(conditions=frozenset(conditions))
    assert plan_session(question(body=body)) == plan_session(question(body=body))
