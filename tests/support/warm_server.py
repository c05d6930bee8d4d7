"""The process behind `tests.support.warm`: it has imported breakd and read its catalogue, and forks per command."""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
import time
from typing import Any

import breakd
from breakd.cli import main
from breakd.stretches import catalogue

REQUEST_BYTES = 1 << 17
FILES = 4
"""Standard input, output and error of the command, and a socket for its number and its exit code."""


def serve(requests: socket.socket) -> int:
    """Answer requests until nobody is left to ask; in a command's own process, return its exit code."""
    for module in pkgutil.walk_packages(breakd.__path__, f"{breakd.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    catalogue.load()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who waits for a command is its keeper, and for that nobody
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the tests; without them it ends by itself
    while True:
        request, files, _flags, _address = socket.recv_fds(requests, REQUEST_BYTES, FILES)
        if not request:
            return 0
        if os.fork() == 0:
            requests.close()
            *streams, answers = files
            if keep(answers):
                os.close(answers)
                return run(streams, **json.loads(request))
        for file in files:
            os.close(file)


def keep(answers: int) -> bool:
    """Fork the command, tell its number and then its exit code, and end. True in the command's own process."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        return True
    os.write(answers, f"{pid}\n".encode())
    _, status = os.waitpid(pid, 0)
    os.write(answers, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def run(streams: list[int], *, words: list[str], env: dict[str, str], cwd: str) -> int:
    """The command, as if Python had just been started for it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    text: dict[str, Any] = {"encoding": "utf-8", "closefd": False}
    sys.stdin, sys.stdout = open(0, **text), open(1, "w", **text)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", **text)  # noqa: SIM115
    sys.argv = ["breakd", *words]
    return main()


if __name__ == "__main__":
    sys.exit(serve(socket.socket(fileno=int(sys.argv[1]))))
