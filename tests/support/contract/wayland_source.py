"""A Wayland source on a compositor, started."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.support.fakes.compositor import FakeCompositor

from .presence_rigs import PATIENCE, Heard, Rig, WaylandRig, boot

SHORT, NEVER, SLACK = 0.2, 600.0, 0.25
PROVEN_WITHIN = 0.3
RETRIES = (0.0, 0.02, 0.1)
"""Of the source, shorter where a compositor is played."""


@asynccontextmanager
async def started(compositor: FakeCompositor, idle_after: float, heard: Heard) -> AsyncIterator[Rig]:
    rig = WaylandRig(heard, compositor)
    await rig.source.start(idle_after)
    try:
        yield rig
    finally:
        await rig.source.stop()


async def gone(compositor: FakeCompositor) -> None:
    """Nothing is connected any more."""
    end = boot() + PATIENCE
    while compositor.clients() and boot() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    assert compositor.clients() == 0
