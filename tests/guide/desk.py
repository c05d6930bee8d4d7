"""A desk on the bus that grants every wish and counts nothing, beside a test that itself is no coroutine."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from breakd.control import Control
from breakd.desktop.bus import Bus
from tests.desk import DUE, RecordingDesk

PATIENCE = 15.0


@contextmanager
def desk_on_the_bus() -> Iterator[RecordingDesk]:
    """With a seated figure four open as reminder 7."""
    desk, loop = RecordingDesk(DUE), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        bus = asyncio.run_coroutine_threadsafe(Bus.session(), loop).result(PATIENCE)
        control = Control(bus, desk, "0.1.0")
        asyncio.run_coroutine_threadsafe(control.start(), loop).result(PATIENCE)
        yield desk
        asyncio.run_coroutine_threadsafe(_end(control, bus), loop).result(PATIENCE)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(control: Control, bus: Bus) -> None:
    await control.stop()
    bus.close()
    await bus.wait_closed()
