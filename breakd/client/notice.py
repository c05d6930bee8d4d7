"""A word to somebody who looks at no terminal, from a command that a click has started."""

from __future__ import annotations

from contextlib import suppress

from jeepney import DBusAddress

from .dbus_client import CallError, DbusClient
from .exit_codes import Stop

NAME = "org.freedesktop.Notifications"
SERVER = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
APP, ICON = "breakd", "io.github.breakd"
NEW, SERVER_DECIDES = 0, -1
"""Values of `replaces_id` and `expire_timeout`."""


def notify(client: DbusClient, title: str, body: str) -> None:
    """Show a notification; where there is no server for it nobody can be told."""
    # no hint `desktop-entry`: with it GNOME takes down what we show when we end (decision 0364)
    with suppress(CallError, OSError, Stop):
        client.call(SERVER, "Notify", "susssasa{sv}i", APP, NEW, ICON, title, body, [], {}, SERVER_DECIDES)
