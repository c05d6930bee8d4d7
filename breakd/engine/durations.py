"""Lengths of time as people write them: "90s", "30m", "1h30m", "3d". Whole seconds, from one second up."""

from __future__ import annotations

import re

_PATTERN = re.compile(r"(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?", re.ASCII)
# Python refuses to turn thousands of digits into a number
LONGEST = 366 * 24 * 3600
"""A longer one is a slip of the finger, and would not fit every clock."""
WEEK = 7 * 24 * 3600.0
MONTH = 365.25 / 12 * 24 * 3600


def parse(text: str) -> float | None:
    """The seconds of a length, or None if it is none; "0s" is none, since nothing lasts no time. A day is 24 h."""
    match = _PATTERN.fullmatch(text.strip().lower())
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    total = days * 86400 + hours * 3600 + minutes * 60 + seconds
    return float(total) if 1 <= total <= LONGEST else None


def text_of(seconds: float) -> str:
    """The shortest text that `parse` reads back as these whole seconds."""
    hours, rest = divmod(round(seconds), 3600)
    minutes, left = divmod(rest, 60)
    parts = [(hours, "h"), (minutes, "m"), (left, "s")]
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"
