"""A monitor that hears of locks, on a bus of its own, with short waits."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.support.contract.lock_rig import XFCE, LockRig, lock_rig_on
from tests.support.fakes.locker import FakeLocker
from tests.support.fakes.logind import FakeLogind


@pytest_asyncio.fixture
async def desk(private_bus: str) -> AsyncIterator[LockRig]:
    async with lock_rig_on(private_bus) as desk:
        yield desk


@pytest.fixture
def logind(private_bus: str) -> Iterator[FakeLogind]:
    with FakeLogind(private_bus) as logind:
        yield logind


@pytest.fixture
def locker(private_bus: str) -> Iterator[FakeLocker]:
    with FakeLocker(private_bus, XFCE) as locker:
        yield locker
