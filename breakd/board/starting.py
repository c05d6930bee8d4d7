"""Starts breakd where none runs: the installed service by its name on the bus, else this installation itself."""

from __future__ import annotations

import os
import time

from breakd.client.dbus_client import ABSENT, NAME, CallError, DaemonClient, DbusClient
from breakd.client.exit_codes import Stop
from breakd.system import launch
from breakd.system.installed import own_command

SECONDS = 15.0
"""How long a daemon may take from cold before it is said that it did not come."""
LOOK = 0.1


def start_service(bus: DbusClient) -> bool:
    """Have the bus start the installed service; false where none is installed, or it does not start.

    Raises Stop where there is no bus.
    """
    try:
        bus.start_service(NAME)
    except CallError as error:
        return error.name not in ABSENT
    except (TimeoutError, OSError):
        return False
    return True


def start_here() -> bool:
    """Start the breakd of this installation until the person logs out; whether it could be."""
    try:
        launch.on_its_own_feet(own_command("run"), os.environ)
    except OSError:
        return False
    return True


def wait_for(daemon: DaemonClient, seconds: float = SECONDS) -> bool:
    """Whether it answers within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            daemon.status_text()
        except Stop:
            time.sleep(LOOK)
        else:
            return True
    return False
