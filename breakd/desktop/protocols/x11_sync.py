"""The X server's idle counter: its value, and alarms on it, by the SYNC extension.

Offsets are those of the protocol's encoding (x.org: "X Synchronization Extension Protocol", encoding).
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Coroutine, Mapping
from enum import Enum
from typing import Any, TypeVar

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.channel import Malformed
from breakd.desktop.protocols.x11 import X11Client, X11Error
from breakd.messages import presence as texts
from breakd.messages import tr

T = TypeVar("T")

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 2.0
"""Another program may have the server for itself (XGrabServer), seldom for long."""

INITIALIZE, LIST_SYSTEM_COUNTERS, QUERY_COUNTER, CREATE_ALARM, CHANGE_ALARM, DESTROY_ALARM = 0, 1, 5, 8, 9, 11
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
    """The counter on its own connection. `fired` gets the number of an alarm, which is then spent until set again.

    Alarms test levels because an edge is lost whenever another client reads the counter at the wrong moment: the
    server then takes the new value for the old one.
    """

    def __init__(self, environ: Mapping[str, str], fired: Callable[[int], None], lost: Callable[[], None]) -> None:
        self._environ = environ
        self._name = environ.get("DISPLAY", "")
        self._fired = fired
        self._lost = lost
        self._server: X11Client | None = None
        self._sync = 0
        self._alarm_event = 0
        self._counter = 0

    async def connect(self) -> None:
        """Connect and find the counter; raises Unavailable."""
        opening = X11Client.open(self._environ, self._on_event, self._lost, forwarded=True)
        try:
            self._server = await asyncio.wait_for(opening, CONNECT_SECONDS)
        except (Unavailable, TimeoutError) as error:
            why = str(error) or type(error).__name__
            raise Unavailable(tr(texts.NO_CONNECTION, display=self._name, why=why)) from error
        try:
            await self._find_counter(self._server)
        except Unavailable:
            self.close()
            raise

    async def value(self) -> int:
        """Milliseconds since the last input; raises Unavailable."""
        reply = await self._ask(QUERY_COUNTER, struct.pack("=I", self._counter))
        high, low = struct.unpack_from("=iI", reply)
        return (int(high) << 32) | int(low)

    def new_alarm(self, when: When, milliseconds: int) -> int:
        """Set an alarm and give its number; raises Unavailable."""
        number = self._open_server().new_id()
        self._alarm(CREATE_ALARM, number, when, milliseconds)
        return number

    def set_alarm(self, number: int, when: When, milliseconds: int) -> None:
        """Set a spent alarm again; raises Unavailable."""
        self._alarm(CHANGE_ALARM, number, when, milliseconds)

    def drop_alarm(self, number: int) -> None:
        """Forget an alarm; raises Unavailable."""
        self._open_server().request(self._sync, DESTROY_ALARM, struct.pack("=I", number))

    def close(self) -> None:
        """Disconnect; nothing fires any more."""
        if self._server is not None:
            self._server.close()

    # -- inside ------------------------------------------------------------------------------------------------

    async def _find_counter(self, server: X11Client) -> None:
        extension = await self._answered(server.extension("SYNC"))
        if extension is None:
            raise Unavailable(tr(texts.NO_COUNTER, display=self._name))
        self._sync, self._alarm_event = extension[0], extension[1] + ALARM_NOTIFY
        await self._ask(INITIALIZE, struct.pack("=BB2x", 3, 1))
        counters = _counters(await self._ask(LIST_SYSTEM_COUNTERS, b""))
        if "IDLETIME" not in counters:
            raise Unavailable(tr(texts.NO_COUNTER, display=self._name))
        self._counter = counters["IDLETIME"]

    def _open_server(self) -> X11Client:
        if self._server is None:
            raise Unavailable(texts.CONNECTION_LOST)
        return self._server

    def _alarm(self, request: int, number: int, when: When, milliseconds: int) -> None:
        absolute, with_events = 0, 1
        value, no_delta = divmod(milliseconds, 1 << 32), (0, 0)
        head = struct.pack("=IIII", number, ALARM_VALUES, self._counter, absolute)
        body = head + struct.pack("=iIIiII", *value, when.value, *no_delta, with_events)
        self._open_server().request(self._sync, request, body)

    async def _ask(self, request: int, body: bytes) -> bytes:
        return await self._answered(self._open_server().ask(self._sync, request, body))

    async def _answered(self, asking: Coroutine[Any, Any, T]) -> T:
        try:
            return await asyncio.wait_for(asking, ANSWER_SECONDS)
        except TimeoutError:
            raise Unavailable(tr(texts.NO_ANSWER, name=self._name, why="timeout")) from None
        except X11Error as error:
            raise Unavailable(tr(texts.NO_ANSWER, name=self._name, why=error)) from error

    def _on_event(self, kind: int, content: bytes) -> None:
        if kind == self._alarm_event:
            self._fired(*struct.unpack_from("=I", content))


def _counters(reply: bytes) -> dict[str, int]:
    """Name → number."""
    (count,) = struct.unpack_from("=I", reply)
    counters, offset = {}, 24
    try:
        for _ in range(count):
            number, length = struct.unpack_from("=I8xH", reply, offset)
            name = reply[offset + 14 : offset + 14 + length]
            counters[name.decode("latin-1")] = number
            offset += 14 + length + -(14 + length) % 4
    except struct.error as error:
        raise Malformed(str(error)) from error
    return counters
