"""The wheel and the sdist, and breakd from pipx and from uv: installed, running as a service, updated and moved."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

import breakd
from tests.support.rigs import needs
from tests.support.rigs.root.enter import checkout
from tests.support.rigs.systemd import PROJECT, BootedSystemd
from tools import package_tree

pytestmark = pytest.mark.packages

BIN = Path(sys.executable).parent
BEFORE = "0.0.9"
UNIT = "breakd.service"
HOUSE = PROJECT / "build/wheelhouse"
"""Wheels for a machine without a network; it is seen where the project is seen."""
SHARED = (
    "share/man/man1/breakd.1", "share/bash-completion/completions/breakd", "share/zsh/site-functions/_breakd",
    "share/fish/vendor_completions.d/breakd.fish",
    "share/gnome-shell/extensions/breakd@breakd.github.io/extension.js",
)  # fmt: skip


def built(folder: Path, version: str = breakd.__version__) -> list[Path]:
    """The sdist and the wheel of this checkout, under another version for trying an update."""
    source = folder / "source"
    for path in checkout():
        copy = source / path.relative_to(PROJECT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    start = source / "breakd/__init__.py"
    start.write_text(start.read_text().replace(f'"{breakd.__version__}"', f'"{version}"'))
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", source)
    shutil.rmtree(source)
    return sorted((folder / "dist").iterdir())


def run(*argv: str | Path) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel before and this one, in the house with all that they need."""
    HOUSE.mkdir(parents=True, exist_ok=True)
    wanted = tmp_path_factory.mktemp("wanted") / "requirements.txt"
    wanted.write_text(package_tree.locked(package_tree.needed()))
    download = (
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--dest",
        HOUSE,
        "--only-binary=:all:",
        "--no-deps",
    )
    run(*download, "--require-hashes", "--requirement", wanted)
    run(*download, "pip")
    found = []
    for version in (BEFORE, breakd.__version__):
        files = built(tmp_path_factory.mktemp("built"), version)
        found += [Path(shutil.copy(file, HOUSE)) for file in files if file.suffix == ".whl"]
    return found[0], found[1]


def test_two_builds_are_the_same_and_complete(tmp_path: Path) -> None:
    first, second = built(tmp_path / "first"), built(tmp_path / "second")
    assert [(file.name, digest(file)) for file in first] == [(file.name, digest(file)) for file in second]
    run(sys.executable, "-m", "twine", "check", "--strict", *first)
    (wheel,) = (file for file in first if file.suffix == ".whl")
    names = ZipFile(wheel).namelist()
    about = ZipFile(wheel).read(f"breakd-{breakd.__version__}.dist-info/METADATA").decode()
    assert "![" in about
    assert re.findall(r"\]\((?!https?:)[^)]+\)", about) == [], "PyPI has no files beside the README"
    data = f"breakd-{breakd.__version__}.data/data/"
    assert [name for name in SHARED if data + name not in names] == []


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.fixture
def machine(wheels: tuple[Path, Path]) -> Iterator[BootedSystemd]:  # noqa: ARG001 - it needs what is in the house
    needs.require("systemd")
    with BootedSystemd() as machine:
        machine.log_in()
        yield machine


class Installer:
    """pipx or uv, as the person on the machine."""

    def __init__(self, machine: BootedSystemd, name: str) -> None:
        self.machine, self.name = machine, name
        self.command = machine.home / ".local/bin/breakd"

    def __call__(self, *words: str) -> None:
        tool = [str(BIN / "pipx")] if self.name == "pipx" else [str(BIN / "uv"), "tool"]
        self.machine.run(
            *tool, *words, seconds=300, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(HOUSE), UV_NO_INDEX="1",
            UV_FIND_LINKS=str(HOUSE), UV_OFFLINE="1", UV_PYTHON=sys.base_prefix + "/bin/python3",
            UV_PYTHON_DOWNLOADS="never", PIPX_DEFAULT_PYTHON=sys.base_prefix + "/bin/python3",
        )  # fmt: skip

    def doctor(self) -> dict[str, dict[str, str]]:
        """What doctor says, by the id of the check."""
        done = self.machine.run(self.command, "doctor", "--json", check=False)
        return {check["id"]: check for check in json.loads(done.stdout)["checks"]}


@pytest.mark.parametrize("name", ["pipx", "uv"])
def test_an_update_while_the_service_runs_and_a_move(machine: BootedSystemd, name: str) -> None:
    install = Installer(machine, name)
    install("install", f"breakd=={BEFORE}")
    assert machine.run(install.command, "--version").stdout == f"breakd {BEFORE}\n"
    machine.run(install.command, "service", "install")
    machine.reach_desktop()
    if name == "pipx":
        assert machine.path(machine.home / ".local/share/man/man1/breakd.1").is_symlink()
    found = install.doctor()
    assert (found["daemon"]["verdict"], found["service"]["verdict"]) == ("ok", "ok")

    install("install", "--force", f"breakd=={breakd.__version__}")
    assert machine.is_active(UNIT, user=True), "an update ends nothing"
    text = install.doctor()["daemon"]["text"]
    assert BEFORE in text
    assert breakd.__version__ in text
    machine.run("systemctl", "--user", "restart", UNIT)
    assert install.doctor()["daemon"]["verdict"] == "ok"

    # moved: the command is somewhere else now, and the unit still names the old place
    elsewhere = machine.home / "elsewhere"
    machine.run(
        "sh", "-c", f"mkdir elsewhere && cp --no-dereference {install.command} elsewhere && rm {install.command}"
    )
    install.command = elsewhere / "breakd"
    lost = install.doctor()["service"]
    assert lost["verdict"] == "degraded"
    assert str(machine.home / ".local/bin/breakd") in lost["text"]
    machine.run(install.command, "service", "install")
    assert install.doctor()["service"]["verdict"] == "ok"
