"""What other pages of this machine try in the same browser: one that was here before, and one beside ours."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from breakd.web import server
from tests.support.guide_visitor import PAGE_FILES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WORKER = b"""
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => event.respondWith(new Response('seen by the worker')));
"""
SEED = b"""<script type="module">
await navigator.serviceWorker.register('/worker.js');
await navigator.serviceWorker.ready;
document.title = 'seeded';
</script>"""


class Stranger(BaseHTTPRequestHandler):
    """A page that leaves a service worker behind."""

    cookies: list[str]

    def do_GET(self) -> None:
        self.cookies.append(self.headers.get("Cookie", ""))
        kind, content = ("text/javascript", WORKER) if self.path == "/worker.js" else ("text/html", SEED)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


@contextmanager
def stranger(cookies: list[str]) -> Iterator[int]:
    """Another web server of this machine, and its port; `cookies` gets what browsers send along."""
    handler = type("Handler", (Stranger,), {"cookies": cookies})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as other:
        thread = threading.Thread(target=other.serve_forever, args=(0.05,))
        thread.start()
        yield other.server_port
        other.shutdown()
        thread.join()


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        yield context.new_page()


def test_a_worker_of_a_page_that_had_the_port_before_sees_nothing(tab: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service worker stays when its server has gone, and would answer for whoever has the address next."""
    with stranger([]) as port:
        tab.goto(f"http://127.0.0.1:{port}/")
        tab.wait_for_function("document.title === 'seeded'")
        tab.goto("about:blank")
    bind = server._HttpServer.server_bind

    def at_the_same_port(self: server._HttpServer) -> None:
        self.server_address = (self.server_address[0], port)
        bind(self)

    monkeypatch.setattr(server._HttpServer, "server_bind", at_the_same_port)
    with server.PageServer(PAGE_FILES) as ours:
        tab.goto(ours.url)
        tab.wait_for_url(f"http://{ours.host}/")
        assert tab.inner_text("body") == "page"


def test_a_page_at_another_port_is_not_sent_our_cookie(tab: Page) -> None:
    """Cookies know no ports, but addresses."""
    cookies: list[str] = []
    with server.PageServer(PAGE_FILES) as ours, stranger(cookies) as port:
        tab.goto(ours.url)
        tab.wait_for_url(f"http://{ours.host}/")
        tab.goto(f"http://127.0.0.1:{port}/")
        tab.wait_for_function("document.title === 'seeded'")
    assert cookies
    assert not any(cookies)
