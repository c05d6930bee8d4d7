"""Which session is in front: fast user switching, a greeter, two sessions of one person; and signals in any order."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
import pytest_asyncio

from breakd.desktop.presence.lock import ELSEWHERE, HINT, LockState
from breakd.engine.events import Event, InputSeen, Locked, Sleeping, Unlocked, Woke
from tests.support.contract.lock_rig import PAUSE, LockRig, lock_rig_on
from tests.support.contract.presence_rigs import Heard, boot
from tests.support.fakes.logind import FakeLogind

from .test_lock import between


@pytest.fixture
def logind(private_bus: str) -> Iterator[FakeLogind]:
    with FakeLogind(private_bus) as logind:
        yield logind


@pytest_asyncio.fixture
async def desk(private_bus: str) -> AsyncIterator[LockRig]:
    async with lock_rig_on(private_bus) as desk:
        yield desk


# -- another session is in front -------------------------------------------------------------------------------


async def test_another_user_takes_the_screen_and_gives_it_back(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    for _ in range(2):
        left = boot()
        logind.switch(False)
        await desk.heard.next(Locked, where=between(left))
        back = boot()
        logind.switch(True)
        await desk.heard.next(Unlocked, where=between(back))
    await desk.quiet()


async def test_started_in_the_background(desk: LockRig, logind: FakeLogind) -> None:
    logind.switch(False)
    await desk.start()
    assert isinstance(desk.heard.events[0], Locked), "before the source says that somebody is there"
    logind.switch(True)
    await desk.heard.next(Unlocked)


async def test_a_session_that_is_switched_back_to_is_still_locked(desk: LockRig, logind: FakeLogind) -> None:
    """What a desktop does that locks when it goes into the background."""
    await desk.start()
    logind.switch(False)
    await desk.heard.next(Locked)
    logind.hint(True)
    logind.switch(True)
    await desk.quiet()
    logind.hint(False)
    await desk.heard.next(Unlocked)


async def test_input_says_nothing_about_the_session(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.switch(False)
    await desk.heard.next(Locked)
    assert desk.source.pause is None, "the lock has no need to hear input"
    desk.presence.watch_pause(PAUSE)
    await desk.input()
    await desk.heard.next(InputSeen)
    await desk.quiet()


async def test_logind_restarts_while_another_session_is_in_front(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.switch(False)
    await desk.heard.next(Locked)
    logind.restart()
    await desk.quiet()
    logind.switch(True)
    await desk.heard.next(Unlocked)


async def test_the_best_of_two_sessions_of_one_person_is_followed(desk: LockRig, logind: FakeLogind) -> None:
    logind.switch(False, "c2")
    await desk.start()
    await desk.quiet()
    logind.change_display("c2")
    await desk.heard.next(Locked)
    logind.switch(True, "c1")
    logind.hint(True, "c1")
    await desk.quiet()
    logind.switch(True, "c2")
    await desk.heard.next(Unlocked)


async def test_logged_out_in_the_background_and_in_again(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.switch(False)
    await desk.heard.next(Locked)
    logind.change_display("")
    await desk.quiet()
    logind.change_display("c2")
    await desk.heard.next(Unlocked)


# -- orders ----------------------------------------------------------------------------------------------------

SIGNALS = ("lock", "sleep", "wake", "unlock")


@pytest.mark.parametrize("order", list(itertools.permutations(SIGNALS)), ids="-".join)
async def test_lock_and_sleep_in_any_order(desk: LockRig, logind: FakeLogind, order: tuple[str, ...]) -> None:
    """Each signal is told once, in its order: the adapters add nothing and leave nothing out."""
    says: dict[str, Callable[[], Any]] = {
        "lock": lambda: logind.hint(True), "unlock": lambda: logind.hint(False),
        "sleep": lambda: logind.sleep(True), "wake": lambda: logind.sleep(False),
    }  # fmt: skip
    events: dict[str, type[Event]] = {"lock": Locked, "unlock": Unlocked, "sleep": Sleeping, "wake": Woke}
    await desk.start()
    desk.heard.clear()
    for what in order:
        says[what]()
    locked_at_the_end = order.index("lock") > order.index("unlock")
    # an unlock of what was not locked is no news
    wanted = [events[what] for what in order if not (what == "unlock" and locked_at_the_end)]
    for kind in wanted:
        await desk.heard.next(kind)
    await desk.settled()
    assert not [event for event in desk.heard.events if type(event) in events.values()]


@pytest.mark.parametrize("signal", SIGNALS)
async def test_a_signal_that_comes_twice(desk: LockRig, logind: FakeLogind, signal: str) -> None:
    await desk.start()
    if signal == "unlock":
        logind.hint(True)
    desk.heard.clear()
    for _ in range(2):
        match signal:
            case "lock" | "unlock":
                logind.hint(signal == "lock")
            case "sleep" | "wake":
                logind.sleep(signal == "sleep")
    await desk.settled()
    locks = [type(event) for event in desk.heard.events if isinstance(event, Locked | Unlocked)]
    assert locks == {"lock": [Locked], "unlock": [Locked, Unlocked]}.get(signal, [])
    # after two goodbyes of the machine it must be able to sleep, and after two good mornings to be held
    desk.presence.snapshot_saved()
    await desk.settled()
    assert len(logind.held()) == (0 if signal == "sleep" else 1)


async def test_a_sleep_whose_end_is_never_told_holds_the_next_one_again(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    logind.sleep(True)
    await desk.heard.next(Sleeping)
    desk.presence.snapshot_saved()
    logind.sleep(True)
    await desk.heard.next(Sleeping)
    logind.sleep(False)
    await desk.heard.next(Woke)
    await desk.settled()
    assert len(logind.held()) == 1


FACTS = (HINT, ELSEWHERE, "org.gnome.ScreenSaver")


@pytest.mark.parametrize("order", list(itertools.permutations(FACTS)), ids=lambda order: "-".join(map(str, order)))
@pytest.mark.parametrize("ends", list(itertools.permutations(range(3))))
def test_locked_from_the_first_fact_to_the_end_of_the_last(order: tuple[str, ...], ends: tuple[int, ...]) -> None:
    heard = Heard()
    now = itertools.count(100.0)
    lock = LockState(heard.report, lambda: next(now), lambda _on: None, lambda: True)
    for who in order:
        lock.set_fact(who, True)
    assert heard.events == [Locked(100.0)]
    for place in ends:
        assert len(heard.of(Unlocked)) == 0
        lock.set_fact(order[place], False)
    assert heard.events == [Locked(100.0), Unlocked(105.0)]
