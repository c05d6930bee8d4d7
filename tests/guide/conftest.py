"""A daemon and a browser for every test of the guide that wants them, and the terminals that a test opens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.guide_screen import Screen
from tests.support.page_fixtures import chromium, daemon, faults, newcomer, page

__all__ = ["chromium", "daemon", "faults", "newcomer", "page"]


@pytest.fixture
def screens() -> Iterator[list[Screen]]:
    """Those that a test has opened; they are closed after it."""
    opened: list[Screen] = []
    yield opened
    for screen in opened:
        screen.close()
