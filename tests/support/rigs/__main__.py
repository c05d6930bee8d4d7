"""`python -m tests.support.rigs RIG [COMMAND...]` runs a command (a shell, if none is given) on one desktop, then
ends it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

from .desktop import Desktop
from .gnome import GnomeDesktop
from .kde import KdeDesktop
from .needs import missing
from .sway import SwayDesktop
from .x11 import X11Desktop

RIGS: dict[str, Callable[[], Desktop]] = {
    "x11": X11Desktop,
    "xfce": lambda: X11Desktop(notify="xfce4-notifyd", panel=True),
    "gnome": GnomeDesktop,
    "kde": KdeDesktop,
    "sway": SwayDesktop,
}


def main() -> int:
    """The command's own exit code; 2 for wrong usage, 3 if the machine lacks something."""
    if len(sys.argv) < 2 or sys.argv[1] not in RIGS:
        print(f"{__doc__}\nRIG: {' '.join(RIGS)}", file=sys.stderr)
        return 2
    if lacking := missing(sys.argv[1]):
        print(f"missing here: {' '.join(lacking)}", file=sys.stderr)
        return 3
    with RIGS[sys.argv[1]]() as desktop:
        return subprocess.call(sys.argv[2:] or [os.environ.get("SHELL", "sh")], env=desktop.env)


if __name__ == "__main__":
    sys.exit(main())
