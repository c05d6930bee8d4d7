"""A daemon, and a browser with a fresh page, for the tests of each page of breakd: their `conftest.py` take them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.desktops.daemon import Daemon, environment
from tests.support.guide_browser import QUIET, watched
from tests.support.rigs import needs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["chromium", "daemon", "faults", "newcomer", "page"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    needs.require("browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def newcomer(private_bus: str, tmp_path: Path) -> Iterator[Daemon]:
    """The daemon of a person who never answered the red-flag questions."""
    with Daemon(environment() | {"DBUS_SESSION_BUS_ADDRESS": private_bus}, tmp_path / "life", warm=True) as daemon:
        yield daemon


@pytest.fixture
def daemon(newcomer: Daemon) -> Daemon:
    """The daemon of a person to whom none of them applies."""
    newcomer.call("ReportRedFlags", "s", "none")
    return newcomer


@pytest.fixture
def faults() -> list[str]:
    """What the browser complained of."""
    return []


@pytest.fixture
def page(chromium: Browser, faults: list[str]) -> Iterator[Page]:
    """A fresh profile, with somebody who looks at the console."""
    with chromium.new_context(viewport={"width": 960, "height": 760}) as context:
        yield watched(context.new_page(), faults)
