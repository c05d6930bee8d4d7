"""The window as a person has it: `breakd board` opens a real Chromium with `--app`, and goes when that is closed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.desktops.daemon import Daemon
from tests.support.desktops.real_browser import PORT_FILE, Windows, close
from tests.support.guide_browser import QUIET, choose_browser, give_runtime
from tests.support.rigs import needs

pytestmark = pytest.mark.browser


@contextmanager
def window(daemon: Daemon, folder: Path) -> Iterator[tuple[Windows, subprocess.Popen[str]]]:
    """The windows of this person's Chromium, and the process of the board that opened it."""
    needs.require("browser")
    from playwright.sync_api import sync_playwright

    profile = folder / "profile"
    flags = " ".join([*QUIET, "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}"])
    choose_browser(daemon, folder, f'exec /usr/bin/chromium {flags} "$@"')
    give_runtime(daemon, folder)
    argv = [sys.executable, "-P", "-m", "breakd", "board"]
    with subprocess.Popen(
        argv, env=daemon.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as board:
        try:
            port = port_of(profile / PORT_FILE)
            with sync_playwright() as playwright:
                browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
                yield Windows(browser), board
                close(browser)
        finally:
            board.kill()


def port_of(file: Path) -> str:
    """The port at which this Chromium is looked into, once it runs."""
    end = time.monotonic() + 60
    while not (file.exists() and file.read_text().strip()):
        assert time.monotonic() < end, "no browser came"
        time.sleep(0.05)
    return file.read_text().split()[0]


def test_it_opens_acts_and_goes_with_its_process(daemon: Daemon, tmp_path: Path) -> None:
    with window(daemon, tmp_path) as (windows, board):
        page = windows.with_a("#main[data-open=now]")
        assert "t=" not in page.url, "the token is used up and gone from the address"
        # a window of its own has no bar with an address
        assert page.evaluate("matchMedia('(display-mode: standalone)').matches")
        page.get_by_role("button", name="1 hour", exact=True).click()
        daemon.wait(lambda status: status["paused_until"], "the pause")
        page.get_by_role("button", name="Resume", exact=True).click()
        daemon.wait(lambda status: status["paused_until"] is None, "its end")
        page.close()
        assert board.wait(60) == 0
        assert board.stdout is not None
        assert board.stdout.read() == ""
