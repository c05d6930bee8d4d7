"""The real daemon on labwc: a reminder, its answers, presence, and a window that fills the screen."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

import pytest

from tests.support.desktops.daemon import FAST, Daemon
from tests.support.desktops.desks import SwayDesk
from tests.support.rigs import needs
from tests.support.rigs.labwc import LabwcDesktop

pytestmark = [
    pytest.mark.sway,
    pytest.mark.skipif(not shutil.which("labwc"), reason="Debian has labwc from 13 on"),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SwayDesk]:
    needs.require("sway")
    with LabwcDesktop() as desktop, Daemon(desktop.env, tmp_path_factory.mktemp("labwc"), FAST) as daemon:
        desk = SwayDesk("labwc", desktop, daemon)
        yield desk
        desk.close()
        assert daemon.end() == 0
        assert daemon.complaints() == []


def test_a_reminder_and_its_answers(desk: SwayDesk) -> None:
    desk.remind()
    now = desk.daemon.now()
    assert (now["capabilities"]["presence"], now["capabilities"]["tray"]) == ("wayland", "sni")
    desk.on_the_popup("Another")
    stretch = now["reminder"]["stretch"]
    desk.daemon.wait(lambda now: now["reminder"]["stretch"] != stretch, "another stretch")
    time.sleep(0.5)  # mako takes the old pop-up away, and the new one comes
    desk.desktop.wait(lambda: desk.shows() == 1, "the other stretch on the screen")
    desk.on_the_popup("Snooze")
    desk.daemon.wait_stage("snoozed")
    desk.work_until_shown()
    desk.in_the_tray("Done")
    desk.daemon.wait_stage(None)
    assert desk.daemon.reminders()[-1]["outcome"] == "completed"


def test_an_absence_is_seen(desk: SwayDesk) -> None:
    desk.daemon.save('[sitting]\nidle_after = "3s"\n')
    desk.daemon.wait(lambda now: now["presence"] == "idle", "nobody there", 20)
    assert desk.desktop.type_for(20, until=lambda: desk.daemon.now()["presence"] == "active")
    desk.daemon.save(FAST)


def test_a_window_that_fills_the_screen_holds_a_reminder(desk: SwayDesk) -> None:
    desk.remind()
    desk.on_the_command_line("Skip")
    window = desk.desktop.spawn("foot", "--fullscreen", "sleep", "600")
    desk.work_until("deferred")
    assert (desk.daemon.now()["quiet"], desk.shows()) == (["fullscreen"], 0)
    desk.desktop.end(window)
    desk.work_until_shown(desk.settles_within)


def test_the_lock_hint(desk: SwayDesk) -> None:
    desk.remind()
    desk.desktop.set_locked(True)
    desk.daemon.wait(lambda now: now["presence"] == "locked", "the lock")
    desk.desktop.wait(lambda: desk.shows() == 0, "no reminder on the lock screen")
    desk.desktop.set_locked(False)
    desk.daemon.wait(lambda now: now["presence"] == "active", "the unlock")
