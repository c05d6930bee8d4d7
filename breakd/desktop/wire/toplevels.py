"""The windows of a wlroots compositor: wlr-foreign-toplevel-management-unstable-v1, of Wayland's wire protocol.

One global, two kinds of objects and none of their file descriptors: what pywayland would need a generated file for.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from enum import IntEnum
from typing import Any

from breakd.core.wording import quiet as wording
from breakd.desktop.ports import Unavailable

from .channel import Channel, Malformed

MANAGER = "zwlr_foreign_toplevel_manager_v1"
LATEST, FULLSCREEN_SINCE = 3, 2
"""Versions: the one this is written for, and the first that tells of full screen."""
DISPLAY_ID, REGISTRY_ID = 1, 2
SYNC, GET_REGISTRY, BIND, DESTROY = 0, 1, 0, 7
"""Requests of the display, of the registry, and of a window."""
HEAD_BYTES = 8


class State(IntEnum):
    """What a window can be, of zwlr_foreign_toplevel_handle_v1.state."""

    ACTIVATED = 2
    FULLSCREEN = 3


class WindowEvent(IntEnum):
    """What is told of a window."""

    STATE = 4
    DONE = 5
    CLOSED = 6


class Toplevels(Channel):
    """A connection to the compositor; `changed` is called when a window changes, comes or goes."""

    head = struct.Struct("=IHH")

    def __init__(self, changed: Callable[[], None], lost: Callable[[], None]) -> None:
        super().__init__(lost)
        self._changed = changed
        self._manager: tuple[int, int] | None = None
        """Its number and version here."""
        self._manager_id = 0
        self._last_id = REGISTRY_ID
        """Ids are given without a gap."""
        self._callbacks: dict[int, asyncio.Future[None]] = {}
        self._windows: dict[int, frozenset[int]] = {}

    @classmethod
    async def open(cls, path: str, changed: Callable[[], None], lost: Callable[[], None]) -> Toplevels:
        """Connect to the compositor at `path`; returns when every window is known. Raises Unavailable."""
        toplevels = cls(changed, lost)
        await toplevels.connect(path)
        try:
            toplevels._request(DISPLAY_ID, GET_REGISTRY, struct.pack("=I", REGISTRY_ID))
            await toplevels._answered()
            toplevels._bind()
            await toplevels._answered()
        except BaseException:
            toplevels.close()
            raise
        return toplevels

    def active_is_fullscreen(self) -> bool:
        """Whether the window that has the focus fills its screen."""
        return any({State.ACTIVATED, State.FULLSCREEN} <= states for states in self._windows.values())

    # -- requests ----------------------------------------------------------------------------------------------

    def _bind(self) -> None:
        if self._manager is None or self._manager[1] < FULLSCREEN_SINCE:
            raise Unavailable(wording.NO_TOPLEVELS)
        number, offered = self._manager
        self._manager_id = self._new_id()
        version = min(offered, LATEST)
        body = struct.pack("=I", number) + _string(MANAGER) + struct.pack("=II", version, self._manager_id)
        self._request(REGISTRY_ID, BIND, body)

    async def _answered(self) -> None:
        """Return when the compositor has done all that was asked."""
        number = self._new_id()
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._callbacks[number] = done
        self._request(DISPLAY_ID, SYNC, struct.pack("=I", number))
        await done

    def _new_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _request(self, target: int, opcode: int, body: bytes = b"") -> None:
        self.send(self.head.pack(target, opcode, HEAD_BYTES + len(body)) + body)

    # -- what comes --------------------------------------------------------------------------------------------

    def length(self, head: tuple[Any, ...]) -> int:
        return int(head[2]) - HEAD_BYTES

    def message(self, head: tuple[Any, ...], body: bytes) -> None:
        sender, event, _size = head
        try:
            self._event(sender, event, body)
        except (struct.error, UnicodeDecodeError) as error:
            raise Malformed(str(error)) from error

    def _event(self, sender: int, event: int, body: bytes) -> None:
        if sender == DISPLAY_ID and event == 0:
            raise Malformed("the compositor reports an error of ours")
        if sender == REGISTRY_ID and event == 0:
            number, length = struct.unpack_from("=II", body)
            if body[8 : 8 + length - 1] == MANAGER.encode():
                (version,) = struct.unpack_from("=I", body, len(body) - 4)
                self._manager = (number, version)
        elif sender == self._manager_id and event == 0:
            (window,) = struct.unpack("=I", body)
            self._windows[window] = frozenset()
        elif sender in self._windows:
            self._window_event(sender, event, body)
        elif (done := self._callbacks.pop(sender, None)) is not None and not done.done():
            done.set_result(None)

    def _window_event(self, window: int, event: int, body: bytes) -> None:
        match event:
            case WindowEvent.STATE:
                (length,) = struct.unpack_from("=I", body)
                self._windows[window] = frozenset(struct.unpack_from(f"={length // 4}I", body, 4))
            case WindowEvent.DONE:
                self._changed()
            case WindowEvent.CLOSED:
                del self._windows[window]
                self._request(window, DESTROY)
                self._changed()

    def gone(self) -> None:
        for done in self._callbacks.values():
            if not done.done():
                done.set_exception(Unavailable(wording.CONNECTION_LOST))


def _string(text: str) -> bytes:
    data = text.encode() + b"\0"
    return struct.pack("=I", len(data)) + data + bytes(-len(data) % 4)
