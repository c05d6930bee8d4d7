"""A page of docs/ whose claims name their tests: `- `file.py::test_name`` below `**1.1 The claim.**`."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"^- `([\w/]+\.py)::(\w+)`$", re.MULTILINE)
CLAIM = re.compile(r"^\*\*(\d\.\d) ", re.MULTILINE)


@dataclass(frozen=True)
class CitedTests:
    """What a page names."""

    text: str

    @classmethod
    def of(cls, page: str) -> CitedTests:
        """The page of that name in docs/."""
        return cls((TESTS.parent / "docs" / page).read_text())

    @property
    def named(self) -> list[tuple[str, str]]:
        """File and function of each."""
        return NAMED.findall(self.text)

    def wrong(self) -> list[str]:
        """Those that there are not, or that are no tests."""
        return [
            f"{file}::{name}" for file, name in self.named
            if name not in functions(TESTS / file) or not name.startswith("test_")
        ]  # fmt: skip

    def written_otherwise(self) -> int:
        """How many names are written in another way, and so not looked at."""
        return self.text.count("::") - self.text.count("`file::name`") - len(self.named)

    def claims(self) -> dict[str, bool]:
        """Each claim by its number, and whether it names a test."""
        parts = CLAIM.split(self.text)[1:]
        return {number: bool(NAMED.search(text)) for number, text in zip(parts[::2], parts[1::2], strict=True)}


@cache
def functions(file: Path) -> set[str]:
    """The functions of a file, those in classes too."""
    nodes = ast.walk(ast.parse(file.read_text()))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
