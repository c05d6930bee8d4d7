"""The table of desktops and scenarios: what a run writes down, and what each desktop cannot do, with the reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).parents[2]
RESULTS = PROJECT / "build/desktops"
"""One file for each desktop, written by its run."""
DOCUMENT = PROJECT / "docs/desktops.md"

DESKTOPS = {
    "xfce": "Xfce on X11",
    "gnome": "GNOME Shell",
    "kde": "Plasma on Wayland",
    "sway": "sway, waybar, mako",
    "sway_dunst": "sway, waybar, dunst",
}
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
    ("sway", "Do-not-disturb ends"): "yes (at the next heartbeat)",
}
"""What a cell says where it is not a plain yes. The scenarios of the suite ask here, and nothing is left out."""

HEAD = """# Desktops

What the scenario suite (`tests/desktops/test_scenarios.py`) did with the real daemon on real desktops without a
screen. This table is written by `python -m tools.desktops_table` from the last run, and each run compares itself
with it.

logind and the screen lockers are played; everything else is the desktop's own. “The host's message” means that the
line of the menu was chosen by the D-Bus message a panel sends for a click, not by the pointer.
"""


def cell(desktop: str, scenario: str) -> str:
    """What a scenario that went well says of this desktop."""
    assert scenario in SCENARIOS, scenario
    return REMARKS.get((desktop, scenario), "yes")


def write_result(desktop: str, cells: Mapping[str, str]) -> None:
    """Write the small file of a run."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{desktop}.json").write_text(json.dumps(cells, indent=1, ensure_ascii=False) + "\n")


def results() -> dict[str, dict[str, str]]:
    """The cells of the last run on each desktop."""
    files = {name: RESULTS / f"{name}.json" for name in DESKTOPS}
    return {name: json.loads(file.read_text()) if file.exists() else {} for name, file in files.items()}


def document(found: Mapping[str, Mapping[str, str]]) -> str:
    """The whole page; a cell without a result is empty."""
    rows = [("scenario", *DESKTOPS.values()), ("---",) * (1 + len(DESKTOPS))]
    rows += [(scenario, *(found[name].get(scenario, "") for name in DESKTOPS)) for scenario in SCENARIOS]
    return HEAD + "\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def read_document() -> dict[str, dict[str, str]]:
    """The cells of the committed page, by desktop and scenario."""
    lines = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("|")]
    rows = [[word.strip() for word in line.strip("|").split("|")] for line in (lines[0], *lines[2:])]
    names = {title: name for name, title in DESKTOPS.items()}
    return {names[title]: {row[0]: row[place] for row in rows[1:]} for place, title in enumerate(rows[0]) if place}
