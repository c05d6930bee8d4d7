"""Headless Chromium as the tests of the guide start it, and what they wait for in its pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.support import nowhere

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.support.desktops.daemon import Daemon

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
    page.on("request", lambda request: None if request.url.startswith("http://127.") else faults.append(request.url))
    return page


def stage(page: Page, wanted: str) -> None:
    """Wait until the guide is there."""
    page.wait_for_selector(f"#guide[data-stage={wanted}]")


def begin(page: Page) -> None:
    """Begin what is new."""
    stage(page, "ready")
    page.click("#begin")
    stage(page, "play")


def choose_browser(daemon: Daemon, folder: Path, script: str, name: str = "chromium") -> Path:
    """Make a shell script the browser that this person has chosen on a desktop that nobody sees; its file."""
    daemon.env |= {"DISPLAY": nowhere.DISPLAY, **chosen_browser(daemon.env, folder, script, name)}
    return folder / "bin" / name


def chosen_browser(env: Mapping[str, str], folder: Path, script: str, name: str = "chromium") -> dict[str, str]:
    """The variables by which a desktop finds a shell script as the browser of its person."""
    programs, entries = folder / "bin", folder / "data/applications"
    programs.mkdir()
    entries.mkdir(parents=True)
    (entries / "chosen.desktop").write_text(f"[Desktop Entry]\nType=Application\nExec={programs / name} %U\n")
    for file, text in (("xdg-settings", "echo chosen.desktop"), (name, script)):
        (programs / file).write_text(f"#!/bin/sh\n{text}\n")
        (programs / file).chmod(0o755)
    return {"PATH": f"{programs}:{env['PATH']}", "XDG_DATA_HOME": str(folder / "data")}


def give_runtime(daemon: Daemon, folder: Path) -> None:
    """A folder that ends with the session, as every desktop's session has one."""
    (folder / "run").mkdir(0o700)
    daemon.env["XDG_RUNTIME_DIR"] = str(folder / "run")
