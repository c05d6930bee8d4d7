"""Which source tells presence on this desktop: the first in this order that works here."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import BootClock, EventSink, EvidenceProbe, PresenceSource, Unavailable
from breakd.frozen import frozen
from breakd.messages import presence as texts

from .always import AlwaysSource

log = logging.getLogger(__name__)

MakeSource = Callable[[EventSink, BootClock], PresenceSource]
"""Makes a source that has not started; may raise Unavailable."""


@frozen
class ChosenSource:
    """The source, which has started, and each better one with the reason why it is not used."""

    source: PresenceSource
    missing: tuple[tuple[str, str], ...]


def source_makers(session_bus: Bus | None, fallbacks: Mapping[str, MakeSource]) -> dict[str, MakeSource]:
    """All that could be, the best first.

    Mutter comes before X11: GNOME on X11 has both, and Mutter's is its own. Wayland comes before X11: under it an X
    server counts the input of X programs alone. What has to be asked comes after what tells by itself.
    """

    def mutter(report: EventSink, boot_clock: BootClock) -> PresenceSource:
        if session_bus is None:
            raise Unavailable(texts.NO_SESSION_BUS)
        from .mutter import MutterSource

        return MutterSource(report, boot_clock, session_bus)

    def wayland(report: EventSink, boot_clock: BootClock) -> PresenceSource:
        from .wayland import WaylandSource

        return WaylandSource(report, boot_clock, os.environ)

    def x11(report: EventSink, boot_clock: BootClock) -> PresenceSource:
        from .x11 import X11Source

        return X11Source(report, boot_clock, os.environ)

    def screensaver(report: EventSink, boot_clock: BootClock) -> PresenceSource:
        if session_bus is None:
            raise Unavailable(texts.NO_SESSION_BUS)
        from .screensaver import ScreenSaverSource

        return ScreenSaverSource(report, boot_clock, session_bus)

    def always(report: EventSink, _boot_clock: BootClock) -> PresenceSource:
        return AlwaysSource(report)

    desktop = {"mutter": mutter, "wayland": wayland, "x11": x11, "screensaver": screensaver}
    return {**desktop, **fallbacks, "always": always}


async def start_first_available(
    makers: Mapping[str, MakeSource], report: EventSink, boot_clock: BootClock, idle_after: float,
    level: int = logging.INFO,
) -> ChosenSource:  # fmt: skip
    """Start the first source that is available; raises Unavailable if none is. Others are logged at `level`."""
    missing: list[tuple[str, str]] = []
    for name, make in makers.items():
        try:
            source = make(report, boot_clock)
            await source.start(idle_after)
        except Unavailable as error:
            log.log(level, "presence: not from %s: %s", name, error)
            missing.append((name, str(error)))
        else:
            log.info("presence: from %s", name)
            return ChosenSource(source, tuple(missing))
    raise Unavailable("; ".join(f"{name}: {why}" for name, why in missing))


def evidence_probes(
    session_bus: Bus | None, system_bus: Bus | None, environ: Mapping[str, str]
) -> list[EvidenceProbe]:
    """What can show that somebody sits there without touching anything."""
    from .inhibitors import CompositorInhibitors, IdleInhibitors, LogindInhibitors, MicrophoneInUse

    found: list[EvidenceProbe] = [MicrophoneInUse(environ), CompositorInhibitors(environ)]
    if session_bus is not None:
        found.append(IdleInhibitors(session_bus))
    if system_bus is not None:
        found.append(LogindInhibitors(system_bus))
    return found
