"""The status document as a person reads it: one sentence, then a few aligned lines. Pure, over the JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from breakd.core.wording import command as words
from breakd.core.wording.command import minutes, say, say_count

if TYPE_CHECKING:
    from datetime import datetime

BAR = 10
INDENT = "  "


def status_text(document: dict[str, Any]) -> str:
    """Everything worth knowing on one small screen."""
    rows = [
        (words.LABEL_WHY, _why(document)),
        (words.LABEL_CLOCK, _clock(document)),
        (words.LABEL_PRESENCE, _presence(document)),
        (words.LABEL_PLACE, document["place"]),
        (words.LABEL_TODAY, _today(document["today"])),
        (words.LABEL_BREAKS, say(words.BREAKS, **document["today"]["outcomes"])),
        (words.LABEL_SESSIONS, sessions(document)),
        (words.LABEL_FLARE, _flare(document["flare_until"])),
        (words.LABEL_CARE, _care(document)),
    ]
    return "\n".join([sentence(document), *table([row for row in rows if row[1]])])


def table(rows: list[tuple[str, str]]) -> list[str]:
    """Labels in one column, what they say in the next."""
    width = max((len(label) for label, _ in rows), default=0)
    return [f"{INDENT}{label:<{width}}{INDENT}{text}" for label, text in rows]


def bar(part: float, whole: float, width: int) -> str:
    """How much of the whole, as text that any terminal and any screen reader can take."""
    filled = 0 if whole <= 0 else min(width, max(0, round(width * part / whole)))
    return "#" * filled + "." * (width - filled)


def sentence(document: dict[str, Any]) -> str:
    """What is going on now."""
    state, bout, due = document["state"], minutes(document["bout_seconds"]), document["due_in_seconds"]
    reminder = document["reminder"]
    match state:
        case "sitting" if document["in_heads_up"] and due is not None:
            return say(words.NOW_HEADS_UP, bout=bout, due=minutes(due))
        case "sitting" if due is not None:
            return say(words.NOW_SITTING, bout=bout, due=minutes(due))
        case "sitting":
            return say(words.NOW_SITTING_OPEN_END, bout=bout)
        case "standing":
            return say(words.NOW_STANDING, standing=minutes(document["standing_seconds"]))
        case "paused" if document["paused_until"] == "forever":
            return say(words.NOW_PAUSED_FOREVER)
        case "paused":
            return say(words.NOW_PAUSED, time=clock_time(document["paused_until"]))
        case "due" if reminder["stage"] == "shown":
            return say(words.NOW_SHOWN, suggestion=suggestion(reminder))
        case "due":
            return say(words.NOW_WAITING, suggestion=suggestion(reminder))
        case "deferred":
            reasons = ", ".join(say(words.QUIET.get(reason, reason)) for reason in document["quiet"])
            return say(words.NOW_DEFERRED, reasons=reasons, suggestion=suggestion(reminder))
        case "snoozed":
            return say(words.NOW_SNOOZED, time=clock_time(document["snoozed_until"]), suggestion=suggestion(reminder))
        case "started":
            return say(words.NOW_STARTED, suggestion=suggestion(reminder))
        case "off-hours":
            return say(words.NOW_OFF_HOURS)
        case "away":
            return say(words.NOW_AWAY)
    return say(words.NOW_UNKNOWN)


def suggestion(reminder: dict[str, Any]) -> str:
    """What the open reminder asks for."""
    if reminder["kind"] == "change":
        return say(words.CHANGE)
    if reminder["session"]:
        return say_count(len(reminder["session"]), words.A_SESSION_ONE, words.A_SESSION)
    return reminder["stretch"] or say(words.NO_STRETCH)


def clock_time(text: str | None, now: datetime | None = None) -> str:
    """A time of the document on the local clock; with its day unless that is today."""
    from datetime import datetime  # 2 ms that most answers do without

    if text is None:
        return "?"
    at = datetime.fromisoformat(text).astimezone()
    today = (now or datetime.now().astimezone()).date()
    return f"{at:%H:%M}" if at.date() == today else f"{at:%a %d %b %H:%M}"


def _why(document: dict[str, Any]) -> str:
    return document["reminder"]["reason"] if document["reminder"] else ""


def _clock(document: dict[str, Any]) -> str:
    clock, limit = document["sitting_clock_seconds"], document["limit_seconds"]
    return say(words.CLOCK, bar=bar(clock, limit, BAR), clock=minutes(clock), limit=minutes(limit))


def _presence(document: dict[str, Any]) -> str:
    source = document["capabilities"]["presence"]
    presence = say(words.PRESENCE.get(document["presence"], document["presence"]))
    form = words.PRESENCE_ALWAYS if source == "always" else words.PRESENCE_FROM if source else "{presence}"
    return say(form, presence=presence, source=source)


def sessions(document: dict[str, Any]) -> str:
    """This week's sessions beside the goal; nothing without either."""
    done, goal = document["sessions_this_week"], document["sessions_per_week"]
    if done >= goal:
        return say_count(done, words.SESSIONS_ONE, words.SESSIONS) if done else ""
    return say(words.SESSIONS_OF, count=done, goal=goal)


def _care(document: dict[str, Any]) -> str:
    """What comes before any stretch: to be checked, or to confirm what was to be read."""
    if document["safety_lock"]:
        return say(words.LOCK)
    return say(words.NOT_CONFIRMED) if document["ask_disclaimer"] else ""


def _flare(until: str | None) -> str:
    return say(words.GENTLER, time=clock_time(until)) if until else ""


def _today(today: dict[str, Any]) -> str:
    seconds = say(words.TODAY, sitting=minutes(today["sitting_seconds"]), standing=minutes(today["standing_seconds"]))
    if not today["bouts"]:
        return seconds
    longest = minutes(today["longest_bout_seconds"])
    return say_count(today["bouts"], words.TODAY_BOUTS_ONE, words.TODAY_BOUTS, today=seconds, longest=longest)
