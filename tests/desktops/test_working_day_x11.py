"""A working day on X11 with Xfce's parts: the real daemon, real keys, real clicks on real pop-ups and menus."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.desktops.daemon import FAST, QUICK, Daemon, Status
from tests.support.desktops.plays import Plays, beside, locked_by_a_locker, locked_by_logind
from tests.support.desktops.strace import calls_of_a_day
from tests.support.rigs import needs
from tests.support.rigs.x11 import Box, X11Desktop

from .test_tray_x11 import choose, windows

pytestmark = pytest.mark.x11

BUTTONS = ("Start", "Done", "Snooze", "Another")
RIGHT = 3


@pytest.fixture(scope="module")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plays]:
    """What goes on elsewhere meanwhile."""
    needs.require("xfce")
    folder = tmp_path_factory.mktemp("plays")
    with beside(folder, ten=locked_by_logind, thirty=locked_by_a_locker) as plays:
        yield plays


@pytest.fixture(scope="module")
def daemon(xfce: X11Desktop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """One daemon for the day; it begins with the quick example."""
    with Daemon(xfce.env, tmp_path_factory.mktemp("day"), QUICK) as daemon:
        yield daemon


@pytest.fixture
def shown(xfce: X11Desktop, daemon: Daemon) -> Status:
    """A reminder that has come up at work, alone on the screen."""
    daemon.save(FAST)
    if daemon.now()["reminder"]:
        daemon.breakd("skip")
    xfce.wait(lambda: not popups(xfce), "an empty screen", 20)
    return work_until_shown(xfce, daemon)


def work_until_shown(xfce: X11Desktop, daemon: Daemon) -> Status:
    assert xfce.type_for(20, 0.3, until=lambda: daemon.stage() == "shown")
    xfce.wait(lambda: len(popups(xfce)) == 1, "one pop-up")
    time.sleep(0.3)  # it fades in
    return daemon.now()


def popups(xfce: X11Desktop) -> list[Box]:
    return xfce.windows("xfce4-notifyd")


def on_the_popup(xfce: X11Desktop, _daemon: Daemon, answer: str) -> None:
    """Click its button, twice as hasty people do."""
    (popup,) = popups(xfce)
    xfce.move(*popup.at((BUTTONS.index(answer) + 0.5) / len(BUTTONS), 0.74))
    time.sleep(0.1)
    xfce.xdotool("click", "--repeat", 2, "--delay", 80, 1)


def in_the_tray(xfce: X11Desktop, daemon: Daemon, answer: str) -> None:
    """Open the icon's menu and click its line."""
    xfce.click(*windows(xfce)[0].at(0.5, 0.5), RIGHT)
    xfce.wait(lambda: len(windows(xfce)) == 2, "the open menu")
    choose(xfce, daemon.pid, answer)
    xfce.wait(lambda: len(windows(xfce)) == 1, "the closed menu")


def on_the_command_line(_xfce: X11Desktop, daemon: Daemon, answer: str) -> None:
    done = daemon.breakd(answer.lower())
    assert (done.code, done.err) == (0, "")


@pytest.mark.usefixtures("plays")  # they begin now
def test_the_quick_example_reminds_within_20_s_of_typing(xfce: X11Desktop, daemon: Daemon) -> None:
    began = time.monotonic()
    assert xfce.type_for(20, until=lambda: daemon.stage() == "shown")
    xfce.wait(lambda: popups(xfce), "the pop-up")
    assert time.monotonic() - began < 20
    status = daemon.status()
    assert status["state"] == "due"
    assert status["capabilities"]["presence"] == "x11"
    assert status["capabilities"]["tray"] == "sni"
    assert status["capabilities"]["logind"]
    (reminder,) = daemon.reminders()
    assert (reminder["id"], reminder["outcome"]) == (status["reminder"]["id"], None)
    assert reminder["shown_at"] == status["reminder"]["shown_at"]


@pytest.mark.parametrize("answer", [on_the_popup, in_the_tray, on_the_command_line])
def test_snooze_then_done(
    xfce: X11Desktop, daemon: Daemon, shown: Status, answer: Callable[[X11Desktop, Daemon, str], None]
) -> None:
    reminder, before = shown["reminder"], shown["today"]["outcomes"]
    answer(xfce, daemon, "Snooze")
    status = daemon.wait_stage("snoozed")
    xfce.wait(lambda: not popups(xfce), "the pop-up to go")
    assert status["state"] == "snoozed"
    assert status["snoozed_until"]
    assert status["reminder"]["snoozes_left"] == reminder["snoozes_left"] - 1, "a double click is one answer"

    again = work_until_shown(xfce, daemon)["reminder"]
    assert (again["id"], again["shown_at"]) == (reminder["id"], reminder["shown_at"])
    answer(xfce, daemon, "Done")
    daemon.wait_stage(None)
    xfce.wait(lambda: not popups(xfce), "the pop-up to go")
    status = daemon.status()
    assert status["today"]["outcomes"] == before | {"completed": before["completed"] + 1}
    assert status["sitting_clock_seconds"] <= 2
    (entry,) = [entry for entry in daemon.reminders() if entry["id"] == reminder["id"]]  # the next may be due already
    assert (entry["outcome"], entry["snoozes"]) == ("completed", 1)
    assert entry["closed_at"] > entry["shown_at"] > entry["opened_at"]


def test_a_killed_daemon_shows_its_reminder_once(xfce: X11Desktop, daemon: Daemon, shown: Status) -> None:
    daemon.wait(lambda _status: daemon.kept_popup(), "the pop-up's number in the snapshot")
    daemon.kill()
    (old,) = popups(xfce)  # the server keeps what nobody answers for any more
    daemon.start()
    xfce.wait(lambda: old.id not in {popup.id for popup in popups(xfce)}, "the end of the old pop-up")
    again = work_until_shown(xfce, daemon)["reminder"]
    assert (again["id"], again["stretch"]) == (shown["reminder"]["id"], shown["reminder"]["stretch"])
    on_the_popup(xfce, daemon, "Done")
    daemon.wait_stage(None)


def test_a_stop_leaves_nothing_and_a_start_takes_up_the_day(xfce: X11Desktop, daemon: Daemon, shown: Status) -> None:
    assert daemon.end() == 0
    assert popups(xfce) == []
    watcher = ("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", "org.freedesktop.DBus.Properties")
    ((_, items),) = xfce.call(*watcher, "Get", "ss", watcher[0], "RegisteredStatusNotifierItems")
    assert items == []
    assert daemon.complaints() == []
    daemon.start()
    status = daemon.now()
    assert status["reminder"]["id"] == shown["reminder"]["id"]
    assert status["today"]["outcomes"] == shown["today"]["outcomes"]
    for count in ("bout_seconds", "sitting_clock_seconds"):
        assert 0 <= status[count] - shown[count] <= 3
    assert status["today"]["bouts"] == shown["today"]["bouts"]


def test_no_program_is_ever_started(xfce: X11Desktop, daemon: Daemon, tmp_path: Path) -> None:
    """One execve, the daemon's own, and one thread."""
    daemon.end()
    assert calls_of_a_day(xfce, daemon, tmp_path / "trace") == ["execve"]


@pytest.mark.parametrize(("play", "left", "breaks"), [("ten", 20, 0), ("thirty", 0, 1)])
def test_the_clock_falls_while_locked(plays: Plays, play: str, left: int, breaks: int) -> None:
    """From 40 s, with a limit of 60 s and a natural break of 30 s: two seconds back in each second away."""
    status = plays[play].result(120)
    assert abs(status["sitting_clock_seconds"] - left) <= 2
    assert status["today"]["outcomes"]["natural"] == len(status["natural_breaks"]) == breaks
