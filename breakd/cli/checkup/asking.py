"""Small questions to a bus."""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, message_bus

from breakd.cli.talk import BusError, Client

BUS = DBusAddress(message_bus.object_path, message_bus.bus_name, message_bus.interface)
NO_ANSWER = (BusError, TimeoutError, OSError)
"""What a call raises if nobody answers it as expected."""


def owned(client: Client, name: str) -> bool:
    """Whether somebody has this name now."""
    (found,) = client.call(BUS, "NameHasOwner", "s", name)
    return bool(found)


def startable(client: Client, name: str) -> bool:
    """Whether the bus starts somebody for this name. (Doctor asks, and starts nothing.)"""
    (names,) = client.call(BUS, "ListActivatableNames")
    return name in names


def get(client: Client, name: str, path: str, interface: str, member: str) -> Any:
    """A property."""
    address = DBusAddress(path, name, "org.freedesktop.DBus.Properties")
    ((_, value),) = client.call(address, "Get", "ss", interface, member)
    return value
