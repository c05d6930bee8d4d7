"""A logind that restarts at an awkward moment, or does not answer in time, is asked again until it has answered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial

import pytest
import pytest_asyncio

from breakd.engine.events import Locked, Sleeping, Unlocked, Woke
from tests.support.contract.lock_rig import LockRig, lock_rig_on
from tests.support.contract.presence_rigs import boot
from tests.support.fakes.logind import FakeLogind

PATIENCE = 15.0
"""Seconds, on a busy machine: an unanswered call takes two, and several follow each other."""
QUESTIONS = ("Inhibit", "ListUsers", "Display", "GetAll")
"""Everything that logind is asked when it appears."""


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("breakd.desktop.retry.PAUSES", (0.1, 0.2))


@pytest.fixture
def logind(private_bus: str) -> Iterator[FakeLogind]:
    with FakeLogind(private_bus) as logind:
        yield logind


@pytest_asyncio.fixture
async def desk(private_bus: str) -> AsyncIterator[LockRig]:
    async with lock_rig_on(private_bus) as desk:
        yield desk


async def until(so: Callable[[], bool], what: str) -> None:
    end = boot() + PATIENCE
    while not so() and boot() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    assert so(), what


async def works(desk: LockRig, logind: FakeLogind) -> None:
    """One inhibitor is held, and a lock, an unlock and a sleep are heard."""
    await until(logind.is_steady, "the last crash")
    await until(lambda: len(logind.held()) == 1, "the inhibitor")
    # which session is followed cannot be seen from outside: the hint is told until it is heard
    desk.heard.clear()
    for locked, event in ((True, Locked), (False, Unlocked)):
        await until(partial(_told, desk, logind, locked, event), event.__name__)
    logind.sleep(True)
    await desk.heard.next(Sleeping, PATIENCE)
    desk.presence.snapshot_saved()
    await until(lambda: logind.held() == [], "the way into the sleep")
    logind.sleep(False)
    await desk.heard.next(Woke, PATIENCE)
    await until(lambda: len(logind.held()) == 1, "the inhibitor of the next sleep")


def _told(desk: LockRig, logind: FakeLogind, locked: bool, event: type[Locked | Unlocked]) -> bool:
    logind.hint(locked)
    return bool(desk.heard.of(event))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("times", [1, 2])
async def test_it_crashes_over_a_question_at_the_start(
    desk: LockRig, logind: FakeLogind, question: str, times: int
) -> None:
    logind.dies_at = [question] * times
    await desk.start()
    await works(desk, logind)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("times", [1, 2])
async def test_it_crashes_over_a_question_after_a_restart(
    desk: LockRig, logind: FakeLogind, question: str, times: int
) -> None:
    await desk.start()
    logind.dies_at = [question] * times
    logind.restart()
    await works(desk, logind)


@pytest.mark.parametrize("question", QUESTIONS)
async def test_its_name_is_there_before_it_answers(desk: LockRig, logind: FakeLogind, question: str) -> None:
    logind.never_answers = [question]
    await desk.start()
    await works(desk, logind)
    logind.never_answers = [question]
    logind.restart()
    await works(desk, logind)
    assert logind.never_answers == []


@pytest.mark.parametrize("question", QUESTIONS)
async def test_an_answer_that_cannot_be_read(desk: LockRig, logind: FakeLogind, question: str) -> None:
    logind.nonsense_to = [question]
    await desk.start()
    await works(desk, logind)
    assert logind.nonsense_to == []


async def test_locked_while_it_did_not_answer(desk: LockRig, logind: FakeLogind) -> None:
    """No signal tells of it any more: only the next question does."""
    logind.hint(True)
    logind.never_answers = ["GetAll"]
    await desk.start()
    await desk.heard.next(Locked, PATIENCE)
    logind.hint(False)
    await desk.heard.next(Unlocked, PATIENCE)


async def test_it_restarts_many_times_at_once(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    for _ in range(5):
        logind.restart()
    await works(desk, logind)


async def test_the_session_changes_while_the_last_one_is_still_asked_for(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    for session in ("c2", "c3", "c2", "c1"):
        logind.change_display(session)
    await works(desk, logind)


async def test_a_heartbeat_asks_again_when_it_was_busy_for_long(desk: LockRig, logind: FakeLogind) -> None:
    logind.nonsense_to = ["Inhibit"] * 4
    await desk.start()
    await until(lambda: len(logind.nonsense_to) == 1, "the tries between heartbeats")
    await asyncio.sleep(0.5)
    assert len(logind.nonsense_to) == 1, "nothing more until the heartbeat"
    for _ in range(2):
        await desk.presence.beat()
        await asyncio.sleep(0.3)
    await works(desk, logind)


async def test_a_heartbeat_asks_nothing_where_all_is_answered(desk: LockRig, logind: FakeLogind) -> None:
    await desk.start()
    given = len(logind.inhibitors)
    await desk.presence.beat()
    await asyncio.sleep(0.2)
    assert len(logind.inhibitors) == given


async def test_a_refusal_is_said_once(desk: LockRig, logind: FakeLogind, caplog: pytest.LogCaptureFixture) -> None:
    logind.nonsense_to = ["Inhibit"] * 9
    await desk.start()
    for _ in range(3):
        await desk.presence.beat()
        await asyncio.sleep(0.1)
    said = [record.message for record in caplog.records if "sleep cannot be delayed" in record.message]
    assert len(said) == 1


async def test_it_restarts_while_the_machine_goes_to_sleep(desk: LockRig, logind: FakeLogind) -> None:
    """The new one knows nothing of the sleep, so nobody tells of its end."""
    await desk.start()
    logind.sleep(True)
    await desk.heard.next(Sleeping, PATIENCE)
    desk.presence.snapshot_saved()
    logind.restart()
    await desk.heard.next(Woke, PATIENCE)
    await until(lambda: len(logind.held()) == 1, "the inhibitor")
    desk.presence.snapshot_saved()
    await asyncio.sleep(0.1)
    assert len(logind.held()) == 1, "an ordinary snapshot lets nothing go"
