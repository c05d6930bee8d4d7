"""The folder of X servers' sockets, which every desktop of a machine shares."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

SOCKETS = Path("/tmp/.X11-unix")
EVERYBODY = 0o1777
"""Whoever may start an X server; nobody removes another's socket."""


def offer_x11_sockets(folder: Path = SOCKETS) -> None:
    """Make the folder as an installed system has it; one that belongs to somebody else is left alone.

    On a machine that is only a container it is missing. A wlroots compositor then makes it for its own user alone
    (0755), and a GNOME Shell that starts later ends at once: 'Directory "/tmp/.X11-unix" is not writable'.
    """
    earlier = os.umask(0)  # at once with these rights: another desktop may be starting
    try:
        with suppress(FileExistsError):
            folder.mkdir(EVERYBODY)
    finally:
        os.umask(earlier)
    with suppress(PermissionError):
        folder.chmod(EVERYBODY)
