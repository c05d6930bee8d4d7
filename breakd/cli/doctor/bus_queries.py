"""Small questions to a bus."""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, message_bus

from breakd.client.dbus_client import CallError, DbusClient
from breakd.desktop.bus_names import PROPERTIES

BUS = DBusAddress(message_bus.object_path, message_bus.bus_name, message_bus.interface)
NO_ANSWER = (CallError, TimeoutError, OSError)
"""What a call raises if nobody answers it as expected."""


def owned(client: DbusClient, name: str) -> bool:
    """Whether somebody has this name now."""
    (found,) = client.call(BUS, "NameHasOwner", "s", name)
    return bool(found)


def startable(client: DbusClient, name: str) -> bool:
    """Whether the bus starts somebody for this name. (Doctor asks, and starts nothing.)"""
    (names,) = client.call(BUS, "ListActivatableNames")
    return name in names


def get(client: DbusClient, name: str, path: str, interface: str, member: str) -> Any:
    """A property."""
    address = DBusAddress(path, name, PROPERTIES)
    ((_, value),) = client.call(address, "Get", "ss", interface, member)
    return value
