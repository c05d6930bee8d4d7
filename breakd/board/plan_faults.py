"""What is wrong in the files of own stretches, in the words of the page *My plan*."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from breakd.messages import board_plan as texts
from breakd.stretches.catalogue.plan_form import FIELDS
from breakd.stretches.model import Stretch
from breakd.toml.errors import ConfigError

_OF_A_STRETCH = re.compile(r"stretch\[(\d+)\](?:\.([a-z_]+))?")


def sentences(
    errors: Collection[ConfigError], known: Mapping[str, Stretch], row: Callable[[str, int], Mapping[str, Any]]
) -> Iterator[str]:
    """One for each stretch that has a fault, and for what belongs to none; `row` finds a row by file and number."""
    told = set()
    for error in errors:
        match = _OF_A_STRETCH.match(error.key)
        if match is None:
            key = texts.tr(texts.FAULT_AT, field=error.key) if error.key else ""
            yield texts.tr(texts.FAULT_IN_FILE, file=error.file, problem=key + error.problem)
        elif (error.file, match[1]) not in told:
            told.add((error.file, match[1]))
            name = _name(row(error.file, int(match[1])), known, int(match[1]))
            problem = _field(match[2]) + error.problem
            yield texts.tr(texts.FAULT_OF_STRETCH, file=error.file, name=name, problem=problem)


def _name(row: Mapping[str, Any], known: Mapping[str, Stretch], number: int) -> str:
    id = row.get("id")
    there = known.get(id) if isinstance(id, str) else None
    return str(row.get("name") or (there.name if there else id) or texts.tr(texts.FAULT_NUMBER, number=number + 1))


def _field(key: str | None) -> str:
    """The words of the form for a key; the key itself where the form has none for it."""
    field = FIELDS.get(key, key) if key else None
    return texts.tr(texts.FAULT_AT, field=texts.PAGE.get(field, field)) if field else ""
