"""The lock and the sleep as logind says them: sessions that come and go, logind away, and the wait before a sleep."""

from __future__ import annotations

import logging

import pytest

from breakd.desktop.presence.monitor import PresenceMonitor
from breakd.engine.events import Locked, Sleeping, Unlocked, Woke
from tests.support.contract.lock_rig import NEVER, LockRig
from tests.support.contract.presence_rigs import Heard, boot, session_bus
from tests.support.fakes.logind import FakeLogind

from .test_lock import between

# -- the session -----------------------------------------------------------------------------------------------


async def test_the_session_changes(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.change_display("c2")
    await desk.settled()
    logind.hint(True, "c1")
    await desk.quiet()
    logind.hint(True, "c2")
    await desk.heard.next(Locked)
    logind.change_display("c3")
    await desk.heard.next(Unlocked)


async def test_no_session_yet(desk: LockRig, private_bus: str) -> None:
    with FakeLogind(private_bus, display="") as logind:
        await desk.start()
        assert desk.presence.logind
        logind.hint(True, "c1")
        await desk.quiet()
        logind.change_display("c1")
        await desk.heard.next(Locked)


async def test_the_session_ends_locked(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.hint(True)
    await desk.heard.next(Locked)
    logind.change_display("")
    await desk.quiet()
    logind.change_display("c2")
    await desk.heard.next(Unlocked)


# -- logind comes and goes -------------------------------------------------------------------------------------


async def test_logind_restarts_while_locked(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.hint(True)
    await desk.heard.next(Locked)
    logind.restart()
    await desk.quiet()
    assert len(logind.held()) == 1
    logind.hint(False)
    await desk.heard.next(Unlocked)
    logind.sleep(True)
    await desk.heard.next(Sleeping)


async def test_locked_again_while_logind_is_asked(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.locks_as_it_answers = True
    logind.change_display("c2")
    await desk.heard.next(Locked)
    await desk.quiet()


async def test_unlocked_while_logind_was_away(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.hint(True)
    await desk.heard.next(Locked)
    logind.stop()
    await desk.settled()
    assert not desk.presence.logind
    logind.hint(False)
    await desk.quiet()
    logind.start()
    await desk.heard.next(Unlocked)
    assert desk.presence.logind


async def test_logind_comes_later(desk: LockRig, private_bus: str) -> None:
    await desk.start()
    assert not desk.presence.logind
    with FakeLogind(private_bus) as logind:
        await desk.settled()
        assert desk.presence.logind
        logind.hint(True)
        await desk.heard.next(Locked)


async def test_no_system_bus(private_bus: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with session_bus(private_bus) as bus:
        presence = PresenceMonitor(Heard().report, boot, bus, None)
        await presence.start(NEVER)
        await presence.beat()
        presence.snapshot_saved()
        assert not presence.logind
        await presence.stop()
    assert [record.message for record in caplog.records if "logind" in record.message] == [
        "presence: logind is not available: lock and suspend are seen only as far as the desktop reports them"
    ]


# -- sleep -----------------------------------------------------------------------------------------------------


async def test_sleep_waits_until_the_snapshot_is_saved(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    ours = [["sleep", "breakd", "saving how long you have been sitting", "delay"]]
    assert logind.held() == ours
    for _ in range(2):
        desk.presence.snapshot_saved()
        assert logind.held() == ours, "an ordinary snapshot lets nothing go"
        before = boot()
        logind.sleep(True)
        await desk.heard.next(Sleeping, where=between(before))
        await desk.settled()
        assert logind.held() == ours, "nothing is saved yet"
        desk.presence.snapshot_saved()
        desk.presence.snapshot_saved()
        await desk.settled()
        assert logind.held() == []
        before = boot()
        logind.sleep(False)
        await desk.heard.next(Woke, where=between(before))
        await desk.settled()
        assert logind.held() == ours


async def test_stop_lets_the_machine_sleep(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    await desk.settled()
    await desk.presence.stop()
    await desk.settled()
    assert logind.held() == []


async def test_sleep_is_told_where_it_cannot_be_delayed(desk: LockRig, private_bus: str) -> None:
    with FakeLogind(private_bus, refuses=True) as logind:
        await desk.start()
        logind.sleep(True)
        await desk.heard.next(Sleeping)
        desk.presence.snapshot_saved()
        logind.sleep(False)
        await desk.heard.next(Woke)
