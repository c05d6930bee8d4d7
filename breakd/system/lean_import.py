"""Imports libraries without what they load and breakd never uses (decisions 0146, 0251 and 0253).

APScheduler's base class asks importlib.metadata for plug-ins, and its thread pool names an error of the process pool;
email, multiprocessing and pickle come behind them. Python's own modules load others for functions nobody calls here.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

LATE: Mapping[str, tuple[str, ...]] = {
    "ast": ("NodeVisitor",),
    "hashlib": (),
    "ipaddress": (),
    "locale": (),
    "tempfile": (),
    "textwrap": (),
    "tokenize": (),
    "uuid": ("uuid4",),
    "xml.etree.ElementTree": ("Element",),
    "xml.parsers.expat": (),
}
"""Modules that Python's own and the libraries import for what is never called here: loaded when it is asked for.

With each the names that are asked for at an import already, to be called later or to stand in an annotation.
"""
ZONES = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"
"""Where Python looks for time zones unless it was built otherwise."""


def prepare() -> None:
    """To be called in the process of the daemon before anything else is imported there."""
    # asyncio loads it where it is there: megabytes in a daemon none of whose connections is encrypted
    sys.modules.setdefault("ssl", None)  # type: ignore[arg-type]
    for name, needed in LATE.items():
        if name not in sys.modules:
            sys.modules[name] = _late(name, needed)
    with _variable("PYTHONTZPATH", ZONES):  # or zoneinfo loads all that is known of how Python was built
        import zoneinfo  # noqa: F401


def apscheduler() -> tuple[Any, Any]:
    """The classes AsyncIOScheduler and DateTrigger. Plug-ins of APScheduler are not found by name."""
    with instead_of(
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
def instead_of(modules: Mapping[str, Mapping[str, object]]) -> Iterator[None]:
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


def _late(name: str, needed: tuple[str, ...]) -> ModuleType:
    """A stand-in that gives whatever the module has; the LazyLoader of importlib would load it at the next import."""
    if parent := name.rpartition(".")[0]:
        importlib.import_module(parent)
    module = ModuleType(name)

    def get(attribute: str) -> Any:
        if sys.modules.get(name) is module:
            sys.modules.pop(name, None)
        return getattr(importlib.import_module(name), attribute)

    vars(module)["__getattr__"] = get
    vars(module).update({one: _when_called(get, one) for one in needed})
    return module


def _when_called(get: Callable[[str], Any], name: str) -> type:
    """Stands for a function or a class: a class itself, for a module may derive from it."""

    def call(_class: type, *given: object, **named: object) -> Any:
        return get(name)(*given, **named)

    return type(name, (), {"__new__": call})


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    """This variable in the environment while the block runs; one that is set stays as it is."""
    if name in os.environ:
        yield
        return
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]


class _NotFound(Exception):
    """Of importlib.metadata."""


class _NeverRaised(Exception):
    """Of a process pool, and there is none."""


def _no_version(name: str) -> str:
    raise _NotFound(name)


def _no_entry_points(**_: object) -> tuple[()]:
    return ()
