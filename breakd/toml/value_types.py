"""Kinds of values: each reads what stands in the file, notes what is wrong with it, and can write it again.

A schema is built from these as plain data: a table of keys to kinds. Each kind also describes itself as JSON Schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from breakd.frozen import frozen
from breakd.messages import config as texts
from breakd.messages import tr
from breakd.printable import plain

from .errors import ErrorCollector, nearest, one_of, shown
from .positions import KeyPath

MOST_WHOLE = 9999
"""No number of ours is greater; one of hundreds of digits would fit no clock and no arithmetic."""
LISTED = 20
"""More words than this are not listed in a fault."""


class _Bad(Enum):
    BAD = 0


BAD: Final = _Bad.BAD
"""What a kind returns for a value that it has noted as wrong."""


JsonSchema = Mapping[str, Any]
"""A part of a JSON Schema (draft 7). It refuses nothing that its kind can read."""


@frozen
class ValueType:
    """`read(raw, at, notes)` gives the value, or BAD after noting why; `show(value)` gives what a file would hold."""

    read: Callable[[object, KeyPath, ErrorCollector], Any]
    show: Callable[[Any], Any]
    json: JsonSchema = field(default_factory=dict)
    """What an editor can check while somebody types; empty for a kind of the built-in files alone."""


def simple(
    wanted: str, take: Callable[[object], Any], show: Callable[[Any], object] = lambda value: value,
    *, json: JsonSchema | None = None,
) -> ValueType:  # fmt: skip
    """A kind whose every fault is the same: `take` returns None for what it cannot use."""

    def read(raw: object, at: KeyPath, errors: ErrorCollector) -> Any:
        value = take(raw)
        if value is None:
            errors.add_expected(at, wanted, raw)
            return BAD
        return value

    return ValueType(read, show, {"description": wanted, **(json or {})})


FLAG = simple(texts.FLAG, lambda raw: raw if isinstance(raw, bool) else None, json={"type": "boolean"})


def _text(raw: object) -> str | None:
    return plain(raw) if isinstance(raw, str) else None


def _some_text(raw: object) -> str | None:
    text = _text(raw)
    return text if text and text.strip() else None


TEXT = simple(texts.TEXT, _some_text, json={"type": "string", "minLength": 1})
ANY_TEXT = simple(texts.TEXT, _text, json={"type": "string"})


def _day(raw: object) -> date | None:
    """A date of TOML, or the same in quotes; one with a time of day is none."""
    if isinstance(raw, str) and _DAY.fullmatch(raw.strip()):
        try:
            return date.fromisoformat(raw.strip())
        except ValueError:
            return None
    return raw if isinstance(raw, date) and not isinstance(raw, datetime) else None


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
DAY = simple(texts.DAY, _day, json={"type": "string", "pattern": r"^\s*\d{4}-\d\d-\d\d\s*$"})


def whole(least: int, most: int = MOST_WHOLE) -> ValueType:
    """A whole number; `true` is none, whatever Python thinks."""
    wanted = tr(texts.WHOLE, least=least, most=most)

    def take(raw: object) -> int | None:
        return raw if isinstance(raw, int) and not isinstance(raw, bool) and least <= raw <= most else None

    return simple(wanted, take, json={"type": "integer", "minimum": least, "maximum": most})


def word(known: Collection[str], what: str) -> ValueType:
    """One of the known words; a fault names the nearest, or all of them if they are few."""
    listed = sorted(known) if isinstance(known, (set, frozenset)) else list(known)

    def read(raw: object, at: KeyPath, errors: ErrorCollector) -> Any:
        if isinstance(raw, str) and raw in known:
            return raw
        near = nearest(raw, listed) if isinstance(raw, str) and not errors.full else None
        if near is not None:
            errors.add(at, tr(texts.EXPECTED_NEAR, wanted=what, got=shown(raw), nearest=near))
        else:
            errors.add_expected(at, one_of(listed) if len(listed) <= LISTED else what, raw)
        return BAD

    return ValueType(read, lambda value: value, {"description": what, "enum": listed})


def each(kind: ValueType, least: int = 0, wanted: str = "") -> ValueType:
    """A list of that kind, as a tuple; its good elements if some are wrong. `wanted` shows one in a fault."""
    wanted = wanted or (texts.LIST_FILLED if least else texts.LIST)

    def read(raw: object, at: KeyPath, errors: ErrorCollector) -> Any:
        if not isinstance(raw, list) or len(raw) < least:
            errors.add_expected(at, wanted, raw)
            return BAD
        values = (kind.read(element, (*at, index), errors) for index, element in enumerate(raw))
        return tuple(value for value in values if value is not BAD)

    json = {"description": wanted, "type": "array", "items": kind.json, "minItems": least}
    return ValueType(read, lambda values: [kind.show(value) for value in values], json)


def words_of(known: Collection[str], what: str) -> ValueType:
    """A set of known words."""
    listed = each(word(known, what))

    def read(raw: object, at: KeyPath, errors: ErrorCollector) -> Any:
        values = listed.read(raw, at, errors)
        return values if values is BAD else frozenset(values)

    return ValueType(read, sorted, listed.json)


def table(
    keys: Mapping[str, ValueType],
    *,
    needed: Collection[str] = (),
    others: ValueType | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> ValueType:
    """A table, as a dict of the keys that are there and good.

    `others` reads tables under any other name; `elsewhere` tells where a stray key belongs.
    """

    def read(raw: object, at: KeyPath, errors: ErrorCollector) -> Any:
        if not isinstance(raw, dict):
            errors.add_expected(at, texts.TABLE, raw)
            return BAD
        values = {}
        for key, inner in raw.items():
            kind = keys.get(key) or (others if isinstance(inner, dict) else None)
            if kind is None:
                errors.add((*at, key), "" if errors.full else _stray(key, keys, elsewhere or {}))
            elif (value := kind.read(inner, (*at, key), errors)) is not BAD:
                values[key] = value
        for key in needed:
            if key not in raw:
                errors.add((*at, key), texts.MISSING)
        return values

    def show(values: Mapping[str, Any]) -> object:
        kinds = ((key, keys.get(key) or others, value) for key, value in values.items())
        return {key: kind.show(value) for key, kind, value in kinds if kind is not None}

    json = {
        "type": "object", "properties": {key: kind.json for key, kind in keys.items()}, "required": [*needed],
        "additionalProperties": others.json if others else False,
    }  # fmt: skip
    return ValueType(read, show, json)


def _stray(key: str, keys: Mapping[str, ValueType], elsewhere: Mapping[str, str]) -> str:
    if key in elsewhere:
        return tr(texts.KEY_ELSEWHERE, elsewhere=elsewhere[key])
    near = nearest(key, keys)
    return tr(texts.NO_SUCH_KEY_NEAR, nearest=near) if near else texts.NO_SUCH_KEY
