"""Input as the X server counts it, on any X11 desktop: alarms on the SYNC extension's IDLETIME counter."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from breakd.desktop.ports import BootClock, EventSink, Unavailable
from breakd.desktop.protocols.wayland import is_wayland
from breakd.messages import presence as texts

from ..protocols.x11_sync import IdleCounter, When
from .idle_source import TOLERANCE, IdleSource


@dataclass
class IdleAlarm:
    """An alarm at an idle time; once it has fired it is spent until there was input."""

    alarm: int
    milliseconds: int
    spent: bool = False


class X11Source(IdleSource):
    """Two or three alarms in the X server. It cannot come back: a program outlives no X server."""

    name = "x11"

    def __init__(self, report: EventSink, boot_clock: BootClock, environ: Mapping[str, str]) -> None:
        super().__init__(report, boot_clock)
        self._environ = environ
        self._counter: IdleCounter | None = None
        self._thresholds: dict[float, IdleAlarm] = {}
        self._input_alarm: int | None = None

    async def _connect(self) -> None:
        if is_wayland(self._environ):
            raise Unavailable(texts.WAYLAND)
        if not self._environ.get("DISPLAY"):
            raise Unavailable(texts.NO_DISPLAY)
        self._counter = IdleCounter(self._environ, self._on_alarm, self._lost)
        await self._counter.connect()

    async def _disconnect(self) -> None:
        if self._counter is not None:
            self._counter.close()

    async def _idle_time(self) -> float:
        return await self._server.value() / 1000

    async def _watch_thresholds(self, seconds: frozenset[float]) -> None:
        for gone in self._thresholds.keys() - seconds:
            self._server.drop_alarm(self._thresholds.pop(gone).alarm)
        for new in seconds - self._thresholds.keys():
            milliseconds = math.ceil(new * 1000)
            alarm = self._server.new_alarm(When.AT_LEAST, milliseconds)
            self._thresholds[new] = IdleAlarm(alarm, milliseconds)

    async def _watch_input(self, idle: float) -> None:
        # below the present value, else it fires without input; input sets the counter to 0
        value = max(0, round(idle * 1000) - 1)
        if self._input_alarm is None:
            self._input_alarm = self._server.new_alarm(When.AT_MOST, value)
        else:
            self._server.set_alarm(self._input_alarm, When.AT_MOST, value)

    def _on_alarm(self, alarm: int) -> None:
        if alarm == self._input_alarm:
            self._input_fired()
            return
        for threshold in self._thresholds.values():
            if threshold.alarm == alarm:
                threshold.spent = True
                self._look_soon()

    def _looked(self, gap: float) -> None:
        for seconds, threshold in self._thresholds.items():
            if threshold.spent and gap + TOLERANCE < seconds:
                threshold.spent = False
                self._server.set_alarm(threshold.alarm, When.AT_LEAST, threshold.milliseconds)

    @property
    def _server(self) -> IdleCounter:
        if self._counter is None:
            raise Unavailable(texts.NO_DISPLAY)
        return self._counter
