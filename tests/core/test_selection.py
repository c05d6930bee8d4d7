"""Which movement comes: each filter, their order, and what must hold whatever the day was like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakd.core.wording import reason
from breakd.engine.settings import HOME, OFFICE, BodySettings, Settings, StretchSettings
from breakd.stretches import catalogue
from breakd.stretches.model import Stretch
from breakd.stretches.scoring import choose
from breakd.stretches.selection import FILTERS, Choice, Moment, Out, Practice, allowed, why_not

KNOWN = catalogue.load()
DEFAULTS = Settings()
DESK = Moment(place=OFFICE, on_call=False, firm=False, long_break=False, seconds=90, seed=1)
AT_HOME = replace(DESK, place=HOME)
FRESH = Practice()


def person(**body: Any) -> Settings:
    return Settings(body=BodySettings(**body))


def ids(choices: tuple[Choice, ...]) -> set[str]:
    return {choice.stretch.id for choice in choices}


def offered(settings: Settings = DEFAULTS, moment: Moment = DESK, practice: Practice = FRESH) -> set[str]:
    return ids(allowed(KNOWN, settings, moment, practice))


def out(id: str, settings: Settings = DEFAULTS, moment: Moment = DESK, practice: Practice = FRESH) -> Out | None:
    return why_not(KNOWN.stretches[id], KNOWN, settings, moment, practice)


def with_level(moment: Moment, id: str, settings: Settings = DEFAULTS, practice: Practice = FRESH) -> int:
    return next(one.level for one in allowed(KNOWN, settings, moment, practice) if one.stretch.id == id)


# --- what the defaults offer ----------------------------------------------------------------------


def test_at_least_twenty_in_the_office() -> None:
    assert len(offered()) >= 20


def test_every_seed_but_the_plow_at_home() -> None:
    assert {"cat-cow", "chair-back-stretch", "cobra", "figure-four-lying"} <= offered(moment=AT_HOME)
    assert out("plow", moment=AT_HOME) is Out.OFF


def test_the_plow_at_home_when_it_is_enabled() -> None:
    wanted = Settings(stretches=StretchSettings(enable=frozenset({"plow"})))
    assert "plow" in offered(wanted, AT_HOME)
    assert out("plow", wanted) is Out.PLACE


# --- the filters, one by one ----------------------------------------------------------------------


def test_the_safety_lock_stops_everything() -> None:
    locked = Practice(safety_lock=True, walking_only=True)
    assert offered(practice=locked) == set()
    assert choose(KNOWN, DEFAULTS, DESK, locked) is None
    assert {out(id, practice=locked) for id in KNOWN.stretches} == {Out.SAFETY_LOCK}


def test_at_most_walking() -> None:
    walking = Practice(walking_only=True)
    assert offered(moment=AT_HOME, practice=walking) == {"walk-break"}
    assert out("chin-tuck", practice=walking) is Out.SAFETY_LOCK


def test_in_gentler_days_only_the_gentle_ones_and_easily() -> None:
    gentle = Practice(only=frozenset(KNOWN.safety.flare), easiest=True, levels={"walk-break": 3})
    choices = allowed(KNOWN, DEFAULTS, replace(AT_HOME, seconds=600), gentle)
    assert ids(choices) == set(KNOWN.safety.flare)
    assert {one.level for one in choices} == {1}
    assert {one.stretch.level for one in choices} == {1}
    assert out("chin-tuck", practice=gentle) is Out.NOT_TODAY


def test_disabled_by_hand_wins() -> None:
    hand = StretchSettings(enable=frozenset({"walk-break"}), disable=frozenset({"walk-break"}))
    assert out("walk-break", Settings(stretches=hand)) is Out.OFF


def test_the_place_decides_by_room_and_by_things() -> None:
    assert out("cobra") is Out.PLACE
    assert out("doorway-chest-stretch") is Out.PLACE
    assert out("doorway-chest-stretch", moment=AT_HOME) is None
    bare = replace(AT_HOME, place=replace(HOME, equipment=frozenset()))
    assert offered(moment=bare) == {
        id for id in offered(moment=AT_HOME) if not KNOWN.stretches[id].equipment
    }  # fmt: skip


def test_only_what_is_discreet_enough() -> None:
    shy = replace(DESK, place=replace(OFFICE, discreet=3))
    assert offered(moment=shy) == {
        "chin-tuck", "neck-turns", "shoulder-blade-squeeze", "seated-cat-cow", "heel-raises", "walk-break",
    }  # fmt: skip


def test_on_a_call_seated_and_unnoticed() -> None:
    for place in (OFFICE, HOME):
        call = replace(DESK, place=place, on_call=True)
        assert offered(moment=call) == {"chin-tuck", "neck-turns", "shoulder-blade-squeeze", "seated-cat-cow"}
        assert out("walk-break", moment=call) is Out.VISIBLE


@pytest.mark.parametrize("condition", sorted(KNOWN.conditions))
def test_every_condition_keeps_out_what_it_excludes(condition: str) -> None:
    everything = Settings(
        stretches=StretchSettings(enable=frozenset({"plow"})),
        body=BodySettings(frozenset({"sciatic"}), "none", frozenset({condition})),
    )
    excluded = {id for id, stretch in KNOWN.stretches.items() if condition in stretch.exclude_if}
    assert not excluded & offered(everything, AT_HOME)
    assert {out(id, everything, AT_HOME) for id in excluded} <= {Out.EXCLUDED}


def test_no_knee_hug_for_whom_bending_is_worse() -> None:
    bending = person(conditions=frozenset({"flexion_worse"}))
    assert not {id for id in offered(bending, AT_HOME) if KNOWN.stretches[id].direction == "flexion"}


def test_what_hurt_is_put_away_and_so_is_its_direction() -> None:
    assert out("chin-tuck", practice=Practice(put_away=frozenset({"chin-tuck"}))) is Out.PUT_AWAY
    resting = Practice(resting=frozenset({"flexion"}))
    assert out("seated-knee-hug", practice=resting) is Out.PUT_AWAY
    assert {KNOWN.stretches[id].direction for id in offered(moment=AT_HOME, practice=resting)}.isdisjoint({"flexion"})


def test_the_limits_of_a_day_and_of_a_week() -> None:
    plow = Settings(stretches=StretchSettings(enable=frozenset({"plow"})))
    assert out("plow", plow, AT_HOME, Practice(done_today={"plow": 1}, done_week={"plow": 1})) is Out.LIMIT
    assert out("plow", plow, AT_HOME, Practice(done_week={"plow": 2})) is None
    assert out("plow", plow, AT_HOME, Practice(done_week={"plow": 3})) is Out.LIMIT
    assert out("chin-tuck", practice=Practice(done_today={"chin-tuck": 5}, done_week={"chin-tuck": 99})) is None
    assert out("chin-tuck", practice=Practice(done_today={"chin-tuck": 6})) is Out.LIMIT


def test_nerve_sliders_only_with_leg_pain() -> None:
    sliders = {"seated-sciatic-slider", "lying-sciatic-slider"}
    assert not sliders & offered(moment=AT_HOME)
    assert out("seated-sciatic-slider") is Out.NO_LEG_PAIN
    assert sliders <= offered(person(pain=frozenset({"sciatic"})), AT_HOME)


def test_the_highest_dose_that_fits() -> None:
    assert with_level(DESK, "walk-break") == 1
    assert with_level(replace(DESK, seconds=120), "walk-break") == 2
    assert with_level(replace(DESK, seconds=24), "seated-forward-fold") == 1
    assert out("walk-break", moment=replace(DESK, seconds=59)) is Out.TOO_LONG
    assert offered(moment=replace(DESK, seconds=10)) == set()


def test_the_demanding_dose_only_after_practice() -> None:
    assert with_level(replace(DESK, seconds=600), "chin-tuck") == 2
    assert with_level(replace(DESK, seconds=600), "chin-tuck", practice=Practice(levels={"chin-tuck": 3})) == 3
    assert with_level(replace(DESK, seconds=600), "chin-tuck", practice=Practice(levels={"chin-tuck": 1})) == 1


def test_with_a_caution_only_the_easy_dose() -> None:
    careful = person(conditions=frozenset({"neck_problem"}))
    assert with_level(DESK, "chin-tuck", careful, Practice(levels={"chin-tuck": 3})) == 1
    assert with_level(DESK, "heel-raises", careful) == 2


def test_the_last_four_rest() -> None:
    recent = ("heel-raises", "chin-tuck", "neck-turns", "walk-break", "seated-cat-cow")
    resting = {id for id in KNOWN.stretches if out(id, practice=Practice(recent=recent)) is Out.RECENT}
    assert resting == set(recent[1:])


def test_the_window_shrinks_so_that_two_remain() -> None:
    call = replace(DESK, on_call=True)
    recent = ("chin-tuck", "neck-turns", "shoulder-blade-squeeze", "seated-cat-cow")
    assert offered(moment=call, practice=Practice(recent=recent)) == {"chin-tuck", "neck-turns"}
    only = Settings(stretches=StretchSettings(disable=frozenset(KNOWN.stretches) - {"chin-tuck"}))
    assert offered(only, practice=Practice(recent=("chin-tuck",))) == {"chin-tuck"}


def test_with_five_to_choose_from_the_last_three_rest() -> None:
    """Four would leave one and the same; two would bring back what came three breaks ago."""
    five = {"chin-tuck", "neck-turns", "shoulder-blade-squeeze", "seated-cat-cow", "heel-raises"}
    only = Settings(stretches=StretchSettings(disable=frozenset(KNOWN.stretches) - five))
    recent = ("chin-tuck", "neck-turns", "shoulder-blade-squeeze", "seated-cat-cow")
    assert offered(only, practice=Practice(recent=recent)) == {"chin-tuck", "heel-raises"}


def test_what_is_done_on_the_chair_does_not_ask_to_get_up() -> None:
    """A firm reminder of somebody who has turned off all that is done standing."""
    upright = frozenset(id for id, stretch in KNOWN.stretches.items() if stretch.setting == "standing")
    seated = Settings(stretches=StretchSettings(disable=upright))
    usual = {one.stretch.id: one.reason for one in allowed(KNOWN, seated, DESK, FRESH)}
    firm = {one.stretch.id: one.reason for one in allowed(KNOWN, seated, replace(DESK, firm=True), FRESH)}
    assert firm == usual != {}


def test_the_filters_are_asked_in_their_order() -> None:
    assert [filter for filter, _ in FILTERS] == list(Out)[:10]
    cobra = Settings(
        stretches=StretchSettings(disable=frozenset({"cobra"})),
        body=BodySettings(conditions=frozenset({"pregnancy"})),
    )
    practice = Practice(put_away=frozenset({"cobra"}), done_today={"cobra": 9})
    home = replace(AT_HOME, seconds=5)
    assert out("cobra", cobra, replace(home, place=OFFICE), replace(practice, safety_lock=True)) is Out.SAFETY_LOCK
    assert out("cobra", cobra, replace(home, place=OFFICE), practice) is Out.OFF
    cobra = replace(cobra, stretches=StretchSettings())
    assert out("cobra", cobra, replace(home, place=OFFICE), practice) is Out.PLACE
    assert out("cobra", cobra, replace(home, place=replace(HOME, discreet=2)), practice) is Out.VISIBLE
    assert out("cobra", cobra, home, practice) is Out.EXCLUDED
    assert out("cobra", DEFAULTS, home, practice) is Out.PUT_AWAY
    assert out("cobra", DEFAULTS, home, replace(practice, put_away=frozenset())) is Out.LIMIT
    assert out("cobra", DEFAULTS, home) is Out.TOO_LONG


# --- the choice -------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", [replace(DESK, firm=True), replace(DESK, long_break=True)])
def test_off_the_chair_when_it_is_time(moment: Moment) -> None:
    choices = allowed(KNOWN, DEFAULTS, moment, FRESH)
    assert {one.stretch.setting for one in choices} == {"standing"}
    assert out("chin-tuck", moment=moment) is Out.SEATED


def test_seated_is_better_than_nothing_when_it_is_time_to_stand() -> None:
    call = replace(DESK, firm=True, on_call=True)
    chosen = choose(KNOWN, DEFAULTS, call, FRESH)
    assert chosen is not None
    assert chosen.stretch.setting == "seated"


def test_the_seed_decides_and_nothing_else() -> None:
    first = [choose(KNOWN, DEFAULTS, replace(AT_HOME, seed=seed), FRESH) for seed in range(100)]
    again = [choose(KNOWN, DEFAULTS, replace(AT_HOME, seed=seed), FRESH) for seed in range(100)]
    assert first == again
    assert len({one.stretch.id for one in first if one is not None}) >= 3


TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("moment", "practice", "id", "line"),
    [
        (DESK, FRESH, "seated-cat-cow", "Lower back."),
        (DESK, FRESH, "chair-back-stretch", "Lower back."),
        (replace(DESK, on_call=True), FRESH, "chin-tuck", "Neck, small enough for a call."),
        (replace(DESK, long_break=True, seconds=120), FRESH, "walk-break", "Whole body, a few steps for a change."),
        (replace(DESK, firm=True), FRESH, "heel-raises", "Calves, on your feet for a moment."),
        (
            DESK,
            Practice(
                done=("chin-tuck",), last_day={"chair-back-stretch": TUESDAY}, today=TUESDAY + timedelta(days=3)
            ),
            "chair-back-stretch",
            "Lower back, standing for a change, not done since Tuesday.",
        ),
        (
            DESK,
            Practice(last_day={"seated-cat-cow": TUESDAY}, today=TUESDAY + timedelta(days=1)),
            "seated-cat-cow",
            "Lower back, not done since yesterday.",
        ),
        (
            DESK,
            Practice(last_day={"seated-cat-cow": TUESDAY}, today=TUESDAY + timedelta(days=15)),
            "seated-cat-cow",
            "Lower back, not done for 2 weeks.",
        ),
        (DESK, Practice(last_day={"chin-tuck": TUESDAY}, today=TUESDAY), "chin-tuck", "Neck."),
    ],
)
def test_the_reason_is_one_line(moment: Moment, practice: Practice, id: str, line: str) -> None:
    reasons = {one.stretch.id: one.reason for one in allowed(KNOWN, DEFAULTS, moment, practice)}
    assert reason.line(reasons[id]) == line


def test_every_region_has_its_word() -> None:
    assert KNOWN.regions == set(reason.REGION)


# --- whatever the day was like ------------------------------------------------------------------------

MOVEMENTS = st.sampled_from(sorted(KNOWN.stretches))
COUNTS = st.dictionaries(MOVEMENTS, st.integers(0, 9), max_size=8)
PLACES = st.builds(
    lambda place, equipment, discreet: replace(place, equipment=equipment, discreet=discreet),
    st.sampled_from([OFFICE, HOME]),
    st.frozensets(st.sampled_from(sorted(KNOWN.equipment))) | st.just(HOME.equipment),
    st.integers(1, 3),
)
MOMENTS = st.builds(Moment, PLACES, st.booleans(), st.booleans(), st.booleans(), st.floats(1, 400), st.integers())
PEOPLE = st.builds(
    lambda enable, disable, pain, conditions: Settings(
        stretches=StretchSettings(enable=enable, disable=disable), body=BodySettings(pain, "none", conditions)
    ),
    st.frozensets(MOVEMENTS, max_size=3),
    st.frozensets(MOVEMENTS, max_size=12),
    st.frozensets(st.sampled_from(sorted(KNOWN.targets))),
    st.frozensets(st.sampled_from(sorted(KNOWN.conditions)), max_size=4),
)
PRACTICES = st.builds(
    Practice,
    recent=st.lists(MOVEMENTS, max_size=12).map(tuple),
    done_today=COUNTS,
    done_week=COUNTS,
    put_away=st.frozensets(MOVEMENTS, max_size=6),
    resting=st.frozensets(st.sampled_from(sorted(KNOWN.directions)), max_size=2),
    levels=st.dictionaries(MOVEMENTS, st.integers(1, 3), max_size=6),
    safety_lock=st.just(False) | st.booleans(),
    walking_only=st.just(False) | st.booleans(),
    only=st.none() | st.frozensets(MOVEMENTS, max_size=8),
    easiest=st.booleans(),
)


def may(stretch: Stretch, settings: Settings, moment: Moment, practice: Practice) -> bool:
    """The rules once more, written as one sentence."""
    body, hand, place = settings.body, settings.stretches, moment.place
    return (
        not practice.safety_lock
        and (not practice.walking_only or stretch.direction == "walk")
        and (practice.only is None or stretch.id in practice.only)
        and stretch.id not in hand.disable | practice.put_away
        and (stretch.default_enabled or stretch.id in hand.enable)
        and stretch.setting in ({"seated"} if moment.on_call else place.settings) & place.settings
        and stretch.equipment <= place.equipment
        and stretch.discreet >= (3 if moment.on_call else place.discreet)
        and not stretch.exclude_if & body.conditions
        and stretch.direction not in practice.resting
        and practice.done_today.get(stretch.id, 0) < stretch.max_per_day
        and practice.done_week.get(stretch.id, 0) < (stretch.max_per_week or 1000)
        and (stretch.direction != "neural" or "sciatic" in body.pain)
        and stretch.levels[0].total_seconds <= moment.seconds
    )


@settings(deadline=None, max_examples=400)
@given(PEOPLE, MOMENTS, PRACTICES)
def test_exactly_what_the_rules_allow(person: Settings, moment: Moment, practice: Practice) -> None:
    could = [one for one in KNOWN.stretches.values() if may(one, person, moment, practice)]
    if moment.upright and any(one.setting == "standing" for one in could):
        could = [one for one in could if one.setting == "standing"]
    choices = allowed(KNOWN, person, moment, practice)
    names = {one.id for one in could}
    assert ids(choices) <= names
    assert bool(choices) == bool(could), "never empty while anything is allowed"
    assert len(choices) >= min(2, len(could))
    assert names - ids(choices) <= set(practice.recent[-4:])
    assert {id for id, one in KNOWN.stretches.items() if not why_not(one, KNOWN, person, moment, practice)} == ids(
        choices
    )


@settings(deadline=None, max_examples=400)
@given(PEOPLE, MOMENTS, PRACTICES)
def test_every_dose_is_safe_and_fits(person: Settings, moment: Moment, practice: Practice) -> None:
    for choice in allowed(KNOWN, person, moment, practice):
        stretch = choice.stretch
        assert stretch.levels[choice.level - 1].total_seconds <= moment.seconds
        assert choice.level <= practice.levels.get(stretch.id, 2)
        assert choice.level == 1 or not stretch.caution_if & person.body.conditions


@settings(deadline=None, max_examples=200)
@given(PEOPLE, MOMENTS, PRACTICES, st.integers(2, 30), st.lists(st.booleans(), min_size=30, max_size=30))
def test_a_day_of_suggestions(
    person: Settings, moment: Moment, practice: Practice, length: int, long_breaks: list[bool]
) -> None:
    counts: Mapping[str, int] = practice.done_today
    for number in range(length):
        now = replace(moment, long_break=long_breaks[number], seed=moment.seed + number)
        then = replace(practice, done_today=counts)
        chosen = choose(KNOWN, person, now, then)
        choices = allowed(KNOWN, person, now, then)
        if chosen is None:
            assert choices == ()
            return
        stretch = chosen.stretch
        assert not stretch.exclude_if & person.body.conditions
        assert stretch.setting in now.place.settings
        if len(choices) >= 2 and practice.recent:
            assert stretch.id != practice.recent[-1], "never the same twice running"
        practice = replace(practice, recent=(*practice.recent, stretch.id))
        counts = {**counts, stretch.id: counts.get(stretch.id, 0) + 1}
