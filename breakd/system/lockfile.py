"""One breakd per person, in every mode: a lock that the kernel lets go of however the process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from breakd.system.paths import made


class AlreadyRunning(Exception):
    """Another breakd holds the lock; `pid` is its process, 0 if that is not known."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"locked by process {pid}")
        self.pid = pid


class InstanceLock:
    """The lock, held from `take` until `release` or the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> InstanceLock:
        """Lock `path`, which is created. Raises AlreadyRunning; OSError where no lock can be had."""
        made(path.parent)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = _pid_in(descriptor)
            os.close(descriptor)
            raise AlreadyRunning(pid) from None
        except OSError:  # a network file system without locks
            os.close(descriptor)
            raise
        # the file stays when the lock goes: removing it would let two processes lock two files of one name
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        return cls(descriptor)

    def release(self) -> None:
        """Let the next one in."""
        os.close(self._descriptor)


def holder(path: Path) -> int | None:
    """The process that holds the lock, 0 if that is not known; None if nobody does. Raises OSError."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _pid_in(descriptor)
    finally:
        os.close(descriptor)
    return None


def _pid_in(descriptor: int) -> int:
    text = os.pread(descriptor, 20, 0).strip()
    return int(text) if text.isdigit() else 0
