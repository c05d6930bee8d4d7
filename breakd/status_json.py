"""The document of `breakd status --json` and D-Bus `GetStatus`: version 1, stable, told in docs/status-json.md."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from breakd.core.effects import Outcome
from breakd.core.status import Capabilities, OpenReminder, Status, Today

SCHEMA = 1


def to_json(status: Status, capabilities: Capabilities, version: str) -> dict[str, Any]:
    """The document, in the order that people read it; seconds are whole (rounded down), times carry their offset."""
    return {
        "schema": SCHEMA,
        "version": version,
        "state": status.state.value,
        "presence": status.presence.value,
        "posture": status.posture.value,
        "place": status.place,
        "bout_seconds": math.floor(status.bout_seconds),
        "sitting_clock_seconds": math.floor(status.sitting_clock_seconds),
        "limit_seconds": math.floor(status.limit_seconds),
        "hard_limit_seconds": math.floor(status.hard_limit_seconds),
        "standing_seconds": math.floor(status.standing_seconds),
        "due_in_seconds": _whole(status.due_in_seconds),
        "in_heads_up": status.in_heads_up,
        "reminder": None if status.reminder is None else _reminder(status.reminder),
        "snoozed_until": _time(status.snoozed_until),
        "paused_until": "forever" if status.paused_until == "forever" else _time(status.paused_until),
        "quiet": [reason.value for reason in status.quiet],
        "flare_until": _time(status.flare_until),
        "safety_lock": status.safety_lock,
        "card": None if status.card is None else status.card.value,
        "ask_red_flags": status.ask_red_flags,
        "ask_disclaimer": status.ask_disclaimer,
        "feedback_until": _time(status.feedback_until),
        "feedback_stretch": status.feedback_stretch,
        "sessions_this_week": status.sessions_this_week,
        "sessions_per_week": status.sessions_per_week,
        "checkup_due": status.checkup_due,
        "gentle_until": _time(status.gentle_until),
        "away": [{"stretch": one.stretch, "why": one.why.value, "until": _time(one.until)} for one in status.away],
        "today": _today(status.today),
        "capabilities": {
            "presence": capabilities.presence,
            "notify": list(capabilities.notify),
            "tray": capabilities.tray,
            "logind": capabilities.logind,
            "input_unbroken_seconds": _whole(capabilities.input_unbroken),
        },
    }


def _reminder(reminder: OpenReminder) -> dict[str, Any]:
    return {
        "id": reminder.id,
        "kind": reminder.kind.value,
        "stage": reminder.stage.value,
        "firm": reminder.firm,
        "stretch": reminder.stretch,
        "level": reminder.level,
        "reason": reminder.reason,
        "shown_at": _time(reminder.shown_at),
        "snoozes_left": reminder.snoozes_left,
        "session": [{"stretch": planned.stretch, "level": planned.level} for planned in reminder.session],
    }


def _today(today: Today) -> dict[str, Any]:
    return {
        "sitting_seconds": math.floor(today.sitting_seconds),
        "standing_seconds": math.floor(today.standing_seconds),
        "longest_bout_seconds": math.floor(today.longest_bout_seconds),
        "bouts": today.bouts,
        "outcomes": {outcome.value: today.outcomes.get(outcome, 0) for outcome in Outcome},
    }


def _whole(seconds: float | None) -> int | None:
    return None if seconds is None else math.floor(seconds)


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
