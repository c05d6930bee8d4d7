"""What the daemon is told of the red flags, and asked of their lock. Each word has a connection of its own."""

from __future__ import annotations

import sys
import time

from breakd.stretches.safety_state import Card, Urgency

from .dbus_client import DaemonClient, DbusClient
from .exit_codes import NO_DAEMON, NotedForNow, Stop

TAKE_OVER = 2.0
"""Seconds; the daemon reads a file half a second after it was saved."""
LOOK = 0.1
"""Seconds between two looks; not every property is signalled."""


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


def confirmed() -> bool | None:
    """Wait until the daemon has read that the disclaimer is confirmed; False if that takes too long.

    None without a daemon: there is nothing to wait for.
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
        return None if stop.code == NO_DAEMON else False
    return True
