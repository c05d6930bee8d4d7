"""Serves one page from its opening until it is closed, or has been answered for long enough."""

from __future__ import annotations

import math
import queue
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from breakd.system import sd_notify

from .html_document import PageFile
from .parsing import PLAIN, Limits
from .server import BrowserEnded, Changed, PageClosed, PageMessage, PageOpened, PageServer, Reply

BEAT_SECONDS = 60.0
"""How often the daemon hears of us: it takes ten minutes of silence for leaving."""
OPEN_SECONDS = 60.0
"""How long a browser that is running may take to show the page; from cold, on a slow disk, it needs a while."""
ENDED_SECONDS = 10.0
"""The same where what opened it has ended: it has handed the page on, or there is no browser at all."""
RELOAD_SECONDS = 5.0
"""How long the page may be gone: a reload is no leaving."""
GONE_SECONDS = 0.5
"""The same for the last page, which nobody misses."""
AFTER_SECONDS = 180.0
"""How long the last page is served: for the answer to how it felt."""


Show = Callable[[PageServer, Callable[[bool], None]], bool]
"""Opens the page that is served; false if it cannot. When what opened it has ended, it calls what it was given:
whether that ended well."""


class Listener(Protocol):
    """Who hears what a page says."""

    @property
    def over(self) -> bool:
        """Whether nothing more is waited for."""

    def hear(self, word: str, more: Mapping[str, Any]) -> Reply:
        """What the page says, and what it hears."""

    def beat(self) -> None:
        """A minute has passed."""


class Serving:
    """One page, served to whom `show` opens its address for."""

    def __init__(self, files: Mapping[str, PageFile], listener: Listener, limits: Limits = PLAIN) -> None:
        self._files, self._listener, self._limits = files, listener, limits
        self._pages = 0
        """How many pages are open: one, or none while it is reloaded."""
        self.came = False
        """Whether the page was ever open."""
        self._next_beat = 0.0
        self._deadline = 0.0
        """When it counts as left, or as not shown at all, unless a page is open."""

    def run(self, show: Show) -> None:
        """Serve it, let `show` open it, and stay until it is over or left, or turns out not to open."""
        with PageServer(self._files, self._limits) as server:
            try:
                if not show(server, lambda well: server.events.put(BrowserEnded(well))):
                    return
                now = time.monotonic()
                self._next_beat, self._deadline = now + BEAT_SECONDS, now + OPEN_SECONDS
                while self._attend(server):
                    pass
            except KeyboardInterrupt:
                self.came = True  # it was shown, and the person ends it: that is leaving

    def _attend(self, server: PageServer) -> bool:
        """One event, or one deadline; false at the end."""
        now, over = time.monotonic(), self._listener.over
        if not over and now >= self._next_beat:
            self._listener.beat()
            self._next_beat = now + BEAT_SECONDS
        alone = self._pages == 0 or over
        if alone and now >= self._deadline:
            return False
        until = min(self._deadline if over else self._next_beat, self._deadline if alone else math.inf)
        try:
            event = server.events.get(timeout=max(0.01, until - now))
        except queue.Empty:
            return True
        match event:
            case BrowserEnded(well):
                if not self.came:  # one that shows the page may end as it likes
                    self._deadline = min(self._deadline, time.monotonic() + ENDED_SECONDS)
                    return well
            case PageOpened():
                self._pages += 1
                self.came = True
                sd_notify.up()
            case PageClosed():
                self._pages -= 1
                self._deadline = time.monotonic() + (GONE_SECONDS if over else RELOAD_SECONDS)
            case Changed(what):
                server.tell(what)
            case PageMessage("closed"):
                event.answer.set_result({"ok": True, "text": ""})
                self._deadline = time.monotonic() + GONE_SECONDS  # the answer must still reach it
            case PageMessage(word, more):
                event.answer.set_result(self._listener.hear(word, more))
                if self._listener.over:
                    self._deadline = time.monotonic() + AFTER_SECONDS
        return True
