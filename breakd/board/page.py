"""What a page of the board is, and what it is made with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from breakd.board.current_settings import CurrentSettings
from breakd.client.dbus_client import DaemonClient, DbusClient
from breakd.frozen import frozen
from breakd.web.html_document import PageFile
from breakd.web.server import Reply

NO_FILES: Mapping[str, PageFile] = MappingProxyType({})


class Page(Protocol):
    """One page of the board. What comes from the browser may be anything: wrong types, missing keys, too much.

    KeyError, TypeError, ValueError and the like may be left to the board, which answers with one sentence, and so may
    `Stop`, whose sentence it shows.
    """

    name: str
    """Also the fragment of its address (`#history`) and the name of its script."""
    texts: Mapping[str, str]
    """All that its script says, by the name it has there; `title` is the page's name in the window."""
    files: Mapping[str, PageFile] = NO_FILES
    """More that its script may fetch, by path; asked for in another thread. What is there changes nothing."""

    def show(self, asked: Mapping[str, Any]) -> Reply:
        """What the page draws: {"ok": True, ...}. Reads only, and may be asked again at any time."""

    def act(self, word: str, more: Mapping[str, Any]) -> Reply:
        """Do what the person asked: {"ok": bool, "text": the sentence that they read, ...}."""


@frozen
class Tools:
    """What pages are made with."""

    bus: DbusClient
    """The session bus; it may come and go."""
    daemon: DaemonClient
    """The running breakd; it may come and go."""
    settings: CurrentSettings
    """What the person's files say now."""
    now: Callable[[], datetime]
    """The time here, with its zone."""
    started: threading.Event = field(default_factory=threading.Event)
    """Set once the opening of the window has started a breakd that did not run."""
