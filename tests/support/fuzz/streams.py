"""What each server says when all is well: one piece for each time that its client has said something."""

from __future__ import annotations

import struct

from breakd.desktop.protocols import pipewire_pod, pulseaudio_tagstruct
from breakd.desktop.protocols.pulseaudio import CONTROL, Command

PROPERTIES: list[pipewire_pod.Argument] = [2, "media.class", "Stream/Output/Video", "node.name", "shell"]


def pipewire(target: int, opcode: int, *values: pipewire_pod.Argument) -> bytes:
    """One message; arguments are the object, the opcode of its event, and what it says."""
    body = pipewire_pod.encode(list(values))
    return struct.pack("=IIII", target, opcode << 24 | len(body), 0, 0) + body


PIPEWIRE = (b"".join([
    pipewire(0, 2, 0, 7),
    pipewire(2, 0, 30, 0, "PipeWire:Interface:Node", 3, PROPERTIES),
    pipewire(2, 0, 31, 0, "PipeWire:Interface:Link", 3, [2, "link.output.node", "30", "link.input.node", "32"]),
    pipewire(2, 1, 29),
    pipewire(0, 1, 0, 1),
    pipewire(2, 1, 31),
]),)  # fmt: skip
"""A ping, two objects, one that goes, the end of what there is, and one that goes later."""


def _pulse(*values: int | bytes | dict[str, str] | None, then: bytes = b"") -> bytes:
    body = pulseaudio_tagstruct.encode(*values) + then
    return struct.pack(">IIIII", len(body), CONTROL, 0, 0, 0) + body


_RECORDING = (7, None, 1, 5, 9, b"spec", b"map", 0, 0, None, None, {"media.name": "x", "application.id": "y"})
PULSEAUDIO = (
    _pulse(Command.REPLY, 1, 35),
    _pulse(Command.REPLY, 2, 1),
    _pulse(Command.SUBSCRIBE_EVENT, 0xFFFFFFFF, 0, 0) + _pulse(Command.REPLY, 3, *_RECORDING, then=b"0"),
    _pulse(Command.REPLY, 4, 0, None, None, b"spec", b"map", 1, b"v", 0, 3),
    _pulse(Command.ERROR, 5, 1),
)
"""Let in, named, news and one recording, what it records, and no."""


def _wayland(sender: int, opcode: int, body: bytes) -> bytes:
    return struct.pack("=II", sender, (8 + len(body)) << 16 | opcode) + body


def _global(number: int, interface: str, version: int) -> bytes:
    name = interface.encode() + b"\0"
    padded = name + bytes(-len(name) % 4)
    return _wayland(2, 0, struct.pack("=II", number, len(name)) + padded + struct.pack("=I", version))


_WINDOW = 0xFF000001
TOPLEVELS = (
    _global(1, "wl_seat", 7) + _global(2, "zwlr_foreign_toplevel_manager_v1", 3) + _wayland(3, 0, bytes(4)),
    _wayland(4, 0, struct.pack("=I", _WINDOW))
    + _wayland(_WINDOW, 4, struct.pack("=III", 8, 2, 3))
    + _wayland(_WINDOW, 5, b"")
    + _wayland(5, 0, bytes(4))
    + _wayland(_WINDOW, 6, b""),
)
"""What is offered, and a window that fills the screen and is closed."""
IDLE = (
    _global(1, "wl_seat", 7) + _global(2, "ext_idle_notifier_v1", 2) + _wayland(3, 0, bytes(4)),
    _wayland(4, 0, struct.pack("=I", 3)) + _wayland(6, 0, b"") + _wayland(6, 1, b""),
)
"""What is offered, a seat, and an alarm that goes idle and resumes."""

_SETUP = struct.pack("=IIIIHHBB10xI", 0, 0x400000, 0x1FFFFF, 0, 0, 65535, 1, 0, 1)
GREETING = struct.pack("=BxHHH", 1, 11, 0, len(_SETUP) // 4) + _SETUP


def _reply(number: int, fixed: bytes, more: bytes = b"") -> bytes:
    return struct.pack("=BBHI24s", 1, 0, number, len(more) // 4, fixed) + more


def _counter(number: int, name: bytes) -> bytes:
    entry = struct.pack("=IiIH", number, 0, 1, len(name)) + name
    return entry + bytes(-len(entry) % 4)


X11 = (
    GREETING,
    _reply(1, struct.pack("=I", 300)),
    struct.pack("=BBHI24s", 28, 0, 1, 1, struct.pack("=I", 300))
    + _reply(2, struct.pack("=I", 2), struct.pack("=8xII", 300, 301)),
    _reply(3, struct.pack("=BBBB", 1, 133, 83, 0)),
    struct.pack("=BBHI24s", 0, 3, 4, 0, b""),
)
"""Let in, an atom, an event and a property, an extension, and an error."""
X11_SYNC = (
    GREETING,
    _reply(1, struct.pack("=BBBB", 1, 133, 83, 0)),
    _reply(2, b"\3\1"),
    _reply(3, struct.pack("=I", 2), _counter(1, b"SERVERTIME") + _counter(2, b"IDLETIME")),
    _reply(4, struct.pack("=iI", 0, 1500)),
    struct.pack("=BBHI24s", 84, 0, 5, 0x400001, b""),
)
"""Let in, the extension, its version, its counters, a value, and an alarm."""
