"""`python -m tests.support.rigs.root SUITE [COMMAND...]`; see the package."""

from __future__ import annotations

import os
import shutil
import sys

from tests.support.rigs import packages
from tests.support.rigs.needs import lacking_powers

from . import CANNOT_BUILD, LACKING, UNREACHABLE, WRONG_USAGE
from . import __doc__ as usage
from .build import CannotBuild, Root
from .machine import archive_answers, cache

TOOLS = ("mmdebstrap", "debian-archive-keyring")


def main(words: list[str]) -> int:
    """The command's own exit code, or one of the package's."""
    if not words or not words[0].isalnum():
        print(usage, file=sys.stderr)
        return WRONG_USAGE
    if lacking := [*lacking_powers(), *lacking_tools()]:
        print(f"A root folder needs {', '.join(lacking)}.", file=sys.stderr)
        return LACKING
    try:
        return Root(words[0], cache(os.environ)).run(words[1:] or ["bash"])
    except CannotBuild as error:
        print(error, file=sys.stderr)
        return CANNOT_BUILD if archive_answers() else UNREACHABLE


def lacking_tools() -> list[str]:
    """The programs that are missing, after an attempt to install them if that is allowed."""
    if shutil.which("mmdebstrap") or (packages.consent(TOOLS) and packages.install([(name,) for name in TOOLS])):
        return []
    return ["mmdebstrap"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
