"""What the memory says of the person's practice, as the rule of suggestions wants to know it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from breakd.stretches.conditions import conditions_on, conditions_said
from breakd.stretches.model import Catalogue
from breakd.stretches.progress import PutAway, StretchLog, level_on
from breakd.stretches.safety_state import SafetyState, Urgency
from breakd.stretches.selection import StretchHistory

from .settings import Settings
from .state import EngineState
from .wall_time import elapsed

WEEK = 6
"""Days before today that belong to its week."""


def stretch_history(state: EngineState, settings: Settings, catalogue: Catalogue, wall: datetime) -> StretchHistory:
    """Everything about what was done so far that a suggestion depends on."""
    stretch_log, safety, today = state.stretch_log, state.safety, wall.date()
    week = today - timedelta(days=WEEK)
    in_flare, gentle = is_flare_day(safety, today), safety.ask or safety.gentle_day == today
    flare = catalogue.safety.in_flare(conditions_of(state, settings, wall)) if in_flare else None
    return StretchHistory(
        recent=stretch_log.suggested,
        done=tuple(item.stretch for item in stretch_log.done),
        done_today=Counter(item.stretch for item in stretch_log.done if item.day == today),
        done_week=Counter(item.stretch for item in stretch_log.done if item.day >= week),
        done_minutes=_minutes_of(stretch_log, wall),
        put_away=frozenset(item.stretch for item in stretch_log.put_away if is_put_away(item, wall)),
        resting=frozenset(item.direction for item in stretch_log.resting if elapsed(wall, item.until) > 0),
        conditions=conditions_said(spread=is_after_spreading(safety, today)),
        levels={item.stretch: level_on(item, today, catalogue.select) for item in stretch_log.progress},
        safety_lock=safety.lock is Urgency.EMERGENCY,
        walking_only=safety.lock is Urgency.URGENT or not settings.body.disclaimer,
        only=frozenset(catalogue.safety.gentle) if gentle else flare,
        easiest=gentle or in_flare or is_easy_day(safety, today),
        region_minutes=_region_minutes(stretch_log, catalogue, wall),
        skips={item.stretch: sum(item.skipped) for item in stretch_log.progress},
        liking={item.stretch: item.better - item.worse for item in stretch_log.progress},
        last_day={item.stretch: item.last for item in stretch_log.progress if item.last is not None},
        demanded={item.stretch: item.demanded for item in stretch_log.progress if item.demanded is not None},
        days=stretch_log.days - any(item.day == today for item in stretch_log.done),
        today=today,
        sat_minutes=sum(day.sitting for day in state.ledger.account.days if day.day == today) / 60,
    )


def conditions_of(state: EngineState, settings: Settings, wall: datetime) -> frozenset[str]:
    """What holds of the person on this day: by their profile, and by what they said lately."""
    today = wall.date()
    return conditions_on(settings.body, today) | conditions_said(spread=is_after_spreading(state.safety, today))


def is_put_away(item: PutAway, wall: datetime) -> bool:
    """Whether a stretch that hurt is still out."""
    return item.until is None or elapsed(wall, item.until) > 0


def is_flare_day(safety: SafetyState, today: date) -> bool:
    """Whether it is a day of a flare-up."""
    return safety.flare_last is not None and today <= safety.flare_last


def is_easy_day(safety: SafetyState, today: date) -> bool:
    """Whether it is a day soon after the safety lock was lifted."""
    return safety.easy_last is not None and today <= safety.easy_last


def is_after_spreading(safety: SafetyState, today: date) -> bool:
    """Whether it is a day of the week after it spread, in which the nerve is spared."""
    return safety.spread_last is not None and today <= safety.spread_last


def _minutes_of(stretch_log: StretchLog, wall: datetime) -> dict[str, float]:
    """Minutes since each stretch was done last; the newest is the last one written."""
    return {item.stretch: max(0.0, elapsed(item.at, wall)) / 60 for item in stretch_log.done if item.at is not None}


def _region_minutes(stretch_log: StretchLog, catalogue: Catalogue, wall: datetime) -> dict[str, float]:
    """Minutes since each region was worked on last; the newest of a region is the last one written."""
    minutes: dict[str, float] = {}
    for item in stretch_log.done:
        stretch = catalogue.stretches.get(item.stretch)
        if stretch is not None and item.at is not None:
            minutes |= dict.fromkeys(stretch.regions, max(0.0, elapsed(item.at, wall)) / 60)
    return minutes
