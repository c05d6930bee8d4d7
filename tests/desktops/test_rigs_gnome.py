"""The GNOME rig itself: what it promises to the tests that stand on it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.desktops.test_rigs_x11 import notify
from tests.support.rigs.gnome import GnomeDesktop

pytestmark = pytest.mark.gnome


def test_banner_unfolds_its_buttons_and_takes_a_real_click(gnome: GnomeDesktop, tmp_path: Path) -> None:
    before, after = tmp_path / "before.png", tmp_path / "after.png"
    gnome.shot(before)
    gnome.input()
    notify(gnome, "Hello", actions=("done", "Done", "snooze", "Snooze 10 min", "another", "Another"))
    gnome.hover_on("Hello")
    gnome.wait(lambda: gnome.find("Snooze 10 min"), "the buttons")
    gnome.shot(after)
    with Image.open(after) as image:
        assert image.size == (1280, 800)
    with Image.open(before) as bare, Image.open(after) as covered:
        changed = ImageChops.difference(bare.convert("RGB"), covered.convert("RGB")).getbbox()
    assert changed is not None
    assert changed[1] < 200 < changed[2] - changed[0], "a banner at the top, and as broad as one"
    (banner,) = gnome.banners()
    assert (banner.title, banner.body, banner.actions) == ("Hello", "a body", ["Done", "Snooze 10 min", "Another"])
    gnome.click_on("Snooze 10 min")
    gnome.wait(lambda: not gnome.banners(), "the banner to go at a click")


def test_press_action_needs_no_banner(gnome: GnomeDesktop) -> None:
    gnome.clear()
    notify(gnome, "Behind")
    assert gnome.press_action("Done")
    assert not gnome.press_action("Done")


def test_pointer_motion_is_input(gnome: GnomeDesktop) -> None:
    time.sleep(1)
    before = gnome.idle_seconds()
    gnome.input()
    assert gnome.idle_seconds() < before


def test_tray_extension_hosts_items(gnome: GnomeDesktop) -> None:
    assert gnome.has_name("org.kde.StatusNotifierWatcher")
    assert gnome.tray() == []
