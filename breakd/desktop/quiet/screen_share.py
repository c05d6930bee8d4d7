"""The screen is shared or recorded: PipeWire carries a picture of it to somebody.

Portals, GNOME, Plasma and wlroots hand out the screen as a stream in PipeWire. A camera is one too, but it belongs
to a device. What X11 programs copy from the screen by themselves cannot be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.pipewire import LINK, NODE, PipeWire
from breakd.messages import quiet as texts

from .probe import RequeryProbe

PICTURES = frozenset({"Stream/Output/Video", "Video/Source"})
"""GNOME, Plasma and niri give the first, the portal of wlroots the second, which cameras have too."""
CAMERA = "Camera"
THUMBNAILS = frozenset({"plasmashell"})
"""Who looks at windows through PipeWire to show them small."""


class ScreenShare(RequeryProbe):
    """Looks at PipeWire's graph whenever it changes."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__()
        self._environ = environ
        self._pipewire: PipeWire | None = None

    async def _subscribe(self) -> None:
        self._pipewire = await PipeWire.open(socket_path(self._environ), self._query_soon, self._on_lost)

    async def _query(self) -> bool:
        assert self._pipewire is not None
        return is_shared(self._pipewire)

    async def _unsubscribe(self) -> None:
        if self._pipewire is not None:
            self._pipewire.close()

    def _on_lost(self) -> None:
        self._tell(Unavailable(texts.CONNECTION_LOST))


def is_shared(graph: PipeWire) -> bool:
    """Whether a picture of the screen is linked to somebody who takes it in."""
    nodes = graph.of_type(NODE)
    for link in graph.of_type(LINK).values():
        giver = nodes.get(_number(link.get("link.output.node")), {})
        taker = nodes.get(_number(link.get("link.input.node")), {})
        if _is_screen(giver) and taker.get("node.name") not in THUMBNAILS:
            return True
    return False


def socket_path(environ: Mapping[str, str]) -> str:
    """Where PipeWire listens, as its own clients find it; raises Unavailable."""
    folder = environ.get("PIPEWIRE_RUNTIME_DIR") or environ.get("XDG_RUNTIME_DIR")
    if folder is None:
        raise Unavailable(texts.NO_RUNTIME)
    # an absolute name stands for itself
    return str(Path(folder, environ.get("PIPEWIRE_REMOTE") or "pipewire-0"))


def _is_screen(node: Mapping[str, str]) -> bool:
    camera = node.get("media.role") == CAMERA or "device.id" in node
    return node.get("media.class") in PICTURES and not camera


def _number(text: str | None) -> int:
    # the number of an object has 32 bits, and Python refuses to read thousands of digits
    return int(text) if text is not None and len(text) <= 10 and text.isdecimal() else -1
