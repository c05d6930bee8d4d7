"""The red-flag questions in a real browser: nothing but an answer passes them, and the keyboard is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from breakd.stretches import catalogue
from tests.support.desktops.daemon import Daemon
from tests.support.guide_browser import begin, stage, watched
from tests.support.guide_visitor import Guide

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SAFETY = catalogue.load().safety
FOCUS = "() => document.activeElement.id || document.activeElement.value"


def asked(page: Page) -> list[str]:
    """Wait for the questions; their lines."""
    page.wait_for_selector("#questions:not([hidden])")
    return page.locator("#flags label").all_inner_texts()


def test_pain_can_be_said_as_a_number_at_the_end(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "cobra", "--speed=100") as guide:
        page.goto(guide.url)
        begin(page)
        stage(page, "over")
        pain = page.get_by_role("group", name="How much does it hurt now?")
        pain.get_by_role("button", name="8", exact=True).click()
        assert asked(page)[0] == SAFETY.emergency_flags["E1"], "strong pain is asked about at once"
    assert daemon.now()["gentle_until"] is not None


def test_pain_that_moved_down_is_asked_about_at_once(daemon: Daemon, page: Page, faults: list[str]) -> None:
    with Guide(daemon, "chin-tuck", "--speed=60") as guide:
        page.goto(guide.url)
        begin(page)
        stage(page, "over")
        page.get_by_role("button", name="Pain moved down my leg or arm").click()
        lines = asked(page)
        assert len(lines) == len(SAFETY.flags_after_spreading)
        assert lines[0] == SAFETY.emergency_flags["E1"]
        assert page.locator("#flags input:checked").count() == 0
        assert page.is_hidden("#after")
        assert page.inner_text("#said").startswith("Noted. Please stop for now."), "what it brings is read first"
        page.get_by_role("button", name="None of these").click()
        page.get_by_text("The rest of today is gentle: only").wait_for()
        assert page.is_hidden("#questions")
        page.click("#close")
        assert guide.end()[0] == 0
    assert daemon.now()["gentle_until"] is not None
    assert [fault for fault in faults if "close" not in fault] == []


def test_pain_that_moves_down_meanwhile_stops_at_once(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "figure-four-seated") as guide:
        page.goto(guide.url)
        begin(page)
        page.keyboard.press("x")
        asked(page)
        page.get_by_role("button", name="None of these").click()
        page.get_by_text("The rest of today is gentle: only").wait_for()
        page.click("#close")
        assert guide.end()[0] == 0
    assert "figure-four-seated" in {away["stretch"] for away in daemon.now()["away"]}


def test_with_the_keyboard_alone_enter_passes_nothing_and_a_yes_shows_the_card(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, "figure-four-seated") as guide:
        page.goto(guide.url)
        stage(page, "ready")
        page.keyboard.press("Enter")
        stage(page, "play")
        page.keyboard.press("x")
        asked(page)
        assert page.evaluate(FOCUS) == "asking"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == "E1"
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        assert page.is_visible("#questions"), "Enter is no answer"
        assert daemon.now()["ask_red_flags"]
        assert page.is_disabled("#some")
        page.keyboard.press("Space")
        assert page.is_disabled("#none")
        while page.evaluate(FOCUS) != "some":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_text(SAFETY.emergency_title).wait_for()
        assert page.evaluate(FOCUS) == "ending"
        assert page.is_hidden("#always"), "the card stands alone"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert guide.end()[0] == 0
    assert daemon.now()["card"] == "emergency"


def test_all_of_them_are_a_page_of_their_own(daemon: Daemon, page: Page, faults: list[str]) -> None:
    with Guide(daemon, command="questions") as guide:
        page.goto(guide.url)
        for flags in (SAFETY.emergency_flags, SAFETY.urgent_flags, SAFETY.routine_flags):
            page.get_by_text(next(iter(flags.values()))).wait_for()
            assert asked(page) == list(flags.values())
            page.get_by_role("button", name="None of these").click()
        page.get_by_text("Thank you.").wait_for()
        page.click("#close")
        assert guide.end()[0] == 0
    assert [fault for fault in faults if "close" not in fault] == []


def test_a_page_whose_process_has_gone_says_not_to_wait(daemon: Daemon, page: Page) -> None:
    with Guide(daemon, command="questions") as guide:
        page.goto(guide.url)
        asked(page)
        guide.process.kill()
        page.locator("#flags input").first.check()
        page.click("#some")
        page.get_by_text("please do not wait for breakd").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [380, 760])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    daemon: Daemon, chromium: Browser, faults: list[str], scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": 760}
    with chromium.new_context(color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
        page = watched(context.new_page(), faults)
        with Guide(daemon, command="questions") as guide:
            page.goto(guide.url)
            asked(page)
            for part in ("questions", "ticked", "card"):
                found = Axe().run(page)
                assert found.violations_count == 0, (part, found.generate_report())
                assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), part
                if part == "questions":
                    page.locator("#flags input").first.check()
                elif part == "ticked":
                    page.click("#some")
                    page.get_by_text(SAFETY.emergency_title).wait_for()
        assert faults == []
