"""What a catalogue file says about red flags, numbers and lists, checked one slip at a time."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from breakd.stretches import catalogue
from breakd.stretches.catalogue.check import check_document, stretch_keys
from breakd.toml.document import Document, parse
from breakd.toml.errors import ErrorCollector

TEXT = catalogue.text()
LISTS = TEXT.index("[safety.emergency_flags]")
URGENT, ROUTINE = TEXT.index("[safety.urgent_flags]"), TEXT.index("[safety.routine_flags]")
NUMBERS = TEXT.index("[safety.numbers]")
DATA = parse(TEXT, "stretches.toml").data
FLAGS = "expected red flags, ids like E1 to their lines"
CALLS = "expected countries like DE, each with two numbers to call"
GONE = object()
"""In place of a value: the key is left out."""


def faults(text: str) -> list[str]:
    assert text != TEXT
    return [str(error) for error in catalogue.check(text, "stretches.toml")]


def changed(before: str, after: str) -> list[str]:
    """The faults of the file after one change."""
    assert TEXT.count(before) == 1, before
    return faults(TEXT.replace(before, after))


def line_of(start: str) -> int:
    return TEXT[: TEXT.index(f"\n{start}")].count("\n") + 2


# --- red flags ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "key", "got"),
    [
        ('flag_both_legs = "E6"', 'flag_both_legs = "E60"', "flag_both_legs", "E60"),
        ('flag_calf = "U11"', 'flag_calf = "U12"', "flag_calf", "U12"),
        ('flags_after_spreading = ["E1"', 'flags_after_spreading = ["E0"', "flags_after_spreading[0]", "E0"),
        ('"U10", "R5"]', '"U10", "R6"]', "flags_after_spreading[10]", "R6"),
    ],
)
def test_a_red_flag_that_is_named_wrongly_is_found_on_its_line(before: str, after: str, key: str, got: str) -> None:
    """Its question would not be asked, without a word."""
    line = line_of(key.partition("[")[0])
    assert changed(before, after) == [
        f'stretches.toml:{line}: safety.{key}: expected the id of a red flag of the file, got "{got}"'
    ]


@pytest.mark.parametrize("at", [URGENT, ROUTINE, NUMBERS])
def test_a_red_flag_in_two_lists_is_a_fault(at: int) -> None:
    """One yes would both lock and not lock."""
    flag = 'E1 = "Numbness"\n' if at != URGENT else 'U1 = "Fever"\n'
    line = line_of("[safety.routine_flags]") + (at != NUMBERS)
    (fault,) = faults(TEXT[:at] + flag + TEXT[at:])
    assert fault == f"stretches.toml:{line}: safety.routine_flags: a red flag is in more than one list"


@pytest.mark.parametrize("key", ["flag_both_legs", "flag_calf"])
def test_a_red_flag_that_is_not_named_is_missing(key: str) -> None:
    (row,) = [line for line in TEXT.splitlines() if line.startswith(f"{key} = ")]
    assert [fault.partition(": ")[2] for fault in changed(f"{row}\n", "")] == [f"safety.{key}: is missing"]


def test_a_list_of_red_flags_that_is_missing_is_told_as_that_alone() -> None:
    """Which list a flag is in can be judged only once all three are there."""
    twice = TEXT[LISTS:URGENT] + 'U1 = "Fever"\n' + TEXT[URGENT:ROUTINE]
    told = faults((TEXT[:LISTS] + twice + TEXT[NUMBERS:]).replace('"U10", "R5"]', '"U10"]'))
    assert [fault.partition(": ")[2] for fault in told] == ["safety.routine_flags: is missing"]


# --- the frame ------------------------------------------------------------------------------------


def faults_with(key: str, value: object) -> list[str]:
    """The faults at a key like `safety.scale.red_min` with another value; one stretch is enough, and quick."""
    data = deepcopy({**DATA, "stretch": DATA["stretch"][:1]})
    *way, last = key.split(".")
    table: dict[str, Any] = data
    for name in way:
        table = table[name]
    assert last in table, key
    if value is GONE:
        del table[last]
    else:
        table[last] = value
    return [fault for fault in found(data) if fault.startswith(f"{key}: ")]


def found(data: dict[str, Any]) -> list[str]:
    return [str(error).partition(": ")[2] for error in check_document(Document("stretches.toml", data=data))]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("format", True, "expected format 1, got true"),
        ("select.pain_match", True, "expected a number, got true"),
        ("select.no_repeat_window", -1, "expected a whole number from 0 to 9999, got -1"),
        ("select.neural_only_with", GONE, "is missing"),
        ("select.neural_only_with", "leg", 'expected a target of [meta], got "leg"'),
        ("select.pain_match", GONE, "is missing"),
        ("select.easy_with", GONE, "is missing"),
        ("safety.stop_always", GONE, "is missing"),
        ("condition.pregnancy.label", GONE, "is missing"),
        ("source.acsm.title", GONE, "is missing"),
        ("source.acsm.url", GONE, "is missing"),
        ("source.acsm.seen", GONE, "is missing"),
        ("meta.regions", [], "expected a list with at least one element, got an empty list"),
        ("stretch", [], "expected tables in double brackets, got an empty list"),
        ("stretch", {"id": "x"}, "expected tables in double brackets, got a table"),
        ("stretch", "chin-tuck", 'expected tables in double brackets, got "chin-tuck"'),
        ("safety.urgent_flags", {}, f"{FLAGS}, got a table"),
        ("safety.urgent_flags", "U1", f'{FLAGS}, got "U1"'),
        ("safety.urgent_flags", ["U1"], f"{FLAGS}, got a list"),
        ("safety.urgent_flags", {"U1": 3}, f"{FLAGS}, got a table"),
        ("safety.urgent_flags", {"U1": " "}, f"{FLAGS}, got a table"),
        ("safety.urgent_flags", {"A1": "x"}, f"{FLAGS}, got a table"),
        ("safety.urgent_flags", {"U1": "x", "U100": "x"}, f"{FLAGS}, got a table"),
        ("safety.numbers", {"DE": "11"}, f"{CALLS}, got a table"),
        ("safety.numbers", {"DE": ["112"]}, f"{CALLS}, got a table"),
        ("safety.numbers", {"DE": ["1", 2]}, f"{CALLS}, got a table"),
        ("safety.numbers", {"D": ["1", "2"]}, f"{CALLS}, got a table"),
    ],
)  # fmt: skip
def test_each_value_of_the_frame_that_cannot_be(key: str, value: object, said: str) -> None:
    assert faults_with(key, value) == [f"{key}: {said}"]


@pytest.mark.parametrize(
    ("key", "value"),
    [("select.pain_match", 2), ("select.no_repeat_window", 0), ("select.neural_only_with", "neck"), ("format", 1)],
)
def test_the_frame_takes_whole_numbers_and_each_target(key: str, value: object) -> None:
    assert faults_with(key, value) == []


def test_one_word_is_enough_for_a_list_of_the_frame() -> None:
    assert faults_with("meta.regions", ["neck"]) == []


# --- a stretch ------------------------------------------------------------------------------------

LEVEL = {"hold_seconds": 0, "reps": 1, "total_seconds": 1}
STEP = {"part": "rep", "seconds": 1, "hold": True, "text": "Sit."}


def told(key: str, value: object) -> list[str]:
    """What is wrong with the value of a key of a stretch."""
    errors = ErrorCollector()
    stretch_keys(DATA)[key].read(value, (key,), errors)
    return [f"{error.key}: {error.problem}" for error in errors.errors("stretches.toml", "")]


@pytest.mark.parametrize(
    ("key", "least", "most"),
    [
        ("discreet", 1, 3), ("level", 1, 3), ("reps", 1, 9999), ("hold_seconds", 0, 9999), ("total_seconds", 1, 9999),
        ("max_per_day", 1, 9999), ("max_per_week", 0, 9999),
    ],
)  # fmt: skip
def test_each_number_of_a_stretch_has_its_bounds(key: str, least: int, most: int) -> None:
    assert told(key, least) == told(key, most) == []
    for beyond in (least - 1, most + 1):
        assert told(key, beyond) == [f"{key}: expected a whole number from {least} to {most}, got {beyond}"]


@pytest.mark.parametrize(("name", "sound"), [("levels", LEVEL), ("steps", STEP)])
def test_each_row_of_a_dose_and_of_the_steps_has_all_its_keys(name: str, sound: dict[str, object]) -> None:
    assert told(name, [sound]) == []
    for key in sound:
        row = {other: value for other, value in sound.items() if other != key}
        assert told(name, [row]) == [f"{name}[0].{key}: is missing"]


@pytest.mark.parametrize(
    ("name", "sound", "key"),
    [("levels", LEVEL, "hold_seconds"), ("levels", LEVEL, "reps"), ("levels", LEVEL, "total_seconds"),
     ("steps", STEP, "seconds")],
)  # fmt: skip
def test_no_number_of_a_dose_is_under_its_least(name: str, sound: dict[str, Any], key: str) -> None:
    least = sound[key]
    assert told(name, [{**sound, key: least - 1}]) == [
        f"{name}[0].{key}: expected a whole number from {least} to 9999, got {least - 1}"
    ]


@pytest.mark.parametrize("key", ["regions", "targets", "source", "cautions", "stop_if", "steps"])
def test_a_list_that_says_something_of_every_stretch_is_not_empty(key: str) -> None:
    assert told(key, []) == [f"{key}: expected a list with at least one element, got an empty list"]


@pytest.mark.parametrize("key", ["regions", "targets", "source", "cautions", "stop_if"])
def test_one_element_is_enough(key: str) -> None:
    assert told(key, DATA["stretch"][0][key][:1]) == []


@pytest.mark.parametrize("key", ["id", "pose"])
def test_an_id_is_text(key: str) -> None:
    assert told(key, 3) == [f'{key}: expected an id like "cat-cow", got 3']


@pytest.mark.parametrize(
    ("key", "words"), [("sides", '"none", "both"'), ("side_policy", '"none", "both", "affected"')]
)
def test_the_words_for_sides_are_told_with_none_first(key: str, words: str) -> None:
    assert told(key, "qqq") == [f'{key}: expected one of {words}, got "qqq"']


# --- the stretches together -----------------------------------------------------------------------


def test_what_is_no_table_or_has_no_id_is_told_as_that_alone() -> None:
    rows = [*DATA["stretch"], {**DATA["stretch"][0]}, "chin-tuck"]
    last = len(rows) - 1
    del rows[last - 1]["id"]
    assert found({**DATA, "stretch": rows}) == [
        f"stretch[{last - 1}].id: is missing",
        f'stretch[{last}]: expected a table, got "chin-tuck"',
    ]
