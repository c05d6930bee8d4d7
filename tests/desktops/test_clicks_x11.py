"""Clicks that are none: double, stale, foreign and forged ones change nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection

from tests.support.desktops.daemon import FAST, CallFailed, Daemon
from tests.support.desktops.tray_desk import menu_of
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.x11 import X11Desktop

pytestmark = pytest.mark.x11

NOTIFICATIONS = "org.freedesktop.Notifications"
SERVER = DBusAddress("/org/freedesktop/Notifications", interface=NOTIFICATIONS)
LATE_ANSWER = 0.7
"""Seconds after which an answer to a pop-up that was closed counts no more."""


@pytest.fixture
def daemon(x11: X11Desktop, tmp_path: Path) -> Iterator[Daemon]:
    with Daemon(x11.env, tmp_path, FAST) as daemon:
        yield daemon
        assert daemon.end() == 0
        assert daemon.complaints() == []


def remind(x11: X11Desktop, daemon: Daemon) -> dict[str, Any]:
    """Work until a reminder shows; its pop-up."""
    assert x11.type_for(20, 0.3, until=lambda: daemon.stage() == "shown")
    x11.wait(lambda: reminders_on(x11), "the pop-up")
    (note,) = reminders_on(x11)
    return note


def reminders_on(x11: X11Desktop) -> list[dict[str, Any]]:
    return [note for note in x11.recorder.shown() if "done" in note["actions"]]


def said(daemon: Daemon) -> tuple[Any, ...]:
    """All that an answer would change."""
    time.sleep(LATE_ANSWER)  # a dismissal is acted on half a second late
    status = daemon.status()
    return status["state"], status["reminder"], status["today"]["outcomes"], daemon.history()["reminders"]


def line_of_the_menu(desktop: Desktop, daemon: Daemon, label: str) -> int:
    """The number that a host sends for a click on this line."""
    _revision, (_root, _properties, children) = desktop.call(
        *menu_of(desktop, daemon.pid), "GetLayout", "iias", 0, -1, []
    )
    (number,) = [child[0] for _, child in children if child[1].get("label", ("", ""))[1] == label]
    return int(number)


def click_menu(desktop: Desktop, daemon: Daemon, number: int) -> None:
    desktop.call(*menu_of(desktop, daemon.pid), "Event", "isvu", number, "clicked", ("i", 0), 0)


def emit(desktop: Desktop, member: str, signature: str, *body: object) -> None:
    """A signal as the notification server would send it, from somebody else."""
    with open_dbus_connection(desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        connection.send(new_signal(SERVER, member, signature, body))


def test_double_clicks_are_one(x11: X11Desktop, daemon: Daemon) -> None:
    note = remind(x11, daemon)
    for _ in range(3):
        x11.recorder.press(note["id"], "snooze")
    assert daemon.wait_stage("snoozed")["reminder"]["snoozes_left"] == 4
    again = remind(x11, daemon)
    for _ in range(3):
        x11.recorder.press(again["id"], "done")
    daemon.wait_stage(None)
    assert said(daemon)[2]["completed"] == 1
    first, *later = daemon.reminders()  # the next may be due already
    assert (first["outcome"], first["snoozes"]) == ("completed", 1)
    assert [entry for entry in later if entry["outcome"]] == []


def test_stale_clicks_change_nothing(x11: X11Desktop, daemon: Daemon) -> None:
    old = remind(x11, daemon)
    old_id, old_line = daemon.now()["reminder"]["id"], line_of_the_menu(x11, daemon, "Done")
    x11.recorder.press(old["id"], "done")
    daemon.wait_stage(None)
    new = remind(x11, daemon)
    assert daemon.now()["reminder"]["id"] != old_id
    assert new["id"] != old["id"]
    before = said(daemon)

    for action in ("done", "snooze", "another", "default"):
        x11.recorder.press(old["id"], action)
    x11.recorder.dismiss(old["id"])
    for member, signature, *more in (("Done", "us", ""), ("Snooze", "uu", 0), ("Skip", "u"), ("Another", "u")):
        with pytest.raises(CallFailed, match=r"Error\.Refused"):
            daemon.call(member, signature, old_id, *more)
    click_menu(x11, daemon, old_line)
    assert said(daemon) == before

    click_menu(x11, daemon, line_of_the_menu(x11, daemon, "Done"))
    daemon.wait_stage(None)


def test_foreign_and_forged_signals_change_nothing(x11: X11Desktop, daemon: Daemon) -> None:
    note = remind(x11, daemon)
    before = said(daemon)
    for action in ("done", "snooze", "another", "default"):
        emit(x11, "ActionInvoked", "us", note["id"], action)
    for reason in (1, 2, 3):
        emit(x11, "NotificationClosed", "uu", note["id"], reason)
    assert said(daemon) == before
    assert [shown["id"] for shown in reminders_on(x11)] == [note["id"]]

    x11.recorder.press(note["id"], "done")
    daemon.wait_stage(None)
