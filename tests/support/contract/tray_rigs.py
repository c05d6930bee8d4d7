"""One tray, its handler, and the hands of the person who clicks in its menu, for the contract suite of trays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from dbus_fast import Variant

from breakd.desktop.bus_names import PROPERTIES
from breakd.desktop.dbus import Bus
from breakd.desktop.ports import Tray
from breakd.desktop.tray.controller import TrayController
from breakd.desktop.tray.item import ITEM_PATH, MENU_PATH
from breakd.engine.effects import Refused
from breakd.engine.events import Event
from breakd.engine.settings import Settings
from breakd.engine.status import Status
from tests.support.fakes.tray import FakeTray
from tests.support.recording_handler import BERLIN, RecordingHandler

TEN = datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)
ITEM, MENU = "org.kde.StatusNotifierItem", "com.canonical.dbusmenu"
ANSWERS = {
    "GetLayout": "u(ia{sv}av)", "GetGroupProperties": "a(ia{sv})", "GetProperty": "v", "Event": "",
    "EventGroup": "ai", "AboutToShow": "b", "AboutToShowGroup": "aiai",
}  # fmt: skip
"""The types of what each method of a menu gives."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the open menu; `handle` is what a click needs."""

    handle: Any
    label: str
    enabled: bool
    checked: bool | None


@dataclass
class Rig:
    """What every tray under test has."""

    desk: RecordingHandler
    settings: Settings = field(default_factory=Settings)
    reports: list[Event] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    quits: int = 0
    now: float = 1000.0

    @property
    def tray(self) -> Tray:
        raise NotImplementedError

    async def lines(self) -> list[Line]:
        """The menu as the person sees it now, submenus unfolded."""
        raise NotImplementedError

    async def click(self, handle: Any) -> None:
        """Click a line; returns when what it does is done."""
        raise NotImplementedError

    async def show(self, status: Status) -> None:
        """The loop has something new to show."""
        self.desk.now = status
        self.tray.show(status)

    async def line(self, label: str) -> Line:
        (found,) = [line for line in await self.lines() if line.label == label]
        return found

    def quit(self) -> None:
        self.quits += 1


@dataclass
class FakeRig(Rig):
    """The fake, clicked by hand."""

    def __post_init__(self) -> None:
        self._tray = FakeTray(self.desk, self.reports.append, lambda: self.settings, self.quit)

    @property
    def tray(self) -> FakeTray:
        return self._tray

    async def lines(self) -> list[Line]:
        return [
            Line(item.key, item.text, item.enabled, item.checked)
            for item in self._tray.items()
            if hasattr(item, "key")
        ]

    async def click(self, handle: Any) -> None:
        self._tray.click(handle)
        await settle()


class SniRig(Rig):
    """The real tray, seen and clicked by another client of the bus, as a panel does."""

    def prepare(self, panel: Bus) -> None:
        """`panel` is the connection of a host."""
        self.panel = panel
        self.signals: list[tuple[str, list[Any]]] = []
        self._tray = TrayController(
            self._connect, self.desk, self.reports.append, lambda: self.settings, self.quit,
            refused=self.refused.append, clock=lambda: self.now,
            wall=lambda: TEN + timedelta(seconds=self.now - 1000.0),
        )  # fmt: skip

    async def _connect(self) -> Bus:
        self.bus = await Bus.session()
        return self.bus

    @property
    def tray(self) -> TrayController:
        return self._tray

    @property
    def name(self) -> str:
        name = self.bus.raw.unique_name
        assert name is not None
        return name

    async def listen(self) -> None:
        """Hear what the tray tells its hosts."""
        for interface, members in (
            (ITEM, ("NewIcon", "NewToolTip", "NewStatus")),
            (MENU, ("LayoutUpdated", "ItemsPropertiesUpdated")),
        ):
            for member in members:
                await self.panel.watch_signal(
                    self.name, interface, member, partial(self._heard, member), signature=None
                )

    def _heard(self, member: str, body: list[Any]) -> None:
        self.signals.append((member, body))

    async def told(self) -> list[tuple[str, list[Any]]]:
        """All signals since the last time; the round trip proves that no more is on its way."""
        await self.get("Id")
        told, self.signals = self.signals, []
        return told

    async def get(self, name: str) -> Any:
        (value,) = await self.panel.call(self.name, ITEM_PATH, PROPERTIES, "Get", "ss", [ITEM, name], returns="v")
        return value.value

    async def menu(self, member: str, signature: str = "", *body: Any) -> list[Any]:
        return await self.panel.call(self.name, MENU_PATH, MENU, member, signature, body, returns=ANSWERS[member])

    async def lines(self) -> list[Line]:
        _revision, root = await self.menu("GetLayout", "iias", 0, -1, [])
        return list(_flat(root))

    async def click(self, handle: Any) -> None:
        await self.menu("Event", "isvu", handle, "clicked", Variant("i", 0), 0)
        await settle()


@asynccontextmanager
async def fake_rig(status: Status) -> AsyncIterator[Rig]:
    rig = FakeRig(RecordingHandler(status))
    yield rig
    await rig.tray.stop()


@asynccontextmanager
async def sni_rig(status: Status) -> AsyncIterator[SniRig]:
    """On the session bus of the environment, with or without a host."""
    panel = await Bus.session()
    rig = SniRig(RecordingHandler(status))
    rig.prepare(panel)
    try:
        yield rig
    finally:
        await rig.tray.stop()
        panel.close()
        await panel.wait_closed()


def _flat(node: Any) -> Any:
    for child in node[2]:
        number, properties, _ = child.value
        if properties.get("type") is None or properties["type"].value != "separator":
            mark = properties["toggle-state"].value == 1 if "toggle-state" in properties else None
            yield Line(number, properties["label"].value, properties["enabled"].value, mark)
        yield from _flat(child.value)


async def settle() -> None:
    """Let the tasks that a click started run to their end; the handler of a test never really waits."""
    for _ in range(5):
        await asyncio.sleep(0)
