"""What the person says about their body, and what the program answers: feelings, flare-ups, the safety lock."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import FAILED, OK, REFUSED, USAGE, NotedForNow, Stop
from breakd.engine.effects import Refusal
from breakd.messages import cards, day_name, refusals
from breakd.messages import health as texts
from breakd.messages.health import tr
from breakd.stretches.safety_state import Card, RedFlagList

from . import feedback_text, red_flags
from .prompts import NoAnswer, one_of, tell
from .stretch_names import names, one_that_is_meant


def feel(word: str) -> int:
    """Say how the last break felt; Stop with the card if that locks the stretches."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        before = daemon.status()
        kept = _request(daemon, "Feel", "s", word)
        return _answer(daemon, partial(feedback_text.felt, word), before) or kept


def hurts(stretch: str) -> int:
    """Say that a stretch hurts; Stop with the card if that locks the stretches."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        before = daemon.status()
        with one_that_is_meant(stretch):
            kept = _request(daemon, "Hurts", "s", stretch)
        return _answer(daemon, partial(feedback_text.hurting, stretch), before) or kept


def flare(days: str) -> int:
    """Gentler for so many days, or `off`."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        kept = _request(daemon, "Flare", "s", days)
        status = daemon.status()
    _say(_flare(status["flare_until"]), status)
    return kept


def cleared(by: str | None) -> int:
    """Lift the safety lock: the person says who has checked them. Without a word it is asked, in a terminal."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        if not by:
            by = _who_has_checked(daemon)
        kept = _request(daemon, "Cleared", "s", by)
        tell(texts.CLEARED_OPEN if daemon.status()["ask_disclaimer"] else cards.CLEARED)
    return kept


def _who_has_checked(daemon: DaemonClient) -> str:
    if not daemon.status()["safety_lock"]:
        raise Stop(REFUSED, refusals.REFUSALS[Refusal.NO_SAFETY_LOCK])
    if not _in_a_terminal():
        raise Stop(USAGE, texts.WHO_HAS_CHECKED)
    try:
        return one_of(texts.CLEARED_BY, texts.EXAMINERS)
    except NoAnswer:
        raise Stop(FAILED, texts.WHO_HAS_CHECKED) from None


def questions() -> int:
    """The red-flag questions, asked at once; Stop with the card if an answer locks the stretches."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        try:
            kept = _ask(daemon, daemon.status()["red_flag_list"])
        except NoAnswer:
            raise Stop(FAILED, texts.STILL_OPEN) from None
        return _locked(daemon.status()) or kept


def reinstate(stretch: str) -> int:
    """A stretch that was put away may be suggested again."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        kept = _request(daemon, "Reinstate", "s", stretch)
        status = daemon.status()
    _say(tr(texts.BACK, stretch=names([stretch])), status)
    return kept


def _say(sentence: str, status: dict[str, Any]) -> None:
    """What was done; under the lock nothing is promised, and the card says what comes first."""
    tell(texts.SAME if status["safety_lock"] else sentence)
    if status["safety_lock"]:
        red_flags.card(*card_of(status))


def checkup(*, later: bool) -> int:
    """The answer to the check-up reminder."""
    with DbusClient.session() as client:
        kept = _request(DaemonClient(client), "Checkup", "b", later)
    tell(texts.CHECKUP_LATER if later else texts.CHECKUP_DONE)
    return kept


def _request(daemon: DaemonClient, member: str, signature: str, *arguments: Any) -> int:
    """Ask it. What cannot be saved is said at once, and what the person must read comes all the same."""
    try:
        daemon.request(member, signature, *arguments)
    except NotedForNow as stop:
        print(stop, file=sys.stderr, flush=True)
        return stop.code
    return OK


def card_of(status: dict[str, Any]) -> tuple[str, str]:
    """Title and text of the card of a status document that has one."""
    which, stretch = Card(status["card"]), status.get("card_stretch", "")
    return cards.card(which, red_flags.safety_texts(), may_stand=status["may_stand"], stretch=stretch)


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
        tell(tr(texts.INSTEAD, stretch=names([new["stretch"]])))
    if after["card"] is not None and (after["safety_lock"] or after["card"] != before["card"]):
        red_flags.card(*card_of(after))
    if not after["ask_red_flags"] or after["safety_lock"]:
        return OK
    if not _in_a_terminal():
        tell(texts.ANSWER_QUESTIONS)
        return OK
    print()
    kept = OK
    try:
        kept = _ask(daemon, after["red_flag_list"])
    except NoAnswer:
        tell(texts.STILL_OPEN)  # what was said is kept all the same
    return _locked(daemon.status()) or kept


def _ask(daemon: DaemonClient, which: str | None) -> int:
    """Ask them and tell the daemon; all of them if nothing is open. Raises NoAnswer."""
    known = RedFlagList(which) if which else RedFlagList.ALL
    urgency = red_flags.ask(red_flags.safety_texts(), known, locked=daemon.status()["safety_lock"])
    return _request(daemon, "ReportRedFlags", "s", urgency.value)


def _locked(status: dict[str, Any]) -> int:
    """Stop with the card while the stretches are locked."""
    if status["safety_lock"]:
        raise Stop(REFUSED, "\n".join(card_of(status)))
    return OK


def _in_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _flare(until: str | None) -> str:
    if until is None:
        return texts.FLARE_OFF
    last = (datetime.fromisoformat(until).astimezone() - timedelta(minutes=1)).date()
    today = datetime.now().astimezone().date()
    return texts.FLARE_TODAY if last == today else tr(texts.FLARE, day=day_name(last, today))
