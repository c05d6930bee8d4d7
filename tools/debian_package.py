"""Builds the Debian package, one for Debian 12 and later: python -m tools.debian_package [FOLDER]

It needs debhelper, dh-python and the network (tools/package_tree.py). The package is in FOLDER (dist) then; two
builds of one checkout give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import breakd

from . import package_tree
from .changelog import debian_changelog, midnight, releases

PROJECT = Path(__file__).parents[1]
NEEDED = {"dpkg-dev": "dpkg-buildpackage", "debhelper": "dh", "dh-python": "dh_python3"}
"""Debian's package, and the program of it that builds."""


def build(folder: Path, version: str = breakd.__version__, libraries: Path | None = None) -> Path:
    """The package, in this folder. Another version than the checkout's is for trying an upgrade.

    `libraries` is a folder to keep what is carried in, or with it from before.
    """
    with tempfile.TemporaryDirectory(prefix="breakd-deb-") as work:
        source = Path(work, f"breakd-{version}")
        shutil.copytree(PROJECT / "packaging/debian", source / "debian")
        found = releases((PROJECT / "CHANGELOG.md").read_text(), version)
        (source / "debian/changelog").write_text(debian_changelog(found))
        package_tree.write(source / "installed", version, libraries)
        # the times in the package are those of the day of its newest entry
        epoch = str(int(midnight(found[0].day).timestamp()))
        env = os.environ | {"SOURCE_DATE_EPOCH": epoch, "LC_ALL": "C.UTF-8", "DEB_BUILD_OPTIONS": "nocheck"}
        command = ["dpkg-buildpackage", "--build=binary", "--no-sign", "--no-check-builddeps"]
        subprocess.run(command, cwd=source, env=env, check=True, stdout=subprocess.DEVNULL)
        (built,) = Path(work).glob("*.deb")
        folder.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(built, folder))


def main(words: list[str]) -> int:
    """The exit code."""
    if lacking := [package for package, program in NEEDED.items() if shutil.which(program) is None]:
        print(f"To build the package: sudo apt-get install {' '.join(lacking)}", file=sys.stderr)
        return 1
    print(build(Path(words[0] if words else "dist").absolute()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
