"""The X11 rig itself: what it promises to the tests that stand on it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.rigs import needs
from tests.support.rigs.desktop import CallFailed, Desktop
from tests.support.rigs.x11 import X11Desktop

pytestmark = pytest.mark.x11

NOTIFICATIONS = "org.freedesktop.Notifications"


def notify(desktop: Desktop, title: str, replaces: int = 0, actions: tuple[str, ...] = ("done", "Done")) -> int:
    (note,) = desktop.call(NOTIFICATIONS, "/org/freedesktop/Notifications", NOTIFICATIONS, "Notify", "susssasa{sv}i",
                           "test", replaces, "", title, "a body", list(actions), {}, -1)  # fmt: skip
    return int(note)


def colours(picture: Path) -> int:
    with Image.open(picture) as image:
        return len(image.getcolors(1 << 24) or ())


def colours_now(desktop: Desktop, picture: Path) -> int:
    """Those of the screen now, kept as a picture; a window is there before it is painted."""
    desktop.shot(picture)
    return colours(picture)


def test_recorder_keeps_what_was_shown_and_how_it_ended(x11: X11Desktop) -> None:
    first, second = notify(x11, "first"), notify(x11, "second")
    assert notify(x11, "first again", replaces=first) == first
    assert [note["summary"] for note in x11.recorder.shown()] == ["first again", "second"]
    x11.recorder.press(first, "done")
    x11.recorder.dismiss(second)
    assert x11.recorder.wait(what="press")["action"] == "done"
    assert x11.recorder.shown() == []


def test_recorder_that_vanishes_is_not_replaced_by_the_bus(x11: X11Desktop) -> None:
    x11.recorder.stop()
    with pytest.raises(CallFailed):
        notify(x11, "nobody there")
    x11.recorder.start()
    assert notify(x11, "a new server counts from one") == 1


def test_input_reaches_the_server(x11: X11Desktop) -> None:
    x11.move(10, 20)
    assert "x:10 y:20" in x11.xdotool("getmouselocation")
    began = time.monotonic()
    assert x11.type_for(5, every=0.1, until=lambda: time.monotonic() > began + 0.3)


def test_logind_is_played(x11: X11Desktop) -> None:
    login = "org.freedesktop.login1"

    def get(path: str, interface: str, name: str) -> object:
        path, name_of = f"/org/freedesktop/login1/{path}", (f"{login}.{interface}", name)
        ((_, value),) = x11.call(login, path, "org.freedesktop.DBus.Properties", "Get", "ss", *name_of, bus="system")
        return value

    manager = ("/org/freedesktop/login1", f"{login}.Manager", "GetUser", "u", os.getuid())
    assert x11.call(login, *manager, bus="system") == (f"/org/freedesktop/login1/user/{os.getuid()}",)
    assert get(f"user/{os.getuid()}", "User", "Display") == ("c1", "/org/freedesktop/login1/session/c1")
    x11.set_locked(True)
    assert get("session/c1", "Session", "LockedHint") is True
    x11.set_locked(False)
    assert get("session/c1", "Session", "LockedHint") is False


def test_two_desktops_side_by_side(x11: X11Desktop) -> None:
    with X11Desktop(notify=None) as other:
        assert other.display != x11.display
        assert not other.has_name(NOTIFICATIONS)


@pytest.fixture
def leaving() -> Iterator[list[int]]:
    pids: list[int] = []
    yield pids
    assert [pid for pid in pids if Path(f"/proc/{pid}/exe").exists()] == []


def test_nothing_outlives_the_rig(leaving: list[int]) -> None:
    needs.require("xfce")
    with X11Desktop(notify="xfce4-notifyd", panel=True) as desktop:
        # the environment of a process names its desktop, whoever started it
        sign = f"XDG_RUNTIME_DIR={desktop.runtime}".encode()
        for proc in Path("/proc").glob("[0-9]*"):
            try:
                if sign in (proc / "environ").read_bytes():
                    leaving.append(int(proc.name))
            except OSError:  # gone meanwhile, or of somebody else
                continue
    assert len(leaving) >= 6  # two buses, logind, notifyd, openbox, panel
    assert not desktop.root.exists()


def test_xfce_shows_a_notification_and_takes_a_click(xfce: X11Desktop, tmp_path: Path) -> None:
    before, after = tmp_path / "before.png", tmp_path / "after.png"
    xfce.wait(lambda: colours_now(xfce, before) > 1, "the picture of the desktop")
    notify(xfce, "Hello", actions=("done", "Done", "snooze", "Snooze 10 min", "another", "Another"))
    xfce.wait(lambda: xfce.windows("xfce4-notifyd"), "the pop-up")
    xfce.wait(lambda: colours_now(xfce, after) > colours(before), "the picture of the pop-up")
    with Image.open(after) as image:
        assert image.size == (1280, 800)
    (popup,) = xfce.windows("xfce4-notifyd")
    xfce.click(*popup.at(0.18, 0.74))
    xfce.wait(lambda: not xfce.windows("xfce4-notifyd"), "the pop-up to go at a click on Done")


def test_xfce_has_a_tray(xfce: X11Desktop) -> None:
    assert xfce.has_name("org.kde.StatusNotifierWatcher")
    xfce.end(xfce.panel)
    xfce.wait(lambda: not xfce.has_name("org.kde.StatusNotifierWatcher"), "the tray to go")
    xfce.start_panel()
