"""The walls between the rooms: who may import whom. Each row of the table is also shown to turn red on a breach."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

import breakd
from tests.support.walls import EDGE_OF_STRETCHES, EVERYWHERE, ONLY_FROM, PURE, WALLS

ROOT = Path(breakd.__file__).parent
PROJECT = ROOT.parent
PURE_MAY = frozenset({
    "__future__", "abc", "collections", "dataclasses", "datetime", "enum", "functools", "itertools", "math", "random",
    "re", "types", "typing",
})  # fmt: skip
"""The standard library's data types: nothing that reads a clock, a file, a thread or a log."""
OUTWARD = frozenset({
    "now", "today", "utcnow", "open", "read_text", "__import__", "exec", "eval", "print", "input", "breakpoint",
})  # fmt: skip
"""Calls that reach out of the pure rooms although nothing is imported for them."""
LINES = 400


tree_of = cache(ast.parse)


@cache
def imports_of(source: str, module: str, *, package: bool, called: bool = True) -> tuple[str, ...]:
    """Every module that the source names in an import, relative ones made absolute; type-checking ones too.

    Without `called`, what a function imports when it is called is left out.
    """
    parts = module.split(".")
    base = parts if package else parts[:-1]
    names = []
    for node in ast.walk(tree_of(source)) if called else tree_of(source).body:
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = base[: len(base) - (node.level - 1)] if node.level else []
            name = ".".join([*above, *([node.module] if node.module else [])])
            names += [name, *(f"{name}.{alias.name}" for alias in node.names)]
    return tuple(names)


@cache
def modules() -> Mapping[str, tuple[str, bool]]:
    """Every module of the package: its source, and whether it is a package."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = ["breakd", *path.relative_to(ROOT).with_suffix("").parts]
        package = parts[-1] == "__init__"
        found[".".join(parts[:-1] if package else parts)] = (path.read_text(), package)
    return found


def planted(module: str, line: str) -> dict[str, tuple[str, bool]]:
    """This one module with a line more: all the others stand in their walls, as another test shows."""
    source, package = modules()[module]
    return {module: (f"{source}\n{line}\n", package)}


def within(name: str, rooms: tuple[str, ...]) -> bool:
    """Whether a module is one of the rooms or inside one."""
    return any(name == room or name.startswith(room + ".") for room in rooms)


def is_pure(module: str) -> bool:
    """Whether a module must know nothing of the machine."""
    return within(module, PURE) and not within(module, EDGE_OF_STRETCHES)


def breaches(found: Mapping[str, tuple[str, bool]]) -> list[str]:
    """Every import that goes through a wall."""
    wrong = []
    for module, (source, package) in found.items():
        for name in imports_of(source, module, package=package):
            wrong += [f"{module} imports {name}: {why}" for why in _against(module, name)]
    return wrong


def _against(module: str, name: str) -> Iterator[str]:
    for wall in WALLS:
        inside = within(module, (wall.inside,)) and not within(module, wall.outside)
        if inside and within(name, wall.never) and not _allowed(name, wall.but):
            yield wall.why
    for room, users in ONLY_FROM.items():
        if within(name, (room,)) and not within(module, users):
            yield f"only {' and '.join(users)} may import {room}"
    if is_pure(module) and not within(name, ("breakd",)) and name.split(".")[0] not in PURE_MAY:
        yield "the pure rooms use the standard library's data types only"


def reaches_out(found: Mapping[str, tuple[str, bool]]) -> list[str]:
    """Every call in a pure room that needs no import to read a clock, a file or a module."""
    return [
        f"{module} calls {called}"
        for module, (source, _package) in found.items()
        if is_pure(module)
        for called in outward_calls(source)
    ]


@cache
def outward_calls(source: str) -> tuple[str, ...]:
    """The calls of a source that reach out."""
    calls = (ast.unparse(node.func) for node in ast.walk(tree_of(source)) if isinstance(node, ast.Call))
    return tuple(called for called in calls if called.split(".")[-1] in OUTWARD)


def _allowed(name: str, but: tuple[str, ...]) -> bool:
    # `from breakd.engine import events` names both breakd.engine and breakd.engine.events
    return within(name, (*but, *EVERYWHERE)) or any(room.startswith(name + ".") for room in but)


def cycles(found: Mapping[str, tuple[str, bool]]) -> list[str]:
    """Modules that cannot be imported without each other; what a function imports when it is called is left out."""
    needs = {}
    for module, (source, package) in found.items():
        names = imports_of(source, module, package=package, called=False)
        needs[module] = {name for name in names if name in found} - {
            ".".join(module.split(".")[:length]) for length in range(1, module.count(".") + 2)
        }
    while free := [module for module, wanted in needs.items() if not wanted & needs.keys()]:
        for module in free:
            del needs[module]
    return sorted(needs)


def test_the_walls_stand() -> None:
    assert breaches(modules()) == []
    assert reaches_out(modules()) == []


def test_no_module_needs_itself() -> None:
    assert cycles(modules()) == []


def test_a_planted_cycle_turns_red() -> None:
    found = dict(modules())
    source, package = found["breakd.engine.state"]
    found["breakd.engine.state"] = (f"{source}\nfrom .step import Step\n", package)
    assert {"breakd.engine.state", "breakd.engine.step"} <= set(cycles(found))


@pytest.mark.parametrize(
    "line",
    ["datetime.datetime.now()", "date.today()", 'open("/etc/passwd")', '__import__("os").getpid()', "print(1)"],
)
@pytest.mark.parametrize("module", ["breakd.engine.deadlines", "breakd.stretches.selection", "breakd.messages.popup"])
def test_a_planted_call_outside_turns_red(module: str, line: str) -> None:
    assert len(reaches_out(planted(module, line))) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("breakd.engine.engine", "import time"),
        ("breakd.engine.sitting_clock", "from pathlib import Path"),
        ("breakd.engine.deadlines", "import threading"),
        ("breakd.engine.step", "import logging"),
        ("breakd.engine.sensor_events", "import dbus_fast"),
        ("breakd.engine.requests", "from breakd import history"),
        ("breakd.engine.wall_time", "from breakd.system.clock import boot"),
        ("breakd.engine.suggester", "from breakd.stretches.catalogue import load"),
        ("breakd.stretches.scoring", "from breakd.engine.step import Step"),
        ("breakd.stretches.scoring", "from .catalogue import load"),
        ("breakd.stretches.catalogue.rules", "from breakd.loop import Loop"),
        ("breakd.stretches.catalogue", "from breakd.cli.parser import parser"),
        ("breakd.setup.conversation", "from breakd.config import load"),
        ("breakd.setup.question", "from breakd.stretches.catalogue import load"),
        ("breakd.setup.typed_words", "import os"),
        ("breakd.messages.popup", "from breakd.engine.engine import Engine"),
        ("breakd.messages.tray", "from breakd.desktop.dbus import Bus"),
        ("breakd.desktop.dbus", "from breakd.engine.engine import Engine"),
        ("breakd.desktop.quiet", "from breakd.history import History"),
        ("breakd.desktop.ports", "from ..engine import engine"),
        ("breakd.desktop.frontends", "import breakd.loop"),
        ("breakd.desktop.dbus", "import sqlite3"),
        ("breakd.desktop.guide_launcher", "from breakd.guide.browser_player import BrowserPlayer"),
        ("breakd.desktop.quiet.probe_list", "from breakd.figures.paint import paint"),
        ("breakd.desktop.dbus", "import jeepney"),
        ("breakd.loop", "from breakd.desktop.notifications.notifier import DesktopNotifier"),
        ("breakd.loop", "import breakd.daemon"),
        ("breakd.history", "from breakd.desktop.dbus import Bus"),
        ("breakd.history", "import dbus_fast"),
        ("breakd.history.read", "from breakd.dbus_service import DbusService"),
        ("breakd.dbus_service", "from breakd.engine.engine import Engine"),
        ("breakd.dbus_service", "from breakd.desktop.notifications.notifier import DesktopNotifier"),
        ("breakd.config", "from breakd.loop import Loop"),
        ("breakd.config.watcher", "from breakd.dbus_service import DbusService"),
        ("breakd.config.watcher", "from breakd.engine.engine import Engine"),
        ("breakd.toml", "from breakd.config import LoadedConfig"),
        ("breakd.client.dbus_client", "from breakd.guide.client import GuideClient"),
        ("breakd.client.exit_codes", "from breakd.loop import Loop"),
        ("breakd.desktop.dbus", "from breakd.client.exit_codes import Stop"),
        ("breakd.cli.status_text", "from breakd.engine.engine import Engine"),
        ("breakd.cli.reminder_commands", "from breakd.desktop.dbus import Bus"),
        ("breakd.cli", "from dbus_fast.aio import MessageBus"),
        ("breakd.guide.script", "from breakd.cli.start import start"),
        ("breakd.config.loader", "from breakd.cli.prompts import tell"),
        ("breakd.system.paths", "from breakd.daemon import run"),
        ("breakd.system.inotify", "from breakd.config import LoadedConfig"),
        ("breakd.system.clock", "from breakd.engine.engine import Engine"),
        ("breakd.system.wakeup_timer", "from breakd.loop import Loop"),
        ("breakd.figures.picture_store", "from breakd.desktop.dbus import Bus"),
        ("breakd.guide.script", "from breakd.engine.engine import Engine"),
        ("breakd.guide.browser_player", "from breakd.desktop.dbus import Bus"),
        ("breakd.guide.client", "from breakd.history import History"),
        ("breakd.guide.before", "from breakd.stretches.catalogue import load"),
        ("breakd.web.server", "from breakd.guide.client import GuideClient"),
        ("breakd.web.browser", "from breakd.client.dbus_client import DaemonClient"),
        ("breakd.board.process", "from breakd.engine.engine import Engine"),
        ("breakd.board.process", "from breakd.cli.start import be_interrupted"),
        ("breakd.board.process", "from breakd.desktop.dbus import Bus"),
        ("breakd.guide.guide_page", "from breakd.board.process import Board"),
    ],
)
def test_a_planted_breach_turns_red(module: str, line: str) -> None:
    (wrong,) = {breach.split(" imports ")[0] for breach in breaches(planted(module, line))}
    assert wrong == module


def test_only_the_command_line_reaches_the_daemon() -> None:
    assert breaches(planted("breakd.cli.reminder_commands", "from breakd.daemon import run")) == []


FILES = sorted(
    path
    for room in (ROOT, *(PROJECT / name for name in ("tests", "tools", "benchmarks")))
    for path in room.rglob("*.py")
)


def test_every_file_can_be_read_in_one_go() -> None:
    assert [str(path) for path in FILES if len(path.read_text().splitlines()) > LINES] == []
