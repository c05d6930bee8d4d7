"""A command of breakd as a person meets it: on a terminal, with keys that are typed."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Mapping, Sequence


class Terminal:
    """`breakd` with this command, on a terminal of its own; or another program, `argv` with `env`."""

    def __init__(self, *command: str, argv: Sequence[str] = (), env: Mapping[str, str] | None = None) -> None:
        words = [*argv] or [sys.executable, "-m", "breakd", *command]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(words[0], words, os.environ if env is None else env)
        self.seen = ""

    def until(self, text: str, count: int = 1) -> None:
        end = time.monotonic() + 20
        while flat(self.seen).count(text) < count:
            assert time.monotonic() < end, self.seen
            if select.select([self.fd], [], [], 0.1)[0]:
                self.seen += self._read()

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def ended(self, keys: str = "") -> int:
        """Wait for the end, typing `keys` whenever nothing more comes."""
        for _ in range(100):
            if not select.select([self.fd], [], [], 0.2)[0]:
                self.type(keys)
            elif more := self._read():
                self.seen += more
            else:
                break
        else:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status)

    def _read(self) -> str:
        try:
            return os.read(self.fd, 4096).decode(errors="replace")
        except OSError:  # Linux tells so that the other end is gone
            return ""


def flat(text: str) -> str:
    """The text as one line, however it was wrapped."""
    return " ".join(text.split())
