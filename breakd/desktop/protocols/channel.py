"""Messages over a Unix socket: a head of fixed size tells how long the body is."""

from __future__ import annotations

import asyncio
import logging
import struct
from collections.abc import Callable
from typing import Any

from breakd.desktop.ports import Unavailable
from breakd.messages import quiet as texts
from breakd.messages import tr

log = logging.getLogger(__name__)

MOST = 1 << 20
"""Bytes of the longest body that is believed; what is asked for here has some thousand."""
MOST_TOLD = 4096
"""Things of a kind that a server may tell of: windows, sounds, interfaces."""


class Malformed(Unavailable):
    """What came in is not of this protocol; `detail` is for a log, the text for a person."""

    def __init__(self, detail: str) -> None:
        super().__init__(texts.NOT_UNDERSTOOD)
        self.detail = detail


class Channel(asyncio.Protocol):
    """One connection. `lost` is called once if it ends by itself, not after `close`.

    A subclass knows its head and takes whole messages; what it cannot read is Malformed and ends the connection.
    """

    head: struct.Struct

    def __init__(self, lost: Callable[[], None]) -> None:
        self._lost = lost
        self._unread = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    async def connect(self, path: str) -> None:
        """Connect; raises Unavailable."""
        try:
            await asyncio.get_running_loop().create_unix_connection(lambda: self, path)
        except OSError as error:
            why = error.strerror or str(error)
            raise Unavailable(tr(texts.NO_SOCKET, path=path, why=why)) from error

    async def connect_tcp(self, host: str, port: int) -> None:
        """Connect over TCP; raises Unavailable."""
        try:
            await asyncio.get_running_loop().create_connection(lambda: self, host, port)
        except OSError as error:
            raise Unavailable(tr(texts.NO_SOCKET, path=f"{host}:{port}", why=error)) from error

    def close(self) -> None:
        """Disconnect; nothing is heard any more."""
        transport, self._transport = self._transport, None
        if transport is not None:
            transport.abort()
            self.on_disconnect()

    # -- for subclasses ----------------------------------------------------------------------------------------

    def length(self, head: tuple[Any, ...]) -> int:
        """How many bytes follow this head."""
        raise NotImplementedError

    def message(self, head: tuple[Any, ...], body: bytes) -> None:
        """One whole message; raises Malformed."""
        raise NotImplementedError

    def on_disconnect(self) -> None:
        """The connection has ended: nobody will answer any more."""

    def send(self, data: bytes) -> None:
        """Send; raises Unavailable."""
        if self._transport is None:
            raise Unavailable(texts.CONNECTION_LOST)
        self._transport.write(data)

    # -- for asyncio -------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._unread += data
        try:
            while self._transport is not None and self._take():
                pass
        except Malformed as error:
            log.debug("%s: cannot be understood: %s", type(self).__name__, error.detail)
            if self._transport is not None:
                self._transport.abort()

    def _take(self) -> bool:
        if len(self._unread) < self.head.size:
            return False
        head = self.head.unpack_from(self._unread)
        length = self.length(head)
        if not 0 <= length <= MOST:
            raise Malformed(f"a message of {length} bytes")
        end = self.head.size + length
        if len(self._unread) < end:
            return False
        body = bytes(self._unread[self.head.size : end])
        del self._unread[:end]
        self.message(head, body)
        return True

    def connection_lost(self, exc: Exception | None) -> None:
        log.debug("%s: ended: %s", type(self).__name__, exc)
        if self._transport is not None:
            self._transport = None
            self.on_disconnect()
            self._lost()
