"""What does not fit together: faults that no value of the two files has alone.

A value that is wrong already is not judged again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from breakd.engine.settings import HoursRange, Settings, SittingSettings
from breakd.frozen import frozen
from breakd.messages import config as texts
from breakd.messages import tr
from breakd.toml.errors import ErrorCollector, one_of
from breakd.toml.positions import KeyPath

from .schema import DAYS
from .types import HOURS, duration_text

Tables = Mapping[str, Any]
_DAY = 24 * 60
_EARLIEST = date(1900, 1, 1)
"""No date before it is one of anybody's life."""
_PLACE_NAME = re.compile(r"[\w-]{1,32}")


def check_settings(config: Tables, errors: ErrorCollector) -> None:
    """Note everything in the tables, as far as they could be read, that contradicts itself."""
    _check_limits(config.get("sitting", {}), errors)
    _check_hours(config.get("hours"), errors)
    _check_places(config.get("place", {}), errors)
    _check_stretches(config.get("stretches", {}), errors)


def check_body(body: Tables, errors: ErrorCollector, today: date) -> None:
    """Note the days that cannot be, and a release from an operation that has none.

    A day that is long ago is no fault: a file that was right must not become wrong with time.
    """
    for key in ("surgery", "pregnant_since"):
        day = body.get(key)
        if day is not None and day > today:
            errors.add(("body", key), tr(texts.FUTURE, got=day))
        elif day is not None and day < _EARLIEST:
            errors.add(("body", key), tr(texts.TOO_EARLY, earliest=_EARLIEST, got=day))
    if body.get("surgery_released") and "surgery" not in body and not errors.has_error(("body", "surgery")):
        errors.add(("body", "surgery_released"), texts.RELEASED_FROM_NOTHING)


def _check_limits(sitting: Tables, errors: ErrorCollector) -> None:
    if errors.has_error(("sitting", "limit")) or errors.has_error(("sitting", "hard_limit")):
        return
    limit, hard = (sitting.get(key, getattr(SittingSettings(), key)) for key in ("limit", "hard_limit"))
    if limit > hard:
        key, problem = (
            ("limit", texts.LIMIT_OVER_HARD) if "limit" in sitting else ("hard_limit", texts.HARD_UNDER_LIMIT)
        )
        errors.add(("sitting", key), tr(problem, hard=duration_text(hard), limit=duration_text(limit)))


@frozen
class _Span:
    """Work hours in minutes since Monday began."""

    start: int
    end: int
    at: KeyPath
    text: str


def _check_hours(hours: Tables | None, errors: ErrorCollector) -> None:
    if hours is None or errors.has_error(("hours",)):
        return
    if not any(hours.values()):
        errors.add(("hours",), texts.NO_HOURS)
        return
    spans = sorted(
        (_span(day, index, piece) for day, pieces in hours.items() for index, piece in enumerate(pieces)),
        key=lambda span: (span.start, span.end),
    )
    # The week is a circle: Sunday's hours may reach into Monday's.
    again = replace(spans[0], start=spans[0].start + 7 * _DAY)
    longest = spans[0]
    for span in (*spans[1:], again):
        if span.start < longest.end:
            other, day = longest.text, longest.at[1]
            errors.add(span.at, tr(texts.OVERLAP, got=span.text, other=other, day=day))
        longest = max(longest, span, key=lambda one: one.end)


def _span(day: str, index: int, piece: HoursRange) -> _Span:
    midnight = DAYS.index(day) * _DAY
    start, end = (clock.hour * 60 + clock.minute for clock in (piece.start, piece.end))
    length = (end - start) % _DAY or _DAY
    return _Span(midnight + start, midnight + start + length, ("hours", day, index), str(HOURS.show(piece)))


def _check_places(place: Tables, errors: ErrorCollector) -> None:
    named = [name for name in place if name != "now"]
    for name in named:
        if not _PLACE_NAME.fullmatch(name):
            errors.add_expected(("place", name), texts.PLACE_NAME, name)
    known = list(dict.fromkeys((*Settings().places, *named)))
    now = place.get("now", known[0])
    if now not in known:
        errors.add_expected(("place", "now"), tr(texts.KNOWN_PLACE, places=one_of(known)), now)


def _check_stretches(stretches: Tables, errors: ErrorCollector) -> None:
    both = stretches.get("enable", frozenset()) & stretches.get("disable", frozenset())
    for movement in sorted(both):
        errors.add(("stretches", "disable"), tr(texts.BOTH_ON_AND_OFF, movement=movement))
