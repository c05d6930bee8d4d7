"""The window without a browser: what its process answers, what it ignores, and when it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from breakd.messages.board import PAGES
from tests.support.desktops.daemon import Daemon
from tests.support.guide_visitor import Board, Visitor

NOTHING = {"ok": False, "text": "There is nothing here."}


@pytest.fixture
def board(daemon: Daemon) -> Iterator[Board]:
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


def show(visitor: Visitor, page: str, **asked: object) -> dict[str, object]:
    return visitor.say("show", page=page, asked=asked)


def act(visitor: Visitor, page: str, word: object, **more: object) -> dict[str, object]:
    return visitor.say("act", page=page, act=word, more=more)


def test_every_page_has_its_script_its_name_and_an_answer(visitor: Visitor) -> None:
    told = json.loads(visitor.ask("/board.json").text)
    assert [page["name"] for page in told["pages"]] == list(PAGES)
    for page in told["pages"]:
        assert page["texts"]["title"]
        assert visitor.ask(f"/pages/{page['name']}.js").status == 200
        assert show(visitor, page["name"])["ok"] is True
