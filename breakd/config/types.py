"""The kinds of values that only a config has: durations, the check-up's interval, days, work hours."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

from breakd.engine import durations
from breakd.engine.durations import MONTH, WEEK
from breakd.engine.settings import HoursRange
from breakd.messages import config as texts
from breakd.toml.value_types import simple

_LONGEST_TEXT = 20
"""Characters. Python refuses to turn thousands of digits into a number."""
_INTERVAL = re.compile(r"(\d{1,3}) ?(?:(w|weeks?)|(months?))", re.ASCII)
_HOURS = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)", re.ASCII)
_DURATION_TEXT = r"^\s*(\d{1,9}[Dd])?(\d{1,9}[Hh])?(\d{1,9}[Mm])?(\d{1,9}[Ss])?\s*$"
_INTERVAL_TEXT = r"^\s*\d{1,3} ?([Ww]([Ee][Ee][Kk][Ss]?)?|[Mm][Oo][Nn][Tt][Hh][Ss]?)\s*$"
_HOURS_TEXT = r"^ *[0-2] *\d *: *[0-5] *\d *- *[0-2] *\d *: *[0-5] *\d *$"
"""The same as an editor checks them, in the regular expressions of JSON Schema: none that is read is refused."""
OFF = "off"


def _duration(raw: object) -> float | None:
    return durations.parse(raw) if isinstance(raw, str) and len(raw) <= _LONGEST_TEXT else None


def duration_text(seconds: float) -> str:
    """As the example writes them: in seconds below two minutes, and in minutes below two hours ("90s", "60m")."""
    minutes, left = divmod(round(seconds), 60)
    if left and minutes < 2:
        return f"{round(seconds)}s"
    return f"{minutes}m" if not left and 60 <= minutes < 120 else durations.text_of(seconds)


_DURATION_JSON = {"type": "string", "minLength": 2, "maxLength": _LONGEST_TEXT, "pattern": _DURATION_TEXT}
DURATION = simple(texts.DURATION, _duration, duration_text, json=_DURATION_JSON)


def _interval(raw: object) -> float | None:
    """Seconds; 0 for off, since None already means a fault."""
    if raw == OFF:
        return 0.0
    match = _INTERVAL.fullmatch(raw.strip().lower()) if isinstance(raw, str) else None
    if match is None:
        return _duration(raw)
    return int(match.group(1)) * (WEEK if match.group(2) else MONTH) or None


def _interval_text(seconds: float | None) -> str:
    if not seconds:
        return OFF
    for unit, name in ((WEEK, "weeks"), (MONTH, "months")):
        if seconds % unit == 0:
            return f"{round(seconds / unit)} {name}"
    return duration_text(seconds)


INTERVAL = simple(
    texts.CHECKUP, _interval, _interval_text,
    json={"anyOf": [{"enum": [OFF]}, {"type": "string", "pattern": _INTERVAL_TEXT}, _DURATION_JSON]},
)  # fmt: skip


CONFIRMED, OPEN = "confirmed", "open"
DISCLAIMER = simple(
    texts.DISCLAIMER,
    lambda raw: {CONFIRMED: True, OPEN: False}.get(raw) if isinstance(raw, str) else None,
    lambda confirmed: CONFIRMED if confirmed else OPEN,
    json={"enum": [CONFIRMED, OPEN]},
)


_LONGEST_NUMBER = 60
"""Characters: “15 or 112” is one, and a card is read in a hurry."""
_UNSEEN = ("C", "Zl", "Zp")
"""Categories of characters that nobody sees: ends of lines, and what turns the direction of writing round."""


def _number_to_call(raw: object) -> str | None:
    """A text that reads as it is written; nothing is taken out of it, for what is left might call somebody else."""
    if not isinstance(raw, str) or len(raw) > _LONGEST_NUMBER:
        return None
    unseen = any(unicodedata.category(letter).startswith(_UNSEEN) for letter in raw)
    return None if unseen else raw.strip()


NUMBER_TO_CALL = simple(texts.NUMBER_TO_CALL, _number_to_call, json={"type": "string", "maxLength": _LONGEST_NUMBER})


def _hours(raw: object) -> HoursRange | None:
    match = _HOURS.fullmatch(raw.replace(" ", "")) if isinstance(raw, str) else None
    if match is None:
        return None
    first, start, last, end = (int(part) for part in match.groups())
    if first > 23 or start > 59 or end > 59 or (last > 23 and (last, end) != (24, 0)):
        return None
    hours = HoursRange(time(first, start), time(last % 24, end))
    # Hours that end where they begin are a slip of the finger, except for a whole day.
    return hours if hours.start != hours.end or hours.start == time(0) else None


def _hours_text(hours: HoursRange) -> str:
    end = "24:00" if hours.end == time(0) else f"{hours.end:%H:%M}"
    return f"{hours.start:%H:%M}-{end}"


HOURS = simple(texts.HOURS, _hours, _hours_text, json={"type": "string", "pattern": _HOURS_TEXT})
