"""The X server's idle counter: its value, and alarms on it, by the SYNC extension.

Six requests of the X protocol, spoken on the loop. A library would hold five megabytes for them, and the loop with
every question while another program has the server for itself. Offsets are those of the protocol's encoding
(x.org: "X Window System Protocol", appendix B, and "X Synchronization Extension Protocol", encoding).
"""

from __future__ import annotations

import asyncio
import logging
import struct
import sys
from collections.abc import Callable, Mapping
from enum import Enum

from breakd.core.wording import presence as wording
from breakd.core.wording import say
from breakd.desktop.ports import Unavailable

from .xdisplay import COOKIE, find_cookie, parse_display

log = logging.getLogger(__name__)

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 2.0
"""Another program may have the server for itself (XGrabServer), seldom for long."""

QUERY_EXTENSION = 98
INITIALIZE, LIST_SYSTEM_COUNTERS, QUERY_COUNTER, CREATE_ALARM, CHANGE_ALARM, DESTROY_ALARM = 0, 1, 5, 8, 9, 11
ERROR, REPLY, GENERIC_EVENT = 0, 1, 35
ALARM_NOTIFY = 1
"""Counted from the extension's first event."""
ALARM_VALUES = 0b111111
"""Counter, value type, value, test type, delta, events."""


class When(Enum):
    """At which values an alarm fires. Both are levels, not edges: at a value that holds already it fires at once."""

    AT_LEAST = 2
    """PositiveComparison."""
    AT_MOST = 3
    """NegativeComparison."""


class IdleCounter:
    """A connection to the X server. `fired` hears the number of an alarm, which is then spent until it is set again.

    Alarms test levels because an edge is lost whenever another client reads the counter at the wrong moment: the
    server then takes the new value for the old one.
    """

    def __init__(self, environ: Mapping[str, str], fired: Callable[[int], None], lost: Callable[[], None]) -> None:
        self._environ = environ
        self._name = environ.get("DISPLAY", "")
        self._fired = fired
        self._lost = lost
        self._reader: asyncio.StreamReader
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None
        self._sent = 0
        self._waiting: dict[int, asyncio.Future[bytes]] = {}
        """By the number of the request, of which the server tells 16 bits."""
        self._next_id = 0
        self._sync = 0
        self._first_event = 0
        self._counter = 0

    async def connect(self) -> None:
        """Connect and find the counter; raises Unavailable."""
        try:
            await asyncio.wait_for(self._introduce(), CONNECT_SECONDS)
        except (OSError, EOFError, TimeoutError, struct.error) as error:
            await self.close()
            why = str(error) or type(error).__name__
            raise Unavailable(say(wording.NO_CONNECTION, display=self._name, why=why)) from error
        self._reading = asyncio.get_running_loop().create_task(self._read())
        try:
            await self._find_counter()
        except Unavailable:
            await self.close()
            raise

    async def value(self) -> int:
        """Milliseconds since the last input; raises Unavailable."""
        reply = await self._ask(self._sync, QUERY_COUNTER, struct.pack("=I", self._counter))
        high, low = struct.unpack_from("=iI", reply, 8)
        return (int(high) << 32) | int(low)

    def new_alarm(self, when: When, milliseconds: int) -> int:
        """Set an alarm and give its number; raises Unavailable."""
        self._next_id += 1
        self._alarm(CREATE_ALARM, self._next_id, when, milliseconds)
        return self._next_id

    def set_alarm(self, number: int, when: When, milliseconds: int) -> None:
        """Set a spent alarm again; raises Unavailable."""
        self._alarm(CHANGE_ALARM, number, when, milliseconds)

    def drop_alarm(self, number: int) -> None:
        """Forget an alarm; raises Unavailable."""
        self._send(self._sync, DESTROY_ALARM, struct.pack("=I", number))

    async def close(self) -> None:
        """Disconnect; nothing fires any more."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})
        self._hang_up()

    # -- getting to know the server ----------------------------------------------------------------------------

    async def _introduce(self) -> None:
        display = parse_display(self._name)
        if display is None:
            raise OSError("not the name of a display")
        self._reader, self._writer = await display.open()
        secret = find_cookie(self._environ, display)
        method = COOKIE if secret else b""
        order = b"l" if sys.byteorder == "little" else b"B"
        head = struct.pack("=cxHHHH2x", order, 11, 0, len(method), len(secret))
        self._writer.write(head + _padded(method) + _padded(secret))
        status, reason, words = struct.unpack("=BB4xH", await self._reader.readexactly(8))
        body = await self._reader.readexactly(4 * words)
        if status != 1:
            raise OSError(body[: reason or len(body)].decode("latin-1").strip("\0\n") or "refused")
        # every number up to the mask is ours to give, beginning at the base
        (self._next_id,) = struct.unpack_from("=I", body, 4)

    async def _find_counter(self) -> None:
        name = b"SYNC"
        reply = await self._ask(QUERY_EXTENSION, 0, struct.pack("=H2x", len(name)) + name)
        present, self._sync, self._first_event = struct.unpack_from("=BBB", reply, 8)
        if not present:
            raise Unavailable(say(wording.NO_COUNTER, display=self._name))
        await self._ask(self._sync, INITIALIZE, struct.pack("=BB2x", 3, 1))
        counters = _counters(await self._ask(self._sync, LIST_SYSTEM_COUNTERS, b""))
        if "IDLETIME" not in counters:
            raise Unavailable(say(wording.NO_COUNTER, display=self._name))
        self._counter = counters["IDLETIME"]

    # -- requests ----------------------------------------------------------------------------------------------

    def _alarm(self, request: int, number: int, when: When, milliseconds: int) -> None:
        absolute, with_events = 0, 1
        value, no_delta = divmod(milliseconds, 1 << 32), (0, 0)
        head = struct.pack("=IIII", number, ALARM_VALUES, self._counter, absolute)
        self._send(self._sync, request, head + struct.pack("=iIIiII", *value, when.value, *no_delta, with_events))

    def _send(self, major: int, minor: int, body: bytes) -> int:
        if self._writer is None or self._writer.is_closing():
            raise Unavailable(wording.CONNECTION_LOST)
        self._writer.write(struct.pack("=BBH", major, minor, 1 + len(body) // 4) + body)
        self._sent = (self._sent + 1) & 0xFFFF
        return self._sent

    async def _ask(self, major: int, minor: int, body: bytes) -> bytes:
        request = self._send(major, minor, body)
        waiting = self._waiting[request] = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(waiting, ANSWER_SECONDS)
        except TimeoutError:
            raise Unavailable(say(wording.NO_ANSWER, name=self._name, why="timeout")) from None
        finally:
            self._waiting.pop(request, None)

    # -- what comes --------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            while True:
                self._take(await self._packet())
        except (OSError, EOFError) as error:
            log.debug("presence: display %s: %r", self._name, error)
        self._hang_up()
        self._lost()

    async def _packet(self) -> bytes:
        """One reply, event or error: 32 bytes, and as many words more as the head says."""
        packet = await self._reader.readexactly(32)
        if packet[0] & 0x7F in (REPLY, GENERIC_EVENT):
            (words,) = struct.unpack_from("=I", packet, 4)
            packet += await self._reader.readexactly(4 * words)
        return packet

    def _take(self, packet: bytes) -> None:
        kind, (request,) = packet[0] & 0x7F, struct.unpack_from("=H", packet, 2)
        if kind == self._first_event + ALARM_NOTIFY and self._first_event:
            self._fired(*struct.unpack_from("=I", packet, 4))
        elif kind in (REPLY, ERROR):
            waiting = self._waiting.get(request)
            if waiting is None or waiting.done():
                log.debug("presence: display %s: X error %d for request %d", self._name, packet[1], request)
            elif kind == REPLY:
                waiting.set_result(packet)
            else:
                why = f"X error {packet[1]}"
                waiting.set_exception(Unavailable(say(wording.NO_ANSWER, name=self._name, why=why)))

    def _hang_up(self) -> None:
        if self._writer is not None:
            self._writer.close()
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(Unavailable(wording.CONNECTION_LOST))


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _counters(reply: bytes) -> dict[str, int]:
    """Name → number."""
    (count,) = struct.unpack_from("=I", reply, 8)
    counters, offset = {}, 32
    for _ in range(count):
        number, length = struct.unpack_from("=I8xH", reply, offset)
        name = reply[offset + 14 : offset + 14 + length]
        counters[name.decode("latin-1")] = number
        offset += 14 + length + -(14 + length) % 4
    return counters
