"""Do-not-disturb of SwayNotificationCenter, by a name of its own; and its inhibitors, which hold pop-ups off too."""

from __future__ import annotations

from typing import Any

from breakd.desktop.dbus import Bus, SignalSubscription
from breakd.desktop.quiet.probe import RequeryProbe

NAME, PATH, INTERFACE = "org.erikreider.swaync.cc", "/org/erikreider/swaync/cc", "org.erikreider.swaync.cc"
CHANGES = ("Subscribe", "SubscribeV2")
"""Newer ones send only the second."""


class SwayncSwitch(RequeryProbe):
    """Asks at every signal of swaync: the same signal also announces notifications that come and go."""

    def __init__(self, bus: Bus) -> None:
        super().__init__()
        self._bus = bus
        self._signals: list[SignalSubscription] = []

    async def _subscribe(self) -> None:
        for signal in CHANGES:
            self._signals.append(
                await self._bus.watch_signal(NAME, INTERFACE, signal, self._on_changed, signature=None, path=PATH)
            )

    async def _query(self) -> bool:
        ((dnd, _panel_open, _count, *inhibited),) = await self._bus.call(
            NAME, PATH, INTERFACE, "GetSubscribeData", returns=("(bbub)", "(bbu)")
        )
        return any((dnd, *inhibited))

    async def _unsubscribe(self) -> None:
        for signal in self._signals:
            await self._bus.unwatch(signal)

    def _on_changed(self, _body: list[Any]) -> None:
        self._query_soon()
