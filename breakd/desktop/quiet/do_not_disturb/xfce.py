"""Do-not-disturb of xfce4-notifyd: a setting in Xfconf, which is not there until it was set once."""

from __future__ import annotations

from typing import Any

from breakd.desktop.dbus import Bus, BusError, SignalSubscription
from breakd.desktop.quiet.probe import RequeryProbe

NAME, PATH, INTERFACE = "org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf"
CHANNEL, SETTING = "xfce4-notifyd", "/do-not-disturb"
NOT_SET = "org.xfce.Xfconf.Error.PropertyNotFound"


class XfceSetting(RequeryProbe):
    """Asks Xfconf, again whenever the setting changes or is reset."""

    def __init__(self, bus: Bus) -> None:
        super().__init__()
        self._bus = bus
        self._signals: list[SignalSubscription] = []

    async def _subscribe(self) -> None:
        for signal, signature in (("PropertyChanged", "ssv"), ("PropertyRemoved", "ss")):
            watch = await self._bus.watch_signal(
                NAME, INTERFACE, signal, self._on_changed, signature=signature, path=PATH, arg0=CHANNEL
            )
            self._signals.append(watch)

    async def _query(self) -> bool:
        try:
            (value,) = await self._bus.call(
                NAME, PATH, INTERFACE, "GetProperty", "ss", [CHANNEL, SETTING], returns="v"
            )
        except BusError as error:
            if error.name == NOT_SET:
                return False
            raise
        return bool(value.value)

    async def _unsubscribe(self) -> None:
        for signal in self._signals:
            await self._bus.unwatch(signal)

    def _on_changed(self, body: list[Any]) -> None:
        _channel, setting, *_value = body
        if setting == SETTING:
            self._query_soon()
