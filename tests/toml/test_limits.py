"""What a person's file may hold at most: refused before it is parsed, wherever in the file it stands."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from breakd.config import load
from breakd.stretches import catalogue
from breakd.toml.document import parse, read
from breakd.toml.errors import MOST_FAULTS
from breakd.toml.limits import MOST_BYTES, MOST_DEEP, MOST_PARTS, excess

LONG = ".".join(["a"] * (MOST_PARTS + 1))
DEEP = "[" * (MOST_DEEP + 1)
CPU_SECONDS = 5.0
"""Of the processor, which others do not use up; what is linear takes a tenth."""


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG} = 1",
        f"[{LONG}]",
        f"[[{LONG}]]",
        f"x = {{{LONG} = 1}}",
        f"x = [{{ {LONG} = 1}}]",
        LONG.replace("a", '"a"') + " = 1",
        LONG.replace("a", "'a.b'") + " = 1",
        LONG.replace(".", " \t. ") + " = 1",
        LONG.replace("a", '"\\""') + " = 1",
    ],
)
def test_a_key_of_many_parts_is_refused(text: str) -> None:
    assert excess(f"# a comment\n{text}\n") == (2, f"a key has more than {MOST_PARTS} parts")


@pytest.mark.parametrize("text", [f"x = {DEEP}", "x = " + "{a = " * (MOST_DEEP + 1), "x = [\n[" * MOST_DEEP])
def test_brackets_that_are_deep_are_refused(text: str) -> None:
    found = excess(text)
    assert found is not None
    assert found[1] == "the brackets are nested too deeply"


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * MOST_PARTS) + " = 1",
        f"x = {DEEP[1:]}{DEEP[1:].replace('[', ']')}",
        f'x = "{LONG} {DEEP}"',
        f"x = '{LONG} {DEEP}'",
        f'x = """\n{LONG} {DEEP}\n"""',
        f'x = """ \\""" {DEEP} """',
        f"x = '''\n{LONG} {DEEP}\n'''",
        f"x = 1  # {LONG} {DEEP}",
        "x = [" + "1.5, " * 1000 + "]",
        "".join(f"k{number} = [{{a = 1}}]\n" for number in range(1000)),
        'x = "unclosed\ny = 1',
    ],
)
def test_what_only_looks_so_is_not(text: str) -> None:
    assert excess(text) is None


def test_the_built_in_stretches_keep_the_rules_of_a_file() -> None:
    assert excess(catalogue.text()) is None


@pytest.mark.parametrize("name", ["config.toml", "body.toml", "stretches.d/plan.toml"])
@pytest.mark.parametrize(("text", "said"), [(f"{LONG} = 1", "a key has more"), ("#" * (MOST_BYTES + 1), "64 KiB")])
def test_each_file_of_a_person_is_held_to_them(tmp_path: Path, name: str, text: str, said: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    loaded = load(tmp_path / "config.toml", tmp_path / "body.toml")
    (fault,) = (*loaded.errors, *loaded.stretches.errors)
    assert str(fault).startswith(name)
    assert said in str(fault)


def test_a_file_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("#" * MOST_BYTES)
    assert read(tmp_path / "config.toml").errors == ()


def filled(unit: str, before: str = "", after: str = "") -> str:
    """A file of the greatest size."""
    return before + unit * ((MOST_BYTES - len(before) - len(after)) // len(unit)) + after


WORST = {
    "a key": filled("a.", after="a = 1"),
    "a header": filled("a.", "[", "a]"),
    "keys as long as they may be": filled(LONG[2:] + "=1\n"),
    "unclosed texts": filled('"""\\'),
    "unclosed lines": filled('"\\" '),
    "unknown words": filled('"herniaa", ', "[body]\nconditions = [", '"x"]'),
    "unknown keys": "".join(f"k{number} = 1\n" for number in range(MOST_BYTES // 12)),
    "tables without an end": filled("[[stretch]]\n"),
    "steps of nothing": filled("{}, ", "[[stretch]]\nid = 'x'\nsteps = [", "{}]"),
    "brackets": filled("[", "x = "),
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST.keys())
def test_the_worst_file_is_refused_soon(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "stretches.d"
    folder.mkdir()
    (tmp_path / "body.toml").write_text(text)
    (folder / "plan.toml").write_text(text)
    began = time.process_time()
    loaded = load(tmp_path / "config.toml", tmp_path / "body.toml")
    assert time.process_time() - began < CPU_SECONDS
    assert loaded.settings is None
    assert loaded.stretches.errors


def test_a_hundred_faults_are_listed_and_that_there_are_more(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("".join(f"k{number} = 1\n" for number in range(5000)))
    faults = load(tmp_path / "config.toml", tmp_path / "body.toml").errors
    assert len(faults) == MOST_FAULTS + 1
    assert str(faults[0]) == "config.toml:1: k0: unknown key"
    assert str(faults[-1]) == "config.toml: there are more faults than the 100 that are listed"


def test_a_stretch_behind_a_hundred_faults_is_not_sound(tmp_path: Path) -> None:
    """What is not listed is wrong all the same."""
    rows = "".join(f"[[stretch]]\nid = 'own-{number}'\nname = 1\n" for number in range(MOST_FAULTS))
    faulty = parse(f"{rows}[[stretch]]\nid = 'cobra'\nreps = 0\n", "plan.toml")
    found = catalogue.merge(catalogue.load(), (faulty,), tmp_path)
    assert found.catalogue.stretches["cobra"] == catalogue.load().stretches["cobra"]
    assert found.own == frozenset()


@pytest.mark.parametrize("digits", [400, 4000, 60_000])
@pytest.mark.parametrize("key", ["reminder.max_snoozes", "sitting.limit", "place.office.discreet", "tray"])
def test_a_number_of_many_digits_is_a_fault(tmp_path: Path, key: str, digits: int) -> None:
    """Python itself refuses to write such a number, and to divide it."""
    (tmp_path / "config.toml").write_text(f"{key} = 0x{'f' * digits}\n")
    (fault,) = load(tmp_path / "config.toml", tmp_path / "body.toml").errors
    assert len(str(fault)) < 200
    assert ", got 0xffff" in str(fault)


@pytest.mark.parametrize("key", ["reps", "hold_seconds", "max_per_day", "max_per_week", "level"])
def test_a_number_of_many_digits_loses_an_own_stretch_alone(tmp_path: Path, key: str) -> None:
    (tmp_path / "plan.toml").write_text(f"[[stretch]]\nid = 'cobra'\n{key} = 0x{'f' * 400}\n")
    found = catalogue.load_all(tmp_path)
    assert [error.key for error in found.errors] == [f"stretch[0].{key}"]
    assert found.catalogue.stretches == catalogue.load().stretches


def test_a_dose_is_an_hour_at_most(tmp_path: Path) -> None:
    """The guide has a line for every repetition."""
    (tmp_path / "plan.toml").write_text("[[stretch]]\nid = 'cobra'\nreps = 9999\n")
    found = catalogue.load_all(tmp_path)
    assert "at most 3600 s can be guided" in str(found.errors[0])
    assert found.catalogue.stretches == catalogue.load().stretches


def test_a_long_key_is_cut_in_its_fault(tmp_path: Path) -> None:
    """The line goes into a notification and into the journal."""
    (tmp_path / "config.toml").write_text(f"{'k' * 5000} = 1\n[{'t' * 5000}]\n")
    faults = load(tmp_path / "config.toml", tmp_path / "body.toml").errors
    assert [len(str(fault)) < 200 for fault in faults] == [True, True]
