"""sd_notify over real sockets: what systemd would read."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path

import pytest

from breakd.system import sd_notify


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_lines_arrive_in_one_datagram(kind: str, bus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = str(bus_folder / "notify") if kind == "path" else f"@breakd-test-{secrets.token_hex(8)}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(name.replace("@", "\0"))
        manager.settimeout(20)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        assert sd_notify.notify(sd_notify.READY, sd_notify.status("Sitting:\n30 min"))
        assert manager.recv(100) == b"READY=1\nSTATUS=Sitting: 30 min"
        assert sd_notify.notify(sd_notify.WATCHDOG)
        assert manager.recv(100) == b"WATCHDOG=1"


def test_nothing_happens_without_systemd() -> None:
    assert not sd_notify.notify(sd_notify.READY)


def test_a_manager_that_is_gone_or_full_disturbs_nobody(
    bus_folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(bus_folder / "gone"))
    assert not sd_notify.notify(sd_notify.STOPPING)
    assert "STOPPING=1" in caplog.text
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as deaf:
        deaf.bind(str(bus_folder / "deaf"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(bus_folder / "deaf"))
        sent = 0
        while sd_notify.notify(sd_notify.WATCHDOG):
            sent += 1
            assert sent < 10_000
        assert sent > 0
