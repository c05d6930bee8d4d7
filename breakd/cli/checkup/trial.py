"""The daemon's own parts, tried out from here: which of them work on this desktop, and why the others do not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from breakd import clock
from breakd.core.events import QuietReason
from breakd.core.wording import quiet as wording
from breakd.core.wording import say
from breakd.desktop.bus import Bus
from breakd.desktop.ports import Unavailable
from breakd.desktop.presence.choose import Chosen, choose, sources
from breakd.desktop.quiet.choose import probes
from breakd.desktop.quiet.probe import PROBE_SECONDS, MakeProbe, Probe

from .surroundings import Surroundings

TRAY_SELECTION = "_NET_SYSTEM_TRAY_S0"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a daemon that starts here would find."""

    source: str
    """The presence source."""
    better: tuple[tuple[str, str], ...]
    """Each better source and why it is not used."""
    unseen: Mapping[QuietReason, str]
    """Why a quiet reason is not seen; those that are seen are not in it."""


def try_out(around: Surroundings) -> Trial:
    """Start each part as the daemon would, and stop it again."""
    logging.getLogger("breakd").setLevel(logging.CRITICAL + 1)  # what fails is told by the checks
    return asyncio.run(_try_out(around))


async def _try_out(around: Surroundings) -> Trial:
    try:
        bus = await Bus.session()
    except Unavailable:
        bus = None
    try:
        makers = probes(bus, around.environ)
        chosen, whys = await asyncio.gather(
            _presence(bus, around.settings.sitting.idle_after), asyncio.gather(*map(_why_unseen, makers.values()))
        )
    finally:
        if bus is not None:
            bus.close()
            await bus.wait_closed()
    unseen = {reason: why for reason, why in zip(makers, whys, strict=True) if why is not None}
    return Trial(chosen.source.name, chosen.missing, unseen)


async def _presence(bus: Bus | None, idle_after: float) -> Chosen:
    chosen = await choose(sources(bus, {}), lambda _event: None, clock.boot, idle_after)
    await chosen.source.stop()
    return chosen


async def _why_unseen(make: MakeProbe) -> str | None:
    probe: Probe | None = None
    try:
        probe = make()
        async with asyncio.timeout(PROBE_SECONDS):
            await probe.start(lambda _told: None)
    except TimeoutError:
        return say(wording.HANGS, seconds=PROBE_SECONDS)
    except Exception as error:  # as the daemon does: whatever stands in the way is the reason
        return str(error) or type(error).__name__
    finally:
        if probe is not None:
            await probe.stop()
    return None


def has_xembed_tray(display: str) -> bool:
    """Whether a panel of the X server shows icons of the old kind."""
    import xcffib
    import xcffib.xproto  # registers the core protocol

    try:
        connection: Any = xcffib.connect(display=display)  # type: ignore[no-untyped-call]
        atom = connection.core.InternAtom(False, len(TRAY_SELECTION), TRAY_SELECTION).reply().atom
        owner = connection.core.GetSelectionOwner(atom).reply().owner
        connection.disconnect()
    except xcffib.XcffibException:
        return False
    return bool(owner)
