"""The idle counter of an X server that is forwarded, old, held by another program, or gone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.x11_sync import IdleCounter, When
from tests.support import nowhere
from tests.support.fakes.x11 import FakeX11Server


def counter_of(server: FakeX11Server) -> IdleCounter:
    return IdleCounter({"DISPLAY": server.display}, lambda _alarm: None, lambda: None)


@asynccontextmanager
async def connected(server: FakeX11Server) -> AsyncIterator[IdleCounter]:
    async with server:
        counter = counter_of(server)
        await counter.connect()
        yield counter
        counter.close()


@pytest.mark.parametrize("idle", [0, 1500, 40 * 86_400_000])
async def test_a_display_that_ssh_forwards_tells_since_when_nobody_typed(idle: int) -> None:
    """Names of counters are padded: one of 17 letters stands before it."""
    async with connected(FakeX11Server(idle=idle)) as counter:
        assert await counter.value() == idle


@pytest.mark.parametrize(
    "server", [{"has_sync": False}, {"counters": ("SERVERTIME",)}], ids=["no SYNC", "no counter"]
)
async def test_a_server_that_cannot_tell_is_let_go(server: dict[str, object]) -> None:
    async with FakeX11Server(**server) as old:  # type: ignore[arg-type]
        with pytest.raises(Unavailable, match=rf"display {old.display} has no idle counter"):
            await counter_of(old).connect()
        await asyncio.wait_for(old.left.wait(), 10)


async def test_a_question_ends_with_the_server() -> None:
    server = FakeX11Server(held=True)
    async with connected(server) as counter:
        asking = asyncio.create_task(counter.value())
        await server.asked.wait()
        server.vanish()
        with pytest.raises(Unavailable, match="the connection is lost"):
            await asking


async def test_an_answer_that_comes_too_late_harms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program that had the server for itself lets go of it: the next question is answered."""
    server = FakeX11Server(idle=700, held=True)
    async with connected(server) as counter:
        monkeypatch.setattr("breakd.desktop.protocols.x11_sync.ANSWER_SECONDS", 0.1)
        with pytest.raises(Unavailable, match=rf"{server.display} does not answer \(timeout\)"):
            await counter.value()
        monkeypatch.undo()
        server.release()
        assert await counter.value() == 700


async def test_an_alarm_that_is_dropped_wakes_nobody_any_more() -> None:
    server = FakeX11Server()
    async with connected(server) as counter:
        first = counter.new_alarm(When.AT_LEAST, 1000)
        second = counter.new_alarm(When.AT_LEAST, 2000)
        counter.drop_alarm(first)
        await counter.value()
        assert server.alarms == {second}


async def test_nothing_is_asked_of_a_server_before_it_is_reached() -> None:
    with pytest.raises(Unavailable):
        await IdleCounter({"DISPLAY": nowhere.DISPLAY}, lambda _alarm: None, lambda: None).value()
