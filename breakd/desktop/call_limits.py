"""How much a caller may say at once. No method of ours needs more; what is refused is neither kept nor quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dbus_fast import Variant

MOST_TEXT = 100
"""Characters of one text, or bytes of one array of them."""
MOST_VALUES = 1000
"""Values in all, those of lists and tables included."""


def is_too_much(body: Sequence[Any]) -> bool:
    """Whether a text is too long or there are too many values."""
    left, count = list(body), 0
    while left:
        value = left.pop()
        count += 1
        if count > MOST_VALUES or (isinstance(value, str | bytes) and len(value) > MOST_TEXT):
            return True
        if isinstance(value, Variant):
            left.append(value.value)
        elif isinstance(value, list | tuple | dict):
            if len(value) > MOST_VALUES:
                return True
            left += value
            left += value.values() if isinstance(value, dict) else ()
    return False
