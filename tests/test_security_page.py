"""docs/security.md names tests that there are, each claim has one, and each line of the service's walls is in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.desktops.test_service_walls import BOUNDS, WALLS

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "security.md").read_text()
NAMED = re.compile(r"^- `([\w/]+\.py)::(\w+)`$", re.MULTILINE)
CLAIM = re.compile(r"^\*\*(\d\.\d) ", re.MULTILINE)
SECTION = re.compile(r"^## (\d) ", re.MULTILINE)
ROW = re.compile(r"^\| .+ \| .+ \| .+ \| ([\d, ]+) \|$", re.MULTILINE)


def functions(file: Path) -> set[str]:
    """What is defined in a file by this name."""
    nodes = ast.walk(ast.parse(file.read_text()))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_test_that_is_named_is_there() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > 40
    assert [f"{file}::{name}" for file, name in named if name not in functions(TESTS / file)] == []
    assert [name for _, name in named if not name.startswith("test_")] == []
    assert len(named) == PAGE.count("::") - PAGE.count("`file::name`"), "a name is written in another way"


def test_every_claim_has_a_test() -> None:
    claims = CLAIM.split(PAGE)[1:]
    texts = dict(zip(claims[::2], claims[1::2], strict=True))
    assert len(texts) >= 15
    assert [number for number, text in texts.items() if not NAMED.search(text)] == []


def test_every_threat_leads_to_sections_that_are_there() -> None:
    rows = ROW.findall(PAGE)
    assert len(rows) >= 9
    led = {number for row in rows for number in row.split(", ")}
    assert led | {"9"} == set(SECTION.findall(PAGE))


def test_every_line_of_the_walls_is_in_the_table() -> None:
    rows = [line.split(" | ")[0] for line in PAGE.partition("## 9")[2].splitlines() if line.startswith("| `")]
    words = [*WALLS, *(line for line, _ in BOUNDS.values())]
    assert [word for word in words if not any(word in row for row in rows)] == []


def test_it_says_what_the_walls_do_not_stop() -> None:
    assert "They do not stop an intruder who\n  knows D-Bus: `systemd-run --user`" in PAGE
