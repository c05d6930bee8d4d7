"""Starts programs that outlive us: what ends us does not end them, and they need not be waited for."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, Sequence

from . import sd_notify

IGNORED_BY_PYTHON = (signal.SIGPIPE, signal.SIGXFSZ)


def on_its_own_feet(argv: Sequence[str], env: Mapping[str, str]) -> int:
    """Start a program in a session of its own, reading nothing and saying nothing; its process id.

    `argv` begins with a path. Raises OSError.
    """
    told = {name: value for name, value in env.items() if name != sd_notify.ADDRESS}  # that is for us alone
    nowhere = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_RDWR, 0) for descriptor in range(3)]
    # subprocess.Popen would warn of a program that runs on when its object is dropped
    return os.posix_spawn(argv[0], [*argv], told, file_actions=nowhere, setsid=True, setsigdef=IGNORED_BY_PYTHON)
