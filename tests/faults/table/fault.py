"""What a row of the table is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from .house import House


@dataclass(frozen=True)
class Fault:
    """Something breaks as its block begins, and is mended as it ends."""

    name: str
    block: Callable[[House], AbstractContextManager[object]]
    lasts: float = 1.0
    """Seconds, at least."""
    ends_it: bool = False
    """The daemon may end by it, and is started again as systemd does."""
    unheard: bool = False
    """Nobody can ask the daemon for anything meanwhile."""
    sets_clock: bool = False
    needs: str = ""
    """`mounts`, or the name of a program; empty: nothing."""
