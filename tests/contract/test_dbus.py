"""The bus that goes away: what is still said on it is said to nobody, and quietly."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message

from breakd.desktop.dbus import CALL_SECONDS, Bus, BusError
from tests.support.contract.presence_rigs import PATIENCE
from tests.support.rigs import bus as rig

SIGNAL = Message.new_signal("/io/github/breakd", "io.github.breakd.Daemon1", "ReminderShown")


@pytest.fixture
def leaving_bus(
    bus_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    needs_bus: None,  # noqa: ARG001
) -> Iterator[ExitStack]:
    """A session bus that is gone when the stack is closed."""
    with ExitStack() as stack:
        address = stack.enter_context(rig.private_bus(bus_folder))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield stack


@contextmanager
def quiet() -> Iterator[None]:
    """asyncio finds nothing to complain of, not even when everything is forgotten."""
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))
    yield
    gc.collect()
    assert complaints == []


async def test_a_signal_after_the_end(leaving_bus: ExitStack) -> None:
    bus = await Bus.session()
    leaving_bus.close()
    await bus.wait_closed()
    with quiet():
        bus.raw.send(SIGNAL)
        await asyncio.sleep(0)
        with pytest.raises(BusError, match="gone"):
            await bus.call("a.b", "/", "a.b", "C", returns="")


async def test_a_signal_before_the_end_is_known(leaving_bus: ExitStack) -> None:
    bus = await Bus.session()
    leaving_bus.close()
    with quiet():
        bus.raw.send(SIGNAL)  # the loop has not had a turn: the socket is dead, and nobody knows
        with pytest.raises(BusError, match="disconnected"):
            await bus.call("a.b", "/", "a.b", "C", returns="")
        await asyncio.wait_for(bus.wait_closed(), PATIENCE)
        del bus  # it holds what it could not send, and asyncio complains when that is forgotten


async def test_the_file_that_gets_the_number_of_the_dead_socket_is_read_on(leaving_bus: ExitStack) -> None:
    ours, theirs = socket.socketpair()
    bus = await Bus.session()
    number = bus.raw._fd
    assert number is not None
    leaving_bus.close()
    await bus.wait_closed()
    loop, heard = asyncio.get_running_loop(), asyncio.Event()
    with ours, theirs, quiet():
        os.dup2(ours.fileno(), number)
        loop.add_reader(number, heard.set)
        bus.raw.send(SIGNAL)
        theirs.send(b"x")
        await asyncio.wait_for(heard.wait(), PATIENCE)
        loop.remove_reader(number)
        os.close(number)


async def test_a_bus_whose_end_nobody_waited_for(leaving_bus: ExitStack) -> None:
    with quiet():
        bus = await Bus.session()
        leaving_bus.close()
        await asyncio.sleep(0.05)
        bus.close()
        del bus


@pytest.mark.usefixtures("private_bus")
async def test_what_is_not_watched_any_more_wakes_nobody() -> None:
    bus, other = await Bus.session(), await Bus.session()
    heard: list[object] = []
    woken: list[Message] = []

    def on_message(message: Message) -> None:
        woken.append(message)

    watch = await bus.watch_signal("a.service", "a.b", "Signal", heard.append, signature="")
    await bus.watch_owner("a.service", heard.append)
    await other.raw.request_name("a.service")
    other.raw.send(Message.new_signal("/", "a.b", "Signal"))
    await bus.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", returns="s")
    assert heard == [None, other.raw.unique_name, []]

    await bus.unwatch(watch)
    await bus.unwatch_owner("a.service", heard.append)
    bus.raw.add_message_handler(on_message)
    other.raw.send(Message.new_signal("/", "a.b", "Signal"))
    await other.raw.release_name("a.service")
    await bus.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", returns="s")
    assert [message for message in woken if message.member] == []
    for each in (bus, other):
        each.close()
        await each.wait_closed()


async def test_a_call_before_the_end_is_known(leaving_bus: ExitStack) -> None:
    bus = await Bus.session()
    leaving_bus.close()
    with quiet():
        with pytest.raises(BusError, match="disconnected"):
            await bus.call("a.b", "/", "a.b", "C", returns="")
        await asyncio.wait_for(bus.wait_closed(), PATIENCE)
        del bus  # it holds what it could not send, and asyncio complains when that is forgotten


async def test_a_call_that_no_bus_carries_leaves_nothing_behind(leaving_bus: ExitStack) -> None:
    """dbus-fast waits for its answer until the end, and then has an error for nobody."""
    bus = await Bus.session()
    with quiet():
        with pytest.raises(BusError, match="surrogates"):
            await bus.call("a.b", "/", "a.b", "C", "s", ["caf\udce9"], returns="")
        leaving_bus.close()
        await asyncio.wait_for(bus.wait_closed(), PATIENCE)


async def test_a_call_under_way_ends_with_its_bus(leaving_bus: ExitStack) -> None:
    """dbus-fast lets it wait for its whole time, and the daemon then blamed the service."""
    service, client = await Bus.session(), await Bus.session()
    service.raw.add_message_handler(lambda message: message.member == "Never")  # taken, and never answered
    name = service.raw.unique_name
    assert name is not None
    call = asyncio.ensure_future(client.call(name, "/", "org.example.Slow", "Never", returns="", seconds=30))
    await asyncio.sleep(0.1)
    assert not call.done()
    leaving_bus.close()
    with pytest.raises(BusError, match="disconnected"):
        await asyncio.wait_for(call, 10)
    service.close()
    client.close()


@pytest.mark.usefixtures("private_bus")
async def test_a_bus_that_is_busy_for_longer_than_a_service_may_be() -> None:
    """What is not heard from the start is never heard."""
    bus, other = await Bus.session(), await Bus.session()
    dbus = "org.freedesktop.DBus"
    (pid,) = await bus.call(dbus, "/", dbus, "GetConnectionUnixProcessID", "s", [dbus], returns="u")
    heard: list[object] = []
    os.kill(pid, signal.SIGSTOP)
    asyncio.get_running_loop().call_later(CALL_SECONDS + 0.5, os.kill, pid, signal.SIGCONT)
    await bus.watch_owner("a.service", heard.append)
    await other.raw.request_name("a.service")
    await bus.call(dbus, "/", dbus, "GetId", returns="s")
    assert heard == [None, other.raw.unique_name]
    for each in (bus, other):
        each.close()
        await each.wait_closed()
