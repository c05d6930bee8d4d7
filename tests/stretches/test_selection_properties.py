"""What must hold of a suggestion whatever the day, the place and the person were like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from breakd.engine.settings import HOME, OFFICE, BodySettings, Settings, StretchSettings
from breakd.stretches import catalogue
from breakd.stretches.scoring import choose_stretch
from breakd.stretches.selection import (
    StretchHistory,
    Suggestion,
    SuggestionContext,
    allowed_suggestions,
    exclusion_of,
)
from tests.support.rules_again import held, highest, may, takes

KNOWN = catalogue.load()
TUESDAY = date(2026, 11, 24)
MOVEMENTS = st.sampled_from(sorted(KNOWN.stretches))
COUNTS = st.dictionaries(MOVEMENTS, st.integers(0, 9), max_size=8)
PLACES = st.builds(
    lambda place, equipment, discreet: replace(place, equipment=equipment, discreet=discreet),
    st.sampled_from([OFFICE, HOME]),
    st.frozensets(st.sampled_from(sorted(KNOWN.equipment))) | st.just(HOME.equipment),
    st.integers(1, 3),
)
MOMENTS = st.builds(
    SuggestionContext, PLACES, st.booleans(), st.booleans(), st.booleans(), st.floats(1, 400), st.integers()
)
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
    StretchHistory,
    recent=st.lists(MOVEMENTS, max_size=12).map(tuple),
    done_today=COUNTS,
    done_week=COUNTS,
    put_away=st.frozensets(MOVEMENTS, max_size=6),
    resting=st.frozensets(st.sampled_from(sorted(KNOWN.directions)), max_size=2),
    levels=st.dictionaries(MOVEMENTS, st.integers(1, 3), max_size=6),
    demanded=st.dictionaries(MOVEMENTS, st.dates(date(2026, 11, 20), TUESDAY), max_size=6),
    days=st.integers(0, 4),
    today=st.just(TUESDAY),
    safety_lock=st.just(False) | st.booleans(),
    walking_only=st.just(False) | st.booleans(),
    only=st.none() | st.frozensets(MOVEMENTS, max_size=8),
    easiest=st.booleans(),
)


def ids(choices: tuple[Suggestion, ...]) -> set[str]:
    return {suggestion.stretch.id for suggestion in choices}


@settings(max_examples=150)
@given(PEOPLE, MOMENTS, PRACTICES)
def test_exactly_what_the_rules_allow(person: Settings, moment: SuggestionContext, practice: StretchHistory) -> None:
    could = [one for one in KNOWN.stretches.values() if may(one, person, moment, practice)]
    if moment.upright and any(one.setting == "standing" for one in could):
        could = [one for one in could if one.setting == "standing"]
    choices = allowed_suggestions(KNOWN, person, moment, practice)
    names = {one.id for one in could}
    assert ids(choices) <= names
    assert bool(choices) == bool(could), "never empty while anything is allowed"
    assert len(choices) >= min(2, len(could))
    assert names - ids(choices) <= set(practice.recent[-4:])
    assert {
        id for id, one in KNOWN.stretches.items() if not exclusion_of(one, KNOWN, person, moment, practice)
    } == ids(choices)


@settings(max_examples=150)
@given(PEOPLE, MOMENTS, PRACTICES)
def test_every_dose_is_safe_and_fits(person: Settings, moment: SuggestionContext, practice: StretchHistory) -> None:
    for suggestion in allowed_suggestions(KNOWN, person, moment, practice):
        stretch = suggestion.stretch
        assert takes(stretch, suggestion.level, person.body.side) <= moment.seconds
        assert suggestion.level <= highest(stretch, person, practice)


@settings(max_examples=100)
@given(PEOPLE, MOMENTS, PRACTICES, st.integers(2, 30), st.lists(st.booleans(), min_size=30, max_size=30))
def test_a_day_of_suggestions(
    person: Settings, moment: SuggestionContext, practice: StretchHistory, length: int, long_breaks: list[bool]
) -> None:
    counts: Mapping[str, int] = practice.done_today
    for number in range(length):
        now = replace(moment, long_break=long_breaks[number], seed=moment.seed + number)
        then = replace(practice, done_today=counts)
        chosen = choose_stretch(KNOWN, person, now, then)
        choices = allowed_suggestions(KNOWN, person, now, then)
        if chosen is None:
            assert choices == ()
            return
        stretch = chosen.stretch
        assert not stretch.exclude_if & held(person.body, TUESDAY)
        assert stretch.setting in now.place.settings
        if len(choices) >= 2 and practice.recent:
            assert stretch.id != practice.recent[-1], "never the same twice running"
        practice = replace(practice, recent=(*practice.recent, stretch.id))
        counts = {**counts, stretch.id: counts.get(stretch.id, 0) + 1}
