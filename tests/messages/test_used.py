"""Every sentence is said somewhere: one that nothing shows is translated for nobody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import breakd

ROOT = Path(breakd.__file__).parent
ROOM = "breakd.messages"


def unused(root: Path) -> list[str]:
    """The public names of the messages that no module of the package uses, tests left aside."""
    trees = {_module(root, path): ast.parse(path.read_text()) for path in root.rglob("*.py")}
    said = {use for module, tree in trees.items() for use in _uses(module, tree)}
    return sorted(
        f"{module}.{name}"
        for module, tree in trees.items()
        if module.startswith(ROOM)
        for name in _public(tree)
        if f"{module}.{name}" not in said
    )


def _module(root: Path, path: Path) -> str:
    parts = path.relative_to(root.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _public(tree: ast.Module) -> Iterator[str]:
    """What a module itself defines at its top, and what is not for it alone."""
    for node in tree.body:
        names: list[str] = []
        if isinstance(node, ast.Assign):
            names = [at.id for target in node.targets for at in ast.walk(target) if isinstance(at, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        yield from (name for name in names if not name.startswith("_"))


def _uses(module: str, tree: ast.Module) -> Iterator[str]:
    """Every full name that a module reads: its own, imported ones, and those of modules that it has imported."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            source = ".".join([*module.split(".")[:-1], node.module or ""]).strip(".") if node.level else node.module
            known |= {alias.asname or alias.name: f"{source}.{alias.name}" for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield known.get(node.id, f"{module}.{node.id}")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{known.get(node.value.id, node.value.id)}.{node.attr}"


def test_every_message_is_used() -> None:
    assert unused(ROOT) == []


def test_a_message_that_nothing_says_turns_red(tmp_path: Path) -> None:
    files = {
        "messages/guide.py": ('DONE = "Done"', 'WORD = "word"', 'LEFT = f"{WORD}"', 'GONE: str = "Gone"'),
        "messages/tray.py": ("from .guide import LEFT", 'HEAD, TAIL = LEFT, ""', "def title() -> str: ..."),
        "page.py": (
            "from breakd.messages import guide as texts, tray",
            "from .other import title",
            "print(texts.DONE, tray.HEAD, GONE, title())",
        ),
    }
    root = tmp_path / "breakd"
    (root / "messages").mkdir(parents=True)
    for name, lines in files.items():
        (root / name).write_text("\n".join(lines))
    assert unused(root) == ["breakd.messages.guide.GONE", "breakd.messages.tray.TAIL", "breakd.messages.tray.title"]
