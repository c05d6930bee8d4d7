"""A TOML file with rows (`[[array]]`) that a person may have written: one row changed, and all else as it was."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

Row = Mapping[str, Any]


class CannotChange(Exception):
    """The text has a form in which this row cannot be changed without touching more."""


def with_row(text: str, array: str, id: str, row: Row) -> str:
    """The document with these keys in the row whose `id` this is, or with a new row at its end.

    A key whose value is None is taken out. Comments, order and the other rows stay. Raises CannotChange.
    """
    rows = _rows(text, array)
    at = _place(rows, id)
    kept = {} if at is None else rows[at]
    wanted = {key: value for key, value in {**kept, **row}.items() if value is not None}
    if at is None:
        return _checked(text, array, [*rows, wanted], lambda: _with_new(text, array, wanted))
    after = [wanted if number == at else one for number, one in enumerate(rows)]
    return _checked(text, array, after, lambda: _edited(text, array, lambda found: _put(found[at], row)))


def without_row(text: str, array: str, id: str) -> str:
    """The document without the row whose `id` this is. Raises CannotChange."""
    rows = _rows(text, array)
    at = _place(rows, id)
    if at is None:
        raise CannotChange(id)
    after = [one for number, one in enumerate(rows) if number != at]
    return _checked(text, array, after, lambda: _edited(text, array, lambda found: found.pop(at)))


def _rows(text: str, array: str) -> list[dict[str, Any]]:
    rows = tomllib.loads(text).get(array, [])
    return [dict(row) for row in rows]


def _place(rows: list[dict[str, Any]], id: str) -> int | None:
    return next((number for number, row in enumerate(rows) if row.get("id") == id), None)


def _checked(text: str, array: str, after: list[dict[str, Any]], make: Callable[[], str]) -> str:
    """What is made of the text, if it says exactly what was wanted."""
    wanted = {key: value for key, value in tomllib.loads(text).items() if key != array}
    try:
        made = make()
        found = tomllib.loads(made)
    except (TOMLKitError, ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        raise CannotChange(array) from error
    if found.pop(array, []) != after or found != wanted:
        raise CannotChange(array)
    return made


def _with_new(text: str, array: str, row: Row) -> str:
    table = tomlkit.table()
    _put(table, row)
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return f"{before}[[{array}]]\n{tomlkit.dumps(table)}"


def _edited(text: str, array: str, change: Callable[[Any], object]) -> str:
    document = tomlkit.parse(text)
    rows = document[array]
    change(rows)
    if not rows:
        document.remove(array)
    return tomlkit.dumps(document)


def _put(table: Any, row: Row) -> None:
    for key, value in row.items():
        if value is None:
            table.pop(key, None)
        else:
            table[key] = _item(value)


def _item(value: Any) -> Any:
    """A list of tables stands with one table a line."""
    if not (isinstance(value, list) and value and isinstance(value[0], dict)):
        return value
    lines = tomlkit.array()
    lines.multiline(multiline=True)
    for one in value:
        inline = tomlkit.inline_table()
        inline.update(one)
        lines.append(inline)
    return lines
