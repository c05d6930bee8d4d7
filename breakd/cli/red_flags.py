"""The red-flag questions, asked in the terminal, and the card that answers a yes."""

from __future__ import annotations

import time

from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import NO_DAEMON, Stop
from breakd.messages import setup as texts
from breakd.stretches import catalogue
from breakd.stretches.model import SafetyTexts

from .prompts import tell, ticked

TAKE_OVER = 2.0
"""Seconds; the daemon reads a file half a second after it was saved."""
LOOK = 0.1
"""Seconds between two looks; not every property is signalled."""
NONE, URGENT, EMERGENCY = "none", "urgent", "emergency"


def ask(safety_texts: SafetyTexts) -> str:
    """What the answers amount to: `none`, `urgent` or `emergency`."""
    tell(texts.FLAGS)
    if ticked(texts.EMERGENCY_FLAGS, safety_texts.emergency_flags):
        return EMERGENCY
    if ticked(texts.URGENT_FLAGS, safety_texts.urgent_flags):
        return URGENT
    tell(texts.FLAGS_NONE)
    return NONE


def card(title: str, action: str) -> None:
    """A card, on its own."""
    print()
    tell(title.upper())
    tell(action)
    print()


def report(urgency: str) -> bool:
    """Tell the daemon, which keeps it; False if there is none. Stop if it cannot be kept."""
    try:
        with DbusClient.session() as client:
            DaemonClient(client).request("ReportRedFlags", "s", urgency)
    except Stop as stop:
        if stop.code == NO_DAEMON:
            return False
        raise
    return True


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
    """The safety texts of the catalogue."""
    return catalogue.load().safety
