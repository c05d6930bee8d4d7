"""When nothing more is on its way: the tests' wait for what must not happen, without a guess at seconds."""

from __future__ import annotations

from contextlib import suppress

from breakd.desktop.bus_names import DBUS, DBUS_PATH
from breakd.desktop.dbus import Bus, BusError

ROUNDS = 5
"""One for each question that a handler asks in answer to what it heard, and to spare."""


async def settled(bus: Bus) -> None:
    """Return when all that the others on this bus have said has been heard here, with all that was asked thereupon.

    A connection keeps the order of its messages: the answer to a ping comes after what its sender had said before,
    and asked after a handler has asked, after the handler's own answer. Everyone on the bus must answer pings, as
    `Service` and `Bus` do.
    """
    for _ in range(ROUNDS):
        (names,) = await bus.call(DBUS, DBUS_PATH, DBUS, "ListNames", returns="as")
        for name in names:
            if name.startswith(":") and name != bus.raw.unique_name:
                with suppress(BusError):  # it has left meanwhile
                    await bus.call(name, "/", f"{DBUS}.Peer", "Ping", returns="")
