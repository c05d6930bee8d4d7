"""Commands of breakd in processes of their own that start warm: a fork, not a new Python each time.

What a person would see is the same; only how Python itself starts is not tried. Tests that mean that too, or a
terminal, start `python -m breakd`.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parents[2]
SECONDS = 60.0
"""None comes near it; one that does hangs."""


class Ended(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


class Process:
    """A command that runs, as far as tests use it like a `subprocess.Popen`."""

    def __init__(
        self, words: Sequence[str], env: Mapping[str, str], cwd: Path, streams: tuple[int, int, int]
    ) -> None:
        request = json.dumps({"words": words, "env": dict(env), "cwd": str(cwd)})
        self._answers, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(_server(), [request.encode()], [*streams, theirs.fileno()])
        self._lines = self._answers.makefile()
        self.pid = int(self._lines.readline())
        self._code: int | None = None

    def poll(self) -> int | None:
        """The exit code; None while it runs."""
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, when it has ended; raises `subprocess.TimeoutExpired`."""
        if self._code is None:
            if not select.select([self._answers], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
            self._code = int(self._lines.readline())
            self._lines.close()
            self._answers.close()
        return self._code

    def send_signal(self, sig: signal.Signals) -> None:
        """Nothing is sent to one that has ended."""
        if self.poll() is None:
            os.kill(self.pid, sig)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def breakd(
    *words: str, typed: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None,
    seconds: float = SECONDS,
) -> Ended:  # fmt: skip
    """Run a command to its end, with `typed` on a pipe as its input. One that takes longer is killed, and fails."""
    reader, writer = os.pipe()
    os.write(writer, typed.encode())
    os.close(writer)
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        streams = (reader, out.fileno(), err.fileno())
        process = Process(words, os.environ if env is None else env, cwd or Path.cwd(), streams)
        os.close(reader)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
        out.seek(0)
        err.seek(0)
        return Ended(code, out.read(), err.read())


@cache
def _server() -> socket.socket:
    """Where this process's own server listens; it ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    argv = [sys.executable, "-m", "tests.support.warm_server", str(theirs.fileno())]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    server = subprocess.Popen(argv, env=env, cwd=PROJECT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
    theirs.close()
    atexit.register(_end, server, ours)
    return ours


def _end(server: subprocess.Popen[bytes], requests: socket.socket) -> None:
    requests.close()
    server.wait()
