"""The machine's clocks, read at one door: BOOTTIME counts sleep, MONOTONIC does not, the wall is for labels."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from breakd.engine.events import Now

from .zone import local_zone, zone_mark

log = logging.getLogger(__name__)

STEP = 0.5
"""Seconds that two clocks may move against each other unnoticed: they are read one by one, and NTP slews slowly."""


class Reading(NamedTuple):
    """What the three clocks show: seconds since the start of the machine, with sleep and without, and Unix time."""

    boot: float
    mono: float
    wall: float


def read() -> Reading:
    """What the kernel's clocks show."""
    return Reading(boot(), time.monotonic(), time.time())


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
    """Reads the clocks in the local zone, and notices when they moved against each other or the zone changed."""

    def __init__(self, read: Callable[[], Reading] = read, travelled: Callable[[], None] = lambda: None) -> None:
        """`travelled` is called when the zone has changed."""
        self._read = read
        self._travelled = travelled
        self._zone = local_zone()
        self._zone_mark = zone_mark()
        self._before = read()

    def now(self) -> Now:
        """This instant on the three clocks."""
        reading = self._read()
        return Now(reading.boot, reading.mono, datetime.fromtimestamp(reading.wall, UTC).astimezone(self._zone))

    def moved(self) -> bool:
        """Whether the machine slept, the wall clock was set or the zone changed since this was last asked.

        Asked at each heartbeat: a resume is seen here although its signal was lost.
        """
        time.tzset()
        mark = zone_mark()
        travelled = mark != self._zone_mark
        if travelled:
            self._zone, self._zone_mark = local_zone(), mark
            log.info("the time zone is now %s", self._zone)
            self._travelled()
        before, now = self._before, self._read()
        self._before = now
        passed = now.boot - before.boot
        slept, set_by = passed - (now.mono - before.mono), now.wall - before.wall - passed
        if abs(set_by) >= STEP:
            log.info("the wall clock was set by %+.1f s", set_by)
        return travelled or slept >= STEP or abs(set_by) >= STEP
