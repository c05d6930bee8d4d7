"""`breakd run` in a terminal, with no desktop and no bus: the reminder, its keys, and what is kept of it."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support import nowhere
from tests.support.desktops.daemon import FAST, QUICK, Daemon, environment

STYLE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
REMINDER = "[d] Done"


class Terminal:
    """A terminal with breakd in it, from the side of the person."""

    def __init__(self, daemon: Daemon) -> None:
        self._ours, theirs = pty.openpty()
        argv = [sys.executable, "-m", "breakd", "run", "--config", str(daemon.config)]
        self.process = subprocess.Popen(
            argv, env=daemon.env | {"TERM": "xterm", "LANG": "C.UTF-8"}, stdin=theirs, stdout=theirs, stderr=theirs,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self._text = ""
        self._read_to = 0

    def press(self, key: str) -> None:
        """What is on the screen until now counts as read."""
        self._read(0.3)
        self._read_to = len(self._text)
        os.write(self._ours, key.encode())

    def wait(self, text: str, seconds: float = 10.0, typing: bool = False) -> None:
        """Wait until this stands behind what was read, and count it as read."""
        end = time.monotonic() + seconds
        while (at := self._text.find(text, self._read_to)) < 0:
            assert time.monotonic() < end, f"{text!r}: not within {seconds:g} s\n{self._text}"
            if typing:
                os.write(self._ours, b"x")
            self._read(0.3)
        self._read_to = at + len(text)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._ours)

    def _read(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while select.select([self._ours], [], [], max(0.0, end - time.monotonic()))[0]:
            with suppress(OSError):  # it has ended
                if data := os.read(self._ours, 65536):
                    self._text += STYLE.sub("", data.decode())
                    continue
            return


@pytest.fixture
def daemon(tmp_path: Path) -> Daemon:
    return Daemon(environment(), tmp_path, QUICK)


@pytest.fixture
def terminal(daemon: Daemon) -> Iterator[Terminal]:
    terminal = Terminal(daemon)
    yield terminal
    terminal.close()


@pytest.mark.long
def test_a_working_day_without_any_desktop(daemon: Daemon, terminal: Terminal) -> None:
    terminal.wait("Waiting for your first key press")
    began = time.monotonic()
    terminal.wait(REMINDER, 20, typing=True)
    assert time.monotonic() - began < 20

    daemon.save(FAST)
    terminal.press("s")
    terminal.wait("Snoozed until")
    terminal.wait(REMINDER, 15, typing=True)
    terminal.press("a")
    terminal.wait(REMINDER)
    terminal.press("d")
    terminal.wait("next reminder in")
    terminal.press("x")
    terminal.wait(REMINDER, typing=True)
    terminal.press("k")
    terminal.wait("next reminder in")
    terminal.press("q")
    terminal.wait("Stopping. Your day is saved.")
    assert terminal.process.wait(30) == 0

    first, second = daemon.reminders()
    assert (first["outcome"], first["snoozes"]) == ("completed", 1)
    assert (second["outcome"], second["snoozes"]) == ("skipped", 0)
    assert daemon.breakd("status").code == 3, "there is no bus to ask on"


def test_over_ssh_there_is_a_bus_and_nobody_to_show_anything(tmp_path: Path, private_bus: str) -> None:
    daemon = Daemon(environment() | {"DBUS_SESSION_BUS_ADDRESS": private_bus}, tmp_path, FAST)
    terminal = Terminal(daemon)
    try:
        terminal.wait("Waiting for your first key press")
        terminal.wait(REMINDER, 20, typing=True)
        assert daemon.now()["capabilities"]["presence"] == "terminal"
        assert daemon.breakd("done").code == 0, "the bus is there for the other terminals"
        terminal.wait("next reminder in")
        terminal.press("q")
        assert terminal.process.wait(30) == 0
    finally:
        terminal.close()


def test_a_desktop_is_in_sight(tmp_path: Path, private_bus: str) -> None:
    """Its notification server may come later: reminders wait for that, and the terminal is told so."""
    places = {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DISPLAY": nowhere.DISPLAY}
    daemon = Daemon(environment() | places, tmp_path, QUICK)
    terminal = Terminal(daemon)
    try:
        terminal.wait("breakd is running. Reminders come as notifications. Ctrl+C ends it.")
        assert daemon.now()["capabilities"]["presence"] != "terminal"
        terminal.process.send_signal(signal.SIGINT)
        terminal.wait("Stopping. Your day is saved.")
        assert terminal.process.wait(30) == 0
    finally:
        terminal.close()


def test_the_first_time_of_all_it_says_how_to_set_it_up(tmp_path: Path) -> None:
    terminal = Terminal(Daemon(environment(), tmp_path, QUICK, confirmed=False))
    terminal.wait("breakd is on. First reminder after 15 s of sitting.")
    terminal.wait("breakd setup")
    terminal.close()


def test_a_second_one_in_another_terminal(daemon: Daemon, terminal: Terminal) -> None:
    terminal.wait("Waiting for your first key press")
    done = daemon.breakd("run")
    assert (done.code, done.err) == (4, "breakd is running already. `breakd status` shows how it is doing.\n")
    terminal.press("q")
    assert terminal.process.wait(30) == 0
