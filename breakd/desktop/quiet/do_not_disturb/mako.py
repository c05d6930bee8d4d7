"""Do-not-disturb of mako: a mode of that name, as in its manual. No signal tells of it, so it is asked."""

from __future__ import annotations

from breakd.desktop.bus import Bus
from breakd.desktop.quiet.probe import Tell

NAME, PATH, INTERFACE = "org.freedesktop.Notifications", "/fr/emersion/Mako", "fr.emersion.Mako"
MODE = "do-not-disturb"


class MakoModes:
    """Asks at once and at each heartbeat."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._tell: Tell = lambda _: None

    async def start(self, tell: Tell) -> None:
        """Ask."""
        self._tell = tell
        await self.beat()

    async def beat(self) -> None:
        """Ask again."""
        (modes,) = await self._bus.call(NAME, PATH, INTERFACE, "ListModes")
        self._tell(MODE in modes)

    async def stop(self) -> None:
        """Nothing is held."""
