"""Which probe sees which reason on this desktop."""

from __future__ import annotations

from collections.abc import Mapping

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import Unavailable
from breakd.engine.events import QuietReason
from breakd.messages import quiet as texts

from .probe import MakeProbe, Probe


def probe_makers(session_bus: Bus | None, environ: Mapping[str, str]) -> dict[QuietReason, MakeProbe]:
    """One for each reason; what it needs is imported when a reminder is open for the first time."""

    def do_not_disturb() -> Probe:
        if session_bus is None:
            raise Unavailable(texts.NO_SESSION_BUS)
        from .do_not_disturb.current_server import DoNotDisturb

        return DoNotDisturb(session_bus)

    def call() -> Probe:
        from .call import CallProbe

        return CallProbe(environ)

    def screen_share() -> Probe:
        from .screen_share import ScreenShare

        return ScreenShare(environ)

    def fullscreen() -> Probe:
        from breakd.desktop.protocols.wayland import is_wayland

        # under Wayland an X server, started by the question if need be, would tell of X programs only
        if is_wayland(environ):
            from .fullscreen.wlroots import WlrootsFullscreen

            return WlrootsFullscreen(environ)
        from .fullscreen.ewmh import EwmhFullscreen

        return EwmhFullscreen(environ)

    return {
        QuietReason.DO_NOT_DISTURB: do_not_disturb,
        QuietReason.CALL: call,
        QuietReason.SCREEN_SHARE: screen_share,
        QuietReason.FULLSCREEN: fullscreen,
    }
