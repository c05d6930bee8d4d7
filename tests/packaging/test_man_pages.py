"""The man pages: as new as what they are made from, and as man and mandoc want them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from breakd.cli.config import BODY_EXAMPLE, EXAMPLE, example_text
from breakd.cli.parser import COMMANDS
from breakd.config.example_notes import notes_of
from breakd.config.schema import schema
from breakd.stretches.catalogue import load
from tests.support.rigs import needs
from tools.man_pages import FOLDER, pages

PAGES = ("man1/breakd.1", "man5/breakd.toml.5", "man7/breakd-dbus.7")
OF_THE_MACHINE = re.compile(r"outdated mandoc\.db|referenced manual not found")
"""What mandoc says of the other pages that this machine has."""


def test_the_pages_are_those_of_this_program() -> None:
    for name, text in pages().items():
        assert (FOLDER / name).read_text() == text, "python -m tools.man_pages"


def test_every_command_is_explained() -> None:
    page = (FOLDER / PAGES[0]).read_text()
    assert [name for name in COMMANDS if f".It Ic {name}" not in page] == []


def test_every_key_is_explained() -> None:
    page, known = (FOLDER / PAGES[1]).read_text(), schema(load())
    keys = [key for rows in [*known.tables.values(), known.place] for key in rows]
    assert [key for key in keys if f".It Ic {key}\n" not in page] == []


def test_the_examples_name_every_key() -> None:
    """Their comments are what the page and the schema say of a key."""
    known = schema(load())
    wanted = {(table, key) for table, rows in known.tables.items() for key in rows}
    assert wanted - {*notes_of(example_text(EXAMPLE)), *notes_of(example_text(BODY_EXAMPLE))} == set()


@pytest.mark.packages
@pytest.mark.parametrize("name", PAGES)
def test_mandoc_and_man_find_nothing_wrong(name: str, tmp_path: Path) -> None:
    needs.require("man")
    done = subprocess.run(["mandoc", "-Tlint", FOLDER / name], capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).splitlines()
    assert [line for line in said if not OF_THE_MACHINE.search(line)] == []
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "HOME": str(tmp_path)}
    shown = subprocess.run(
        ["man", "--warnings", "--local-file", FOLDER / name], env=env, capture_output=True, text=True, check=True
    )
    assert shown.stderr == ""
    assert "breakd" in shown.stdout
