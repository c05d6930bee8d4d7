"""The document of `breakd status --json` and D-Bus `GetStatus`: version 1, stable, specified in
docs/status-json.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from breakd.engine.status import Capabilities, Status
from breakd.messages import reason
from breakd.messages.tray import headline

SCHEMA = 1
DOCUMENT = (
    "state", "presence", "posture", "place", "may_stand", "bout_seconds", "sitting_clock_seconds", "limit_seconds",
    "hard_limit_seconds", "standing_seconds", "due_in_seconds", "in_heads_up", "reminder", "snoozed_until",
    "asks_again_at", "paused_until", "quiet", "flare_until", "safety_lock", "card", "card_stretch", "ask_red_flags",
    "red_flag_list", "ask_disclaimer", "feedback_until", "feedback_stretch", "sessions_this_week",
    "sessions_per_week", "checkup_due", "gentle_until", "easy_until", "spread_until", "away", "plan", "not_saved",
    "today",
)  # fmt: skip
"""The fields of `Status` that the contract has, in the order that people read them."""


def to_json(status: Status, capabilities: Capabilities, version: str, today: date | None = None) -> dict[str, Any]:
    """The document; seconds are whole (rounded down), times carry their offset. `today`: by the local clock."""
    document = {name: _plain(getattr(status, name)) for name in DOCUMENT}
    if status.reminder is not None:
        document["reminder"]["reason"] = reason.line(status.reminder.reason)
    sentence = headline(status, today or date.today())
    return {
        "schema": SCHEMA, "version": version, "sentence": sentence, **document, "capabilities": _plain(capabilities)
    }  # fmt: skip


def _plain(value: object) -> Any:
    """A value in the document's terms."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return math.floor(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
