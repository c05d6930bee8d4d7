"""The sway rig itself: what it promises to the tests that stand on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.desktops.test_rigs_kde import pressed, shots_differ
from tests.desktops.test_rigs_x11 import notify
from tests.support.rigs import needs
from tests.support.rigs.sway import SwayDesktop

pytestmark = pytest.mark.sway


def painted(sway: SwayDesktop, before: Path, after: Path) -> bool:
    """Whether the screen is another one now; a server knows of a notification before it paints it."""
    sway.shot(after)
    return shots_differ(before, after)


def test_mako_shows_and_takes_a_real_click(sway: SwayDesktop, tmp_path: Path) -> None:
    before, after = tmp_path / "before.png", tmp_path / "after.png"
    sway.shot(before)

    def click() -> None:
        sway.wait(sway.banners, "the notification")
        sway.wait(lambda: painted(sway, before, after), "its picture")
        (banner,) = sway.banners()
        assert (banner.title, banner.body, banner.actions["done"]) == ("Hello", "a body", "Done")
        sway.click(*sway.notification_place)

    assert pressed(sway, "Hello", click) == "default"
    assert sway.banners() == []
    with Image.open(after) as image:
        assert image.size == (1280, 800)


def test_mako_invokes_what_it_does_not_show(sway: SwayDesktop) -> None:
    assert pressed(sway, "Behind", lambda: sway.invoke("snooze")) == "snooze"


def test_dunst_takes_a_real_click(tmp_path: Path) -> None:
    needs.require("sway")
    with SwayDesktop(notify="dunst") as desktop:
        before, after = tmp_path / "before.png", tmp_path / "after.png"
        desktop.shot(before)

        def click() -> None:
            desktop.wait(lambda: "displayed: 1" in desktop.run("dunstctl", "count").stdout, "the notification")
            desktop.wait(lambda: painted(desktop, before, after), "its picture")
            desktop.click(*desktop.notification_place, button=2)

        assert pressed(desktop, "Hello", click) == "default"


def test_waybar_hosts_items(sway: SwayDesktop) -> None:
    assert sway.has_name("org.kde.StatusNotifierWatcher")
    assert sway.tray() == []


def test_a_server_and_a_bar_that_restart(sway: SwayDesktop) -> None:
    sway.end(sway.notifications)
    assert not sway.has_name("org.freedesktop.Notifications")
    sway.start_notifications()
    assert notify(sway, "a new server counts from one") == 1
    sway.end(sway.bar)
    sway.start_bar()
