"""One name for one thing: no two classes and no two modules of the package are called the same, but for these."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import breakd

ROOT = Path(breakd.__file__).parent
MAY_SHARE = {
    "client": "each is the client of its room: of the notification server, and of the daemon",
    "monitor": "presence and quiet each have one, and both report to the engine",
    "notifier": "the port Notifier: on the desktop, and in the terminal",
    "schema": "of the settings, and of the history",
    "session": "the ten-minute session, and the command for it",
    "wayland": "the protocol, and the presence source that speaks it",
    "x11": "the protocol, and the presence source that speaks it",
}
"""Modules outside `messages` that share a name, and why. Commands are named for what a person types."""


def test_classes_have_names_of_their_own() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}


def test_modules_have_names_of_their_own() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in ROOT.rglob("*.py"):
        # what people read in a room is named for the room
        if not path.stem.startswith("__") and path.parent.name != "messages":
            found[path.stem].append(str(path.relative_to(ROOT)))
    assert {name for name, paths in found.items() if len(paths) > 1} == set(MAY_SHARE)
