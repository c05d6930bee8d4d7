"""What the window says of a breakd that its opening has started."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from breakd.board import process
from breakd.board.process import Board
from breakd.board.starting import ServiceStart, start_service
from breakd.client.dbus_client import NAME, DbusClient
from tests.support.rigs import bus

OWNER = """
import sys
from jeepney import message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection("SESSION")
bus.send_and_get_reply(new_method_call(message_bus, "RequestName", "su", (sys.argv[1], 0)))
bus.receive(timeout=60)
"""
"""Has the name for as long as the bus is there."""


def test_the_bus_says_whether_the_service_ran(bus_folder: Path, tmp_path: Path, needs_bus: None) -> None:  # noqa: ARG001
    script = tmp_path / "owner.py"
    script.write_text(OWNER)
    services = tmp_path / "services"
    services.mkdir()
    entry = services / f"{NAME}.service"
    entry.write_text(f"[D-BUS Service]\nName={NAME}\nExec={sys.executable} {script} {NAME}\n")
    with bus.private_bus(bus_folder, services=services) as address, DbusClient.connect(address) as client:
        assert start_service(client) is ServiceStart.STARTED
        assert start_service(client) is ServiceStart.RAN
    entry.write_text(f"[D-BUS Service]\nName={NAME}\nExec=/bin/false\n")
    with bus.private_bus(bus_folder, services=services) as address, DbusClient.connect(address) as client:
        assert start_service(client) is ServiceStart.FAILED
    entry.unlink()
    with bus.private_bus(bus_folder, services=services) as address, DbusClient.connect(address) as client:
        assert start_service(client) is ServiceStart.ABSENT


@pytest.mark.parametrize("how", list(ServiceStart))
def test_the_opening_notes_that_it_has_started_it(
    private_bus: str,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
    how: ServiceStart,
) -> None:
    asked, started = threading.Event(), threading.Event()

    def start(_client: DbusClient) -> ServiceStart:
        asked.set()
        return how

    monkeypatch.setattr(process, "start_service", start)
    assert Board((), "now", started).run(lambda _server, _ended: not asked.wait(20)) is False
    assert started.wait(20 if how is ServiceStart.STARTED else 0) is (how is ServiceStart.STARTED)
