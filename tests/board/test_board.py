"""The window without a browser: what its process answers, what it ignores, and when it ends."""

from __future__ import annotations

import json
import re
import socket
from itertools import product
from pathlib import Path

import pytest

from breakd.board.process import Board as BoardProcess
from breakd.messages.board import NOT_OPENED_TITLE, PAGES
from breakd.messages.board_now import CLEARED
from breakd.web import serving
from breakd.web.parsing import FORMS
from tests.support.desktops.daemon import Daemon, environment
from tests.support.fakes.notifications import FakeNotifications
from tests.support.guide_visitor import Board, Visitor

NOTHING = {"ok": False, "text": "There is nothing here."}


def show(visitor: Visitor, page: str, **asked: object) -> dict[str, object]:
    return visitor.say("show", page=page, asked=asked)


def act(visitor: Visitor, page: str, word: object, **more: object) -> dict[str, object]:
    return visitor.say("act", page=page, act=word, more=more)


def next_change(life: socket.socket) -> str:
    """What the stream tells next to have changed."""
    said = ""
    while (found := re.search(r"data: ({.*})\n\n", said)) is None:
        part = life.recv(4096).decode()
        assert part, "the stream has ended"
        said += part
    return str(json.loads(found[1])["changed"])


def test_every_page_has_its_script_its_name_and_an_answer(visitor: Visitor) -> None:
    told = json.loads(visitor.ask("/board.json").text)
    assert [page["name"] for page in told["pages"]] == list(PAGES)
    for page in told["pages"]:
        assert page["texts"]["title"]
        assert visitor.ask(f"/pages/{page['name']}.js").status == 200
        assert show(visitor, page["name"])["ok"] is True


def test_it_opens_at_the_page_that_was_asked_for(daemon: Daemon) -> None:
    with Board(daemon, "about") as board:
        visitor = Visitor(board.url)
        visitor.enter()
        assert json.loads(visitor.ask("/board.json").text)["first"] == "about"
    assert daemon.breakd("board", "nowhere").code == 2


# --- who is heard -----------------------------------------------------------------------------------


def test_the_address_is_good_once(board: Board, visitor: Visitor) -> None:
    assert Visitor(board.url).enter().status == 403
    assert visitor.ask("/").status == 200


@pytest.mark.parametrize("path", ["/", "/board.json", "/board.js", "/pages/now.js", "/page.css", "/life", "/say"])
def test_a_stranger_gets_nothing_of_it(board: Board, path: str) -> None:
    assert Visitor(board.url).ask(path).status == 403
    for name in ("evil.example", "localhost", "127.0.0.1"):
        assert Visitor(board.url).ask(path, Host=name).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": ""},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"Cookie": "breakd=x"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_only_our_own_page_can_do_something(daemon: Daemon, visitor: Visitor, headers: dict[str, str]) -> None:
    said = json.dumps({"word": "act", "page": "now", "act": "pause", "more": {"until": "1h"}})
    assert visitor.post(said, **headers).status == 403
    assert daemon.now()["paused_until"] is None
    assert visitor.post(said).status == 200
    assert daemon.now()["paused_until"] is not None, "and the same words of our own page do it"


def test_nothing_changes_by_a_get(daemon: Daemon, visitor: Visitor) -> None:
    told = json.loads(visitor.ask("/board.json").text)
    before = daemon.call("GetStatus")
    query = "?word=act&page=now&act=pause&until=1h"
    paths = ["/", "/board.json", "/page.css", *(f"/pages/{page['name']}.js" for page in told["pages"])]
    for path in paths:
        visitor.ask(path)
        assert visitor.ask(f"{path}{query}").status in (200, 404)
    for path in (f"/say{query}", "/say", "/../say", "/pages/../../process.py", "/pages/now.py", "/pages/", "/pages"):
        assert visitor.ask(path).status == 404
    kept = ("paused_until", "posture", "place", "reminder", "flare_until")
    was, now = json.loads(before[0]), daemon.now()
    assert {name: was[name] for name in kept} == {name: now[name] for name in kept}


# --- what is heard ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        {"word": "show"},
        {"word": "show", "page": "now"},
        {"word": "show", "page": "nowhere", "asked": {}},
        {"word": "show", "page": ["now"], "asked": {}},
        {"word": "show", "page": "now", "asked": []},
        {"word": "act", "page": "now", "act": "pause"},
        {"word": "act", "page": "now", "act": ["pause"], "more": {"until": "1h"}},
        {"word": "act", "page": "now", "act": "pause", "more": "1h"},
        {"word": "act", "page": "now", "act": "nothing", "more": {}},
        {"word": "act", "page": "about", "act": "pause", "more": {"until": "1h"}},
        {"word": "erase", "page": "now", "asked": {}},
        {"word": "closed?"},
    ],
)
def test_what_no_page_of_ours_says_is_answered_in_one_sentence(visitor: Visitor, said: dict[str, object]) -> None:
    answer = visitor.post(json.dumps(said))
    assert (answer.status, json.loads(answer.text)) == (200, NOTHING)
    assert show(visitor, "now")["ok"] is True, "and the window goes on"


@pytest.mark.parametrize("page", list(PAGES))
def test_every_page_survives_any_value(visitor: Visitor, page: str) -> None:
    keys = ("id", "seconds", "until", "posture", "place", "on", "feeling", "stretch", "later", "name", "by")
    words = (
        "done",
        "snooze",
        "skip",
        "pause",
        "posture",
        "place",
        "gentle",
        "feel",
        "checkup",
        "cleared",
        "a\nb",
        "",
    )
    values: tuple[object, ...] = (None, True, -1, 1e9, "", "x" * FORMS.text, [], {}, [[1]], {"a": {"b": [None]}})
    for value, word in product(values, words):
        answer = act(visitor, page, word, **dict.fromkeys(keys, value))
        assert isinstance(answer["ok"], bool), (word, value)
        assert isinstance(answer.get("text", ""), str), (word, value)
    for value in values:
        assert isinstance(show(visitor, page, **dict.fromkeys(keys, value))["ok"], bool), value


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"word": "show", "page": "about", "asked": {"a": "' + "x" * FORMS.text + '"}}', 200),
        ('{"word": "show", "page": "about", "asked": {"a": "' + "x" * (FORMS.text + 1) + '"}}', 400),
        ('{"word": "show", "page": "about", "asked": {"a": "one\\ntwo\\tthree"}}', 200),
        ('{"word": "show", "page": "about", "asked": {"a": "\\u0000"}}', 400),
        ('{"word": "show", "page": "about", "asked": {"a": "\\u001b[2J"}}', 400),
        ('{"word": "show", "page": "about", "asked": {"a": "\\ud800"}}', 400),
        ('{"word": "show", "page": "about", "asked": {"a": 1e999}}', 400),
        ('{"word": "show", "page": "about", "asked": {"a": NaN}}', 400),
        ('{"word": "show", "page": "about", "asked": {"' + "x" * 101 + '": 1}}', 400),
        ('{"word": "show", "page": "about", "asked": ' + '{"a": ' * 5 + "1" + "}" * 5 + "}", 200),
        ('{"word": "show", "page": "about", "asked": ' + '{"a": ' * 7 + "1" + "}" * 7 + "}", 400),
        ("[" * 60_000, 400),
        ('{"word": "show", "page": "about", "asked": {}}' + " " * FORMS.body, 413),
    ],
)
def test_forms_have_room_and_an_end(visitor: Visitor, body: str, status: int) -> None:
    assert visitor.post(body).status == status


def test_a_lock_is_lifted_in_the_window_and_what_it_refuses_names_a_page(daemon: Daemon, visitor: Visitor) -> None:
    daemon.call("ReportRedFlags", "s", "urgent")
    refused = act(visitor, "stretches", "start", id="chin-tuck")
    assert refused["ok"] is False
    assert str(refused["text"]).endswith("When a doctor or physiotherapist has had a look, say so on the page Now.")
    assert "say so on the page Now" in str(act(visitor, "now", "session")["text"])
    answer = act(visitor, "now", "cleared", by="other")
    assert (answer["ok"], str(answer["text"]).endswith("When one has checked you, say so on the page Now.")) == (
        False,
        True,
    )
    assert daemon.now()["safety_lock"] is True
    assert act(visitor, "now", "cleared", by="doctor") == {"ok": True, "text": CLEARED}
    assert daemon.now()["safety_lock"] is False
    assert "Nothing is locked. The page Now" in str(act(visitor, "now", "cleared", by="doctor")["text"])


# --- its life ---------------------------------------------------------------------------------------


def test_a_change_is_told_at_once(daemon: Daemon, visitor: Visitor) -> None:
    with visitor.live() as life:
        daemon.call("Pause", "s", "1h")
        assert next_change(life) == "status"


def test_it_ends_with_its_page_and_a_reload_is_no_end(board: Board) -> None:
    visitor = Visitor(board.url)
    visitor.enter()
    visitor.live().close()
    second = visitor.live()
    assert show(visitor, "about")["ok"] is True
    second.close()
    assert board.end() == (0, "", "")


def test_a_page_that_says_so_is_not_waited_for(board: Board) -> None:
    visitor = Visitor(board.url)
    visitor.enter()
    with visitor.live():
        assert visitor.say("closed")["ok"] is True
    assert board.end() == (0, "", "")


def test_it_ends_by_itself_where_no_browser_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "OPEN_SECONDS", 0.1)
    assert BoardProcess((), "now").run(lambda _server, _failed: True) is False
    assert BoardProcess((), "now").run(lambda _server, _failed: False) is False


def test_without_a_browser_it_says_so(daemon: Daemon) -> None:
    done = daemon.breakd("board")
    assert (done.code, done.out) == (1, "")
    assert done.err == "There is no browser to show the window in.\n"


def test_who_clicked_reads_it_in_a_notification(daemon: Daemon, screen: FakeNotifications) -> None:
    daemon.call("OpenBoard", "s", "")
    daemon.wait(lambda _status: NOT_OPENED_TITLE in [note.title for note in screen.notes], "a word", 30)
    assert screen.notes[-1].body == "There is no browser to show the window in."


# --- without breakd ---------------------------------------------------------------------------------


def test_without_a_running_breakd_it_shows_that_and_notices_when_one_comes(private_bus: str, tmp_path: Path) -> None:
    daemon = Daemon(environment() | {"DBUS_SESSION_BUS_ADDRESS": private_bus}, tmp_path / "life", warm=True)
    with Board(daemon) as board:
        visitor = Visitor(board.url)
        visitor.enter()
        with visitor.live() as life:
            assert show(visitor, "now")["running"] is False
            answer = act(visitor, "now", "pause", until="1h")
            assert answer["ok"] is False
            assert "not running" in str(answer["text"])
            with daemon:
                while not show(visitor, "now")["running"]:
                    assert next_change(life) == "status"
                daemon.kill()
                while show(visitor, "now")["running"]:
                    next_change(life)


def test_without_a_bus_it_opens_all_the_same(tmp_path: Path) -> None:
    daemon = Daemon(environment() | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}, tmp_path / "life")
    with Board(daemon, "about") as board:
        visitor = Visitor(board.url)
        visitor.enter()
        with visitor.live():
            assert show(visitor, "about")["ok"] is True
            assert "There is no session bus" in str(show(visitor, "now")["more"])
