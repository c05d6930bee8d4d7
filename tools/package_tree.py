"""The tree of a package that carries its libraries along, for Debian and Fedora: python -m tools.package_tree FOLDER

It needs the network for what is carried: the libraries of requirements.lock, checked by their hashes, as pure Python.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

import breakd

from . import system_files

PROJECT = Path(__file__).parents[1]
LOCK = PROJECT / "requirements.lock"
FROM_DEBIAN = {"pillow": "python3-pil"}
"""What a distribution has in a version that does, even the oldest one; it cannot be carried, for it is compiled."""
OF_OTHERS = ("python-xlib",)
"""What a library wants for a part of it that breakd does not use."""
PROGRAM = "usr/share/breakd"
CARRIED = "carried"
_ENTRY = re.compile(r"^(?P<name>[\w.-]+)==(?P<rest>\S+ \\\n(?:    --hash=\S+(?: \\)?\n)+)", re.MULTILINE)
_COMPILED = ("*.so", "*.pyx", "*.pxd", "*.c", "*.pyc")
_NOT_NEEDED = ("__pycache__", "bin", "py.typed")
START = f'''#!/usr/bin/python3 -sP
"""breakd, from the folder where the package has it."""

import sys

sys.path[:0] = ["/{PROGRAM}", "/{PROGRAM}/{CARRIED}"]

from breakd.cli import main

raise SystemExit(main())
'''
MAIN = f'''"""What breakd starts of itself: python3 /{PROGRAM} WORDS."""

import sys

sys.path.insert(1, "/{PROGRAM}/{CARRIED}")

from breakd.cli import main

raise SystemExit(main())
'''


def write(root: Path, version: str = breakd.__version__, libraries: Path | None = None) -> None:
    """All that a package brings, below this folder. `libraries`: a folder with what is carried, or to keep it in."""
    with tempfile.TemporaryDirectory(prefix="breakd-tree-") as work:
        libraries = libraries or Path(work, CARRIED)
        if not libraries.exists():
            _carry(libraries)
        _install(root, version, libraries)


def _install(root: Path, version: str, libraries: Path) -> None:
    program, package = root / PROGRAM, root / PROGRAM / "breakd"
    shutil.copytree(PROJECT / "breakd", package, ignore=shutil.ignore_patterns("__pycache__", "py.typed"))
    for name in ("config.example.toml", "examples/body.toml", "systemd/breakd.service"):
        shutil.copy(PROJECT / name, package / "data")
    start = package / "__init__.py"
    start.write_text(start.read_text().replace(f'"{breakd.__version__}"', f'"{version}"'))
    (program / "__main__.py").write_text(MAIN)
    shutil.copytree(libraries, program / CARRIED)
    command = root / "usr/bin/breakd"
    command.parent.mkdir(parents=True)
    command.write_text(START)
    command.chmod(0o755)
    system_files.write(root)
    for path in root.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path == command else 0o644)


def _carry(folder: Path) -> None:
    """The libraries that no release of Debian has new enough in all of them, without what is compiled."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
        wanted.write(locked(carried()))
        wanted.flush()
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--no-compile",
             "--require-hashes", "--only-binary=:all:", "--target", folder, "--requirement", wanted.name],
            check=True,
        )  # fmt: skip
    for pattern in (*_COMPILED, *_NOT_NEEDED):
        for path in sorted(folder.rglob(pattern), reverse=True):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in folder.glob("*.dist-info"):
        _keep_licence(path)


def _keep_licence(metadata: Path) -> None:
    """Of what is said of a library: its name, version and licence."""
    for path in sorted(metadata.rglob("*"), reverse=True):
        is_licence = re.match(r"(LICEN[CS]E|COPYING|AUTHORS|NOTICE)", path.name, re.IGNORECASE)
        if path.is_file() and path.name != "METADATA" and not is_licence:
            path.unlink()


def locked(names: Iterable[str]) -> str:
    """The lines of the lock for these packages, with their hashes."""
    entries = {str(canonicalize_name(found["name"])): found[0] for found in _ENTRY.finditer(LOCK.read_text())}
    return "".join(entries[name] for name in names)


def carried() -> list[NormalizedName]:
    """What the package carries, from the lock."""
    return needed(but=(*FROM_DEBIAN, *OF_OTHERS))


def needed(but: Collection[str] = ()) -> list[NormalizedName]:
    """What breakd needs to run, and what that needs, without these."""
    document = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    found: set[NormalizedName] = set()
    waiting = [Requirement(line).name for line in document["project"]["dependencies"]]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found and name not in but:
            found.add(name)
            waiting += _needed_by(name)
    return sorted(found)


def _needed_by(name: str) -> Iterator[str]:
    from importlib.metadata import requires

    for line in requires(name) or ():
        requirement = Requirement(line)
        # of Python 3.11, the oldest that it runs on
        if requirement.marker is None or requirement.marker.evaluate({"extra": "", "python_version": "3.11"}):
            yield requirement.name


def main(words: list[str]) -> int:
    """The exit code; 2 for wrong usage."""
    if len(words) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    write(Path(words[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
