"""Who gets the page: the browser that holds the address, once; and nobody else, from wherever they ask."""

from __future__ import annotations

import socket
import threading
from collections import UserDict
from http.client import RemoteDisconnected
from ipaddress import ip_address

import pytest

from breakd.web.html_document import PageFile
from breakd.web.server import HEADERS, PageClosed, PageMessage, PageOpened, PageServer
from tests.support.guide_visitor import PAGE_FILES, Visitor


def test_the_token_becomes_a_cookie_that_scripts_and_strangers_do_not_get(server: PageServer) -> None:
    visitor, token = Visitor(server.url), server.url.split("=")[1]
    answer = visitor.enter()
    assert (answer.status, 'content="0;url=/"' in answer.text) == (200, True)
    assert '<link rel="icon" href="/icon.svg">' in answer.text
    cookie = answer.headers["Set-Cookie"]
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert token not in cookie
    assert visitor.ask("/").text == "<p>page</p>"
    assert visitor.ask("/").text == "<p>page</p>", "a reload works"


def test_the_token_is_good_once(server: PageServer) -> None:
    first, second = Visitor(server.url), Visitor(server.url)
    assert first.enter().status == 200
    answer = second.enter()
    assert answer.status == 403
    assert "already been opened" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert first.enter().status == 403, "not even for the browser that used it"


def test_the_token_is_good_once_however_many_come_at_once(server: PageServer) -> None:
    seen: list[int] = []
    crowd = [threading.Thread(target=lambda: seen.append(Visitor(server.url).enter().status)) for _ in range(12)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert sorted(seen) == [200] + [403] * 11


@pytest.mark.parametrize("token", ["", "x", "%00", "é", "a" * 43])
def test_a_wrong_token_is_refused(server: PageServer, token: str) -> None:
    visitor = Visitor(server.url)
    visitor.path = f"/?t={token}".replace("é", "%C3%A9")
    assert visitor.enter().status == 403
    assert Visitor(server.url).enter().status == 200, "and uses nothing up"


@pytest.mark.parametrize("path", ["/", "/guide.js", "/life", "/nothing"])
@pytest.mark.parametrize("cookie", ["", "breakd=x", "breakd-1=x"])
def test_without_the_cookie_there_is_nothing(server: PageServer, path: str, cookie: str) -> None:
    visitor = Visitor(server.url)
    visitor.cookie = cookie
    assert visitor.ask(path).status == 403


@pytest.mark.parametrize("value", ["", "x", "é", "a" * 43])
def test_a_cookie_of_our_name_with_another_value_is_a_stranger(
    server: PageServer, guest: Visitor, value: str
) -> None:
    """Any page of this machine may set a cookie of that name: only its value is a secret."""
    guest.cookie = f"{server.cookie_name}={value}".encode().decode("latin-1")
    assert [guest.ask(path).status for path in ("/", "/guide.js", "/life")] == [403] * 3
    assert guest.post('{"word": "done"}').status == 403
    assert server.events.empty()


@pytest.mark.parametrize(
    "host", ["localhost:{port}", "evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:{port}", ""]
)
def test_another_name_is_refused(server: PageServer, guest: Visitor, host: str) -> None:
    """DNS rebinding: a page of evil.example, whose name is made to mean 127.0.0.1, asks under its own name."""
    host = host.format(port=server.host.split(":")[1])
    assert guest.ask("/", Host=host).status == 403
    assert Visitor(server.url).ask("/?t=x", Host=host).status == 403
    assert guest.post('{"word": "done"}', Host=host).status == 403


def raw(server: PageServer, request: str) -> str:
    """All that the server says to these lines, until it closes the connection."""
    name, port = server.host.split(":")
    with socket.create_connection((name, int(port)), timeout=20) as line:
        line.sendall(request.encode())
        return b"".join(iter(lambda: line.recv(4096), b"")).decode()


def test_two_names_are_refused(server: PageServer, guest: Visitor) -> None:
    said = raw(server, f"GET / HTTP/1.1\r\nHost: {server.host}\r\nHost: evil\r\nCookie: {guest.cookie}\r\n\r\n")
    assert said.startswith("HTTP/1.1 400 ")


def test_what_was_sent_along_with_a_refused_request_is_no_request(server: PageServer, guest: Visitor) -> None:
    """A form of another site may send our own page's request as its contents, which must not be read as one."""
    hidden = f"GET / HTTP/1.1\r\nHost: {server.host}\r\nCookie: {guest.cookie}\r\nConnection: close\r\n\r\n"
    head = f"POST /say HTTP/1.1\r\nHost: {server.host}\r\nOrigin: http://evil.example\r\n"
    said = raw(server, f"{head}Content-Length: {len(hidden)}\r\n\r\n{hidden}")
    assert said.startswith("HTTP/1.1 403 ")
    assert said.count("HTTP/1.1") == 1
    assert "<p>page</p>" not in said


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_request_that_another_page_causes_is_refused(guest: Visitor, site: str) -> None:
    """Even with the cookie, which no other site causes to be sent: same-site is another port of this machine."""
    assert guest.ask("/", Sec_Fetch_Site=site).status == 403
    assert guest.post('{"word": "done"}', Sec_Fetch_Site=site).status == 403


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1"])
def test_only_our_own_page_may_say_something(server: PageServer, guest: Visitor, origin: str) -> None:
    assert guest.post('{"word": "done"}', Origin=origin).status == 403
    assert server.events.empty()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Type": "text/plain"}, 404),  # what a form of another site could send
        ({"Content_Length": "-1"}, 413),
        ({"Content_Length": "99999"}, 413),
        ({"Content_Length": "x"}, 413),
        ({}, 400),
    ],
)
def test_what_makes_no_sense_is_refused_and_not_heard(
    server: PageServer, guest: Visitor, headers: dict[str, str], status: int
) -> None:
    answer = guest.ask(
        "/say", method="POST", body=None if "Content_Length" in headers else "[1]",
        **{"Origin": f"http://{server.host}", "Content_Type": "application/json"} | headers,
    )  # fmt: skip
    assert answer.status == status
    assert server.events.empty()


class Counted(UserDict[str, PageFile]):
    """Files that are made when they are asked for, as pictures are."""

    asked = 0

    def __getitem__(self, path: str) -> PageFile:
        self.asked += 1
        return super().__getitem__(path)

    def __contains__(self, path: object) -> bool:
        self.asked += 1
        return super().__contains__(path)


def test_a_file_is_asked_for_once() -> None:
    files = Counted(PAGE_FILES)
    with PageServer(files) as server:
        visitor = Visitor(server.url)
        visitor.enter()
        files.asked = 0
        assert visitor.ask("/guide.js").status == 200
    assert files.asked == 1


@pytest.mark.parametrize("path", ["/say", "/../etc/passwd", "/guide.js/", "/guide.py"])
def test_there_is_nothing_else(guest: Visitor, path: str) -> None:
    assert guest.ask(path).status == 404


@pytest.mark.parametrize("path", ["/", "/guide.js", "/nothing", "/?t=x"])
def test_every_answer_tells_the_browser_to_trust_nobody_else(guest: Visitor, path: str) -> None:
    headers = guest.ask(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Server"].strip() == "breakd", "no version for anybody to look up"


def test_the_stream_of_the_pages_life_trusts_nobody_else_either(server: PageServer, guest: Visitor) -> None:
    name, port = server.host.split(":")
    with socket.create_connection((name, int(port)), timeout=20) as line, line.makefile("rb") as stream:
        line.sendall(f"GET /life HTTP/1.1\r\nHost: {server.host}\r\nCookie: {guest.cookie}\r\n\r\n".encode())
        head = iter(lambda: stream.readline().decode().strip(), "")
        assert next(head) == "HTTP/1.1 200 OK"
        headers = dict(text.split(": ", 1) for text in head)
    assert headers.items() >= HEADERS.items()
    assert headers["Content-Type"] == "text/event-stream"


def test_the_page_is_heard_and_answered(server: PageServer, guest: Visitor) -> None:
    heard: list[dict[str, object]] = []
    asking = threading.Thread(target=lambda: heard.append(guest.say("done", seconds=54)))
    asking.start()
    event = server.events.get(timeout=20)
    assert isinstance(event, PageMessage)
    assert (event.word, event.more) == ("done", {"seconds": 54})
    event.answer.set_result({"ok": True, "text": "written down"})
    asking.join()
    assert heard == [{"ok": True, "text": "written down"}]


def test_a_page_that_is_open_is_known_until_it_goes(server: PageServer, guest: Visitor) -> None:
    life = guest.live()
    assert isinstance(server.events.get(timeout=20), PageOpened)
    life.close()
    assert isinstance(server.events.get(timeout=20), PageClosed)


def test_at_the_end_nobody_is_kept_waiting(server: PageServer) -> None:
    with PageServer(PAGE_FILES) as short:
        visitor = Visitor(short.url)
        visitor.enter()
        life = visitor.live()
    while life.recv(100):
        pass
    life.close()
    with pytest.raises((ConnectionRefusedError, RemoteDisconnected)):
        visitor.ask("/")
    assert server.host != short.host


def test_only_this_machine_is_served(server: PageServer) -> None:
    address, port = server.place
    assert ip_address(address).is_loopback
    assert port > 1023


def test_no_page_has_the_address_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a browser keeps of a page counts for the next one at the same address and port (decision 0335)."""

    def asked(_name: str = "") -> str:
        raise AssertionError("the network is asked for a name")

    monkeypatch.setattr(socket, "getfqdn", asked)
    places = []
    for _ in range(20):
        server = PageServer(PAGE_FILES)
        places.append(server.place[0])
        server._http.server_close()
    assert len(set(places)) == len(places)
    assert not any(place.startswith("127.0.") for place in places), "where other programs are"
