"""The Plasma rig itself: what it promises to the tests that stand on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jeepney import DBusAddress, MatchRule, message_bus, new_method_call
from jeepney.io.blocking import Proxy, open_dbus_connection
from PIL import Image

from tests.desktops.test_rigs_x11 import NOTIFICATIONS, colours_now, notify
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.kde import KdeDesktop

pytestmark = pytest.mark.kde

STAYS = 60_000
"""Milliseconds."""
ACTIONS = ["default", "Start", "done", "Done", "snooze", "Snooze 10 min", "another", "Another"]


def pressed(desktop: Desktop, title: str, press: Callable[[], None]) -> str:
    """Show a notification with actions and press something; the key of the action that its sender is told."""
    # all on one connection: dunst tells nobody else
    server = DBusAddress("/org/freedesktop/Notifications", NOTIFICATIONS, NOTIFICATIONS)
    rule = MatchRule(type="signal", interface=NOTIFICATIONS, member="ActionInvoked")
    with open_dbus_connection(bus=desktop.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        Proxy(message_bus, connection).AddMatch(rule)
        with connection.filter(rule) as signals:
            note: tuple[object, ...] = ("test", 0, "", title, "a body", ACTIONS, {}, STAYS)
            connection.send_and_get_reply(new_method_call(server, "Notify", "susssasa{sv}i", note))
            press()
            return str(connection.recv_until_filtered(signals, timeout=20).body[1])


def test_a_real_click_on_each_button_and_on_the_text(kde: KdeDesktop, tmp_path: Path) -> None:
    before, after = tmp_path / "before.png", tmp_path / "after.png"
    kde.wait(lambda: colours_now(kde, before) > 1, "the picture of the desktop")
    for number, key in enumerate(("done", "snooze", "another")):

        def press(number: int = number) -> None:
            buttons = kde.buttons(kde.popup())
            assert len(buttons) == 3
            kde.wait(lambda: painted(kde, before, after), "the picture of the pop-up")
            kde.click(*buttons[number])

        assert pressed(kde, "Hello", press) == key
        kde.wait(lambda: not kde.windows("notification"), "the notification to go at a click")
    with Image.open(after) as image:
        assert image.size == (1280, 800)


def test_a_click_on_the_text_is_the_default_action(kde: KdeDesktop) -> None:
    kde.restart_shell()
    assert pressed(kde, "Hello", lambda: kde.click(*kde.popup().at(0.5, 0.5))) == "default"


def test_the_panel_hosts_items(kde: KdeDesktop) -> None:
    assert kde.has_name("org.kde.StatusNotifierWatcher")
    assert kde.tray() == []


def test_a_shell_that_restarts(kde: KdeDesktop) -> None:
    kde.restart_shell()
    assert notify(kde, "a new server counts from one") == 1


def painted(kde: KdeDesktop, before: Path, after: Path) -> bool:
    """Whether the screen is another one now; a window is there before it is painted."""
    kde.shot(after)
    return shots_differ(before, after)


def shots_differ(one: Path, other: Path) -> bool:
    """Whether two pictures of the screen are different."""
    with Image.open(one) as first, Image.open(other) as second:
        return first.tobytes() != second.tobytes()
