"""The daemon's own parts, tried out from here: which of them work on this desktop, and why the others do not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import Unavailable
from breakd.desktop.presence.source_list import ChosenSource, source_makers, start_first_available
from breakd.desktop.presence.wayland import WaylandSource
from breakd.desktop.protocols.pulseaudio import PulseAudioError
from breakd.desktop.protocols.x11 import X11Client, X11Error
from breakd.desktop.quiet import microphone
from breakd.desktop.quiet.monitor import survey
from breakd.desktop.quiet.probe import PROBE_SECONDS
from breakd.desktop.quiet.probe_list import probe_makers
from breakd.engine.events import QuietReason
from breakd.frozen import frozen
from breakd.system import clock

from .environment import Environment


@frozen
class ProbeResult:
    """What a daemon that starts here would find."""

    source: str
    """The presence source."""
    held_up: bool
    """Whether programs that keep the screen on hide absences from it."""
    better: tuple[tuple[str, str], ...]
    """Each better source and why it is not used."""
    unseen: Mapping[QuietReason, str]
    """Why a quiet reason is not seen; those that are seen are not in it."""
    recording: tuple[str, ...] = ()
    """The programs that take a microphone in just now."""


def probe_desktop(environment: Environment) -> ProbeResult:
    """Start each part as the daemon would, and stop it again."""
    logging.getLogger("breakd").setLevel(logging.CRITICAL + 1)  # the checks report what fails
    return asyncio.run(_try_out(environment))


async def _try_out(environment: Environment) -> ProbeResult:
    try:
        bus = await Bus.session()
    except Unavailable:
        bus = None
    try:
        (chosen, held_up), unseen, recording = await asyncio.gather(
            _presence(bus, environment.settings.sitting.idle_after),
            survey(probe_makers(bus, environment.environ)),
            _recording(environment.environ),
        )
    finally:
        if bus is not None:
            bus.close()
            await bus.wait_closed()
    return ProbeResult(chosen.source.name, held_up, chosen.missing, unseen, recording)


async def _recording(environ: Mapping[str, str]) -> tuple[str, ...]:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return await microphone.users(environ)
    except (Unavailable, PulseAudioError, TimeoutError):
        return ()  # why calls are not seen is told beside it


async def _presence(bus: Bus | None, idle_after: float) -> tuple[ChosenSource, bool]:
    chosen = await start_first_available(source_makers(bus, {}), lambda _event: None, clock.boot, idle_after)
    held_up = isinstance(chosen.source, WaylandSource) and chosen.source.held_up
    await chosen.source.stop()
    return chosen, held_up


def has_xembed_tray(environ: Mapping[str, str]) -> bool:
    """Whether a panel of the X server shows icons of the old kind (System Tray Protocol Specification)."""
    try:
        return bool(asyncio.run(asyncio.wait_for(_tray_owner(environ), PROBE_SECONDS)))
    except (Unavailable, X11Error, TimeoutError):
        return False


async def _tray_owner(environ: Mapping[str, str]) -> int:
    server = await X11Client.open(environ, lambda _kind, _content: None, lambda: None)
    try:
        return await server.selection_owner(await server.atom(f"_NET_SYSTEM_TRAY_S{server.screen}"))
    finally:
        server.close()
