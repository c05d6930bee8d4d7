"""Coroutines that run beside their caller, as one thing that can be waited for and cancelled."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class TaskSet:
    """Holds tasks until they are done: the event loop itself refers to them only weakly."""

    def __init__(self, log: logging.Logger, name: str) -> None:
        """A task that fails is logged to `log` as "`name` failed"."""
        self._log, self._name = log, name
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run `work` beside the caller; an exception in it is logged, and ends nothing else."""
        task = self.spawn_for_caller(work)
        task.add_done_callback(self._log_failure)
        return task

    def spawn_for_caller(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run `work` beside the caller, who reads its result and its exception."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def cancel(self) -> None:
        """Ask every task to stop."""
        for task in self._tasks:
            task.cancel()

    async def wait(self, seconds: float | None = None) -> None:
        """Return when every task of now is done, or after `seconds`; those that are not done go on."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def _log_failure(self, task: asyncio.Task[Any]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            self._log.error("%s failed", self._name, exc_info=error)
