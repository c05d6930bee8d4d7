"""Serves the page to one browser on this machine, and to nobody else.

Only a program of the same user is answered. It comes in by a token that is good once, which stands in a file of the
person's, never in a command that others can read (decision 0235); the token becomes a cookie that no script reads and
no other site causes to be sent, so that a reload works. The name that the browser asks for is checked, or else a page
of another site whose name is made to mean this machine could read ours (DNS rebinding). Each page has an address of
its own, or else what the browser keeps of another program's page at 127.0.0.1 would be heard in ours (decision 0335).
http.server is enough for one reader (decision 0112).
"""

from __future__ import annotations

import hmac
import html
import json
import logging
import os
import queue
import secrets
import socket
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any

from breakd.frozen import frozen
from breakd.messages import web as texts
from breakd.system import paths
from breakd.system.files import write_whole

from . import parsing
from .html_document import PageFile
from .parsing import PLAIN, Limits
from .peer import owner_of

log = logging.getLogger(__name__)

ANSWER_SECONDS = 20.0
HEARD = 4096
"""Bytes read at once from a browser that has nothing to say."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

DOOR = """<!doctype html>
<meta charset="utf-8"><meta http-equiv="refresh" content="0;url={link}"><title>breakd</title>
<link rel="icon" href="{icon}">
<p><a href="{link}">{text}</a>
"""
"""With an icon, or a slow browser asks for one that nobody has."""

Reply = dict[str, Any]


@frozen
class PageOpened:
    """A browser holds the page open."""


@frozen
class PageClosed:
    """It no longer does: closed, reloaded, or dead."""


@frozen
class PageMessage:
    """The page says something and waits for the answer."""

    word: str
    more: Mapping[str, Any]
    answer: Future[Reply] = field(default_factory=Future)


@frozen
class Changed:
    """Something that the page shows is no longer as it was: `what` says to the page's script what it is."""

    what: str


@frozen
class BrowserEnded:
    """What opened the page has ended, as many do that have handed it on; without `well` it has failed."""

    well: bool


PageEvent = PageOpened | PageClosed | PageMessage | Changed | BrowserEnded


class PageServer:
    """Serves `files` (path to type and contents) from a free port. Use it as a context; `events` has what comes.

    What the page may say at once ends at `limits`.
    """

    def __init__(self, files: Mapping[str, PageFile], limits: Limits = PLAIN) -> None:
        self.files, self.limits = files, limits
        self.events: queue.SimpleQueue[PageEvent] = queue.SimpleQueue()
        self._token = secrets.token_urlsafe(32)
        self._cookie = secrets.token_urlsafe(32)
        self._door: Path | None = None
        """The file that leads here, while it does."""
        self._door_open = False
        self._lock = threading.Lock()
        self._lives: set[socket.socket] = set()
        self._over = False
        self._http = _HttpServer((_own_address(), 0), type("Handler", (_Handler,), {"page": self}))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.1,), name="page", daemon=True)

    @property
    def place(self) -> tuple[str, int]:
        """Address and port where it listens."""
        address, port = self._http.server_address[:2]
        return str(address), port

    @property
    def host(self) -> str:
        """Address and port, as a browser must ask for them."""
        return "{}:{}".format(*self.place)

    @property
    def cookie_name(self) -> str:
        """Cookies know no ports: another page on this machine has another name."""
        return f"breakd-{self.place[1]}"

    @property
    def url(self) -> str:
        """The address to open, once: for the person's own hand, and for no command."""
        return f"http://{self.host}/?t={self._token}"

    def door(self) -> str | None:
        """The address of a file that only the person can read and that leads here; None where there is no place."""
        folder = paths.runtime_dir()
        if folder is None:
            return None
        link = html.escape(self.url)
        with suppress(OSError):
            self._door = paths.made(folder) / "page-{}-{}.html".format(*self.place)
            write_whole(self._door, DOOR.format(link=link, icon="data:,", text=html.escape(texts.OPENING)).encode())
            return self._door.as_uri()
        return None

    def open_door(self) -> str:
        """The plain address, where the first browser comes in that a program of this user opens it with."""
        self._door_open = True
        return f"http://{self.host}/"

    def __enter__(self) -> PageServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        with self._lock:
            self._over = True
            for life in self._lives:
                with suppress(OSError):
                    life.shutdown(socket.SHUT_RDWR)
        self._http.server_close()
        self._thread.join()
        self._close_door()

    def use_up(self, token: str) -> str | None:
        """The cookie for the right token, the first time; None afterwards and for any other."""
        with self._lock:
            right = bool(self._token) and hmac.compare_digest(token.encode(), self._token.encode())
            if right:
                self._close_door()
        return self._cookie if right else None

    def come_in(self) -> str | None:
        """The cookie for the first who comes to an open door; None afterwards, and while there is none."""
        with self._lock:
            was_open = self._door_open
            if was_open:
                self._close_door()
        return self._cookie if was_open else None

    def _close_door(self) -> None:
        self._token, self._door_open = "", False
        if self._door is not None:
            with suppress(OSError):
                self._door.unlink()

    def knows(self, cookie: str) -> bool:
        """Whether this is our browser."""
        return hmac.compare_digest(cookie.encode(), self._cookie.encode())

    def tell(self, what: str) -> None:
        """Say to every page that is open that this has changed. One that does not read is let go: it comes again."""
        line = f"data: {json.dumps({'changed': what})}\n\n".encode()
        with self._lock:
            for life in self._lives:
                with suppress(OSError):
                    if _sent(life, line) < len(line):
                        life.shutdown(socket.SHUT_RDWR)

    def live(self, life: socket.socket) -> None:
        """Wait until the browser lets go of a page; not at all when the server is at its end already."""
        with self._lock:
            if self._over:
                return
            self._lives.add(life)
        self.events.put(PageOpened())
        with suppress(OSError):
            while life.recv(HEARD):
                pass
        with self._lock:
            self._lives.discard(life)
        self.events.put(PageClosed())


def _own_address() -> str:
    """One of sixteen million of this machine: no page was there before, so no browser has kept anything of one.

    None of 127.0.0.0/16, where other programs are.
    """
    return f"127.{secrets.randbelow(254) + 1}.{secrets.randbelow(256)}.{secrets.randbelow(254) + 1}"


def _sent(life: socket.socket, line: bytes) -> int:
    """How much of it could be sent at once."""
    try:
        return life.send(line, socket.MSG_DONTWAIT)
    except BlockingIOError:
        return 0


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    """With five, the default, a burst finds no room, and each that does not tries again after a whole second."""

    def server_bind(self) -> None:
        """Take the address. HTTPServer would ask the network for the name of it, which nobody needs."""
        TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """One request failed, and with it its thread alone: mostly a browser that has hung up."""
        log.debug("%s of %s was not answered", request, client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    """One request. It must come from our browser, use our host name, and come from our own page."""

    page: PageServer
    protocol_version = "HTTP/1.1"
    server_version = "breakd"
    sys_version = ""
    timeout = 30

    def handle(self) -> None:
        """Answer a program of our own user, and nobody else."""
        if owner_of(self.client_address, self.page.place) == os.getuid():
            super().handle()

    def parse_request(self) -> bool:
        """Read line and headers; what can be read in two ways is not heard."""
        if not super().parse_request():
            return False
        clear = parsing.is_clear(self.command, self.headers)
        if not clear:
            self._text(HTTPStatus.BAD_REQUEST, texts.NOTHING_HERE)
        return clear

    def do_GET(self) -> None:
        """A file of the page, the stream of its life, or the door with the token."""
        path, token = parsing.address(self.path)
        if not self._our_name():
            self._text(HTTPStatus.FORBIDDEN, texts.STRANGER)
        elif path == "/" and token:
            self._enter(self.page.use_up(token), texts.USED)
        elif not self._our_browser():
            # only what the person or a program opened, no page of another site
            opened = path == "/" and self.headers.get("Sec-Fetch-Site", "none") == "none"
            self._enter(self.page.come_in() if opened else None, texts.STRANGER)
        elif path == "/life":
            self._live()
        else:
            self._send_file(path)

    def _send_file(self, path: str) -> None:
        try:
            kind, content = self.page.files[path]  # asked once: what is there may be read at that moment
        except KeyError:
            self._text(HTTPStatus.NOT_FOUND, texts.NOTHING_HERE)
            return
        self._answer(HTTPStatus.OK, kind, content)

    def do_POST(self) -> None:
        """What the page says."""
        length = self.headers.get("Content-Length", "")
        right_origin = self.headers.get("Origin") == f"http://{self.page.host}"
        if not (self._our_name() and self._our_browser() and right_origin):
            self._text(HTTPStatus.FORBIDDEN, texts.STRANGER)
        elif self.path != "/say" or self.headers.get_content_type() != "application/json":
            self._text(HTTPStatus.NOT_FOUND, texts.NOTHING_HERE)
        elif not length.isascii() or not length.isdigit() or int(length) > self.page.limits.body:
            self._text(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, texts.NOTHING_HERE)
        else:
            self._hear(self.rfile.read(int(length)))

    def _enter(self, cookie: str | None, refusal: str) -> None:
        if cookie is None:
            self._text(HTTPStatus.FORBIDDEN, refusal)
            return
        # a page that goes on by itself, no redirection: a browser that comes from a file is still on another site's
        # way then, and sends no such cookie
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Set-Cookie", f"{self.page.cookie_name}={cookie}; Path=/; HttpOnly; SameSite=Strict")
        self._end(DOOR.format(link="/", icon="/icon.svg", text=html.escape(texts.OPENING)).encode())

    def _live(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        self.wfile.flush()
        self.connection.settimeout(None)
        self.page.live(self.connection)

    def _hear(self, body: bytes) -> None:
        try:
            event = PageMessage(*parsing.message(body, self.page.limits))
        except ValueError:
            self._text(HTTPStatus.BAD_REQUEST, texts.NOTHING_HERE)
            return
        self.page.events.put(event)
        try:
            reply = event.answer.result(ANSWER_SECONDS)
        except TimeoutError:
            reply = {"ok": False, "text": texts.NOT_REACHED}
        self._answer(HTTPStatus.OK, "application/json", json.dumps(reply).encode())

    # --- who asks ---------------------------------------------------------------------------------

    def _our_name(self) -> bool:
        return self.headers.get("Host") == self.page.host

    def _our_browser(self) -> bool:
        # browsers say where a request comes from; one that does not say it is recognised by the cookie alone
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return False
        cookies = parsing.cookies(self.headers.get("Cookie", ""), self.page.cookie_name)
        return any(map(self.page.knows, cookies))

    # --- answers ----------------------------------------------------------------------------------

    def _text(self, status: HTTPStatus, sentence: str) -> None:
        self.close_connection = True  # what was sent along is not read
        self._answer(status, "text/plain; charset=utf-8", sentence.encode())

    def _answer(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self._end(content)

    def _end(self, content: bytes) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(content)

    def send_error(self, code: int, *_: object, **__: object) -> None:
        """What http.server itself refuses is answered like everything else, and nothing of it is sent back."""
        self._text(HTTPStatus(code), texts.NOTHING_HERE)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged: the first line would hold the token."""
