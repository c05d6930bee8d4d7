"""The tray on a real xfce4-panel: seen on the screen, opened and clicked with the mouse."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from PIL import Image

from breakd.desktop.tray.icon import AMBER, BLUE
from breakd.engine.events import Done, OpenBoard, Posture, SetPosture, Snooze
from breakd.engine.settings import Settings
from breakd.engine.status import State
from tests.support.desktops.tray_desk import Row, Shown, tray_on, until, way_to
from tests.support.recording_handler import DUE, REMINDER, SITTING
from tests.support.rigs.x11 import Box, X11Desktop

pytestmark = pytest.mark.x11

FRAME, ROW, SEPARATOR = 4, 25, 1
"""Heights in pixels of the parts of a menu in Xfce's default theme."""
RIGHT, MIDDLE, LEFT = 3, 2, 1


@pytest_asyncio.fixture
async def shown(xfce: X11Desktop, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shown]:
    async with tray_on(xfce, monkeypatch, DUE) as shown:
        await until(lambda: has_colour(xfce, AMBER), "the icon on the panel")
        yield shown


def windows(xfce: X11Desktop) -> list[Box]:
    """The windows of the panel's plug-ins, the smallest first: the tray, then its menu if that is open."""
    return xfce.windows("wrapper")


def has_colour(xfce: X11Desktop, colour: tuple[int, int, int]) -> bool:
    """Whether a good part of the tray has this colour."""
    boxes = windows(xfce)
    if not boxes:
        return False
    tray, picture = boxes[0], xfce.root / "tray.png"
    xfce.shot(picture)
    with Image.open(picture) as image:
        part = image.crop((tray.x, tray.y, tray.x + tray.width, tray.y + tray.height)).convert("RGB")
    found = part.getcolors(1 << 16) or []
    return sum(count for count, seen in found if isinstance(seen, tuple) and _near(seen, colour)) > 20


def _near(seen: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    return max(abs(a - b) for a, b in zip(seen, colour, strict=True)) < 8


def choose(xfce: X11Desktop, pid: int, *begins: str) -> None:
    """Click an answer, or lines that begin so, in the open menu of this process's icon."""
    before: set[int] = {windows(xfce)[0].id}
    for row in way_to(xfce, pid, *begins):
        xfce.wait(lambda: {box.id for box in windows(xfce)} - before, "the menu")
        (menu,) = (box for box in windows(xfce) if box.id not in before)
        xfce.click(*_place(menu, row), LEFT)
        before.add(menu.id)


def _place(menu: Box, row: Row) -> tuple[int, int]:
    heights = [ROW if label else SEPARATOR for label in row.above]
    return menu.x + min(60, menu.width // 2), menu.y + FRAME + sum(heights) + ROW // 2


async def click_on(xfce: X11Desktop, *begins: str) -> None:
    await asyncio.to_thread(choose, xfce, os.getpid(), *begins)


async def open_menu(xfce: X11Desktop, button: int = RIGHT) -> Box:
    await asyncio.to_thread(xfce.click, *windows(xfce)[0].at(0.5, 0.5), button)
    await until(lambda: len(windows(xfce)) == 2, "the open menu")
    return windows(xfce)[-1]


async def close_menu(xfce: X11Desktop) -> None:
    await asyncio.to_thread(xfce.xdotool, "key", "Escape")
    await until(lambda: len(windows(xfce)) == 1, "the closed menu")


@pytest.mark.parametrize("button", [RIGHT, LEFT])
async def test_a_click_opens_the_menu_and_a_click_on_done_is_done(
    xfce: X11Desktop, shown: Shown, button: int
) -> None:
    menu = await open_menu(xfce, button)
    assert menu.y >= 0
    assert menu.x + menu.width <= 1280, "all of it is on the screen"
    await click_on(xfce, "Done")
    await until(lambda: shown.desk.wishes, "the click")
    assert shown.desk.wishes == [Done(7)]
    await until(lambda: len(windows(xfce)) == 1, "the closed menu")


async def test_a_menu_that_is_open_stays_open_while_words_change(xfce: X11Desktop, shown: Shown) -> None:
    """Once a minute the words change; a rebuilt menu would close under the pointer (as stretchly's, #1180)."""
    shown.show(SITTING)
    menu = await open_menu(xfce)
    for minute in range(3):
        shown.show(replace(SITTING, bout_seconds=3000.0 + 60 * minute, quiet=(), posture=list(Posture)[minute % 2]))
        await asyncio.sleep(0.3)
    assert windows(xfce)[-1] == menu
    await click_on(xfce, "Today", "Standing")
    await until(lambda: shown.desk.wishes, "the click")
    assert shown.desk.wishes == [SetPosture(Posture.STANDING)]


async def test_the_middle_button_is_done_or_opens_the_window(xfce: X11Desktop, shown: Shown) -> None:
    await asyncio.to_thread(xfce.click, *windows(xfce)[0].at(0.5, 0.5), MIDDLE)
    await until(lambda: shown.desk.wishes, "the click")
    shown.show(SITTING)
    await asyncio.to_thread(xfce.click, *windows(xfce)[0].at(0.5, 0.5), MIDDLE)
    await until(lambda: shown.desk.wishes[1:], "the other click")
    assert shown.desk.wishes == [Done(7), OpenBoard()]


async def test_a_submenu_unfolds_and_its_line_can_be_chosen(xfce: X11Desktop, shown: Shown) -> None:
    await open_menu(xfce)
    await click_on(xfce, "Snooze", "10 min")
    await until(lambda: shown.desk.wishes, "the click")
    assert shown.desk.wishes == [Snooze(7, 600.0)]


async def test_the_icon_changes_with_the_state(xfce: X11Desktop, shown: Shown) -> None:
    shown.show(replace(DUE, state=State.SNOOZED, reminder=replace(REMINDER, snoozes_left=1)))
    await until(lambda: has_colour(xfce, BLUE), "the moon")
    assert not has_colour(xfce, AMBER)


async def test_a_panel_that_restarts_gets_the_icon_again(xfce: X11Desktop, shown: Shown) -> None:
    await asyncio.to_thread(xfce.end, xfce.panel)
    await until(lambda: shown.tray.kind == "none", "the panel's end")
    await asyncio.to_thread(xfce.start_panel)
    await until(lambda: shown.tray.kind == "sni", "the registration")
    await until(lambda: has_colour(xfce, AMBER), "the icon on the new panel")


async def test_switched_off_and_on_again_while_running(xfce: X11Desktop, shown: Shown) -> None:
    shown.settings = Settings(tray=False)
    shown.show(DUE)
    await until(lambda: not has_colour(xfce, AMBER), "the icon's end")
    shown.settings = Settings(tray=True)
    shown.show(DUE)
    await until(lambda: has_colour(xfce, AMBER), "the icon's return")
    await open_menu(xfce)
    await close_menu(xfce)
