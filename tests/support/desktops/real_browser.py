"""Chromium as the person's own browser on a desktop: breakd opens it, and a test looks into its windows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.guide_browser import PATIENCE, QUIET, chosen_browser
from tests.support.rigs.desktop import Desktop

from .daemon import Daemon

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PORT_FILE = "DevToolsActivePort"
"""Where Chromium writes the port at which it can be looked into."""
QUICKER = """(times) => {
  const now = performance.now.bind(performance), from = now();
  performance.now = () => from + times * (now() - from);
}"""
"""Lets the clock of a page run faster."""


class RealBrowser:
    """The browser that this person has chosen; nothing runs until breakd opens it."""

    def __init__(self, desktop: Desktop, daemon: Daemon, folder: Path) -> None:
        self._desktop, self._profile = desktop, folder / "profile"
        wayland = ["--ozone-platform=wayland"] if "WAYLAND_DISPLAY" in desktop.env else []
        # Plasma would ask first where a new profile is to keep its passwords
        flags = " ".join(
            [
                *QUIET,
                *wayland,
                "--password-store=basic",
                "--remote-debugging-port=0",
                f"--user-data-dir={self._profile}",
            ]
        )
        daemon.env |= chosen_browser(daemon.env, folder, f'exec /usr/bin/chromium {flags} "$@"')

    @contextmanager
    def windows(self) -> Iterator[Windows]:
        """Its windows, once breakd has opened it."""
        from playwright.sync_api import sync_playwright

        port = self._profile / PORT_FILE
        self._desktop.wait(lambda: port.read_text().strip(), "the browser", 60)
        with sync_playwright() as playwright:
            browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port.read_text().split()[0]}")
            yield Windows(browser)
            close(browser)


def close(browser: Browser) -> None:
    """End it with all its windows. It may hang up before it has answered, or have ended with its last window."""
    from playwright.sync_api import Error

    with suppress(Error):
        browser.new_browser_cdp_session().send("Browser.close")


class Windows:
    """What is open in the browser."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.contexts[0]
        self._browser = browser.new_browser_cdp_session()

    def _listen(self) -> None:
        """Hear of windows that come and go; there may be none at first, and any may close meanwhile."""
        time.sleep(0.1)
        self._browser.send("Browser.getVersion")  # what it said before comes before the answer

    def with_a(self, selector: str, seconds: float = 40.0) -> Page:
        """The newest window in which there is such a thing, as soon as there is one."""
        end = time.monotonic() + seconds
        while True:
            for page in reversed(self._context.pages):
                if _has(page, selector):
                    page.set_default_timeout(PATIENCE)
                    return page
            assert time.monotonic() < end, (selector, [page.url for page in self._context.pages])
            self._listen()

    def wait_for(self, count: int, seconds: float = 20.0) -> None:
        """Wait until so many are open."""
        end = time.monotonic() + seconds
        while len(pages := self._context.pages) != count:
            assert time.monotonic() < end, [page.url for page in pages]
            self._listen()


def _has(page: Page, selector: str) -> bool:
    from playwright.sync_api import Error

    try:
        return page.query_selector(selector) is not None
    except Error:  # it is on its way to another address, or closed
        return False
