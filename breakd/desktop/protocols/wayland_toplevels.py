"""The windows of a compositor that shows them to taskbars: wlr-foreign-toplevel-management-unstable-v1."""

from __future__ import annotations

import struct
from collections.abc import Callable
from enum import IntEnum
from functools import partial
from pathlib import Path

from breakd.desktop.ports import Unavailable
from breakd.messages import quiet as texts

from .channel import MOST_TOLD, Malformed
from .wayland import Wayland

MANAGER = "zwlr_foreign_toplevel_manager_v1"
LATEST, FULLSCREEN_SINCE = 3, 2
"""Versions: the one this is written for, and the first that tells of full screen."""
OF_THE_COMPOSITOR = 0xFF000000
"""The first of the numbers that it gives; below are ours."""
NEW_WINDOW = 0
"""Event of the manager."""
DESTROY = 7
"""Request of a window."""


class WindowState(IntEnum):
    """What a window can be, of zwlr_foreign_toplevel_handle_v1.state."""

    ACTIVATED = 2
    FULLSCREEN = 3


class WindowEvent(IntEnum):
    """What the compositor says of a window."""

    STATE = 4
    DONE = 5
    CLOSED = 6


class Toplevels(Wayland):
    """A connection to the compositor; `changed` is called when a window changes, comes or goes."""

    def __init__(self, changed: Callable[[], None], lost: Callable[[], None]) -> None:
        super().__init__(lost)
        self._changed = changed
        self._windows: dict[int, frozenset[int]] = {}

    @classmethod
    async def open(cls, path: Path, changed: Callable[[], None], lost: Callable[[], None]) -> Toplevels:
        """Connect to the compositor at `path`; returns when every window is known. Raises Unavailable."""
        toplevels = cls(changed, lost)
        await toplevels.connect_registry(path)
        try:
            if toplevels.offered_version(MANAGER) < FULLSCREEN_SINCE:
                raise Unavailable(texts.NO_TOPLEVELS)
            toplevels.bind(MANAGER, min(toplevels.offered_version(MANAGER), LATEST), toplevels._on_manager)
            await toplevels.roundtrip()
        except BaseException:
            toplevels.close()
            raise
        return toplevels

    def active_is_fullscreen(self) -> bool:
        """Whether the window that has the focus fills its screen."""
        return any({WindowState.ACTIVATED, WindowState.FULLSCREEN} <= states for states in self._windows.values())

    def _on_manager(self, opcode: int, body: bytes) -> None:
        if opcode == NEW_WINDOW:
            (window,) = struct.unpack("=I", body)
            if window < OF_THE_COMPOSITOR or len(self._windows) >= MOST_TOLD:
                raise Malformed(f"window {window:#x} after {len(self._windows)}")
            self._windows[window] = frozenset()
            # the compositor gave it its number
            self._hearers[window] = partial(self._on_window, window)

    def _on_window(self, window: int, opcode: int, body: bytes) -> None:
        match opcode:
            case WindowEvent.STATE:
                (length,) = struct.unpack_from("=I", body)
                self._windows[window] = frozenset(struct.unpack_from(f"={length // 4}I", body, 4))
            case WindowEvent.DONE:
                self._changed()
            case WindowEvent.CLOSED:
                del self._windows[window]
                self.forget(window)
                self.request(window, DESTROY)
                self._changed()
