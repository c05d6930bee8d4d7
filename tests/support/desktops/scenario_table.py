"""The scenarios of the table of desktops, and what each desktop cannot do, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).parents[3]
SCENARIOS = (
    "A reminder comes",
    "Another, Snooze, Done on the pop-up",
    "A click on the pop-up's text",
    "Another, Snooze, Done in the tray",
    "Another, Snooze, Done on the command line",
    "The tray item is registered",
    "The tray's host restarts",
    "The notification server restarts",
    "Do-not-disturb at due time",
    "Do-not-disturb ends",
    "Locked by logind's hint alone",
    "Locked by a locker's signal alone",
    "A lock request, and no locker",
    "A minute with nobody there: at most 4 wake-ups",
)
NOT_PLAYED = "not played: the server ends with the session"
"""Of GNOME. Its server is a process beside the shell; if that alone ended, the shell would keep the old pop-up."""
NO_BUTTONS_MAKO = "no buttons: `makoctl invoke`"
NO_BUTTONS_DUNST = "no buttons: body click, tray, command line"
PUT_AWAY = "puts it away; the reminder stays open"
BY_MESSAGE = "yes (the host's message)"
REMARKS: Mapping[tuple[str, str], str] = {
    ("xfce", "A click on the pop-up's text"): PUT_AWAY,
    ("sway", "Another, Snooze, Done on the pop-up"): NO_BUTTONS_MAKO,
    ("sway_dunst", "Another, Snooze, Done on the pop-up"): NO_BUTTONS_DUNST,
    ("sway_dunst", "A click on the pop-up's text"): "yes (middle button)",
    ("gnome", "The notification server restarts"): NOT_PLAYED,
    ("kde", "Another, Snooze, Done in the tray"): BY_MESSAGE,
    ("sway", "Another, Snooze, Done in the tray"): BY_MESSAGE,
    ("sway_dunst", "Another, Snooze, Done in the tray"): BY_MESSAGE,
    ("sway", "Do-not-disturb ends"): "yes (mako before 2025: at the next heartbeat)",
}
"""What a cell says where it is not a plain yes. The scenarios of the suite ask here, and nothing is left out."""


def cell(desktop: str, scenario: str) -> str:
    """What a scenario that went well says of this desktop."""
    assert scenario in SCENARIOS, scenario
    return REMARKS.get((desktop, scenario), "yes")
