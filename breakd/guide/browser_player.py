"""Plays a script in a browser: serves the page, hears it, and tells the daemon."""

from __future__ import annotations

import math
import queue
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from breakd.client.exit_codes import Stop
from breakd.messages import guide as texts

from .client import HURTS, GuideClient
from .page import PlaybackOptions, files_of
from .result import Ending, PlayResult
from .script import Script, done_text, hurts_text, only, practised
from .server import PageClosed, PageMessage, PageOpened, PageServer, Reply

WORD_SECONDS = 60.0
"""How often the daemon hears of us: it takes ten minutes of silence for leaving."""
OPEN_SECONDS = 60.0
"""How long a browser may take to show the page; one that starts from cold on a slow disk needs a while."""
RELOAD_SECONDS = 5.0
"""How long the page may be gone: a reload is no leaving."""
GONE_SECONDS = 0.5
"""The same for the last page, which nobody misses."""
AFTER_SECONDS = 180.0
"""How long the last page is served: for the answer to how it felt."""


class BrowserPlayer:
    """One guide in a browser, from its first page to the last."""

    def __init__(self, scripts: Sequence[Script], client: GuideClient, options: PlaybackOptions) -> None:
        self._acts, self._link, self._manner = scripts, client, options
        self._pages = 0
        """How many pages are open: one, or none while it is reloaded."""
        self._came = False
        self._over: Ending | None = None
        self._next_word = 0.0
        self._deadline = 0.0
        """When it counts as left, or as not shown at all, unless a page is open."""
        self._seconds = 0
        self._trouble = ""

    def play(self, show: Callable[[str], bool]) -> PlayResult:
        """Serve the page, let `show` open its address, and stay until it is done or left."""
        with PageServer(files_of(self._acts, self._manner)) as server:
            try:
                if not show(server.url):
                    return PlayResult(Ending.UNSEEN)
                now = time.monotonic()
                self._next_word, self._deadline = now + WORD_SECONDS, now + OPEN_SECONDS
                while self._attend(server):
                    pass
            except KeyboardInterrupt:
                self._came = True  # it was shown, and the person ends it: that is leaving
            if self._over is None and self._came:
                self._hear("left", {})
        return PlayResult(self._over or Ending.UNSEEN, self._seconds, self._trouble)

    def _attend(self, server: PageServer) -> bool:
        """One event, or one deadline; false at the end."""
        now = time.monotonic()
        if self._over is None and now >= self._next_word:
            self._link.keep_alive()
            self._next_word = now + WORD_SECONDS
        alone = self._pages == 0 or self._over is not None
        if alone and now >= self._deadline:
            return False
        until = min(self._next_word if self._over is None else self._deadline, self._deadline if alone else math.inf)
        try:
            event = server.events.get(timeout=max(0.01, until - now))
        except queue.Empty:
            return True
        match event:
            case PageOpened():
                self._pages += 1
                self._came = True
            case PageClosed():
                self._pages -= 1
                self._deadline = time.monotonic() + (RELOAD_SECONDS if self._over is None else GONE_SECONDS)
            case PageMessage("closed"):
                event.answer.set_result({"ok": True, "text": ""})
                self._deadline = time.monotonic() + GONE_SECONDS  # the answer must still reach it
            case PageMessage(word, more):
                event.answer.set_result(self._hear(word, more))
                if self._over is not None:
                    self._deadline = time.monotonic() + AFTER_SECONDS
        return True

    def _hear(self, word: str, more: Mapping[str, Any]) -> Reply:
        try:
            return {"ok": True, **self._do(word, more)}
        except Stop as stop:
            self._trouble = str(stop)
            return {"ok": False, "text": str(stop)}
        except (KeyError, TypeError, ValueError, IndexError):
            return {"ok": False, "text": texts.NOTHING_HERE}

    def _do(self, word: str, more: Mapping[str, Any]) -> Reply:
        """What the page says; gives what a person reads of it. Only the first ending counts."""
        if word == "feel" and self._over in (Ending.DONE, Ending.SHORT):
            feeling = str(more["feeling"])
            self._link.feel(feeling, only(self._acts))
            return {"text": hurts_text(self._acts) if feeling == HURTS else texts.THANKS}
        if self._over is not None:
            raise ValueError(word)
        match word:
            case "done":
                most = round(sum(act.seconds for act in self._acts))
                self._seconds = max(0, min(int(more["seconds"]), most))
                enough = practised(self._acts, self._seconds)
                self._over = Ending.DONE if enough else Ending.SHORT
                self._link.done(self._seconds)
                return {"enough": enough, "text": done_text(self._acts, self._seconds)}
            case "hurts":
                hurting = self._acts[int(more["act"])].stretch
                self._over = Ending.HURT
                self._link.hurts(hurting.id)
                return {"text": texts.HURTS_TEXT}
            case "left":
                self._over = Ending.LEFT
                self._link.left()
                return {"text": texts.LEFT}
        raise ValueError(word)
