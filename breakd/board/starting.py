"""Starts breakd where none runs: the installed service by its name on the bus, else this installation itself."""

from __future__ import annotations

import os
import threading
import time
from enum import Enum

from breakd.client.dbus_client import ABSENT, NAME, CallError, DaemonClient, DbusClient
from breakd.client.exit_codes import Stop
from breakd.system import launch
from breakd.system.installed import own_command

SECONDS = 15.0
"""How long a daemon may take from cold before it is said that it did not come."""
LOOK = 0.1


class ServiceStart(Enum):
    """What became of asking the bus for the installed service."""

    STARTED = "started"
    """It did not run before."""
    RAN = "ran"
    """It ran already."""
    FAILED = "failed"
    """It is installed, and did not start."""
    ABSENT = "absent"
    """None is installed, or the bus does not answer."""


def start_service(bus: DbusClient) -> ServiceStart:
    """Have the bus start the installed service. Raises Stop where there is no bus."""
    try:
        return ServiceStart.STARTED if bus.start_service(NAME) else ServiceStart.RAN
    except CallError as error:
        return ServiceStart.ABSENT if error.name in ABSENT else ServiceStart.FAILED
    except (TimeoutError, OSError):
        return ServiceStart.ABSENT


def start_here() -> bool:
    """Start the breakd of this installation until the person logs out; whether it could be."""
    try:
        pid = launch.on_its_own_feet(own_command("run"), os.environ)
    except OSError:
        return False
    # it may end before the window does, and nobody else waits for its end
    threading.Thread(target=os.waitpid, args=(pid, 0), name="breakd", daemon=True).start()
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
