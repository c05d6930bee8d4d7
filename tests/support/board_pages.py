"""A page of the board without its process: what it is made with, and a breakd that notes what is asked of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from breakd.board.current_settings import CurrentSettings
from breakd.board.page import Tools
from breakd.client.dbus_client import DaemonClient, DbusClient, NoDaemon
from breakd.client.exit_codes import NO_DAEMON
from breakd.status_json import to_json
from tests.support.recording_handler import CAPABILITIES, SITTING

MONDAY = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Berlin"))


class NotedDaemon:
    """Says `now`, the document of the status (None: it does not run), and notes what is asked of it."""

    def __init__(self) -> None:
        self.now: dict[str, Any] | None = to_json(SITTING, CAPABILITIES, "0.1.0")
        self.asked: list[tuple[Any, ...]] = []

    def status(self) -> dict[str, Any]:
        if self.now is None:
            raise NoDaemon(NO_DAEMON, "breakd is not running.")
        return self.now

    def request(self, member: str, signature: str = "", *arguments: Any) -> None:
        assert len(signature) == len(arguments)
        self.asked.append((member, *arguments))


def tools(daemon: NotedDaemon) -> Tools:
    """What a page is made with, on a Monday."""
    bus = cast(DbusClient, None)
    return Tools(bus, cast(DaemonClient, daemon), CurrentSettings(), lambda: MONDAY)
