"""Sleep inhibitors of a logind that is slow to give them: one is held at most, none while the machine may sleep."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from breakd.engine.events import Sleeping, Woke
from tests.support.contract.lock_rig import LockRig, lock_rig_on
from tests.support.contract.notifier_rigs import eventually
from tests.support.fakes.logind import FakeLogind


@pytest.fixture
def logind(private_bus: str) -> Iterator[FakeLogind]:
    with FakeLogind(private_bus) as logind:
        yield logind


@pytest_asyncio.fixture
async def desk(private_bus: str) -> AsyncIterator[LockRig]:
    async with lock_rig_on(private_bus) as desk:
        yield desk


async def sleep(desk: LockRig, logind: FakeLogind) -> None:
    logind.sleep(True)
    await desk.heard.next(Sleeping)
    desk.presence.snapshot_saved()


async def wake(desk: LockRig, logind: FakeLogind) -> None:
    logind.sleep(False)
    await desk.heard.next(Woke)


def has_given(logind: FakeLogind, so_many: int) -> bool:
    """Whether it has given so many inhibitors, now that it answers what has come: a question may be on its way."""
    logind.give()
    return len(logind.inhibitors) == so_many


async def test_one_that_nobody_waits_for_any_more_is_let_go_of(desk: LockRig, logind: FakeLogind) -> None:
    logind.slow = True
    await desk.start()  # it waits for CALL_SECONDS
    logind.give()
    await desk.settled()
    assert len(logind.inhibitors) == 1
    assert logind.held() == []


async def test_of_several_that_were_asked_for_one_is_held(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.slow = True
    for _ in range(3):
        await wake(desk, logind)
        await desk.settled()
    logind.slow = False
    logind.give()
    await desk.settled()
    assert len(logind.inhibitors) >= 3, "those that came while one was under way lead to one more"
    assert len(logind.held()) == 1
    await sleep(desk, logind)
    assert logind.held() == []


async def test_one_that_comes_when_the_machine_may_sleep_already(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    await sleep(desk, logind)
    logind.slow = True
    await wake(desk, logind)
    await sleep(desk, logind)
    await eventually(lambda: has_given(logind, 2))
    await desk.settled()
    assert logind.held() == []
    logind.slow = False
    await wake(desk, logind)
    await desk.settled()
    assert len(logind.held()) == 1


async def test_one_that_comes_after_the_end(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.slow = True
    await wake(desk, logind)
    await desk.settled()
    await desk.presence.stop()
    await eventually(lambda: has_given(logind, 2))
    await desk.settled()
    assert logind.held() == []
