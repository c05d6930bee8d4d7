"""How to reach the X server of a display, and the cookie that opens it."""

from __future__ import annotations

import re
import socket
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from breakd.frozen import frozen

COOKIE = b"MIT-MAGIC-COOKIE-1"
FAMILY_LOCAL, FAMILY_WILD = 256, 65535
"""Xauth.h: an entry for a host by its name; one for every host."""
TCP_BASE = 6000
SOCKETS = "/tmp/.X11-unix"


@frozen
class X11Display:
    """`host` is empty for a server on this machine; else it is a forwarded one, as of `ssh -X`."""

    host: str
    number: int
    screen: int = 0

    @property
    def path(self) -> str:
        """The socket of a server on this machine; most listen at the abstract name of it too."""
        return f"{SOCKETS}/X{self.number}"

    @property
    def port(self) -> int:
        """The TCP port of a forwarded one."""
        return TCP_BASE + self.number


def parse_display(name: str) -> X11Display | None:
    """What $DISPLAY names: `:0`, `:0.1`, `unix:0`, `localhost:10.0`; None if it makes no sense."""
    match = re.fullmatch(r"([^:]*):(\d{1,5})(?:\.(\d{1,5}))?", name)
    if match is None:
        return None
    host, number, screen = match.groups()
    return X11Display("" if host == "unix" else host, int(number), int(screen or 0))


def find_cookie(environ: Mapping[str, str], display: X11Display) -> bytes:
    """The secret for this display, out of the person's Xauthority file; empty if there is none, or none is needed."""
    path = Path(environ.get("XAUTHORITY") or Path(environ.get("HOME", "/"), ".Xauthority"))
    try:
        content = path.read_bytes()
    except OSError:
        return b""
    here, wanted = socket.gethostname().encode(), str(display.number).encode()
    for family, address, number, name, data in _entries(content):
        # ssh writes its forwarded displays under this machine's name too
        mine = family == FAMILY_WILD or (family == FAMILY_LOCAL and address == here)
        if mine and number in (b"", wanted) and name == COOKIE:
            return data
    return b""


def _entries(content: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, bytes]]:
    """Family, address, display number, name of the method, secret; a file cut short ends the list."""
    offset = 0
    try:
        while offset < len(content):
            (family,) = struct.unpack_from(">H", content, offset)
            offset += 2
            words = []
            for _ in range(4):
                (length,) = struct.unpack_from(">H", content, offset)
                words.append(content[offset + 2 : offset + 2 + length])
                offset += 2 + length
            address, number, name, data = words
            yield family, address, number, name, data
    except struct.error:
        return
