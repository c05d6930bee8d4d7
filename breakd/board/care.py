"""What comes before any stretch: a card and how its lock is lifted, a notice, open questions, a check-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from breakd.client.dbus_client import DaemonClient
from breakd.messages import board_now as texts
from breakd.messages import cards
from breakd.messages.health import CLEARED_BY, EXAMINERS
from breakd.stretches.model import SafetyTexts
from breakd.stretches.safety_state import Card
from breakd.web.server import Reply

from .asking import ask, open_questions

Status = Mapping[str, Any]
Button = dict[str, Any]


def notices(status: Status, safety: SafetyTexts) -> Iterator[Reply]:
    """What comes before any stretch, and what can be done about it."""
    if status["safety_lock"]:
        title, text = cards.card(Card(status["card"]), safety, may_stand=status["may_stand"])
        yield {"title": title, "text": text, "cleared": _lifting()}
        if stands_alone(status):
            return
    elif status["ask_disclaimer"]:
        yield {"text": texts.NOT_CONFIRMED, "page": "setup", "link": texts.SET_UP}
    else:
        yield from questions(status)
    if status["checkup_due"]:
        later = button("checkup", texts.CHECKUP_LATER, later=True)
        yield {"text": texts.CHECKUP, "buttons": [button("checkup", texts.CHECKUP_DONE, later=False), later]}


def questions(status: Status) -> Iterator[Reply]:
    """The safety questions that are open; under a lock its card comes first, and without a breakd there are none."""
    if status and status["ask_red_flags"] and not status["safety_lock"]:
        yield {"text": texts.QUESTIONS, "buttons": [button("questions", texts.ANSWER)]}


def stands_alone(status: Status) -> bool:
    """Whether nothing else is to be thought of: the card of an emergency."""
    return bool(status["safety_lock"]) and status["card"] == Card.EMERGENCY.value


def act(daemon: DaemonClient, word: str, more: Mapping[str, Any]) -> Reply:
    """One of the buttons. Raises ValueError for others."""
    match word:
        case "cleared" if more["by"] in EXAMINERS:
            answer = ask(daemon, "Cleared", "s", more["by"])
            unread = daemon.status()["ask_disclaimer"]
            return {**answer, "text": answer["text"] or (texts.CLEARED_UNREAD if unread else texts.CLEARED)}
        case "questions":
            return open_questions(daemon)
        case "checkup":
            return ask(daemon, "Checkup", "b", more["later"] is True)
    raise ValueError(word)


def button(act: str, text: str, *, strong: bool = False, **more: Any) -> Button:
    """What it does, what stands on it, and what it says along."""
    return {"act": act, "text": text, "strong": strong, "more": more}


def _lifting() -> Reply:
    """How the lock is lifted: who has checked is asked first, so that one slip of the finger lifts none."""
    by = [button("cleared", text, by=who) for who, text in EXAMINERS.items()]
    return {"text": texts.CHECKED, "asks": CLEARED_BY, "choices": by, "back": texts.NOT_NOW}
