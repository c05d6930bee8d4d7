"""Full screen on wlroots compositors and others that tell their windows to taskbars."""

from __future__ import annotations

from collections.abc import Mapping

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.wayland import socket_path
from breakd.desktop.protocols.wayland_toplevels import Toplevels
from breakd.desktop.quiet.probe import RequeryProbe
from breakd.messages import quiet as texts


class WlrootsFullscreen(RequeryProbe):
    """Looks at the windows whenever one of them changes."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__()
        self._environ = environ
        self._toplevels: Toplevels | None = None

    async def _subscribe(self) -> None:
        self._toplevels = await Toplevels.open(socket_path(self._environ), self._query_soon, self._on_lost)

    async def _query(self) -> bool:
        assert self._toplevels is not None
        return self._toplevels.active_is_fullscreen()

    async def _unsubscribe(self) -> None:
        if self._toplevels is not None:
            self._toplevels.close()

    def _on_lost(self) -> None:
        self._tell(Unavailable(texts.CONNECTION_LOST))
