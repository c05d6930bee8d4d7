"""In a real browser: what is new waits until it has been read, and when to stop stays on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.desktops.daemon import Daemon
from tests.support.guide_browser import begin, stage
from tests.support.guide_visitor import Guide

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_what_is_new_waits_and_can_be_read(daemon: Daemon, page: Page, faults: list[str]) -> None:
    with Guide(daemon, "figure-four-seated", "--speed=50") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        page.wait_for_timeout(1500)
        assert page.get_attribute("#guide", "data-stage") == "ready", "it waits, also at fifty times the speed"
        assert page.inner_text("#sentence") == "New for you: please read this first"
        assert page.inner_text("#begin") == "Begin"
        assert not any(page.is_visible(f"#{id}") for id in ("clock", "pause", "skip", "hurts", "done"))
        notes = page.locator("#notes li").all_inner_texts()
        assert "Where you feel it: deep in the left buttock." in notes
        (stop,) = (note for note in notes if note.startswith("Stop if you feel: "))
        assert notes[-1].startswith("Whatever you do, stop at once if you feel: sharp or sudden pain; ")
        seen = set[str]()
        page.locator("#begin").scroll_into_view_if_needed()
        page.keyboard.press("Space")
        while page.get_attribute("#guide", "data-stage") == "play":
            seen.add(page.inner_text("#stop"))
        stage(page, "over")
        assert seen - {""} == {stop}
        assert page.inner_text("#always") == notes[-1]
        page.click("#close")
        assert guide.end()[0] == 0
    assert [fault for fault in faults if "close" not in fault] == []


@pytest.mark.parametrize("height", [480, 2000])
def test_keys_begin_what_is_new_only_after_it_was_on_the_screen(daemon: Daemon, page: Page, height: int) -> None:
    page.set_viewport_size({"width": 380, "height": height})
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        if height == 480:
            for key in ("Enter", "n"):
                page.keyboard.press(key)
            assert page.get_attribute("#guide", "data-stage") == "ready"
            assert page.evaluate("() => document.activeElement.id") == "sentence"
            for _ in range(12):  # the browser's own way of reading on
                page.keyboard.press("PageDown")
                page.wait_for_timeout(200)
        else:
            assert page.evaluate("() => document.activeElement.id") == "begin"
        page.keyboard.press("Enter")
        stage(page, "play")
        page.click("#leave")
        guide.end()


def test_when_to_stop_stays_and_where_it_is_felt_comes_with_the_hold(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "figure-four-seated") as guide:
        page.goto(guide.url)
        begin(page)
        felt: dict[bool, set[str]] = {True: set(), False: set()}
        while "right" not in page.inner_text("#side"):
            assert page.inner_text("#stop").startswith("Stop if you feel: ")
            felt[page.inner_text("#sentence").startswith("Hold")].add(page.inner_text("#felt"))
            page.keyboard.press("n")
        assert felt == {True: {"Where you feel it: deep in the left buttock."}, False: {""}}
        page.click("#leave")
        guide.end()


def test_the_second_time_there_is_time_to_read_and_no_need_to_wait(daemon: Daemon, page: Page) -> None:
    daemon.breakd("done", "cobra")
    with Guide(daemon, "cobra") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        assert page.inner_text("#sentence") == "Get ready"
        assert page.inner_text("#begin") == "Begin now"
        words = page.inner_text("#name, #sentence").split() + page.inner_text("#guide").split()
        assert 15 <= int(page.inner_text("#count")) <= 0.3 * len(words) + 1
        page.keyboard.press("Space")
        page.wait_for_selector("#guide.paused")
        count = page.inner_text("#count")
        page.wait_for_timeout(1500)
        assert page.inner_text("#count") == count, "whoever reads slowly pauses"
        page.keyboard.press("Enter")
        stage(page, "play")
        assert page.inner_text("#pause span") == "Pause"
        page.click("#leave")
        guide.end()


def test_a_guide_that_is_forgotten_before_it_begins_is_left(daemon: Daemon, page: Page) -> None:
    """A guide that waits keeps every reminder back, so it cannot wait for ever: ten minutes, here at high speed."""
    with Guide(daemon, "cobra", "--speed=150") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        assert guide.end() == (0, "Stopped early; nothing saved.\n", "")
    assert daemon.stage() == "waiting"
