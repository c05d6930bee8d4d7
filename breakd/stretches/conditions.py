"""Which conditions hold on a day: ticked ones, what the weeks since a date make of them, and what pain implies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from breakd.engine.settings import BodySettings

PREGNANCY, SURGERY = "pregnancy", "recent_surgery"
"""The words of a person who has not said the weeks, and of own stretches that go with none of them."""
PREGNANCY_EARLY, PREGNANCY_LATE = "pregnancy_early", "pregnancy_late"
SURGERY_0_6, SURGERY_6_12 = "surgery_0_6", "surgery_6_12"
CANNOT_STAND = "cannot_stand"
"""The condition of who uses a wheelchair or cannot stand."""
HALVES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {PREGNANCY: (PREGNANCY_EARLY, PREGNANCY_LATE), SURGERY: (SURGERY_0_6, SURGERY_6_12)}
)
"""Whole word to its two conditions."""
IMPLIED: Mapping[str, str] = MappingProxyType(
    {
        "sciatic": "leg_nerve_pain",
        "calf": "leg_nerve_pain",
        "shoulder": "shoulder_problem",
        "wrist": "wrist_problem",
        "knee": "knee_problem",
    }
)
"""Where it hurts, to the condition that brings the care for it without a tick of its own."""

WHOLE: Mapping[str, str] = MappingProxyType({half: word for word, halves in HALVES.items() for half in halves})
"""Each of these conditions to its whole word."""
_BENDS_BACK = frozenset({"spinal_stenosis", "spondylolisthesis", "extension_worse", "hernia", SURGERY_6_12})
_HEAD_MAY_HANG = frozenset({"glaucoma", "high_bp", "vertigo"})
_BENDS_FORWARD = frozenset({"osteoporosis", "hip_replacement", SURGERY_6_12}) | _HEAD_MAY_HANG
AGAINST: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "extension": _BENDS_BACK,
        "flexion": _BENDS_FORWARD,
        "flexion-extension": _BENDS_BACK | _BENDS_FORWARD,
        **dict.fromkeys(("rotation", "side-bend", "neural"), frozenset({SURGERY_6_12})),
    }
)
"""A direction to the conditions that leave out at least half of the built-in stretches that move so: a stretch that
breakd does not know waits with these, until its plan names them. A back that minds bending forward has a filter of
its own, and sitting and standing are a matter of the setting.
"""
AFTER_SPREADING = "leg_nerve_pain"
"""The condition that holds for a week after it spread, without a tick."""
ON_THE_BACK_UNTIL = timedelta(weeks=16)
"""Of a pregnancy."""
FIRST_WEEKS, HEALING_WEEKS = timedelta(weeks=6), timedelta(weeks=12)
"""Since an operation."""


def conditions_on(body: BodySettings, day: date | None) -> frozenset[str]:
    """All condition tags that hold on this day. Where the weeks are not known (`day` is None: nor is the day), both
    halves of a whole word hold; and with either half the whole word does, for own stretches that name it.
    """
    ticked = body.conditions - HALVES.keys() | {IMPLIED[place] for place in body.pain & IMPLIED.keys()}
    held = ticked | frozenset(_pregnancy(body, day)) | frozenset(_surgery(body, day))
    return held | {word for word, halves in HALVES.items() if not held.isdisjoint(halves)}


def conditions_said(*, spread: bool) -> frozenset[str]:
    """What holds by what was said lately, beside the profile: `spread` for a week after it spread."""
    return frozenset({AFTER_SPREADING}) if spread else frozenset()


def _pregnancy(body: BodySettings, day: date | None) -> Iterator[str]:
    since = body.pregnant_since
    if since is not None and day is not None:
        yield PREGNANCY_EARLY if day - since < ON_THE_BACK_UNTIL else PREGNANCY_LATE
    elif since is not None or PREGNANCY in body.conditions:
        yield from HALVES[PREGNANCY]


def _surgery(body: BodySettings, day: date | None) -> Iterator[str]:
    operated = body.surgery
    if operated is not None and day is not None:
        ago = day - operated
        if ago < FIRST_WEEKS:
            yield SURGERY_0_6
        elif ago < HEALING_WEEKS or not body.surgery_released:
            yield SURGERY_6_12
    elif operated is not None or SURGERY in body.conditions:
        yield from HALVES[SURGERY]
