"""What `breakd doctor` looks at. Each check asks one thing; all together change nothing."""

from __future__ import annotations

from contextlib import nullcontext

from breakd.client.dbus_client import DbusClient, reason
from breakd.client.exit_codes import Stop
from breakd.messages import doctor as texts
from breakd.messages import packages, tr

from . import away, desk, house
from .check import DEGRADED, MISSING, OK, Check
from .surroundings import Surroundings
from .trial import try_out

__all__ = ["DEGRADED", "MISSING", "OK", "Check", "everything"]


def everything() -> list[Check]:
    """All checks: where we are, what breakd stands on, what it sees, what it shows, and its own house."""
    around = Surroundings.here()
    client, bus = _bus(around)
    with client or nullcontext():
        daemon, document = house.daemon(client)
        trial = try_out(around)
        return [
            desk.desktop(around), bus, daemon, desk.presence(around, client, document, trial),
            away.lock(around, client, document), *away.films(around, client, document, trial),
            desk.notifications(around, client), desk.tray(around, client, document),
            *desk.quiet(around, client, trial), house.service(client), *house.files(around),
        ]  # fmt: skip


def _bus(around: Surroundings) -> tuple[DbusClient | None, Check]:
    try:
        return DbusClient.session(), Check("bus", texts.BUS, OK, texts.BUS_OK)
    except Stop as stop:
        # without a desktop the terminal does; a desktop without a bus is broken
        needed = around.has_desktop and around.settings.backend != "terminal"
        text = tr(texts.BUS_MISSING, reason=reason(stop.__cause__))
        remedy = tr(texts.BUS_REMEDY, install=around.install(packages.BUS))
        return None, Check("bus", texts.BUS, MISSING if needed else DEGRADED, text, remedy)
