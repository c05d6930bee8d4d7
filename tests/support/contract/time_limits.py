"""How long somebody waits for what never comes: told by the limits that run out, not by a busy machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

SHORTEST = 0.5
"""Seconds: shorter timers are not limits."""


class TimeLimits:
    """The limits of a loop that ran out since the block began."""

    def __init__(self) -> None:
        self.waited = 0.0
        """Seconds that all which ran out took, those at the same time counted once."""
        self.late = 0
        """How many began after another had run out."""

    def began(self, seconds: float) -> Callable[[], None]:
        """What is to be called when this limit runs out."""
        before = self.waited
        self.late += before > 0

        def ran_out() -> None:
            self.waited = max(self.waited, before + seconds)

        return ran_out


@contextmanager
def time_limits() -> Iterator[TimeLimits]:
    """Watch the limits of the running loop: one that begins after another ran out adds to it."""
    loop, limits = asyncio.get_running_loop(), TimeLimits()
    call_at = loop.call_at

    def watched(when: float, callback: Callable[..., Any], *args: Any, **more: Any) -> asyncio.TimerHandle:
        seconds = when - loop.time()
        if seconds < SHORTEST:
            return call_at(when, callback, *args, **more)
        ran_out = limits.began(seconds)

        def over() -> None:
            ran_out()
            callback(*args)

        return call_at(when, over, **more)

    loop.call_at = watched  # type: ignore[method-assign,assignment]
    try:
        yield limits
    finally:
        del loop.call_at
