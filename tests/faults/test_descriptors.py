"""Open files that come with messages: whoever sends them, none stays open in the daemon."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from dbus_fast import Message
from dbus_fast.aio import MessageBus

from breakd.desktop.bus_names import DBUS, DBUS_PATH
from tests.support.desktops.daemon import Daemon, environment
from tests.support.fakes.logind import FakeLogind
from tests.support.fakes.mutter import FakeMutter
from tests.support.rigs.bus import private_bus as a_bus

SENT, AT_ONCE = 2_000, 10
"""Files by each bus; so many with one message, which is less than the bus allows for."""
PATH, INTERFACE = "/io/github/breakd", "io.github.breakd.Daemon1"


@pytest.fixture
def two_buses(bus_folder: Path, needs_bus: None) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """A session bus and a system bus, which are two for once."""
    folders = bus_folder / "session", bus_folder / "system"
    for folder in folders:
        folder.mkdir()
    with a_bus(folders[0]) as session, a_bus(folders[1]) as system:
        yield session, system


async def _ask(bus: MessageBus, member: str, *names: str) -> Message:
    signature = "s" * len(names)
    return await bus.call(Message(DBUS, DBUS_PATH, DBUS, member, signature=signature, body=list(names)))


async def _attack(address: str, pid: int) -> None:
    """Send files to every connection that the daemon has on this bus, by each kind of message there is."""
    bus = await MessageBus(address, negotiate_unix_fd=True).connect()
    ours, theirs = os.pipe()
    try:
        (names,) = (await _ask(bus, "ListNames")).body
        for name in [name for name in names if name.startswith(":")]:
            (owner,) = (await _ask(bus, "GetConnectionUnixProcessID", name)).body
            if owner == pid:
                for message in _messages(name, theirs):
                    await bus.send(message)
        await _ask(bus, "GetId")  # the bus has passed on what was sent before, and what it refused comes back
    finally:
        os.close(ours)
        os.close(theirs)
        bus.disconnect()


def _messages(name: str, file: int) -> Iterator[Message]:
    files, body = [file] * AT_ONCE, [list(range(AT_ONCE))]
    for number in range(SENT // AT_ONCE // 4):
        signal = Message.new_signal(PATH, INTERFACE, "Files", "ah", body, files)
        signal.destination = name
        yield signal
        yield Message(name, PATH, INTERFACE, "Done", signature="ah", body=body, unix_fds=files)
        yield Message(name, PATH, INTERFACE, "NoSuchThing", signature="ah", body=body, unix_fds=files)
        called = Message(name, PATH, INTERFACE, serial=number + 1, member="X", sender=name)
        yield Message.new_method_return(called, "ah", body, files)


def _open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_none_of_two_thousand_stays_open(two_buses: tuple[str, str], bus_folder: Path) -> None:
    session, system = two_buses
    env = environment() | {"DBUS_SESSION_BUS_ADDRESS": session, "DBUS_SYSTEM_BUS_ADDRESS": system}
    with FakeMutter(session) as mutter, FakeLogind(system) as logind, Daemon(env, bus_folder) as daemon:
        mutter.input()
        daemon.wait(lambda status: status["capabilities"]["logind"] and logind.held(), "logind's inhibitor")
        before = _open_files(daemon.pid)
        for address in two_buses:
            asyncio.run(_attack(address, daemon.pid))
        daemon.wait(lambda _status: _open_files(daemon.pid) == before, "no file of a message is open")
        assert len(logind.held()) == 1, "the one that was asked for is still held"
        logind.sleep(True)
        daemon.wait(lambda _status: not logind.held(), "it is still given back")
