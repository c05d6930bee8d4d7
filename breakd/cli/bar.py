"""`breakd status --format`: the status for a bar, which starts before breakd does and outlives it."""

from __future__ import annotations

from breakd.client.dbus_client import DaemonClient, DbusClient, NoDaemon
from breakd.client.exit_codes import OK

from .bar_lines import line
from .reminder_commands import REDRAW_SECONDS


def bar(form: str, *, watch: bool) -> int:
    """Print the line, once or whenever it changes. Where no breakd runs it says that, and waits for one."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        if watch:
            daemon.subscribe()
        shown = None
        try:
            while True:
                now = _line(daemon, form)
                if now != shown:
                    print(now, flush=True)
                    shown = now
                if not watch:
                    return OK
                daemon.wait(REDRAW_SECONDS)
        except KeyboardInterrupt:
            return OK


def _line(daemon: DaemonClient, form: str) -> str:
    try:
        return line(form, daemon.status())
    except NoDaemon:
        return line(form, None)
