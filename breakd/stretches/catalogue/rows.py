"""Between a row of the file and a stretch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

from breakd.stretches.model import Dose, Instruction, Stretch

_SETS = ("days", "targets", "equipment", "exclude_if", "caution_if")
_ROWS = ("aka", "regions", "cautions", "stop_if", "source")


def stretch_of(row: Mapping[str, Any]) -> Stretch:
    """A row that keeps the rules, as a value."""
    row = {"seed_title": "", "normal": "", "days": (), **row}
    shaped = {
        **row,
        **{key: frozenset(row[key]) for key in _SETS},
        **{key: tuple(row[key]) for key in _ROWS},
        "why": MappingProxyType(dict(row.get("why", {}))),
        "levels": tuple(Dose(**level) for level in row["levels"]),
        "steps": tuple(Instruction(**step) for step in row["steps"]),
    }
    return Stretch(**shaped)


def row_of(stretch: Stretch) -> dict[str, Any]:
    """The row that makes this stretch."""
    return {**asdict(replace(stretch, why={})), "why": dict(stretch.why)}
