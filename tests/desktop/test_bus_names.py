"""A name on the bus is written once: a second writing is a second thing to correct."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import breakd

ROOT = Path(breakd.__file__).parent
NAME = re.compile(r"org(\.\w+){2,}")


def written(root: Path) -> dict[str, list[str]]:
    """Every bus name in the code, with the modules that write it; clients have no desktop to learn it from."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(root.rglob("*.py")):
        module = path.relative_to(root).as_posix()
        if not module.startswith("client/"):
            names = {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}
            for name in names:
                if isinstance(name, str) and NAME.fullmatch(name):
                    found[name].append(module)
    return found


def twice(root: Path) -> dict[str, list[str]]:
    """Names that several modules write."""
    return {name: modules for name, modules in written(root).items() if len(modules) > 1}


def test_no_two_modules_write_the_same_name() -> None:
    assert written(ROOT)["org.freedesktop.Notifications"] == ["desktop/bus_names.py"]
    assert twice(ROOT) == {}


def test_a_name_that_is_written_again_turns_red(tmp_path: Path) -> None:
    for module in ("one.py", "other.py"):
        (tmp_path / module).write_text('LOGIN1, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"\n')
    assert twice(tmp_path) == {"org.freedesktop.login1": ["one.py", "other.py"]}
