"""What chance makes of bytes and texts: the accidents on which parsers stumble."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

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


def damaged_text(chance: random.Random, text_: str) -> str:
    """The same text after up to five accidents, some of them between its lines."""
    lines = text_.splitlines(keepends=True)
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(lines) + 1)
        match chance.randrange(4):
            case 0:
                del lines[at : at + chance.randint(1, 3)]
            case 1:
                lines[at:at] = lines[at : at + 3] * chance.randint(1, 3)
            case 2:
                lines.insert(at, f"{text(chance, 4)} = {chance.choice(WORDS)}\n")
            case _ if at < len(lines):
                key, _, rest = lines[at].partition(" = ")
                lines[at] = f"{key} = {chance.choice((*WORDS, rest, json.dumps(text(chance)), '[1979-05-27]'))}\n"
    whole = "".join(lines)
    for _ in range(chance.randint(0, 2)):
        at = chance.randrange(len(whole) + 1)
        whole = whole[:at] + chance.choice((*NASTY, *WORDS)) + whole[at + chance.choice((0, 1, 5)) :]
    return whole


def text(chance: random.Random, most: int = 40) -> str:
    """Any text, with a liking for what hurts."""
    kinds = (
        lambda: chance.choice(NASTY),
        lambda: chance.choice(WORDS),
        lambda: chr(chance.randrange(32, 127)),
        lambda: chr(chance.randrange(0x110000)),
    )
    return "".join(chance.choice(kinds)() for _ in range(chance.randrange(most)))


def value(chance: random.Random, deep: int = 3) -> Any:
    """Any value that JSON has."""
    kinds: list[Callable[[], Any]] = [
        lambda: None,
        lambda: chance.random() < 0.5,
        lambda: chance.choice(EDGES) * chance.choice((1, -1, 1 << 40)),
        lambda: chance.choice((0.0, -0.5, 1e308, 5e-324, float("inf"), float("nan"), 10.0 ** chance.randint(0, 300))),
        lambda: text(chance),
        lambda: chance.choice(("2026-11-26", "2026-11-26T10:00:00+01:00", "9999-12-31T23:59:59+00:00", "0001-01-01")),
    ]
    if deep:
        kinds += [
            lambda: [value(chance, deep - 1) for _ in range(chance.randrange(4))],
            lambda: {text(chance, 5): value(chance, deep - 1) for _ in range(chance.randrange(4))},
        ]
    return chance.choice(kinds)()


def changed(chance: random.Random, tree: Any) -> Any:
    """The same tree with another value at one to four places, or without them."""
    tree = json.loads(json.dumps(tree))
    for _ in range(chance.randint(1, 4)):
        places = list(_places(tree))
        if not places:
            return value(chance)
        branch, key = chance.choice(places)
        if chance.random() < 0.2:
            del branch[key]
        elif chance.random() < 0.3:
            branch[key] = deepcopy(chance.choice(places)[0])
        else:
            branch[key] = value(chance)
    return tree


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every branch with each of its keys."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from _places(tree[key])
