"""The page *About and help*: what it says on GNOME, where nothing shows breakd's icon."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from breakd.board.about import AboutPage
from breakd.client.dbus_client import DbusClient
from breakd.messages import board_about as texts
from tests.contract.test_doctor import WATCHER, desktop
from tests.support.board_pages import NotedDaemon, tools

pytestmark = pytest.mark.usefixtures("private_bus")


def told() -> bool:
    with DbusClient.session() as bus:
        page = AboutPage(replace(tools(NotedDaemon()), bus=bus))
        return texts.GNOME.title in [section["title"] for section in page.show({})["sections"]]


async def test_gnome_without_a_tray_is_told_of_the_extension(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not await asyncio.to_thread(told), "this is no GNOME"
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    async with desktop("org.gnome.Shell") as shell:
        assert await asyncio.to_thread(told)
        shell.extension = 1.0
        assert not await asyncio.to_thread(told), "it is switched on"
    async with desktop(WATCHER):
        assert not await asyncio.to_thread(told), "there is a tray"
