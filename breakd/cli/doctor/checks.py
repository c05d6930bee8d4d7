"""What `breakd doctor` looks at. Each check asks one thing; all together change nothing."""

from __future__ import annotations

from contextlib import nullcontext

from breakd.client.dbus_client import DbusClient, reason
from breakd.client.exit_codes import Stop
from breakd.messages import doctor as texts
from breakd.messages import packages, tr

from . import desktop, installation, lock_and_idle
from .desktop_probe import probe_desktop
from .environment import Environment
from .finding import DEGRADED, MISSING, OK, Finding

__all__ = ["DEGRADED", "MISSING", "OK", "Finding", "everything"]


def everything() -> list[Finding]:
    """All checks: where we are, what breakd stands on, what it sees, what it shows, and its own installation."""
    environment = Environment.here()
    client, bus = _bus(environment)
    with client or nullcontext():
        daemon, document = installation.daemon(client)
        probed = probe_desktop(environment)
        return [
            desktop.desktop(environment),
            bus,
            daemon,
            desktop.presence(environment, client, document, probed),
            lock_and_idle.lock(environment, client, document),
            *lock_and_idle.idle_inhibitors(environment, client, document, probed),
            desktop.notifications(environment, client),
            desktop.tray(environment, client, document),
            *desktop.quiet(environment, client, probed),
            installation.service(client),
            *installation.files(environment, document),
        ]


def _bus(environment: Environment) -> tuple[DbusClient | None, Finding]:
    try:
        return DbusClient.session(), Finding("bus", texts.BUS, OK, texts.BUS_OK)
    except Stop as stop:
        # without a desktop the terminal does; a desktop without a bus is broken
        needed = environment.has_desktop and environment.settings.backend != "terminal"
        text = tr(texts.BUS_MISSING, reason=reason(stop.__cause__))
        remedy = tr(texts.BUS_REMEDY, install=environment.install(packages.BUS))
        return None, Finding("bus", texts.BUS, MISSING if needed else DEGRADED, text, remedy)
