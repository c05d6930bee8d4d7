"""Takes the pictures of `docs/screenshots/` on the test desktops: .venv/bin/python -m tools.screenshots

The daemon, the desktops and the clicks are real. Only the half hour of sitting is not waited for: the kept state is
moved to just before the reminder is due.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.desktops.daemon import Daemon
from tests.desktops.test_tray_gnome import ICONS
from tests.desktops.test_tray_x11 import windows
from tests.rigs.desktop import Desktop
from tests.rigs.gnome import GnomeDesktop
from tests.rigs.x11 import X11Desktop

FOLDER = Path(__file__).parents[1] / "docs/screenshots"
CONFIG = """
[reminder]
wait_for_pause = "1s"
expires = "10m"
"""
SAT = 1797.0
"""Seconds of sitting in the state that is taken up."""


def main() -> int:
    """Take all of them; the exit code."""
    with GnomeDesktop() as gnome:
        _day(gnome, lambda: _gnome(gnome))
    with X11Desktop(notify="xfce4-notifyd", panel=True) as xfce:
        _day(xfce, lambda: _xfce(xfce))
    return 0


def _day(desktop: Desktop, take: Callable[[], None]) -> None:
    """A daemon that was installed earlier, three seconds before its reminder."""
    with tempfile.TemporaryDirectory() as folder:
        daemon = Daemon(desktop.env, Path(folder), CONFIG)
        daemon.start()
        desktop.input()
        time.sleep(1)
        daemon.end()
        _sit_until_due(daemon)
        if isinstance(desktop, GnomeDesktop):
            desktop.clear()  # the greeting of the first start; banners come one after the other
        with daemon:
            desktop.type_for(20, until=lambda: _stage(daemon) == "shown")
            time.sleep(1.5)
            take()
            daemon.end()


def _sit_until_due(daemon: Daemon) -> None:
    database = sqlite3.connect(daemon.state / "history.db")
    (text,) = database.execute("SELECT snapshot FROM engine").fetchone()
    kept = json.loads(text)
    for account in (kept["engine"]["ledger"]["account"], kept["engine"]["ledger"]["settled"]):
        account.update(clock=SAT, bout=SAT, bout_began=kept["engine"]["last"]["wall"])
    with database:
        database.execute("UPDATE engine SET snapshot = ?", [json.dumps(kept)])
    database.close()


def _stage(daemon: Daemon) -> str | None:
    reminder = daemon.status()["reminder"]
    return reminder["stage"] if reminder else None


def _gnome(gnome: GnomeDesktop) -> None:
    gnome.hover_on(gnome.banners()[-1].title)  # a banner unfolds its buttons under the pointer
    time.sleep(1)
    gnome.shot(FOLDER / "gnome-notification.png")
    gnome.eval("Main.messageTray.clearableCount; Main.messageTray._hideNotification(true)")
    ((x, y),) = gnome.eval(ICONS)
    gnome.click(x, y)
    gnome.wait(lambda: gnome.find("Quit breakd"), "the open menu")
    time.sleep(1)
    gnome.shot(FOLDER / "gnome-menu.png")


def _xfce(xfce: X11Desktop) -> None:
    xfce.shot(FOLDER / "xfce-notification.png")
    xfce.click(*windows(xfce)[0].at(0.5, 0.5), 3)
    time.sleep(1)
    xfce.shot(FOLDER / "xfce-menu.png")


if __name__ == "__main__":
    sys.exit(main())
