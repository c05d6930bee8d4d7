"""`breakd session`: about ten minutes of movements for this place, one after the other."""

from __future__ import annotations

from breakd.messages import health as texts

from .ask import tell
from .start import start
from .talk import Client, Daemon
from .view import sessions


def session(*, speed: float, in_terminal: bool, print_address: bool) -> int:
    """Guide through a session, and say how many it were this week. Raises Stop."""
    with Client.session() as client:
        daemon = Daemon(client)
        daemon.wish("StartSession")
        reminder = daemon.status()["reminder"]
        tell(texts.tr(texts.SESSION, names=", ".join(act["stretch"] for act in reminder["session"])))
    code = start("", reminder=reminder["id"], speed=speed, in_terminal=in_terminal, print_address=print_address)
    with Client.session() as client:
        told = sessions(Daemon(client).status())
    if told:
        tell(texts.tr(texts.SESSIONS, sessions=told))
    return code
