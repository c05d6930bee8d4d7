"""The machine's clocks, read at one door: BOOTTIME counts sleep, MONOTONIC does not, the wall is for labels."""

from __future__ import annotations

import logging
import os
import time
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from breakd.core.events import Now

log = logging.getLogger(__name__)

STEP = 0.5
"""Seconds that wall time may move against BOOTTIME before it counts as a clock that was set: NTP slews slowly."""


def boot() -> float:
    """Seconds since the machine started, sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def boot_id() -> str:
    """This boot's name: another one means that the machine was off in between. Empty where the kernel tells none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


class Clock:
    """Reads all three clocks in the local zone, and notices when the wall clock or the zone was changed."""

    def __init__(self) -> None:
        self._zone = local_zone()
        self._zone_mark = _zone_mark()
        self._offset = self._wall_against_boot()

    def now(self) -> Now:
        """This instant on the three clocks."""
        return Now(boot(), time.monotonic(), datetime.now(UTC).astimezone(self._zone))

    def moved(self) -> bool:
        """Whether the wall clock was set or the zone changed since this was last asked."""
        time.tzset()
        mark = _zone_mark()
        travelled = mark != self._zone_mark
        if travelled:
            self._zone, self._zone_mark = local_zone(), mark
            log.info("the time zone is now %s", self._zone)
        offset = self._wall_against_boot()
        stepped = abs(offset - self._offset) >= STEP
        if stepped:
            log.info("the wall clock was set by %+.1f s", offset - self._offset)
        self._offset = offset
        return travelled or stepped

    @staticmethod
    def _wall_against_boot() -> float:
        return time.time() - boot()


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


def _zone_mark() -> tuple[object, ...]:
    """What changes when the zone does: cheap to read at each heartbeat."""
    try:
        stat = os.stat("/etc/localtime")  # noqa: PTH116 (a plain stat, each minute)
        file: tuple[object, ...] = (stat.st_ino, stat.st_mtime_ns)
    except OSError:
        file = ()
    return (*file, os.environ.get("TZ"), time.localtime().tm_gmtoff if not file else None)
