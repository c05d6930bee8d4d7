"""The whole screen of a terminal: entered and left, painted, read from, and divided into pages."""

from __future__ import annotations

import os
import select
import shutil
import sys
import termios
import textwrap
import tty
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

ENTER_SCREEN, LEAVE_SCREEN = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
HOME, BELOW, BOLD, PLAIN, FAINT = "\x1b[H", "\x1b[J", "\x1b[1m", "\x1b[0m", "\x1b[2m"
BULLET = "• "
AROUND = 3
"""Rows that are no line of what is shown: one above, one below, and the keys."""
READ = 64


class Leave(Exception):
    """The person leaves, or the terminal goes away."""


def usable() -> bool:
    """Whether there is a terminal to play in."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def whole_screen() -> Iterator[None]:
    """A screen of our own, keys as they are pressed, and all as it was afterwards."""
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin)
    write(ENTER_SCREEN)
    try:
        yield
    finally:
        write(LEAVE_SCREEN)
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def put(lines: Sequence[str], keys: str) -> None:
    """Paint these lines and the keys below them; what has no room is left out, the keys are not."""
    shown = ["", *(f"  {line}" for line in lines[: rows()]), "", f"  {FAINT}{keys}{PLAIN}"]
    write(HOME + "\n".join(f"{line}\x1b[K" for line in shown) + BELOW)


def pages(texts: Sequence[str], height: int) -> list[list[str]]:
    """The texts as items, in pages of at most so many rows; an item is divided only if it is longer than a page."""
    wrapper = textwrap.TextWrapper(
        width(72), initial_indent=BULLET, subsequent_indent=" " * len(BULLET), break_on_hyphens=False
    )
    found: list[list[str]] = [[]]
    for text in texts:
        item = wrapper.wrap(text)
        if found[-1] and len(found[-1]) + len(item) > height:
            found.append([])
        while len(item) > height:
            found[-1] = item[:height]
            found.append([])
            item = item[height:]
        found[-1] += item
    return found


def read_key(seconds: float | None) -> str:
    """The next key, or nothing after so many seconds. Raises Leave at the end of the terminal."""
    if not select.select([sys.stdin], [], [], seconds)[0]:
        return ""
    keys = os.read(sys.stdin.fileno(), READ)
    if keys in (b"", b"\x03", b"\x04"):
        raise Leave
    # an arrow or another long key is none of ours
    return "" if keys[:1] == b"\x1b" else keys[:1].decode("ascii", "replace").lower()


def bar(share: float, wide: int) -> str:
    """A bar that is full to this share."""
    full = round(share * wide)
    return "█" * full + "░" * (wide - full)


def width(most: int = 64) -> int:
    """Columns of a line of text."""
    return max(20, min(shutil.get_terminal_size().columns - 4, most))


def rows() -> int:
    """Rows that there are for lines."""
    return max(1, shutil.get_terminal_size().lines - AROUND)


def write(text: str) -> None:
    """Write at once."""
    sys.stdout.write(text)
    sys.stdout.flush()
