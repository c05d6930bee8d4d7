"""The daemon and the command line find the same bus, whatever way its address is written."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from breakd.client.dbus_client import DbusClient
from breakd.client.exit_codes import NO_DAEMON, Stop
from breakd.desktop import dbus
from breakd.desktop.dbus import Bus
from breakd.desktop.ports import Unavailable

FORMS = (
    "{address}", "unix:path=/nonexistent/bus;{address}", "{address};unix:path=/nonexistent/bus",
    "tcp:host=localhost,port=1;{address}", "unix:path=/dev/null;{address}", " {address} ;",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
async def test_a_list_of_addresses(private_bus: str, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    for name, connect in (("SESSION", Bus.session), ("SYSTEM", Bus.system)):
        monkeypatch.setenv(f"DBUS_{name}_BUS_ADDRESS", form.format(address=private_bus))
        bus = await connect()
        bus.close()
        await bus.wait_closed()
    with DbusClient.session():
        pass


@pytest.mark.parametrize(
    "address", ["nonsense", "unix:path=/nonexistent/bus;unix:path=/dev/null", "tcp:host=x,port=1"]
)
async def test_none_of_them_answers(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(Unavailable):
        await Bus.session()
    with pytest.raises(Stop) as stop:
        DbusClient.session()
    assert stop.value.code == NO_DAEMON


async def test_a_bus_that_hangs_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of a time limit has no text of its own."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
    monkeypatch.setattr(dbus, "CONNECT_SECONDS", 0.05)
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        bus.listen()
        with pytest.raises(Unavailable, match="no session bus: TimeoutError"):
            await Bus.session()
