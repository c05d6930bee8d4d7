"""The walls of the house: who may import whom. Each row of the table is also shown to turn red on a breach."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import breakd

ROOT = Path(breakd.__file__).parent
CORE_MAY = frozenset(
    {
        "__future__", "abc", "collections", "dataclasses", "datetime", "enum", "functools", "itertools", "math",
        "random", "re", "types", "typing",
    }
)  # fmt: skip
"""The standard library's data types: nothing that reads a clock, a file, a thread or a log."""
OUTWARD = frozenset({
    "now", "today", "utcnow", "open", "read_text", "__import__", "exec", "eval", "print", "input", "breakpoint",
})  # fmt: skip
"""Calls that reach out of the core although nothing is imported for them."""
LINES, CORE_LINES = 350, 300


@dataclass(frozen=True)
class Wall:
    """Modules whose name starts with `inside` must import nothing that starts with one of `never`, `but` excepted."""

    inside: str
    never: tuple[str, ...]
    why: str
    but: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    """Modules inside that this wall does not go around."""


WALLS = (
    Wall("breakd.core", ("breakd",), "the core knows nothing outside itself", but=("breakd.core",)),
    Wall(
        "breakd.desktop",
        ("breakd",),
        "the desktop knows the core's messages and itself, never the engine, history or the daemon",
        but=(
            "breakd.desktop",
            "breakd.core.catalogue",
            "breakd.core.effects",
            "breakd.core.events",
            "breakd.core.health",
            "breakd.core.settings",
            "breakd.core.status",
            "breakd.core.wording",
            "breakd.core.durations",
            "breakd.inotify",
            "breakd.launch",
            "breakd.paths",
            "breakd.pictures.store",
        ),
    ),
    Wall(
        "breakd.loop",
        ("breakd.desktop", "breakd.config", "breakd.control", "breakd.cli"),
        "the loop knows its edges by their ports",
        but=("breakd.desktop.ports",),
    ),
    Wall(
        "breakd.history",
        ("breakd",),
        "history only keeps rows",
        but=("breakd.history", "breakd.core.effects", "breakd.core.wording", "breakd.paths"),
    ),
    Wall(
        "breakd.control",
        ("breakd",),
        "control talks to a Desk, on a bus",
        but=(
            "breakd.core.effects",
            "breakd.core.events",
            "breakd.core.health",
            "breakd.core.status",
            "breakd.core.wording",
            "breakd.desktop.bus",
            "breakd.desktop.ports",
            "breakd.status_json",
        ),
    ),
    Wall(
        "breakd.config",
        ("breakd",),
        "config reads files into values",
        but=("breakd.config", "breakd.core", "breakd.toml", "breakd.catalogue", "breakd.inotify", "breakd.paths"),
    ),
    Wall("breakd.config", ("breakd.core.engine", "breakd.core.turn"), "config reads, it does not judge"),
    Wall("breakd.toml", ("breakd",), "toml knows no setting", but=("breakd.toml", "breakd.core.wording")),
    Wall(
        "breakd.cli",
        ("breakd.core.engine", "breakd.core.turn", "breakd.loop", "breakd.control", "breakd.desktop"),
        "the command line is a client of the contract",
        # the simulated day plays the real engine, the check-up tries the desktop's own parts, the icon is installed
        outside=("breakd.cli.demo", "breakd.cli.checkup", "breakd.cli.service_files"),
    ),
    Wall("breakd.clock", ("breakd",), "clocks are read, not judged", but=("breakd.core.events",)),
    Wall("breakd.alarm", ("breakd",), "the alarm decides nothing"),
    Wall("breakd.launch", ("breakd",), "what is started is the caller's business"),
    Wall("breakd.inotify", ("breakd",), "inotify hears, it judges nothing"),
    Wall(
        "breakd.pictures",
        ("breakd",),
        "pictures are painted from the poses, whoever shows them",
        but=("breakd.pictures", "breakd.core.catalogue", "breakd.core.wording", "breakd.toml", "breakd.paths"),
    ),
    Wall(
        "breakd.guide",
        ("breakd",),
        "the guide is a client of the contract: it knows movements, pictures and the bus",
        but=(
            "breakd.guide",
            "breakd.cli.talk",
            "breakd.cli.exits",
            "breakd.core.catalogue",
            "breakd.core.wording",
            "breakd.launch",
            "breakd.pictures",
        ),
    ),
    Wall("breakd.catalogue", ("breakd.desktop", "breakd.loop", "breakd.history", "breakd.cli"), "data, checked"),
)
DAEMON_MAY_BE_IMPORTED_BY = ("breakd.cli", "breakd.daemon")
DBUS_FAST_ROOMS = ("breakd.desktop", "breakd.control")


@functools.cache
def imports_of(source: str, module: str, package: bool) -> tuple[str, ...]:
    """What `_imports_of` finds: each row plants one line in one module, and the others stay as they are."""
    return tuple(_imports_of(source, module, package))


def _imports_of(source: str, module: str, package: bool) -> Iterator[str]:
    """Every module that the source names in an import, relative ones made absolute; type-checking ones too."""
    parts = module.split(".")
    base = parts if package else parts[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = base[: len(base) - (node.level - 1)] if node.level else []
            name = ".".join([*above, *([node.module] if node.module else [])])
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names)


def modules() -> dict[str, tuple[str, bool]]:
    """Every module of the package: its source, and whether it is a package."""
    return dict(_modules())


@functools.cache
def _modules() -> dict[str, tuple[str, bool]]:
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = ["breakd", *path.relative_to(ROOT).with_suffix("").parts]
        package = parts[-1] == "__init__"
        found[".".join(parts[:-1] if package else parts)] = (path.read_text(), package)
    return found


def within(name: str, rooms: tuple[str, ...]) -> bool:
    """Whether a module is one of the rooms or inside one."""
    return any(name == room or name.startswith(room + ".") for room in rooms)


def breaches(found: dict[str, tuple[str, bool]]) -> list[str]:
    """Every import that goes through a wall."""
    wrong = []
    for module, (source, package) in found.items():
        for name in imports_of(source, module, package):
            wrong += [f"{module} imports {name}: {why}" for why in _against(module, name)]
    return wrong


@functools.cache
def _against(module: str, name: str) -> tuple[str, ...]:
    return tuple(_reasons_against(module, name))


def _reasons_against(module: str, name: str) -> Iterator[str]:
    for wall in WALLS:
        inside = within(module, (wall.inside,)) and not within(module, wall.outside)
        if inside and within(name, wall.never) and not _allowed(name, wall.but):
            yield wall.why
    if within(name, ("breakd.daemon",)) and not within(module, DAEMON_MAY_BE_IMPORTED_BY):
        yield "nobody but the command line imports the daemon"
    if within(module, ("breakd.core",)) and not within(name, ("breakd",)) and name.split(".")[0] not in CORE_MAY:
        yield "the core uses the standard library's data types only"
    if name.split(".")[0] == "dbus_fast" and not within(module, DBUS_FAST_ROOMS):
        yield "only the desktop and control speak D-Bus with dbus-fast"
    if name.split(".")[0] == "sqlite3" and not within(module, ("breakd.history",)):
        yield "only history opens the database"


def reaches_out(found: dict[str, tuple[str, bool]]) -> list[str]:
    """Every call in the core that needs no import to read a clock, a file or a module."""
    return [
        f"{module} calls {called}"
        for module, (source, _package) in found.items()
        if within(module, ("breakd.core",))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and (called := ast.unparse(node.func)).split(".")[-1] in OUTWARD
    ]


def _allowed(name: str, but: tuple[str, ...]) -> bool:
    # `from breakd.core import events` names both breakd.core and breakd.core.events
    return within(name, but) or any(room.startswith(name + ".") for room in but)


def test_the_walls_stand() -> None:
    assert breaches(modules()) == []
    assert reaches_out(modules()) == []


@pytest.mark.parametrize(
    "line",
    ["datetime.datetime.now()", "date.today()", 'open("/etc/passwd")', '__import__("os").getpid()', "print(1)"],
)
def test_a_planted_look_outside_turns_red(line: str) -> None:
    found = modules()
    source, package = found["breakd.core.look"]
    found["breakd.core.look"] = (f"{source}\n{line}\n", package)
    assert len(reaches_out(found)) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("breakd.core.engine", "import time"),
        ("breakd.core.sitting", "from pathlib import Path"),
        ("breakd.core.look", "import threading"),
        ("breakd.core.turn", "import logging"),
        ("breakd.core.reports", "import dbus_fast"),
        ("breakd.core.wishes", "from breakd import history"),
        ("breakd.core.hours", "from breakd.clock import boot"),
        ("breakd.desktop.bus", "from breakd.core.engine import Engine"),
        ("breakd.desktop.quiet", "from breakd.history import History"),
        ("breakd.desktop.ports", "from ..core import engine"),
        ("breakd.desktop.outputs", "import breakd.loop"),
        ("breakd.loop", "from breakd.desktop.notify.desktop import DesktopNotifier"),
        ("breakd.loop", "import breakd.daemon"),
        ("breakd.paths", "from breakd.daemon import run"),
        ("breakd.history", "from breakd.desktop.bus import Bus"),
        ("breakd.control", "from breakd.core.engine import Engine"),
        ("breakd.config", "from breakd.loop import Loop"),
        ("breakd.config.watch", "from breakd.control import Control"),
        ("breakd.config.watch", "from breakd.core.engine import Engine"),
        ("breakd.control", "from breakd.desktop.notify.desktop import DesktopNotifier"),
        ("breakd.history.read", "from breakd.control import Control"),
        ("breakd.desktop.bus", "import sqlite3"),
        ("breakd.cli.view", "from breakd.core.engine import Engine"),
        ("breakd.cli.day", "from breakd.desktop.bus import Bus"),
        ("breakd.inotify", "from breakd.config import Loaded"),
        ("breakd.catalogue", "from breakd.loop import Loop"),
        ("breakd.toml", "from breakd.config import Loaded"),
        ("breakd.clock", "from breakd.core.engine import Engine"),
        ("breakd.alarm", "from breakd.loop import Loop"),
        ("breakd.history", "import dbus_fast"),
        ("breakd.cli", "from dbus_fast.aio import MessageBus"),
        ("breakd.pictures.store", "from breakd.desktop.bus import Bus"),
        ("breakd.guide.script", "from breakd.core.engine import Engine"),
        ("breakd.guide.host", "from breakd.desktop.bus import Bus"),
        ("breakd.guide.link", "from breakd.history import History"),
        ("breakd.desktop.guides", "from breakd.guide.host import Host"),
        ("breakd.desktop.quiet.choose", "from breakd.pictures.paint import paint"),
    ],
)
def test_a_planted_breach_turns_red(module: str, line: str) -> None:
    found = modules()
    source, package = found[module]
    found[module] = (f"{source}\n{line}\n", package)
    (wrong,) = {breach.split(" imports ")[0] for breach in breaches(found)}
    assert wrong == module


def test_only_the_command_line_reaches_the_daemon() -> None:
    found = modules()
    found["breakd.cli.day"] = (f"{found['breakd.cli.day'][0]}\nfrom breakd.daemon import run\n", False)
    assert breaches(found) == []


def test_no_import_has_a_side_effect_on_the_command_line() -> None:
    """`breakd status` starts in the time of a blink: nothing heavy comes with the parser."""
    import subprocess
    import sys

    code = "import sys, breakd.cli; print(' '.join(sorted(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"asyncio", "dbus_fast", "PIL", "pystray", "apscheduler", "xcffib", "sqlite3"}.isdisjoint(loaded)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    most = CORE_LINES if "core" in path.parts else LINES
    assert len(path.read_text().splitlines()) <= most
