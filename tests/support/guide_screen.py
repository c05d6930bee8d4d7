"""Somebody who guides a stretch in a real pty, reads what is painted and presses keys."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import sys
import termios
import time

from tests.support.desktops.daemon import Daemon

PATIENCE = 20.0
NEW = "New for you: please read this first"
SEQUENCE = re.compile(rb"\x1b\[[?\d;]*[A-Za-z]")


class Screen:
    """`breakd start --terminal` in a pty."""

    def __init__(self, daemon: Daemon, *words: str, rows: int = 24, columns: int = 80) -> None:
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs tests in the background has it ignored
            os.chdir(daemon.folder)
            termios.tcsetwinsize(0, (rows, columns))
            argv = [sys.executable, "-m", "breakd", "start", "--terminal", *words]
            os.execvpe(sys.executable, argv, daemon.env | {"TERM": "xterm"})
        self.raw = b""
        self._at = 0
        self.code: int | None = None

    def see(self, text: str, seconds: float = PATIENCE) -> None:
        """Wait until this is painted, after what was waited for before."""
        self._see(re.escape(text), seconds)

    def see_less_than(self, seconds: int) -> None:
        """Wait for a countdown below this; on a busy machine no single second of it is sure to be painted."""
        while int(self._see(r" (\d+) s\b")[1]) >= seconds:
            pass

    def _see(self, pattern: str, seconds: float = PATIENCE) -> re.Match[str]:
        end = time.monotonic() + seconds
        while not (found := re.compile(pattern).search(self.plain, self._at)):
            assert time.monotonic() < end, self.plain[self._at :][-2000:]
            if not self._read(0.2):
                raise AssertionError(f"ended without {pattern!r}: {self.plain[self._at :][-2000:]}")
        self._at = found.end()
        return found

    def begin(self) -> None:
        """Read what is new, and begin."""
        self.see(NEW)
        self.see("Enter begin")
        self.type("\r")

    def begin_now(self) -> None:
        """Begin, whatever has been painted before."""
        self.see("Enter begin")
        self.type("\r")

    def forget(self) -> None:
        """What was painted so far counts no more."""
        self._at = len(self.plain)

    @property
    def plain(self) -> str:
        return SEQUENCE.sub(b"", self.raw).decode("utf-8", "replace")

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def end(self) -> int:
        """The exit code, when it has ended by itself."""
        end = time.monotonic() + PATIENCE
        while self._read(PATIENCE):
            assert time.monotonic() < end, self.plain[-2000:]
        self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.code

    def close(self) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.master)

    def _read(self, seconds: float) -> bool:
        """False at the end of the program."""
        if not select.select([self.master], [], [], seconds)[0]:
            return True
        try:
            self.raw += os.read(self.master, 65536)
        except OSError:  # EIO: nobody has the other side any more
            return False
        return True
