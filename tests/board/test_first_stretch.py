"""From nothing confirmed to a first stretch, in one go: the guide asks what must be known, and then it begins."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from breakd.messages import board_setup as texts
from breakd.stretches import catalogue
from tests.board.test_set_up_browser import question, until
from tests.support.desktops.daemon import Daemon
from tests.support.guide_browser import choose_browser, give_runtime
from tests.support.guide_visitor import Guide, Visitor, leads_to

if TYPE_CHECKING:
    from playwright.sync_api import Page

ANSWERS: tuple[tuple[str, object], ...] = (
    ("hurts", "no"), ("emergency", []), ("urgent", []), ("routine", []), ("joints", []), ("health", ["glaucoma"]),
)  # fmt: skip
"""What a first stretch asks of a person whom nothing hurts."""


@pytest.fixture
def unread(newcomer: Daemon, tmp_path: Path) -> Daemon:
    """The daemon of a person who has just installed breakd; its browsers say which address they were given."""
    newcomer.config.with_name("body.toml").unlink()
    until(lambda: newcomer.status()["ask_disclaimer"])
    seen = tmp_path / "seen"
    choose_browser(newcomer, tmp_path, f'echo "$@" > {seen}.new\nmv {seen}.new {seen}\nexec sleep 60')
    give_runtime(newcomer, tmp_path)
    return newcomer


def act(visitor: Visitor, word: str, **more: object) -> dict[str, object]:
    return visitor.say("act", page="setup", act=word, more=more)


def test_a_start_before_anything_is_confirmed_asks_and_then_begins(unread: Daemon, tmp_path: Path) -> None:
    with Guide(unread) as guide:
        visitor = Visitor(guide.url)
        visitor.enter()
        life = visitor.live()
        assert visitor.say("show", page="setup", asked={})["id"] == "notice"
        assert act(visitor, "answer", id="notice", answer=True)["ok"]
        for id, answer in ANSWERS:
            assert act(visitor, "answer", id=id, answer=answer)["ok"]
        done = act(visitor, "write")
        assert done["stretch"] == texts.FIRST_STRETCH
        assert act(visitor, "stretch")["ok"]
        status = unread.wait(lambda now: now["state"] == "started", "the guide", 30)
        stretch = catalogue.load().stretches[status["reminder"]["stretch"]]
        assert "glaucoma" not in stretch.exclude_if
        assert (tmp_path / "seen").exists(), "in a browser"
        life.close()
    body = tomllib.loads(unread.config.with_name("body.toml").read_text())["body"]
    assert (body["disclaimer"], body["conditions"]) == ("confirmed", ["glaucoma"])


def test_a_red_flag_begins_nothing(unread: Daemon) -> None:
    with Guide(unread) as guide:
        visitor = Visitor(guide.url)
        visitor.enter()
        life = visitor.live()
        act(visitor, "answer", id="notice", answer=True)
        act(visitor, "answer", id="hurts", answer="no")
        assert act(visitor, "answer", id="emergency", answer=["E2"])["stage"] == "card"
        assert not act(visitor, "stretch")["ok"], "the lock keeps everything back"
        assert unread.status()["card"] == "emergency"
        assert unread.status()["reminder"] is None
        life.close()


def test_who_does_not_agree_walks(unread: Daemon) -> None:
    with Guide(unread) as guide:
        visitor = Visitor(guide.url)
        visitor.enter()
        life = visitor.live()
        assert act(visitor, "answer", id="notice", answer=False)["stretch"] == texts.WALK
        assert act(visitor, "stretch")["ok"]
        status = unread.wait(lambda now: now["state"] == "started", "the guide", 30)
        assert status["reminder"]["stretch"] == "walk-break"
        life.close()


@pytest.mark.browser
def test_within_two_minutes_of_clicks(unread: Daemon, page: Page, tmp_path: Path, faults: list[str]) -> None:
    began = time.monotonic()
    with Guide(unread) as guide:
        page.goto(guide.url)
        question(page, "notice")
        page.click("#agree")
        question(page, "hurts")
        page.check("input[value=no]")
        page.click("#next")
        for id in ("emergency", "urgent", "routine", "joints", "health"):
            question(page, id)
            page.click("#none")
        page.wait_for_selector("#write")
        page.click("#write")
        page.click("#first-stretch")
        until(lambda: (tmp_path / "seen").exists())
        words = (tmp_path / "seen").read_text().split()
        page.goto(leads_to(next(word.removeprefix("--app=") for word in words if "://" in word)))
        page.wait_for_selector("#guide[data-stage=ready]")
    assert time.monotonic() - began < 120
    assert faults == []
