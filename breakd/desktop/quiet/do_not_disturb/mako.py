"""Do-not-disturb of mako: a mode of that name, as in its manual.

It tells of a change since it has the property `Modes` (2025, https://github.com/emersion/mako/pull/552); until then
nothing does, so it is asked.
"""

from __future__ import annotations

from breakd.desktop.bus import Bus

from .property import NAME, Property

PATH, INTERFACE = "/fr/emersion/Mako", "fr.emersion.Mako"
MODE = "do-not-disturb"


class MakoModes(Property):
    """Asks at once, when told of a change, and at each heartbeat."""

    def __init__(self, bus: Bus) -> None:
        super().__init__(bus, INTERFACE, "Modes", PATH)

    async def beat(self) -> None:
        """An older mako tells nothing."""
        self._ask_soon()

    async def _ask(self) -> bool:
        (modes,) = await self._bus.call(NAME, PATH, INTERFACE, "ListModes")
        return MODE in modes
