"""The next touch of any of some terminals, as one event: inotify sees when a program reads from one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from breakd.system.inotify import FileEvent, Inotify, Mask


class NextRead:
    """Calls one of both, once: `touched` at the next read from one of the `devices`, `changed` when one appears in
    `folder`, or goes.

    Raises OSError if the kernel gives no more inotify instances. A device that cannot be watched is left out.
    """

    def __init__(
        self, devices: Iterable[Path], folder: Path, touched: Callable[[], None], changed: Callable[[], None]
    ) -> None:
        self._touched, self._changed = touched, changed
        self._inotify = Inotify(self._heard)
        for device in devices:
            with suppress(OSError):
                # one shot: typing on does not wake us again
                self._inotify.add(device, Mask.ACCESS | Mask.ONESHOT)
        with suppress(OSError):
            self._inotify.add(folder, Mask.CREATE)

    def close(self) -> None:
        """Watch no longer."""
        self._inotify.close()

    def _heard(self, event: FileEvent) -> None:
        self.close()
        # a device that goes tells so unasked (IN_IGNORED), and nobody has touched it
        (self._touched if event.mask & Mask.ACCESS else self._changed)()
