"""A real breakd that finds its history damaged: it starts, says so, and asks what it cannot know any more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from breakd.messages import cards
from breakd.messages import history as texts
from tests.support.desktops.daemon import Daemon, environment
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications


@pytest.fixture
def screen(private_bus: str) -> Iterator[FakeNotifications]:
    with FakeMutter(private_bus), FakeNotifications(private_bus) as screen:
        yield screen


@pytest.fixture
def daemon(private_bus: str, bus_folder: Path) -> Iterator[Daemon]:
    """Not started yet; its history is no database."""
    buses = {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus}
    daemon = Daemon(environment() | buses, bus_folder)
    daemon.state.mkdir(parents=True)
    (daemon.state / "history.db").write_bytes(b"no database" * 99)
    yield daemon
    daemon.__exit__()


def titles(screen: FakeNotifications) -> list[str]:
    return [note.title for note in screen.notes]


def test_the_questions_are_asked_where_nothing_is_known(daemon: Daemon, screen: FakeNotifications) -> None:
    daemon.start()
    daemon.wait(lambda status: status["ask_red_flags"], "the questions")
    daemon.wait(lambda _status: len(titles(screen)) == 2, "both words")
    assert titles(screen) == [texts.DAMAGED_TITLE, cards.QUESTIONS_TITLE], "the questions stay on the screen"
    daemon.kill()
    daemon.start()
    assert daemon.now()["ask_red_flags"] is True, "until they are answered"


def test_a_lock_in_the_second_file_holds(daemon: Daemon, screen: FakeNotifications) -> None:
    (daemon.state / "history.db").unlink()
    daemon.start()
    daemon.call("ReportRedFlags", "s", "emergency")
    daemon.call("Pause", "s", "forever")
    daemon.kill()
    for file in daemon.state.glob("history.db*"):
        file.unlink()
    assert json.loads((daemon.state / "state.json").read_text())["serial"] > 0
    daemon.start()
    status = daemon.now()
    assert (status["safety_lock"], status["paused_until"], status["ask_red_flags"]) == (True, "forever", False)
    assert texts.DAMAGED_TITLE not in titles(screen)
