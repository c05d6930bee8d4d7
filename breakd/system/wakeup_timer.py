"""The alarm clock: one job of APScheduler, re-armed for the engine's next wakeup. It decides nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from .lean_import import apscheduler

JOB = "next-wakeup"
REARM = 0.01
"""Seconds by which a deadline must have moved to be worth arming the alarm anew."""
RINGS = 100
"""So many may be under way at once; APScheduler leaves out one that comes while as many are, and 1 is its default."""


class WakeupTimer:
    """Calls `ring` at the instant it is armed for, late rather than never. Needs a running asyncio loop."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._armed: float | None = None
        """The instant that it will ring at; None as soon as it rings."""
        self._scheduler: Any = None
        self._trigger: Any = None

    def start(self) -> None:
        """Begin to keep time."""
        scheduler, self._trigger = apscheduler()
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        # APScheduler drops a job that is a second late unless configured otherwise, and after a suspend all are
        # (#794)
        self._scheduler = scheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": RINGS}
        )
        self._scheduler.start()

    def arm(self, seconds: float | None) -> None:
        """Ring in so many seconds from now instead of whenever it was armed for; None: not at all."""
        if seconds is None:
            if self._scheduler.get_job(JOB) is not None:
                self._scheduler.remove_job(JOB)
            return
        at = datetime.now(UTC) + timedelta(seconds=max(0.0, seconds))
        self._scheduler.add_job(self._run, self._trigger(at), id=JOB, replace_existing=True)

    def arm_for(self, due: float | None, now: float) -> None:
        """Ring at this instant of CLOCK_BOOTTIME, `now` being the present one; None: not at all."""
        if due is not None and self._armed is not None and abs(due - self._armed) <= REARM:
            return
        if due is not None or self._armed is not None:
            self.arm(None if due is None else due - now)
            self._armed = due

    def clock_changed(self) -> None:
        """After a clock step or a resume: the scheduler sleeps on CLOCK_MONOTONIC and does not notice by itself.

        It is to be armed anew: it rings by the wall clock.
        """
        self._armed = None
        self._scheduler.wakeup()

    def stop(self) -> None:
        """Ring no more."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def _run(self) -> None:
        # a coroutine: plain functions go to a thread pool
        self._armed = None  # it has rung: whatever comes next must be armed, however near it is to what is over
        self._ring()
