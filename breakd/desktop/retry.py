"""A request to a service that may fail because the service is busy or just starting, and is then made again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

PAUSES = (1.0, 5.0)
"""Seconds between a failure and the next tries; after those each heartbeat tries once."""


class Retry:
    """Runs a job until it succeeds: at once, again after each of `PAUSES`, then at each heartbeat.

    Only one run is under way at a time, and none is broken off: what changes during a run leads to another one.
    """

    def __init__(self, job: Callable[[], Awaitable[None]], failed: Callable[[Exception], None]) -> None:
        """`failed` is called for each failure of the job, of whatever kind, unless the run was out of date."""
        self._job = job
        self._failed = failed
        self._again = asyncio.Event()
        """Something changed since the run under way began."""
        self._tried = asyncio.Event()
        """The run that was started last has ended, well or not."""
        self._due = False
        """The job has failed, and waits for a heartbeat."""
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Run the job now, or once more after the run that is under way."""
        self._again.set()
        self._tried.clear()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run())

    def beat(self) -> None:
        """The heartbeat: try again if the job has not succeeded yet."""
        if self._due:
            self.start()

    async def tried(self) -> None:
        """Wait for the first run since `start`, whether it succeeds or not."""
        if self._task is not None:
            await self._tried.wait()

    async def stop(self) -> None:
        """Break off what is under way; returns when it has ended."""
        self._due = False
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _run(self) -> None:
        self._due = False
        while self._again.is_set():
            for pause in (*PAUSES, None):
                self._again.clear()
                if await self._succeeds() or self._again.is_set():
                    break
                self._due = pause is None
                if pause is None or await self._changes_within(pause):
                    break

    async def _succeeds(self) -> bool:
        try:
            await self._job()
        except Exception as error:  # whatever it is: a service that gives nonsense may be sane later
            if not self._again.is_set():
                self._failed(error)
            return False
        finally:
            if not self._again.is_set():
                self._tried.set()
        return True

    async def _changes_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._again.wait()
        except TimeoutError:
            return False
        return True
