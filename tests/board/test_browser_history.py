"""The pages *History* and *Report* in a real browser, over a history in which there is everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from breakd.messages import own_data
from tests.support.desktops.daemon import Daemon
from tests.support.guide_browser import watched
from tests.support.guide_visitor import Board
from tests.support.long_history import write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def today() -> date:
    """The day on which the test begins."""
    return date.today()


@pytest.fixture
def board(daemon: Daemon, today: date) -> Iterator[Board]:
    """The window of somebody with a hundred days behind them."""
    write(daemon.state / "history.db", today - timedelta(days=1), days=100, a_day=10, whole=True)
    with Board(daemon) as board:
        yield board


def opened(page: Page, board: Board, name: str) -> None:
    page.goto(f"{board.url}#{name}")
    page.wait_for_selector("#main[data-open]")
    page.evaluate("(name) => { location.hash = name; }", name)
    page.wait_for_selector(f"#page-{name}[data-drawn]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1920])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    board: Board, chromium: Browser, faults: list[str], scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    size = {"width": width, "height": 900}
    with chromium.new_context(color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
        page = watched(context.new_page(), faults)
        for name in ("history", "report"):
            if name == "history":
                opened(page, board, name)
            else:
                page.evaluate("(name) => { location.hash = name; }", name)
                page.wait_for_selector(f"#page-{name}[data-drawn]")
            for summary in page.locator("summary").all():
                summary.click()
            found = Axe().run(page)
            assert found.violations_count == 0, (name, found.generate_report())
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), name
    assert faults == []


def test_no_column_of_the_report_is_cut_off_in_the_window_as_it_opens(board: Board, chromium: Browser) -> None:
    with chromium.new_context(viewport={"width": 1080, "height": 780}) as context:
        page = context.new_page()
        opened(page, board, "report")
        wide = "(all) => all.filter((one) => one.scrollWidth > one.clientWidth).length"
        assert page.eval_on_selector_all("#report-preview .history-table", wide) == 0
        broken = "(all) => all.filter((one) => getComputedStyle(one).overflowWrap !== 'normal').length"
        assert page.eval_on_selector_all("#report-preview th", broken) == 0, "no head is broken inside a word"


def test_the_page_shows_the_numbers_of_stats(
    daemon: Daemon, board: Board, page: Page, faults: list[str], today: date
) -> None:
    opened(page, board, "history")
    page.select_option("#history-range", "4")
    page.wait_for_function("() => document.querySelectorAll('#history-outcomes tbody tr').length <= 5")
    weeks = page.locator("#history-outcomes tbody tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].slice(1).map((cell) => Number(cell.textContent)))"
    )
    monday = today - timedelta(days=today.weekday(), weeks=3)
    told = json.loads(daemon.breakd("stats", "--json", "--days", str((today - monday).days + 1)).out)
    assert [sum(column) for column in zip(*weeks, strict=True)] == list(told["outcomes"].values())
    page.get_by_role("button", name="The day before").click()
    page.locator("#history-day svg rect.call").first.wait_for()
    assert faults == []


def test_the_page_for_the_appointment_is_saved(board: Board, page: Page, faults: list[str]) -> None:
    opened(page, board, "report")
    for button, start in (
        ("Save as PDF", b"%PDF"),
        ("Save as a web page", b"<!doctype html>"),
        ("Save as JSON", b"{"),
    ):
        with page.expect_download() as saving:
            page.get_by_role("button", name=button).click()
        assert saving.value.path().read_bytes().startswith(start)
    assert faults == []


def test_by_the_keyboard_alone_everything_is_erased(
    daemon: Daemon, board: Board, page: Page, faults: list[str], today: date
) -> None:
    opened(page, board, "report")
    page.locator('input[value="all"]').focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#erase-shown").get_by_text("days of sitting and standing").wait_for()
    assert page.evaluate("() => document.activeElement.id") == "erase-sure"
    page.locator("#erase-now").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Please tick that you have read it.").wait_for()
    page.locator("#erase-sure").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#said").get_by_text(own_data.ERASED).wait_for()
    told = json.loads(daemon.breakd("stats", "--json", "--days", "200").out)
    assert [day for day in told["days"] if day["day"] < today.isoformat()] == []
    assert daemon.now()["ask_red_flags"] is True
    assert faults == []
