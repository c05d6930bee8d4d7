"""In which country this computer is, as far as its language and its clock tell: for the numbers to call."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

LANGUAGE = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first that is set counts (POSIX)."""
LOCALTIME, ZONES = Path("/etc/localtime"), Path("/usr/share/zoneinfo")
TABLE = "zone.tab"
"""Countries with their time zones; of tzdata."""


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
    try:
        named = environ.get("TZ", "").removeprefix(":")
        zone = named or str(localtime.resolve().relative_to(zones.resolve()))
        rows = (zones / TABLE).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    found = (row.split("\t") for row in rows if not row.startswith("#"))
    return next((columns[0] for columns in found if len(columns) > 2 and columns[2] == zone), "")
