"""The terminal itself: single keys, lines that stay, and below them a few live lines that are drawn anew.

Only the sequences are used that every terminal since the VT100 knows. What is no terminal gets the lines that stay.
"""

from __future__ import annotations

import asyncio
import atexit
import locale
import logging
import os
import re
import signal
import termios
import textwrap
import time
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from .writer import ScreenWriter

log = logging.getLogger(__name__)

WIDEST = 80
"""Columns of text at most: longer lines are hard to read."""
HIGHEST = 24
"""Lines of a screen that does not tell."""
PASTE = 8
"""More letters than this at once were not typed."""
IFLAG, LFLAG, CC = 0, 3, 6
"""Places in what `tcgetattr` returns."""

STYLE = re.compile(r"\x1b\[\d*m")

KeyHandler = Callable[[str], bool]
"""Takes a key and says whether it was for it; `Enter` is a newline."""


class Terminal:
    """The keyboard and the screen that breakd was started with."""

    def __init__(self, keyboard: int = 0, screen: int = 1) -> None:
        self._keyboard, self._screen = keyboard, screen
        self._drawable = os.isatty(screen) and os.environ.get("TERM", "dumb") != "dumb"
        self.live = self._drawable
        """Whether lines can be drawn anew; not in the background."""
        self.reading = False
        """Whether keys arrive here; not in the background, and not from a pipe."""
        self._last_key: float | None = None
        self._foreground = True
        self._users: set[object] = set()
        self._before: list[Any] | None = None
        self._slots: dict[str, list[str]] = {}
        self._drawn: list[str] = []
        self._keys: list[KeyHandler] = []
        self._inputs: list[Callable[[], None]] = []
        self._writer = ScreenWriter(screen, self._on_screen_changed)

    @property
    def device(self) -> str | None:
        """The device of the keyboard, if it is a terminal."""
        return os.ttyname(self._keyboard) if os.isatty(self._keyboard) else None

    @property
    def idle(self) -> float | None:
        """Seconds since the last key that came here; None before the first."""
        return None if self._last_key is None else _boot() - self._last_key

    @property
    def width(self) -> int:
        """Columns of the screen."""
        return self._size()[0]

    def _size(self) -> tuple[int, int]:
        try:
            columns, lines = os.get_terminal_size(self._screen)
        except OSError:
            return WIDEST, HIGHEST
        return columns or WIDEST, lines or HIGHEST

    # --- life -------------------------------------------------------------------------------------

    def open(self, user: object) -> None:
        """Begin to take keys, until every user has closed."""
        if not self._users:
            loop = asyncio.get_running_loop()
            # after Ctrl-Z and `fg` the shell has set the terminal as it likes it; after `bg` it is the shell's
            loop.add_signal_handler(signal.SIGCONT, self._look_where_we_are)
            loop.add_signal_handler(signal.SIGWINCH, self._redraw)
            self._look_where_we_are()
        self._users.add(user)

    def close(self, user: object) -> None:
        """The last user leaves the terminal as it was; what stays has been said."""
        if self._users != {user}:
            self._users.discard(user)
            return
        self._users.clear()
        self._slots.clear()
        self._redraw()
        loop = asyncio.get_running_loop()
        loop.remove_signal_handler(signal.SIGCONT)
        loop.remove_signal_handler(signal.SIGWINCH)
        self._stop_reading()
        self._writer.close()
        self._restore()
        atexit.unregister(self._restore)

    def _look_where_we_are(self) -> None:
        # a job in the background that reads or sets its terminal is stopped by the kernel
        self._foreground = self._in_foreground()
        self.live, self._drawn = self._drawable and self._foreground, []
        if self._foreground and os.isatty(self._keyboard):
            self._take_keyboard()
        else:
            self._stop_reading()
        self._redraw()

    def _take_keyboard(self) -> None:
        now: list[Any] = termios.tcgetattr(self._keyboard)
        if self._before is None:
            self._before = termios.tcgetattr(self._keyboard)
            atexit.register(self._restore)
        now[LFLAG] &= ~(termios.ICANON | termios.ECHO)
        # without flow control: a Ctrl-S would make our next line wait for ever, and the daemon with it
        now[IFLAG] &= ~termios.IXON
        now[CC][termios.VMIN], now[CC][termios.VTIME] = 1, 0
        termios.tcsetattr(self._keyboard, termios.TCSANOW, now)
        asyncio.get_running_loop().add_reader(self._keyboard, self._read)
        self.reading = True

    def _restore(self) -> None:
        before, self._before = self._before, None
        if before is not None and self._in_foreground():
            try:
                termios.tcsetattr(self._keyboard, termios.TCSANOW, before)
            except termios.error as error:  # the terminal was closed
                log.debug("terminal: %s", error)

    def _in_foreground(self) -> bool:
        try:
            return os.tcgetpgrp(self._keyboard) == os.getpgrp()
        except OSError:
            return True  # not our controlling terminal: no job control there

    def _stop_reading(self) -> None:
        if self.reading:
            self.reading = False
            asyncio.get_running_loop().remove_reader(self._keyboard)

    # --- keys -------------------------------------------------------------------------------------

    def on_input(self, seen: Callable[[], None]) -> None:
        """Call `seen` at every input, whatever it is."""
        self._inputs.append(seen)

    def on_key(self, handler: KeyHandler, *, last: bool = False) -> None:
        """Offer each key to `handler`, before the handlers that are there, or behind all of them."""
        self._keys.insert(len(self._keys) if last else 0, handler)

    def forget(self, handler: KeyHandler | Callable[[], None]) -> None:
        """Call `handler` no longer."""
        self._keys = [one for one in self._keys if one != handler]
        self._inputs = [one for one in self._inputs if one != handler]

    def _read(self) -> None:
        try:
            data = os.read(self._keyboard, 1024)
        except OSError as error:
            log.debug("terminal: %s", error)
            data = b""
        if not data:  # it was closed
            self._stop_reading()
            return
        self._last_key = _boot()
        for seen in list(self._inputs):
            seen()
        text = data.decode(errors="ignore")
        if text.startswith("\x1b") or len(text) > PASTE:  # an arrow key, a paste: input, but no answer
            return
        for key in text.lower().replace("\r", "\n"):
            any(handler(key) for handler in list(self._keys))

    # --- screen -----------------------------------------------------------------------------------

    def say(self, *lines: str) -> None:
        """Write lines that stay."""
        text = "".join(f"{line}\n" for line in lines)
        self._write(self._erased() + text + self._draw())

    def put(self, slot: str, lines: Sequence[str]) -> None:
        """Draw the live lines of a slot in place of its earlier ones; slots stand in the order of their names."""
        changed = self._slots.get(slot, []) != list(lines)
        self._slots[slot] = list(lines)
        # `fg` of a job that runs tells it nothing
        if changed or self._in_foreground() != self._foreground:
            self._redraw()

    def bell(self) -> None:
        """Ring."""
        self._write("\a")

    def wrapped(self, text: str, indent: str) -> list[str]:
        """A paragraph as lines that fit, each behind `indent`."""
        width = min(self.width, WIDEST) - 1
        return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent) or [indent.rstrip()]

    def _redraw(self) -> None:
        if self._users and self._in_foreground() != self._foreground:
            self._look_where_we_are()
        elif self.live:
            self._write(self._erased() + self._draw())

    def _erased(self) -> str:
        """Go back to where the live lines began, and wipe from there."""
        if not self._drawn:
            return "\r\x1b[J" if self.live else ""
        # a window that became narrower has broken lines in two
        rows = sum(max(1, -(-columns(line) // self.width)) for line in self._drawn)
        return "\r" + (f"\x1b[{rows - 1}A" if rows > 1 else "") + "\x1b[J"

    def _draw(self) -> str:
        if not self.live:
            return ""
        width, height = self._size()
        lines = [line for slot in sorted(self._slots) for line in self._slots[slot]]
        # in the last column some terminals have begun the next line already; what scrolled off cannot be wiped
        self._drawn = [clipped(line, width - 1) for line in lines[1 - height :]]
        return "\r\n".join(self._drawn)

    def _write(self, text: str) -> None:
        self._writer.write(text.encode(locale.getencoding(), "replace"))

    def _on_screen_changed(self) -> None:
        """It was closed; or some of what was drawn never came there."""
        self._drawn = []
        if self._writer.closed:
            self._drawable = self.live = False
        elif self.live:
            self._write("\r\n" + self._draw())


def _boot() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def bold(text: str) -> str:
    """The text in bold letters."""
    return f"\x1b[1m{text}\x1b[m"


def columns(text: str) -> int:
    """Columns that a line takes on the screen."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in STYLE.sub("", text))


def clipped(text: str, room: int) -> str:
    """The line, cut to `room` columns; what is cut loses its style."""
    if columns(text) <= room:
        return text
    text = STYLE.sub("", text)
    while columns(text) > room:
        text = text[:-1]
    return text


class TerminalLog(logging.Handler):
    """The log as lines that stay; written past us, it would break into the live lines."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__()
        self._terminal = terminal

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        self._terminal.say(self.format(record))
