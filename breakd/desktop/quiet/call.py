"""A call: the microphone is in use."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from breakd.desktop.ports import Unavailable
from breakd.desktop.protocols.pulseaudio import PulseAudio
from breakd.messages import quiet as texts

from .microphone import in_use, socket_path
from .probe import RequeryProbe

LOOKS = (0.0, 0.3, 2.0)
"""Seconds after an event at which to ask. PipeWire tells of a recording some 10 ms before it runs, and of its running
not at all (0.3.65); a headset that has to change its mode for it takes longer."""


class CallProbe(RequeryProbe):
    """Asks the sound server when a recording comes, goes or changes, and at each heartbeat."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__()
        self._environ = environ
        self._pulse: PulseAudio | None = None
        self._looks: list[asyncio.TimerHandle] = []

    async def beat(self) -> None:
        """A recording that pauses, or goes on, tells nothing."""
        self._query_soon()

    async def _subscribe(self) -> None:
        self._pulse = await PulseAudio.open(socket_path(self._environ), self._on_changed, self._on_lost)
        await self._pulse.watch()
        self._on_changed()

    async def _query(self) -> bool:
        assert self._pulse is not None
        return await in_use(self._pulse)

    async def _unsubscribe(self) -> None:
        self._cancel_looks()
        if self._pulse is not None:
            self._pulse.close()

    def _on_changed(self) -> None:
        self._cancel_looks()
        loop = asyncio.get_running_loop()
        self._looks = [loop.call_later(seconds, self._query_soon) for seconds in LOOKS]

    def _cancel_looks(self) -> None:
        for look in self._looks:
            look.cancel()

    def _on_lost(self) -> None:
        self._tell(Unavailable(texts.CONNECTION_LOST))
