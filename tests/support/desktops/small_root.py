"""A root folder with next to nothing in it: `python -m tests.support.desktops.small_root CACHE COMMAND...`."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from tests.support.rigs.root.build import Root


def small_root(cache: Path) -> Root:
    """Of the release of this machine, so that its archive is surely there."""
    release = platform.freedesktop_os_release()
    suite = release["VERSION_CODENAME"] if release["ID"] == "debian" else "trixie"
    return Root(suite, cache, base=("mount", "procps"), steps=(("touch", "/made"),))


if __name__ == "__main__":
    sys.exit(small_root(Path(sys.argv[1])).run(sys.argv[2:]))
