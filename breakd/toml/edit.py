"""A TOML file that a person wrote, with some values changed and all else as it was."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from .table_changes import Changes, TableChanges, Value


class NotEditable(Exception):
    """The text is written in a way that cannot be changed without changing more than that."""


def changed(text: str, changes: Changes) -> str:
    """The document `text` with these values; comments, order and spacing stay. The text must be TOML.

    Raises NotEditable where the document would come to say anything else than before and these values.
    """
    try:
        wanted = _merged(tomllib.loads(text), changes)
        document = tomlkit.parse(text)
        for way, values in changes.items():
            _change(document, way, values)
        new = tomlkit.dumps(document)
        if tomllib.loads(new) == wanted:
            return new
    except (TOMLKitError, tomllib.TOMLDecodeError, AttributeError, TypeError, KeyError, ValueError) as error:
        raise NotEditable from error
    raise NotEditable


def _merged(data: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """What the document is to say."""
    wanted = deepcopy(data)
    for way, values in changes.items():
        rows = wanted
        for name in way[:-1]:
            rows = rows.setdefault(name, {})
        if values is None:
            rows.pop(way[-1], None)
            continue
        rows = rows.setdefault(way[-1], {})
        for key, value in values.items():
            if value is None:
                rows.pop(key, None)
            else:
                old = rows.get(key)
                rows[key] = _kept(old, value) if isinstance(old, list) and isinstance(value, list) else _plain(value)
    return wanted


def _change(document: Any, way: tuple[str, ...], values: TableChanges) -> None:
    rows = document
    for number, name in enumerate(way[:-1]):
        # a table that only holds tables has no line of its own
        rows = rows.setdefault(name, tomlkit.table(is_super_table=number < len(way) - 1))
    if values is None:
        rows.pop(way[-1], None)
        return
    rows = rows.setdefault(way[-1], tomlkit.table())
    for key, value in values.items():
        old = rows.get(key)
        if value is None:
            rows.pop(key, None)
        elif isinstance(old, Array) and isinstance(value, list):
            _become(old, value)
        else:
            rows[key] = _plain(value)


def _become(old: Array, words: list[str]) -> None:
    """Word by word, for each may have a comment of its own."""
    for gone in [word for word in old if word not in words]:
        old.remove(gone)
    old.extend(word for word in words if word not in old)


def _kept(old: list[Any], words: list[str]) -> list[Any]:
    """The words in the order in which they stand."""
    return [*(word for word in old if word in words), *(word for word in words if word not in old)]


def _plain(value: Value) -> Any:
    return list(value) if isinstance(value, tuple) else value
