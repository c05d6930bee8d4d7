"""A daemon, its board, and a browser for every test of the board that wants them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.desktops.daemon import Daemon
from tests.support.guide_visitor import Board, Visitor
from tests.support.page_fixtures import chromium, daemon, faults, newcomer, page

__all__ = ["chromium", "daemon", "faults", "newcomer", "page"]


@pytest.fixture
def board(daemon: Daemon) -> Iterator[Board]:
    """The window, to whom nobody has come yet."""
    with Board(daemon) as board:
        yield board


@pytest.fixture
def visitor(board: Board) -> Iterator[Visitor]:
    """Somebody who holds the window open."""
    visitor = Visitor(board.url)
    visitor.enter()
    life = visitor.live()
    yield visitor
    life.close()
