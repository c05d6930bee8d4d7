"""What hosts of tray icons rely on, on a real bus: registration, the item's properties, the menu's protocol."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from dbus_fast import Variant

from breakd.desktop.dbus import BusError
from breakd.desktop.tray import icon_store, registration
from breakd.desktop.tray.icon import SIZES, STEPS, IconState, IconVariant, draw
from breakd.desktop.tray.item import ItemIcon, SniIcon
from breakd.engine.events import Done, Feel, Hurts
from breakd.engine.health_requests import OpenQuestions
from breakd.engine.status import State
from tests.support.contract.tray_rigs import SniRig, settle, sni_rig
from tests.support.fakes.tray_host import LISTINGS, FakeTrayHost
from tests.support.recording_handler import BERLIN, DUE, REMINDER, SITTING

pytestmark = pytest.mark.usefixtures("private_bus")
CHECK = 0.15
"""Seconds instead of five until the host's list is looked at again."""
MINUTE = 60.0
TEN = datetime(2026, 11, 22, 10, tzinfo=BERLIN)


@pytest.fixture
def panel(private_bus: str) -> Iterator[FakeTrayHost]:
    with FakeTrayHost(private_bus) as panel:
        yield panel


@pytest_asyncio.fixture
async def rig(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SniRig]:
    monkeypatch.setattr(registration, "CHECK_SECONDS", CHECK)
    async with sni_rig(SITTING) as rig:
        yield rig


async def until(ready: Callable[[], object], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it never came"
        await asyncio.sleep(0.01)


async def started(rig: SniRig) -> SniRig:
    await rig.tray.start()
    await rig.listen()
    await rig.told()
    return rig


# --- registration -------------------------------------------------------------------------------------


@pytest.mark.parametrize("lists", LISTINGS)
async def test_registers_once_with_a_host_that_is_there(
    rig: SniRig, private_bus: str, lists: str, caplog: pytest.LogCaptureFixture
) -> None:
    with FakeTrayHost(private_bus, lists=lists) as panel:
        await rig.tray.start()
        await until(lambda: rig.tray.kind == "sni")
        await asyncio.sleep(3 * CHECK)
        assert (len(panel.registrations), len(panel.items), rig.tray.kind) == (1, 1, "sni")
        panel.restart()
        await until(lambda: len(panel.registrations) == 2)
        await asyncio.sleep(3 * CHECK)
        assert (len(panel.registrations), len(panel.items), rig.tray.kind) == (2, 1, "sni")
    assert caplog.records == []


@pytest.mark.parametrize("lists", LISTINGS)
async def test_the_icon_of_another_program_is_not_ours(
    rig: SniRig, private_bus: str, lists: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Many programs have their item at the same path, and some register by it."""
    with FakeTrayHost(private_bus, lists=lists) as panel:
        await rig.panel.call(
            "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher", "org.kde.StatusNotifierWatcher",
            "RegisterStatusNotifierItem", "s", ["/StatusNotifierItem"], returns="",
        )  # fmt: skip
        panel.loses = 100
        await rig.tray.start()
        await until(lambda: "does not keep the icon" in caplog.text)
        assert (len(panel.registrations), rig.tray.kind) == (1 + registration.TRIES, "none")


async def test_a_late_host_and_a_restarted_one_get_the_icon(rig: SniRig, private_bus: str) -> None:
    await rig.tray.start()
    await asyncio.sleep(0.05)
    assert rig.tray.kind == "none"
    with FakeTrayHost(private_bus) as panel:
        await until(lambda: rig.tray.kind == "sni")
        panel.stop()
        await until(lambda: rig.tray.kind == "none")
        panel.start()
        await until(lambda: rig.tray.kind == "sni")
        assert len(panel.items) == 1


async def test_a_host_that_loses_the_icon_gets_it_again(rig: SniRig, panel: FakeTrayHost) -> None:
    panel.loses = 2
    await rig.tray.start()
    await until(lambda: len(panel.registrations) == 3 and panel.items)
    await asyncio.sleep(2 * CHECK)
    assert (len(panel.registrations), rig.tray.kind) == (3, "sni")


async def test_a_host_that_never_keeps_it_is_left_in_peace(
    rig: SniRig, panel: FakeTrayHost, caplog: pytest.LogCaptureFixture
) -> None:
    panel.loses = 100
    await rig.tray.start()
    await until(lambda: "does not keep the icon" in caplog.text)
    await asyncio.sleep(2 * CHECK)
    assert (len(panel.registrations), rig.tray.kind) == (registration.TRIES, "none")


async def test_a_host_that_is_not_ready_is_asked_again(rig: SniRig, panel: FakeTrayHost) -> None:
    panel.refuses = 1
    await rig.tray.start()
    await until(lambda: panel.items)
    await until(lambda: rig.tray.kind == "sni")


def test_an_icon_that_is_forgotten_says_nothing() -> None:
    """As when a second `breakd run` is refused: its loop is over, and whoever speaks then fails."""
    said: list[str] = []
    icon = SniIcon("breakd", ItemIcon(icon_store.plain()), lambda: None)
    icon._show()
    icon._visible = True
    icon._item.new_status = lambda: said.append("status")  # type: ignore[method-assign]
    del icon
    gc.collect()
    assert said == []


async def test_after_the_end_nothing_is_left_on_the_bus(rig: SniRig, panel: FakeTrayHost) -> None:
    await started(rig)
    await until(lambda: panel.items)
    await rig.tray.stop()
    await until(lambda: not panel.items)
    with pytest.raises(BusError):
        await rig.get("Id")
    panel.restart()
    await asyncio.sleep(0.1)
    assert panel.items == []


# --- the item -----------------------------------------------------------------------------------------


async def test_the_item_says_what_hosts_ask(rig: SniRig) -> None:
    await started(rig)
    wanted = {
        "Category": "ApplicationStatus",
        "Id": "breakd",
        "Title": "breakd",
        "Status": "Active",
        "IconName": "",  # hosts prefer a name to pixels
        "AttentionIconName": "",
        "ItemIsMenu": True,
        "Menu": "/MenuBar",
        "ToolTip": ("", [], "breakd", "Sitting, next reminder at 10:15"),
        "IconAccessibleDesc": "breakd: Sitting, next reminder at 10:15",
        "AttentionAccessibleDesc": "breakd: Sitting, next reminder at 10:15",
    }
    assert {name: await rig.get(name) for name in wanted} == wanted


async def test_the_pixels_are_the_picture_alpha_first(rig: SniRig) -> None:
    await started(rig)
    await rig.show(DUE)
    pixmaps = await rig.get("IconPixmap")
    assert [(width, height, len(pixels)) for width, height, pixels in pixmaps] == [(s, s, 4 * s * s) for s in SIZES]
    for size, _, pixels in pixmaps:
        picture = draw(IconVariant(STEPS, IconState.DUE), size)
        assert pixels[0] == 0, "the corner is clear"
        middle = 4 * (size * (size // 8) + size // 2)
        pixel = picture.getpixel((size // 2, size // 8))
        assert isinstance(pixel, tuple)
        red, green, blue, alpha = pixel
        assert (
            max(abs(a - b) for a, b in zip(pixels[middle : middle + 4], (alpha, red, green, blue), strict=True)) < 3
        )
    alarm = await rig.get("AttentionIconPixmap")
    assert bytes(alarm[0][2]) == icon_store.load(IconVariant(STEPS, IconState.ATTENTION))[0][2]


async def test_it_asks_for_attention_and_stops_asking(rig: SniRig) -> None:
    await started(rig)
    held = replace(DUE, state=State.DEFERRED, attention=True)
    for status, standing in ((DUE, None), (held, "NeedsAttention"), (held, None), (SITTING, "Active")):
        await rig.show(status)
        told = [body for member, body in await rig.told() if member == "NewStatus"]
        assert told == ([[standing]] if standing else [])
    assert await rig.get("Status") == "Active"


async def test_it_asks_for_attention_from_the_start(rig: SniRig) -> None:
    rig.desk.now = replace(DUE, state=State.DEFERRED, attention=True)
    await started(rig)
    assert await rig.get("Status") == "NeedsAttention"


async def test_half_an_hour_of_sitting_wakes_the_host_seldom(rig: SniRig) -> None:
    """The loop shows the status after every event; here ten times a minute for half an hour."""
    rig.desk.now = replace(SITTING, bout_seconds=0.0, sitting_clock_seconds=0.0, due_in_seconds=1800.0)
    await started(rig)
    await rig.told()
    members: list[str] = []
    for tick in range(300):
        sat = tick * 6.0
        await rig.show(replace(SITTING, bout_seconds=sat, sitting_clock_seconds=sat, due_in_seconds=1800 - sat))
        rig.now += 6.0
        members += [member for member, _ in await rig.told()]
    assert members.count("NewIcon") == STEPS - 1
    assert members.count("NewToolTip") == 0, "the time of the next reminder stays the same"
    assert 5 <= members.count("ItemsPropertiesUpdated") <= 7
    assert members.count("LayoutUpdated") == 0
    await rig.show(DUE)
    assert {member for member, _ in await rig.told()} == {
        "NewIcon", "NewToolTip", "LayoutUpdated",
    }, "what happens is shown at once"  # fmt: skip


async def test_nothing_is_said_while_nothing_changes(rig: SniRig) -> None:
    await started(rig)
    away = replace(SITTING, state=State.AWAY, sitting_clock_seconds=0.0)
    await rig.show(away)
    await rig.told()
    for _ in range(60):
        rig.now += MINUTE
        await rig.show(away)
    assert await rig.told() == []


async def test_without_its_pictures_the_icon_is_a_plain_disc_whatever_the_theme_has(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for damage in (None, b"no archive"):
        archive = tmp_path / "icons.zip"
        if damage is not None:
            archive.write_bytes(damage)
        monkeypatch.setattr(icon_store, "_ARCHIVE", archive)
        async with sni_rig(SITTING) as rig:
            await started(rig)
            assert (await rig.get("IconName"), await rig.get("AttentionIconName")) == ("", "")
            for name in ("IconPixmap", "AttentionIconPixmap"):
                ((width, height, pixels),) = await rig.get(name)
                assert len(pixels) == 4 * width * height
                middle = 4 * (width * (height // 2) + width // 2)
                assert (pixels[0], pixels[middle]) == (0, 255), "alpha of a corner and of the middle"
        assert "no picture for" in caplog.text
        caplog.clear()


# --- the menu's protocol --------------------------------------------------------------------------------


async def test_new_words_are_told_without_a_new_layout(rig: SniRig) -> None:
    await started(rig)
    before, _ = await rig.menu("GetLayout", "iias", 0, 0, [])
    headline, place = (await rig.lines())[1].handle, await rig.line("Home")
    rig.now += MINUTE
    await rig.show(replace(SITTING, bout_seconds=1300.0, due_in_seconds=820.0, place="home"))
    told = dict(await rig.told())
    changed, removed = told["ItemsPropertiesUpdated"]
    assert removed == []
    assert dict(changed) == {
        headline: {"label": Variant("s", "Sitting 21 min, next reminder in 14 min")},
        (await rig.line("Office")).handle: {"toggle-state": Variant("i", 0)},
        place.handle: {"toggle-state": Variant("i", 1)},
    }
    assert "LayoutUpdated" not in told
    assert (await rig.menu("GetLayout", "iias", 0, 0, []))[0] == before


async def test_another_reminder_is_another_layout(rig: SniRig) -> None:
    await started(rig)
    await rig.show(DUE)
    await rig.told()
    before, _ = await rig.menu("GetLayout", "iias", 0, 0, [])
    numbers = {line.label: line.handle for line in await rig.lines()}
    await rig.show(replace(DUE, reminder=replace(REMINDER, id=8)))
    told = [body for member, body in await rig.told() if member == "LayoutUpdated"]
    assert told == [[before + 1, 0]]
    kept = {line.label for line in await rig.lines() if numbers.get(line.label) == line.handle}
    assert {"Sitting", "Home", "Pause", "1 hour", "Quit breakd"} <= kept
    assert kept.isdisjoint({"Done", "Skip", "Another stretch", "10 min"})


async def test_opening_the_menu_brings_fresh_minutes(rig: SniRig) -> None:
    await started(rig)
    rig.desk.now = replace(SITTING, due_in_seconds=100.0)
    assert await rig.menu("AboutToShow", "i", 0) == [False], "new words, the same structure"
    assert (await rig.lines())[1].label == "Sitting 20 min, next reminder in 2 min"
    rig.desk.now = DUE
    assert await rig.menu("AboutToShowGroup", "ai", [0, 999]) == [[0], [999]]
    assert (await rig.line("Done")).enabled
    members = [member for member, _ in await rig.told()]
    assert members == ["ItemsPropertiesUpdated", "LayoutUpdated"], "the icon has its own pace"


async def test_an_open_menu_keeps_its_minutes_right(rig: SniRig) -> None:
    await started(rig)
    told = []
    for opened in (False, True):
        if opened:
            await rig.menu("AboutToShow", "i", 0)
        await rig.told()
        for minute in range(1, 4):
            rig.now += MINUTE
            await rig.show(replace(SITTING, bout_seconds=1200.0 + 60 * minute, due_in_seconds=900.0 - 60 * minute))
        told.append([member for member, _ in await rig.told()].count("ItemsPropertiesUpdated"))
    assert told == [0, 2]


async def test_only_a_click_on_a_known_line_counts(rig: SniRig) -> None:
    await started(rig)
    await rig.show(DUE)
    done = (await rig.line("Done")).handle
    nothing = Variant("i", 0)
    for event in ("hovered", "opened", "closed", "x"):
        await rig.menu("Event", "isvu", done, event, nothing, 0)
    for number in (0, 12345, -1, (await rig.line("Pause")).handle):
        await rig.menu("Event", "isvu", number, "clicked", nothing, 0)
    unknown = await rig.menu("EventGroup", "a(isvu)", [[done, "opened", nothing, 0], [12345, "clicked", nothing, 0]])
    await settle()
    assert (unknown, rig.desk.wishes) == ([[12345]], [])
    await rig.menu("EventGroup", "a(isvu)", [[done, "clicked", nothing, 0]])
    await settle()
    assert rig.desk.wishes == [Done(7)]


async def test_properties_one_by_one_and_in_groups(rig: SniRig) -> None:
    await started(rig)
    lines = await rig.lines()
    ids = [line.handle for line in lines]
    ((*group,),) = await rig.menu("GetGroupProperties", "aias", [*ids, 999], [])
    assert [number for number, _ in group] == ids
    assert [properties["label"].value for _, properties in group] == [line.label for line in lines]
    assert await rig.menu("GetProperty", "is", ids[0], "label") == [Variant("s", "Open breakd")]
    for number, name in ((ids[0], "icon-name"), (999, "label")):
        with pytest.raises(BusError, match="InvalidArgs"):
            await rig.menu("GetProperty", "is", number, name)
    with pytest.raises(BusError, match="InvalidArgs"):
        await rig.menu("GetLayout", "iias", 999, -1, [])
    _, (number, properties, below) = await rig.menu("GetLayout", "iias", 0, 1, [])
    assert (number, properties) == (0, {"children-display": Variant("s", "submenu")})
    assert all(child.value[2] == [] for child in below), "one level was asked for"


# --- a word that asks for the safety questions --------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "said"), [("Pain moved down my leg or arm", Feel("spreading")), ("Painful", Hurts())]
)
async def test_what_asks_for_the_questions_opens_them_at_once(rig: SniRig, label: str, said: Feel | Hurts) -> None:
    await started(rig)
    await rig.show(replace(SITTING, feedback_until=TEN))
    rig.desk.now = replace(SITTING, ask_red_flags=True)
    await rig.click((await rig.line(label)).handle)
    await until(lambda: rig.desk.wishes == [said, OpenQuestions()])


async def test_a_word_that_asks_for_nothing_opens_nothing(rig: SniRig) -> None:
    await started(rig)
    await rig.show(replace(SITTING, feedback_until=TEN))
    await rig.click((await rig.line("Better")).handle)
    await settle()
    assert rig.desk.wishes == [Feel("better")]
