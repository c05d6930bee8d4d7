"""Services, buses and sound servers that go, hang, are late or lie, and strangers on the bus."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from dbus_fast import Message, MessageFlag
from dbus_fast.aio import MessageBus
from jeepney import DBusAddress, HeaderFields, new_signal
from jeepney.io.blocking import open_dbus_connection

from breakd.desktop.bus_names import NOTIFICATIONS, NOTIFICATIONS_PATH
from tests.support.fakes.service import Mood

from .fault import Fault
from .house import House

LATE_SECONDS = 3.0
"""breakd waits two seconds for an answer."""
AWAY_SECONDS = 3.0
SERVICES = ("notification server", "tray watcher", "idle source", "session manager", "logind")
PATH, INTERFACE = "/io/github/breakd", "io.github.breakd.Daemon1"
FLOOD, FILES = 1_000, 100


@contextmanager
def _gone(house: House, name: str) -> Iterator[None]:
    house.services[name].stop()
    yield
    house.services[name].start()


@contextmanager
def _moody(house: House, name: str, mood: Mood) -> Iterator[None]:
    """One that never answered is started anew in the end, as somebody does who sees that it hangs."""
    service = house.services[name]
    service.late, service.mood = LATE_SECONDS, mood
    yield
    service.mood = Mood.TRUE
    if mood is Mood.MUTE:
        service.restart()


@contextmanager
def _restarts(house: House, name: str) -> Iterator[None]:
    house.services[name].restart()
    yield


@contextmanager
def _bus_killed(house: House, name: str) -> Iterator[None]:
    with house.without(house.session if name == "session" else house.system):
        yield


@contextmanager
def _bus_stopped(house: House, name: str) -> Iterator[None]:
    bus = house.session if name == "session" else house.system
    bus.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        bus.signal(signal.SIGCONT)


# -- PipeWire ------------------------------------------------------------------------------------------------------


def _pipewire(house: House) -> subprocess.Popen[bytes]:
    env = house.daemon.env | {"PIPEWIRE_RUNTIME_DIR": house.daemon.env["XDG_RUNTIME_DIR"]}
    nothing = subprocess.DEVNULL
    server = subprocess.Popen(["pipewire"], env=env, stdin=nothing, stdout=nothing, stderr=nothing)
    end = time.monotonic() + 20
    while not _socket(house).exists():
        assert time.monotonic() < end, "no PipeWire"
        time.sleep(0.05)
    return server


def _socket(house: House) -> Path:
    return Path(house.daemon.env["XDG_RUNTIME_DIR"], "pipewire-0")


@contextmanager
def _pipewire_with(house: House, number: signal.Signals) -> Iterator[None]:
    """It comes, and gets this signal a second later."""
    server = _pipewire(house)
    try:
        time.sleep(1)
        server.send_signal(number)
        yield
    finally:
        server.kill()
        server.wait()


@contextmanager
def _pipewire_says(house: House, words: bytes) -> Iterator[None]:
    """Something listens where PipeWire does; it says this, or nothing at all."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(_socket(house)))
        listener.listen()
        over = threading.Event()
        thread = threading.Thread(target=_speak, args=(listener, words, over), daemon=True)
        thread.start()
        yield
        over.set()
        thread.join(5)
    _socket(house).unlink()


def _speak(listener: socket.socket, words: bytes, over: threading.Event) -> None:
    listener.settimeout(0.2)
    callers = []
    while not over.is_set():
        with suppress(OSError):
            caller, _ = listener.accept()
            callers.append(caller)
            caller.sendall(words)
    for caller in callers:
        caller.close()


# -- peers that flood ----------------------------------------------------------------------------------------------


@contextmanager
def _while(house: House, act: Callable[[MessageBus, str], Iterator[Message]]) -> Iterator[None]:
    """A stranger on the session bus sends all this."""
    asyncio.run(_send(house, act))
    yield


async def _send(house: House, act: Callable[[MessageBus, str], Iterator[Message]]) -> None:
    bus = await MessageBus(house.session.address, negotiate_unix_fd=True).connect()
    dbus = "org.freedesktop.DBus"
    question = Message(dbus, "/org/freedesktop/DBus", dbus, "GetNameOwner", signature="s", body=["io.github.breakd"])
    (name, *_) = (await bus.call(question)).body  # in "at its start" nobody has the name: an error's text
    for message in act(bus, name if name.startswith(":") else "io.github.breakd"):
        await bus.send(message)
    await bus.call(Message(dbus, "/org/freedesktop/DBus", dbus, "GetId"))
    bus.disconnect()


@contextmanager
def _forged_clicks(house: House) -> Iterator[None]:
    """Clicks and closes of whatever number, sent to breakd alone."""
    emitter = DBusAddress(NOTIFICATIONS_PATH, interface=NOTIFICATIONS)
    with open_dbus_connection(house.session.address) as connection:
        for number in range(FLOOD):
            key = ("done", "default", "snooze", "another")[number % 4]
            for member, signature, body in (
                ("ActionInvoked", "us", (1 + number % 9, key)),
                ("NotificationClosed", "uu", (1 + number % 9, 2)),
            ):
                signal = new_signal(emitter, member, signature, body)
                signal.header.fields[HeaderFields.destination] = "io.github.breakd"
                connection.send(signal)
    yield


def _questions(_bus: MessageBus, name: str) -> Iterator[Message]:
    for _ in range(FLOOD // 4):
        # the bus closes on who has more than 128 unanswered
        yield Message(name, PATH, INTERFACE, "GetStatus", flags=MessageFlag.NO_REPLY_EXPECTED)


def _long_words(_bus: MessageBus, name: str) -> Iterator[Message]:
    for member in ("Pause", "Feel", "Hurts", "SetPlace"):
        yield Message(name, PATH, INTERFACE, member, signature="s", body=["A" * 1_000_000])


def _files(_bus: MessageBus, name: str) -> Iterator[Message]:
    reader, writer = os.pipe()
    try:
        for _ in range(FILES):
            yield Message(name, PATH, INTERFACE, "Skip", signature="ah", body=[[0] * 9], unix_fds=[writer] * 9)
    finally:
        os.close(reader)
        os.close(writer)


def of_services() -> Iterator[Fault]:
    """Rows."""
    for name in SERVICES:
        yield Fault(f"{name}: killed, back at once", partial(_restarts, name=name))
        yield Fault(f"{name}: killed, back after {AWAY_SECONDS:g} s", partial(_gone, name=name), AWAY_SECONDS)
        yield Fault(f"{name}: mute", partial(_moody, name=name, mood=Mood.MUTE), 5)
        late = partial(_moody, name=name, mood=Mood.LATE)
        yield Fault(f"{name}: late", late, LATE_SECONDS + 1)
        yield Fault(f"{name}: lies in each answer", partial(_moody, name=name, mood=Mood.LIES), 5)
    for name in ("session", "system"):
        heard = name == "system"
        killed = partial(_bus_killed, name=name)
        yield Fault(f"{name} bus: killed, back later", killed, ends_it=True, unheard=not heard)
        yield Fault(f"{name} bus: stopped", partial(_bus_stopped, name=name), 3, unheard=not heard)
    for word, number in (("killed", signal.SIGKILL), ("mute", signal.SIGSTOP)):
        yield Fault(f"PipeWire: {word}", partial(_pipewire_with, number=number), 3, needs="pipewire")
    yield Fault("PipeWire: says nothing", partial(_pipewire_says, words=b""), 3)
    yield Fault("PipeWire: lies", partial(_pipewire_says, words=bytes(range(1, 256)) * 64), 3)
    yield Fault("a stranger: 2000 forged clicks", _forged_clicks)
    yield Fault("a stranger: 250 questions at once", partial(_while, act=_questions))
    yield Fault("a stranger: words of a megabyte", partial(_while, act=_long_words))
    yield Fault("a stranger: 900 open files", partial(_while, act=_files))
