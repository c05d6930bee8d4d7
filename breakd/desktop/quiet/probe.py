"""What a probe for a quiet reason is, and the shape that most have: something happens, so ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

PROBE_SECONDS = 2.0
"""A probe that takes longer counts as "not quiet"."""

OnResult = Callable[[bool | Exception], None]
"""Takes whether the reason holds, or why that cannot be known any more."""


class Probe(Protocol):
    """One way to know one quiet reason. It is started once, watches until it is stopped, and is not used again."""

    async def start(self, tell: OnResult) -> None:
        """Begin to watch, and tell what is so before it returns; raises whatever stands in the way."""

    async def beat(self) -> None:
        """The heartbeat: look for what no event tells."""

    async def stop(self) -> None:
        """Let go of everything, also of what a broken-off start took."""


MakeProbe = Callable[[], Probe]
"""Makes a probe that has not started; raises Unavailable."""


class RequeryProbe:
    """Asks when something happened, never twice at a time. A subclass says what happens and how it asks."""

    def __init__(self) -> None:
        self._tell: OnResult = lambda _: None
        self._busy = False
        self._news = False
        self._following: asyncio.Task[None] | None = None

    async def start(self, tell: OnResult) -> None:
        """Listen, then ask."""
        self._tell, self._busy = tell, True
        await self._subscribe()
        holds = await self._stable_answer()
        self._busy = False
        tell(holds)

    async def beat(self) -> None:
        """Events tell everything."""

    async def stop(self) -> None:
        """Stop asking, then stop listening."""
        self._busy = True
        if self._following is not None:
            self._following.cancel()
            await asyncio.wait({self._following})
        await self._unsubscribe()

    # -- for subclasses ----------------------------------------------------------------------------------------

    async def _subscribe(self) -> None:
        """From now on call `_query_soon` when something happens."""

    async def _query(self) -> bool:
        """Whether the reason holds."""
        raise NotImplementedError

    async def _unsubscribe(self) -> None:
        """Stop listening, as far as it was begun."""

    def _query_soon(self) -> None:
        """Something happened."""
        self._news = True
        if not self._busy:
            self._busy = True
            self._following = asyncio.get_running_loop().create_task(self._follow())

    # -- inside ------------------------------------------------------------------------------------------------

    async def _stable_answer(self) -> bool:
        """The answer that nothing has overtaken."""
        while True:
            self._news = False
            try:
                holds = await self._query()
            except Exception:
                if not self._news:
                    raise
            else:
                if not self._news:
                    return holds

    async def _follow(self) -> None:
        result: bool | Exception
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                result = await self._stable_answer()
        except Exception as error:  # the monitor of this probe knows what a failure means
            result = error
        self._busy = False
        self._tell(result)
