"""The real tray with a handler that only records, on a desktop of the rigs."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

import pytest

from breakd.desktop.dbus import Bus
from breakd.desktop.ports import Tray
from breakd.desktop.tray.item import MENU_PATH
from breakd.desktop.tray.switch import choose_tray
from breakd.engine.events import Event
from breakd.engine.settings import Settings
from breakd.engine.status import Status
from tests.support.recording_handler import RecordingHandler
from tests.support.rigs.desktop import DBUS, PROPERTIES, CallFailed, Desktop

MENU = "com.canonical.dbusmenu"
WAYS = {"Snooze": ("Snooze", ""), "Another": ("Today", "Another"), "Skip": ("Today", "Skip")}
"""Answers that are in a submenu, by how each line on the way to them begins; "" is the first one."""


class Row(NamedTuple):
    """A line of the menu: its number on the bus, and the labels of those above it; "" is a separator."""

    number: int
    label: str
    above: tuple[str, ...]


@dataclass
class Shown:
    """The tray, and what its menu asked for."""

    tray: Tray
    desk: RecordingHandler
    reports: list[Event] = field(default_factory=list)
    settings: Settings = field(default_factory=Settings)

    def show(self, status: Status) -> None:
        self.desk.now = status
        self.tray.show(status)


@asynccontextmanager
async def tray_on(desktop: Desktop, monkeypatch: pytest.MonkeyPatch, status: Status) -> AsyncIterator[Shown]:
    """The tray on this desktop's session bus, registered with its panel."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.env["DBUS_SESSION_BUS_ADDRESS"])
    bus, desk = await Bus.session(), RecordingHandler(status)
    shown: Shown
    tray = choose_tray(bus, desk, lambda event: shown.reports.append(event), lambda: shown.settings, lambda: None)
    shown = Shown(tray, desk)
    await tray.start()
    try:
        await until(lambda: tray.kind == "sni", "the panel took the icon")
        yield shown
        await tray.stop()
    finally:
        bus.close()
        await bus.wait_closed()


def menu_of(desktop: Desktop, pid: int) -> tuple[str, str, str]:
    """Where the menu of this process's icon is: connection, path, interface. It needs no host."""
    (names,) = desktop.call(DBUS, "/", DBUS, "ListNames")
    (owner,) = [name for name in names if name.startswith(":") and _has_menu(desktop, name, pid)]
    return owner, MENU_PATH, MENU


def way_to(desktop: Desktop, pid: int, *begins: str) -> list[Row]:
    """The lines to click, one after the other, for an answer, or for lines that begin so."""
    _revision, (_root, _properties, children) = desktop.call(*menu_of(desktop, pid), "GetLayout", "iias", 0, -1, [])
    way = []
    for begin in WAYS.get(begins[0], begins) if len(begins) == 1 else begins:
        rows = [(number, properties.get("label", ("s", ""))[1], below) for _, (number, properties, below) in children]
        at = next(at for at, (_, label, _) in enumerate(rows) if label.startswith(begin))
        number, label, children = rows[at]
        way.append(Row(number, label, tuple(label for _, label, _ in rows[:at])))
    return way


def _has_menu(desktop: Desktop, name: str, pid: int) -> bool:
    try:
        if desktop.call(DBUS, "/", DBUS, "GetConnectionUnixProcessID", "s", name) != (pid,):
            return False
        desktop.call(name, MENU_PATH, PROPERTIES, "Get", "ss", MENU, "Version")
    except CallFailed:  # it has no menu, or has left the bus meanwhile
        return False
    return True


async def until(ready: Callable[[], object], what: str, seconds: float = 10.0) -> None:
    """Wait until `ready()` is true, while the tray goes on answering the panel; `ready` may block for a moment."""
    end = time.monotonic() + seconds
    while not await asyncio.to_thread(ready):
        assert time.monotonic() < end, f"{what}: not within {seconds:g} s"
        await asyncio.sleep(0.05)
