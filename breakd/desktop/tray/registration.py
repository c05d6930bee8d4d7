"""Registers the icon with the host that draws tray icons; again with the next host, and where it was dropped."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from breakd.desktop.bus_names import TRAY_WATCHER, TRAY_WATCHER_PATH
from breakd.desktop.dbus import Bus, BusError, Handler

log = logging.getLogger(__name__)

CHECK_SECONDS = 5.0
"""GNOME's extension can lose an item within two seconds of taking it; after this long the answer is final."""
TRIES = 4


class HostRegistration:
    """Keeps the icon registered while there is a host; calls `changed` with whether it is."""

    def __init__(self, bus: Bus, changed: Callable[[bool], None]) -> None:
        self._bus = bus
        self._changed = changed
        self._task: asyncio.Task[None] | None = None
        self._owner: str | None = None
        self._stopped = False

    async def start(self) -> None:
        """Register with the host of now and with every later one."""
        signals: tuple[tuple[str, Handler, str], ...] = (
            ("StatusNotifierItemUnregistered", self._item_gone, "s"),
            ("StatusNotifierHostRegistered", lambda _body: self.look(), ""),
        )
        for signal, handler, signature in signals:
            await self._bus.watch_signal(
                TRAY_WATCHER, TRAY_WATCHER, signal, handler, signature=signature, path=TRAY_WATCHER_PATH
            )
        await self._bus.watch_owner(TRAY_WATCHER, self._owner_changed)

    def look(self) -> None:
        """Register again if the host has dropped the icon: some do, and say nothing."""
        if self._owner is not None and self._idle:
            self._task = asyncio.get_running_loop().create_task(self._look(self._owner))

    def stop(self) -> None:
        self._stopped = True
        self._owner_changed(None)

    def _owner_changed(self, owner: str | None) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._owner = owner
        self._changed(False)
        if self._stopped:
            return
        if owner is None:
            log.info("tray: no host for the icon")
            return
        self._task = asyncio.get_running_loop().create_task(self._register(owner))

    @property
    def _idle(self) -> bool:
        """No registration is under way, which looks by itself whether it held."""
        return not self._stopped and (self._task is None or self._task.done())

    def _item_gone(self, body: list[Any]) -> None:
        if self._is_ours(body[0]) and self._idle and self._owner is not None:
            self._changed(False)
            self._task = asyncio.get_running_loop().create_task(self._register(self._owner))

    async def _look(self, owner: str) -> None:
        if not await self._is_listed():
            self._changed(False)
            await self._register(owner)

    async def _register(self, owner: str) -> None:
        for _ in range(TRIES):
            try:
                # by our unique name, as Qt does: GNOME's extension 66 lists what was passed, and a path would not
                # tell whose item it is; a name of the item's own would have to be watched beside the connection
                await self._bus.call(
                    TRAY_WATCHER,
                    TRAY_WATCHER_PATH,
                    TRAY_WATCHER,
                    "RegisterStatusNotifierItem",
                    "s",
                    [self._name],
                    returns="",
                )
                self._changed(True)
            except BusError as error:
                log.debug("tray: %s did not take the icon: %s", owner, error)
            await asyncio.sleep(CHECK_SECONDS)
            if await self._is_listed():
                return
            self._changed(False)
        log.warning("tray: the host %s does not keep the icon", owner)

    async def _is_listed(self) -> bool:
        try:
            items = await self._bus.get(
                TRAY_WATCHER, TRAY_WATCHER_PATH, TRAY_WATCHER, "RegisteredStatusNotifierItems", kind="as"
            )
        except BusError:
            return False
        return any(map(self._is_ours, items))

    def _is_ours(self, item: str) -> bool:
        # ":1.5/StatusNotifierItem", or on GNOME ":1.5@/StatusNotifierItem" up to extension 59 and ":1.5" from 66
        return item.partition("@")[0].partition("/")[0] == self._name

    @property
    def _name(self) -> str:
        return str(self._bus.raw.unique_name)
