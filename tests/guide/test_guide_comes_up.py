"""A page's program says when it is up, and a guide that fails after it has begun leaves the steps (1.3.5)."""

from __future__ import annotations

import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from breakd.system.sd_notify import READY
from tests.support.desktops.daemon import Daemon
from tests.support.guide_browser import choose_browser, give_runtime
from tests.support.guide_visitor import Guide, Visitor

FAILS = """
import sys
from breakd.figures import poses

def load():
    raise OSError("no such data")

poses.load = load
from breakd.cli import main
sys.exit(main(["start", "cobra"]))
"""
"""A guide whose data has gone: the page cannot be made."""


class Manager:
    """As much of a service manager as hears who is up."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.address)
        self._socket.settimeout(20)

    def hears(self) -> str:
        """The next thing that it is told; waits for it."""
        return self._socket.recv(200).decode()

    def has_heard(self) -> bool:
        """Whether it has been told something that nobody has asked for yet."""
        return bool(select.select([self._socket], [], [], 0)[0])

    def close(self) -> None:
        """Hear no more."""
        self._socket.close()


@pytest.fixture
def manager(daemon: Daemon, bus_folder: Path) -> Iterator[Manager]:
    """It hears what is started beside this daemon from now on."""
    manager = Manager(bus_folder)
    daemon.env["NOTIFY_SOCKET"] = manager.address
    yield manager
    manager.close()


def test_a_guide_is_up_when_its_page_is_open(daemon: Daemon, manager: Manager) -> None:
    with Guide(daemon, "cobra") as guide:
        visitor = Visitor(guide.url)
        visitor.enter()
        assert not manager.has_heard()
        with visitor.live():
            assert manager.hears() == READY
            visitor.live().close()
            assert visitor.say("left")["ok"]
        assert guide.end()[0] == 0
    assert not manager.has_heard(), "it is said once"


def test_or_when_it_has_had_the_steps_shown(daemon: Daemon, manager: Manager) -> None:
    assert daemon.breakd("start", "cobra").code == 1
    assert (daemon.stage(), manager.has_heard()) == ("shown", True)


def test_one_that_does_not_begin_is_not_up(daemon: Daemon, manager: Manager) -> None:
    assert daemon.breakd("start", "backflip").code == 4
    assert not manager.has_heard()


def test_one_that_fails_after_it_has_begun_has_the_steps_shown(daemon: Daemon, manager: Manager) -> None:
    guide = [sys.executable, "-c", FAILS]
    done = subprocess.run(guide, env=daemon.env, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, daemon.stage()) == (1, "shown")
    assert "no such data" in done.stderr
    assert manager.has_heard()


def test_questions_that_no_page_can_ask_are_not_up(daemon: Daemon, manager: Manager) -> None:
    """So that the daemon says where they are asked: whoever has clicked reads no terminal."""
    assert daemon.breakd("start", "--reminder=0").code == 1
    assert not manager.has_heard()


def test_a_window_without_a_browser_says_so_itself(daemon: Daemon, manager: Manager) -> None:
    assert daemon.breakd("board").code == 1
    assert manager.has_heard()


def test_a_browser_is_not_what_is_up(daemon: Daemon, manager: Manager, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    choose_browser(daemon, tmp_path, f"env > {seen}.new\nmv {seen}.new {seen}\nexit 3", name="xdg-open")
    give_runtime(daemon, tmp_path)
    assert daemon.breakd("start", "cobra").code == 1
    assert manager.has_heard()
    end = time.monotonic() + 20
    while not seen.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    assert "DISPLAY=" in seen.read_text()
    assert manager.address not in seen.read_text()
