"""One finding of `breakd doctor`."""

from __future__ import annotations

from typing import NamedTuple

OK, DEGRADED, MISSING = "ok", "degraded", "missing"
"""It works; it works less well; it is needed and not there."""


class Finding(NamedTuple):
    """What was looked at (`id` for programs, `name` for people), what was found, and what can be done about it."""

    id: str
    name: str
    verdict: str
    text: str
    remedy: str = ""
    """Empty where nothing needs doing."""
    because: tuple[str, ...] = ()
    """Why it is not better."""
