"""The rules of suggestions once more, in other words than the program's: what random weeks are held against."""

from __future__ import annotations

from datetime import date

from breakd.engine.settings import BodySettings, Settings
from breakd.stretches.model import Stretch
from breakd.stretches.selection import StretchHistory, SuggestionContext

PAIN_MEANS = {
    "sciatic": "leg_nerve_pain", "calf": "leg_nerve_pain", "shoulder": "shoulder_problem",
    "wrist": "wrist_problem", "knee": "knee_problem",
}  # fmt: skip


def held(body: BodySettings, day: date | None) -> frozenset[str]:
    """The conditions of a day: ticked, by the weeks that have passed, and by what hurts."""
    tags = set(body.conditions) | {PAIN_MEANS[place] for place in body.pain if place in PAIN_MEANS}
    if body.surgery is not None and day is not None:
        tags.discard("recent_surgery")
        weeks = (day - body.surgery).days // 7
        if weeks < 6:
            tags.add("surgery_0_6")
        elif weeks < 12 or not body.surgery_released:
            tags.add("surgery_6_12")
    elif body.surgery is not None or "recent_surgery" in tags:
        tags |= {"surgery_0_6", "surgery_6_12"}
    if body.pregnant_since is not None and day is not None:
        tags.discard("pregnancy")
        tags.add("pregnancy_early" if (day - body.pregnant_since).days < 112 else "pregnancy_late")
    elif body.pregnant_since is not None or "pregnancy" in tags:
        tags |= {"pregnancy_early", "pregnancy_late"}
    if tags & {"surgery_0_6", "surgery_6_12"}:
        tags.add("recent_surgery")
    if tags & {"pregnancy_early", "pregnancy_late"}:
        tags.add("pregnancy")
    return frozenset(tags)


def may(stretch: Stretch, settings: Settings, context: SuggestionContext, history: StretchHistory) -> bool:
    """Whether a stretch may come, as one sentence."""
    body, hand, place = settings.body, settings.stretches, context.place
    conditions = held(body, history.today) | history.conditions
    return (
        not history.safety_lock
        and (not history.walking_only or stretch.id == "walk-break")
        and (history.only is None or stretch.id in history.only)
        and stretch.id not in hand.disable | history.put_away
        and (stretch.default_enabled or stretch.id in hand.enable)
        and stretch.setting in ({"seated"} if context.on_call else place.settings) & place.settings
        and stretch.equipment <= place.equipment
        and stretch.discreet >= (3 if context.on_call else place.discreet)
        and not stretch.exclude_if & conditions
        and not (stretch.setting == "standing" and "cannot_stand" in conditions)
        and not (stretch.setting == "floor" and "cannot_stand" in conditions and not context.session)
        and not {stretch.direction, *stretch.regions} & history.resting
        and (history.walking_only or history.done_today.get(stretch.id, 0) < stretch.max_per_day)
        and history.done_week.get(stretch.id, 0) < (stretch.max_per_week or 1000)
        and not (stretch.kind == "strength" and _days_since(history, stretch.id) < 2)
        and (stretch.direction != "neural" or "sciatic" in body.pain)
        and (stretch.direction != "flexion" or body.eases == "flexion" or _may_bend(stretch, conditions))
        and not (
            stretch.id in {"sit-to-stand", "standing-side-leg-lift", "heel-raises", "doorway-chest-stretch"}
            and conditions & {"surgery_0_6", "surgery_6_12"}
            and history.done_today.get(stretch.id, 0) >= 2
        )
        and takes(stretch, 1, body.side) <= context.seconds
    )


def _may_bend(stretch: Stretch, conditions: frozenset[str]) -> bool:
    """Of a person who does not say that bending eases."""
    if stretch.id == "seated-desk-lean":
        return "spinal_stenosis" in conditions
    return not conditions & {"flexion_worse", "disc_herniation", "leg_nerve_pain"}


def _days_since(history: StretchHistory, id: str) -> float:
    """Since the demanding dose was done."""
    last = history.demanded.get(id)
    return (history.today - last).days if last is not None and history.today is not None else float("inf")


def highest(stretch: Stretch, settings: Settings, history: StretchHistory) -> int:
    """The highest dose level that a stretch may have, however long the break."""
    conditions = held(settings.body, history.today) | history.conditions
    careful = bool(stretch.caution_if & conditions or {"surgery_0_6", "surgery_6_12"} & conditions)
    new = stretch.setting == "floor" and stretch.direction == "extension" and history.days < 3
    return 1 if careful or new or history.easiest else history.levels.get(stretch.id, 2)


def takes(stretch: Stretch, level: int, side: str) -> float:
    """Seconds: one side of two takes half as long."""
    alone = stretch.side_policy == "affected" and side in ("left", "right")
    return stretch.levels[level - 1].total_seconds * (0.5 if alone else 1)
