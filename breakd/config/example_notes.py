"""What the example of a file says of each key: its default and its comment, for help that is made from it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from breakd.frozen import frozen

_TABLE = re.compile(r"#?\[([a-z.]+)\]")
_KEY = re.compile(r"#?(?P<key>[a-z_]+) = (?P<value>\".*?\"|\[.*?\]|[^\s#]+)(?:\s+# (?P<note>.*))?")
_MORE = re.compile(r"\s+# (.*)")


@frozen
class Note:
    """What the example says of a key."""

    default: Any
    """What holds without its line; None for one that is commented out: there is none then."""
    text: str
    """Its comment as one line; empty where it has none."""


def notes_of(example: str) -> Mapping[tuple[str, str], Note]:
    """The notes by table and key, in the order of the example; a key that is commented out counts too."""
    notes: dict[tuple[str, str], Note] = {}
    table, last = "", None
    for line in example.splitlines():
        if found := _TABLE.match(line):
            table, last = found[1], None
        elif found := _KEY.fullmatch(line):
            last = (table, found["key"])
            default = None if line.startswith("#") else tomllib.loads(f"value = {found['value']}")["value"]
            notes[last] = Note(default, found["note"] or "")
        elif last and (found := _MORE.fullmatch(line)):
            notes[last] = Note(notes[last].default, f"{notes[last].text} {found[1]}")
        else:
            last = None
    return notes
