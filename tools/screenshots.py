"""Takes the pictures of `docs/screenshots/` on the test desktops: .venv/bin/python -m tools.screenshots [NAME...]

Names are gnome, xfce, plasma, dunst, guide and board; without any, all are taken. Daemon, desktops, clicks are real.
Only the half hour of sitting is not waited for: the kept state is moved to just before the reminder is due.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from tests.desktops.test_tray_x11 import windows
from tests.support.desktops.daemon import Daemon, environment
from tests.support.guide_visitor import Board, Guide
from tests.support.rigs.bus import private_bus
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.x11 import X11Desktop

FOLDER = Path(__file__).parents[1] / "docs/screenshots"
CONFIG = """
[reminder]
wait_for_pause = "1s"
expires = "10m"
"""
GUIDED = {"light": "seated-hamstring-stretch", "dark": "standing-side-bend", "still": "cat-cow"}
SAT = 1797.0
"""Seconds of sitting in the state that is taken up."""


def main(names: Sequence[str]) -> int:
    """Take all of them, or those that are named; the exit code."""
    for name, take in TAKES.items():
        if not names or name in names:
            take()
    return 0


def take_gnome() -> None:
    """The reminder under the pointer, and the menu."""
    with GnomeDesktop() as gnome:
        _day(gnome, lambda: _gnome(gnome))


def take_xfce() -> None:
    """The reminder, and the menu."""
    with X11Desktop(notify="xfce4-notifyd", panel=True) as xfce:
        _day(xfce, lambda: _xfce(xfce))


def take_plasma() -> None:
    """The reminder."""
    with KdeDesktop(shell=True) as kde:
        _day(kde, lambda: _plasma(kde))


def take_dunst() -> None:
    """The reminder on sway with dunst."""
    with SwayDesktop(notify="dunst") as sway:
        _day(sway, lambda: _dunst(sway))


def take_guide() -> None:
    """The guide in the middle of a hold: light, dark, and both frames for who wants no motion."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, private_bus(Path(folder)) as bus, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with Daemon(environment() | {"DBUS_SESSION_BUS_ADDRESS": bus}, Path(folder) / "life") as daemon:
            for name, stretch in GUIDED.items():
                page = browser.new_page(
                    viewport={"width": 960, "height": 760},
                    color_scheme="dark" if name == "dark" else "light",
                    reduced_motion="reduce" if name == "still" else "no-preference",
                )
                with Guide(daemon, stretch) as guide:
                    page.goto(guide.url)
                    page.click("#begin")
                    page.click("#skip")
                    page.click("#skip")
                    page.wait_for_timeout(3000)
                    page.mouse.move(1, 1)
                    page.screenshot(path=FOLDER / f"guide-{name}.png")
                    page.click("#leave")
                    guide.end()
                page.close()
        browser.close()


def take_board() -> None:
    """The window: what is going on now while a reminder is open, light and dark."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, private_bus(Path(folder)) as bus, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        with Daemon(environment() | {"DBUS_SESSION_BUS_ADDRESS": bus}, Path(folder) / "life") as daemon:
            daemon.call("ReportRedFlags", "s", "none")
            daemon.end()
            _sit_until_due(daemon)
            daemon.start()
            daemon.call("RemindNow")
            for scheme in ("light", "dark"):
                size = {"width": 1100, "height": 780}
                page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
                with Board(daemon) as board:
                    page.goto(board.url)
                    page.wait_for_selector("#main[data-open=now] .scene")
                    page.screenshot(path=FOLDER / f"board-{scheme}.png")
                    page.close()
                    board.end()
        browser.close()


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
        for day in account["days"]:
            day.update(sitting=SAT)
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
    _crop("gnome-notification.png", (380, 0, 900, 200))
    gnome.eval("Main.messageTray.clearableCount; Main.messageTray._hideNotification(true)")
    (icon,) = gnome.icons()
    gnome.click(icon.x, icon.y)
    gnome.wait(lambda: gnome.find("Quit breakd"), "the open menu")
    time.sleep(1)
    gnome.shot(FOLDER / "gnome-menu.png")
    _crop("gnome-menu.png", (940, 0, 1280, 424))


def _plasma(kde: KdeDesktop) -> None:
    file = FOLDER / "plasma-notification.png"
    kde.shot(file)
    _crop(file.name, (820, 520, 1280, 800))  # Plasma's wallpaper weighs 700 kB


def _dunst(sway: SwayDesktop) -> None:
    sway.shot(FOLDER / "dunst-notification.png")
    _crop("dunst-notification.png", (832, 0, 1280, 280))


def _xfce(xfce: X11Desktop) -> None:
    xfce.shot(FOLDER / "xfce-notification.png")
    _crop("xfce-notification.png", (832, 0, 1280, 152))
    xfce.click(*windows(xfce)[0].at(0.5, 0.5), 3)
    time.sleep(1)
    xfce.shot(FOLDER / "xfce-menu.png")
    _crop("xfce-menu.png", (832, 518, 1280, 800))


def _crop(name: str, part: tuple[int, int, int, int]) -> None:
    """What it is about, without the empty desktop around it."""
    with Image.open(FOLDER / name) as whole:
        cut = whole.crop(part)
    cut.save(FOLDER / name, optimize=True)


TAKES = {
    "gnome": take_gnome, "xfce": take_xfce, "plasma": take_plasma, "dunst": take_dunst, "guide": take_guide,
    "board": take_board,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
