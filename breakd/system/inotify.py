"""inotify(7) on the asyncio loop: what happens to the watched files and folders, one event at a time.

Python has none of its own, and the packages for it look for the C library by starting programs (ctypes.util).
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import struct
from collections.abc import Callable
from enum import IntFlag
from pathlib import Path
from typing import Any

from breakd.frozen import frozen

HEAD = struct.Struct("=iIII")
"""`struct inotify_event`: watch, mask, cookie, and the length of the name behind it."""
READ_BYTES = 16384


class Mask(IntFlag):
    """What can happen, and what only goes into `add`; the names of the manual page without IN_."""

    ACCESS = 0x1
    ATTRIB = 0x4
    CLOSE_WRITE = 0x8
    MOVED_FROM = 0x40
    MOVED_TO = 0x80
    CREATE = 0x100
    DELETE = 0x200
    DELETE_SELF = 0x400
    MOVE_SELF = 0x800
    UNMOUNT = 0x2000
    Q_OVERFLOW = 0x4000
    IGNORED = 0x8000
    ONLYDIR = 0x1000000
    ONESHOT = 0x80000000


@frozen
class FileEvent:
    """Something happened to what `watch` watches: to the file `name` in it, or, without a name, to itself.

    An overflow (events were lost) is about the watch -1.
    """

    watch: int
    mask: Mask
    name: str


class Inotify:
    """Calls `heard` with each event until `close`. Needs a running loop; raises OSError if the kernel has no more."""

    def __init__(self, heard: Callable[[FileEvent], None]) -> None:
        self._heard = heard
        self._libc: Any = ctypes.CDLL(None, use_errno=True)
        self._fd: int = _checked(self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC))
        asyncio.get_running_loop().add_reader(self._fd, self._read)

    def add(self, path: Path, mask: Mask) -> int:
        """Watch a path, and give the watch's number; the same file gives the same one again. Raises OSError."""
        return _checked(self._libc.inotify_add_watch(self._fd, os.fsencode(path), int(mask)), path)

    def remove(self, watch: int) -> None:
        """Watch it no more. Raises OSError if that watch went by itself."""
        _checked(self._libc.inotify_rm_watch(self._fd, watch))

    def close(self) -> None:
        """Hear nothing more."""
        if self._fd >= 0:
            asyncio.get_running_loop().remove_reader(self._fd)
            os.close(self._fd)
            self._fd = -1

    def _read(self) -> None:
        data, at = os.read(self._fd, READ_BYTES), 0
        while at < len(data) and self._fd >= 0:  # a handler may have closed it
            watch, mask, _cookie, length = HEAD.unpack_from(data, at)
            at += HEAD.size + length
            name = os.fsdecode(data[at - length : at].rstrip(b"\0"))
            self._heard(FileEvent(watch, Mask(mask), name))


def _checked(result: int, path: Path | None = None) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), *([] if path is None else [str(path)]))
    return result
