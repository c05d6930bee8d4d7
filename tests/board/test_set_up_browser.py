"""The page *Set up* in a real Chromium: the keyboard alone is enough, and what is pressed ends in the files."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from breakd.messages import board_setup as texts
from breakd.messages import setup as questions
from breakd.messages import tr
from tests.support.desktops.daemon import Daemon
from tests.support.guide_visitor import Board

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture
def at_set_up(newcomer: Daemon, page: Page) -> Iterator[Page]:
    """The window of a person who has confirmed nothing: it opens at the questions."""
    newcomer.config.with_name("body.toml").unlink()
    newcomer.config.unlink()
    until(lambda: newcomer.status()["ask_disclaimer"])
    with Board(newcomer) as board:
        page.goto(board.url)
        question(page, "notice")
        yield page


def question(page: Page, id: str) -> None:
    """Wait until this question is asked."""
    page.wait_for_selector(f'.page[data-question="{id}"]')


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str) -> None:
    """Go there by Tab, as somebody does who has no mouse."""
    for _ in range(60):
        if page.evaluate("at => document.activeElement?.matches(at) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {selector}")


def push(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_keyboard_alone_sets_up_who_is_well(at_set_up: Page, newcomer: Daemon, faults: list[str]) -> None:
    page = at_set_up
    push(page, "#agree")
    question(page, "hurts")
    assert page.evaluate("document.activeElement.tagName") == "H2", "who listens hears the question"
    assert page.locator("input:checked").count() == 0
    tab_to(page, "input[type=radio]")
    press(page, "ArrowUp", "Enter")  # the last one: nothing hurts
    for id in ("emergency", "urgent", "routine", "joints", "health"):
        question(page, id)
        press(page, "Enter")
        assert page.locator("input:checked").count() == 0
        push(page, "#none")
    question(page, "place")
    assert page.locator(".step").inner_text() == tr(questions.STEP, number=4, count=5)
    tab_to(page, "input[type=radio]")
    press(page, "Space", "ArrowDown", "Enter")
    question(page, "hours")
    tab_to(page, "#setup-text")
    page.keyboard.type("soon")
    press(page, "Enter")
    page.wait_for_selector("#setup-fault:not(:empty)")
    press(page, "Control+A")
    page.keyboard.type("17-9")
    press(page, "Enter")
    question(page, "night 17:00-09:00")
    tab_to(page, "input[type=radio]")
    press(page, "ArrowUp", "Enter")
    question(page, "days")
    tab_to(page, "input[type=checkbox]")
    press(page, "Space")
    push(page, "#some")
    page.wait_for_selector("#write")
    push(page, "#write")
    page.wait_for_selector("#again")
    body = tomllib.loads(newcomer.config.with_name("body.toml").read_text())["body"]
    assert (body["disclaimer"], body["pain"]) == ("confirmed", [])
    config = tomllib.loads(newcomer.config.read_text())
    assert (config["place"]["now"], config["hours"]) == ("home", {"monday": ["09:00-17:00"]})
    assert not newcomer.status()["ask_disclaimer"], "it holds at once"
    assert faults == []


def test_back_and_change_keep_what_was_said(at_set_up: Page, faults: list[str]) -> None:
    page = at_set_up
    page.click("#agree")
    question(page, "hurts")
    page.check("input[value=elsewhere]")
    page.click("#next")
    question(page, "emergency")
    page.click(".back")
    question(page, "hurts")
    assert page.locator("input:checked").get_attribute("value") == "elsewhere"
    page.click("#next")
    for id in ("emergency", "urgent", "routine"):
        question(page, id)
        page.click("#none")
    question(page, "pain")
    page.check("input[value=neck]")
    assert page.locator("#none").is_disabled(), "it would contradict the box"
    page.click("#some")
    question(page, "side")
    page.click(".skip")
    for id in ("joints", "health"):
        question(page, id)
        assert page.locator(".skip").count() == 0
        page.click("#none")
    for id in ("worse", "eases", "checkup", "place", "things", "firm", "hours"):
        question(page, id)
        page.click(".skip")
    page.wait_for_selector("#write")
    page.click("[data-change=pain]")
    question(page, "pain")
    assert page.locator("input:checked").get_attribute("value") == "neck"
    page.check("input[value=wrist]")
    page.click("#some")
    page.wait_for_selector("#write")
    assert "Neck, Wrist or hand" in page.locator("dl").inner_text()
    assert faults == []


def test_a_red_flag_ends_with_its_card(at_set_up: Page, newcomer: Daemon, faults: list[str]) -> None:
    page = at_set_up
    page.click("#agree")
    question(page, "hurts")
    page.check("input[value=yes]")
    page.click("#next")
    question(page, "emergency")
    assert page.locator("#some").is_disabled()
    page.check("input[value=E2]")
    assert page.locator("#none").is_disabled()
    page.click("#some")
    page.wait_for_selector("#setup-card")
    assert newcomer.status()["card"] == "emergency"
    assert not newcomer.config.with_name("body.toml").exists()
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1920])
def test_axe_finds_nothing(at_set_up: Page, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = at_set_up
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    for id, click in [("notice", "#agree"), ("hurts", "#next"), ("emergency", "#none"), ("urgent", "#none"),
                      ("routine", "#none"), ("joints", "#none"), ("health", "#none"), ("place", ".skip"),
                      ("hours", ".skip")]:  # fmt: skip
        question(page, id)
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut off"
        if id == "hurts":
            page.check("input[value=no]")
        page.click(click)
    page.wait_for_selector("#write")
    assert page.locator("#main h2").inner_text() == texts.PAGE["summary"]
    assert Axe().run(page).response["violations"] == []
    page.click("#write")
    page.wait_for_selector("#again")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the way to a file breaks"
