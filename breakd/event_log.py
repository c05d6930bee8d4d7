"""What the log tells of an event: what happened and what followed, and nothing of the body."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import get_args

from breakd.engine.effects import (
    AskEvidence,
    AskStretched,
    Closed,
    Effect,
    OpenBoardPage,
    OpenGuide,
    OpenQuestionsPage,
    Record,
    WatchInput,
    WatchQuiet,
    Withdraw,
)
from breakd.engine.events import (
    Beat,
    Event,
    Feel,
    Hurts,
    Now,
    SensorEvent,
    SetPosture,
    SettingsChanged,
    Skip,
    Snooze,
    Tick,
)
from breakd.engine.health_requests import HealthRequest

log = logging.getLogger("breakd.loop")

ABOUT_THE_BODY = (Feel, Hurts, *get_args(HealthRequest))
PAGES = (OpenGuide, OpenQuestionsPage, OpenBoardPage)
HARMLESS = (
    *(kind for kind in get_args(SensorEvent) if kind is not SettingsChanged), SetPosture, Skip, Snooze,
    AskEvidence, AskStretched, Closed, WatchInput, WatchQuiet, Withdraw,
)  # fmt: skip
"""Of these all fields may be told, to who sets the level DEBUG: instants, numbers of reminders, reasons. What is not
in this list is named only, so that a new kind is not told by mistake."""
FINER = re.compile(r"\d+\.\d{4,}")
"""Seconds that are told more finely than anybody reads."""


def tell(event: Event, now: Now, effects: Sequence[Effect]) -> None:
    """One line for what happened: kinds at INFO, with what is harmless at DEBUG."""
    rows = sum(isinstance(effect, Record) for effect in effects)
    level = logging.DEBUG if isinstance(event, Tick | Beat) and rows == len(effects) else logging.INFO
    if log.isEnabledFor(logging.DEBUG):
        log.debug("%s at boot %.3f -> %s", _detail(event), now.boot, ", ".join(map(_detail, effects)) or "nothing")
    elif log.isEnabledFor(level):
        log.log(level, "%s at boot %.3f -> %s", _kind(event), now.boot, ", ".join(map(_kind, effects)) or "nothing")


def _kind(happened: Event | Effect) -> str:
    """Its name; all words about the body have one name, and all pages, for which of them it was tells as much."""
    if isinstance(happened, ABOUT_THE_BODY):
        return "HealthRequest"
    return "OpenPage" if isinstance(happened, PAGES) else type(happened).__name__


def _detail(happened: Event | Effect) -> str:
    """All its fields, if they are harmless; seconds to the millisecond, as the instant of the line has them."""
    if not isinstance(happened, HARMLESS):
        return type(happened).__name__
    return FINER.sub(lambda number: f"{float(number[0]):.3f}", str(happened))
