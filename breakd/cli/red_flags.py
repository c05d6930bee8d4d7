"""The red-flag questions, asked in the terminal, and the card that answers a yes.

Nothing but an answer passes them: `ask` raises `prompts.NoAnswer` when there is no more input.
"""

from __future__ import annotations

import sys
import time

from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import NO_DAEMON, NotedForNow, Stop
from breakd.config import load
from breakd.messages import cards
from breakd.messages import setup as texts
from breakd.stretches import red_flag_lists
from breakd.stretches.model import SafetyTexts
from breakd.stretches.safety_state import Card, RedFlagList, Urgency
from breakd.system import paths

from .prompts import tell, ticked

TAKE_OVER = 2.0
"""Seconds; the daemon reads a file half a second after it was saved."""
LOOK = 0.1
"""Seconds between two looks; not every property is signalled."""


def ask(
    safety_texts: SafetyTexts, which: RedFlagList = RedFlagList.ALL, *, intro: str = "", locked: bool = False
) -> Urgency:
    """What the answers amount to; after a yes that locks nothing more is asked. Under a lock nothing is good news."""
    tell(intro or texts.FLAGS_INTRO[which])
    return _ask(red_flag_lists.screens(safety_texts, which), safety_texts, locked=locked)


def ask_both_legs(safety_texts: SafetyTexts, *, locked: bool) -> Urgency:
    """The same for the one question to a person with pain down both legs."""
    print()
    tell(texts.BOTH_SIDES)
    return _ask((red_flag_lists.both_legs(safety_texts),), safety_texts, locked=locked)


def _ask(screens: tuple[red_flag_lists.Screen, ...], safety_texts: SafetyTexts, *, locked: bool) -> Urgency:
    found: frozenset[str] = frozenset()
    for screen in screens:
        found |= ticked(texts.ANY_FLAGS, screen)
        if red_flag_lists.urgency_of(found, safety_texts).locks:
            break
    print()
    none = texts.FLAGS_NONE_LOCKED if locked else texts.FLAGS_NONE
    for sentence in cards.beside(found, safety_texts) or ((none,) if not found else ()):
        tell(sentence)
    return red_flag_lists.urgency_of(found, safety_texts)


def card(title: str, action: str) -> None:
    """A card, on its own."""
    print()
    tell(title.upper())
    tell(action)
    print()


def report(urgency: Urgency) -> bool:
    """Tell the daemon, which keeps it; False if there is none, or if it can keep it in memory alone."""
    try:
        with DbusClient.session() as client:
            DaemonClient(client).request("ReportRedFlags", "s", urgency.value)
    except NotedForNow as stop:
        print(stop, file=sys.stderr, flush=True)
        return False
    except Stop as stop:
        if stop.code == NO_DAEMON:
            return False
        raise
    return True


def lock() -> Card | None:
    """The card of the safety lock that holds; None without one, or without a daemon."""
    try:
        with DbusClient.session() as client:
            status = DaemonClient(client).status()
    except Stop as stop:
        if stop.code == NO_DAEMON:
            return None
        raise
    return Card(status["card"]) if status["safety_lock"] else None


def confirmed() -> bool:
    """Wait until the daemon has read that the disclaimer is confirmed; False if that takes too long.

    Without a daemon there is nothing to wait for.
    """
    end = time.monotonic() + TAKE_OVER
    try:
        with DbusClient.session() as client:
            daemon = DaemonClient(client)
            daemon.subscribe()
            while daemon.status()["ask_disclaimer"]:
                if time.monotonic() > end:
                    return False
                daemon.wait(LOOK)
    except Stop as stop:
        return stop.code == NO_DAEMON
    return True


def safety_texts() -> SafetyTexts:
    """The safety texts of the catalogue, with the numbers to call."""
    return load(paths.config_file(), paths.body_file()).stretches.catalogue.safety
