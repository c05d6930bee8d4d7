"""An X server without a screen, on a display of its own."""

from __future__ import annotations

import re

from .desktop import Desktop

SIZE = (1280, 800)


def start_xvfb(desktop: Desktop) -> str:
    """Start Xvfb on the desktop; the name of its display."""
    # -displayfd 1: Xvfb itself takes the first free number and prints it, so that desktops can run side by side;
    # -noreset: else the server forgets everything whenever its last client leaves
    screen = f"{SIZE[0]}x{SIZE[1]}x24"
    desktop.spawn("Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset")
    log = desktop.root / "Xvfb.log"
    found: list[str] = []

    def number() -> list[str]:
        found[:] = re.findall(r"^(\d+)\n", log.read_text(), re.MULTILINE)
        return found

    desktop.wait(number, "Xvfb")
    return f":{found[0]}"
