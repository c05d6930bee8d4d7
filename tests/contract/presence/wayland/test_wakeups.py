"""How often real compositors wake the Wayland source."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

import pytest

from breakd.engine.events import InputSeen, NoInput
from tests.support.contract.presence_rigs import Heard, Rig, WaylandRig
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop

# -- what it costs ---------------------------------------------------------------------------------------------


@pytest.mark.kde
async def test_kwin_wakes_nobody(kwin: KdeDesktop) -> None:
    await assert_quiet(WaylandRig(Heard(), kwin))


@pytest.mark.sway
async def test_sway_wakes_nobody(bare_sway: SwayDesktop) -> None:
    await assert_quiet(WaylandRig(Heard(), bare_sway))


async def assert_quiet(rig: Rig) -> None:
    """Neither while nobody is there nor while somebody types on does the daemon wake."""
    await rig.begin(1.0)
    await rig.heard.next(NoInput)
    assert await wakeups(3.0) <= 1, "nobody there"
    await rig.bumped()
    await rig.heard.next(InputSeen)
    over = threading.Event()

    def type_on() -> None:
        while not over.wait(0.1):
            with suppress(OSError):
                rig.touch()

    person = threading.Thread(target=type_on)
    person.start()
    try:
        assert await wakeups(3.0) <= 1, "typing"
    finally:
        over.set()
        await asyncio.to_thread(person.join)
    await rig.source.stop()


async def wakeups(seconds: float) -> int:
    """How often the loop slept and woke, but for the end of the wait itself."""
    selector = asyncio.get_running_loop()._selector  # type: ignore[attr-defined]
    select, woke = selector.select, 0

    def counted(timeout: float | None = None) -> object:
        nonlocal woke
        woke += timeout != 0  # with 0 it looks whether there is more to do, and does not sleep
        return select(timeout)

    selector.select = counted
    try:
        await asyncio.sleep(seconds)
    finally:
        del selector.select
    return woke - 1
