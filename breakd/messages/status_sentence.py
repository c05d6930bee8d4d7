"""The sentence that says what is going on. The tray, its tooltip, the terminal and `breakd status` share it.

It reads the words of the status document, so that the command line needs no part of the engine for it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from . import minutes, tr

QUIET = {
    "call": "call",
    "screen-share": "screen sharing",
    "do-not-disturb": "do not disturb",
    "fullscreen": "full screen",
    "off-hours": "outside work hours",
    "locked": "screen locked",
    "paused": "paused",
}
"""The quiet reasons."""
WAITING = "A reminder is waiting for a good moment"


def sentence(status: Mapping[str, Any], until: str = "", *, due_at: str = "") -> str:
    """What is going on. `until` is the time, as a person reads it, at which a snooze or a pause ends, or at which
    a reminder that was dismissed asks again.

    With `due_at`, the time of the next reminder stands for the minutes, which would change.
    """
    now = tr("Sitting, next reminder at {time}", time=due_at) if due_at else _now(status, until)
    if status.get("not_saved"):
        now = tr("{now} (nothing can be saved)", now=now)
    if status["safety_lock"]:
        return tr("{now} (stretches locked)", now=now)
    return now if status["flare_until"] is None else tr("{now} (gentler)", now=now)


def _now(status: Mapping[str, Any], until: str) -> str:
    match status["state"]:
        case "paused":
            return tr("Paused until {time}", time=until) if until else "Paused until you resume"
        case "off-hours":
            return "Outside your work hours"
        case "away":
            return "Screen locked" if status["presence"] == "locked" else "You are away"
        case "started":
            return "Stretching"
        case "snoozed":
            return tr("Snoozed until {time}", time=until) if until else "Snoozed"
        case "due":
            return _due(status, until)
        case "deferred":
            return _deferred(status, until)
        case "standing":
            return tr("Standing {time}", time=_passed(status["standing_seconds"]))
        case "sitting":
            return _sitting(status)
    return "Waiting for your first key press or mouse move"


def _due(status: Mapping[str, Any], until: str) -> str:
    reminder = status["reminder"]
    if reminder is None or reminder["stage"] == "waiting":
        return _waiting(until)
    if status["safety_lock"]:
        return tr("Sitting {time}", time=_passed(status["bout_seconds"]))
    if reminder["kind"] == "change":
        text = "Standing {time}: sit or walk" if status["may_stand"] else "Standing {time}: time to sit"
        return tr(text, time=_passed(status["standing_seconds"]))
    if reminder["firm"]:
        text = "Sitting {time}: time to get up" if status["may_stand"] else "Sitting {time}: time to move"
        return tr(text, time=_passed(status["bout_seconds"]))
    return tr("Sitting {time}: time for a stretch", time=_passed(status["bout_seconds"]))


def _waiting(until: str) -> str:
    return tr("breakd asks again at {time}", time=until) if until else WAITING


def _deferred(status: Mapping[str, Any], until: str) -> str:
    reasons = ", ".join(QUIET.get(reason, reason) for reason in status["quiet"])
    if not reasons:
        return _waiting(until)
    if status["reminder"] is not None and status["reminder"]["firm"]:
        sat = _passed(status["bout_seconds"])
        return tr("Sitting {time}, reminder held back ({reasons})", time=sat, reasons=reasons)
    return tr("Reminder held back ({reasons})", reasons=reasons)


def _sitting(status: Mapping[str, Any]) -> str:
    sat, due = _passed(status["bout_seconds"]), status["due_in_seconds"]
    if status["in_heads_up"]:
        return tr("Sitting {time}, a reminder is coming up", time=sat)
    if due is None:
        return tr("Sitting {time}", time=sat)
    return tr("Sitting {time}, next reminder in {rest}", time=sat, rest=_ahead(due))


def _passed(seconds: float) -> str:
    """Whole minutes that have passed; the seconds would be wrong before they are read."""
    return "under a minute" if seconds < 60 else minutes(60 * math.floor(seconds / 60))


def _ahead(seconds: float) -> str:
    return "under a minute" if seconds < 60 else minutes(60 * math.ceil(seconds / 60))
