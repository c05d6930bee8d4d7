"""What only GNOME does: idle inhibition, an idle time that is reset without input, and a shell that restarts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from breakd.desktop.ports import Unavailable
from breakd.desktop.presence.mutter import IDLE_BIT, MutterSource
from breakd.engine.events import InputSeen, NoInput, SourceLost, SourceReady
from tests.support.contract.notifier_rigs import eventually
from tests.support.contract.presence_rigs import (
    Heard,
    MutterRig,
    boot,
    gnome_rig,
    input_seen,
    mutter_rig,
    no_input,
    session_bus,
)
from tests.support.fakes.mutter import FakeSessionManager
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.settled import settled

SHORT, NEVER, SLACK = 0.2, 600.0, 0.25
LOGOUT_BIT = 1


@pytest_asyncio.fixture
async def rig(private_bus: str) -> AsyncIterator[MutterRig]:
    async with mutter_rig(Heard(), private_bus) as rig:
        yield rig
        await rig.source.stop()


@pytest.fixture
def manager(private_bus: str) -> Iterator[FakeSessionManager]:
    with FakeSessionManager(private_bus) as manager:
        yield manager


async def set_inhibited(rig: MutterRig, manager: FakeSessionManager, on: bool) -> None:
    """The bit changes, and both Mutter and breakd hear of it."""
    rig.mutter.inhibit(on)
    manager.inhibit(IDLE_BIT | LOGOUT_BIT if on else LOGOUT_BIT)
    await asyncio.sleep(0.05)


async def test_no_monitor_on_the_bus(private_bus: str) -> None:
    async with session_bus(private_bus) as bus:
        with pytest.raises(Unavailable, match="IdleMonitor is not on the bus"):
            await MutterSource(Heard().report, boot, bus).start(SHORT)


async def test_typing_costs_nothing_and_stop_leaves_nothing_behind(rig: MutterRig) -> None:
    await rig.source.start(NEVER)
    before = len(rig.mutter.calls)
    for _ in range(8):
        await rig.bumped()
        await settled(rig.bus)
    assert rig.mutter.calls[before:] == []
    assert rig.mutter.watches() == [NEVER]
    await rig.source.stop()
    assert rig.mutter.watches() == []


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_bump_just_as_the_input_watch_is_added(rig: MutterRig, moment: str) -> None:
    """Before: no watch fires for it. After: its signal is handled before the watch's number is known."""
    await rig.bumped()
    await rig.source.start(SHORT)
    rig.heard.clear()
    rig.mutter.touched_as_watch_is_added = moment
    await asyncio.sleep(SHORT + 0.05)
    seen = await rig.heard.next(InputSeen)
    await rig.heard.next(NoInput, where=no_input((seen.at, seen.at)))
    assert rig.mutter.idle() >= SHORT  # by its own clock: what is told of it is rounded, and read a little later
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))


async def test_while_inhibited_the_heartbeat_tells(rig: MutterRig, manager: FakeSessionManager) -> None:
    await rig.source.start(SHORT)
    await set_inhibited(rig, manager, True)
    touched = await rig.bumped()
    rig.heard.clear()
    await asyncio.sleep(SHORT + SLACK)
    assert rig.heard.of(NoInput) == []
    await rig.source.beat()
    assert no_input(touched)(rig.heard.of(NoInput)[-1]), "told before the heartbeat returns"
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))


async def test_inhibited_already_at_start(rig: MutterRig, manager: FakeSessionManager) -> None:
    await set_inhibited(rig, manager, True)
    touched = await rig.bumped()
    await rig.source.start(SHORT)
    await asyncio.sleep(SHORT)
    await rig.source.beat()
    await rig.heard.next(NoInput, where=no_input(touched))


@pytest.mark.parametrize("beaten", [True, False], ids=["after a heartbeat", "before any"])
async def test_the_bit_clears_and_nobody_is_there(rig: MutterRig, manager: FakeSessionManager, beaten: bool) -> None:
    touched = await rig.bumped()
    await rig.source.start(SHORT)
    await set_inhibited(rig, manager, True)
    if beaten:
        await asyncio.sleep(SHORT)
        await rig.source.beat()
        await rig.heard.next(NoInput, where=no_input(touched))
    rig.heard.clear()
    await set_inhibited(rig, manager, False)
    await rig.heard.next(NoInput, where=no_input(touched))
    await asyncio.sleep(SHORT)
    assert not [seen for seen in rig.heard.of(InputSeen) if seen.at > touched[1]]
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))
    await rig.heard.next(NoInput, where=no_input(touched))


async def test_the_bit_clears_after_somebody_typed_and_left(rig: MutterRig, manager: FakeSessionManager) -> None:
    """The instant of the last input is gone then; what is told is the last known one, never the clearing."""
    await rig.source.start(SHORT)
    await set_inhibited(rig, manager, True)
    first = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(first))
    second = await rig.bumped()
    await asyncio.sleep(0.2)
    await set_inhibited(rig, manager, False)
    await rig.heard.next(NoInput, where=no_input((first[0], second[1])))
    assert not [seen for seen in rig.heard.of(InputSeen) if seen.at > second[1]]


async def test_a_heartbeat_makes_the_next_input_known(rig: MutterRig, manager: FakeSessionManager) -> None:
    await rig.source.start(NEVER)
    await set_inhibited(rig, manager, True)
    for _ in range(2):
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))
        await asyncio.sleep(0.2)
        await rig.source.beat()
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))
    await asyncio.sleep(0.2)
    await set_inhibited(rig, manager, False)
    rig.source.set_idle_after(SHORT)
    await rig.heard.next(NoInput, where=no_input(touched))


async def test_the_bit_clears_and_somebody_types_on(rig: MutterRig, manager: FakeSessionManager) -> None:
    await rig.source.start(SHORT)
    await set_inhibited(rig, manager, True)
    await set_inhibited(rig, manager, False)
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))
    await rig.heard.next(NoInput, where=no_input(touched))


async def test_a_pause_is_told_while_inhibited(rig: MutterRig, manager: FakeSessionManager) -> None:
    await set_inhibited(rig, manager, True)
    await rig.source.start(NEVER)
    rig.source.watch_pause(SHORT)
    for _ in range(2):
        touched = await rig.bumped()
        await rig.heard.next(NoInput, where=no_input(touched))
        calls = len(rig.mutter.calls)
        await asyncio.sleep(2 * SHORT)
        assert len(rig.mutter.calls) == calls, "nobody is there: nothing to look for"
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))


async def test_the_shell_restarts_while_nobody_is_there(rig: MutterRig) -> None:
    """A shell that starts takes its start for the last input; it was none."""
    touched = await rig.bumped()
    await rig.source.start(SHORT)
    await rig.heard.next(NoInput, where=no_input(touched))
    await asyncio.to_thread(rig.mutter.restart)
    await rig.heard.next(SourceLost)
    await rig.heard.next(SourceReady)
    await rig.heard.next(NoInput, where=no_input(touched))
    assert rig.heard.of(InputSeen) == []
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))


async def test_the_shell_restarts_just_after_an_answer(rig: MutterRig) -> None:
    """The loop is late, so the number of a watch in the old shell is read together with the new shell's coming."""
    await rig.bumped()
    await rig.source.start(NEVER)
    rig.mutter.restarts_after_add = True
    rig.source.watch_pause(SHORT)
    for _ in range(2):
        await asyncio.sleep(0)  # the call goes out
    time.sleep(0.3)  # noqa: ASYNC251  being late is the point
    await rig.heard.next(SourceLost)
    await rig.heard.next(SourceReady)
    touched = await rig.bumped()
    await rig.heard.next(NoInput, where=no_input(touched))
    assert SHORT in rig.mutter.watches()


async def test_a_shell_that_hung_is_asked_again_at_the_heartbeat(rig: MutterRig) -> None:
    await rig.source.start(NEVER)
    rig.mutter.deaf = True
    rig.source.watch_pause(SHORT)
    await eventually(lambda: rig.source._failure is not None, "the end of its patience")  # type: ignore[attr-defined]
    rig.heard.clear()
    rig.mutter.deaf = False
    touched = await rig.bumped()
    await rig.source.beat()
    await rig.heard.next(NoInput, where=no_input(touched))


@pytest.mark.gnome
async def test_inhibition_on_a_real_shell(gnome: GnomeDesktop) -> None:
    with FakeSessionManager(gnome.env["DBUS_SESSION_BUS_ADDRESS"]) as manager:
        async with gnome_rig(Heard(), gnome) as rig:
            touched = await rig.bumped()
            await rig.source.start(SHORT)
            manager.inhibit(IDLE_BIT)
            await asyncio.sleep(SHORT + SLACK)
            assert rig.heard.of(NoInput) == [], "an inhibited watch does not fire"
            await rig.source.beat()
            await rig.heard.next(NoInput, where=no_input(touched))
            idle_before = gnome.idle_seconds()
            rig.heard.clear()
            manager.inhibit(0)
            await asyncio.sleep(0.1)
            assert gnome.idle_seconds() < idle_before, "Mutter takes the clearing for input"
            await rig.heard.next(NoInput, where=no_input(touched))
            assert rig.heard.of(InputSeen) == []
            touched = await rig.bumped()
            await rig.heard.next(InputSeen, where=input_seen(touched))
            await rig.source.stop()
