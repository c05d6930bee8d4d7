"""Runs a command that may take no longer than it is given: with it ends all that it started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress


def run(
    argv: Sequence[str], seconds: float, *, env: Mapping[str, str] | None = None, quiet: bool = False
) -> subprocess.CompletedProcess[str]:
    """Wait for its end; what it says is kept, unless `quiet`.

    Whatever ends the wait ends its whole group of processes. Raises OSError if it cannot be started,
    subprocess.TimeoutExpired.
    """
    output = subprocess.DEVNULL if quiet else subprocess.PIPE
    with subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, stdout=output, stderr=output, text=True, errors="replace", env=env,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            said, faults = process.communicate(timeout=seconds)
        except BaseException:  # after Ctrl+C too
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
    return subprocess.CompletedProcess(argv, process.returncode, said or "", faults or "")


def bound_to_us(argv: Sequence[str]) -> list[str]:
    """The command that ends even when we are killed, where util-linux is here; what it starts is its own matter."""
    setpriv = shutil.which("setpriv")
    return [*([setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []), *argv]
