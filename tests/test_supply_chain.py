"""What breakd is made of: the lock, the bill of materials, and what no line of its own code does."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parents[1]
ENTRY = re.compile(r"^([\w.-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
EVALUATES = {"eval", "exec", "compile", "__import__"}
RUNS_ANYTHING = {"pickle", "marshal", "shelve", "yaml", "dill"}


def declared() -> dict[str, list[Requirement]]:
    """What pyproject.toml asks for: to run, to test and to build."""
    document: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    project = document["project"]
    lists = {
        "run": project["dependencies"],
        "test": project["optional-dependencies"]["dev"],
        "package": [line for line in project["optional-dependencies"]["packages"] if not line.startswith("breakd")],
        "build": document["build-system"]["requires"],
    }
    return {use: [Requirement(line) for line in lines] for use, lines in lists.items()}


def locked() -> dict[str, str]:
    """Each package of the lock with its version."""
    return {canonicalize_name(name): version for name, version, _ in ENTRY.findall(lock())}


def lock() -> str:
    return (PROJECT / "requirements.lock").read_text()


def test_the_lock_fits_the_project() -> None:
    for requirement in [one for lines in declared().values() for one in lines]:
        assert requirement.specifier.contains(locked()[canonicalize_name(requirement.name)]), requirement


def test_every_package_has_hashes_and_nothing_of_this_machine() -> None:
    assert ENTRY.sub("", lock()) == "", "a line that is no package with its hashes"
    assert len(locked()) == len(ENTRY.findall(lock())) > 20


def test_what_breakd_uses_deeply_ends_before_the_next_great_version() -> None:
    for requirement in declared()["run"]:
        ends = any(part.operator == "<" for part in requirement.specifier)
        # of these two, three functions are called that have been the same for years
        assert ends or requirement.name in {"tomlkit", "tzlocal"}, requirement


def test_the_bill_of_materials_lists_what_is_locked() -> None:
    text = (PROJECT / "sbom.cdx.json").read_text()
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "breakd")
    parts = {canonicalize_name(part["name"]): part for part in bill["components"]}
    graph = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    reached, waiting = set[str](), list(graph[bill["metadata"]["component"]["bom-ref"]])
    while waiting:
        reached.add(one := waiting.pop())
        waiting += [other for other in graph[one] if other not in reached]
    assert reached == {part["bom-ref"] for part in bill["components"]}
    assert set(parts) >= {canonicalize_name(one.name) for one in declared()["run"]}
    assert {name: part["version"] for name, part in parts.items()} == {name: locked()[name] for name in parts}
    assert [name for name, part in parts.items() if not part.get("licenses")] == []
    assert "file:" not in text


def calls() -> Iterator[tuple[str, ast.AST]]:
    for path in (PROJECT / "breakd").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            yield str(path.relative_to(PROJECT)), node


def test_nothing_is_evaluated_and_no_shell_started() -> None:
    found = set[tuple[str, str]]()
    for path, node in calls():
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in EVALUATES:
                found.add((path, name))
            case ast.Call(keywords=keywords) if any(word.arg == "shell" for word in keywords):
                found.add((path, "shell="))
            case ast.Attribute(value=ast.Name(id="os"), attr="system" | "popen" as name):
                found.add((path, name))
            case ast.Attribute(attr="create_subprocess_shell" as name):
                found.add((path, name))
            case ast.Import(names=names) if RUNS_ANYTHING & {one.name for one in names}:
                found.add((path, "import"))
            case ast.ImportFrom(module=str(module)) if module in RUNS_ANYTHING:
                found.add((path, "import"))
    assert found == set()


def test_no_file_of_the_folder_one_is_in_is_run(tmp_path: Path) -> None:
    hostile = "from pathlib import Path\nPath(__file__).with_suffix('.run').touch()\n"
    for name in (
        "json",
        "tomllib",
        "logging",
        "argparse",
        "asyncio",
        "jeepney",
        "tomlkit",
        "breakd",
        "sitecustomize",
    ):
        (tmp_path / f"{name}.py").write_text(hostile)
    command = Path(sys.executable).with_name("breakd")
    subprocess.run([command, "stretches", "list"], cwd=tmp_path, check=True, capture_output=True, timeout=60)
    assert list(tmp_path.glob("*.run")) == []


def test_what_breakd_starts_of_itself_reads_no_folder_either() -> None:
    code = {file: file.read_text() for file in (PROJECT / "breakd").rglob("*.py")}
    starts = [line for text in code.values() for line in text.splitlines() if "[sys.executable" in line]
    assert starts
    assert [line for line in starts if not re.search(r'\[sys\.executable, "-s?P", ', line)] == []
