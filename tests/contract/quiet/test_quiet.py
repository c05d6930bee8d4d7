"""What every way to see a quiet reason must do: on played servers, and on real ones where the packages are there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest

from breakd.engine.events import QuietReason, QuietSeen
from tests.support.contract.quiet_rigs import (
    COMMANDS,
    Rig,
    SwayFullscreenRig,
    X11FullscreenRig,
    call_rig,
    command_rig,
    fake_rig,
    plasma_rig,
    share_rig,
)
from tests.support.fakes.quiet import FakeMako, FakeNewMako, FakeProperty, FakeSwaync, FakeXfce
from tests.support.rigs import needs
from tests.support.rigs.audio import Audio
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.x11 import X11Desktop

SLACK = 4.0
"""A sound server needs up to two seconds to say all; the machine may be busy."""
ON_DESKTOPS = {
    "xfce4-notifyd": [pytest.mark.x11],
    "dunst": [pytest.mark.x11],
    "mako": [pytest.mark.sway],
    "swaync": [pytest.mark.sway],
    "plasma": [pytest.mark.kde],
    "gnome-shell": [pytest.mark.gnome],
    "microphone": [pytest.mark.audio],
    "screen": [pytest.mark.audio],
    "x11-window": [pytest.mark.x11],
    "sway-window": [pytest.mark.sway],
}
FAKES = ("fake-plasma", "fake-dunst", "fake-mako", "fake-new-mako", "fake-swaync", "fake-xfce")
RIGS = [pytest.param(name, marks=pytest.mark.bus) for name in FAKES] + [
    pytest.param(name, marks=marks) for name, marks in ON_DESKTOPS.items()
]


@pytest.fixture(scope="module")
def with_sound() -> Iterator[tuple[Desktop, Audio]]:
    """A session without a screen, and PipeWire in it."""
    needs.require("audio")
    with Desktop() as desktop, Audio(desktop) as audio:
        yield desktop, audio


@pytest.fixture(scope="module")
def with_dunst() -> Iterator[X11Desktop]:
    """X11 with dunst."""
    needs.require("dunst")
    with X11Desktop(notify=None) as desktop:
        desktop.spawn("dunst")
        desktop.wait(lambda: desktop.has_name("org.freedesktop.Notifications"), "dunst")
        yield desktop


@pytest.fixture(scope="module")
def with_swaync() -> Iterator[SwayDesktop]:
    """Sway with SwayNotificationCenter."""
    needs.require("swaync")
    with SwayDesktop(notify=None, bar=False) as desktop:
        desktop.spawn("swaync")
        desktop.wait(lambda: desktop.has_name("org.freedesktop.Notifications"), "swaync")
        desktop.wait(lambda: desktop.has_name("org.erikreider.swaync.cc"), "its own name")
        yield desktop


@pytest.fixture
async def rig(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rig]:
    async with AsyncExitStack() as stack:
        found = await _rig(request, stack)
        for name, value in found.environ.items():  # what a program that breakd starts finds around it
            monkeypatch.setenv(name, value)
        try:
            yield found
        finally:
            await found.quiet.stop()
            await asyncio.to_thread(found.close)


async def _rig(request: pytest.FixtureRequest, stack: AsyncExitStack) -> Rig:
    get = request.getfixturevalue
    if command := COMMANDS.get(request.param):
        desktop: Desktop = get(command.fixture)
        return await stack.enter_async_context(command_rig(desktop, command))
    match request.param:
        case "fake-plasma":
            bus = get("private_bus")
            fake = FakeProperty(bus, "Plasma", "org.freedesktop.Notifications", "Inhibited")
            return await stack.enter_async_context(fake_rig(fake, bus))
        case "fake-dunst":
            bus = get("private_bus")
            fake = FakeProperty(bus, "dunst", "org.dunstproject.cmd0", "paused")
            return await stack.enter_async_context(fake_rig(fake, bus))
        case "fake-mako":
            bus = get("private_bus")
            return await stack.enter_async_context(fake_rig(FakeMako(bus), bus, tells_changes=False))
        case "fake-new-mako":
            bus = get("private_bus")
            return await stack.enter_async_context(fake_rig(FakeNewMako(bus), bus))
        case "fake-swaync":
            bus = get("private_bus")
            return await stack.enter_async_context(fake_rig(FakeSwaync(bus), bus))
        case "fake-xfce":
            bus = get("private_bus")
            return await stack.enter_async_context(fake_rig(FakeXfce(bus), bus))
        case "plasma":
            kde: KdeDesktop = get("kde")
            return await stack.enter_async_context(plasma_rig(kde))
        case "microphone":
            return call_rig(*get("with_sound"))
        case "screen":
            return share_rig(*get("with_sound"))
        case "x11-window":
            return X11FullscreenRig(get("xfce"))
        case "sway-window":
            sway: SwayDesktop = get("sway")
            return SwayFullscreenRig(sway)
    raise AssertionError(request.param)


def holding(rig: Rig) -> QuietSeen:
    return QuietSeen(frozenset({rig.reason}))


NOTHING = QuietSeen(frozenset[QuietReason]())


@pytest.mark.parametrize("rig", RIGS, indirect=True)
async def test_what_is_so_is_told_at_once_and_so_is_every_change(rig: Rig) -> None:
    rig.quiet.watch(True)
    assert await rig.heard.next(QuietSeen, SLACK) == NOTHING
    for _ in range(2):
        await rig.have(True)
        assert await rig.heard.next(QuietSeen, SLACK) == holding(rig)
        await rig.have(False)
        assert await rig.heard.next(QuietSeen, SLACK) == NOTHING


@pytest.mark.parametrize("rig", RIGS, indirect=True)
async def test_a_reason_that_began_before(rig: Rig) -> None:
    await asyncio.to_thread(rig.set, True)
    rig.quiet.watch(True)
    assert await rig.heard.next(QuietSeen, SLACK) == holding(rig)


@pytest.mark.parametrize("rig", RIGS, indirect=True)
async def test_nothing_is_told_while_nobody_watches_and_all_of_it_when_somebody_does_again(rig: Rig) -> None:
    rig.quiet.watch(True)
    assert await rig.heard.next(QuietSeen, SLACK) == NOTHING
    rig.quiet.watch(False)
    await rig.have(True)
    await asyncio.sleep(0.3)
    assert rig.heard.events == []
    rig.quiet.watch(True)
    assert await rig.heard.next(QuietSeen, SLACK) == holding(rig)
