"""The board's process: it hears the page and the bus, and ends with the page."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from breakd.client.dbus_client import DaemonClient
from breakd.client.exit_codes import Stop
from breakd.client.session_client import SessionClient
from breakd.messages import board as texts
from breakd.messages.board_refusals import in_window
from breakd.messages.web import NOTHING_HERE
from breakd.web.parsing import FORMS
from breakd.web.server import Changed, PageEvent, PageServer, Reply
from breakd.web.serving import Serving, Show

from .page import Page
from .served_files import board_files
from .starting import ServiceStart, start_service

log = logging.getLogger(__name__)

STATUS = "status"
"""What changes when a signal of the running breakd comes."""
LOOK_SECONDS = 3600.0
RETRY_SECONDS = 5.0
"""How long until a bus that went away is looked for again."""


class Board:
    """One window, from its opening until it is closed."""

    over = False
    """It ends when its page is closed, and not before."""

    def __init__(self, pages: Sequence[Page], first: str, started: threading.Event | None = None) -> None:
        """`started` is set where opening it has started a breakd that did not run."""
        self._pages, self._started = {page.name: page for page in pages}, started or threading.Event()
        self._files = board_files(pages, first)

    def run(self, show: Show) -> bool:
        """Serve the pages until they are closed; whether they could be shown at all."""
        serving = Serving(self._files, self, FORMS)
        serving.run(lambda server, ended: self._open(show, server, ended))
        return serving.came

    def hear(self, word: str, more: Mapping[str, Any]) -> Reply:
        """What the page says; whatever it is, the answer is one that it can show."""
        try:
            page = self._pages[more["page"]]
            match word:
                case "show":
                    return page.show(_table(more["asked"]))
                case "act":
                    answer = page.act(_word(more["act"]), _table(more["more"]))
                    return {**answer, "text": in_window(answer.get("text", ""))}
            raise ValueError(word)
        except Stop as stop:
            return {"ok": False, "text": in_window(str(stop))}
        except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError):
            log.debug("the page says what none of ours does", exc_info=True)
            return {"ok": False, "text": NOTHING_HERE}
        except Exception as error:  # one page that fails does not close the window
            log.warning("a page of the board failed (%s)", type(error).__name__)
            return {"ok": False, "text": texts.tr(texts.FAILED, error=type(error).__name__)}

    def beat(self) -> None:
        """Nobody waits for a word."""

    def _open(self, show: Show, server: PageServer, ended: Callable[[bool], None]) -> bool:
        threading.Thread(target=_listen, args=(server.events.put, self._started), name="signals", daemon=True).start()
        return show(server, ended)


def _listen(report: Callable[[PageEvent], None], started: threading.Event) -> None:
    """Start the service if it is installed, and note in `started` that it did not run; then say that the status has
    changed, at each signal of breakd, for as long as this process lives.
    """
    again = threading.Event()
    with suppress(Stop), SessionClient() as client:
        if start_service(client) is ServiceStart.STARTED:
            started.set()
    while True:
        with suppress(Stop, OSError), SessionClient() as client:
            daemon = DaemonClient(client)
            daemon.subscribe()
            report(Changed(STATUS))
            while True:
                daemon.wait(LOOK_SECONDS)
                report(Changed(STATUS))
        again.wait(RETRY_SECONDS)


def _table(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
