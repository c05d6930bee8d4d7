"""The time zone of the machine, and what tells that it is another one now."""

from __future__ import annotations

import logging
import os
import time
from contextlib import suppress
from datetime import datetime, tzinfo
from pathlib import Path

log = logging.getLogger(__name__)

LOCALTIME = Path("/etc/localtime")


def local_zone() -> tzinfo:
    """The machine's zone with its rules; without a readable one, today's offset."""
    import tzlocal

    try:
        return tzlocal.reload_localzone()
    except Exception as error:  # tzlocal raises as many kinds as there are broken set-ups
        log.warning("the time zone cannot be read (%s): DST changes will be seen only when they come", error)
        zone = datetime.now().astimezone().tzinfo
        assert zone is not None
        return zone


def zone_mark(localtime: Path = LOCALTIME) -> tuple[object, ...]:
    """What changes when the zone does: cheap to read at each heartbeat."""
    name = ""
    with suppress(OSError):  # no link; its name tells zones apart that are one file, as Oslo and Berlin may be
        name = str(localtime.readlink())
    try:
        stat = os.stat(localtime)  # noqa: PTH116 (a plain stat, each minute)
        file: tuple[object, ...] = (stat.st_ino, stat.st_mtime_ns)
    except OSError:
        file = ()
    return (name, *file, os.environ.get("TZ"), time.localtime().tm_gmtoff if not file else None)
