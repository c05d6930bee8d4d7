"""The four protocols that breakd speaks by itself, against servers that say anything: at worst "not available".

Each server answers what is right with accidents in it, and hangs up as soon as its client waits for more.
"""

from __future__ import annotations

import asyncio
import random
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from breakd.desktop.ports import Unavailable
from breakd.desktop.presence.idle_notify import IdleNotifier
from breakd.desktop.protocols.channel import MOST, MOST_TOLD, Channel, Malformed
from breakd.desktop.protocols.pipewire import PipeWire
from breakd.desktop.protocols.pipewire_pod import MOST_DEEP, decode
from breakd.desktop.protocols.pulseaudio import PulseAudio, PulseAudioError
from breakd.desktop.protocols.pulseaudio_tagstruct import decode as decode_tags
from breakd.desktop.protocols.wayland_toplevels import Toplevels
from breakd.desktop.protocols.x11 import X11Client, X11Error
from breakd.desktop.protocols.x11_display import TCP_BASE
from breakd.desktop.protocols.x11_sync import IdleCounter, When
from breakd.desktop.quiet.screen_share import is_shared
from tests.support.fuzz import Rounds, streams
from tests.support.fuzz.chance import damaged

FEW = 60
WAITS_SECONDS = 0.02
"""Who says nothing for so long waits for an answer that will not come; on a busy machine it only loses its turn."""
HANG_SECONDS = 60.0
"""A client that has not ended by then hangs: its server hung up long ago."""

Client = Callable[[Path, int], Awaitable[None]]


async def _pipewire(path: Path, _port: int) -> None:
    client = await PipeWire.open(str(path), lambda: None, lambda: None)
    is_shared(client)
    await ended(client)


async def _pulseaudio(path: Path, _port: int) -> None:
    client = await PulseAudio.open(str(path))
    try:
        for recording in await client.recordings():
            await client.is_monitor(recording.source)
        await client.watch()
    except PulseAudioError:
        pass  # it may say no
    await ended(client)


async def _toplevels(path: Path, _port: int) -> None:
    client = await Toplevels.open(path, lambda: None, lambda: None)
    client.active_is_fullscreen()
    await ended(client)


async def _idle(path: Path, _port: int) -> None:
    client = IdleNotifier(lambda _changes: None, lambda: None)
    await client.open(path)
    client.set(60.0)
    await ended(client)


async def _x11(_path: Path, port: int) -> None:
    client = await X11Client.open(display(port), lambda _kind, _content: None, lambda: None, forwarded=True)
    try:
        await client.numbers(client.root, await client.atom("_NET_SUPPORTED"))
        await client.extension("SYNC")
        await client.selection_owner(1)
    except X11Error:
        pass
    await ended(client)


async def _x11_sync(_path: Path, port: int) -> None:
    counter = IdleCounter(display(port), lambda _number: None, lambda: None)
    await counter.connect()
    await counter.value()
    counter.new_alarm(When.AT_LEAST, 1000)
    counter.close()


CLIENTS: Mapping[str, tuple[Client, tuple[bytes, ...]]] = {
    "pipewire": (_pipewire, streams.PIPEWIRE),
    "pulseaudio": (_pulseaudio, streams.PULSEAUDIO),
    "toplevels": (_toplevels, streams.TOPLEVELS),
    "idle": (_idle, streams.IDLE),
    "x11": (_x11, streams.X11),
    "x11_sync": (_x11_sync, streams.X11_SYNC),
}


def display(port: int) -> dict[str, str]:
    return {"DISPLAY": f"127.0.0.1:{port - TCP_BASE}", "HOME": "/nonexistent"}


async def on_a_display_s_port(serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]) -> asyncio.Server:
    """A server on a free port that a display can have; the kernel may be set to give lower ones."""
    while True:
        port = random.randint(TCP_BASE, 65_535)
        with suppress(OSError):  # taken
            return await asyncio.start_server(serve, "127.0.0.1", port)


async def ended(client: Channel) -> None:
    """Wait until the server's hanging up has been noticed."""
    over = asyncio.Event()
    client._lost = over.set
    if client._transport is not None:
        await over.wait()


@asynccontextmanager
async def answering(
    path: Path, said: Callable[[], Sequence[bytes]], waits: float = WAITS_SECONDS
) -> AsyncIterator[int]:
    """A server, on a socket at `path` and on a port: a piece for each word that it hears, and then it hangs up."""

    served: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        served.add(task)
        task.add_done_callback(served.discard)
        with suppress(OSError, TimeoutError):  # the client was faster, or waits for more
            for piece in said():
                async with asyncio.timeout(waits):
                    if not await reader.read(65536):
                        break
                writer.write(piece)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async with await asyncio.start_unix_server(serve, path), await on_a_display_s_port(serve) as tcp:
        yield tcp.sockets[0].getsockname()[1]
        await asyncio.gather(*served)


async def faults_of(client: Client, path: Path, port: int) -> list[str]:
    """What went wrong when that client met that server; "not available" is right."""
    told: list[str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(
        lambda _loop, context: told.append(f"{context['message']} {context.get('exception')!r}")
    )
    try:
        async with asyncio.timeout(HANG_SECONDS):
            await client(path, port)
    except Unavailable:
        pass
    except Exception as error:
        told.append(repr(error))
    await asyncio.sleep(0)
    return told


@pytest.mark.parametrize("name", CLIENTS)
async def test_any_server(rounds: Rounds, bus_folder: Path, name: str) -> None:
    client, right = CLIENTS[name]
    said: list[bytes] = []
    async with answering(bus_folder / "socket", lambda: said) as port:
        for chance in rounds(FEW):
            said = list(right)
            place = chance.randrange(len(said))
            said[place] = damaged(chance, said[place])
            assert await faults_of(client, bus_folder / "socket", port) == [], b"|".join(said).hex()


@pytest.mark.parametrize("name", CLIENTS)
async def test_the_right_one(bus_folder: Path, name: str) -> None:
    """What the accidents happen to is understood to its end."""
    client, right = CLIENTS[name]
    async with answering(bus_folder / "socket", lambda: right, HANG_SECONDS) as port:
        await client(bus_folder / "socket", port)


def nested_pods(levels: int) -> bytes:
    pod = b"".join(struct.pack("=II", 8 * (levels - level - 1), 14) for level in range(levels))
    return struct.pack("=IIII", 2, 0 << 24 | len(pod), 0, 0) + pod


def pulse(body: bytes) -> bytes:
    return struct.pack(">IIIII", len(body), 0xFFFFFFFF, 0, 0, 0) + body


def replaced(right: tuple[bytes, ...], before: bytes, after: bytes) -> tuple[bytes, ...]:
    """The right answers but for these bytes, which must be there."""
    assert before in b"".join(right)
    return tuple(piece.replace(before, after) for piece in right)


HOSTILE: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pods in pods": ("pipewire", (nested_pods(5000),)),
    "a ping with a number of 64 bits": (
        "pipewire",
        (
            struct.pack("=IIII", 0, 2 << 24 | 40, 0, 0)
            + struct.pack("=II", 32, 14) + struct.pack("=IIq", 8, 5, 1 << 62) * 2,
        ),
    ),
    "a ping with a number of a kilobyte": (
        "pipewire",
        (
            struct.pack("=IIII", 0, 2 << 24 | 2072, 0, 0)
            + struct.pack("=II", 2064, 14) + (struct.pack("=II", 1024, 4) + b"\x7f" * 1024) * 2,
        ),
    ),
    "lists in lists": ("pulseaudio", (pulse(b"P" * 5000),)),
    "lists as lengths": ("pulseaudio", (pulse(b"Pt\0" * 5000),)),
    "a giant": ("pulseaudio", (struct.pack(">IIIII", 0xFFFFFFF0, 0xFFFFFFFF, 0, 0, 0),)),
    "a giant packet": ("x11_sync", (streams.GREETING, struct.pack("=BBHI24s", 1, 0, 1, 0xFFFFFFFF, b""))),
    "a giant event": ("x11", (streams.GREETING, struct.pack("=BBHI24s", 35, 0, 1, 0xFFFFFFFF, b""))),
    "counters without an end": (
        "x11_sync",
        replaced(streams.X11_SYNC, struct.pack("=I", 2) + bytes(20), struct.pack("=I", 1 << 31) + bytes(20)),
    ),
    "a window with the number of the display": (
        "toplevels", replaced(streams.TOPLEVELS, struct.pack("=I", 0xFF000001), struct.pack("=I", 1)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "said"), HOSTILE.values(), ids=HOSTILE.keys())
async def test_what_was_made_to_hurt(bus_folder: Path, name: str, said: tuple[bytes, ...]) -> None:
    client, _ = CLIENTS[name]
    async with answering(bus_folder / "socket", lambda: said) as port:
        with pytest.raises(Unavailable):
            await client(bus_folder / "socket", port)
        assert await faults_of(client, bus_folder / "socket", port) == []


def test_a_server_has_no_endless_list() -> None:
    """What it tells of is held in memory."""
    client = PipeWire.__new__(PipeWire)
    Channel.__init__(client, lambda: None)
    client.objects, client._changed = {}, lambda: None
    client._told = _Told()  # type: ignore[assignment]
    for number in range(MOST_TOLD):
        _tell(client, 2, 0, [number, 0, "a", 3, [0]])
    with pytest.raises(Malformed):
        _tell(client, 2, 0, [MOST_TOLD, 0, "a", 3, [0]])


class _Told:
    def done(self) -> bool:
        return False


def _tell(client: Any, target: int, opcode: int, values: list[Any]) -> None:
    message = streams.pipewire(target, opcode, *values)
    client.message(client.head.unpack_from(message), message[client.head.size :])


def test_no_depth_and_no_size_is_believed() -> None:
    assert decode(nested_pods(MOST_DEEP)[16:]) != []
    for levels in (MOST_DEEP + 2, 900, 100_000):
        with pytest.raises(Malformed):
            decode(nested_pods(levels)[16:])
    with pytest.raises(Malformed):
        decode_tags(b"P" * MOST)


def test_any_bytes(rounds: Rounds) -> None:
    """The decoders alone: values, or Malformed."""
    for chance in rounds(400):
        for take, right in ((decode, streams.PIPEWIRE), (decode_tags, streams.PULSEAUDIO)):
            data = damaged(chance, chance.choice(right)[chance.randrange(60) :])
            with suppress(Malformed):
                take(data)


def test_the_accidents_are_the_same_each_time() -> None:
    first, second = (damaged(random.Random("1"), streams.GREETING) for _ in range(2))
    assert first == second != streams.GREETING
