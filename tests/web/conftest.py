"""A server with a page of two files, and somebody who has come in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from breakd.web.server import PageServer
from tests.support.guide_visitor import PAGE_FILES, Visitor


@pytest.fixture
def server() -> Iterator[PageServer]:
    """It serves a page of two files."""
    with PageServer(PAGE_FILES) as server:
        yield server


@pytest.fixture
def guest(server: PageServer) -> Visitor:
    """Somebody who has come in."""
    visitor = Visitor(server.url)
    visitor.enter()
    return visitor
