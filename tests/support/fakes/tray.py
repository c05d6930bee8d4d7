"""A tray that a test plays by hand; it passes the contract suite of real trays."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

from breakd.desktop.ports import EventSink, RequestHandler
from breakd.desktop.tray.menu import MenuActions, build
from breakd.engine.events import Request
from breakd.engine.settings import Settings
from breakd.engine.status import Status
from breakd.messages import tray as texts

TODAY = date(2026, 11, 22)


class FakeTray:
    """`shown` are all statuses that came; `items` is the menu as it is now, and `click` is the person."""

    def __init__(
        self, handler: RequestHandler, report: EventSink, settings: Callable[[], Settings], quit: Callable[[], None]
    ) -> None:
        self.kind = "none"
        self.shown: list[Status] = []
        self._desk, self._settings = handler, settings
        self._actions = MenuActions(self._wish, report, quit)
        self._wishes: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        self.kind = "sni"

    def show(self, status: Status) -> None:
        self.shown.append(status)

    async def stop(self) -> None:
        self.kind = "none"

    # -- the test's eyes and hands -------------------------------------------------------------------------------

    def items(self) -> list[Any]:
        """All items, those of submenus too."""
        status = self.shown[-1] if self.shown else self._desk.status()
        headline = texts.headline(status, TODAY)
        return list(_flat(build(status, headline, self._settings().reminder.snooze, self._actions)))

    def click(self, key: str) -> None:
        """Click the item with this key, if it is there and enabled."""
        for item in self.items():
            if getattr(item, "key", "") == key and item.enabled and not item.submenu:
                item(None)

    def _wish(self, request: Request) -> None:
        task = asyncio.get_running_loop().create_task(self._desk.request(request))
        self._wishes.add(task)
        task.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._wishes.discard(task)
        task.exception()


def _flat(menu: Any) -> Any:
    for item in menu:
        yield item
        if item.submenu:
            yield from _flat(item.submenu)
