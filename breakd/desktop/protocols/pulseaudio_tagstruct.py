"""PulseAudio's values on the wire: each behind a letter that tells its type (pulsecore/tagstruct.h)."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from .channel import Malformed

Value = int | str | bytes | bool | None | dict[str, str]

INVALID = 0xFFFFFFFF
"""An index that means: none."""
SIZES = {b"B": 1, b"L": 4, b"V": 4, b"R": 8, b"U": 8}
"""Numbers, by how many bytes they have."""
SAMPLE_SPEC = 6


def encode(*values: int | bytes | Mapping[str, str] | None) -> bytes:
    """Numbers as 32 bits, None as no string, bytes, and property lists."""
    return b"".join(_encoded(value) for value in values)


def decode(data: bytes) -> list[Value]:
    """All values; raises Malformed. Sample formats, channel maps and volumes stay bytes."""
    try:
        return _Reader(data).all()
    except (struct.error, ValueError, IndexError) as error:
        raise Malformed(str(error)) from error


def _encoded(value: int | bytes | Mapping[str, str] | None) -> bytes:
    if value is None:
        return b"N"
    if isinstance(value, int):
        return b"L" + struct.pack(">I", value)
    if isinstance(value, bytes):
        return b"x" + struct.pack(">I", len(value)) + value
    return b"P" + b"".join(map(_encoded_property, value.items())) + b"N"


def _encoded_property(item: tuple[str, str]) -> bytes:
    key, value = item[0].encode() + b"\0", item[1].encode() + b"\0"
    return b"t" + key + _encoded(len(value)) + _encoded(value)


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def all(self) -> list[Value]:
        values = []
        while self._at < len(self._data):
            values.append(self._value())
        return values

    def _value(self) -> Value:
        tag = self._bytes(1)
        if tag in SIZES:
            return int.from_bytes(self._bytes(SIZES[tag]), "big")
        match tag:
            case b"t":
                return self._string()
            case b"N":
                return None
            case b"1" | b"0":
                return tag == b"1"
            case b"x":
                return self._bytes(self._number())
            case b"P":
                return self._properties()
        return self._bytes(self._length_of(tag))

    def _length_of(self, tag: bytes) -> int:
        match tag:
            case b"a":
                return SAMPLE_SPEC
            case b"m":
                return self._bytes(1)[0]
            case b"v":
                return self._bytes(1)[0] * 4
        raise Malformed(f"a value of type {tag!r}")

    def _properties(self) -> dict[str, str]:
        found = {}
        while (tag := self._bytes(1)) != b"N":
            self._expect(tag, b"t")
            key = self._string()
            self._expect(self._bytes(1), b"L")
            self._number()  # the length, which the value has too
            self._expect(self._bytes(1), b"x")
            found[key] = self._bytes(self._number()).rstrip(b"\0").decode(errors="replace")
        return found

    def _expect(self, tag: bytes, right: bytes) -> None:
        """Nothing may stand inside a list but texts and bytes: a list in a list would have no end."""
        if tag != right:
            raise Malformed(f"a value of type {tag!r} in a list of properties")

    def _string(self) -> str:
        end = self._data.index(0, self._at)
        text = self._data[self._at : end].decode(errors="replace")
        self._at = end + 1
        return text

    def _number(self) -> int:
        return int.from_bytes(self._bytes(4), "big")

    def _bytes(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + count]
        if len(taken) < count:
            raise Malformed("it ends in the middle of a value")
        self._at += count
        return taken
