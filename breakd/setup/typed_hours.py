"""Work hours as people write them: `8-12 13-17:30`, `8:00 - 17:30`, `9 to 5` is asked again. Pure."""

from __future__ import annotations

import re
from datetime import time

from breakd.engine.settings import HoursRange
from breakd.messages import setup as texts

LONGEST = 200
"""Characters."""
MIDNIGHT = time(0)
_DASH = re.compile(r"\s*[-\u2013\u2014]\s*")
_RANGE = re.compile(r"(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?", re.ASCII)

Hours = tuple[HoursRange, ...]
"""Of one day; none of them means at any time."""


def read(text: str) -> Hours | None:
    """The hours of one day, () for at any time; None for what is neither, or where two of them overlap."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    if not text or text.lower() in (*texts.NONE_WORDS, texts.ALWAYS):
        return ()
    pieces = [_range(piece) for piece in re.split(r"[\s,]+", _DASH.sub("-", text)) if piece]
    ranges = tuple(piece for piece in pieces if piece is not None)
    return ranges if len(ranges) == len(pieces) and ranges and not _overlap(ranges) else None


def text_of(hours: Hours) -> str:
    """What `read` reads back as these hours."""
    return " ".join(f"{one.start:%H:%M}-{'24:00' if one.end == MIDNIGHT else f'{one.end:%H:%M}'}" for one in hours)


def is_over_midnight(hours: Hours) -> bool:
    """Whether one of them begins on a day and ends on the next."""
    return any(_is_over_midnight(one) for one in hours)


def turned(hours: Hours) -> Hours:
    """The same with each range that goes over midnight the other way around."""
    return tuple(HoursRange(one.end, one.start) if _is_over_midnight(one) else one for one in hours)


def _is_over_midnight(one: HoursRange) -> bool:
    return MIDNIGHT < one.end < one.start


def _range(text: str) -> HoursRange | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, start, last, end = (int(part or 0) for part in match.groups())
    if first > 23 or start > 59 or end > 59 or (last > 23 and (last, end) != (24, 0)):
        return None
    hours = HoursRange(time(first, start), time(last % 24, end))
    # hours that end where they begin are a slip of the finger, except for a whole day
    return hours if hours.start != hours.end or hours.start == MIDNIGHT else None


def _overlap(hours: Hours) -> bool:
    """Whether two of them have a minute in common, on days that all have them."""
    spans = sorted((_minutes(one.start), _minutes(one.end)) for one in hours)
    ends = [(start, end if end > start else end + 24 * 60) for start, end in spans]
    following = [*ends[1:], (ends[0][0] + 24 * 60, 0)]
    return any(begins < end for (_, end), (begins, _) in zip(ends, following, strict=True))


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
