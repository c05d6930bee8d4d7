"""The first hour of a person who types nothing: the greeting, the set-up, a first stretch, the history, the settings.

Everything is real: the pop-up and the tray are clicked, and the window is the person's own Chromium on this desktop.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.board.test_set_up_browser import question
from tests.support.desktops.daemon import Daemon
from tests.support.desktops.real_browser import QUICKER, RealBrowser
from tests.support.guide_browser import stage
from tests.support.rigs import needs
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.rigs.x11 import X11Desktop

from . import test_working_day_gnome, test_working_day_x11

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONGEST = 120_000
"""Milliseconds that a stretch may take."""
TIMES = 8
"""How much faster the guide is led than a person is."""
A_SORE_BACK: dict[str, tuple[str, ...]] = {
    "hurts": ("yes",), "pain": ("lumbar",), "side": ("none",), "eases": ("extension",),
    "place": ("office",), "things": ("chair-with-back", "wall"),
    "days": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}  # fmt: skip
"""What this person ticks; of the lists that are not here, nothing applies."""


@dataclass(frozen=True)
class Hands:
    """What differs between the desktops."""

    desktop: X11Desktop | GnomeDesktop
    click_set_up: Callable[[], None]
    """On the greeting."""
    in_the_tray: Callable[[Any, Daemon, str], None]


def on_xfce(xfce: X11Desktop) -> Hands:
    def click() -> None:
        xfce.wait(lambda: xfce.windows("xfce4-notifyd"), "the greeting", 20)
        xfce.wait(lambda: settled(xfce), "a greeting at rest")
        (popup,) = xfce.windows("xfce4-notifyd")
        xfce.click(*popup.at(0.85, 0.74))  # the one button

    return Hands(xfce, click, test_working_day_x11.in_the_tray)


def settled(xfce: X11Desktop) -> bool:
    """Whether the pop-up is where it was a moment ago."""
    before = xfce.windows("xfce4-notifyd")
    xfce.run("sleep", "0.3")
    return before == xfce.windows("xfce4-notifyd")


def on_gnome(gnome: GnomeDesktop) -> Hands:
    def click() -> None:
        gnome.hover_on("breakd is on")
        gnome.click_on("Set up")

    return Hands(gnome, click, test_working_day_gnome.in_the_tray)


@pytest.fixture(params=[pytest.param("xfce", marks=pytest.mark.x11), pytest.param("gnome", marks=pytest.mark.gnome)])
def hands(request: pytest.FixtureRequest) -> Hands:
    """A person at this desktop."""
    needs.require("browser")
    desktop = request.getfixturevalue(request.param)
    return on_xfce(desktop) if request.param == "xfce" else on_gnome(desktop)


def test_nothing_is_typed_after_the_start(hands: Hands, tmp_path: Path) -> None:
    daemon = Daemon(hands.desktop.env, tmp_path / "life", confirmed=False)
    browser = RealBrowser(hands.desktop, daemon, tmp_path)
    with daemon:
        hands.click_set_up()
        with browser.windows() as windows:
            window = windows.with_a("#main[data-open=setup]")
            set_up(window)
            body = tomllib.loads(daemon.config.with_name("body.toml").read_text())["body"]
            assert (body["disclaimer"], body["pain"], body["eases"]) == ("confirmed", ["lumbar"], "extension")

            window.click("#first-stretch")
            guide = windows.with_a("#guide[data-stage=ready]")
            name = follow(guide, TIMES)
            status = daemon.wait_stage(None)
            assert status["today"]["outcomes"]["completed"] == 1
            windows.wait_for(1)  # the guide's is closed
            window.wait_for_selector("#first-stretch:enabled")

            window.click("[data-page=history]")
            window.wait_for_selector("#main[data-open=history]")
            window.locator("summary").first.click()
            window.get_by_role("cell", name=f"{name}: done").wait_for()

            settings(window)
            assert tomllib.loads(daemon.config.read_text())["sitting"]["limit"] == "45m"
            daemon.wait(lambda status: status["limit_seconds"] == 2700, "the new limit")

            hands.in_the_tray(hands.desktop, daemon, "Open")
            windows.with_a("#main[data-open=now]")
            windows.wait_for(2)
        assert daemon.end() == 0
    assert daemon.complaints() == []


def set_up(window: Page) -> None:
    """Answer every question, until it is written down."""
    question(window, "notice")
    window.click("#agree")
    while True:
        window.wait_for_selector(".page[data-stage]:not([data-question=notice])")
        asked = window.get_attribute(".page", "data-question") or ""
        if not asked:
            break
        answer(window, asked)
        window.wait_for_function("(id) => document.querySelector('.page').dataset.question !== id", arg=asked)
    window.click("#write")
    window.wait_for_selector("#again")


def answer(window: Page, asked: str) -> None:
    if asked == "hours":
        window.fill("#setup-text", "0-24")
    for word in A_SORE_BACK.get(asked, ()):
        window.check(f"input[value={word}]")
    ways = "#some:enabled, #next:enabled, #none:enabled, #no, .skip"
    window.locator(ways).first.click()


def follow(guide: Page, times: float) -> str:
    """Follow the stretch to its end, so many times as fast as it is led, and say that it did good; its name."""
    stage(guide, "ready")
    name = guide.inner_text("#name")
    guide.click("#begin")
    stage(guide, "play")
    guide.evaluate(QUICKER, times)
    guide.wait_for_selector("#guide[data-stage=over]", timeout=LONGEST)
    guide.locator("#ending", has_text="Well done").wait_for()
    assert guide.eval_on_selector("#ending", "one => getComputedStyle(one).outlineStyle") == "none"
    guide.click("[data-feel=better]")
    guide.wait_for_selector("#feel", state="hidden")
    guide.click("#close")
    return name


def settings(window: Page) -> None:
    """45 minutes instead of 30."""
    window.click("[data-page=settings]")
    window.fill("[id='setting-sitting.limit']", "45 min")
    window.wait_for_selector("#settings-lines:has-text('45m')")
    window.click("#settings-save")
    window.locator("#said", has_text="Saved").wait_for()
