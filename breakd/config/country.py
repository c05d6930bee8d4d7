"""In which country this computer is, as far as its language and its clock tell: for the numbers to call."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from breakd.system.zone import LOCALTIME

LANGUAGE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set counts (POSIX)."""
ZONES = Path("/usr/share/zoneinfo")
TABLE = "zone.tab"
"""Countries with their time zones; of tzdata."""
MOST_LINKS = 40
"""As many as the kernel follows (path_resolution(7))."""


def countries(
    environ: Mapping[str, str] = os.environ, localtime: Path = LOCALTIME, zones: Path = ZONES
) -> frozenset[str]:
    """The country of the language and that of the time zone (ISO 3166): one if they agree, none if neither says."""
    found = (_of_language(environ), _of_zone(environ, localtime, zones))
    return frozenset(country for country in found if country)


def _of_language(environ: Mapping[str, str]) -> str:
    locale = next((value for name in LANGUAGE if (value := environ.get(name))), "")
    match = re.fullmatch(r"[a-z]{2,3}_([A-Z]{2})([.@].*)?", locale)
    return match.group(1) if match else ""


def _of_zone(environ: Mapping[str, str], localtime: Path, zones: Path) -> str:
    """By the table of the system; empty for a zone of no country, as UTC, and where there is no table."""
    named = environ.get("TZ", "").removeprefix(":")
    try:
        rows = (zones / TABLE).read_text("utf-8").splitlines()
        names = list(_names(zones / named if named else localtime, zones.resolve()))
    except (OSError, ValueError, RuntimeError):  # the last for links in a circle
        return ""
    columns = (row.split("\t") for row in rows if not row.startswith("#"))
    table = {zone: country for country, _, zone, *_ in (row for row in columns if len(row) > 2)}
    return next((table[name] for name in names if name in table), "")


def _names(file: Path, zones: Path) -> Iterator[str]:
    """The names of this zone, link by link: one may be a link to a zone like it, of another country."""
    for _ in range(MOST_LINKS):
        file = file.parent.resolve() / file.name
        if file.is_relative_to(zones):
            yield str(file.relative_to(zones))
        if not file.is_symlink():
            return
        file = file.parent / file.readlink()
