"""One breakd per person, in every mode: a lock that the kernel lets go of however the process ends."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from contextlib import suppress
from pathlib import Path

from breakd.system.paths import made

FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
"""A link that somebody planted leads nowhere, and a pipe holds nobody up."""


class AlreadyRunning(Exception):
    """Another breakd holds the lock; `pid` is its process, 0 if that is not known."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"locked by process {pid}")
        self.pid = pid


class InstanceLock:
    """The lock, held from `take` until `release` or the end of the process."""

    def __init__(self, descriptor: int, path: Path, fault: OSError | None) -> None:
        self._descriptor = descriptor
        self.path = path
        self.fault = fault
        """Why it is not in the first of the places."""

    @classmethod
    def take(cls, *places: Path) -> InstanceLock:
        """Lock the first of `places` that can be locked; it is created.

        Raises AlreadyRunning if another breakd holds any of them; OSError, of the first, where none can be had.
        """
        held: InstanceLock | None = None
        faults: list[OSError] = []
        for place in places:
            if held is None:
                try:
                    held = cls(_lock(place), place, faults[0] if faults else None)
                    continue
                except OSError as error:
                    faults.append(error)
            if (pid := holder(place)) is not None:  # it had to take this one while the others could not be had
                if held is not None:
                    held.release()
                raise AlreadyRunning(pid)
        if held is None:
            raise faults[0]
        return held

    def release(self) -> None:
        """Let the next one in."""
        os.close(self._descriptor)


def holder(*places: Path) -> int | None:
    """The process that holds one of these, 0 if that is not known; None if nobody does, or nobody can."""
    for place in places:
        with suppress(OSError):
            if (pid := _holder(place)) is not None:
                return pid
    return None


def check(place: Path) -> None:
    """Raise OSError if this place can be locked by nobody."""
    with suppress(FileNotFoundError):
        _holder(place)


def _lock(place: Path) -> int:
    """The descriptor that holds it. Raises AlreadyRunning; OSError where no lock can be had."""
    descriptor, links = _locked(place)
    if not _is_named(descriptor, place):  # its folder was removed meanwhile: nobody else would find this lock
        os.close(descriptor)
        descriptor, links = _locked(place)
    # the file stays when the lock goes: removing it would let two processes lock two files of one name
    if links == 1:  # else it is somebody's file under another name, too
        with suppress(OSError):  # the lock holds, whether or not there is room for the number
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor


def _locked(place: Path) -> tuple[int, int]:
    """The descriptor that holds the lock of the file, and how many names the file has. Raises as `_lock` does."""
    made(place.parent)
    descriptor = os.open(place, os.O_RDWR | os.O_CREAT | FLAGS, 0o600)
    try:
        links = _links(descriptor)
        if not _flock(descriptor, fcntl.LOCK_EX):
            raise AlreadyRunning(_pid_in(descriptor))
    except BaseException:  # a network file system without locks, too
        os.close(descriptor)
        raise
    return descriptor, links


def _is_named(descriptor: int, place: Path) -> bool:
    """Whether this is the file of that name."""
    try:
        return os.path.samestat(os.fstat(descriptor), place.stat())
    except OSError:
        return False


def _holder(place: Path) -> int | None:
    """Raises OSError."""
    descriptor = os.open(place, os.O_RDONLY | FLAGS)  # also where nothing can be written
    try:
        _links(descriptor)
        return None if _flock(descriptor, fcntl.LOCK_SH) else _pid_in(descriptor)
    finally:
        os.close(descriptor)


def _links(descriptor: int) -> int:
    """How many names the file has; raises OSError if it is no plain file."""
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "It is no plain file")
    return about.st_nlink


def _flock(descriptor: int, kind: int) -> bool:
    """Whether it could be had at once; raises OSError where there are no locks."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _pid_in(descriptor: int) -> int:
    text = os.pread(descriptor, 20, 0).strip()
    return int(text) if text.isdigit() else 0
