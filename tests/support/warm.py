"""Commands of breakd in processes of their own that start warm: a fork, not a new Python each time.

What a person would see is the same; only how Python itself starts is not tried. Tests that mean that too, or a
terminal, start `python -m breakd`.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
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


def breakd(
    *words: str, typed: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None,
    seconds: float = SECONDS,
) -> Ended:  # fmt: skip
    """Run a command to its end, with `typed` on a pipe as its input."""
    request = {"words": words, "env": dict(os.environ if env is None else env), "cwd": str(cwd or Path.cwd())}
    reader, writer = os.pipe()
    os.write(writer, typed.encode())
    os.close(writer)
    ours, theirs = socket.socketpair()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err, ours:
        with theirs:
            files = [reader, out.fileno(), err.fileno(), theirs.fileno()]
            socket.send_fds(_server(), [json.dumps(request).encode()], files)
        os.close(reader)
        code = _code(ours, seconds)
        out.seek(0)
        err.seek(0)
        return Ended(code, out.read(), err.read())


def _code(answers: socket.socket, seconds: float) -> int:
    """The exit code that the keeper tells. A command that takes longer is killed, and fails the test."""
    answers.settimeout(seconds)
    with answers.makefile() as lines:
        pid = int(lines.readline())
        try:
            return int(lines.readline())
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
            raise


@cache
def _server() -> socket.socket:
    """Where this process's own server listens; it ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    argv = [sys.executable, "-m", "tests.support.warm_server", str(theirs.fileno())]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    server = subprocess.Popen(
        argv, env=env, cwd=PROJECT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], start_new_session=True
    )
    theirs.close()
    atexit.register(_end, server, ours)
    return ours


def _end(server: subprocess.Popen[bytes], requests: socket.socket) -> None:
    requests.close()
    server.wait()
