"""docs/safety-case.md names tests that there are, and each claim has one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "safety-case.md").read_text()
NAMED = re.compile(r"^- `([\w/]+\.py)::(\w+)`$", re.MULTILINE)
CLAIM = re.compile(r"^\*\*(\d\.\d) ", re.MULTILINE)


def functions(file: Path) -> set[str]:
    """The tests of a file, those in classes too."""
    nodes = ast.walk(ast.parse(file.read_text()))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_test_that_is_named_is_there() -> None:
    named = NAMED.findall(PAGE)
    assert len(named) > 30
    for file, name in named:
        assert name in functions(TESTS / file), f"{file}::{name}"
        assert name.startswith("test_")
    assert len(named) == PAGE.count("::") - PAGE.count("`file::name`"), "a name is written in another way"


def test_every_claim_has_a_test() -> None:
    claims = CLAIM.split(PAGE)[1:]
    texts = dict(zip(claims[::2], claims[1::2], strict=True))
    assert len(texts) >= 15
    assert [number for number, text in texts.items() if not NAMED.search(text)] == []


def test_it_says_that_no_clinician_has_reviewed_it() -> None:
    assert "No clinician has reviewed breakd" in PAGE
