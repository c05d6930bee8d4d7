"""What the running breakd holds back, for `breakd stretches`: without it, nothing is known of that."""

from __future__ import annotations

from datetime import date

from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.client.exit_codes import Stop
from breakd.engine.settings import BodySettings
from breakd.stretches.model import Catalogue
from breakd.stretches.running_state import RunningState, state_of


def running_state(known: Catalogue, body: BodySettings) -> RunningState:
    """What the daemon says now to this person; nothing if there is none, or none that answers."""
    try:
        with DbusClient.session() as client:
            document = DaemonClient(client).status()
    except Stop:
        document = {}
    return state_of(document, known, body, date.today())
