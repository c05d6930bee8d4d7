"""Do-not-disturb of mako: a mode of that name, as in its manual.

It tells of a change since it has the property `Modes` (2025, https://github.com/emersion/mako/pull/552); until then
nothing does, so it is asked.
"""

from __future__ import annotations

from breakd.desktop.bus_names import NOTIFICATIONS
from breakd.desktop.dbus import Bus

from .property import PropertyProbe

PATH, INTERFACE = "/fr/emersion/Mako", "fr.emersion.Mako"
MODE = "do-not-disturb"


class MakoModes(PropertyProbe):
    """Asks at once, at each change that is signalled, and at each heartbeat."""

    def __init__(self, bus: Bus) -> None:
        super().__init__(bus, INTERFACE, "Modes", PATH)

    async def beat(self) -> None:
        """An older mako tells nothing."""
        self._query_soon()

    async def _query(self) -> bool:
        (modes,) = await self._bus.call(NOTIFICATIONS, PATH, INTERFACE, "ListModes", returns="as")
        return MODE in modes
