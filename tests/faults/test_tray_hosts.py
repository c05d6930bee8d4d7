"""Tray hosts that drop our icon and stay on the bus: it is registered again, and `status` says what is true."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from breakd.desktop.tray import registration
from breakd.desktop.tray.controller import UNSEEN_SECONDS
from tests.support.contract.notifier_rigs import eventually
from tests.support.contract.tray_rigs import SniRig, sni_rig
from tests.support.fakes.tray_host import LISTINGS, FakeTrayHost
from tests.support.recording_handler import SITTING

CHECK = 0.05


@pytest.fixture(params=LISTINGS)
def panel(private_bus: str, request: pytest.FixtureRequest) -> Iterator[FakeTrayHost]:
    with FakeTrayHost(private_bus, lists=request.param) as panel:
        yield panel


@pytest_asyncio.fixture
async def rig(panel: FakeTrayHost, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SniRig]:
    """An icon that the host has kept for long enough."""
    monkeypatch.setattr(registration, "CHECK_SECONDS", CHECK)
    async with sni_rig(SITTING) as rig:
        await rig.tray.start()
        await eventually(lambda: rig.tray.kind == "sni" and panel.items)
        await asyncio.sleep(4 * CHECK)
        yield rig


async def test_a_dropped_icon_is_registered_again(rig: SniRig, panel: FakeTrayHost) -> None:
    panel.drop(silent=False)
    await eventually(lambda: len(panel.registrations) == 2 and rig.tray.kind == "sni")
    assert len(panel.items) == 1


async def test_an_icon_that_was_dropped_without_a_word_is_missed_within_five_minutes(
    rig: SniRig, panel: FakeTrayHost
) -> None:
    panel.drop(silent=True)
    rig.now += UNSEEN_SECONDS
    rig.tray.show(SITTING)
    await eventually(lambda: len(panel.registrations) == 2 and rig.tray.kind == "sni")


async def test_it_is_registered_when_a_host_appears(rig: SniRig, panel: FakeTrayHost) -> None:
    panel.drop(silent=True)
    panel.host_appears()
    await eventually(lambda: len(panel.registrations) == 2 and rig.tray.kind == "sni")


async def test_one_that_is_there_is_registered_no_second_time(rig: SniRig, panel: FakeTrayHost) -> None:
    panel.host_appears()
    rig.now += UNSEEN_SECONDS
    rig.tray.show(SITTING)
    await asyncio.sleep(4 * CHECK)
    assert (len(panel.registrations), rig.tray.kind) == (1, "sni")


async def test_a_host_that_drops_it_each_time_is_left_in_peace_and_status_says_so(
    rig: SniRig, panel: FakeTrayHost, caplog: pytest.LogCaptureFixture
) -> None:
    panel.loses = 100
    panel.drop(silent=False)
    await eventually(lambda: "does not keep the icon" in caplog.text)
    assert (len(panel.registrations), rig.tray.kind) == (1 + registration.TRIES, "none")
