"""What Plasma does with a reminder by itself: in full screen, in its history, and when its sender has died."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.support.desktops.daemon import FAST, Daemon
from tests.support.desktops.desks import PlasmaDesk
from tests.support.rigs.kde import NOTIFICATIONS, KdeDesktop
from tests.support.rigs.plasma import DEAD_SENDERS_LOSE_BUTTONS, FULL_SCREEN_INHIBITS

from .test_rigs_x11 import notify

pytestmark = pytest.mark.kde

SERVER = (NOTIFICATIONS, "/org/freedesktop/Notifications")


@pytest.fixture(scope="module")
def desk(kde: KdeDesktop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlasmaDesk]:
    """Plasma with the daemon on it, whose greeting is over."""
    with Daemon(kde.env, tmp_path_factory.mktemp("plasma"), FAST) as daemon:
        assert daemon.end() == 0
        daemon.start()
        desk = PlasmaDesk("kde", kde, daemon)
        yield desk
        desk.close()


def inhibited(kde: KdeDesktop) -> bool:
    """Whether Plasma holds pop-ups back."""
    properties = "org.freedesktop.DBus.Properties"
    ((_, value),) = kde.call(*SERVER, properties, "Get", "ss", NOTIFICATIONS, "Inhibited")
    return bool(value)


def test_full_screen_holds_a_reminder_where_plasma_would_hide_it(desk: PlasmaDesk) -> None:
    kde, daemon = desk.desktop, desk.daemon
    hides = kde.plasma.since(FULL_SCREEN_INHIBITS)
    desk.remind()
    daemon.breakd("skip")
    with kde.full_screen():
        kde.wait(lambda: inhibited(kde) is hides, "what Plasma does in full screen")
        desk.work_until("deferred" if hides else "shown")
        # it is Plasma's own name for it: "do not disturb, while a window is in full screen"
        assert daemon.now()["quiet"] == (["do-not-disturb"] if hides else [])
        kde.wait(lambda: desk.shows() == (0 if hides else 1), "what Plasma does with a pop-up")
    desk.work_until_shown()


def test_a_reminder_that_full_screen_takes_off_the_screen_waits_for_its_end(desk: PlasmaDesk) -> None:
    """What nobody could see was not ignored."""
    kde, daemon = desk.desktop, desk.daemon
    hides = kde.plasma.since(FULL_SCREEN_INHIBITS)
    desk.remind()
    id = daemon.now()["reminder"]["id"]
    with kde.full_screen():
        desk.work_until("deferred" if hides else "shown")
        kde.wait(lambda: desk.shows() == (0 if hides else 1), "what Plasma does in full screen")
        kde.type_for(3, 0.3)
        assert (daemon.now()["reminder"]["id"], daemon.stage()) == (id, "deferred" if hides else "shown")
    desk.work_until_shown()
    assert daemon.now()["reminder"]["id"] == id
    outcomes = daemon.now()["today"]["outcomes"]
    assert (outcomes["unseen"], outcomes["ignored"]) == (0, 0)


def test_a_click_on_an_old_reminder_in_the_history_does_nothing(desk: PlasmaDesk) -> None:
    """Plasma may keep buttons of what is over; a click there is told like any other."""
    kde, daemon = desk.desktop, desk.daemon
    probe = notify(kde, "counts on")
    kde.call(*SERVER, NOTIFICATIONS, "CloseNotification", "u", probe)
    desk.remind()
    old = probe + 1
    done = daemon.now()["today"]["outcomes"]["completed"]
    desk.remind()
    id = daemon.now()["reminder"]["id"]

    def click(number: int, key: str) -> None:
        kde.call(*SERVER, "org.kde.NotificationManager", "InvokeAction", "us", number, key)

    for key in ("done", "snooze", "another", "default"):
        click(old, key)
    time.sleep(1)
    now = daemon.now()
    assert (now["reminder"]["id"], now["reminder"]["stage"]) == (id, "shown")
    assert now["today"]["outcomes"]["completed"] == done
    click(old + 1, "done")
    daemon.wait_stage(None)
    assert daemon.now()["today"]["outcomes"]["completed"] == done + 1


def test_what_a_killed_daemon_left_on_the_screen_is_replaced_at_the_next_start(desk: PlasmaDesk) -> None:
    kde, daemon = desk.desktop, desk.daemon
    desk.remind()
    id = daemon.now()["reminder"]["id"]
    assert len(kde.buttons(kde.popup())) == 3
    daemon.wait(lambda _status: daemon.kept_popup(), "the pop-up's number in the snapshot")
    daemon.kill()
    dead = kde.plasma.since(DEAD_SENDERS_LOSE_BUTTONS)
    kde.wait(lambda: len(kde.buttons(kde.popup())) == (0 if dead else 3), "what Plasma leaves on the screen")
    daemon.start()
    desk.work_until_shown()
    assert len(kde.buttons(kde.popup())) == 3
    assert daemon.now()["reminder"]["id"] == id
    desk.on_the_popup("Done")
    daemon.wait_stage(None)
    kde.wait(lambda: desk.shows() == 0, "an empty screen")
