"""A terminal or a pipe that is full because nobody reads it: a stopped pager, a lost connection, a paused window."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from breakd.desktop.terminal.screen import Terminal
from breakd.desktop.terminal.writer import MOST_WAITING
from tests.support.contract.notifier_rigs import PATIENCE, eventually

LINES = 5_000
"""So many lines are more than any of them takes."""


class Unread:
    """One end with breakd on it, and nobody at the other until `read`."""

    def __init__(self, kind: str) -> None:
        self._reader, self._writer = os.openpty() if kind == "terminal" else os.pipe()
        self._null = os.open(os.devnull, os.O_RDONLY)
        self.terminal = Terminal(self._writer if kind == "terminal" else self._null, self._writer)
        self.text = ""

    @property
    def waits(self) -> bool:
        """Whether a write of the shell, which has the same screen, still waits as it should."""
        return os.get_blocking(self._writer)

    def read(self) -> str:
        """All that has come so far."""
        os.set_blocking(self._reader, False)
        with suppress(BlockingIOError):
            while data := os.read(self._reader, 65536):
                self.text += data.decode().replace("\r\n", "\n")
        return self.text

    def close(self) -> None:
        """Close all of it."""
        for end in (self._reader, self._writer, self._null):
            os.close(end)


@pytest.fixture(params=["terminal", "pipe"])
def unread(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Unread]:
    monkeypatch.setenv("TERM", "xterm")
    unread = Unread(request.param)
    yield unread
    unread.close()


@contextmanager
def within(seconds: float = PATIENCE) -> Iterator[None]:
    """A write that waits for a reader fails here instead of waiting for ever."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def fill(terminal: Terminal) -> None:
    """Write more than fits, as a busy day does."""
    with within():
        for number in range(LINES):
            terminal.say(f"line {number}: something that was worth a line of the log")
            terminal.put("status", [f"status {number}"])


async def test_nothing_waits_for_a_reader(unread: Unread) -> None:
    unread.terminal.open("test")
    fill(unread.terminal)
    assert unread.waits
    with within():
        unread.terminal.close("test")


async def test_whoever_reads_again_sees_what_is_now(unread: Unread) -> None:
    """The first lines, whole, and then the status of now; not all that was to be said meanwhile."""
    unread.terminal.open("test")
    fill(unread.terminal)
    last = f"\nstatus {LINES - 1}" if unread.terminal.live else "\n"
    await eventually(lambda: unread.read().endswith(last) and "line 100:" in unread.text, "the rest")

    def heard() -> bool:
        unread.terminal.say("read again")
        return "read again\n" in unread.read()

    await eventually(heard, "what is said now")
    assert len(unread.text) < 3 * MOST_WAITING
    assert f"line {LINES - 1}:" not in unread.text
    unread.terminal.close("test")


async def test_a_screen_that_is_closed_while_something_waits_is_given_up(unread: Unread) -> None:
    unread.terminal.open("test")
    fill(unread.terminal)
    os.close(unread._reader)
    unread._reader = os.open(os.devnull, os.O_RDONLY)
    with within():
        await eventually(lambda: not unread.terminal.live, "it is given up")
        unread.terminal.say("nobody")
        unread.terminal.close("test")
