"""Headless Chromium as the tests of the guide start it, and what they wait for in its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip
PATIENCE = 30_000
"""Milliseconds; a cold Chromium on a busy machine."""


def watched(page: Page, faults: list[str]) -> Page:
    """The page, with somebody who looks at its console and at what it asks for."""
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if "//127.0.0.1:" not in request.url else None)
    return page


def stage(page: Page, wanted: str) -> None:
    """Wait until the guide is there."""
    page.wait_for_selector(f"#guide[data-stage={wanted}]")


def begin(page: Page) -> None:
    """Begin what is new."""
    stage(page, "ready")
    page.click("#begin")
    stage(page, "play")
