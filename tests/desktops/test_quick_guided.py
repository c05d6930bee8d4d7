"""With the quick example a stretch that the guide leads through ends as done, hands off the keyboard all the while.

Its natural break is shorter than any stretch: the guide's end decides, and not the absence (1.3.6).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktops.daemon import QUICK, Daemon
from tests.support.desktops.desks import KINDS, Desk
from tests.support.desktops.real_browser import RealBrowser
from tests.support.guide_screen import Screen
from tests.support.rigs import needs
from tests.support.rigs.x11 import X11Desktop

from .test_first_hour import follow

TIMES = 1.6
"""How much faster it is led: it still takes longer than the natural break."""
NATURAL_BREAK = 30.0
MARKS = {"xfce": pytest.mark.x11, "gnome": pytest.mark.gnome, "kde": pytest.mark.kde, "sway": pytest.mark.sway}


@pytest.fixture(params=[pytest.param(kind, marks=mark) for kind, mark in MARKS.items()])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Desk, RealBrowser]]:
    """A person at work on this desktop, with a browser."""
    needs.require("browser")
    desktop = request.getfixturevalue(request.param)
    daemon = Daemon(desktop.env, tmp_path / "life", QUICK)
    browser = RealBrowser(desktop, daemon, tmp_path)
    with daemon:
        daemon.call("ReportRedFlags", "s", "none")  # as after the set-up
        desk = KINDS[request.param](request.param, desktop, daemon)
        yield desk, browser
        desk.close()


def test_a_click_on_the_reminder_leads_to_its_end(desk: tuple[Desk, RealBrowser]) -> None:
    person, browser = desk
    person.work_until_shown()
    if person.kind == "xfce":  # it draws a button for what a click on the text does elsewhere
        person.on_the_popup("Start")
    else:
        person.click_body()
    with browser.windows() as windows:
        guide = windows.with_a("#guide[data-stage=ready]")
        began = time.monotonic()
        follow(guide, TIMES)
        assert time.monotonic() - began > NATURAL_BREAK, "or it shows nothing"
    ends_as_done(person.daemon)


@pytest.mark.x11
def test_so_it_does_in_a_terminal(x11: X11Desktop, tmp_path: Path) -> None:
    with Daemon(x11.env, tmp_path / "life", QUICK) as daemon:
        assert x11.type_for(25, 0.3, until=lambda: daemon.stage() == "shown")
        screen = Screen(daemon, f"--speed={TIMES}")
        screen.begin()
        began = time.monotonic()
        screen.see("Well done", 90)
        assert time.monotonic() - began > NATURAL_BREAK
        screen.close()
        ends_as_done(daemon)


def ends_as_done(daemon: Daemon) -> None:
    """That the one reminder is closed, and how."""
    status = daemon.wait(lambda status: sum(status["today"]["outcomes"].values()), "the end of the reminder")
    assert status["today"]["outcomes"]["completed"] == 1
    assert daemon.reminders()[0]["outcome"] == "completed"
