"""The X protocol, as far as breakd needs it (x.org, "X Window System Protocol", appendix B: encoding).

A library would hold five megabytes for these few requests, and block the loop while another program has the server
for itself.
"""

from __future__ import annotations

import asyncio
import struct
import sys
from collections.abc import Callable, Mapping
from typing import Any

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.x11_display import COOKIE, X11Display, find_cookie, parse_display
from breakd.messages import quiet as texts
from breakd.messages import tr

from .channel import Channel, Malformed

GREETING = struct.Struct("=BB4xH")
"""Status, length of the reason, words that follow."""
PACKET = struct.Struct("=BBHI24s")
"""Kind, detail, number of the request, words that follow if it is a reply, and what is in every packet."""
ACCEPTED = 1
ERROR, REPLY, GENERIC_EVENT = 0, 1, 35
SENT_BY_A_CLIENT = 0x80
INTERN_ATOM, GET_PROPERTY, GET_SELECTION_OWNER, CHANGE_WINDOW_ATTRIBUTES = 16, 20, 23, 2
QUERY_EXTENSION = 98
EVENT_MASK = 0x800
ANY_TYPE = 0


class X11Error(Exception):
    """The server answers with an error: a window has gone, for one."""


class X11Client(Channel):
    """A connection to the X server; `event` gets the kind of each event and what it says behind its first 4 bytes."""

    head = GREETING

    def __init__(self, event: Callable[[int, bytes], None], lost: Callable[[], None]) -> None:
        super().__init__(lost)
        self._event = event
        self._sent = self._last_id = 0
        self._waiting: dict[int, asyncio.Future[bytes]] = {}
        """By the number of the request, of which the server tells 16 bits; 0 is the greeting."""
        self.screen = 0
        """The number of the screen that `$DISPLAY` names."""
        self.root = 0
        """The root window of the first screen."""

    @classmethod
    async def open(
        cls, environ: Mapping[str, str], event: Callable[[int, bytes], None], lost: Callable[[], None],
        *, forwarded: bool = False,
    ) -> X11Client:  # fmt: skip
        """Connect to `$DISPLAY`, one that `ssh -X` forwards only if `forwarded`; raises Unavailable."""
        name = environ.get("DISPLAY", "")
        display = parse_display(name)
        if display is None or (display.host and not forwarded):
            raise Unavailable(texts.NO_DISPLAY)
        server = cls(event, lost)
        server.screen = display.screen
        try:
            await server._connect(display)
            await server._greet(find_cookie(environ, display))
        except X11Error as error:
            server.close()
            raise Unavailable(tr(texts.NO_SOCKET, path=name, why=error)) from error
        except BaseException:
            server.close()
            raise
        return server

    async def _connect(self, display: X11Display) -> None:
        if display.host:
            await self.connect_tcp(display.host, display.port)
            return
        try:
            # the abstract name first: a sandbox may have a /tmp of its own
            await self.connect("\0" + display.path)
        except Unavailable:
            await self.connect(display.path)

    async def atom(self, name: str) -> int:
        """The number of a name; raises Unavailable."""
        text = name.encode()
        reply = await self.ask(INTERN_ATOM, 0, struct.pack("=H2x", len(text)) + _padded(text))
        (number,) = struct.unpack_from("=I", reply)
        return int(number)

    async def numbers(self, window: int, property: int) -> list[int]:
        """A property that is a list of 32-bit numbers, empty if it is not set; raises Refused or Unavailable."""
        most = 1024
        reply = await self.ask(GET_PROPERTY, 0, struct.pack("=IIIII", window, property, ANY_TYPE, 0, most))
        (count,) = struct.unpack_from("=I", reply, 8)
        if not 0 <= 24 + 4 * count <= len(reply):
            return []  # not of 32-bit numbers
        return list(struct.unpack_from(f"={count}I", reply, 24))

    async def selection_owner(self, atom: int) -> int:
        """The window that has a selection, 0 if none; raises Unavailable."""
        reply = await self.ask(GET_SELECTION_OWNER, 0, struct.pack("=I", atom))
        (window,) = struct.unpack_from("=I", reply)
        return int(window)

    def select(self, window: int, events: int) -> None:
        """Hear of these events of a window; one that has gone has none. Raises Unavailable."""
        self.request(CHANGE_WINDOW_ATTRIBUTES, 0, struct.pack("=III", window, EVENT_MASK, events))

    # -- extensions --------------------------------------------------------------------------------------------

    async def extension(self, name: str) -> tuple[int, int] | None:
        """An extension's major opcode and first event; None if the server has none. Raises Unavailable."""
        text = name.encode()
        reply = await self.ask(QUERY_EXTENSION, 0, struct.pack("=H2x", len(text)) + _padded(text))
        present, major, first_event = struct.unpack_from("=BBB", reply)
        return (major, first_event) if present else None

    def new_id(self) -> int:
        """A number for something of ours in the server."""
        self._last_id += 1
        return self._last_id

    def request(self, major: int, minor: int, body: bytes) -> int:
        """Send a request that has no reply; its number. Raises Unavailable."""
        self.send(struct.pack("=BBH", major, minor, 1 + len(body) // 4) + body)
        self._sent = (self._sent + 1) & 0xFFFF
        return self._sent

    async def ask(self, major: int, minor: int, body: bytes) -> bytes:
        """What the reply says behind its first 8 bytes; raises Refused or Unavailable."""
        return await self._answer(self.request(major, minor, body))

    # -- wire --------------------------------------------------------------------------------------------------

    async def _greet(self, secret: bytes) -> None:
        order = b"l" if sys.byteorder == "little" else b"B"
        method = COOKIE if secret else b""
        head = struct.pack("=cxHHHH2x", order, 11, 0, len(method), len(secret))
        self.send(head + _padded(method) + _padded(secret))
        setup = await self._answer(0)
        try:
            vendor, formats = struct.unpack_from("=H3xB", setup, 16)
            # every number up to a mask is ours to give, beginning at the base
            (self._last_id,) = struct.unpack_from("=I", setup, 4)
            (self.root,) = struct.unpack_from("=I", setup, 32 + vendor + -vendor % 4 + 8 * formats)
        except struct.error as error:
            raise Malformed(str(error)) from error

    async def _answer(self, request: int) -> bytes:
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting[request] = answer
        try:
            return await answer
        finally:
            del self._waiting[request]

    def length(self, head: tuple[Any, ...]) -> int:
        if self.head is GREETING:
            return 4 * int(head[2])
        return 4 * int(head[3]) if head[0] & ~SENT_BY_A_CLIENT in (REPLY, GENERIC_EVENT) else 0

    def message(self, head: tuple[Any, ...], body: bytes) -> None:
        if self.head is GREETING:
            self.head = PACKET
            self._settle(0, body if head[0] == ACCEPTED else X11Error(_text(body[: head[1]])))
            return
        kind, detail, request, words, fixed = head
        kind &= ~SENT_BY_A_CLIENT
        if kind == REPLY:
            self._settle(request, bytes(fixed) + body)
        elif kind == ERROR:
            self._settle(request, X11Error(f"X error {detail}"))
        else:
            self._event(kind, struct.pack("=I", words) + bytes(fixed))

    def _settle(self, request: int, outcome: bytes | X11Error) -> None:
        answer = self._waiting.get(request)
        if answer is None or answer.done():
            return
        if isinstance(outcome, X11Error):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)

    def on_disconnect(self) -> None:
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(Unavailable(texts.CONNECTION_LOST))


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _text(reason: bytes) -> str:
    return reason.decode("latin-1").strip("\0\n") or "refused"
