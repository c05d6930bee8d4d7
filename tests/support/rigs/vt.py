"""A terminal with somebody in front of it: a pty, the screen that its output paints, and keys."""

from __future__ import annotations

import asyncio
import os
import re
import select
import termios

MARK = b"\x1b[99m"
"""A style that nobody has: what comes before it has been painted when it arrives."""
TOKEN = re.compile(rb"\x1b\[(\d*)([A-Za-z])|[\r\n\a]|[^\x1b\r\n\a]+")


UNFINISHED = re.compile(
    rb"(\x1b(\[\d*)?|[\xc0-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf7][\x80-\xbf]{0,2})\Z", re.DOTALL
)
"""A sequence, or a letter, of which the kernel has handed over only the beginning."""


class Vt:
    """Paints what comes, with the few sequences breakd uses; any other is a failure of the test."""

    def __init__(self, columns: int = 80, lines: int = 24) -> None:
        self._master, self.slave = os.openpty()
        termios.tcsetwinsize(self.slave, (lines, columns))
        self.columns, self.height = columns, lines
        self.bells = self._marks = 0
        self.raw = self._unread = b""
        self._cells: list[str] = [""]
        self._row = self._column = 0
        asyncio.get_running_loop().add_reader(self._master, self._read)

    def close(self) -> None:
        """Close the terminal, as a lost ssh connection does."""
        if self._master >= 0:
            asyncio.get_running_loop().remove_reader(self._master)
            os.close(self._master)
            os.close(self.slave)
            self._master = -1

    def type(self, keys: str) -> None:
        """The person types; where single keys are read, they are there when this returns."""
        os.write(self._master, keys.encode())
        if not self.mode() & termios.ICANON:
            select.select([self.slave], [], [], 1.0)  # the kernel hands them over a little later

    async def quiet(self) -> None:
        """Return when all that was typed has been read, and painted what was written upon it."""
        for _ in range(2):
            wanted = self._marks + 1
            await asyncio.sleep(0)
            os.write(self.slave, MARK)
            async with asyncio.timeout(10):
                while self._marks < wanted:  # noqa: ASYNC110
                    await asyncio.sleep(0.001)

    @property
    def lines(self) -> list[str]:
        """Everything painted, also what has scrolled off, without the styles."""
        return [line.rstrip() for line in self._cells]

    @property
    def text(self) -> str:
        """`lines` as one text."""
        return "\n".join(self.lines)

    def mode(self) -> int:
        """The local flags of the terminal: ICANON, ECHO and so on."""
        flags: int = termios.tcgetattr(self.slave)[3]
        return flags

    def _read(self) -> None:
        try:
            data = os.read(self._master, 65536)
        except OSError:  # EIO: the other side is closed
            return
        data = self._unread + data
        held = UNFINISHED.search(data)
        self._unread = held.group() if held else b""
        data = data[: len(data) - len(self._unread)]
        self._marks += data.count(MARK)
        data = data.replace(MARK, b"")
        self.raw += data
        for token in TOKEN.finditer(data):
            self._paint(token.group(), int(token.group(1) or 1), token.group(2))

    def _paint(self, token: bytes, count: int, command: bytes | None) -> None:
        match command, token:
            case b"A", _:
                self._row -= count
                assert self._row >= max(0, len(self._cells) - self.height), "the cursor left the screen"
            case b"J", _:
                del self._cells[self._row + 1 :]
                self._cells[self._row] = self._cells[self._row][: self._column]
            case b"m", _:
                pass
            case None, b"\r":
                self._column = 0
            case None, b"\n":
                self._row += 1
                if self._row == len(self._cells):
                    self._cells.append("")
            case None, b"\a":
                self.bells += 1
            case None, _:
                self._put(token.decode())
            case _:
                raise AssertionError(f"unknown sequence {token!r}")

    def _put(self, text: str) -> None:
        for letter in text:
            if self._column == self.columns:  # a long line goes on below
                self._column = 0
                self._row += 1
                self._cells[self._row :] = ["", *self._cells[self._row :]] if self._row < len(self._cells) else [""]
            line = self._cells[self._row].ljust(self._column)
            self._cells[self._row] = line[: self._column] + letter + line[self._column + 1 :]
            self._column += 1
