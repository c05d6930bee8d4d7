"""How long a page is waited for: whether a browser has come is known when its page has, and not before."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from breakd.web import serving
from breakd.web.browser import Browser
from breakd.web.html_document import PageFile
from breakd.web.server import PageServer, Reply
from breakd.web.serving import Serving

FILES: Mapping[str, PageFile] = {"/": ("text/html", b"<p>page</p>")}
WHOLE = 60.0


class Nobody:
    """Hears nothing, and waits for nothing more than the page."""

    over = False

    def hear(self, word: str, more: Mapping[str, Any]) -> Reply:
        raise AssertionError((word, more))

    def beat(self) -> None:
        """Nobody is told."""


def opener(tmp_path: Path, script: str) -> Browser:
    program = tmp_path / "xdg-open"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Browser((str(program),))


@pytest.mark.parametrize(("script", "patience"), [("exit 3", 0.0), ("kill -9 $$", 0.0), ("exit 0", 0.3)])
def test_an_opener_that_ends_without_a_page_is_no_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, patience: float
) -> None:
    """`xdg-open` without a browser, a browser that dies at once, and one that has handed the page to nobody."""
    monkeypatch.setattr(serving, "ENDED_SECONDS", patience)
    begun, page = time.monotonic(), Serving(FILES, Nobody())
    page.run(opener(tmp_path, script).open)
    assert not page.came
    assert patience <= time.monotonic() - begun < WHOLE / 2


def test_one_that_still_starts_is_waited_for_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "ENDED_SECONDS", 0.0)
    monkeypatch.setattr(serving, "OPEN_SECONDS", 0.5)
    begun, page = time.monotonic(), Serving(FILES, Nobody())

    def show(server: PageServer, ended: Callable[[bool], None]) -> bool:
        return opener(tmp_path, "sleep 2").open(server, ended)

    page.run(show)
    assert not page.came
    assert time.monotonic() - begun >= 0.5
