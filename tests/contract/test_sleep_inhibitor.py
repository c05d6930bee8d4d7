"""Sleep inhibitors of a logind that is slow to give them: one is held at most, none while the machine may sleep."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio

from breakd.core.events import Sleeping, Woke
from breakd.desktop.bus import CALL_SECONDS
from tests.fakes.logind import FakeLogind

from .presence_rigs import boot
from .test_lock import Desk, desk_on

PATIENCE = 10.0
"""Seconds, on a busy machine."""


@pytest.fixture
def logind(private_bus: str) -> Iterator[FakeLogind]:
    with FakeLogind(private_bus) as logind:
        yield logind


@pytest_asyncio.fixture
async def desk(private_bus: str) -> AsyncIterator[Desk]:
    async with desk_on(private_bus) as desk:
        yield desk


async def until(so: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = boot() + seconds
    while not so() and boot() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    assert so()


async def given(logind: FakeLogind, count: int) -> None:
    """Logind has given so many since its start, and no more copy of the last is its own."""
    await until(lambda: len(logind.inhibitors) == count)
    await asyncio.sleep(0.1)


async def sleep(desk: Desk, logind: FakeLogind) -> None:
    logind.sleep(True)
    await desk.heard.next(Sleeping, PATIENCE)
    desk.presence.snapshot_saved()


async def wake(desk: Desk, logind: FakeLogind) -> None:
    logind.sleep(False)
    await desk.heard.next(Woke, PATIENCE)


async def test_one_that_nobody_waits_for_any_more_is_let_go_of(desk: Desk, logind: FakeLogind) -> None:
    logind.inhibits_after = CALL_SECONDS + 0.5
    await desk.start()
    await given(logind, 1)
    await until(lambda: logind.held() == [])


async def test_of_several_that_were_asked_for_one_is_held(desk: Desk, logind: FakeLogind) -> None:
    await desk.start()
    logind.inhibits_after = 0.1
    for _ in range(3):
        await wake(desk, logind)
        await asyncio.sleep(0.03)
    # those that came while one was under way lead to one more
    await until(lambda: len(logind.inhibitors) >= 3)
    await until(lambda: len(logind.held()) == 1)
    await sleep(desk, logind)
    await until(lambda: logind.held() == [])


async def test_one_that_comes_when_the_machine_may_sleep_already(desk: Desk, logind: FakeLogind) -> None:
    await desk.start()
    await sleep(desk, logind)
    logind.inhibits_after = 0.5
    await wake(desk, logind)
    await sleep(desk, logind)
    await given(logind, 2)
    await until(lambda: logind.held() == [])
    logind.inhibits_after = 0.0
    await wake(desk, logind)
    await until(lambda: len(logind.held()) == 1)


async def test_one_that_comes_after_the_end(desk: Desk, logind: FakeLogind) -> None:
    await desk.start()
    logind.inhibits_after = 0.5
    await wake(desk, logind)
    await desk.presence.stop()
    await given(logind, 2)
    await until(lambda: logind.held() == [])
