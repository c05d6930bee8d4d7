"""The guide's door after accidents: it goes on serving, and hears only what its page says."""

from __future__ import annotations

import json
import socket
import threading

import pytest

from breakd.client.dbus_client import DaemonClient
from breakd.guide.browser_player import BrowserPlayer
from breakd.guide.client import GuideClient
from breakd.guide.guide_page import PlaybackOptions
from breakd.guide.red_flag_page import QuestionsPage, RedFlagQuestions
from breakd.guide.script import script
from breakd.stretches import catalogue
from breakd.stretches.safety_state import RedFlagList, Urgency
from breakd.web import parsing
from breakd.web.server import PageClosed, PageMessage, PageOpened, PageServer
from tests.support.fuzz import Rounds
from tests.support.fuzz.chance import changed, damaged, value
from tests.support.guide_visitor import Visitor

FEW, FEW_TALKS = 40, 300
PAGE = b"<p>page</p>"
FILES = {"/": ("text/html; charset=utf-8", PAGE)}
SAID = (
    {"word": "done", "seconds": 54}, {"word": "hurts", "act": 0}, {"word": "feel", "feeling": "better"},
    {"word": "flags", "ticked": ["E1"], "screens": 1}, {"word": "spreading"}, {"word": "left"},
)  # fmt: skip


def raw(server: PageServer, request: bytes) -> bytes:
    """All that the server says to these bytes, which nothing follows."""
    name, port = server.host.split(":")
    with socket.create_connection((name, int(port)), timeout=60) as line:
        try:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: line.recv(65536), b""))
        except OSError:  # it has heard enough
            return b""


def answered(server: PageServer, heard: list[PageMessage]) -> None:
    """Answer what the page says, until the event that nobody else sends."""
    while not isinstance(event := server.events.get(), str):
        if isinstance(event, PageMessage):
            heard.append(event)
            event.answer.set_result({"ok": True})
        else:
            assert isinstance(event, (PageOpened, PageClosed))


def test_any_request(rounds: Rounds, capsys: pytest.CaptureFixture[str]) -> None:
    with PageServer(FILES) as server:
        guest = Visitor(server.url)
        guest.enter()
        heard: list[PageMessage] = []
        answering = threading.Thread(target=answered, args=(server, heard))
        answering.start()
        head = f"Host: {server.host}\r\nCookie: {guest.cookie}\r\nSec-Fetch-Site: same-origin\r\n"
        for chance in rounds(FEW):
            body = json.dumps(changed(chance, chance.choice(SAID)))
            right = (
                f"GET / HTTP/1.1\r\n{head}Connection: close\r\n\r\n",
                f"GET /life HTTP/1.1\r\n{head}\r\n",
                f"POST /say HTTP/1.1\r\n{head}Origin: http://{server.host}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}",
            )
            said = raw(server, damaged(chance, chance.choice(right).encode()))
            assert b"<html" not in said.lower()
            assert b"Traceback" not in said
        assert guest.ask("/").text == PAGE.decode(), "it still serves"
        server.events.put("over")  # type: ignore[arg-type]
        answering.join()
    assert capsys.readouterr().err == ""
    assert all(isinstance(key, str) for event in heard for key in event.more)


class Daemon(GuideClient):
    """A daemon that takes whatever fits its methods, and must get nothing else."""

    def __init__(self) -> None:
        super().__init__(DaemonClient(None))  # type: ignore[arg-type]
        self.said: list[object] = []

    def _say(self, member: str, signature: str, *arguments: object, patience: float = 0.0) -> None:  # noqa: ARG002
        for kind, argument in zip(signature, arguments, strict=True):
            assert isinstance(argument, {"s": str, "u": int}[kind])
            assert kind != "s" or "\0" not in str(argument)
            assert kind != "u" or 0 <= int(str(argument)) < 1 << 32
        self.said.append(member)

    def keep_alive(self) -> None:
        self._say("GuideKeepAlive", "u", 1)

    def may_stand(self) -> bool:
        return True

    def open_questions(self) -> RedFlagList | None:
        return RedFlagList.SPREADING

    def report(self, urgency: Urgency) -> None:
        self._say("ReportRedFlags", "s", urgency.value)

    def status(self) -> dict[str, object]:
        return {"gentle_until": None, "may_stand": True, "safety_lock": False, "card": None}


def test_any_talk(rounds: Rounds) -> None:
    """The player answers each word that passes the door, whatever comes with it."""
    known = catalogue.load()
    acts = [script(known.stretches["cobra"], 1, "none", {})]
    for chance in rounds(FEW_TALKS):
        player = BrowserPlayer(acts, Daemon(), PlaybackOptions(), known.safety, lambda _on: "")
        questions = QuestionsPage(RedFlagQuestions(RedFlagList.ALL, known.safety, Daemon()))
        for _ in range(6):
            said = chance.choice(SAID)
            if chance.random() < 0.7:
                said = changed(chance, said | {chance.choice(("seconds", "act", "screens")): value(chance)})
            try:
                word, more = parsing.message(json.dumps(said).encode())
            except ValueError:  # this is as far as it gets
                continue
            for listener in (player, questions):
                answer = listener.hear(word, more)
                assert isinstance(answer["ok"], bool)
                json.dumps(answer)
