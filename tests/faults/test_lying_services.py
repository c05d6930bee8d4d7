"""Services that answer what their specification does not say: an error to whoever asked, and one line in the log."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from dbus_fast import Message, Variant

from breakd.desktop.bus_names import DBUS, DBUS_PATH
from breakd.desktop.dbus import INCONSISTENT, Bus, BusError
from tests.support.contract.presence_rigs import session_bus
from tests.support.fakes.service import Service
from tests.support.settled import settled

NAME = "org.example.Liar"
LIES: tuple[tuple[str, list[Any]], ...] = (
    ("", []), ("s", ["true"]), ("u", [1]), ("bb", [True, False]), ("ab", [[True]]), ("v", [Variant("b", True)]),
)  # fmt: skip


class Liar(Service):
    """Answers each call with what the test says."""

    names = (NAME,)

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.lie: tuple[str, list[Any]] = ("", [])

    def answer(self, message: Message) -> Message:
        return Message.new_method_return(message, *self.lie)


@pytest.fixture
def liar(private_bus: str) -> Iterator[Liar]:
    with Liar(private_bus) as liar:
        yield liar


@pytest.mark.parametrize("lie", LIES)
async def test_an_answer_of_other_types_is_an_error(private_bus: str, liar: Liar, lie: tuple[str, list[Any]]) -> None:
    liar.lie = lie
    async with session_bus(private_bus) as bus:
        with pytest.raises(BusError) as told:
            await bus.call(NAME, "/", NAME, "IsInhibited", returns="b")
        assert told.value.name == INCONSISTENT
        liar.lie = ("b", [True])
        assert await bus.call(NAME, "/", NAME, "IsInhibited", returns="b") == [True]


@pytest.mark.parametrize(
    "lie", [*LIES[:-1], ("v", [Variant("s", "true")]), ("v", [Variant("v", Variant("b", True))])]
)
async def test_a_property_of_another_type_is_an_error(
    private_bus: str, liar: Liar, lie: tuple[str, list[Any]]
) -> None:
    liar.lie = lie
    async with session_bus(private_bus) as bus:
        with pytest.raises(BusError) as told:
            await bus.get(NAME, "/", NAME, "Inhibited", kind="b")
        assert told.value.name == INCONSISTENT


async def test_signals_of_other_types_are_not_heard(
    private_bus: str, liar: Liar, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[list[Any]] = []
    async with session_bus(private_bus) as bus:
        await bus.watch_signal(NAME, NAME, "Changed", heard.append, signature="b", path="/")
        for lie in LIES:
            liar.do(lambda lie=lie: liar.emit("/", NAME, "Changed", *lie))  # type: ignore[misc]
        liar.do(lambda: liar.emit("/", NAME, "Changed", "b", [False]))
        await settled(bus)
    assert heard == [[False]]
    assert caplog.records == []


async def test_a_flood_of_signals_that_nobody_can_use_is_one_line(
    private_bus: str, liar: Liar, caplog: pytest.LogCaptureFixture
) -> None:
    """A property that is of another type than it should be, in each signal of a flood."""

    def hear(body: list[Any]) -> None:
        assert body[1]["Locked"].value & 1

    async with session_bus(private_bus) as bus:
        await bus.watch_signal(NAME, NAME, "Changed", hear, signature="sa{sv}", path="/")
        body = [NAME, {"Locked": Variant("s", "glaucoma")}]
        for _ in range(30):
            liar.do(lambda: liar.emit("/", NAME, "Changed", "sa{sv}", body))
        await settled(bus)
    assert [record.getMessage() for record in caplog.records] == ["bus: a signal Changed cannot be used"]


@pytest.mark.parametrize("turns", range(1, 12))
async def test_a_watch_whose_beginning_is_cancelled_leaves_nothing_on_the_bus(private_bus: str, turns: int) -> None:
    """However far it came; a reminder that is answered at once ends its watches like this."""
    async with session_bus(private_bus) as bus, session_bus(private_bus) as other:
        before = await _rules(other)
        watching = asyncio.ensure_future(bus.watch_signal(NAME, NAME, "Changed", lambda _: None, signature="b"))
        for _ in range(turns):
            await asyncio.sleep(0.001)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await bus.unwatch(await watching)
        await settled(bus)
        assert await _rules(other) == before


async def _rules(bus: Bus) -> int:
    """How many the bus keeps for everybody."""
    stats = "org.freedesktop.DBus.Debug.Stats"
    (rules,) = await bus.call(DBUS, DBUS_PATH, stats, "GetAllMatchRules", returns="a{sas}")
    return sum(map(len, rules.values()))
