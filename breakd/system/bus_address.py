"""The address of a bus, read once for every library that connects to one: they differ in what they take.

D-Bus Specification, "Server Addresses": alternatives parted by semicolons, of which the first that answers is meant.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

ABSTRACT = "\0"
"""The first character of a socket that is in no folder."""
_ESCAPED = re.compile(rb"%([0-9A-Fa-f]{2})")
_OPTIONAL = frozenset(b"-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz/.")
"""Bytes that need not be escaped."""


class BadAddress(ValueError):
    """The text names no socket; it is quoted."""


def sockets(text: str) -> Sequence[str]:
    """The UNIX sockets that the text names, in its order; raises BadAddress if it names none.

    Other transports are left out: no desktop's bus is reached by them alone.
    """
    found = [socket for part in text.split(";") if (socket := _socket(part.strip()))]
    if not found:
        raise BadAddress(f"“{text[:100]}” names no socket")
    return found


def address(socket: str) -> str:
    """One socket as an address that every library reads alike."""
    kind, name = ("abstract", socket[1:]) if socket.startswith(ABSTRACT) else ("path", socket)
    escaped = "".join(chr(byte) if byte in _OPTIONAL else f"%{byte:02x}" for byte in os.fsencode(name))
    return f"unix:{kind}={escaped}"


def _socket(part: str) -> str:
    transport, _, options = part.partition(":")
    named = dict(pair.split("=", 1) for pair in options.split(",") if "=" in pair)
    if transport != "unix":
        return ""
    if path := named.get("path"):
        return _unescaped(path)
    return ABSTRACT + _unescaped(name) if (name := named.get("abstract")) else ""


def _unescaped(value: str) -> str:
    return os.fsdecode(_ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), os.fsencode(value)))
