"""*Stretches* and *My plan* in a real Chromium, beside a real breakd: written down, offered, done, ticked."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from breakd.config import own_folder
from breakd.stretches import catalogue
from tests.support.desktops.daemon import FAST, Daemon
from tests.support.guide_browser import choose_browser, watched
from tests.support.guide_visitor import Board, Visitor, leads_to
from tests.support.page_fixtures import newcomer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
__all__ = ["newcomer"]
PATIENCE = 60.0


def eventually(what: Any) -> None:
    """Wait for it: a busy machine takes its time."""
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def tab_to(page: Page, id: str) -> None:
    """Go on with the keyboard alone until this has the focus."""
    for _ in range(80):
        if page.evaluate("document.activeElement.id") == id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"#{id} is not reached")


def plan_of(daemon: Daemon) -> list[tuple[str, int, int]]:
    return [(one["stretch"], one["done"], one["sets"]) for one in daemon.status()["plan"]]


def test_written_down_offered_done_and_ticked(daemon: Daemon, page: Page, faults: list[str]) -> None:
    with Board(daemon, "plan") as board:
        page.goto(board.url)
        page.click("#add")
        page.select_option("#form-of", "new")
        page.click("#save")
        page.wait_for_selector("#form-name-fault")
        assert page.evaluate("document.activeElement.id") == "form-name", "the first fault has the focus"
        page.fill("#form-name", "Small <b>squat</b>")
        page.select_option("#form-setting", "standing")
        page.select_option("#form-regions", "quadriceps")
        page.select_option("#form-direction", "neutral")
        page.fill("#step-1", "Bend your {side} knee a little.")
        page.click("#add-step")
        page.fill("#step-2", "Hold and keep breathing.")
        page.check("[aria-label='Hold here, Step 2']")
        page.fill("#form-hold", "5")
        page.fill("#form-reps", "3")
        page.fill("#form-sets", "2")
        page.select_option("#form-side", "left")
        page.click("#save")
        page.wait_for_selector("#plan-small-b-squat-b")
        assert page.inner_text("#plan-small-b-squat-b") == "Small <b>squat</b>", "text stays text"
        eventually(lambda: plan_of(daemon) == [("small-b-squat-b", 0, 2)])
        daemon.save(FAST)
        eventually(lambda: (daemon.status()["reminder"] or {}).get("stretch") == "small-b-squat-b")
        assert daemon.status()["reminder"]["reason"] == "Front of the thighs. From your plan: set 1 of 2 today."
        page.click("#done-small-b-squat-b")
        page.wait_for_selector("[data-id=small-b-squat-b] .tick.done")
        assert plan_of(daemon) == [("small-b-squat-b", 1, 2)]
        assert "1 of 2 sets done" in page.inner_text("[data-id=small-b-squat-b]")
        daemon.call("Done", "us", 0, "small-b-squat-b")
        page.get_by_text("That is all for today.").wait_for()
        page.click("#remove-small-b-squat-b")
        page.click("#no")
        assert page.locator("[data-id=small-b-squat-b]").count() == 1
        page.click("#remove-small-b-squat-b")
        page.click("#yes")
        page.get_by_text("Your plan is empty.").wait_for()
        eventually(lambda: plan_of(daemon) == [])
    assert faults == []


def test_what_a_condition_speaks_against_is_asked_about_and_long_words_are_told(
    daemon: Daemon, page: Page, faults: list[str]
) -> None:
    body = daemon.config.with_name("body.toml")
    body.write_text(body.read_text() + 'conditions = ["spinal_stenosis"]\n')
    with Board(daemon, "plan") as board:
        page.goto(board.url)
        page.click("#add")
        page.select_option("#form-of", "new")
        page.fill("#form-name", "x" * 61)
        page.select_option("#form-setting", "standing")
        page.select_option("#form-regions", "lumbar")
        page.select_option("#form-direction", "extension")
        page.fill("#step-1", "Lean back a little.")
        page.fill("#form-reps", "3")
        page.fill("#form-sets", "2")
        page.select_option("#form-side", "none")
        assert "Up to 60 characters." in page.inner_text("#form-name-about")
        page.click("#save")
        assert "these are 61" in page.inner_text("#form-name-fault")
        assert page.input_value("#form-name") == "x" * 61, "nothing is cut off"
        page.fill("#form-name", "Arch")
        page.click("#save")
        page.wait_for_selector("dialog[open]")
        assert "Spinal stenosis" in page.inner_text("#asked")
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog[open]", state="hidden")
        assert page.input_value("#form-name") == "Arch", "who says neither yes nor no writes nothing"
        page.click("#save")
        page.click("#no")
        page.wait_for_selector("#plan-arch")
        page.get_by_text("Once your physiotherapist knows that you have this").wait_for()
        page.click("#edit-arch")
        page.click("#save")
        page.click("#yes")
        page.wait_for_selector("#plan-arch")
        eventually(lambda: [one["held_back"] for one in daemon.status()["plan"]] == [None])
    assert faults == []


def test_a_half_filled_form_is_there_again_after_another_page(daemon: Daemon, page: Page, faults: list[str]) -> None:
    with Board(daemon, "plan") as board:
        page.goto(board.url)
        page.click("#add")
        page.select_option("#form-of", "new")
        page.fill("#form-name", "Arch")
        page.fill("#step-1", "Lean back a little.")
        page.keyboard.press("Alt+1")
        page.wait_for_selector("#page-now")
        page.click("[data-page=plan]")
        page.wait_for_selector("#form-name")
        assert (page.input_value("#form-name"), page.input_value("#step-1")) == ("Arch", "Lean back a little.")
        assert not page.is_visible("#add")
        page.click("#cancel")
        page.click("[data-page=now]")
        page.wait_for_selector("#page-now")
        page.click("[data-page=plan]")
        page.wait_for_selector("#add:visible")
        assert not page.is_visible("#form-of"), "who let it go has let it go"
    assert faults == []


def test_the_keyboard_alone_is_enough(daemon: Daemon, page: Page, faults: list[str]) -> None:
    with Board(daemon, "plan") as board:
        page.goto(board.url)
        page.wait_for_selector("#add")
        tab_to(page, "add")
        page.keyboard.press("Enter")
        tab_to(page, "form-of")
        page.keyboard.type("Cobra")
        page.wait_for_selector("#form-sets")
        tab_to(page, "form-sets")
        page.keyboard.type("2")
        tab_to(page, "save")
        page.keyboard.press("Enter")
        page.wait_for_selector("#plan-cobra")
        assert page.evaluate("document.activeElement.id") == "add", "the focus is where it was"
        eventually(lambda: plan_of(daemon) == [("cobra", 0, 2)])
        tab_to(page, "remove-cobra")
        page.keyboard.press("Enter")
        page.wait_for_selector("dialog[open]")
        assert page.evaluate("document.activeElement.id") == "no", "a slip of the finger removes nothing"
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog[open]", state="hidden")
        tab_to(page, "remove-cobra")
        page.keyboard.press("Enter")
        tab_to(page, "yes")
        page.keyboard.press("Enter")
        page.get_by_text("Your plan is empty.").wait_for()
    assert faults == []


def test_under_a_lock_nothing_is_begun(daemon: Daemon, page: Page, faults: list[str]) -> None:
    own = own_folder(daemon.config.with_name("body.toml"))
    own.mkdir(parents=True, exist_ok=True)
    (own / "cobra.toml").write_text('[[stretch]]\nid = "cobra"\nsets_per_day = 2\n')
    eventually(lambda: plan_of(daemon))
    with Board(daemon, "plan") as board:
        page.goto(board.url)
        page.wait_for_selector("#start-cobra")
        page.wait_for_selector("#done-cobra.strong")
        daemon.call("ReportRedFlags", "s", "urgent")
        page.wait_for_selector("#start-cobra", state="detached")
        page.wait_for_selector("#done-cobra:not(.strong)")
        page.goto(page.url.split("#")[0] + "#stretches")
        page.wait_for_selector("#off-cobra")
        assert page.locator("#start-cobra").count() == 0
    assert faults == []


def test_show_me_opens_the_guide_of_this_stretch(daemon: Daemon, page: Page, tmp_path: Path) -> None:
    asked = tmp_path / "asked"
    choose_browser(daemon, tmp_path, f'echo "$*" > {asked}.new; mv {asked}.new {asked}; sleep 60')
    with Board(daemon, "stretches") as board:
        page.goto(board.url)
        page.click("#start-chin-tuck")
        eventually(lambda: daemon.status()["state"] == "started")
        assert daemon.status()["reminder"]["stretch"] == "chin-tuck"
        eventually(asked.exists)
        found = re.search(r"(?:http|file)://\S+", asked.read_text())
        assert found
        guide = Visitor(leads_to(found[0]))
        guide.enter()
        assert "Chin tuck" in guide.ask("/").text
        life = guide.live()
        guide.say("hurts", act=0)
        page.wait_for_selector("#back-chin-tuck")
        life.close()


def test_stretches_are_found_read_turned_off_and_put_back(daemon: Daemon, page: Page, faults: list[str]) -> None:
    with Board(daemon, "stretches") as board:
        page.goto(board.url)
        page.wait_for_selector("#name-chin-tuck")
        assert page.locator(".cards li").count() == len(catalogue.load().stretches)
        page.fill("#find-words", "cobra")
        assert page.locator(".cards h3").all_inner_texts() == ["Cobra"]
        page.fill("#find-words", "no such words")
        assert page.inner_text(".found") == "Nothing fits these words."
        page.fill("#find-words", "")
        page.select_option("#find-setting", "seated")
        page.select_option("#find-region", "neck")
        page.click("#off-chin-tuck")
        page.wait_for_selector("#on-chin-tuck")
        assert "Turned off" in page.inner_text("[data-id=chin-tuck]")
        page.click("#on-chin-tuck")
        page.wait_for_selector("#off-chin-tuck")
        daemon.call("Hurts", "s", "chin-tuck")
        page.wait_for_selector("#back-chin-tuck")
        page.click("#name-chin-tuck")
        page.wait_for_selector(".how ol li")
        page.click("#back-chin-tuck")
        page.wait_for_selector("#back-chin-tuck", state="detached")
        assert daemon.status()["away"] == []
        page.go_back()
        page.wait_for_selector("#find-words")
        assert page.input_value("#find-region") == "neck", "what was looked for is still there"
        images = page.evaluate("[...document.images].filter((one) => one.complete && !one.naturalWidth).length")
        assert images == 0
    assert faults == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1920), ("light", 960)])
def test_axe_finds_nothing(daemon: Daemon, chromium: Browser, faults: list[str], scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    own = own_folder(daemon.config.with_name("body.toml"))
    own.mkdir()
    (own / "a.toml").write_text('[[stretch]]\nid = "cobra"\nsets_per_day = 3\n[[stretch]]\nid = "wrong"\n')
    size: Any = {"width": width, "height": 800}
    with (
        chromium.new_context(color_scheme=scheme, viewport=size) as context,  # type: ignore[arg-type]
        Board(daemon, "stretches") as board,
    ):
        page = watched(context.new_page(), faults)
        page.goto(board.url)

        def look(part: str, wanted: str) -> None:
            page.wait_for_selector(wanted)
            found = Axe().run(page)
            assert found.violations_count == 0, (part, found.generate_report())
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{part} is too wide"

        look("all", "#name-chin-tuck")
        page.click("#name-cat-cow")
        look("one", ".how")
        page.click("[data-page=plan]")
        look("plan", "#plan-cobra")
        page.click("#remove-cobra")
        look("question", "dialog[open]")
        page.click("#no")
        page.click("#add")
        page.select_option("#form-of", "new")
        page.click("#save")
        look("form", "#form-name-fault")
    assert faults == []
