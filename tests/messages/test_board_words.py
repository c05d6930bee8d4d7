"""The window names only pages that it has, and no command: who reads it may have no terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest

import breakd
from breakd import messages
from breakd.engine.effects import Refusal, Refused
from breakd.messages import board, command
from breakd.messages.board_refusals import in_window
from breakd.messages.refusals import REFUSALS, refusal

MODULES = [name for _, name, _ in iter_modules(messages.__path__, f"{messages.__name__}.") if ".board" in name]
ROOT = Path(breakd.__file__).parent
PAGE = re.compile(r"[Pp]age “?([A-Z].*)", re.DOTALL)


def own(module: ModuleType) -> Iterator[object]:
    """What it says itself, and not what it has from others by name."""
    yield from (value for name, value in vars(module).items() if not name.startswith("_"))


def sentences(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from sentences(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from sentences(one)


def titles() -> list[str]:
    """The names of the pages as the window shows them."""
    modules = {name: f"board_{name}" for name in board.PAGES} | {"report": "report"}
    return [str(import_module(f"breakd.messages.{modules[name]}").PAGE["title"]) for name in board.PAGES]


@pytest.mark.parametrize("name", MODULES)
def test_the_window_names_real_pages_and_no_command(name: str) -> None:
    for sentence in (text for value in own(import_module(name)) for text in sentences(value)):
        assert "`breakd " not in sentence
        for named in PAGE.findall(sentence):
            assert named.startswith(tuple(titles())), sentence


@pytest.mark.parametrize("what", list(Refusal))
def test_no_refusal_names_a_command_in_the_window(what: Refusal) -> None:
    detail = "Cobra (the first)\nCall 112."
    said = in_window(refusal(Refused(what, detail)))
    assert "`breakd " not in said
    assert "{" not in said
    assert (detail in said) == ("{detail}" in REFUSALS[what])
    for named in PAGE.findall(said):
        assert named.startswith(tuple(titles())), said


def test_a_breakd_that_does_not_run_is_started_on_a_page() -> None:
    assert "`" not in in_window(command.NO_DAEMON)
    assert in_window("Noted.") == "Noted."


def test_no_script_fills_in_a_number_of_things() -> None:
    """One and many are other sentences, in some languages three or more: they are made where the texts are."""
    scripts = [path for path in ROOT.rglob("*.js") if "{count}" in path.read_text()]
    assert scripts == []
