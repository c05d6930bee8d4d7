"""A browser as far as the guide's server can tell, and the guide's process to visit."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from breakd.stretches import catalogue
from breakd.stretches.model import EASY_LEVEL
from tests.support.desktops.daemon import Daemon
from tests.support.warm import Process

COBRA_SECONDS = round(catalogue.load().stretches["cobra"].at_level(EASY_LEVEL).total_seconds)
"""The first back-bends of a new person on the floor come at the easy dose."""
HAMSTRING_SECONDS = round(catalogue.load().stretches["seated-hamstring-stretch"].total_seconds)
PATIENCE = 15.0
LIFE = "GET /life HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\r\n"

PAGE_FILES = {"/": ("text/html; charset=utf-8", b"<p>page</p>"), "/guide.js": ("text/javascript", b"js")}
"""A page of two files."""


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    text: str


def leads_to(address: str) -> str:
    """Where a browser that is given this address arrives: a file sends it on."""
    parts = urlsplit(address)
    if parts.scheme != "file":
        return address
    found = re.search(r'content="0;url=([^"]+)"', Path(parts.path).read_text())
    assert found, address
    return found[1]


class Visitor:
    """Asks for pages as a browser does: with its cookie, and with where the request comes from."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.path = parts.netloc, f"{parts.path}?{parts.query}"
        self.cookie = ""

    def ask(self, path: str, *, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """One request; a header that is given empty is left out."""
        wanted = {"Host": self.host, "Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        wanted |= {name.replace("_", "-"): value for name, value in headers.items()}
        name, port = self.host.split(":")
        connection = http.client.HTTPConnection(name, int(port), timeout=PATIENCE)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for header, value in wanted.items():
                if value:
                    connection.putheader(header, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body.encode() if body is not None else None)
            reply = connection.getresponse()
            return Answer(reply.status, dict(reply.getheaders()), reply.read().decode())
        finally:
            connection.close()

    def enter(self) -> Answer:
        """Open the address, as it was given; keeps the cookie."""
        answer = self.ask(self.path, Sec_Fetch_Site="none")
        self.cookie = answer.headers.get("Set-Cookie", "").split(";")[0]
        return answer

    def live(self) -> socket.socket:
        """Hold a page open; it is closed with the socket."""
        name, port = self.host.split(":")
        life = socket.create_connection((name, int(port)), timeout=PATIENCE)
        life.sendall(LIFE.format(host=self.host, cookie=self.cookie).encode())
        assert b"200" in life.recv(4096)
        return life

    def say(self, word: str, **more: Any) -> dict[str, Any]:
        """What the page says, and what it hears."""
        answer = self.post(json.dumps({"word": word, **more}))
        assert answer.status == 200, answer
        heard: dict[str, Any] = json.loads(answer.text)
        return heard

    def plan(self) -> dict[str, Any]:
        """What the page's script plays or asks."""
        told: dict[str, Any] = json.loads(self.ask("/plan.json").text)
        return told

    def post(self, body: str, **headers: str) -> Answer:
        wanted = {"Origin": f"http://{self.host}", "Content_Type": "application/json"} | headers
        return self.ask("/say", method="POST", body=body, **wanted)


class Guide:
    """`breakd start --address` beside a daemon, with the address that it prints; it is ended with the block."""

    def __init__(self, daemon: Daemon, *words: str, command: str = "start") -> None:
        reader, writer = os.pipe()
        self._out, self._err = open(reader), tempfile.TemporaryFile("w+")  # noqa: PTH123, SIM115
        with Path(os.devnull).open("rb") as nothing:
            streams = (nothing.fileno(), writer, self._err.fileno())
            self.process = Process([command, "--address", *words], daemon.env, daemon.folder, streams)
        os.close(writer)

    def __enter__(self) -> Self:
        said = []
        for line in self._out:
            said.append(line)
            if found := re.search(r"http://127[.\d]+:\d+/\?t=\S+", line):
                break
        else:
            raise AssertionError((said, self.end()))
        self.url = found.group()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        self._out.close()
        self._err.close()

    def end(self) -> tuple[int, str, str]:
        """Its exit code and what it said, when it has ended by itself."""
        code = self.process.wait(PATIENCE)
        self._err.seek(0)
        return code, self._out.read(), self._err.read()


class Board(Guide):
    """`breakd board --address`, perhaps with the name of a page."""

    def __init__(self, daemon: Daemon, *words: str) -> None:
        super().__init__(daemon, *words, command="board")
