"""Which stretch comes: each filter, and their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from breakd.engine.settings import HOME, OFFICE, BodySettings, Settings, StretchSettings
from breakd.messages import reason
from breakd.stretches import catalogue
from breakd.stretches.scoring import choose_stretch
from breakd.stretches.selection import (
    FILTERS,
    Exclusion,
    StretchHistory,
    Suggestion,
    SuggestionContext,
    allowed_suggestions,
    exclusion_of,
)
from tests.support.weeks import ON_CALL

KNOWN = catalogue.load()
DEFAULTS = Settings()
DESK = SuggestionContext(place=OFFICE, on_call=False, firm=False, long_break=False, seconds=90, seed=1)
AT_HOME = replace(DESK, place=HOME)
FRESH = StretchHistory()


def person(**body: Any) -> Settings:
    return Settings(body=BodySettings(**body))


def ids(choices: tuple[Suggestion, ...]) -> set[str]:
    return {suggestion.stretch.id for suggestion in choices}


def offered(
    settings: Settings = DEFAULTS, context: SuggestionContext = DESK, history: StretchHistory = FRESH
) -> set[str]:
    return ids(allowed_suggestions(KNOWN, settings, context, history))


def out(
    id: str, settings: Settings = DEFAULTS, context: SuggestionContext = DESK, history: StretchHistory = FRESH
) -> Exclusion | None:
    return exclusion_of(KNOWN.stretches[id], KNOWN, settings, context, history)


def with_level(
    context: SuggestionContext, id: str, settings: Settings = DEFAULTS, history: StretchHistory = FRESH
) -> int:
    return next(one.level for one in allowed_suggestions(KNOWN, settings, context, history) if one.stretch.id == id)


# --- what the defaults offer ----------------------------------------------------------------------


def test_at_least_twenty_in_the_office() -> None:
    assert len(offered()) >= 20


def test_every_seed_but_the_plow_at_home() -> None:
    assert {"cat-cow", "chair-back-stretch", "cobra", "figure-four-lying"} <= offered(context=AT_HOME)
    assert out("plow", context=AT_HOME) is Exclusion.OFF


def test_the_plow_at_home_when_it_is_enabled() -> None:
    wanted = Settings(stretches=StretchSettings(enable=frozenset({"plow"})))
    assert "plow" in offered(wanted, AT_HOME)
    assert out("plow", wanted) is Exclusion.PLACE


def test_the_floor_is_for_the_session_of_who_cannot_stand() -> None:
    """Down from a wheelchair and up again does not fit any break, and fits once into ten minutes."""
    seated, hour = person(conditions=frozenset({"cannot_stand"})), replace(AT_HOME, seconds=3600.0)
    floor = {id for id in offered(context=hour) if KNOWN.stretches[id].setting == "floor"}
    assert floor
    assert {out(id, seated, hour) for id in floor} == {Exclusion.SESSION_ONLY}
    assert floor <= offered(seated, replace(hour, session=True))
    assert not floor & offered(seated, replace(hour, firm=True))


# --- the filters, one by one ----------------------------------------------------------------------


def test_the_safety_lock_stops_everything() -> None:
    locked = StretchHistory(safety_lock=True, walking_only=True)
    assert offered(history=locked) == set()
    assert choose_stretch(KNOWN, DEFAULTS, DESK, locked) is None
    assert {out(id, history=locked) for id in KNOWN.stretches} == {Exclusion.SAFETY_LOCK}


def test_at_most_walking() -> None:
    walking = StretchHistory(walking_only=True)
    assert offered(context=AT_HOME, history=walking) == {"walk-break"}
    assert out("chin-tuck", history=walking) is Exclusion.SAFETY_LOCK


def test_in_gentler_days_only_the_gentle_ones_and_easily() -> None:
    gentle = StretchHistory(only=frozenset(KNOWN.safety.flare), easiest=True, levels={"walk-break": 3})
    choices = allowed_suggestions(KNOWN, DEFAULTS, replace(AT_HOME, seconds=600), gentle)
    assert ids(choices) == set(KNOWN.safety.flare)
    assert {one.level for one in choices} == {1}
    assert {one.stretch.level for one in choices} == {1}
    assert out("chin-tuck", history=gentle) is Exclusion.NOT_TODAY


def test_disabled_by_hand_wins() -> None:
    hand = StretchSettings(enable=frozenset({"walk-break"}), disable=frozenset({"walk-break"}))
    assert out("walk-break", Settings(stretches=hand)) is Exclusion.OFF


def test_the_place_decides_by_room_and_by_things() -> None:
    assert out("cobra") is Exclusion.PLACE
    assert out("doorway-chest-stretch") is Exclusion.PLACE
    assert out("doorway-chest-stretch", context=AT_HOME) is None
    bare = replace(AT_HOME, place=replace(HOME, equipment=frozenset()))
    assert offered(context=bare) == {
        id for id in offered(context=AT_HOME) if not KNOWN.stretches[id].equipment
    }  # fmt: skip


def test_only_what_is_discreet_enough() -> None:
    shy = replace(DESK, place=replace(OFFICE, discreet=3))
    assert offered(context=shy) == {*ON_CALL, "heel-raises", "walk-break"}


def test_on_a_call_seated_and_unnoticed() -> None:
    for place in (OFFICE, HOME):
        call = replace(DESK, place=place, on_call=True)
        assert offered(context=call) == ON_CALL
        assert out("walk-break", context=call) is Exclusion.VISIBLE


@pytest.mark.parametrize("condition", sorted(KNOWN.conditions))
def test_every_condition_keeps_out_what_it_excludes(condition: str) -> None:
    everything = Settings(
        stretches=StretchSettings(enable=frozenset({"plow"})),
        body=BodySettings(frozenset({"sciatic"}), "none", frozenset({condition})),
    )
    excluded = {id for id, stretch in KNOWN.stretches.items() if condition in stretch.exclude_if}
    assert not excluded & offered(everything, AT_HOME)
    assert {out(id, everything, AT_HOME) for id in excluded} <= {Exclusion.EXCLUDED}


def test_no_knee_hug_for_whom_bending_is_worse() -> None:
    bending = person(conditions=frozenset({"flexion_worse"}))
    assert not {id for id in offered(bending, AT_HOME) if KNOWN.stretches[id].direction == "flexion"}


def test_what_hurt_is_put_away_and_so_is_its_direction() -> None:
    assert out("chin-tuck", history=StretchHistory(put_away=frozenset({"chin-tuck"}))) is Exclusion.PUT_AWAY
    resting = StretchHistory(resting=frozenset({"flexion"}))
    assert out("seated-knee-hug", history=resting) is Exclusion.PUT_AWAY
    assert {KNOWN.stretches[id].direction for id in offered(context=AT_HOME, history=resting)}.isdisjoint({"flexion"})


@pytest.mark.parametrize("id", ["heel-raises", "standing-side-leg-lift"])
def test_after_an_operation_the_legs_are_loaded_twice_a_day(id: str) -> None:
    """How much weight a mending hip may bear is for the team: walking leads."""
    mending = person(conditions=frozenset({"surgery_6_12"}))
    assert out(id, mending, history=StretchHistory(done_today={id: 1})) is None
    assert out(id, mending, history=StretchHistory(done_today={id: 2})) is Exclusion.LIMIT
    assert out(id, history=StretchHistory(done_today={id: 2})) is None
    assert out("walk-break", mending, history=StretchHistory(done_today={"walk-break": 5})) is None


def test_the_limits_of_a_day_and_of_a_week() -> None:
    plow = Settings(stretches=StretchSettings(enable=frozenset({"plow"})))
    assert (
        out("plow", plow, AT_HOME, StretchHistory(done_today={"plow": 1}, done_week={"plow": 1})) is Exclusion.LIMIT
    )
    assert out("plow", plow, AT_HOME, StretchHistory(done_week={"plow": 2})) is None
    assert out("plow", plow, AT_HOME, StretchHistory(done_week={"plow": 3})) is Exclusion.LIMIT
    assert out("chin-tuck", history=StretchHistory(done_today={"chin-tuck": 5}, done_week={"chin-tuck": 99})) is None
    assert out("chin-tuck", history=StretchHistory(done_today={"chin-tuck": 6})) is Exclusion.LIMIT


def test_nerve_sliders_only_with_leg_pain() -> None:
    sliders = {"seated-sciatic-slider", "lying-sciatic-slider"}
    assert not sliders & offered(context=AT_HOME)
    assert out("seated-sciatic-slider") is Exclusion.NO_LEG_PAIN
    assert sliders <= offered(person(pain=frozenset({"sciatic"})), AT_HOME)


def test_the_highest_dose_that_fits() -> None:
    assert with_level(DESK, "walk-break") == 1
    assert with_level(replace(DESK, seconds=120), "walk-break") == 2
    assert with_level(replace(DESK, seconds=24), "seated-forward-fold") == 1
    assert out("walk-break", context=replace(DESK, seconds=59)) is Exclusion.TOO_LONG
    assert offered(context=replace(DESK, seconds=10)) == set()


def test_the_demanding_dose_only_after_practice() -> None:
    assert with_level(replace(DESK, seconds=600), "chin-tuck") == 2
    assert with_level(replace(DESK, seconds=600), "chin-tuck", history=StretchHistory(levels={"chin-tuck": 3})) == 3
    assert with_level(replace(DESK, seconds=600), "chin-tuck", history=StretchHistory(levels={"chin-tuck": 1})) == 1


def test_with_a_caution_only_the_easy_dose() -> None:
    careful = person(conditions=frozenset({"neck_problem"}))
    assert with_level(DESK, "chin-tuck", careful, StretchHistory(levels={"chin-tuck": 3})) == 1
    assert with_level(DESK, "heel-raises", careful) == 2


def test_the_last_four_rest() -> None:
    recent = ("heel-raises", "chin-tuck", "neck-turns", "walk-break", "seated-cat-cow")
    resting = {id for id in KNOWN.stretches if out(id, history=StretchHistory(recent=recent)) is Exclusion.RECENT}
    assert resting == set(recent[1:])


def test_the_window_shrinks_so_that_two_remain() -> None:
    recent = ("chin-tuck", "neck-turns", "shoulder-blade-squeeze", "seated-cat-cow")
    four = Settings(stretches=StretchSettings(disable=frozenset(KNOWN.stretches) - set(recent)))
    assert offered(four, history=StretchHistory(recent=recent)) == {"chin-tuck", "neck-turns"}
    only = Settings(stretches=StretchSettings(disable=frozenset(KNOWN.stretches) - {"chin-tuck"}))
    assert offered(only, history=StretchHistory(recent=("chin-tuck",))) == {"chin-tuck"}


def test_with_five_to_choose_from_the_last_three_rest() -> None:
    """Four would leave one and the same; two would bring back what came three breaks ago."""
    five = {"chin-tuck", "neck-turns", "shoulder-blade-squeeze", "seated-cat-cow", "heel-raises"}
    only = Settings(stretches=StretchSettings(disable=frozenset(KNOWN.stretches) - five))
    recent = ("chin-tuck", "neck-turns", "shoulder-blade-squeeze", "seated-cat-cow")
    assert offered(only, history=StretchHistory(recent=recent)) == {"chin-tuck", "heel-raises"}


def test_what_is_done_on_the_chair_does_not_ask_to_get_up() -> None:
    """A firm reminder of somebody who has turned off all that is done standing."""
    upright = frozenset(id for id, stretch in KNOWN.stretches.items() if stretch.setting == "standing")
    seated = Settings(stretches=StretchSettings(disable=upright))
    usual = {one.stretch.id: one.reason for one in allowed_suggestions(KNOWN, seated, DESK, FRESH)}
    firm = {one.stretch.id: one.reason for one in allowed_suggestions(KNOWN, seated, replace(DESK, firm=True), FRESH)}
    assert firm == usual != {}


def test_the_filters_are_asked_in_their_order() -> None:
    assert [filter for filter, _ in FILTERS] == list(Exclusion)[:13]
    cobra = Settings(
        stretches=StretchSettings(disable=frozenset({"cobra"})),
        body=BodySettings(conditions=frozenset({"pregnancy"})),
    )
    history = StretchHistory(put_away=frozenset({"cobra"}), done_today={"cobra": 9})
    home = replace(AT_HOME, seconds=5)
    assert (
        out("cobra", cobra, replace(home, place=OFFICE), replace(history, safety_lock=True)) is Exclusion.SAFETY_LOCK
    )
    assert out("cobra", cobra, replace(home, place=OFFICE), history) is Exclusion.OFF
    cobra = replace(cobra, stretches=StretchSettings())
    assert out("cobra", cobra, replace(home, place=OFFICE), history) is Exclusion.PLACE
    assert out("cobra", cobra, replace(home, place=replace(HOME, discreet=2)), history) is Exclusion.VISIBLE
    assert out("cobra", cobra, home, history) is Exclusion.EXCLUDED
    assert out("cobra", DEFAULTS, home, history) is Exclusion.PUT_AWAY
    assert out("cobra", DEFAULTS, home, replace(history, put_away=frozenset())) is Exclusion.LIMIT
    assert out("cobra", DEFAULTS, home) is Exclusion.TOO_LONG


# --- the choice -------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", [replace(DESK, firm=True), replace(DESK, long_break=True)])
def test_off_the_chair_when_it_is_time(moment: SuggestionContext) -> None:
    choices = allowed_suggestions(KNOWN, DEFAULTS, moment, FRESH)
    assert {one.stretch.setting for one in choices} == {"standing"}
    assert out("chin-tuck", context=moment) is Exclusion.SEATED


def test_seated_is_better_than_nothing_when_it_is_time_to_stand() -> None:
    call = replace(DESK, firm=True, on_call=True)
    chosen = choose_stretch(KNOWN, DEFAULTS, call, FRESH)
    assert chosen is not None
    assert chosen.stretch.setting == "seated"


def test_the_seed_decides_and_nothing_else() -> None:
    first = [choose_stretch(KNOWN, DEFAULTS, replace(AT_HOME, seed=seed), FRESH) for seed in range(100)]
    again = [choose_stretch(KNOWN, DEFAULTS, replace(AT_HOME, seed=seed), FRESH) for seed in range(100)]
    assert first == again
    assert len({one.stretch.id for one in first if one is not None}) >= 3


TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("moment", "practice", "id", "line"),
    [
        (DESK, FRESH, "seated-cat-cow", "Lower back."),
        (DESK, FRESH, "chair-back-stretch", "Lower back."),
        (replace(DESK, on_call=True), FRESH, "chin-tuck", "Neck. Small enough for a call."),
        (replace(DESK, long_break=True, seconds=120), FRESH, "walk-break", "Whole body. A short walk for a change."),
        (replace(DESK, firm=True), FRESH, "heel-raises", "Calves. On your feet for a moment."),
        (replace(DESK, firm=True), FRESH, "walk-break", "Whole body. A short walk after sitting this long."),
        (
            DESK,
            StretchHistory(
                done=("chin-tuck",), last_day={"chair-back-stretch": TUESDAY}, today=TUESDAY + timedelta(days=3)
            ),
            "chair-back-stretch",
            "Lower back. Standing for a change. Last done on Tuesday.",
        ),
        (
            DESK,
            StretchHistory(last_day={"seated-cat-cow": TUESDAY}, today=TUESDAY + timedelta(days=1)),
            "seated-cat-cow",
            "Lower back. Last done yesterday.",
        ),
        (
            DESK,
            StretchHistory(last_day={"seated-cat-cow": TUESDAY}, today=TUESDAY + timedelta(days=15)),
            "seated-cat-cow",
            "Lower back. Not done for 2 weeks.",
        ),
        (DESK, StretchHistory(last_day={"chin-tuck": TUESDAY}, today=TUESDAY), "chin-tuck", "Neck."),
    ],
)
def test_the_reason_is_one_line(moment: SuggestionContext, practice: StretchHistory, id: str, line: str) -> None:
    reasons = {one.stretch.id: one.reason for one in allowed_suggestions(KNOWN, DEFAULTS, moment, practice)}
    assert reason.line(reasons[id]) == line


def test_every_region_has_its_word() -> None:
    assert KNOWN.regions == set(reason.REGION)
