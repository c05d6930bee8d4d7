"""The bus goes away under a daemon that has everything on the screen: it ends, with one sentence."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.support.desktops.daemon import FAST, Daemon
from tests.support.rigs import needs
from tests.support.rigs.desktop import BusKind
from tests.support.rigs.x11 import X11Desktop

pytestmark = pytest.mark.x11

NOISE = ("Traceback", "never retrieved", "was destroyed", "Errno", "asyncio")


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "busy"])
@pytest.mark.parametrize(("kind", "sig"), [("session", signal.SIGTERM), ("session", signal.SIGKILL),
                                           ("system", signal.SIGKILL)])  # fmt: skip
def test_the_daemon_ends_with_its_bus(kind: BusKind, sig: signal.Signals, busy: bool, tmp_path: Path) -> None:
    """Also in the middle of things: a pop-up on the screen, and the next one on its way."""
    needs.require("xfce")
    with X11Desktop(notify="xfce4-notifyd", panel=True) as xfce, Daemon(xfce.env, tmp_path, FAST) as daemon:
        xfce.input()
        daemon.wait(lambda status: status["capabilities"]["tray"] == "sni", "the icon on the panel")
        if busy:
            daemon.call("RemindNow")
            daemon.wait_stage("shown")
            xfce.wait(lambda: xfce.windows("xfce4-notifyd"), "the reminder")
            daemon.call("Another", "u", 0)
        xfce.buses[kind].send_signal(sig)
        assert daemon.wait_ended() == 1
        sentence = f"breakd: the {kind} bus is gone, so breakd stops. As a service it restarts by itself."
        assert daemon.complaints() == [sentence]
        assert not [word for word in NOISE if word in daemon.log()]
