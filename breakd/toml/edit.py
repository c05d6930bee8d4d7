"""A TOML file that a person wrote, with some values changed and all else as it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import tomlkit
from tomlkit.items import Array


def changed(text: str, table: str, values: Mapping[str, str | bool | date | list[str] | None]) -> str:
    """The document `text` with these values in `table`; comments, order and spacing stay.

    A key whose value is None is taken out. The text must be TOML, and `table` a table if it is there.
    """
    document = tomlkit.parse(text)
    rows = document.setdefault(table, tomlkit.table())
    for key, value in values.items():
        old = rows.get(key)
        if value is None:
            rows.pop(key, None)
        elif isinstance(old, Array) and isinstance(value, list):
            _become(old, value)
        else:
            rows[key] = value
    return tomlkit.dumps(document)


def _become(old: Array, words: list[str]) -> None:
    """Word by word, for each may have a comment of its own."""
    for gone in [word for word in old if word not in words]:
        old.remove(gone)
    old.extend(word for word in words if word not in old)
