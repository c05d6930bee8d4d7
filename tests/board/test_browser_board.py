"""The window in a real browser: its buttons act on the running breakd, the keyboard is enough, axe finds nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jeepney import message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

from breakd.messages.board import PAGES
from tests.support.desktops.daemon import DAEMON, Daemon, Status
from tests.support.guide_browser import choose_browser, give_runtime, watched
from tests.support.guide_visitor import Board

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DRAWN = {
    "now": ".suggestion", "setup": "#main h1, #main h2", "stretches": "#back-neck-turns", "plan": "#plan-cobra",
    "history": "#page-history[data-drawn] svg", "settings": "#main form input",
    "report": "#page-report[data-drawn] table", "about": "#main h1",
}  # fmt: skip
"""What is there on each page once it has drawn what this person has."""
FOCUSED = "() => document.activeElement.dataset.key ?? document.activeElement.textContent"


def opened(page: Page, board: Board, name: str = "now") -> None:
    """Open the window, and wait until this page is drawn."""
    page.goto(board.url)
    at(page, name)


def at(page: Page, name: str) -> None:
    page.wait_for_selector(f"#main[data-open={name}]")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def reads(page: Page, text: str) -> None:
    page.get_by_text(text).first.wait_for()


def stretch(status: Status) -> str:
    return str(status["reminder"]["stretch"])


def test_each_button_acts_and_what_came_of_it_shows(
    daemon: Daemon, board: Board, page: Page, faults: list[str], record_property: Callable[[str, object], None]
) -> None:
    opened(page, board)
    took = []

    def does(name: str, seen: Callable[[Status], object]) -> Status:
        began = time.monotonic()
        press(page, name)
        status = daemon.wait(seen, name, 20)
        took.append(time.monotonic() - began)
        return status

    first = stretch(does("Remind me now", lambda status: status["reminder"]))
    page.locator(".suggestion").wait_for()
    does("Another stretch", lambda status: status["reminder"] and stretch(status) != first)
    does("Snooze 10 min", lambda status: status["snoozed_until"])
    reads(page, "Snoozed until")
    reads(page, "The reminder comes back at")
    does("Skip this one", lambda status: status["reminder"] is None)
    page.locator(".suggestion").wait_for(state="detached")  # or the next click is about the one that went
    does("Remind me now", lambda status: status["reminder"])
    page.locator(".suggestion").wait_for()
    does("Done", lambda status: status["today"]["outcomes"]["completed"] == 1)
    page.locator(".suggestion").wait_for(state="detached")
    does("1 hour", lambda status: status["paused_until"])
    reads(page, "Reminders are paused until")
    does("Resume", lambda status: status["paused_until"] is None)
    page.fill("#pause-time", "23:59")
    does("Pause", lambda status: status["paused_until"] and "T23:59" in status["paused_until"])
    does("Resume", lambda status: status["paused_until"] is None)
    does("Standing", lambda status: status["posture"] == "standing")
    page.locator("[data-act=posture][aria-pressed=true]", has_text="Standing").wait_for()
    does("Home", lambda status: status["place"] == "home")
    does("Go gently today", lambda status: status["flare_until"])
    does("Back to normal", lambda status: status["flare_until"] is None)
    does("Sitting", lambda status: status["posture"] == "sitting")
    assert faults == []
    usual, most = sorted(took)[len(took) // 2], max(took)
    record_property("measured", f"a button of the board acts after {usual:.2f} s, {most:.2f} at most")


def test_whoever_was_checked_lifts_the_lock_on_the_page_now(
    daemon: Daemon, board: Board, page: Page, faults: list[str]
) -> None:
    daemon.call("ReportRedFlags", "s", "emergency")
    opened(page, board)
    parts = {name: page.locator(f".{name}").is_visible() for name in ("care", "moment", "feel", "today", "rest")}
    assert parts == {"care": True, "moment": False, "feel": False, "today": False, "rest": True}
    press(page, "1 hour")
    reads(page, "Reminders are paused until")
    press(page, "Resume")
    for answer in ("Not now", "Somebody else, or nobody yet"):
        press(page, "I have been checked, for this")
        reads(page, "Who has checked you")
        press(page, answer)
        page.get_by_role("dialog").wait_for(state="detached")
        assert daemon.now()["safety_lock"] is True
    reads(page, "Please let a doctor or physiotherapist have a look first")
    press(page, "I have been checked, for this")
    press(page, "A physiotherapist")
    daemon.wait(lambda status: not status["safety_lock"], "the lock lifted", 20)
    page.locator(".clock").wait_for()
    assert not page.locator(".care").is_visible()
    assert faults == []


def test_pain_is_said_as_a_number_after_a_stretch(daemon: Daemon, board: Board, page: Page) -> None:
    daemon.call("Done", "us", 0, "chin-tuck")
    opened(page, board)
    group = page.get_by_role("group", name="How much does it hurt now?")
    assert group.get_by_role("button").all_inner_texts() == [str(pain) for pain in range(11)]
    group.get_by_role("button", name="7", exact=True).click()
    daemon.wait(lambda status: status["gentle_until"] and status["ask_red_flags"], "a gentle day", 20)
    reads(page, "A few safety questions are open.")


def test_what_happens_elsewhere_shows_at_once(daemon: Daemon, board: Board, page: Page) -> None:
    opened(page, board)
    daemon.call("Pause", "s", "1h")
    reads(page, "Reminders are paused until")
    daemon.call("Resume")
    page.get_by_text("Reminders are paused until").wait_for(state="detached")
    daemon.kill()
    reads(page, "breakd is not running")
    daemon.start()
    page.locator(".clock").wait_for()


def test_what_happens_elsewhere_shows_while_the_mouse_is_down(daemon: Daemon, board: Board, page: Page) -> None:
    """Of a press that opens a menu of the browser nobody hears the release."""
    opened(page, board)
    page.mouse.down()
    daemon.call("Pause", "s", "1h")
    reads(page, "Reminders are paused until")


def test_it_starts_breakd_where_none_runs(newcomer: Daemon, page: Page) -> None:
    newcomer.kill()
    with Board(newcomer) as board:
        opened(page, board)
        press(page, "Start breakd")
        page.locator(".clock").wait_for()
        reads(page, "breakd is running.")
        pid = _owner(newcomer)
    assert pid != newcomer.pid
    assert newcomer.now()["version"], "it outlives the window"
    os.kill(pid, signal.SIGTERM)


def test_the_guide_opens_beside_the_window(daemon: Daemon, page: Page, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    choose_browser(daemon, tmp_path, f'echo "$@" > {seen}; exec sleep 60')
    give_runtime(daemon, tmp_path)
    with Board(daemon) as board:
        opened(page, board)
        press(page, "Start a stretch")
        daemon.wait(lambda status: status["state"] == "started", "the guide", 20)
        reads(page, "Opening the guide…")
        page.get_by_role("heading", name="Stretching").wait_for()


def test_a_guide_that_does_not_open_says_why(newcomer: Daemon, page: Page) -> None:
    with Board(newcomer) as board:
        opened(page, board)
        press(page, "Start a stretch")
        page.locator("#said", has_text="There is neither a browser nor a terminal").wait_for()


def test_the_keyboard_alone_reaches_everything(daemon: Daemon, board: Board, page: Page) -> None:
    opened(page, board)
    page.locator("[data-act=now]").wait_for()
    there = page.locator("#board a, #board button, #board input").count()
    reached = set()
    for _ in range(there + 6):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
    wanted = page.evaluate(
        "() => [...document.querySelectorAll('#board a, #board button, #board input')]"
        ".map((one) => one.dataset.key ?? one.textContent)"
    )
    assert set(wanted) <= reached
    while page.evaluate(FOCUSED) != "now {}":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    daemon.wait(lambda status: status["reminder"], "the reminder")
    for number, name in enumerate(PAGES, start=1):
        page.keyboard.press(f"Alt+{number}")
        at(page, name)


def test_what_is_being_typed_and_where_is_left_alone(daemon: Daemon, board: Board, page: Page) -> None:
    opened(page, board)
    page.fill("#pause-time", "15:00")
    page.locator("[data-act=posture]", has_text="Standing").focus()
    daemon.call("RemindNow")
    page.locator(".suggestion").wait_for()
    assert page.input_value("#pause-time") == "15:00"
    assert page.evaluate(FOCUSED) == 'posture {"posture":"standing"}'


def test_who_lost_its_process_says_so(daemon: Daemon, page: Page) -> None:
    with Board(daemon) as board:
        opened(page, board)
    page.locator("[role=alert]", has_text="Nothing answers here").wait_for()
    assert page.locator("button:enabled").count() == 0


def test_the_window_closes_its_process(board: Board, chromium: Browser) -> None:
    with chromium.new_context() as context:
        opened(context.new_page(), board)
    assert board.end() == (0, "", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1920])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    daemon: Daemon, board: Board, chromium: Browser, faults: list[str], scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    own = daemon.config.with_name("stretches.d")
    own.mkdir()
    (own / "a.toml").write_text('[[stretch]]\nid = "cobra"\nsets_per_day = 3\n[[stretch]]\nid = "wrong"\n')
    daemon.call("Done", "us", 0, "chin-tuck")
    daemon.call("Feel", "s", "4")
    daemon.call("Hurts", "s", "neck-turns")
    daemon.wait(lambda status: status["plan"], "the plan")
    daemon.call("RemindNow")
    size = {"width": width, "height": 900}
    with chromium.new_context(color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
        page = watched(context.new_page(), faults)
        opened(page, board)
        for name in PAGES:
            page.evaluate("(name) => { location.hash = name; }", name)
            at(page, name)
            page.locator(DRAWN[name]).first.wait_for()
            found = Axe().run(page)
            assert found.violations_count == 0, (name, found.generate_report())
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), name
    assert faults == []


def _owner(daemon: Daemon) -> int:
    """The process that owns the name."""
    asked = new_method_call(message_bus, "GetConnectionUnixProcessID", "s", (DAEMON.bus_name,))
    with open_dbus_connection(daemon.env["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        return int(connection.send_and_get_reply(asked, timeout=10).body[0])
