"""What a desktop's dialog says that each of breakd's keys does."""

from __future__ import annotations

DESCRIPTIONS = {
    "done": "I have done the stretch",
    "snooze": "Remind me later",
    "open": "Open breakd",
}
"""By the name that the portal tells of a key that was pressed."""
