"""The same scenarios with the real daemon on every desktop; what each run saw is a column of docs/desktops.md."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from benchmarks.desktops import Switches, switches
from tests.conftest import MEASURED
from tests.support.desktops.daemon import FAST, Daemon
from tests.support.desktops.desks import KINDS, Desk
from tests.support.desktops.scenario_page import codename, committed, write_result
from tests.support.desktops.scenario_table import NO_BUTTONS_DUNST, NOT_PLAYED, PUT_AWAY, SCENARIOS, cell
from tests.support.fakes.locker import FakeLocker
from tests.support.rigs import needs
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.sway import SwayDesktop

MARKS = {
    "xfce": pytest.mark.x11, "gnome": pytest.mark.gnome, "kde": pytest.mark.kde, "sway": pytest.mark.sway,
    "sway_dunst": pytest.mark.sway,
}  # fmt: skip
SETTLE = 1.0
"""Seconds, as FAST has it."""
STILL = '[sitting]\nidle_after = "5s"\n'
IDLE_SECONDS = 60
STILL_SECONDS = 10
"""How long the end of the typing may be told to the desktop, until the minute begins."""
RESTARTS = ("Error.NoReply", "no answer within", "did not answer within", "Spawn.ChildExited")
"""What a log may say of a server that restarts: the bus may start a second one, which ends as the first is there."""
LOCKER_SECONDS = 10.0
"""How long a locker that was asked to lock is waited for."""


@pytest.fixture(scope="module")
def sway_dunst() -> Iterator[SwayDesktop]:
    """Sway with waybar and dunst."""
    needs.require("sway")
    with SwayDesktop(notify="dunst") as desktop:
        yield desktop


@pytest.fixture(scope="module", params=[pytest.param(kind, marks=mark) for kind, mark in MARKS.items()])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desktop with the daemon on it, which has run before: its greeting is over."""
    kind: str = request.param
    desktop: Desktop = request.getfixturevalue(kind)
    daemon = Daemon(desktop.env, tmp_path_factory.mktemp(kind), FAST)
    # the daemon of a test has a home of its own; a person's has the desktop's settings in it
    (daemon.config.parents[1] / "dconf").symlink_to(desktop.home / ".config/dconf")
    with daemon:
        assert daemon.end() == 0
        daemon.start()
        desk = KINDS[kind](kind, desktop, daemon)
        yield desk
        desk.close()
        protocols = desk.protocols
    write_result(kind, desk.cells, protocols)


@pytest.fixture
def saw(desk: Desk) -> Callable[[str], None]:
    """Fills a cell of the table; a scenario that fails before leaves it empty."""

    def fill(scenario: str) -> None:
        desk.cells[scenario] = cell(desk.kind, scenario)

    return fill


Saw = Callable[[str], None]


def test_a_reminder_comes(desk: Desk, saw: Saw) -> None:
    desk.remind()
    assert desk.daemon.now()["state"] == "due"
    saw("A reminder comes")


def test_nobody_there_wakes_nobody(desk: Desk, saw: Saw, record_property: Callable[[str, object], None]) -> None:
    """Tray and presence are on, the one heartbeat of this minute counts, and no guide is still waited for."""
    desk.daemon.save(STILL)
    if desk.daemon.now()["reminder"]:
        desk.on_the_command_line("Skip")
    desk.desktop.input()
    now = desk.daemon.wait(lambda now: now["presence"] == "idle" and not now["reminder"], "nobody there", 30)
    assert (now["capabilities"]["presence"], now["capabilities"]["tray"]) == (desk.presence, "sni")
    counts = [until_still(desk.daemon.pid)]
    for _ in range(IDLE_SECONDS):
        time.sleep(1)
        counts.append(switches(desk.daemon.pid))
    desk.daemon.save(FAST)
    wakeups = counts[-1].since(counts[0]).wakeups
    record_property(MEASURED, f"{desk.kind}: {wakeups} wake-ups of the daemon in an idle minute")
    each = [later.since(earlier).wakeups for earlier, later in pairwise(counts)]
    assert wakeups <= 4, f"in each second: {each}\n{desk.daemon.log()[-2000:]}"
    saw("A minute with nobody there: at most 4 wake-ups")


def until_still(pid: int) -> Switches:
    """The count when a whole second has passed in which nothing woke it: what ends the typing is told by then."""
    before = switches(pid)
    for _ in range(STILL_SECONDS):
        time.sleep(1)
        after = switches(pid)
        if not after.since(before).wakeups:
            return after
        before = after
    raise AssertionError(f"woken in each of {STILL_SECONDS} seconds")


@pytest.mark.parametrize("place", ["on the pop-up", "in the tray", "on the command line"])
def test_every_answer(desk: Desk, saw: Saw, place: str) -> None:
    scenario = f"Another, Snooze, Done {place}"
    desk.remind()
    if cell(desk.kind, scenario) == NO_BUTTONS_DUNST:
        desk.desktop.wait(lambda: "Answer in the tray, or type “breakd done”" in desk.last_note(), "the way out")
        click_for_more(desk)
        saw(scenario)
        return
    answer = {
        "on the pop-up": desk.on_the_popup, "in the tray": desk.in_the_tray,
        "on the command line": desk.on_the_command_line,
    }[place]  # fmt: skip
    reminder = desk.daemon.now()["reminder"]
    done = desk.daemon.now()["today"]["outcomes"]["completed"]

    answer("Another")
    desk.daemon.wait(lambda now: now["reminder"]["stretch"] != reminder["stretch"], "another stretch")
    desk.desktop.wait(lambda: desk.shows() == 1, "the other stretch on the screen")
    time.sleep(0.5)
    answer("Snooze")
    desk.daemon.wait_stage("snoozed")
    desk.desktop.wait(lambda: desk.shows() == 0, "the pop-up to go")
    desk.work_until_shown()
    answer("Done")
    desk.daemon.wait_stage(None)
    desk.desktop.wait(lambda: desk.shows() == 0, "the pop-up to go")
    assert desk.daemon.now()["today"]["outcomes"]["completed"] == done + 1
    entry = desk.daemon.reminders()[-1]
    assert (entry["id"], entry["outcome"], entry["snoozes"]) == (reminder["id"], "completed", 1)
    saw(scenario)


def click_for_more(desk: Desk) -> None:
    """A click on the text brings the guide, or where there is none all steps; it is no answer yet."""
    before = desk.asked_to_show()
    desk.click_body()
    desk.desktop.wait(lambda: desk.asked_to_show() > before or desk.daemon.stage() == "started", "all steps")
    assert desk.daemon.now()["reminder"]


def test_a_click_on_the_text(desk: Desk, saw: Saw) -> None:
    scenario = "A click on the pop-up's text"
    desk.remind()
    if cell(desk.kind, scenario) == PUT_AWAY:
        desk.click_body()
        desk.desktop.wait(lambda: desk.shows() == 0, "the pop-up to go")
        desk.daemon.wait(lambda now: now["reminder"]["stage"] != "shown", "it was seen to go")
    else:
        click_for_more(desk)
    saw(scenario)


def test_the_tray_and_its_host(desk: Desk, saw: Saw) -> None:
    desk.desktop.wait(lambda: len(desk.tray()) == 1, "the tray item")
    assert desk.daemon.now()["capabilities"]["tray"] == "sni"
    saw("The tray item is registered")
    desk.restart_tray_host()
    desk.desktop.wait(lambda: len(desk.tray()) == 1, "the tray item at the new host")
    desk.daemon.wait(lambda now: now["capabilities"]["tray"] == "sni", "the tray")
    desk.remind()
    desk.in_the_tray("Done")
    desk.daemon.wait_stage(None)
    saw("The tray's host restarts")


def test_the_notification_server_restarts(desk: Desk, saw: Saw) -> None:
    scenario = "The notification server restarts"
    if cell(desk.kind, scenario) == NOT_PLAYED:
        saw(scenario)
        return
    desk.remind()
    id = desk.daemon.now()["reminder"]["id"]
    before = desk.asked_to_show()
    desk.restart_server()
    desk.work_until_shown()
    desk.desktop.type_for(3, 0.3)
    assert desk.daemon.now()["reminder"]["id"] == id
    assert desk.shows() == 1
    assert desk.asked_to_show() - before <= 1, "shown again at most once"
    desk.on_the_command_line("Done")
    desk.desktop.wait(lambda: desk.shows() == 0, "the pop-up to go")
    saw(scenario)


def test_do_not_disturb(desk: Desk, saw: Saw) -> None:
    desk.remind()
    desk.on_the_command_line("Skip")
    desk.disturb(True)
    try:
        desk.work_until("deferred")
        assert desk.daemon.now()["quiet"] == ["do-not-disturb"]
        desk.desktop.type_for(2, 0.3)
        assert (desk.daemon.stage(), desk.shows()) == ("deferred", 0)
        saw("Do-not-disturb at due time")
    finally:
        ended = time.monotonic()
        desk.disturb(False)
    desk.work_until_shown(desk.settles_within)
    assert time.monotonic() - ended >= SETTLE
    saw("Do-not-disturb ends")


def presence(desk: Desk, wanted: str) -> None:
    desk.daemon.wait(lambda now: now["presence"] == wanted, wanted)


def test_locked_by_the_hint_alone(desk: Desk, saw: Saw) -> None:
    desk.remind()
    desk.desktop.set_locked(True)
    presence(desk, "locked")
    desk.desktop.wait(lambda: desk.shows() == 0, "no reminder on the lock screen")
    desk.desktop.set_locked(False)
    presence(desk, "active")
    saw("Locked by logind's hint alone")


def test_locked_by_the_signal_alone(desk: Desk, saw: Saw) -> None:
    desk.remind()
    assert not desk.desktop.has_name(desk.locker)
    with FakeLocker(desk.desktop.env["DBUS_SESSION_BUS_ADDRESS"], desk.locker) as locker:
        locker.lock()
        presence(desk, "locked")
        desk.desktop.wait(lambda: desk.shows() == 0, "no reminder on the lock screen")
        locker.unlock()
        presence(desk, "active")
    saw("Locked by a locker's signal alone")


def test_a_lock_request_and_no_locker(desk: Desk, saw: Saw) -> None:
    desk.remind()
    id = desk.daemon.now()["reminder"]["id"]
    desk.desktop.ask_to_lock()
    seen = set()

    def look() -> bool:
        seen.add(desk.daemon.now()["presence"])
        return False

    desk.desktop.type_for(LOCKER_SECONDS + 1, 0.3, until=look)
    assert seen == {"active"}
    assert (desk.shows(), desk.daemon.now()["reminder"]["id"]) == (1, id)
    saw("A lock request, and no locker")


def test_the_column_is_full_and_the_page_tells_it(desk: Desk) -> None:
    assert desk.daemon.end() == 0
    # the server that was ended had sometimes a call to answer, one that has just started may answer late, and it is
    # right to say so
    complaints = [line for line in desk.daemon.complaints() if not any(word in line for word in RESTARTS)]
    assert complaints == []
    assert set(desk.cells) == set(SCENARIOS)
    page = committed()
    if codename() in page:  # of other releases the page says nothing yet
        column = page[codename()].get(desk.kind)
        assert column, "run python -m tools.desktops_table"
        assert column.cells == desk.cells, "run python -m tools.desktops_table"
