"""The status document as a person reads it: one sentence, then a few aligned lines. Pure, over the JSON."""

from __future__ import annotations

from typing import Any

from breakd.client.status_words import clock_time, headline
from breakd.messages import command as texts
from breakd.messages.command import minutes, tr, tr_count
from breakd.messages.history import WHY

BAR = 10
INDENT = "  "


def status_text(document: dict[str, Any], columns: int | None = None) -> str:
    """Everything worth knowing on one small screen; of so many `columns`, if it is one."""
    rows = [
        (texts.LABEL_SUGGESTION, suggestion(document) if document["reminder"] else ""),
        (texts.LABEL_WHY, _why(document)),
        (texts.LABEL_CLOCK, _clock(document)),
        (texts.LABEL_PRESENCE, _presence(document)),
        (texts.LABEL_PLACE, document["place"]),
        (texts.LABEL_TODAY, _today(document["today"])),
        (texts.LABEL_BREAKS, tr(texts.BREAKS, **document["today"]["outcomes"])),
        (texts.LABEL_SESSIONS, sessions(document)),
        (texts.LABEL_PLAN, _plan(document.get("plan", []))),
        (texts.LABEL_FLARE, _flare(document["flare_until"])),
        (texts.LABEL_CARE, _care(document)),
        (texts.LABEL_SAVING, _saving(document.get("not_saved"))),
    ]
    return "\n".join([headline(document), *table([row for row in rows if row[1]], columns)])


def table(rows: list[tuple[str, str]], columns: int | None = None) -> list[str]:
    """Labels in one column, what they say in the next: in lines no longer than a terminal has `columns`."""
    width = max((len(label) for label, _ in rows), default=0)
    lines = []
    for label, text in rows:
        head = f"{INDENT}{label:<{width}}{INDENT}"
        first, *more = _wrapped(text, columns - len(head)) if columns else [text]
        lines += [f"{head}{first}", *(" " * len(head) + line for line in more)]
    return lines


def _wrapped(text: str, columns: int) -> list[str]:
    if len(text) <= columns:
        return [text]
    from textwrap import wrap  # of a long line only

    return wrap(text, max(20, columns), break_long_words=False, break_on_hyphens=False)


def bar(part: float, whole: float, width: int) -> str:
    """How much of the whole, as text that any terminal and any screen reader can take."""
    filled = 0 if whole <= 0 else min(width, max(0, round(width * part / whole)))
    return "#" * filled + "." * (width - filled)


def suggestion(document: dict[str, Any]) -> str:
    """What the open reminder asks for."""
    reminder, may_stand = document["reminder"], document["may_stand"]
    if reminder["kind"] == "change":
        return tr(texts.CHANGE if may_stand else texts.CHANGE_SEATED)
    if reminder["session"]:
        return tr_count(len(reminder["session"]), texts.A_SESSION_ONE, texts.A_SESSION)
    return reminder["name"] or reminder["stretch"] or tr(texts.NO_STRETCH if may_stand else texts.NO_STRETCH_SEATED)


def _why(document: dict[str, Any]) -> str:
    return document["reminder"]["reason"] if document["reminder"] else ""


def _clock(document: dict[str, Any]) -> str:
    clock, limit = document["sitting_clock_seconds"], document["limit_seconds"]
    return tr(texts.CLOCK, bar=bar(clock, limit, BAR), clock=minutes(clock), limit=minutes(limit))


def _presence(document: dict[str, Any]) -> str:
    source = document["capabilities"]["presence"]
    presence = tr(texts.PRESENCE.get(document["presence"], document["presence"]))
    form = texts.PRESENCE_ALWAYS if source == "always" else texts.PRESENCE_FROM if source else "{presence}"
    return tr(form, presence=presence, source=source)


def sessions(document: dict[str, Any]) -> str:
    """This week's sessions beside the goal; nothing without either."""
    done, goal = document["sessions_this_week"], document["sessions_per_week"]
    if done >= goal:
        return tr_count(done, texts.SESSIONS_ONE, texts.SESSIONS) if done else ""
    return tr(texts.SESSIONS_OF, count=done, goal=goal)


def _plan(plan: list[dict[str, Any]]) -> str:
    """How many of the sets that are prescribed for today are done; nothing where none is."""
    sets = sum(one["sets"] for one in plan)
    return tr_count(sets, *texts.PLAN, done=sum(min(one["done"], one["sets"]) for one in plan)) if sets else ""


def _care(document: dict[str, Any]) -> str:
    """What comes before any stretch: to be checked, to confirm what was to be read, or to answer."""
    if document["safety_lock"]:
        return tr(texts.LOCK)
    if document["ask_disclaimer"]:
        return tr(texts.NOT_CONFIRMED)
    return tr(texts.QUESTIONS_OPEN) if document["ask_red_flags"] else ""


def _saving(why: str | None) -> str:
    return tr(texts.NOT_SAVING, why=WHY[why]) if why else ""


def _flare(until: str | None) -> str:
    return tr(texts.GENTLER, time=clock_time(until)) if until else ""


def _today(today: dict[str, Any]) -> str:
    seconds = tr(texts.TODAY, sitting=minutes(today["sitting_seconds"]), standing=minutes(today["standing_seconds"]))
    if not today["bouts"]:
        return seconds
    longest = minutes(today["longest_bout_seconds"])
    return tr_count(today["bouts"], texts.TODAY_BOUTS_ONE, texts.TODAY_BOUTS, today=seconds, longest=longest)
