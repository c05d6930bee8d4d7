"""What the daemon announces beside its reminders: a killed run leaves none behind, and none comes behind a lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from breakd.messages.cards import CLINICIAN_TITLE, QUESTIONS_TITLE
from tests.support.desktops.daemon import Daemon, environment
from tests.support.fakes.locker import FakeLocker
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.notifications import FakeNotifications

GREETING, FAULTS = "breakd is on", "breakd: there is an error in the settings"


@pytest.fixture
def screen(private_bus: str) -> Iterator[FakeNotifications]:
    """GNOME's, which keeps each notification in its list until somebody closes it."""
    with FakeMutter(private_bus), FakeNotifications(private_bus, name="gnome-shell") as screen:
        yield screen


@pytest.fixture
def daemon(private_bus: str, bus_folder: Path, screen: FakeNotifications) -> Iterator[Daemon]:
    env = environment() | {"DBUS_SESSION_BUS_ADDRESS": private_bus, "DBUS_SYSTEM_BUS_ADDRESS": private_bus}
    with Daemon(env, bus_folder, confirmed=False) as daemon:
        daemon.wait(lambda _status: titles(screen) == [GREETING], "the greeting")
        yield daemon


def titles(screen: FakeNotifications) -> list[str]:
    return [note.title for note in screen.screen.values()]


def test_the_greeting_of_a_killed_run_is_taken_down(daemon: Daemon, screen: FakeNotifications) -> None:
    daemon.save("")  # any event: what came up is in the next snapshot
    daemon.call("SetPosture", "s", "sitting")
    daemon.kill()
    daemon.start()
    daemon.wait(lambda _status: titles(screen) == [], "an empty list")


def test_a_fault_that_is_saved_behind_a_lock_is_told_after(
    daemon: Daemon, screen: FakeNotifications, private_bus: str
) -> None:
    with FakeLocker(private_bus, "org.gnome.ScreenSaver") as locker:
        locker.lock()
        daemon.wait(lambda status: status["presence"] == "locked", "the lock")
        daemon.wait(lambda _status: titles(screen) == [], "a screen with nothing on it")
        daemon.save('[sitting]\nlimit = "soon"\n')
        daemon.wait(lambda _status: "sitting.limit" in daemon.log(), "the fault")
        assert titles(screen) == []
        locker.unlock()
        daemon.wait(lambda _status: titles(screen) == [FAULTS], "the word")


def test_a_safety_card_stays_whatever_else_is_told(daemon: Daemon, screen: FakeNotifications) -> None:
    daemon.call("ReportRedFlags", "s", "urgent")
    daemon.wait(lambda _status: len(titles(screen)) == 2, "the card beside the greeting", 20)
    (card,) = set(titles(screen)) - {GREETING}
    daemon.save('[sitting]\nlimit = "soon"\n')
    daemon.wait(lambda _status: FAULTS in titles(screen), "the word", 20)
    assert sorted(titles(screen)) == sorted([card, FAULTS]), "a newer word takes only an older word's place"
    daemon.kill()
    daemon.save("")
    daemon.start()
    daemon.wait(lambda _status: titles(screen) == [], "what the killed run left is taken down", 20)


def test_a_card_and_the_questions_that_come_with_it_are_both_there(daemon: Daemon, screen: FakeNotifications) -> None:
    """Worse twice in a row, whatever it was: the advice to see somebody, and the questions."""
    for _ in range(2):
        daemon.call("Feel", "s", "worse")
    daemon.wait(lambda _status: QUESTIONS_TITLE in titles(screen), "the questions", 20)
    daemon.wait(lambda _status: CLINICIAN_TITLE in titles(screen), "the card", 20)
