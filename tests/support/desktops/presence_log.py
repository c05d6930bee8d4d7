"""Writes what presence reports to a file, one event a line, as a user service would hear it; saves like the daemon.

Run as `python -m tests.support.desktops.presence_log FILE`.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from breakd.desktop.dbus import Bus
from breakd.desktop.presence.monitor import PresenceMonitor
from breakd.engine.events import Event, Sleeping

SAVE_SECONDS = 0.5


async def main(log: Path) -> None:
    def write(line: str) -> None:
        with log.open("a") as file:
            file.write(line + "\n")

    def report(event: Event) -> None:
        write(type(event).__name__)
        if isinstance(event, Sleeping):
            asyncio.get_running_loop().call_later(SAVE_SECONDS, save)

    def save() -> None:
        write("saved")
        presence.snapshot_saved()

    bus = await Bus.system()
    presence = PresenceMonitor(report, lambda: time.clock_gettime(time.CLOCK_BOOTTIME), None, bus)
    await presence.start(600.0)
    write(f"logind {presence.logind}")
    await bus.wait_closed()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
