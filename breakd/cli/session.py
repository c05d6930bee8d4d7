"""`breakd session`: about ten minutes of stretches for this place, one after the other."""

from __future__ import annotations

import sys

from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import NotedForNow
from breakd.messages import health as texts

from .prompts import tell
from .start import start
from .status_text import sessions
from .stretch_names import names


def session(*, speed: float, in_terminal: bool, print_address: bool) -> int:
    """Guide through a session, and say how many it were this week. Raises Stop."""
    with DbusClient.session() as client:
        daemon = DaemonClient(client)
        try:
            daemon.request("StartSession")
        except NotedForNow as stop:
            print(stop, file=sys.stderr, flush=True)
        reminder = daemon.status()["reminder"]
        tell(texts.tr(texts.SESSION, names=names(act["stretch"] for act in reminder["session"])))
    code = start("", reminder=reminder["id"], speed=speed, in_terminal=in_terminal, print_address=print_address)
    with DbusClient.session() as client:
        line = sessions(DaemonClient(client).status())
    if line:
        tell(texts.tr(texts.SESSIONS, sessions=line))
    return code
