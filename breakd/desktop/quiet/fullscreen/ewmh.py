"""Full screen on X11: what the window manager writes on the active window (EWMH, "_NET_WM_STATE")."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.x11 import X11Client, X11Error
from breakd.desktop.quiet.probe import RequeryProbe
from breakd.messages import quiet as texts

PROPERTY_CHANGES, STRUCTURE = 1 << 22, 1 << 17
"""PropertyChangeMask, StructureNotifyMask."""
DESTROY_NOTIFY, PROPERTY_NOTIFY = 17, 28
SUPPORTED, ACTIVE = "_NET_SUPPORTED", "_NET_ACTIVE_WINDOW"
STATE, FULLSCREEN = "_NET_WM_STATE", "_NET_WM_STATE_FULLSCREEN"


class EwmhFullscreen(RequeryProbe):
    """Looks at the active window when another becomes active, and when its state changes."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__()
        self._environ = environ
        self._server: X11Client | None = None
        self._atoms: dict[str, int] = {}
        self._active = 0

    async def _subscribe(self) -> None:
        server = self._server = await X11Client.open(self._environ, self._on_event, self._on_lost)
        for name in (SUPPORTED, ACTIVE, STATE, FULLSCREEN):
            self._atoms[name] = await server.atom(name)
        if self._atoms[FULLSCREEN] not in await server.numbers(server.root, self._atoms[SUPPORTED]):
            raise Unavailable(texts.NO_WINDOW_MANAGER)
        server.select(server.root, PROPERTY_CHANGES)

    async def _query(self) -> bool:
        server = self._server
        assert server is not None
        (active, *_) = [*await server.numbers(server.root, self._atoms[ACTIVE]), 0]
        if self._active not in (0, active):
            server.select(self._active, 0)
        self._active = active
        if not active:
            return False
        # each time, as the next window of a program bears the number of the last; and for its end too, as openbox
        # leaves the number of a window that has gone in place
        server.select(active, PROPERTY_CHANGES | STRUCTURE)
        try:
            return self._atoms[FULLSCREEN] in await server.numbers(active, self._atoms[STATE])
        except X11Error:  # the window has gone; the root window will tell of the next
            return False

    async def _unsubscribe(self) -> None:
        if self._server is not None:
            self._server.close()

    def _on_event(self, kind: int, content: bytes) -> None:
        if kind == DESTROY_NOTIFY:
            self._query_soon()
        elif kind == PROPERTY_NOTIFY:
            _window, atom = struct.unpack_from("=II", content)
            if atom in (self._atoms[ACTIVE], self._atoms[STATE]):
                self._query_soon()

    def _on_lost(self) -> None:
        self._tell(Unavailable(texts.CONNECTION_LOST))
