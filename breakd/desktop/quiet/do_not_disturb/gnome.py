"""Do-not-disturb of GNOME: a setting that nothing on the bus reads out, so `gsettings` does.

It is the only program that breakd starts unasked: once when a reminder is due, and when dconf tells of a change while
it is open.
"""

from __future__ import annotations

import asyncio
from typing import Any

from breakd.desktop.dbus import Bus, SignalSubscription
from breakd.desktop.ports import Unavailable
from breakd.desktop.quiet.probe import PROBE_SECONDS, RequeryProbe
from breakd.messages import quiet as texts
from breakd.messages import tr

DCONF, DCONF_PATH, WRITER = "ca.desrt.dconf", "/ca/desrt/dconf/Writer/user", "ca.desrt.dconf.Writer"
SETTING = "/org/gnome/desktop/notifications/show-banners"
GET = ("gsettings", "get", "org.gnome.desktop.notifications", "show-banners")


class GnomeBanners(RequeryProbe):
    """Quiet while the shell shows no banners."""

    def __init__(self, bus: Bus) -> None:
        super().__init__()
        self._bus = bus
        self._signal: SignalSubscription | None = None

    async def _subscribe(self) -> None:
        # dconf's service comes when something is written and goes after a while; the name is followed
        self._signal = await self._bus.watch_signal(
            DCONF, WRITER, "Notify", self._on_written, signature="sass", path=DCONF_PATH
        )

    async def _query(self) -> bool:
        match text := await _output(*GET):
            case "true":
                return False
            case "false":
                return True
        raise Unavailable(tr(texts.GSETTINGS_SAYS, text=text))

    async def _unsubscribe(self) -> None:
        if self._signal is not None:
            await self._bus.unwatch(self._signal)

    def _on_written(self, body: list[Any]) -> None:
        prefix, changes, _tag = body
        if any(_concerns(prefix + change) for change in changes):
            self._query_soon()


def _concerns(path: str) -> bool:
    # a reset of a whole folder names the folder only
    return path == SETTING or (path.endswith("/") and SETTING.startswith(path))


async def _output(*argv: str) -> str:
    try:
        process = await asyncio.create_subprocess_exec(
            *argv, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
        )
    except FileNotFoundError as error:
        raise Unavailable(texts.NO_GSETTINGS) from error
    try:
        output, _ = await asyncio.wait_for(process.communicate(), PROBE_SECONDS)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return output.decode(errors="replace").strip()
