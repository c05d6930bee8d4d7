"""How this breakd is installed: what starts it once more, and where its unit is."""

from __future__ import annotations

import sys
from pathlib import Path

from . import paths

UNIT = "breakd.service"
PACKAGED_UNIT = Path("/usr/lib/systemd/user", UNIT)
"""Where a distribution's package has it."""
_PACKAGE = Path(__file__).parents[1]


def own_command(*words: str) -> list[str]:
    """What runs this breakd with these words; -P: no folder of the person's is taken for the program."""
    folder = _PACKAGE.parent
    if (folder / "__main__.py").is_file():  # a distribution's package has it in a folder that Python does not know
        return [sys.executable, "-sP", str(folder), *words]
    return [sys.executable, "-P", "-m", _PACKAGE.name, *words]


def unit_file() -> Path:
    """Where a person's own units are."""
    return paths.config_dir().parent / "systemd/user" / UNIT


def packaged_command(unit: Path | None = None) -> Path | None:
    """The command of the unit that a distribution's package has brought; None if there is none."""
    try:
        lines = (unit or PACKAGED_UNIT).read_text("utf-8").splitlines()
    except OSError:
        return None
    starts = (line.removeprefix("ExecStart=").split()[0] for line in lines if line.startswith("ExecStart=/"))
    return next((Path(word) for word in starts), None)
