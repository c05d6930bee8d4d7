"""The recipes for Fedora and Arch: built as far as that can be done on Debian, and judged by their own judges."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

import breakd
from tests.support.rigs import needs
from tools import package_tree

PROJECT = Path(__file__).parents[2]
SPEC, RPMLINT = PROJECT / "packaging/rpm/breakd.spec", PROJECT / "packaging/rpm/rpmlint.toml"
PKGBUILD = PROJECT / "packaging/aur/PKGBUILD"
BIN = Path(sys.executable).parent


def test_the_recipes_name_the_version() -> None:
    assert re.findall(r"^Version: +(\S+)$", SPEC.read_text(), re.MULTILINE) == [breakd.__version__]
    assert re.findall(r"^pkgver=(\S+)$", PKGBUILD.read_text(), re.MULTILINE) == [breakd.__version__]


@pytest.mark.packages
def test_the_rpm_is_whole_and_rpmlint_is_content(tmp_path: Path) -> None:
    needs.require("rpm")
    tree = f"breakd-tree-{breakd.__version__}"
    package_tree.write(tmp_path / tree)
    (tmp_path / "SOURCES").mkdir()
    with tarfile.open(tmp_path / f"SOURCES/{tree}.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / tree, tree)
    # it fails for a file of the tree that the recipe does not name
    done = run(["rpmbuild", "--quiet", "-bb", "--define", f"_topdir {tmp_path}", SPEC])
    (package,) = (tmp_path / "RPMS").rglob("*.rpm")
    requires = run(["rpm", "--query", "--package", "--requires", package]).splitlines()
    assert {"python3 >= 3.11", "python3-pillow"} <= set(requires), done
    assert "0 errors, 0 warnings" in run(["rpmlint", "--config", RPMLINT, SPEC, package])


@pytest.mark.packages
def test_arch_builds_it_from_the_sdist(tmp_path: Path) -> None:
    needs.require("makepkg")
    run([sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", tmp_path, PROJECT])
    shutil.copy(PKGBUILD, tmp_path)
    # makepkg runs for nobody who is root, and asks pacman, which Debian has not, what is installed
    env = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}", "PACMAN": "true", "PKGEXT": ".pkg.tar"}
    argv = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "makepkg", "--nodeps", "--noconfirm"]
    done = subprocess.run(argv, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (package,) = tmp_path.glob("*.pkg.tar")
    with tarfile.open(package) as archive:
        names = archive.getnames()
    for name in (
        "usr/lib/systemd/user/breakd.service", "usr/share/applications/io.github.breakd.desktop",
        "usr/share/zsh/site-functions/_breakd", "usr/share/licenses/breakd/LICENSE",
    ):  # fmt: skip
        assert name in names
    assert any(name.startswith("usr/share/man/man1/breakd.1") for name in names)
    assert any(name.endswith("site-packages/breakd/cli/parser.py") for name in names)


def run(argv: list[str | Path]) -> str:
    """What it prints; it must end well."""
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
