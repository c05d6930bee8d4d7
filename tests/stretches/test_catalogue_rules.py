"""What must fit together inside one stretch, and between two: each rule alone, of a row that is right but for one."""

from __future__ import annotations

from typing import Any

import pytest

from breakd.stretches.catalogue.rules import MOST_SECONDS, check_row, check_rows, easier_fault, total
from breakd.toml.errors import ErrorCollector

SETUP = {"part": "setup", "seconds": 5, "hold": False, "text": "Sit."}
MOVE = {"part": "rep", "seconds": 4, "hold": False, "text": "Go to the {side}."}
HOLD = {"part": "rep", "seconds": 3, "hold": True, "text": "Stay, {other} hand down."}
FINISH = {"part": "finish", "seconds": 2, "hold": False, "text": "Come back."}
LEVELS = [
    {"hold_seconds": 3, "reps": 2, "total_seconds": 42},
    {"hold_seconds": 3, "reps": 3, "total_seconds": 56},
    {"hold_seconds": 5, "reps": 3, "total_seconds": 68},
]
SOUND: dict[str, Any] = {
    "id": "turn", "exclude_if": {"vertigo"}, "caution_if": {"neck_problem"},
    "why": {"vertigo": "x", "neck_problem": "y"},
    "feel": "in the {side} neck", "sides": "both", "side_policy": "both", "max_per_day": 6, "max_per_week": 0,
    "hold_seconds": 3, "reps": 3, "total_seconds": 56, "steps": [SETUP, MOVE, HOLD, FINISH], "levels": LEVELS,
}  # fmt: skip


def told(errors: ErrorCollector) -> list[str]:
    return [f"{error.key}: {error.problem}" for error in errors.errors("rows.toml", "")]


def faults(**changed: Any) -> list[str]:
    errors = ErrorCollector()
    check_row({**SOUND, **changed}, ("stretch", 4), errors)
    return told(errors)


def levels(number: int, **changed: int) -> list[dict[str, int]]:
    return [{**level, **changed} if at == number else level for at, level in enumerate(LEVELS)]


def test_a_sound_row() -> None:
    assert faults() == []
    assert faults(exclude_if=set(), caution_if=set(), why={}) == []
    bare = {key: value for key, value in SOUND.items() if key != "why"}
    errors = ErrorCollector()
    check_row(bare, ("stretch", 0), errors)
    assert told(errors) == []
    assert faults(max_per_week=6) == faults(max_per_week=7) == [], "a week may be as much as a day"


def test_its_seconds() -> None:
    assert [total(SOUND, level) for level in LEVELS] == [42, 56, 68]
    assert total({**SOUND, "sides": "none"}, LEVELS[1]) == 28


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            {"caution_if": {"vertigo", "neck_problem"}},
            'stretch[4].caution_if: "vertigo" cannot both exclude and caution',
        ),
        ({"why": {"gout": "z"}}, 'stretch[4].why.gout: "gout" is neither in exclude_if nor in caution_if'),
        ({"feel": "in {it}"}, 'stretch[4].feel: only {side} and {other} can be filled in, got "{it}"'),
        ({"feel": "in {side"}, "stretch[4].feel: the curly brackets do not match"),
        ({"side_policy": "none"}, 'stretch[4].side_policy: sides "both" and side_policy "none" do not go together'),
        ({"max_per_week": 5}, "stretch[4].max_per_week: expected at least max_per_day, 6, or 0 for no limit, got 5"),
        ({"max_per_week": 1}, "stretch[4].max_per_week: expected at least max_per_day, 6, or 0 for no limit, got 1"),
        (
            {"steps": [MOVE, SETUP, HOLD, FINISH]},
            'stretch[4].steps: expected setup, then at least one rep, then finish, got "rep, setup, rep, finish"',
        ),
        (
            {"steps": [SETUP, {**MOVE, "text": "{side} {up}"}, HOLD, FINISH]},
            'stretch[4].steps[1].text: only {side} and {other} can be filled in, got "{up}"',
        ),
        (
            {"levels": levels(2, total_seconds=69)},
            "stretch[4].levels[2].total_seconds: the steps take 68 s at this level, not 69 s",
        ),
        ({"levels": LEVELS[:2]}, 'stretch[4].levels: expected three levels: easy, usual, demanding, got 2'),
        ({"reps": 4}, "stretch[4].reps: expected reps of level 2, 3, got 4"),
        ({"total_seconds": 57}, "stretch[4].total_seconds: expected total_seconds of level 2, 56, got 57"),
    ],
)  # fmt: skip
def test_each_fault_alone(changed: dict[str, Any], fault: str) -> None:
    assert faults(**changed) == [fault]


def test_a_hold_is_that_of_the_usual_dose_in_the_row_and_in_its_step() -> None:
    assert faults(hold_seconds=4) == [
        "stretch[4].steps[2].seconds: a step that holds carries the hold_seconds of level 2, 4, not 3",
        "stretch[4].hold_seconds: expected hold_seconds of level 2, 3, got 4",
    ]
    still = [{**level, "total_seconds": at} for level, at in zip(LEVELS, (42, 56, 56), strict=True)]
    moving = [SETUP, MOVE, {**HOLD, "hold": False}, FINISH]
    assert faults(steps=moving, levels=still) == [
        "stretch[4].hold_seconds: there is a hold of 3 s, but no step that holds"
    ]


def test_without_sides_no_text_names_one() -> None:
    halves = [{**level, "total_seconds": level["total_seconds"] // 2} for level in LEVELS]
    none = {"sides": "none", "side_policy": "none", "levels": halves, "total_seconds": 28}
    wrong = "a stretch without sides cannot use {side} or {other}"
    at = ("feel", "steps[1].text", "steps[2].text")
    assert faults(**none) == [f"stretch[4].{key}: {wrong}" for key in at]
    plain = [SETUP, {**MOVE, "text": "Go."}, {**HOLD, "text": "Stay."}, FINISH]
    assert faults(**none, feel="in the neck", steps=plain) == []
    assert faults(**{**none, "side_policy": "affected"}, feel="in the neck", steps=plain) != []


def test_no_step_is_repeated_where_there_is_no_rep() -> None:
    once = [{**level, "total_seconds": 14} for level in LEVELS]
    steps = [SETUP, FINISH]
    assert faults(steps=steps, levels=once, total_seconds=14) == [
        'stretch[4].steps: expected setup, then at least one rep, then finish, got "setup, finish"',
        "stretch[4].hold_seconds: there is a hold of 3 s, but no step that holds",
    ]


@pytest.mark.parametrize(("extra", "wrong"), [(0, False), (1, True)])
def test_a_dose_is_at_most_an_hour(extra: int, wrong: bool) -> None:
    """Both sides take 68 s at the demanding dose, 5 s of each before it begins."""
    longer = {**SETUP, "seconds": (MOST_SECONDS - 58) // 2 + extra}
    seconds = [level["total_seconds"] - 10 + 2 * longer["seconds"] for level in LEVELS]  # type: ignore[operator]
    assert seconds[2] == MOST_SECONDS + 2 * extra
    long = [{**level, "total_seconds": one} for level, one in zip(LEVELS, seconds, strict=True)]
    found = faults(steps=[longer, MOVE, HOLD, FINISH], levels=long, total_seconds=seconds[1])
    said = (
        f"stretch[4].levels[2]: the steps take {seconds[2]} s at this level; at most {MOST_SECONDS} s can be guided"
    )
    assert found == ([said] if wrong else [])


def test_no_level_is_less_than_the_one_before() -> None:
    more = {"hold_seconds": 6, "reps": 4, "total_seconds": 94}
    assert faults(levels=[more, *LEVELS[1:]]) == [
        "stretch[4].levels[1].hold_seconds: expected at least the hold_seconds of the level before, 6, got 3",
        "stretch[4].levels[1].reps: expected at least the reps of the level before, 4, got 3",
        "stretch[4].levels[1].total_seconds: expected at least the total_seconds of the level before, 94, got 56",
    ]


def row(id: str, easier: str = "", level: int | None = 1) -> dict[str, Any]:
    return {"id": id} | ({"easier": easier} if easier else {}) | ({"level": level} if level is not None else {})


@pytest.mark.parametrize(
    ("one", "others", "fault"),
    [
        (row("a"), [], None),
        (row("a", "b"), [row("b")], None),
        (row("a", "b", 2), [row("b", "c", 2), row("c")], None),
        (row("a", "b", None), [row("b", level=3)], None),
        (row("a", "b", 1), [row("b", level=None)], None),
        (row("a", "b"), [row("b", "gone")], None),
        (row("a", "b"), [row("b", "c"), row("c", "b")], None),
        (row("a", "a"), [], "a stretch cannot be its own easier version"),
        (row("a", "b"), [], 'there is no stretch "b"'),
        (row("a", "b", 1), [row("b", level=2)], '"b" has level 2, which is more than 1'),
        (row("a", "b"), [row("b", "a")], "the chain of easier stretches leads back to this one"),
        (row("a", "b"), [row("b", "c"), row("c", "a")], "the chain of easier stretches leads back to this one"),
    ],
)
def test_the_way_to_an_easier_one(one: dict[str, Any], others: list[dict[str, Any]], fault: str | None) -> None:
    assert easier_fault(one, {each["id"]: each for each in (one, *others)}) == fault


def test_rows_together() -> None:
    errors = ErrorCollector()
    check_rows({0: row("a", "b"), 3: row("b", level=2), 5: row("a")}, errors)
    assert told(errors) == [
        'stretch[5].id: the id "a" is used twice',
        'stretch[0].easier: "b" has level 2, which is more than 1',
    ]
