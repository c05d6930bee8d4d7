"""What the Wayland source does when its compositor goes away, and when it comes back."""

from __future__ import annotations

import asyncio

import pytest

from breakd.desktop.presence import wayland
from breakd.engine.events import NoInput, SourceLost, SourceReady
from tests.support.contract.presence_rigs import Heard, no_input
from tests.support.contract.wayland_source import NEVER, RETRIES, SHORT, SLACK, started
from tests.support.fakes.compositor import FakeCompositor

# -- coming back -----------------------------------------------------------------------------------------------


async def test_a_crash_leaves_the_socket_behind(compositor: FakeCompositor) -> None:
    async with started(compositor, SHORT, Heard()) as rig:
        compositor.stop(leave_socket=True)
        await rig.heard.next(SourceLost)
        await asyncio.sleep(sum(RETRIES) + 0.1)
        assert rig.heard.events == []
        compositor.start()
        await rig.heard.next(SourceReady)
        touched = await rig.bumped()
        await rig.heard.next(NoInput, where=no_input(touched))


async def test_the_heartbeat_tries_where_nothing_tells(
    compositor: FakeCompositor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(*_: object) -> None:
        raise OSError("too many inotify instances")

    monkeypatch.setattr(wayland, "Inotify", no_more)
    monkeypatch.setattr(wayland, "RETRIES", (0.0,))
    async with started(compositor, NEVER, Heard()) as rig:
        compositor.stop()
        await rig.heard.next(SourceLost)
        await asyncio.sleep(0.05)  # its only try finds nobody
        compositor.start()
        await asyncio.sleep(SLACK)
        assert rig.heard.events == []
        await rig.source.beat()
        await rig.heard.next(SourceReady)


async def test_a_compositor_that_hangs_up_each_time_is_not_stormed(compositor: FakeCompositor) -> None:
    async with started(compositor, NEVER, Heard()) as rig:
        compositor.hangs_up = True
        compositor.stop()
        compositor.start()
        await rig.heard.next(SourceLost)
        await asyncio.sleep(2 * sum(RETRIES) + 0.1)
        assert compositor.connections <= 1 + 2 * len(RETRIES)
        compositor.hangs_up = False
        await rig.source.beat()
        await rig.heard.next(SourceReady)


async def test_stopped_while_the_compositor_is_away(compositor: FakeCompositor) -> None:
    async with started(compositor, NEVER, Heard()) as rig:
        compositor.stop()
        await rig.heard.next(SourceLost)
    compositor.start()
    await asyncio.sleep(SLACK)
    assert (rig.heard.events, compositor.connections) == ([], 1)
