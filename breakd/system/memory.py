"""Gives memory back to the system."""

from __future__ import annotations

import ctypes
import gc


def give_back() -> None:
    """Return what was freed since the start: reading modules and the catalogue leaves a megabyte of holes.

    malloc_trim(3) is glibc's; musl has none and gives memory back by itself. The objects that are left live as long
    as the daemon, so the garbage collector need not look at them again.
    """
    gc.collect()
    gc.freeze()
    trim()


def trim() -> None:
    """Return what the allocator holds for later."""
    malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if malloc_trim is not None:
        malloc_trim(0)
