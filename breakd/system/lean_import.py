"""Imports APScheduler without what it loads and breakd never uses (decision 0251).

Its base class asks importlib.metadata for plug-ins, and its thread pool names an error of the process pool. With
email, multiprocessing and pickle behind them that is 2 MiB of a daemon that has one date trigger and one executor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any


def apscheduler() -> tuple[Any, Any]:
    """The classes AsyncIOScheduler and DateTrigger. Plug-ins of APScheduler are not found by name."""
    with _instead_of(
        {
            "importlib.metadata": {
                "PackageNotFoundError": _NotFound, "version": _no_version, "entry_points": _no_entry_points
            },
            "concurrent.futures.process": {"BrokenProcessPool": _NeverRaised},
            "multiprocessing": {},
        }
    ):  # fmt: skip
        from apscheduler.schedulers.asyncio import AsyncIOScheduler
        from apscheduler.triggers.date import DateTrigger
    return AsyncIOScheduler, DateTrigger


@contextmanager
def _instead_of(modules: Mapping[str, Mapping[str, object]]) -> Iterator[None]:
    """Stand-ins with these names in them, while the block runs; a module that is loaded already stays itself."""
    names = [name for name in modules if name not in sys.modules]
    for name in names:
        sys.modules[name] = ModuleType(name)
        vars(sys.modules[name]).update(modules[name])
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


class _NotFound(Exception):
    """Of importlib.metadata."""


class _NeverRaised(Exception):
    """Of a process pool, and there is none."""


def _no_version(name: str) -> str:
    raise _NotFound(name)


def _no_entry_points(**_: object) -> tuple[()]:
    return ()
