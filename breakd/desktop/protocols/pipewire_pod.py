"""PipeWire's values on the wire, "plain old data": size, type, content, padded to eight bytes (spa/pod/pod.h)."""

from __future__ import annotations

import struct
import sys
from collections.abc import Sequence
from enum import IntEnum

from .channel import Malformed

Argument = int | str | Sequence["Argument"]
Value = int | str | bytes | list["Value"] | None

HEAD = struct.Struct("=II")
ALIGNMENT = 8


class PodType(IntEnum):
    """SPA_TYPE_*, as far as they are read here; others are bytes."""

    NONE = 1
    BOOL = 2
    ID = 3
    INT = 4
    LONG = 5
    STRING = 8
    STRUCT = 14


def encode(value: Argument) -> bytes:
    """A 32-bit number, a string, or a struct of them."""
    match value:
        case int():
            return _pod(PodType.INT, struct.pack("=i", value))
        case str():
            return _pod(PodType.STRING, value.encode() + b"\0")
    return _pod(PodType.STRUCT, b"".join(map(encode, value)))


def decode(data: bytes) -> list[Value]:
    """All values that stand in `data` one after another; raises Malformed."""
    values, at = [], 0
    while at < len(data):
        if len(data) - at < HEAD.size:
            raise Malformed("it ends in the middle of a value")
        size, kind = HEAD.unpack_from(data, at)
        begin = at + HEAD.size
        content = data[begin : begin + size]
        if len(content) < size:
            raise Malformed("it ends in the middle of a value")
        values.append(_content(kind, content))
        at = begin + size + -size % ALIGNMENT
    return values


def _content(kind: int, content: bytes) -> Value:
    match kind:
        case PodType.NONE:
            return None
        case PodType.BOOL | PodType.ID | PodType.INT | PodType.LONG:
            return int.from_bytes(content, sys.byteorder, signed=kind != PodType.ID)
        case PodType.STRING:
            return content.rstrip(b"\0").decode(errors="replace")
        case PodType.STRUCT:
            return decode(content)
    return content


def _pod(kind: PodType, content: bytes) -> bytes:
    return HEAD.pack(len(content), kind) + content + bytes(-len(content) % ALIGNMENT)
