"""What differs between the versions of Plasma that the rig knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

Version = tuple[int, int]

FULL_SCREEN_INHIBITS = KEEPS_EXPIRED = IDLE_WITHOUT_INHIBITORS = (6, 4)
"""Full screen sets `Inhibited`; what expired keeps its buttons, in the history; KWin has ext-idle-notify 2."""
DEAD_SENDERS_LOSE_BUTTONS = (6, 7)


@dataclass(frozen=True, slots=True)
class Plasma:
    """Names that change with the major version."""

    version: Version
    session: str
    """KDE_SESSION_VERSION."""
    kded: str
    write_config: str
    script: str
    """The path of a loaded KWin script, by its number."""

    def since(self, version: Version) -> bool:
        """Whether it is this version or a later one."""
        return self.version >= version


def plasma(kwin_says: str) -> Plasma:
    """What there is, by the words of `kwin_wayland --version`. Raises LookupError if they tell no version."""
    found = re.search(r"(\d+)\.(\d+)", kwin_says)
    if not found:
        raise LookupError(f"kwin_wayland --version says {kwin_says!r}")
    version = int(found[1]), int(found[2])
    if version >= (6, 0):
        return Plasma(version, "6", "kded6", "kwriteconfig6", "/Scripting/Script{}")
    return Plasma(version, "5", "kded5", "kwriteconfig5", "/{}")
