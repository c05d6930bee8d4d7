"""What a person with one condition may be offered, against a table that a physiotherapist can read.

The table is `condition_tables.toml`. The filters of the program are asked, not the marks of the catalogue: a changed
mark, filter or way of counting weeks fails here until the table says the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from breakd.engine.settings import BodySettings, Place, Settings, StretchSettings
from breakd.stretches import catalogue
from breakd.stretches.conditions import HALVES
from breakd.stretches.model import EASY_LEVEL, TOP_LEVEL
from breakd.stretches.selection import (
    Exclusion,
    SelectionInput,
    StretchHistory,
    SuggestionContext,
    allowed_level,
    exclusion_of,
)

KNOWN = catalogue.load()
TABLES = tomllib.loads((Path(__file__).parent / "condition_tables.toml").read_text())
TODAY = date(2026, 11, 26)
ANYWHERE = Place(settings=KNOWN.settings, equipment=KNOWN.equipment, discreet=1)
WHOLE_DAY = SuggestionContext(
    ANYWHERE, on_call=False, firm=False, long_break=False, seconds=3600, seed=0, session=True
)
EXPERIENCED = StretchHistory(levels=dict.fromkeys(KNOWN.stretches, TOP_LEVEL), days=100, today=TODAY)
"""Somebody who has earned the demanding dose of everything: only the condition can lower it."""
ASKED_FOR = (Exclusion.NO_LEG_PAIN, Exclusion.NOT_EASED)
"""These wait for a pain or a relief that the person names; what a condition excludes is excluded before them."""
WORDS = ("never", "easy", "demanding")


@dataclass(frozen=True, slots=True)
class Offered:
    """Stretch ids by what may come of them."""

    never: frozenset[str]
    easy: frozenset[str]
    demanding: frozenset[str]


def offered(body: BodySettings) -> Offered:
    """What the filters let this person have, wherever they are and however much time they have."""
    settings = Settings(body=body, stretches=StretchSettings(enable=frozenset(KNOWN.stretches)))
    given = SelectionInput(KNOWN, settings, WHOLE_DAY, EXPERIENCED)
    doses: dict[str, int | None] = {}
    for id, stretch in KNOWN.stretches.items():
        exclusion = exclusion_of(stretch, KNOWN, settings, WHOLE_DAY, EXPERIENCED)
        assert exclusion in (None, Exclusion.EXCLUDED, *ASKED_FOR), (id, exclusion)
        doses[id] = None if exclusion is Exclusion.EXCLUDED else allowed_level(stretch, given)
    return Offered(*(frozenset(id for id in doses if doses[id] == level) for level in (None, EASY_LEVEL, TOP_LEVEL)))


def table(tag: str) -> Offered:
    return Offered(*(frozenset(TABLES[tag][word]) for word in WORDS))


def person(*conditions: str) -> BodySettings:
    return BodySettings(pain=frozenset(), conditions=frozenset(conditions))


@pytest.mark.parametrize("tag", TABLES)
def test_who_has_this_condition_gets_what_the_table_says(tag: str) -> None:
    assert offered(person(tag)) == table(tag)


@pytest.mark.parametrize("tag", TABLES)
def test_each_stretch_stands_once_in_each_table(tag: str) -> None:
    rows = [id for word in WORDS for id in TABLES[tag][word]]
    assert sorted(rows) == sorted(KNOWN.stretches)


def test_there_is_a_table_for_each_condition_under_its_own_sentence() -> None:
    says: Mapping[str, str] = {tag: one["says"] for tag, one in TABLES.items()}
    assert says == {tag: label for tag, label in KNOWN.conditions.items() if tag not in HALVES}
    assert len(says) == 27


def test_without_a_condition_all_may_come_at_any_dose() -> None:
    assert offered(person()) == Offered(frozenset(), frozenset(), frozenset(KNOWN.stretches))


MOVES = frozenset(
    {"shoulder-blade-squeeze", "walk-break", "seated-buttock-squeeze", "seated-ankle-pumps", "tall-sit-breathing"}
)


def test_after_an_operation_little_is_left_and_at_the_easy_dose() -> None:
    first, later = table("surgery_0_6"), table("surgery_6_12")
    assert first.easy == MOVES | {"look-far"}
    assert len(later.easy - {"look-far"}) == 16
    assert first.demanding == later.demanding == frozenset()


@pytest.mark.parametrize(
    ("weeks", "released", "tag"),
    [
        (0, False, "surgery_0_6"), (5, True, "surgery_0_6"), (6, False, "surgery_6_12"), (11, True, "surgery_6_12"),
        (12, False, "surgery_6_12"), (60, False, "surgery_6_12"),
    ],
)  # fmt: skip
def test_the_weeks_since_an_operation_choose_the_table(weeks: int, released: bool, tag: str) -> None:
    body = replace(person(), surgery=TODAY - timedelta(weeks=weeks), surgery_released=released)
    assert offered(body) == table(tag)


def test_only_the_team_ends_the_care_after_an_operation() -> None:
    body = replace(person(), surgery=TODAY - timedelta(weeks=12), surgery_released=True)
    assert offered(body) == offered(person())


@pytest.mark.parametrize(("weeks", "tag"), [(2, "pregnancy_early"), (15, "pregnancy_early"), (16, "pregnancy_late")])
def test_the_weeks_of_a_pregnancy_choose_the_table(weeks: int, tag: str) -> None:
    body = replace(person(), pregnant_since=TODAY - timedelta(weeks=weeks))
    assert offered(body) == table(tag)


@pytest.mark.parametrize("whole", HALVES)
def test_who_has_not_said_the_weeks_gets_the_stricter_of_both_tables(whole: str) -> None:
    early, late = (table(half) for half in HALVES[whole])
    found = offered(person(whole))
    assert found.never == early.never | late.never
    assert found.easy == (early.easy | late.easy) - found.never


@pytest.mark.parametrize(
    ("place", "tag"),
    [("sciatic", "leg_nerve_pain"), ("shoulder", "shoulder_problem"), ("wrist", "wrist_problem"),
     ("knee", "knee_problem")],
)  # fmt: skip
def test_a_pain_brings_the_care_of_its_condition_without_a_tick(place: str, tag: str) -> None:
    assert offered(replace(person(), pain=frozenset({place}))) == table(tag)
