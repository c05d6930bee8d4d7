"""What the tray is to a desktop, in the terminal: the line that says what is going on, and keys for requests."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from breakd.desktop.ports import NotSaved, RequestHandler
from breakd.engine.events import Another, Done, Request, Skip, Snooze
from breakd.engine.status import Status
from breakd.messages import refusals
from breakd.messages import terminal as texts
from breakd.messages.history import noted_for_now
from breakd.messages.tray import headline
from breakd.system.tasks import TaskSet

from .screen import Terminal, columns

log = logging.getLogger(__name__)

SLOT = "2-status"
REQUESTS: dict[str, Callable[[], Request]] = {"d": Done, "s": Snooze, "k": Skip, "a": Another}


class TerminalPanel:
    """The port `Tray` on a terminal. It draws when the daemon has something new, never by a clock of its own."""

    kind = "none"

    def __init__(self, terminal: Terminal, handler: RequestHandler, quit: Callable[[], None]) -> None:
        self._terminal, self._desk, self._quit = terminal, handler, quit
        self._requests = TaskSet(log, "terminal: a request")

    async def start(self) -> None:
        """Show the status line."""
        self._terminal.open(self)
        # behind the pop-up's keys, whichever started first: an answer goes to what shows
        self._terminal.on_key(self._on_key, last=True)
        self.show(self._desk.status())

    def show(self, status: Status) -> None:
        """Bring the line up to date."""
        line = headline(status, datetime.now().date())
        room = self._terminal.width - 1 - columns(line) - columns(texts.HINTS)
        self._terminal.put(SLOT, [line + " " * room + texts.HINTS if room > 1 else line])

    async def stop(self) -> None:
        """Remove the line."""
        self._requests.cancel()
        self._terminal.put(SLOT, [])
        self._terminal.forget(self._on_key)
        self._terminal.close(self)

    def _on_key(self, key: str) -> bool:
        if key == "?":
            self._terminal.say(*texts.HELP)
        elif key == "q":
            self._terminal.say(texts.QUITTING)
            self._quit()
        elif key in REQUESTS:
            self._requests.spawn(self._request(REQUESTS[key]()))
        else:
            return False
        return True

    async def _request(self, request: Request) -> None:
        try:
            refused = await self._desk.request(request)
        except NotSaved as error:
            self._terminal.say(noted_for_now(error.why.value))
            return
        if refused is not None:
            self._terminal.say(refusals.refusal(refused))
        elif isinstance(request, Done):
            self._terminal.say(texts.THANKS)
