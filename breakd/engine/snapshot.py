"""The engine's memory as plain JSON values and back, those of earlier versions included."""

from __future__ import annotations

from typing import Any

from .codec import TAG, Json, Unreadable, decode, encode
from .state import EngineState


def write(state: EngineState) -> Json:
    """All that the engine remembers."""
    return encode(state)


def read(kept: Json) -> EngineState:
    """The memory again. Raises codec.Unreadable if it makes no sense."""
    return decode(EngineState, _upgraded(kept), "snapshot")


def _upgraded(kept: Json) -> Json:
    """Until 0.2 the stage was a word with its instants and flags beside it, and the reason was a sentence."""
    reminder = kept.get("reminder") if isinstance(kept, dict) else None
    if not isinstance(reminder, dict) or not isinstance(reminder.get("stage"), str):
        return kept
    return kept | {"reminder": reminder | {"stage": _stage(reminder), "reason": None}}


def _stage(old: dict[str, Any]) -> Json:
    details, expires = old.get("details", False), old.get("expires")
    match old["stage"]:
        case "waiting":
            since, held = old.get("patient_since", 0.0), old.get("not_before")
            return {TAG: "waiting", "patient_since": since, "not_before": held}
        case "deferred":
            return {TAG: "deferred", "not_before": old.get("not_before"), "settled_at": old.get("settled_at")}
        case "shown" if not old.get("on_screen", False):
            return {TAG: "unanswered", "details": details, "expires": expires}
        case "shown":
            tag = "asked" if old.get("question", False) else "shown"
            popup = {TAG: tag, "expires": expires, "details": details}
            closing = old.get("closing")
            return popup if closing is None else {TAG: "closing", "at": closing, "popup": popup}
        case "started":
            return {TAG: "started", "silent_at": old.get("guide_silent")}
        case "snoozed":
            return {TAG: "snoozed", "returns": old.get("returns")}
        case word:
            raise Unreadable(f"snapshot.reminder.stage: {word!r} is not a stage")
