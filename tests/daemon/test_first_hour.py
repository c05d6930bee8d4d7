"""What a newcomer meets in the first hour, on a real daemon: each was wrong once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.daemon.test_daemon import beside
from tests.support.desktops.daemon import Daemon
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import DISMISSED, FakeNotifications

QUICK = """[sitting]
limit = "10m"
idle_after = "{idle}"
natural_break = "{idle}"
[reminder]
snooze = ["20s", "1h"]
expires = "1h"
"""
"""Who closes nothing is there; with two seconds, as in examples/quick.toml, a break is shorter than any stretch."""


@pytest.fixture
def daemon(
    private_bus: str, bus_folder: Path, mutter: FakeMutter, screen: FakeNotifications  # noqa: ARG001
) -> Iterator[Daemon]:  # fmt: skip
    with Daemon(beside(private_bus), bus_folder, QUICK.format(idle="5m")) as daemon:
        mutter.input()
        yield daemon


def outcomes(daemon: Daemon) -> list[str | None]:
    with closing(sqlite3.connect(daemon.state / "history.db")) as history, history:
        return [row[0] for row in history.execute("SELECT outcome FROM reminder ORDER BY id")]


def test_hands_off_the_keyboard_a_stretch_is_followed_to_its_end(daemon: Daemon) -> None:
    daemon.save(QUICK.format(idle="2s"))
    daemon.call("Start", "us", 0, "cobra")
    id = daemon.now()["reminder"]["id"]
    daemon.wait(lambda status: status["presence"] == "idle", "nobody at the keyboard", 20)
    daemon.wait(lambda status: status["bout_seconds"] == 0, "the natural break", 20)
    assert daemon.stage() == "started"
    assert daemon.breakd("status").out.splitlines()[0].startswith("Stretching"), "and not away"
    daemon.call("GuideDone", "uu", id, 50)
    assert outcomes(daemon) == ["completed"]


def test_a_snooze_while_snoozed_sets_the_new_time(daemon: Daemon) -> None:
    assert daemon.breakd("now").code == 0
    long = daemon.breakd("snooze", "3h").out
    left = daemon.now()["reminder"]["snoozes_left"]
    short = daemon.breakd("snooze", "5m")
    assert (short.code, short.err) == (0, "")
    assert short.out != long
    assert daemon.now()["reminder"]["snoozes_left"] == left


def test_who_closes_a_reminder_is_told_when_it_asks_again_and_can_have_it_at_once(
    daemon: Daemon, screen: FakeNotifications
) -> None:
    assert daemon.breakd("now").code == 0
    daemon.wait(lambda _status: screen.screen, "the pop-up", 20)
    screen.close(next(iter(screen.screen)), DISMISSED)
    daemon.wait(lambda status: status["asks_again_at"], "the time", 20)
    assert daemon.breakd("status").out.startswith("breakd asks again at ")
    assert daemon.breakd("another").code == 0
    daemon.wait(lambda _status: screen.screen, "the pop-up again", 20)
