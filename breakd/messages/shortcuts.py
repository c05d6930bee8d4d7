"""What a desktop's dialog says that each of breakd's keys does."""

from __future__ import annotations

DESCRIPTIONS = {
    "done": "I have done the stretch",
    "snooze": "Remind me later",
    "open": "Open breakd",
}
"""By the name that the portal tells of a key that was pressed."""

NO_ENTRY = (
    "the desktop does not know breakd: its entry is in no menu of applications (`breakd service install` writes it)"
)
NO_KEYS = "the desktop knows what breakd offers, and no key for it was chosen; its settings have a page of shortcuts"
PLASMA_5 = (
    "the portal of Plasma 5 takes none; its System Settings, Shortcuts, take the command `breakd done --notify`"
)
"""Words of the log: why no key acts."""
