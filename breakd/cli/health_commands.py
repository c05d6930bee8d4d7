"""What the person says about their body, and what the program answers: feelings, flare-ups, the safety lock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import OK, REFUSED, Stop
from breakd.messages import cards
from breakd.messages import health as texts
from breakd.messages.health import tr
from breakd.stretches.safety_state import Card

from . import feedback_text, red_flags
from .prompts import tell

LOCKS = (Card.EMERGENCY, Card.URGENT)


def feel(word: str) -> int:
    """Say how the last break felt; Stop with the card if that locks the stretches."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        before = daemon.status()
        daemon.request("Feel", "s", word)
        return _answer(daemon, partial(feedback_text.felt, word), before)


def hurts(stretch: str) -> int:
    """Say that a stretch hurts; Stop with the card if that locks the stretches."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        before = daemon.status()
        daemon.request("Hurts", "s", stretch)
        return _answer(daemon, partial(feedback_text.hurting, stretch), before)


def flare(days: str) -> int:
    """Gentler for so many days, or `off`."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        daemon.request("Flare", "s", days)
        tell(_flare(daemon.status()["flare_until"]))
    return OK


def cleared() -> int:
    """Lift the safety lock: the person says that they have been checked and may exercise."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        daemon.request("Cleared")
        tell(texts.CHECKED_OPEN if daemon.status()["ask_disclaimer"] else texts.CHECKED)
    return OK


def reinstate(stretch: str) -> int:
    """A stretch that was put away may be suggested again."""
    with DbusClient.session() as client:
        DaemonClient(client).request("Reinstate", "s", stretch)
    tell(tr(texts.BACK, stretch=stretch))
    return OK


def checkup(*, later: bool) -> int:
    """The answer to the check-up reminder."""
    with DbusClient.session() as client:
        DaemonClient(client).request("Checkup", "b", later)
    tell(texts.CHECKUP_LATER if later else texts.CHECKUP_DONE)
    return OK


def card_text(card: str) -> str:
    """Title and text of a card, as two lines."""
    return "\n".join(cards.card(Card(card), red_flags.safety_texts()))


# --- the answer -----------------------------------------------------------------------------------


def _answer(
    daemon: DaemonClient, reaction: Callable[[dict[str, Any], dict[str, Any]], str], before: dict[str, Any]
) -> int:
    """The sentence, what is suggested instead, a card that is new, and the questions if they matter now.

    Under the lock nothing is promised: the word is taken, and the card says what comes first.
    """
    after = daemon.status()
    tell(texts.SAME if after["safety_lock"] else reaction(before, after))
    old, new = before["reminder"], after["reminder"]
    if new and old and new["stretch"] not in ("", old["stretch"]):
        tell(tr(texts.INSTEAD, stretch=new["stretch"]))
    if after["card"] is not None and (after["safety_lock"] or after["card"] != before["card"]):
        red_flags.card(*cards.card(Card(after["card"]), red_flags.safety_texts()))
    if after["ask_red_flags"] and not after["safety_lock"]:
        _ask(daemon)
        after = daemon.status()
        if after["safety_lock"]:
            raise Stop(REFUSED, card_text(after["card"]))
    return OK


def _ask(daemon: DaemonClient) -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        tell(texts.ANSWER_QUESTIONS)
        return
    print()
    urgency = red_flags.ask(red_flags.safety_texts())
    daemon.request("ReportRedFlags", "s", urgency)


def _flare(until: str | None) -> str:
    if until is None:
        return texts.FLARE_OFF
    last = (datetime.fromisoformat(until).astimezone() - timedelta(minutes=1)).date()
    today = datetime.now().astimezone().date()
    return texts.FLARE_TODAY if last == today else tr(texts.FLARE, day=f"{last:%a %d %b}")
