"""The source that has to be asked: it asks when a threshold could have been reached, and tells what is true then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from breakd.desktop.ports import Unavailable
from breakd.desktop.presence.screensaver import ScreenSaverSource
from breakd.engine.events import InputSeen, NoInput, SourceLost, SourceReady
from tests.support.contract.presence_rigs import Heard, boot, input_seen, no_input, session_bus
from tests.support.fakes.screensaver import FakeScreenSaver
from tests.support.rigs.kde import KdeDesktop

SHORT, LONG, NEVER, SLACK = 0.2, 0.5, 600.0, 0.25


@pytest.fixture
def saver(private_bus: str) -> Iterator[FakeScreenSaver]:
    with FakeScreenSaver(private_bus) as saver:
        yield saver


@asynccontextmanager
async def started(address: str, idle_after: float, heard: Heard) -> AsyncIterator[ScreenSaverSource]:
    async with session_bus(address) as bus:
        source = ScreenSaverSource(heard.report, boot, bus)
        await source.start(idle_after)
        yield source
        await source.stop()


def touch(saver: FakeScreenSaver) -> tuple[float, float]:
    before = boot()
    saver.input()
    return before, boot()


async def test_active_at_start_idle_later_back_with_the_heartbeat(saver: FakeScreenSaver, private_bus: str) -> None:
    heard, touched = Heard(), touch(saver)
    async with started(private_bus, SHORT, heard) as source:
        await heard.next(SourceReady)
        await heard.next(InputSeen, where=input_seen(touched))
        await heard.next(NoInput, where=no_input(touched))
        for _ in range(3):
            await source.beat()
        assert heard.of(InputSeen) == [], "the same last input is no new one"
        heard.clear()
        touched = touch(saver)
        await asyncio.sleep(SHORT / 2)
        await source.beat()
        await heard.next(InputSeen, where=input_seen(touched))
        await heard.next(NoInput, where=no_input(touched))


async def test_already_idle_at_start(saver: FakeScreenSaver, private_bus: str) -> None:
    heard, touched = Heard(), touch(saver)
    await asyncio.sleep(SHORT + 0.05)
    async with started(private_bus, SHORT, heard):
        assert heard.events[0] == SourceReady("screensaver")
        await heard.next(NoInput, where=no_input(touched))


async def test_somebody_who_came_and_went_between_two_heartbeats(saver: FakeScreenSaver, private_bus: str) -> None:
    heard, touched = Heard(), touch(saver)
    async with started(private_bus, SHORT, heard) as source:
        await heard.next(NoInput, where=no_input(touched))
        touched = touch(saver)
        await asyncio.sleep(SHORT + 0.05)
        await source.beat()
        await heard.next(InputSeen, where=input_seen(touched))
        await heard.next(NoInput, where=no_input(touched))


async def test_it_asks_no_more_than_it_must(saver: FakeScreenSaver, private_bus: str) -> None:
    heard = Heard()
    touch(saver)
    async with started(private_bus, LONG, heard) as source:
        at_start = saver.asked
        for _ in range(9):
            await asyncio.sleep(0.1)
            touch(saver)
        assert saver.asked - at_start <= 2, "typing on: once for each time that idle could have been reached"
        await heard.next(NoInput)
        asked = saver.asked
        await asyncio.sleep(2 * LONG)
        assert saver.asked == asked, "nobody there: not at all"
        source.watch_pause(SHORT)
        await asyncio.sleep(2 * LONG)
        assert saver.asked <= asked + 2


async def test_pauses_while_they_are_watched(saver: FakeScreenSaver, private_bus: str) -> None:
    heard = Heard()
    async with started(private_bus, 10 * LONG, heard) as source:
        source.watch_pause(SHORT)
        for _ in range(2):
            touched = touch(saver)
            await heard.next(InputSeen, where=input_seen(touched))
            await heard.next(NoInput, where=no_input(touched))
        source.watch_pause(None)
        await asyncio.sleep(0.05)
        asked = saver.asked
        await asyncio.sleep(2 * SHORT)
        assert saver.asked == asked


async def test_the_screen_saver_restarts(saver: FakeScreenSaver, private_bus: str) -> None:
    heard = Heard()
    touch(saver)
    async with started(private_bus, SHORT, heard):
        await asyncio.to_thread(saver.restart)
        await heard.next(SourceLost)
        await heard.next(SourceReady)
        touched = touch(saver)
        await heard.next(NoInput, where=no_input(touched))
    heard.clear()
    touch(saver)
    await asyncio.sleep(SHORT + SLACK)
    assert heard.events == [], "nothing after stop"


async def test_one_that_cannot_tell(private_bus: str) -> None:
    heard = Heard()
    with FakeScreenSaver(private_bus, supported=False), pytest.raises(Unavailable, match="not supported"):
        async with started(private_bus, NEVER, heard):
            pass
    with pytest.raises(Unavailable, match="not on the bus"):
        async with started(private_bus, NEVER, heard):
            pass
    assert heard.events == []


@pytest.mark.kde
async def test_kwin_on_wayland_cannot_tell(kwin: KdeDesktop) -> None:
    with pytest.raises(Unavailable, match=r"org\.freedesktop\.ScreenSaver"):
        async with started(kwin.env["DBUS_SESSION_BUS_ADDRESS"], NEVER, Heard()):
            pass
