"""The next touch of any of some terminals, as one event: inotify sees when a program reads from one."""

from __future__ import annotations

import asyncio
import ctypes
import os
from collections.abc import Callable, Iterable
from pathlib import Path

ACCESS, CREATE, ONE_SHOT = 0x1, 0x100, 0x80000000
"""IN_ACCESS, IN_CREATE and IN_ONESHOT of inotify(7)."""
EVENT_BYTES = 4096


class NextTouch:
    """Calls `touched` once, at the next read from one of the `devices`, and `came` when a device appears in `folder`.

    Raises OSError if the kernel gives no more inotify instances. A device that cannot be watched is left out.
    """

    # Python has no inotify, and a package for it looks for the C library by starting programs (ctypes.util)
    def __init__(
        self, devices: Iterable[Path], folder: Path, touched: Callable[[], None], came: Callable[[], None]
    ) -> None:
        self._touched, self._came = touched, came
        libc = ctypes.CDLL(None, use_errno=True)
        self._fd = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self._fd < 0:
            raise OSError(ctypes.get_errno(), "inotify_init1")
        # one shot: typing on does not wake us again
        for device in devices:
            libc.inotify_add_watch(self._fd, os.fsencode(device), ACCESS | ONE_SHOT)
        self._folder = libc.inotify_add_watch(self._fd, os.fsencode(folder), CREATE)
        asyncio.get_running_loop().add_reader(self._fd, self._read)

    def close(self) -> None:
        """Watch no longer."""
        if self._fd >= 0:
            asyncio.get_running_loop().remove_reader(self._fd)
            os.close(self._fd)
            self._fd = -1

    def _read(self) -> None:
        data = os.read(self._fd, EVENT_BYTES)
        appeared = int.from_bytes(data[:4], "little", signed=True) == self._folder
        self.close()
        (self._came if appeared else self._touched)()
