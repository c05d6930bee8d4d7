"""Which source tells presence, what is said about the others, and presence as a whole on real desktops."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import BootClock, EventSink, PresenceSource, Unavailable
from breakd.desktop.presence.always import AlwaysSource
from breakd.desktop.presence.monitor import EVIDENCE_SECONDS, PresenceMonitor
from breakd.desktop.presence.mutter import IDLE_BIT
from breakd.desktop.presence.source_list import start_first_available
from breakd.engine.events import Evidence, InputSeen, Locked, NoInput, Sleeping, SourceReady, Unlocked, Woke
from tests.support import nowhere
from tests.support.contract.presence_rigs import Heard, boot, input_seen, no_input, session_bus
from tests.support.contract.time_limits import time_limits
from tests.support.fakes.compositor import FakeCompositor
from tests.support.fakes.mutter import FakeMutter, FakeSessionManager
from tests.support.fakes.source import FakeSource
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.x11 import X11Desktop

SHORT, NEVER, SLACK = 0.2, 600.0, 0.25


@asynccontextmanager
async def on_desktop(
    heard: Heard, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[PresenceMonitor]:
    """Presence as the daemon has it on this desktop; not started."""
    for name in (
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "XDG_RUNTIME_DIR",
        "DBUS_SESSION_BUS_ADDRESS",
        "DBUS_SYSTEM_BUS_ADDRESS",
    ):
        if name in desktop.env:
            monkeypatch.setenv(name, desktop.env[name])
    session, system = await Bus.session(), await Bus.system()
    presence = PresenceMonitor(heard.report, boot, session, system)
    yield presence
    await presence.stop()
    for bus in (session, system):
        bus.close()
        await bus.wait_closed()


def terminal(report: EventSink, boot_clock: BootClock) -> PresenceSource:
    return FakeSource(report, boot_clock)


async def test_always_where_nothing_tells(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    heard = Heard()
    presence = PresenceMonitor(heard.report, boot, None, None)
    await presence.start(SHORT)
    presence.set_idle_after(SHORT / 2)
    presence.watch_pause(SHORT / 2)
    await presence.beat()
    await asyncio.sleep(SHORT)
    assert (presence.source.name, presence.source.sees_input, presence.logind) == ("always", False, False)
    assert heard.events == [SourceReady("always", sees_input=False)], "it claims neither input nor absence"
    why = (
        ("mutter", "there is no session bus"),
        ("wayland", "there is no display"),
        ("x11", "there is no X display"),
        ("screensaver", "there is no session bus"),
    )
    assert presence.missing == why
    assert await presence.ask_evidence() == frozenset()
    said = [record.message for record in caplog.records]
    assert [f"presence: not from {name}: {reason}" for name, reason in why] == said[-5:-1]
    assert said[-1] == "presence: from always"
    await presence.stop()


async def test_a_fallback_comes_before_always() -> None:
    heard = Heard()
    presence = PresenceMonitor(heard.report, boot, None, None, fallbacks={"terminal": terminal})
    await presence.start(NEVER)
    assert presence.source.sees_input
    assert [name for name, _ in presence.missing] == ["mutter", "wayland", "x11", "screensaver"]
    await presence.stop()


async def test_nothing_at_all_is_an_error() -> None:
    def broken(_report: EventSink, _boot_clock: BootClock) -> PresenceSource:
        raise Unavailable("broken")

    with pytest.raises(Unavailable, match="one: broken; two: broken"):
        await start_first_available({"one": broken, "two": broken}, Heard().report, boot, NEVER)


async def test_a_source_that_turns_out_unavailable_leaves_nothing_behind(private_bus: str) -> None:
    """Mutter is there but does not answer: the next one is taken, and is the only one that reports."""
    heard = Heard()
    with FakeMutter(private_bus) as mutter:
        mutter.deaf = True
        async with session_bus(private_bus) as bus:
            presence = PresenceMonitor(heard.report, boot, bus, None)
            await presence.start(SHORT)
            assert presence.source.name == "always"
            mutter.deaf = False
            await asyncio.to_thread(mutter.restart)
            await asyncio.sleep(SLACK)
            assert heard.events == [SourceReady("always", sees_input=False)]
            await presence.stop()


async def test_a_probe_that_hangs_is_no_evidence(private_bus: str) -> None:
    with FakeSessionManager(private_bus) as manager:
        async with session_bus(private_bus) as bus:
            presence = PresenceMonitor(Heard().report, boot, bus, None)
            await presence.start(NEVER)
            manager.inhibit(IDLE_BIT)
            assert await presence.ask_evidence() == frozenset({Evidence.INHIBITOR})
            manager.deaf = True
            with time_limits() as limits:
                assert await presence.ask_evidence() == frozenset()
            assert 0 < limits.waited <= EVIDENCE_SECONDS
            await presence.stop()


async def test_always_alone() -> None:
    heard = Heard()
    source = AlwaysSource(heard.report)
    await source.start(SHORT)
    await source.beat()
    await source.stop()
    assert heard.events == [SourceReady("always", sees_input=False)]


# -- real desktops ---------------------------------------------------------------------------------------------


@pytest.mark.x11
async def test_mutter_comes_before_x11(x11: X11Desktop, private_bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", x11.env["DISPLAY"])
    with FakeMutter(private_bus):
        async with session_bus(private_bus) as bus:
            presence = PresenceMonitor(Heard().report, boot, bus, None)
            await presence.start(NEVER)
            assert (presence.source.name, presence.missing) == ("mutter", ())
            await presence.stop()


@pytest.mark.x11
async def test_a_day_on_x11(x11: X11Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard()
    async with on_desktop(heard, x11, monkeypatch) as presence:
        await presence.start(SHORT)
        assert presence.source.name == "x11"
        assert [name for name, _ in presence.missing] == ["mutter", "wayland"]
        await a_day(heard, presence, x11)


@pytest.mark.gnome
async def test_a_day_on_gnome(gnome: GnomeDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard()
    async with on_desktop(heard, gnome, monkeypatch) as presence:
        await presence.start(SHORT)
        assert (presence.source.name, presence.missing) == ("mutter", ())
        await a_day(heard, presence, gnome)


@pytest.mark.kde
async def test_a_day_on_plasma(kwin: KdeDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard()
    async with on_desktop(heard, kwin, monkeypatch) as presence:
        await presence.start(SHORT)
        assert presence.source.name == "wayland"
        assert [name for name, _ in presence.missing] == ["mutter"]
        await a_day(heard, presence, kwin)


@pytest.mark.sway
async def test_a_day_on_sway(bare_sway: SwayDesktop, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard()
    monkeypatch.setenv("DISPLAY", nowhere.DISPLAY)  # XWayland's counters are never used
    async with on_desktop(heard, bare_sway, monkeypatch) as presence:
        await presence.start(SHORT)
        assert presence.source.name == "wayland"
        await a_day(heard, presence, bare_sway)


async def test_no_counter_of_xwayland(bus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Wayland desktop that tells nothing of input, with an X server for old programs: better none than that one."""
    with FakeCompositor(bus_folder / "wayland-0", {"wl_seat": 7}) as compositor:
        for name, value in {**compositor.env, "DISPLAY": nowhere.DISPLAY}.items():
            monkeypatch.setenv(name, value)
        presence = PresenceMonitor(Heard().report, boot, None, None)
        await presence.start(SHORT)
        assert presence.source.name == "always"
        why = dict(presence.missing)
        assert "ext-idle-notify-v1" in why["wayland"]
        assert "Wayland session" in why["x11"]
        await presence.stop()


async def a_day(heard: Heard, presence: PresenceMonitor, desktop: Desktop) -> None:
    """Input, none, a lock, a request to lock that nobody follows, a sleep."""
    assert presence.logind
    before = boot()
    await asyncio.to_thread(desktop.input)
    touched = (before, boot())
    await heard.next(NoInput, where=no_input(touched))
    before = boot()
    await asyncio.to_thread(desktop.input)
    await heard.next(InputSeen, where=input_seen((before, boot())))
    await asyncio.to_thread(desktop.set_locked, True)
    await heard.next(Locked)
    await asyncio.to_thread(desktop.set_locked, False)
    await heard.next(Unlocked)
    await asyncio.to_thread(desktop.ask_to_lock)
    await asyncio.to_thread(desktop.prepare_for_sleep, True)
    await heard.next(Sleeping)
    assert await inhibitors() == 1
    presence.snapshot_saved()
    await asyncio.sleep(SLACK)
    assert await inhibitors() == 0
    await asyncio.to_thread(desktop.prepare_for_sleep, False)
    await heard.next(Woke)
    await asyncio.sleep(SLACK)
    assert await inhibitors() == 1
    assert heard.of(Locked) == []


async def inhibitors() -> int:
    """How many delay inhibitors logind holds."""
    bus = await Bus.system()
    (held,) = await bus.call(
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
        "ListInhibitors",
        returns="a(ssssuu)",
    )
    bus.close()
    await bus.wait_closed()
    return len([what for what, who, *_ in held if (what, who) == ("sleep", "breakd")])
