"""Do-not-disturb as a property of the notification server: Plasma's `Inhibited`, dunst's `paused`."""

from __future__ import annotations

from typing import Any

from breakd.desktop.bus_names import CHANGED, NOTIFICATIONS, NOTIFICATIONS_PATH, PROPERTIES
from breakd.desktop.dbus import Bus, SignalSubscription
from breakd.desktop.quiet.probe import RequeryProbe

DUNST = "org.dunstproject.cmd0"


class PropertyProbe(RequeryProbe):
    """A boolean property that tells its changes."""

    def __init__(self, bus: Bus, interface: str, name: str, path: str = NOTIFICATIONS_PATH) -> None:
        super().__init__()
        self._bus, self._interface, self._name, self._path = bus, interface, name, path
        self._signal: SignalSubscription | None = None

    async def _subscribe(self) -> None:
        self._signal = await self._bus.watch_signal(
            NOTIFICATIONS,
            PROPERTIES,
            "PropertiesChanged",
            self._on_changed,
            signature=CHANGED,
            path=self._path,
            arg0=self._interface,
        )

    async def _query(self) -> bool:
        return bool(await self._bus.get(NOTIFICATIONS, self._path, self._interface, self._name, kind="b"))

    async def _unsubscribe(self) -> None:
        if self._signal is not None:
            await self._bus.unwatch(self._signal)

    def _on_changed(self, body: list[Any]) -> None:
        _interface, changed, invalidated = body
        if self._name in changed or self._name in invalidated:
            self._query_soon()


def inhibited(bus: Bus) -> PropertyProbe:
    """Plasma's, where "do not disturb" is an inhibition like any program's."""
    return PropertyProbe(bus, NOTIFICATIONS, "Inhibited")


def dunst_paused(bus: Bus) -> PropertyProbe:
    """What `dunstctl set-paused` sets."""
    return PropertyProbe(bus, DUNST, "paused")
