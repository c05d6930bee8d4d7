"""Nothing excluded and nothing above the allowed dose is reached: pairs of conditions in every place, each triple.

All triples in every place take minutes: `python -m benchmarks.every_case`.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from breakd.stretches.conditions import conditions_on
from tests.support.every_case import (
    DAY,
    EASY,
    KNOWN,
    PAINS,
    PLACES,
    WORDS,
    Case,
    by_reminder,
    by_requests,
    by_session,
    every,
    faults,
    held,
    in_turn,
    sets,
    tags,
    with_own,
    without_tags,
)

NAMES = tuple(KNOWN.stretches)
PAIRS = 1 + len(WORDS) + len(WORDS) * (len(WORDS) - 1) // 2


@pytest.mark.parametrize("place", PLACES)
def test_no_reminder_of_anybody_with_up_to_two_conditions(place: str) -> None:
    """Every pain, and the moment that asks to get off the chair for every other."""
    cases = [case for case in every(sets(2)) if case.place == place]
    asked = [case for number, case in enumerate(cases) if number % 2 == (number // 2) % 2]
    assert len(asked) == PAIRS * len(PAINS)
    assert {case.upright for case in asked} == {False, True}
    found = Counter[str]()
    for case in asked:
        reached = by_reminder(case)
        assert faults(case, reached) == []
        found["reached"] += len(reached)
        found["easy"] += sum(level == EASY for _, level in reached)
    assert found["reached"] > 2 * found["easy"] / 3 > 0, "nothing is shown by what is never offered"


def test_no_reminder_of_anybody_with_three_conditions() -> None:
    asked = 0
    for case in in_turn(sets(3, least=3)):
        assert faults(case, by_reminder(case)) == []
        asked += 1
    assert asked == len(WORDS) * (len(WORDS) - 1) * (len(WORDS) - 2) // 6


def test_no_session_of_anybody_with_up_to_two_conditions() -> None:
    lengths = Counter[int]()
    for case in in_turn(sets(2)):
        reached = by_session(case)
        assert faults(case, reached, session=True) == []
        lengths[len(reached)] += 1
    assert len(lengths) > 5


def test_no_request_of_anybody_with_up_to_two_conditions() -> None:
    """Now, the guide of it, another, the session, and every stretch by its name."""
    ways = Counter[str]()
    for case in in_turn(sets(2), calls=False):
        for way, reached in by_requests(case, NAMES).items():
            assert faults(case, reached, named=way == "name", session=way == "session") == []
            ways[way] += len(reached)
    assert ways.keys() == {"now", "guide", "another", "session", "name"}
    assert min(ways.values()) > PAIRS / 2


def test_no_stretch_of_their_own_that_does_not_go_with_them() -> None:
    """It comes like the others and is judged like them, old words for both halves too."""
    own = with_own()
    reached_own = set[str]()
    for case in in_turn(sets(1), calls=False):
        mine = [f"{kind}-{word}" for word in {*case.conditions, *held(case), "hernia"} for kind in ("out", "care")]
        found = by_requests(case, mine, own)
        assert faults(case, found.pop("name"), named=True) == []
        planned = found.pop("session")
        assert faults(case, planned, session=True) == []
        other = [*chain.from_iterable(found.values()), *by_reminder(case, own)]
        assert faults(case, other) == []
        reached_own |= {id for id, _ in [*other, *planned] if id not in KNOWN.stretches}
    assert reached_own == {f"{kind}-{word}" for word in WORDS for kind in ("out", "care")}


def test_what_holds_is_what_the_program_takes_to_hold() -> None:
    """The two ways to work it out, this one and that of the program, agree."""
    for case in in_turn(sets(2)):
        assert conditions_on(case.settings().body, DAY) == held(case)


@pytest.mark.parametrize("way", [by_reminder, by_session])
def test_the_judge_sees_what_is_forbidden(way: object) -> None:
    """Where the program knows no marks, the file still does."""
    assert callable(way)
    case = Case(("surgery_0_6", "spinal_stenosis"), "", "home", upright=False)
    told = faults(case, way(case, without_tags()))
    assert any("is excluded" in line for line in told)
    careful = Case(("osteoporosis",), "", "home", upright=False)
    assert any("is too much" in line for line in faults(careful, way(careful, without_tags())))


def test_the_judge_sees_what_is_reached_by_name() -> None:
    case = Case(("surgery_0_6",), "", "home", upright=False)
    told = faults(case, by_requests(case, NAMES, without_tags())["name"], named=True)
    assert len(told) >= sum("surgery_0_6" in tag.excluded for tag in tags().values())
