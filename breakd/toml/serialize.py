"""Values as TOML text: only the few types that our files hold."""

from __future__ import annotations

import json
import re
from datetime import date

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key(name: str) -> str:
    """A key, quoted where it must be."""
    return name if _BARE.fullmatch(name) else value(name)


def value(raw: object) -> str:
    """A text, number, truth value, date or list of these as TOML."""
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, list):
        return "[" + ", ".join(value(element) for element in raw) + "]"
    # A JSON text is a TOML text, except that JSON lets the DEL character stand.
    return json.dumps(raw, ensure_ascii=False).replace("\x7f", "\\u007f")
