"""Asks the running breakd to erase what was recorded."""

from __future__ import annotations

from datetime import date

from .dbus_client import DaemonClient, DbusClient
from .exit_codes import NO_DAEMON, Stop


def ask_daemon(before: date | None) -> bool:
    """Whether one runs, and has forgotten the days before `before` (None: everything). Raises Stop if it did not."""
    try:
        with DbusClient.session() as client:
            DaemonClient(client).request("Erase", "s", before.isoformat() if before else "all")
    except Stop as stop:
        if stop.code == NO_DAEMON:  # or no bus at all
            return False
        raise
    return True
