"""An X11 window that fills the screen when it is told to."""

from __future__ import annotations

import struct
import time
from typing import Any, Self

import xcffib
from xcffib.xproto import CW, EventMask, WindowClass

CLIENT_MESSAGE = 33


class Window:
    """A window of this process on the display of a rig; it needs a window manager there."""

    def __init__(self, display: str) -> None:
        connection: Any = xcffib.connect(display=display)  # type: ignore[no-untyped-call]
        self._connection = connection
        self._root = self._connection.get_setup().roots[0].root
        self._id = self._connection.generate_id()
        values = [EventMask.PropertyChange]
        self._connection.core.CreateWindow(
            0, self._id, self._root, 0, 0, 300, 200, 0, WindowClass.InputOutput, 0, CW.EventMask, values
        )
        self._connection.core.MapWindow(self._id)
        self._connection.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fill_screen(self, on: bool) -> None:
        """Ask the window manager, as F11 does; returns when it is so."""
        state, fullscreen = self._atom("_NET_WM_STATE"), self._atom("_NET_WM_STATE_FULLSCREEN")
        message = struct.pack("=BBHII5I", CLIENT_MESSAGE, 32, 0, self._id, state, int(on), fullscreen, 0, 1, 0)
        mask = EventMask.SubstructureRedirect | EventMask.SubstructureNotify
        end = time.monotonic() + 5
        while (fullscreen in self._states(state)) is not on:
            assert time.monotonic() < end, "the window manager does not listen"
            # again and again: it may not have seen the window yet
            self._connection.core.SendEvent(False, self._root, mask, message)
            self._connection.flush()
            time.sleep(0.05)

    def close(self) -> None:
        """Vanish, as a program that ends does."""
        self._connection.disconnect()

    def _states(self, state: int) -> list[int]:
        reply = self._connection.core.GetProperty(False, self._id, state, 0, 0, 64).reply()
        return list(reply.value.to_atoms())

    def _atom(self, name: str) -> int:
        number: int = self._connection.core.InternAtom(False, len(name), name).reply().atom
        return number
