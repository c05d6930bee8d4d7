"""What a bar shows of breakd, in a word or two."""

from __future__ import annotations

NOT_RUNNING = "breakd is not running"
SHORT = {
    "paused": "Paused",
    "off-hours": "Off hours",
    "started": "Stretching",
    "away": "Away",
    "due": "Stretch",
    "deferred": "Held back",
    "unknown": "",
}
"""By the state of the status document; sitting, standing and snoozed show a time instead."""
