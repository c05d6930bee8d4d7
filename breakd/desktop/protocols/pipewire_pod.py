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
MOST_DEEP = 8
"""Structs inside structs; the graph is told in two."""


class PodType(IntEnum):
    """SPA_TYPE_*, as far as they are read here; others are bytes."""

    NONE = 1
    BOOL = 2
    ID = 3
    INT = 4
    LONG = 5
    STRING = 8
    STRUCT = 14


NUMBERS = {PodType.BOOL: 4, PodType.ID: 4, PodType.INT: 4, PodType.LONG: 8}
"""By how many bytes they have."""


def encode(value: Argument) -> bytes:
    """A 32-bit number, a string, or a struct of them."""
    match value:
        case int():
            return _pod(PodType.INT, struct.pack("=i", value))
        case str():
            return _pod(PodType.STRING, value.encode() + b"\0")
    return _pod(PodType.STRUCT, b"".join(map(encode, value)))


def decode(data: bytes, deep: int = 0) -> list[Value]:
    """All values that stand in `data`, `deep` structs down, one after another; raises Malformed."""
    if deep > MOST_DEEP:
        raise Malformed("structs nested too deeply")
    values, at = [], 0
    while at < len(data):
        if len(data) - at < HEAD.size:
            raise Malformed("it ends in the middle of a value")
        size, kind = HEAD.unpack_from(data, at)
        begin = at + HEAD.size
        content = data[begin : begin + size]
        if len(content) < size:
            raise Malformed("it ends in the middle of a value")
        values.append(_content(kind, content, deep))
        at = begin + size + -size % ALIGNMENT
    return values


def _content(kind: int, content: bytes, deep: int) -> Value:
    match kind:
        case PodType.NONE:
            return None
        case PodType.BOOL | PodType.ID | PodType.INT | PodType.LONG:
            if len(content) != NUMBERS[PodType(kind)]:
                raise Malformed(f"a number of {len(content)} bytes")
            return int.from_bytes(content, sys.byteorder, signed=kind != PodType.ID)
        case PodType.STRING:
            return content.rstrip(b"\0").decode(errors="replace")
        case PodType.STRUCT:
            return decode(content, deep + 1)
    return content


def _pod(kind: PodType, content: bytes) -> bytes:
    return HEAD.pack(len(content), kind) + content + bytes(-len(content) % ALIGNMENT)
