"""An X server with nothing but idle counters, as `ssh -X` forwards one, down to the bytes."""

from __future__ import annotations

import asyncio
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

TCP_BASE = 6000
QUERY_EXTENSION, SYNC = 98, 133
LIST_COUNTERS, QUERY_COUNTER, CREATE_ALARM, DESTROY_ALARM = 1, 5, 8, 11
ID_BASE = 0x400000


@dataclass
class FakeX11Server:
    """Listens on the loopback; every request but `QueryCounter` is answered at once."""

    has_sync: bool = True
    counters: tuple[str, ...] = ("SERVERTIME", "DEVICEIDLETIME 10", "IDLETIME")
    idle: int = 0
    """Milliseconds."""
    held: bool = False
    """Another program has the server for itself: nobody is told how long the input was idle."""
    alarms: set[int] = field(default_factory=set)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """The client has closed its connection."""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "localhost", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        self.display = f"localhost:{port - TCP_BASE}.0"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.vanish()
        await asyncio.wait_for(self.left.wait(), 10)

    def vanish(self) -> None:
        """The connection ends, with what was asked on it."""
        self._writer.close()

    def release(self) -> None:
        """Answer what was held back, and all that comes."""
        self.held = False
        self._reply(self._number, struct.pack("=iI", 0, 0))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        _order, method, secret = struct.unpack("=B5xHH2x", await reader.readexactly(12))
        await reader.readexactly(method + -method % 4 + secret + -secret % 4)
        setup = struct.pack("=IIIIHHBB10xI", 0, ID_BASE, 0x1FFFFF, 0, 0, 65535, 1, 0, 1)
        writer.write(struct.pack("=BxHHH", 1, 11, 0, len(setup) // 4) + setup)
        self._number = 0
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                major, minor, words = struct.unpack("=BBH", await reader.readexactly(4))
                self._number += 1
                self._answer(major, minor, await reader.readexactly(4 * words - 4))
        self.left.set()
        writer.close()

    def _answer(self, major: int, minor: int, body: bytes) -> None:
        match major, minor:
            case _, _ if major == QUERY_EXTENSION:
                self._reply(self._number, struct.pack("=BBBB", self.has_sync, SYNC if self.has_sync else 0, 83, 0))
            case _, _ if minor == LIST_COUNTERS:
                self._reply(self._number, struct.pack("=I", len(self.counters)), self._entries())
            case _, _ if minor == QUERY_COUNTER:
                self.asked.set()
                if not self.held:
                    assert struct.unpack("=I", body) == (self.counters.index("IDLETIME") + 1,)
                    self._reply(self._number, struct.pack("=iI", self.idle >> 32, self.idle & 0xFFFFFFFF))
            case _, _ if minor == CREATE_ALARM:
                self.alarms.add(struct.unpack_from("=I", body)[0])
            case _, _ if minor == DESTROY_ALARM:
                self.alarms.remove(struct.unpack_from("=I", body)[0])
            case _:
                self._reply(self._number, b"")

    def _entries(self) -> bytes:
        entries = b""
        for number, name in enumerate(self.counters, 1):
            entry = struct.pack("=IiIH", number, 0, 4, len(name)) + name.encode()
            entries += entry + bytes(-len(entry) % 4)
        return entries

    def _reply(self, number: int, fixed: bytes, more: bytes = b"") -> None:
        self._writer.write(struct.pack("=BxHI24s", 1, number, len(more) // 4, fixed) + more)
