"""What to answer to a feeling, by what the daemon did: nothing is said that is not so. Pure, over the JSON."""

from __future__ import annotations

from typing import Any

from breakd.engine.feedback import NEURAL
from breakd.messages import health as texts
from breakd.messages.health import tr
from breakd.stretches import catalogue

from .stretch_names import names

Document = dict[str, Any]


def felt(word: str, before: Document, after: Document) -> str:
    """The sentence that answers this word."""
    match word:
        case "better":
            return texts.BETTER if _about(before) else texts.GOOD
        case "moved-up":
            return texts.MOVED_UP
        case "hurts":
            return hurting("", before, after)
        case "worse":
            return texts.WORSE if _put_away(before, after) else _gentle(after)
        case "spreading":
            return _spreading(before, after)
    return _pain(int(word), before) if word.isdigit() else texts.SAME


def hurting(stretch: str, before: Document, after: Document) -> str:
    """The sentence that answers "it hurts": what is put away by that, or was already."""
    put = [stretch] if stretch else _put_away(before, after)
    return tr(texts.HURTS_NAMED, stretch=names(put)) if put else _gentle(after)


def _spreading(before: Document, after: Document) -> str:
    easy = texts.EASY_WALK if after["may_stand"] else texts.EASY_SEATED
    put = _put_away(before, after)
    if len(put) == 1:
        return f"{texts.SPREADING} {easy}"
    known = catalogue.load().stretches
    rest = {one for one in _changed("direction", before, after) if one in known and known[one].direction != NEURAL}
    return f"{texts.SPREADING_SESSION} {easy}" if rest or put else texts.SPREADING_UNNAMED


def _pain(pain: int, before: Document) -> str:
    safety_texts = catalogue.load().safety
    if pain <= safety_texts.green_max:
        return texts.PAIN_GREEN
    if pain > safety_texts.amber_max:
        return texts.PAIN_RED
    return texts.PAIN_AMBER if _about(before) else texts.PAIN_AMBER_UNNAMED


def _gentle(after: Document) -> str:
    return texts.PAIN_RED if after["gentle_until"] is not None else texts.SAME


def _about(before: Document) -> str:
    """The stretch that a feeling is about, as far as the status tells: what runs, else what is asked about."""
    reminder = before["reminder"]
    running = reminder is not None and reminder["stage"] == "started"
    return str(reminder["stretch"] if running else before["feedback_stretch"])


def _put_away(before: Document, after: Document) -> list[str]:
    """What has been put away by what was just said."""
    return _changed("hurts", before, after)


def _changed(why: str, before: Document, after: Document) -> list[str]:
    return [one["stretch"] for one in after["away"] if one["why"] == why and one not in before["away"]]
