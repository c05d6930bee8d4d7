"""A working day on a real GNOME Shell: the real daemon, real pointer motion, real clicks on banner and top bar."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from tests.support.desktops.daemon import FAST, QUICK, CallFailed, Daemon, Status
from tests.support.desktops.plays import HEARTBEAT, IDLE_AFTER, Plays, a_video, beside
from tests.support.desktops.tray_desk import way_to
from tests.support.rigs import needs
from tests.support.rigs.gnome import GnomeDesktop

from .test_clicks_x11 import click_menu, emit, line_of_the_menu, said

pytestmark = pytest.mark.gnome

LABELS = {label: label for label in ("Done", "Another")} | {"Snooze": "Snooze 2 s"}


@pytest.fixture(scope="module")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plays]:
    """What goes on elsewhere meanwhile."""
    needs.require("gnome")
    with beside(tmp_path_factory.mktemp("plays"), video=a_video) as plays:
        yield plays


@pytest.fixture(scope="module")
def daemon(gnome: GnomeDesktop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """One daemon for the day; it begins with the quick example."""
    with Daemon(gnome.env, tmp_path_factory.mktemp("day"), QUICK) as daemon:
        yield daemon


@pytest.fixture
def shown(gnome: GnomeDesktop, daemon: Daemon) -> Status:
    """A reminder that has come up at work, alone on the screen."""
    daemon.save(FAST)
    if daemon.now()["reminder"]:
        daemon.breakd("skip")
    gnome.clear()
    return work_until_shown(gnome, daemon)


def work_until_shown(gnome: GnomeDesktop, daemon: Daemon) -> Status:
    assert gnome.type_for(20, 0.3, until=lambda: daemon.stage() == "shown")
    gnome.wait(lambda: len(reminders_on(gnome)) == 1, "one banner")
    return daemon.now()


def reminders_on(gnome: GnomeDesktop) -> list[str]:
    return [banner.title for banner in gnome.banners() if "Done" in banner.actions]


def on_the_banner(gnome: GnomeDesktop, _daemon: Daemon, answer: str) -> None:
    """Go there with the pointer, so that it unfolds, and click its button."""
    (title,) = reminders_on(gnome)
    gnome.hover_on(title)
    gnome.click_on(LABELS[answer])


def by_its_action(gnome: GnomeDesktop, _daemon: Daemon, answer: str) -> None:
    """What the list behind the clock does; the shell sends each signal twice, from two senders."""
    assert gnome.press_action(LABELS[answer])
    assert not gnome.press_action(LABELS[answer])


def in_the_tray(gnome: GnomeDesktop, daemon: Daemon, answer: str) -> None:
    """Open the icon's menu and click its line."""
    gnome.wait(lambda: [icon.menu for icon in gnome.icons()] == [True], "the menu in the icon")
    (icon,) = gnome.icons()
    gnome.click(icon.x, icon.y)
    gnome.wait(lambda: gnome.find("Quit breakd"), "the open menu")
    for row in way_to(gnome, daemon.pid, answer):
        gnome.click_on(row.label)


def on_the_command_line(_gnome: GnomeDesktop, daemon: Daemon, answer: str) -> None:
    done = daemon.breakd(answer.lower())
    assert (done.code, done.err) == (0, "")


@pytest.mark.usefixtures("plays")  # they begin now
def test_the_quick_example_reminds_within_20_s_of_input(gnome: GnomeDesktop, daemon: Daemon) -> None:
    began = time.monotonic()
    assert gnome.type_for(20, until=lambda: daemon.stage() == "shown")
    gnome.wait(lambda: reminders_on(gnome), "the banner")
    assert time.monotonic() - began < 20
    status = daemon.status()
    assert status["state"] == "due"
    assert status["capabilities"]["presence"] == "mutter"
    assert status["capabilities"]["tray"] == "sni"
    assert status["capabilities"]["logind"]
    (reminder,) = daemon.reminders()
    assert (reminder["id"], reminder["outcome"]) == (status["reminder"]["id"], None)


@pytest.mark.parametrize("answer", [on_the_banner, by_its_action, in_the_tray, on_the_command_line])
def test_snooze_then_done(
    gnome: GnomeDesktop, daemon: Daemon, shown: Status, answer: Callable[[GnomeDesktop, Daemon, str], None]
) -> None:
    reminder, before = shown["reminder"], shown["today"]["outcomes"]
    answer(gnome, daemon, "Snooze")
    status = daemon.wait_stage("snoozed")
    gnome.wait(lambda: not reminders_on(gnome), "the banner to go")
    assert status["state"] == "snoozed"
    assert status["snoozed_until"]
    assert status["reminder"]["snoozes_left"] == reminder["snoozes_left"] - 1

    again = work_until_shown(gnome, daemon)["reminder"]
    assert (again["id"], again["shown_at"]) == (reminder["id"], reminder["shown_at"])
    answer(gnome, daemon, "Done")
    daemon.wait_stage(None)
    gnome.wait(lambda: not reminders_on(gnome), "the banner to go")
    assert daemon.status()["today"]["outcomes"] == before | {"completed": before["completed"] + 1}
    (entry,) = [entry for entry in daemon.reminders() if entry["id"] == reminder["id"]]  # the next may be due already
    assert (entry["outcome"], entry["snoozes"]) == ("completed", 1)


def test_stale_foreign_and_forged_clicks_change_nothing(gnome: GnomeDesktop, daemon: Daemon, shown: Status) -> None:
    old_id, old_line = shown["reminder"]["id"], line_of_the_menu(gnome, daemon, "Done")
    on_the_banner(gnome, daemon, "Done")
    daemon.wait_stage(None)
    work_until_shown(gnome, daemon)
    before = said(daemon)
    click_menu(gnome, daemon, old_line)
    for member, signature, *more in (("Done", "us", ""), ("Snooze", "uu", 0), ("Skip", "u")):
        with pytest.raises(CallFailed, match=r"Error\.Refused"):
            daemon.call(member, signature, old_id, *more)
    for number in range(1, 100):  # the shell's own number is one of them
        emit(gnome, "ActionInvoked", "us", number, "done")
        emit(gnome, "NotificationClosed", "uu", number, 2)
    assert said(daemon) == before
    assert len(reminders_on(gnome)) == 1
    by_its_action(gnome, daemon, "Done")
    daemon.wait_stage(None)


def test_a_killed_daemon_shows_its_reminder_once(gnome: GnomeDesktop, daemon: Daemon, shown: Status) -> None:
    daemon.wait(lambda _status: daemon.kept_popup(), "the pop-up's number in the snapshot")
    daemon.kill()
    assert len(reminders_on(gnome)) == 1, "the shell keeps what nobody answers for any more"
    daemon.start()
    again = work_until_shown(gnome, daemon)["reminder"]
    time.sleep(1)
    assert len(reminders_on(gnome)) == 1
    assert (again["id"], again["stretch"]) == (shown["reminder"]["id"], shown["reminder"]["stretch"])
    by_its_action(gnome, daemon, "Done")
    daemon.wait_stage(None)


def test_a_stop_leaves_nothing_and_a_start_takes_up_the_day(
    gnome: GnomeDesktop, daemon: Daemon, shown: Status
) -> None:
    assert daemon.end() == 0
    assert gnome.banners() == []
    gnome.wait(lambda: not gnome.icons(), "the icon to go")
    assert daemon.complaints() == []
    shell = (gnome.root / "gnome-shell.log").read_text(errors="replace").splitlines()
    assert [said for said in shell if "JS ERROR" in said and "StatusNotifier" in said] == []
    daemon.start()
    status = daemon.now()
    assert status["reminder"]["id"] == shown["reminder"]["id"]
    assert status["today"]["outcomes"] == shown["today"]["outcomes"]
    for count in ("bout_seconds", "sitting_clock_seconds"):
        assert 0 <= status[count] - shown[count] <= 3
    assert status["today"]["bouts"] == shown["today"]["bouts"]


def test_an_idle_inhibitor_does_not_make_anybody_active(plays: Plays) -> None:
    video = plays["video"].result(120)
    assert video["seen"] == ["active", "passive"]
    assert IDLE_AFTER <= video["seconds"] <= IDLE_AFTER + HEARTBEAT + 1
