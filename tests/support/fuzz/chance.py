"""What chance makes of bytes and texts: the accidents on which parsers stumble."""

from __future__ import annotations

import random
import struct

EDGES = (0, 1, 2, 3, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0xFFFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
NASTY = ("\0", "\x1b]0;x\a", "\x7f", "\u202e", "\ud800", "é", "🦴", '"', "'", "\\", "%s", "{side}", "../", "\r\n")
WORDS = ("", "inf", "-1", "9" * 400, "a.b", "[", "]", "{", "}", "=", "#", "true", "1e999", "0x" + "f" * 5000)


def damaged(chance: random.Random, data: bytes) -> bytes:
    """The same bytes after up to five accidents."""
    out = bytearray(data)
    for _ in range(chance.randint(0, 5)):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(6):
            case 0 if out:
                out[min(at, len(out) - 1)] = chance.randrange(256)
            case 1:
                out[at : at + 4] = struct.pack(chance.choice("<>") + "I", chance.choice(EDGES))
            case 2:
                del out[at : at + chance.choice((1, 4, 8, 100))]
            case 3:
                out[at:at] = chance.randbytes(chance.choice((1, 4, 8, 64)))
            case 4:
                out[at:at] = out[at : at + 64] * chance.choice((1, 2, 200))
            case _:
                del out[at:]
    return bytes(out)


def text(chance: random.Random, most: int = 40) -> str:
    """Any text, with a liking for what hurts."""
    kinds = (
        lambda: chance.choice(NASTY),
        lambda: chance.choice(WORDS),
        lambda: chr(chance.randrange(32, 127)),
        lambda: chr(chance.randrange(0x110000)),
    )
    return "".join(chance.choice(kinds)() for _ in range(chance.randrange(most)))
