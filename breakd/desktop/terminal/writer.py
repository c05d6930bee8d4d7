"""Writes to a screen that may be full, since nobody reads it: nothing here ever waits.

What does not fit is written as soon as it does; of more than that whole texts are dropped.
"""

from __future__ import annotations

import asyncio
import logging
import os
import stat
from collections.abc import Callable

log = logging.getLogger(__name__)

MOST_WAITING = 1 << 16
"""Bytes that wait for a reader."""


class ScreenWriter:
    """The way to one screen. `changed` is called when it was closed, and when there is room again after a loss."""

    def __init__(self, screen: int, changed: Callable[[], None]) -> None:
        self._screen, self._changed = screen, changed
        self._out: int | None = None
        self._waiting = b""
        self._has_dropped = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self.closed = False
        """Nobody will ever read there again."""

    def write(self, data: bytes) -> None:
        """Write it now, or when there is room, or never."""
        if self.closed:
            return
        if self._waiting and len(self._waiting) + len(data) > MOST_WAITING:
            self._has_dropped = True
            return
        self._waiting += data
        self._flush()

    def close(self) -> None:
        """Give up what still waits; a later write opens the way anew."""
        self._waiting, self._has_dropped = b"", False
        self._wait_no_more()
        if self._out is not None and self._out != self._screen:
            os.close(self._out)
        self._out = None

    def _flush(self) -> None:
        if self._out is None:
            self._out = _opened_anew(self._screen)
        try:
            while self._waiting:
                self._waiting = self._waiting[os.write(self._out, self._waiting) :]
        except BlockingIOError:
            self._wait_for_room(self._out)
            return
        except OSError as error:  # nobody reads there any more
            log.info("the terminal was closed: %s", error)
            self.close()
            self.closed = True
            self._changed()
            return
        self._wait_no_more()
        if self._has_dropped:
            self._has_dropped = False
            self._changed()

    def _wait_for_room(self, out: int) -> None:
        if self._loop is not None:
            return
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:  # before or after the daemon's loop, or beside it: the next write tries again
            return
        self._loop.add_writer(out, self._flush)

    def _wait_no_more(self) -> None:
        if self._loop is not None and self._out is not None:
            self._loop.remove_writer(self._out)
        self._loop = None


def _opened_anew(screen: int) -> int:
    """The screen by a way of our own, on which no write waits; on the one we have, the shell's would not either."""
    if not (os.isatty(screen) or stat.S_ISFIFO(os.fstat(screen).st_mode)):
        return screen  # a file is never full in this sense
    try:
        return os.open(f"/proc/self/fd/{screen}", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:  # somebody else's, as after `su`
        log.debug("terminal: %s", error)
        return screen
