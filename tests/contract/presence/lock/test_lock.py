"""Lock and sleep: what logind and the screen lockers say becomes Locked, Unlocked, Sleeping and Woke."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable

import pytest

from breakd.desktop.presence.lock import LockState
from breakd.desktop.presence.monitor import PresenceMonitor
from breakd.desktop.presence.screensaver_locks import LOCKERS
from breakd.engine.events import InputSeen, Locked, NoInput, Sleeping, SourceReady, Unlocked, Woke
from tests.support.contract.lock_rig import GNOME, KDE, NEVER, PAUSE, WAIT, XFCE, LockRig, lockers
from tests.support.contract.presence_rigs import Heard, boot, session_bus
from tests.support.fakes.locker import FakeLocker
from tests.support.fakes.logind import FakeLogind


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breakd.desktop.presence.monitor.LOCK_PAUSE", PAUSE)


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breakd.desktop.presence.lock.WAIT_SECONDS", WAIT)


def between(first: float, last: float | None = None) -> Callable[[Locked | Unlocked | Sleeping | Woke], bool]:
    """Whether an event is of the time between these instants; `last` is by default the one in which it is heard."""
    return lambda event: first <= event.at <= (boot() if last is None else last)


# -- one fact at a time ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("logind", "locker")
async def test_nothing_is_locked_and_nothing_is_said(desk: LockRig) -> None:
    await desk.start()
    assert desk.presence.logind
    assert isinstance(desk.heard.events[0], SourceReady)
    await desk.quiet()


async def test_by_hint_only(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    for _ in range(2):
        before = boot()
        logind.hint(True)
        await desk.heard.next(Locked, where=between(before))
        before = boot()
        logind.hint(False)
        await desk.heard.next(Unlocked, where=between(before))
    await desk.quiet()


@pytest.mark.parametrize("name", LOCKERS)
async def test_by_signal_only(desk: LockRig, private_bus: str, name: str) -> None:
    with FakeLocker(private_bus, name) as locker:
        await desk.start()
        for _ in range(2):
            before = boot()
            locker.lock()
            await desk.heard.next(Locked, where=between(before))
            before = boot()
            locker.unlock()
            await desk.heard.next(Unlocked, where=between(before))
        await desk.quiet()


async def test_locked_already_at_start(desk: LockRig, logind: FakeLogind) -> None:
    logind.hint(True)
    await desk.start()
    assert isinstance(desk.heard.events[0], Locked), "before the source says that somebody is there"
    logind.hint(False)
    await desk.heard.next(Unlocked)


async def test_locked_by_a_locker_already_at_start(desk: LockRig, private_bus: str) -> None:
    with FakeLocker(private_bus, GNOME, active=True) as locker:
        await desk.start()
        assert isinstance(desk.heard.events[0], Locked)
        locker.unlock()
        await desk.heard.next(Unlocked)


async def test_locked_by_a_locker_that_does_not_answer_in_time(desk: LockRig, private_bus: str) -> None:
    with FakeLocker(private_bus, XFCE, active=True) as locker:
        locker.never_answers = 1
        await desk.start()
        await desk.heard.next(Locked, 10.0)


async def test_a_locker_that_comes_later(desk: LockRig, private_bus: str) -> None:
    await desk.start()
    with FakeLocker(private_bus, XFCE) as locker:
        locker.lock()
        await desk.heard.next(Locked)
        locker.unlock()
        await desk.heard.next(Unlocked)


async def test_a_locker_that_locks_as_it_starts(desk: LockRig, private_bus: str) -> None:
    await desk.start()
    before = boot()
    with FakeLocker(private_bus, XFCE, active=True):
        await desk.heard.next(Locked, where=between(before))


@pytest.mark.parametrize("who", ["logind", "locker"])
async def test_an_answer_that_is_overtaken_by_a_signal(
    desk: LockRig, logind: FakeLogind, locker: FakeLocker, who: str
) -> None:
    (logind if who == "logind" else locker).locks_as_it_answers = True
    await desk.start()
    assert isinstance(desk.heard.events[0], Locked)
    assert desk.heard.of(Unlocked) == []


async def test_a_service_that_only_takes_inhibitors_says_nothing(desk: LockRig, private_bus: str) -> None:
    with FakeLocker(private_bus, KDE, can_tell=False):
        await desk.start()
        await desk.quiet()


# -- several facts ---------------------------------------------------------------------------------------------


FACTS = ["hint", "gnome"]
ORDERS = [(*locking, *FACTS) for locking in itertools.permutations([*FACTS, "request"])]
ORDERS.append((*ORDERS[0][:3], *reversed(FACTS)))


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
async def test_in_any_order_one_lock_and_one_unlock(
    desk: LockRig, private_bus: str, logind: FakeLogind, order: list[str]
) -> None:
    """Locked from the first word on, be it the request; unlocked with the last."""
    with lockers(private_bus, gnome=False) as there:
        await desk.start()
        act = {"hint": lambda: logind.hint(True), "gnome": there["gnome"].lock, "request": logind.ask_to_lock}
        undo = {"hint": lambda: logind.hint(False), "gnome": there["gnome"].unlock}
        first = boot()
        act[order[0]]()
        await desk.settled()
        last = boot()
        for what in order[1:3]:
            act[what]()
            await desk.settled()
        await desk.heard.next(Locked, where=between(first, last))
        undo[order[3]]()
        await desk.quiet()
        before = boot()
        undo[order[4]]()
        await desk.heard.next(Unlocked, where=between(before))
        await desk.quiet()


# -- a request to lock is no lock ------------------------------------------------------------------------------


@pytest.mark.usefixtures("short_wait")
async def test_a_request_without_a_locker_is_nothing(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.ask_to_lock()
    await desk.settled()
    await asyncio.sleep(WAIT + 0.005)  # it waits in this loop, and has begun
    await desk.quiet()


@pytest.mark.usefixtures("short_wait")
async def test_a_fact_after_the_wait_counts_from_itself(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.ask_to_lock()
    await desk.settled()
    await asyncio.sleep(WAIT + 0.005)
    before = boot()
    logind.hint(True)
    await desk.heard.next(Locked, where=between(before))


async def test_a_fact_within_the_wait_counts_from_the_request(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    asked = boot()
    logind.ask_to_lock()
    await desk.settled()
    last = boot()
    logind.hint(True)
    await desk.heard.next(Locked, where=between(asked, last))


async def test_input_ends_the_wait(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.ask_to_lock()
    await desk.input()
    await desk.settled()
    before = boot()
    logind.hint(True)
    await desk.heard.next(Locked, where=between(before))


async def test_the_pauses_that_only_the_lock_listens_for_stay_here(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.ask_to_lock()
    await desk.input()
    await desk.settled()
    assert desk.heard.of(NoInput) == []


async def test_the_pause_that_the_engine_listens_for_is_told_meanwhile(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    pause = 4 * PAUSE
    desk.presence.watch_pause(pause)
    logind.ask_to_lock()
    await desk.heard.next(NoInput)
    for _ in range(2):
        desk.heard.clear()
        touched = await desk.input()
        seen = await desk.heard.next(InputSeen)
        paused = await desk.heard.next(NoInput)
        assert touched <= seen.at == paused.since
        assert boot() - paused.since >= pause, "not the one that only the lock listens for"


# -- input while locked ----------------------------------------------------------------------------------------


async def test_a_lost_unlock_signal_does_not_lock_for_ever(desk: LockRig, locker: FakeLocker) -> None:
    await desk.start()
    locker.lock()
    await desk.heard.next(Locked)
    await desk.input()  # typing the password
    await desk.quiet()
    locker.unlock(silent=True)
    touched = await desk.input()
    await desk.heard.next(Unlocked, where=between(touched))


async def test_one_locker_still_says_locked(desk: LockRig, private_bus: str) -> None:
    with lockers(private_bus, gnome=False, xfce=False) as there:
        await desk.start()
        for locker in there.values():
            locker.lock()
        await desk.heard.next(Locked)
        there["gnome"].unlock(silent=True)
        await desk.input()
        await desk.quiet()
        there["xfce"].unlock(silent=True)
        await desk.input()
        await desk.heard.next(Unlocked)


async def test_input_ends_nothing_while_the_hint_says_locked(
    desk: LockRig, logind: FakeLogind, locker: FakeLocker
) -> None:
    await desk.start()
    logind.hint(True)
    locker.lock()
    await desk.heard.next(Locked)
    assert desk.source.pause is None, "the lock has no need to hear input"
    locker.unlock(silent=True)
    asked = locker.asked
    desk.presence.watch_pause(PAUSE)
    await desk.input()
    await desk.heard.next(InputSeen)
    await desk.quiet()
    assert locker.asked == asked


async def test_a_locker_that_crashes_holds_until_input(desk: LockRig, private_bus: str) -> None:
    with FakeLocker(private_bus, XFCE) as locker:
        await desk.start()
        locker.lock()
        await desk.heard.next(Locked)
        locker.stop()
        await desk.quiet()
        touched = await desk.input()
        await desk.heard.next(Unlocked, where=between(touched))


async def test_a_locker_that_comes_back_unlocked(desk: LockRig, locker: FakeLocker) -> None:
    await desk.start()
    locker.lock()
    await desk.heard.next(Locked)
    locker.restart()
    await desk.heard.next(Unlocked)


async def test_where_no_input_is_seen_a_crashed_locker_locks_nothing(private_bus: str) -> None:
    heard = Heard()
    async with session_bus(private_bus) as bus:
        presence = PresenceMonitor(heard.report, boot, bus, bus)
        with FakeLocker(private_bus, XFCE) as locker:
            await presence.start(NEVER)
            assert presence.source.name == "always"
            locker.lock()
            await heard.next(Locked)
            locker.stop()
            await heard.next(Unlocked)
        await presence.stop()


# -- instants --------------------------------------------------------------------------------------------------


class Clock:
    """A clock set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


async def test_unlocked_since_the_input_that_showed_it() -> None:
    heard, clock = Heard(), Clock()
    lock = LockState(heard.report, clock, lambda _on: None, lambda: True)
    lock.set_fact(XFCE, True)
    clock.now = 160.0
    assert lock.on_input(99.0) == frozenset(), "the input before the lock"
    assert lock.on_input(150.0) == {XFCE}
    lock.set_fact(XFCE, False, 150.0)
    assert heard.events == [Locked(100.0), Unlocked(150.0)]


async def test_repeated_facts_are_told_once() -> None:
    heard, clock = Heard(), Clock()
    lock = LockState(heard.report, clock, lambda _on: None, lambda: True)
    for locked in (False, True, True, False, False):
        clock.now += 1
        lock.set_fact(KDE, locked)
    assert heard.events == [Locked(102.0), Unlocked(104.0)]


async def test_input_goes_through(desk: LockRig) -> None:
    await desk.start()
    desk.presence.watch_pause(0.1)
    await desk.heard.next(NoInput)
    desk.source.input()
    await desk.heard.next(InputSeen)
    desk.presence.watch_pause(None)
    desk.presence.set_idle_after(0.3)
    await desk.heard.next(NoInput)
