"""docs/desktops.md: written from the columns of all releases, of which each run brings those of its own release.

A run leaves build/desktops/RELEASE/KIND.json. `python -m tools.desktops_table` takes these into
docs/desktops/RELEASE.json, which is committed, and writes the page from all files there.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .scenario_table import PROJECT, SCENARIOS

RESULTS = PROJECT / "build/desktops"
COLUMNS = PROJECT / "docs/desktops"
DOCUMENT = PROJECT / "docs/desktops.md"

PROGRAMS: Mapping[str, Mapping[str, str]] = {
    "gnome": {"GNOME Shell": "gnome-shell"},
    "kde": {"Plasma": "plasma-workspace"},
    "xfce": {"Xfce": "xfce4-panel", "xfce4-notifyd": "xfce4-notifyd"},
    "sway": {"sway": "sway", "mako": "mako-notifier", "waybar": "waybar"},
    "sway_dunst": {"sway": "sway", "dunst": "dunst", "waybar": "waybar"},
}
"""For each kind of desktop its programs whose versions matter, with their packages; the first is the desktop."""
PROTOCOLS: Mapping[str, tuple[str, ...]] = {"sway": ("ext-idle-notify",), "sway_dunst": ("ext-idle-notify",)}
"""For each kind of desktop the Wayland protocols whose versions matter: which one its compositor offers."""
SECTIONS = {
    "gnome": "GNOME on Wayland", "kde": "Plasma on Wayland", "xfce": "Xfce on X11",
    "sway": "sway with waybar and mako", "sway_dunst": "sway with waybar and dunst",
}  # fmt: skip
UNKNOWN = "unknown"

HEAD = """# Desktops

What the scenario suite (`tests/desktops/test_scenarios.py`) did with the real daemon on real desktops without a
screen. This page is written by `python -m tools.desktops_table` from the last runs. Each run compares itself with the
columns of its own release of Debian.

logind and the screen lockers are played; everything else is the desktop's own. “The host's message” means that the
line of the menu was chosen by the D-Bus message a panel sends for a click, not by the pointer.
"""


@dataclass(frozen=True)
class Column:
    """What a run has shown on one desktop; `versions` begins with the desktop's own, `day` is an ISO date."""

    release: str
    day: str
    versions: Mapping[str, str]
    cells: Mapping[str, str]


Columns = dict[str, Column]
"""The columns of one release by kind of desktop."""


# -- a run ---------------------------------------------------------------------------------------------------------


def codename() -> str:
    """The short name of this machine's release, such as bookworm: what its files are called."""
    release = platform.freedesktop_os_release()
    return release.get("VERSION_CODENAME") or release["ID"]


def release_name() -> str:
    """The name that people use, such as Debian 12; a release that has no number yet is named by its code name."""
    release = platform.freedesktop_os_release()
    return f"{release['ID'].title()} {release.get('VERSION_ID') or codename()}"


def versions(kind: str) -> dict[str, str]:
    """The versions of a desktop's programs on this machine, and of systemd and Python."""
    found = {name: upstream(package_version(package)) for name, package in PROGRAMS[kind].items()}
    return found | {"systemd": upstream(package_version("systemd")), "Python": platform.python_version()}


def package_version(package: str) -> str:
    """The version of an installed package, as the distribution has it; empty if this cannot be known."""
    if not shutil.which("dpkg-query"):
        return ""
    ask = ["dpkg-query", "--show", "--showformat=${Version}", package]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout


def upstream(version: str) -> str:
    """The version that the program's authors gave it: without Debian's epoch and revision."""
    number = re.match(r"(?:\d+:)?(\d+(?:\.\d+)*)", version)
    return number[1] if number else UNKNOWN


def write_result(kind: str, cells: Mapping[str, str], protocols: Mapping[str, str]) -> None:
    """Write the small file of a run; `protocols` are those of PROTOCOLS with their versions."""
    column = Column(
        release_name(),
        date.today().isoformat(),
        {**versions(kind), **protocols},
        {name: cells[name] for name in SCENARIOS if name in cells},
    )
    folder = RESULTS / codename()
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / f"{kind}.json", asdict(column))


# -- the committed columns -----------------------------------------------------------------------------------------


def committed() -> dict[str, Columns]:
    """The columns that the page shows, by code name of the release."""
    return {file.stem: columns(json.loads(file.read_text())) for file in sorted(COLUMNS.glob("*.json"))}


def columns(found: Mapping[str, Any]) -> Columns:
    """The columns of a file."""
    return {kind: Column(**found[kind]) for kind in PROGRAMS if kind in found}


def results() -> dict[str, Columns]:
    """The columns of the runs whose files are still there."""
    return {
        folder.name: columns({file.stem: json.loads(file.read_text()) for file in folder.glob("*.json")})
        for folder in sorted(RESULTS.glob("*/"))
    }


def merged(old: Mapping[str, Columns], new: Mapping[str, Columns]) -> dict[str, Columns]:
    """New columns take the place of their own kind and release alone."""
    return {name: {**old.get(name, {}), **new.get(name, {})} for name in sorted({*old, *new})}


def write_page(found: Mapping[str, Columns]) -> None:
    """Write the columns of all releases, and the page."""
    COLUMNS.mkdir(exist_ok=True)
    for name, of_release in found.items():
        write(COLUMNS / f"{name}.json", {kind: asdict(of_release[kind]) for kind in PROGRAMS if kind in of_release})
    DOCUMENT.write_text(document(found))


def write(file: Path, content: object) -> None:
    """A file of JSON that people and git read."""
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


# -- the page ------------------------------------------------------------------------------------------------------


def document(found: Mapping[str, Columns]) -> str:
    """The whole page: a table for each kind of desktop, the oldest version first."""
    return HEAD + "".join(
        section(SECTIONS[kind], sorted(of_kind, key=age))
        for kind in PROGRAMS
        if (of_kind := [of_release[kind] for of_release in found.values() if kind in of_release])
    )


def age(column: Column) -> tuple[list[int], list[int]]:
    """What sorts versions, and desktops of one version by their systemd."""
    number, systemd = next(iter(column.versions.values())), column.versions["systemd"]
    return [int(part) for part in re.findall(r"\d+", number)], [int(part) for part in re.findall(r"\d+", systemd)]


def section(title: str, of_kind: list[Column]) -> str:
    """One table; a cell without a result is empty."""
    return f"\n## {title}\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows(of_kind))


def rows(of_kind: list[Column]) -> Iterator[tuple[str, ...]]:
    """Versions first, then the scenarios."""
    desktop, *others = of_kind[0].versions
    yield "scenario", *(f"{desktop} {column.versions[desktop]}" for column in of_kind)
    yield ("---",) * (1 + len(of_kind))
    yield "tested on", *(f"{column.release}, {column.day}" for column in of_kind)
    yield f"with {', '.join(others)}", *(", ".join(column.versions[name] for name in others) for column in of_kind)
    for scenario in SCENARIOS:
        yield scenario, *(column.cells.get(scenario, "") for column in of_kind)
