"""A word to somebody who looks at no terminal, from a command that a click has started."""

from __future__ import annotations

from contextlib import suppress

from jeepney import DBusAddress

from breakd.printable import in_markup

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
        with suppress(CallError):  # many run only when they are asked; others no bus can start
            client.start_service(NAME)
        (capabilities,) = client.call(SERVER, "GetCapabilities")
        text = in_markup(body) if "body-markup" in capabilities else body
        client.call(SERVER, "Notify", "susssasa{sv}i", APP, NEW, ICON, title, text, [], {}, SERVER_DECIDES)
