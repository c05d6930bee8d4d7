"""Hands on a Wayland desktop: a pointer and keys that the compositor takes for a person's.

KWin has org_kde_kwin_fake_input for it, wlroots zwlr_virtual_pointer_manager_v1. A request is the number of an
object, its size and opcode in one word, and arguments of four bytes each.
"""

from __future__ import annotations

import socket
import struct
import time
from pathlib import Path
from typing import NamedTuple

BUTTONS = {1: 0x110, 2: 0x112, 3: 0x111}
"""X's numbers of left, middle and right to the kernel's BTN_LEFT, BTN_MIDDLE and BTN_RIGHT."""
DISPLAY, REGISTRY = 1, 2
SYNC, GET_REGISTRY, BIND = 0, 1, 0
AUTHENTICATE, BUTTON, MOVE_TO, KEY = 0, 2, 9, 10
"""Requests of fake input."""
CREATE, POINTER_MOVE_TO, POINTER_BUTTON, FRAME = 0, 1, 2, 4
"""Request of the manager of virtual pointers, and requests of a virtual pointer."""


class Hands:
    """A connection of the rig's own to the compositor. Coordinates are pixels from the top left."""

    def __init__(self, path: Path, interface: str, version: int) -> None:
        self._last = REGISTRY
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(10)
        self._socket.connect(str(path))
        self._send(DISPLAY, GET_REGISTRY, REGISTRY)
        offered = dict(_global(body) for sender, body in self._round_trip() if sender == REGISTRY)
        self.offered = {name: offer.version for name, offer in offered.items()}
        """The interfaces of the compositor, each with its version."""
        if interface not in offered:
            self._socket.close()
            raise LookupError(f"the compositor has no {interface}")
        self._bound = self._new_id()
        self._send(REGISTRY, BIND, offered[interface].number, _string(interface), version, self._bound)

    def move(self, x: float, y: float) -> None:
        """Move the pointer there."""
        raise NotImplementedError

    def press(self, button: int, down: bool) -> None:
        """Press or release: 1 left, 2 middle, 3 right."""
        raise NotImplementedError

    def click(self, x: float, y: float, button: int = 1) -> None:
        """Click there."""
        self.move(x, y)
        time.sleep(0.2)  # what is under the pointer takes a click only when it knows of the pointer
        for down in (True, False):
            self.press(button, down)
            time.sleep(0.05)

    def close(self) -> None:
        """Put the hands away."""
        self._socket.close()

    def _new_id(self) -> int:
        self._last += 1  # without a gap, or the compositor hangs up
        return self._last

    def _send(self, target: int, opcode: int, *arguments: int | bytes) -> None:
        body = b"".join(word if isinstance(word, bytes) else struct.pack("=I", word) for word in arguments)
        self._socket.sendall(struct.pack("=II", target, (8 + len(body)) << 16 | opcode) + body)

    def _round_trip(self) -> list[tuple[int, bytes]]:
        """Wait until the compositor has done all that was asked; senders and arguments of its events till then."""
        done, events = self._new_id(), list[tuple[int, bytes]]()
        self._send(DISPLAY, SYNC, done)
        while not events or events[-1][0] != done:
            sender, word = struct.unpack("=II", self._receive(8))
            events.append((sender, self._receive((word >> 16) - 8)))
        return events

    def _receive(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            if not part:
                raise ConnectionError("the compositor hung up")
            data += part
        return data


class KWinHands(Hands):
    """Through KWin's fake input, which takes whom it is told to with KWIN_WAYLAND_NO_PERMISSION_CHECKS=1."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "org_kde_kwin_fake_input", 4)
        self._send(self._bound, AUTHENTICATE, _string("a test"), _string("to play a person"))
        self._round_trip()

    def move(self, x: float, y: float) -> None:
        self._send(self._bound, MOVE_TO, round(x * 256), round(y * 256))  # 24.8 bits, fixed point
        self._round_trip()

    def press(self, button: int, down: bool) -> None:
        self._send(self._bound, BUTTON, BUTTONS[button], down)
        self._round_trip()

    def key(self, code: int) -> None:
        """Press and release a key, by the kernel's number (KEY_…)."""
        for down in (True, False):
            self._send(self._bound, KEY, code, down)
        self._round_trip()


class WlrootsHands(Hands):
    """Through a virtual pointer of wlroots."""

    def __init__(self, path: Path, size: tuple[int, int]) -> None:
        super().__init__(path, "zwlr_virtual_pointer_manager_v1", 1)
        self._size, self._pointer, no_seat = size, self._new_id(), 0
        self._send(self._bound, CREATE, no_seat, self._pointer)
        self._round_trip()

    def move(self, x: float, y: float) -> None:
        self._send(self._pointer, POINTER_MOVE_TO, _milliseconds(), round(x), round(y), *self._size)
        self._frame()

    def press(self, button: int, down: bool) -> None:
        self._send(self._pointer, POINTER_BUTTON, _milliseconds(), BUTTONS[button], down)
        self._frame()

    def _frame(self) -> None:
        self._send(self._pointer, FRAME)
        self._round_trip()


class Offer(NamedTuple):
    """The compositor's number of an interface, and its version."""

    number: int
    version: int


def _global(body: bytes) -> tuple[str, Offer]:
    """An interface that the registry reports: number, name, version."""
    number, length = struct.unpack_from("=II", body)
    (version,) = struct.unpack("=I", body[-4:])
    return body[8 : 8 + length - 1].decode(), Offer(number, version)


def _string(text: str) -> bytes:
    """Its length with the final zero, then itself, padded to four bytes."""
    data = text.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)


def _milliseconds() -> int:
    return int(time.monotonic() * 1000) & 0xFFFFFFFF
