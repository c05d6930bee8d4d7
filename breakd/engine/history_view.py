"""What the memory says of the person's practice, as the rule of suggestions wants to know it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from breakd.stretches.model import Catalogue
from breakd.stretches.progress import Journal, PutAway, level_on
from breakd.stretches.safety_state import Care, Urgency
from breakd.stretches.selection import Practice

from .settings import Settings
from .state import EngineState
from .wall_time import elapsed

WEEK = 6
"""Days before today that belong to its week."""


def stretch_history(state: EngineState, settings: Settings, catalogue: Catalogue, wall: datetime) -> Practice:
    """Everything about what was done so far that a suggestion depends on."""
    journal, care, today = state.stretch_log, state.safety, wall.date()
    week = today - timedelta(days=WEEK)
    in_flare = is_flare_day(care, today)
    return Practice(
        recent=journal.suggested,
        done=tuple(item.stretch for item in journal.done),
        done_today=Counter(item.stretch for item in journal.done if item.day == today),
        done_week=Counter(item.stretch for item in journal.done if item.day >= week),
        put_away=frozenset(item.stretch for item in journal.put_away if is_put_away(item, wall)),
        resting=frozenset(item.direction for item in journal.resting if elapsed(wall, item.until) > 0),
        levels={item.stretch: level_on(item, today, catalogue.select) for item in journal.progress},
        safety_lock=care.lock is Urgency.EMERGENCY,
        walking_only=care.lock is Urgency.URGENT or not settings.body.disclaimer,
        only=_allowed_only(care, catalogue, today, in_flare),
        easiest=in_flare,
        region_minutes=_region_minutes(journal, catalogue, wall),
        skips={item.stretch: sum(item.skipped) for item in journal.progress},
        liking={item.stretch: item.better - item.worse for item in journal.progress},
        last_day={item.stretch: item.last for item in journal.progress if item.last is not None},
        today=today,
        sat_minutes=sum(day.sitting for day in state.ledger.account.days if day.day == today) / 60,
    )


def is_put_away(item: PutAway, wall: datetime) -> bool:
    """Whether a movement that hurt is still out."""
    return item.until is None or elapsed(wall, item.until) > 0


def is_flare_day(care: Care, today: date) -> bool:
    """Whether it is a day of a flare-up."""
    return care.flare_last is not None and today <= care.flare_last


def _allowed_only(care: Care, catalogue: Catalogue, today: date, in_flare: bool) -> frozenset[str] | None:
    if care.gentle_day == today:
        return frozenset(catalogue.safety.gentle)
    return frozenset(catalogue.safety.flare) if in_flare else None


def _region_minutes(journal: Journal, catalogue: Catalogue, wall: datetime) -> dict[str, float]:
    """Minutes since each region was worked on last; the newest of a region is the last one written."""
    minutes: dict[str, float] = {}
    for item in journal.done:
        movement = catalogue.stretches.get(item.stretch)
        if movement is not None and item.at is not None:
            minutes |= dict.fromkeys(movement.regions, max(0.0, elapsed(item.at, wall)) / 60)
    return minutes
