"""Wayland's wire protocol, as far as small questions need it: requests and events without file descriptors.

A message is the number of an object, its size and opcode in one word, and arguments of four bytes each; strings are
counted and padded. The order in which a protocol file lists requests and events gives their opcodes.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from breakd.desktop.ports import Unavailable
from breakd.messages import quiet as texts

from .channel import MOST_TOLD, Channel, Malformed

HEAD_BYTES = 8
DISPLAY, REGISTRY = 1, 2
SYNC, GET_REGISTRY, BIND = 0, 1, 0
"""Requests of the display and of the registry."""
ERROR, GLOBAL = 0, 0
"""Events of the display and of the registry."""

Listener = Callable[[int, bytes], None]
"""Takes the opcode and the arguments of an object's event."""


def socket_path(environ: Mapping[str, str]) -> Path:
    """Where the compositor of this environment listens; raises Unavailable if it names none."""
    name, folder = environ.get("WAYLAND_DISPLAY", ""), environ.get("XDG_RUNTIME_DIR", "")
    if not name or not (folder or name.startswith("/")):
        raise Unavailable(texts.NO_DISPLAY)
    return Path(folder, name)  # an absolute name stands for itself


def is_wayland(environ: Mapping[str, str]) -> bool:
    """Whether an environment is that of a Wayland session, where an X server knows X programs alone.

    The name of a compositor does not tell: systemd may keep that of one which is gone, and X runs now. What kind of
    session it is tells, even while its compositor restarts; or else whether a compositor is there.
    """
    if not environ.get("WAYLAND_DISPLAY"):
        return False
    kind = environ.get("XDG_SESSION_TYPE")
    return kind == "wayland" if kind in ("wayland", "x11") else has_compositor(environ)


def has_compositor(environ: Mapping[str, str]) -> bool:
    """Whether anybody listens at the compositor's socket that an environment names."""
    try:
        return listens(socket_path(environ))
    except Unavailable:
        return False


def listens(path: Path) -> bool:
    """Whether anybody listens at a socket; never waits."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK) as tried:
        try:
            tried.connect(str(path))
        except BlockingIOError:
            return True  # so many wait there that no more may
        except OSError:
            return False
    return True


class Wayland(Channel):
    """A connection to a compositor."""

    head = struct.Struct("=II")

    def __init__(self, lost: Callable[[], None]) -> None:
        super().__init__(lost)
        self._globals: dict[str, tuple[int, int]] = {}
        """Interface → its number and version here."""
        self._last = REGISTRY
        self._hearers: dict[int, Listener] = {DISPLAY: self._on_display, REGISTRY: self._on_registry}
        self._unanswered: set[asyncio.Future[None]] = set()

    async def connect_registry(self, path: Path) -> None:
        """Connect and hear what the compositor offers; raises Unavailable."""
        await self.connect(str(path))
        try:
            self.request(DISPLAY, GET_REGISTRY, struct.pack("=I", REGISTRY))
            await self.roundtrip()
        except BaseException:
            self.close()
            raise

    def offered_version(self, interface: str) -> int:
        """Which version of an interface there is; 0 for none."""
        return self._globals.get(interface, (0, 0))[1]

    def bind(self, interface: str, version: int, listener: Listener) -> int:
        """The number of an object that is offered; of several (seats), of the first."""
        number, _version = self._globals[interface]
        made = self.new_object(listener)
        self.request(
            REGISTRY, BIND, struct.pack("=I", number) + _string(interface) + struct.pack("=II", version, made)
        )
        return made

    def new_object(self, listener: Listener) -> int:
        """A number for an object that the next request makes."""
        self._last += 1  # without a gap, or the compositor hangs up
        self._hearers[self._last] = listener
        return self._last

    def forget(self, made: int) -> None:
        """Hear no more of an object. Its number is not used again."""
        self._hearers.pop(made, None)

    def request(self, target: int, opcode: int, arguments: bytes = b"") -> None:
        """Send; raises Unavailable."""
        self.send(self.head.pack(target, (HEAD_BYTES + len(arguments)) << 16 | opcode) + arguments)

    async def roundtrip(self) -> None:
        """Return when the compositor has done all that was asked; raises Unavailable."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def on_done(_opcode: int, _serial: bytes) -> None:
            if not done.done():
                done.set_result(None)

        callback = self.new_object(on_done)
        self._unanswered.add(done)
        try:
            self.request(DISPLAY, SYNC, struct.pack("=I", callback))
            await done
        finally:
            self._unanswered.discard(done)
            self.forget(callback)

    # -- what comes --------------------------------------------------------------------------------------------

    def length(self, head: tuple[Any, ...]) -> int:
        return (int(head[1]) >> 16) - HEAD_BYTES

    def message(self, head: tuple[Any, ...], body: bytes) -> None:
        sender, word = head
        listener = self._hearers.get(sender)
        if listener is None:
            return  # it was on its way when the object was let go of
        try:
            listener(word & 0xFFFF, body)
        except (struct.error, UnicodeDecodeError) as error:
            raise Malformed(str(error)) from error

    def _on_display(self, opcode: int, body: bytes) -> None:
        if opcode == ERROR:
            raise Malformed(f"an error of ours: {body[12:].decode(errors='replace')}")

    def _on_registry(self, opcode: int, body: bytes) -> None:
        if opcode == GLOBAL:
            number, length = struct.unpack_from("=II", body)
            name = body[8 : 8 + length - 1].decode()
            (version,) = struct.unpack_from("=I", body, len(body) - 4)
            self._globals.setdefault(name, (number, version))
            if len(self._globals) > MOST_TOLD:
                raise Malformed("too many interfaces")

    def on_disconnect(self) -> None:
        for done in self._unanswered:
            if not done.done():
                done.set_exception(Unavailable(texts.CONNECTION_LOST))


def _string(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)
