"""The tray on a real GNOME Shell with the appindicator extension, clicked with the shell's own pointer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from breakd.engine.events import Done, Pause, Snooze
from breakd.engine.settings import Settings
from breakd.engine.status import State
from tests.support.desktops.tray_desk import Shown, tray_on, until
from tests.support.recording_handler import DUE, SITTING
from tests.support.rigs.gnome import GnomeDesktop

pytestmark = pytest.mark.gnome


@pytest_asyncio.fixture
async def shown(gnome: GnomeDesktop, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shown]:
    await until(lambda: not gnome.icons(), "the end of the last icon")
    async with tray_on(gnome, monkeypatch, DUE) as shown:
        await until(lambda: len(gnome.icons()) == 1, "the icon in the top bar")
        yield shown


async def open_menu(gnome: GnomeDesktop) -> None:
    await until(lambda: [icon.menu for icon in gnome.icons()] == [True], "the menu in the icon")
    (icon,) = await asyncio.to_thread(gnome.icons)
    await asyncio.to_thread(gnome.click, icon.x, icon.y)
    await until(lambda: gnome.find("Quit breakd"), "the open menu")


async def click_on(gnome: GnomeDesktop, label: str) -> None:
    await asyncio.to_thread(gnome.click_on, label)


async def test_the_menu_opens_and_done_is_done(gnome: GnomeDesktop, shown: Shown) -> None:
    await open_menu(gnome)
    for label in ("Sitting 20 min: time for a stretch", "Snooze", "Today", "Pause"):
        middle = await asyncio.to_thread(gnome.find, label)
        assert middle is not None
        assert middle[1] < 800
    await click_on(gnome, "Done")
    await until(lambda: shown.desk.wishes, "the click")
    assert shown.desk.wishes == [Done(7)]


async def test_words_change_in_the_open_menu_and_a_submenu_unfolds(gnome: GnomeDesktop, shown: Shown) -> None:
    shown.show(SITTING)
    await open_menu(gnome)
    shown.show(replace(SITTING, bout_seconds=3000.0, place="home"))
    await until(lambda: gnome.find("Sitting 50 min, next reminder in 15 min"), "the new minutes")
    await click_on(gnome, "Pause")
    await click_on(gnome, "Until tomorrow")
    await until(lambda: shown.desk.wishes, "the click")
    assert shown.desk.wishes == [Pause("tomorrow")]


async def test_another_layout_brings_the_snoozes(gnome: GnomeDesktop, shown: Shown) -> None:
    """In a quiet hour the row is grey and unfolds nothing."""
    shown.show(SITTING)
    await open_menu(gnome)
    await click_on(gnome, "Snooze")
    assert await asyncio.to_thread(gnome.find, "5 min") is None
    shown.show(replace(DUE, state=State.DEFERRED, attention=True))
    await until(lambda: gnome.find("Done"), "the new layout")
    await click_on(gnome, "Snooze")
    await click_on(gnome, "5 min")
    await until(lambda: shown.desk.wishes, "the click")
    assert shown.desk.wishes == [Snooze(7, 300.0)]


async def test_a_double_click_asks_for_nothing_and_is_not_waited_for(gnome: GnomeDesktop, shown: Shown) -> None:
    """An item that can be activated makes every menu wait for a second click.

    Extension 46 tries `Activate` at the first double click; from 59 on it asks the item beforehand.
    """
    await until(lambda: [icon.menu for icon in gnome.icons()] == [True], "the menu in the icon")
    (icon,) = await asyncio.to_thread(gnome.icons)
    await asyncio.to_thread(gnome.double_click, icon.x, icon.y)
    await until(lambda: [icon.activation for icon in gnome.icons()] == [False], "the extension's verdict")
    assert (shown.desk.wishes, shown.reports) == ([], [])


async def test_switched_off_and_on_again_while_running(gnome: GnomeDesktop, shown: Shown) -> None:
    shown.settings = Settings(tray=False)
    shown.show(DUE)
    await until(lambda: not gnome.icons(), "the icon's end")
    shown.settings = Settings(tray=True)
    shown.show(DUE)
    await until(lambda: len(gnome.icons()) == 1, "the icon's return")
    await open_menu(gnome)
    await click_on(gnome, "Today")
    await click_on(gnome, "Skip")
    await until(lambda: shown.desk.wishes, "the click")


async def test_icons_that_come_soon_after_each_other_all_stay(
    gnome: GnomeDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An item that registers by a name of its own is lost in one start of six or so (decision 0041)."""
    for _ in range(4):
        await until(lambda: not gnome.icons(), "the end of the last icon")
        async with tray_on(gnome, monkeypatch, DUE):
            await asyncio.sleep(1.2)
            assert len(await asyncio.to_thread(gnome.icons)) == len(await asyncio.to_thread(gnome.tray)) == 1
