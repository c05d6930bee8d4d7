"""Do-not-disturb of whatever notification server there is: finds out which one, and follows a change of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from breakd.desktop.bus_names import NOTIFICATIONS, NOTIFICATIONS_PATH
from breakd.desktop.dbus import Bus, BusError
from breakd.desktop.ports import Unavailable
from breakd.desktop.quiet.probe import Probe, RequeryProbe
from breakd.messages import quiet as texts
from breakd.messages import tr

from .gnome import GnomeBanners
from .mako import MakoModes
from .property import dunst_paused, inhibited
from .swaync import SwayncSwitch
from .xfce import XfceSetting

READERS: Mapping[str, Callable[[Bus], Probe]] = {
    "Plasma": inhibited,
    "SwayNotificationCenter": SwayncSwitch,
    "dunst": dunst_paused,
    "gnome-shell": GnomeBanners,
    "mako": MakoModes,
    "Xfce Notify Daemon": XfceSetting,
}
"""By the name that GetServerInformation gives. Any other server may have Plasma's property."""


class DoNotDisturb(RequeryProbe):
    """Asks the server that is there, and the next one when it changes; no server disturbs nobody."""

    def __init__(self, bus: Bus) -> None:
        super().__init__()
        self._bus = bus
        self._owner: str | None = None
        self._met: str | None = None
        """The owner that `_reader` asks."""
        self._reader: Probe | None = None
        self._result: bool | Exception = False

    async def beat(self) -> None:
        """Pass it on."""
        if self._reader is not None:
            await self._reader.beat()

    async def _subscribe(self) -> None:
        await self._bus.watch_owner(NOTIFICATIONS, self._on_owner)

    async def _query(self) -> bool:
        if self._met != self._owner:
            await self._detach()
            await self._attach(self._owner)
        if isinstance(self._result, Exception):
            raise self._result
        return self._result

    async def _unsubscribe(self) -> None:
        await self._bus.unwatch_owner(NOTIFICATIONS, self._on_owner)
        await self._detach()

    def _on_owner(self, owner: str | None) -> None:
        self._owner = owner
        self._query_soon()

    def _on_result(self, result: bool | Exception) -> None:
        self._result = result
        self._query_soon()

    async def _attach(self, owner: str | None) -> None:
        self._result = False
        if owner is not None:
            server, *_ = await self._bus.call(
                owner, NOTIFICATIONS_PATH, NOTIFICATIONS, "GetServerInformation", returns="ssss"
            )
            self._reader = READERS.get(server, inhibited)(self._bus)
            try:
                await self._reader.start(self._on_result)
            except BusError as error:
                raise Unavailable(tr(texts.SERVER_DOES_NOT_TELL, server=server, why=error)) from error
        self._met = owner

    async def _detach(self) -> None:
        reader, self._reader, self._met = self._reader, None, None
        if reader is not None:
            await reader.stop()
