"""What is special about the source on Wayland: it knows nothing of the past, and compositors differ and vanish."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from breakd.desktop.ports import Unavailable
from breakd.desktop.presence import wayland
from breakd.desktop.presence.inhibitors import CompositorInhibitors
from breakd.desktop.presence.wayland import WaylandSource
from breakd.engine import presence as policy
from breakd.engine.events import Evidence, InputSeen, NoInput, SourceReady
from tests.support.contract.presence_rigs import Heard, WaylandRig, boot, input_seen, no_input
from tests.support.contract.wayland_source import NEVER, PROVEN_WITHIN, SHORT, SLACK, gone, started
from tests.support.fakes.compositor import EXT_IDLE, KWIN_IDLE, OFFERED, SEAT, FakeCompositor
from tests.support.rigs.sway import SwayDesktop

ONLY_VERSION_1 = {SEAT: 7, EXT_IDLE: 1, KWIN_IDLE: 1}
ONLY_KWIN = {SEAT: 7, KWIN_IDLE: 1}


# -- the past --------------------------------------------------------------------------------------------------


async def test_nothing_is_known_until_somebody_touches_something(compositor: FakeCompositor) -> None:
    compositor.input()
    async with started(compositor, NEVER, Heard()) as rig:
        await asyncio.sleep(SHORT)
        assert rig.heard.events == [SourceReady("wayland")]
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))
        await rig.bumped()
        await asyncio.sleep(SHORT)
        assert rig.heard.events == [], "only the first is told"


async def test_nobody_there_since_the_start(compositor: FakeCompositor) -> None:
    before = boot()
    async with started(compositor, SHORT, Heard()) as rig:
        await rig.heard.next(NoInput, where=no_input_since((before, boot())))
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))


async def test_a_pause_of_unknown_age_is_told_only_when_nobody_counts_as_there(
    compositor: FakeCompositor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who may have left a minute ago must not look like somebody who just stopped typing."""
    assert wayland.SURELY_GONE > policy.RECENT_INPUT_SECONDS
    monkeypatch.setattr(wayland, "SURELY_GONE", 0.5)
    monkeypatch.setattr(wayland, "JUST_NOW", 0.05)
    async with started(compositor, NEVER, Heard()) as rig:
        await rig.bumped()
        await rig.heard.next(InputSeen)
        await asyncio.sleep(0.06)
        asked = boot()
        rig.source.watch_pause(SHORT)
        await asyncio.sleep(0.3)
        assert rig.heard.events == []
        await rig.heard.next(NoInput, where=no_input((asked, asked)))
        assert boot() >= asked + 0.5


async def test_a_pause_after_an_input_is_of_known_age(
    compositor: FakeCompositor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wayland, "JUST_NOW", 0.05)
    async with started(compositor, NEVER, Heard()) as rig:
        await rig.bumped()
        await asyncio.sleep(0.06)
        rig.source.watch_pause(SHORT)
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))
        await rig.heard.next(NoInput, where=no_input(touched))


async def test_a_pause_that_is_known_is_told_at_once(compositor: FakeCompositor) -> None:
    async with started(compositor, SHORT, Heard()) as rig:
        touched = await rig.bumped()
        await rig.heard.next(NoInput, where=no_input(touched))
        rig.source.watch_pause(SHORT / 2)
        assert rig.heard.of(NoInput), "without asking anybody"
        rig.source.set_idle_after(2 * SHORT)
        rig.heard.clear()
        idle = await rig.heard.next(NoInput)
        assert no_input(touched)(idle), "an alarm that began later knows no better"


async def test_an_alarm_that_comes_too_early_is_held_back(compositor: FakeCompositor) -> None:
    compositor.early = 0.3
    async with started(compositor, SHORT, Heard()) as rig:
        touched = await rig.bumped()
        await rig.heard.next(InputSeen)
        await rig.heard.next(NoInput, where=no_input(touched))
        assert boot() >= touched[0] + SHORT


async def test_read_late_an_input_and_the_idleness_after_it(compositor: FakeCompositor) -> None:
    async with started(compositor, SHORT, Heard()) as rig:
        await rig.bumped()
        await rig.heard.next(NoInput)
        person = threading.Timer(0.1, rig.touch)
        person.start()
        person.join()
        time.sleep(2 * SHORT)  # noqa: ASYNC251  being late is the point
        late = boot()
        seen, idle = await rig.heard.next(InputSeen), await rig.heard.next(NoInput)
        assert seen.at == idle.since <= late - SHORT + 0.05


async def test_the_source_is_ready_before_anything_is_seen(compositor: FakeCompositor) -> None:
    compositor.answers_after = 0.2
    heard = Heard()
    person = threading.Thread(target=touch_as_soon_as_it_tells, args=[compositor])
    person.start()
    async with started(compositor, NEVER, heard):
        assert isinstance(heard.events[0], SourceReady)
        await heard.next(InputSeen)
    person.join()


def touch_as_soon_as_it_tells(compositor: FakeCompositor) -> None:
    """The alarm for the next input is made, and the source waits for the answer."""
    while not (wayland.AT_ONCE in compositor.alarms() and compositor.knows_next_input()):
        time.sleep(0.001)
    compositor.input()


# -- compositors -----------------------------------------------------------------------------------------------


async def test_a_video_hides_no_absence(compositor: FakeCompositor) -> None:
    """Version 2 has alarms that idle inhibitors do not hold up."""
    async with started(compositor, SHORT, Heard()) as rig:
        compositor.inhibit(True)
        touched = await rig.bumped()
        await rig.heard.next(NoInput, where=no_input(touched))
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))


@pytest.fixture(params=[(ONLY_VERSION_1, True), (ONLY_KWIN, True), (ONLY_VERSION_1, False)])
def older(
    socket: Path,
    request: pytest.FixtureRequest,
    short_waits: None,  # noqa: ARG001
) -> Iterator[FakeCompositor]:
    """Inhibitors hold all alarms up; where it is wlroots', those that are idle resume."""
    offered, resume = request.param
    with FakeCompositor(socket, offered) as compositor:
        compositor.inhibitors_resume = resume
        yield compositor


async def test_on_older_compositors_a_video_is_no_input(older: FakeCompositor) -> None:
    """There it holds alarms up, as somebody sits there; but it never looks like a touch."""
    async with started(older, SHORT, Heard()) as rig:
        touched = await rig.bumped()
        left = await rig.heard.next(NoInput, where=no_input_since(touched))
        for _ in range(2):
            older.inhibit(True)
            await asyncio.sleep(PROVEN_WITHIN + 0.1)
            older.inhibit(False)
            await asyncio.sleep(SHORT + 0.1)
        assert [event for event in rig.heard.of(InputSeen) if event.at > left.since] == []
        assert {event.since for event in rig.heard.of(NoInput)} <= {left.since}, "the absence is as long as it was"
        touched = await rig.bumped()
        await rig.heard.next(NoInput, where=no_input_since(touched))


async def test_on_older_compositors_a_video_is_no_pause(older: FakeCompositor) -> None:
    """Somebody started it and left; its end is not the moment in which he stopped typing."""
    async with started(older, NEVER, Heard()) as rig:
        rig.source.watch_pause(SHORT)
        for _ in range(2):
            touched = await rig.bumped()
            await rig.heard.next(NoInput, where=no_input_since(touched))
        older.inhibit(True)
        await asyncio.sleep(PROVEN_WITHIN + 0.1)
        rig.heard.clear()
        ended = boot()
        older.inhibit(False)
        await asyncio.sleep(2 * SHORT + 0.1)
        assert rig.heard.of(InputSeen) == []
        assert [event for event in rig.heard.of(NoInput) if event.since > ended - PROVEN_WITHIN] == []


async def test_on_older_compositors_typing_after_a_video_is_heard(older: FakeCompositor) -> None:
    async with started(older, NEVER, Heard()) as rig:
        rig.source.watch_pause(SHORT)
        touched = await rig.bumped()
        await rig.heard.next(NoInput, where=no_input_since(touched))
        older.inhibit(True)
        await asyncio.sleep(PROVEN_WITHIN + 0.1)
        rig.touch()
        older.inhibit(False)
        await asyncio.sleep(0.1)
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=lambda event: event.at >= touched[0])
        await rig.heard.next(NoInput, where=no_input_since(touched))


def no_input_since(touched: tuple[float, float]) -> Callable[[NoInput], bool]:
    """Whether it tells of the absence after a touch; one that was read late begins later."""
    return lambda event: event.since >= touched[0]


@pytest.mark.sway
async def test_a_video_on_sway_is_no_input(bare_sway: SwayDesktop) -> None:
    window = bare_sway.spawn("foot", "sleep", "600")
    tree = ("swaymsg", "-t", "get_tree")
    await asyncio.to_thread(bare_sway.wait, lambda: "foot" in bare_sway.run(*tree).stdout, "a window")
    rig = WaylandRig(Heard(), bare_sway)
    touched = await rig.begin(SHORT)
    await rig.heard.next(NoInput, where=no_input(touched))
    for inhibited in ("open", "none"):
        bare_sway.run("swaymsg", "inhibit_idle", inhibited)
        await asyncio.sleep(wayland.PROVEN_WITHIN + SHORT + SLACK)
        assert rig.heard.of(InputSeen) == []
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))
    await rig.heard.next(NoInput, where=no_input(touched))
    await rig.source.stop()
    await asyncio.to_thread(bare_sway.end, window)


@pytest.mark.sway
async def test_an_absence_during_a_film_on_sway(bare_sway: SwayDesktop) -> None:
    """From ext-idle-notify 2 on a film hides no absence, and is evidence that somebody may sit there all the same."""
    window = bare_sway.spawn("foot", "sleep", "600")
    tree = ("swaymsg", "-t", "get_tree")
    await asyncio.to_thread(bare_sway.wait, lambda: "foot" in bare_sway.run(*tree).stdout, "a window")
    bare_sway.run("swaymsg", "inhibit_idle", "open")
    rig = WaylandRig(Heard(), bare_sway)
    evidence = await CompositorInhibitors(bare_sway.env).ask()
    if bare_sway.idle_version >= 2:
        touched = await rig.begin(SHORT)
        await rig.heard.next(NoInput, where=no_input_since(touched))
        assert evidence == {Evidence.INHIBITOR}
    else:
        await rig.source.start(SHORT)
        await asyncio.sleep(SHORT + SLACK)
        assert (rig.heard.of(NoInput), evidence) == ([], frozenset())
    await rig.source.stop()
    await asyncio.to_thread(bare_sway.end, window)


@pytest.mark.parametrize(
    ("offered", "wanted"),
    [
        (OFFERED, f"{EXT_IDLE}.2"),
        ({KWIN_IDLE: 1, **OFFERED}, f"{EXT_IDLE}.2"),
        ({SEAT: 1, EXT_IDLE: 3}, f"{EXT_IDLE}.2"),
        (ONLY_VERSION_1, f"{EXT_IDLE}.1"),
        (ONLY_KWIN, f"{KWIN_IDLE}.0"),
    ],
)
async def test_the_best_protocol_there_is(socket: Path, offered: Mapping[str, int], wanted: str) -> None:
    with FakeCompositor(socket, offered) as compositor:
        async with started(compositor, SHORT, Heard()):
            asked = {made for made in compositor.requests if made.split(".")[0] in (EXT_IDLE, KWIN_IDLE)}
            assert asked == {wanted}


@pytest.mark.parametrize("offered", [{SEAT: 7}, {EXT_IDLE: 2}, {}])
async def test_without_an_idle_protocol(socket: Path, offered: Mapping[str, int]) -> None:
    heard = Heard()
    with FakeCompositor(socket, offered) as compositor:
        with pytest.raises(Unavailable, match="ext-idle-notify"):
            await WaylandSource(heard.report, boot, compositor.env).start(NEVER)
        await gone(compositor)
    assert heard.events == []


@pytest.mark.parametrize("env", [{}, {"WAYLAND_DISPLAY": "wayland-0"}, {"XDG_RUNTIME_DIR": "/nonexistent"}])
async def test_without_a_display(env: Mapping[str, str]) -> None:
    with pytest.raises(Unavailable, match="no display"):
        await WaylandSource(Heard().report, boot, env).start(NEVER)


async def test_an_absolute_name_of_a_display(compositor: FakeCompositor) -> None:
    source = WaylandSource(Heard().report, boot, {"WAYLAND_DISPLAY": str(compositor.socket)})
    await source.start(NEVER)
    await source.stop()


async def test_nobody_at_the_socket(socket: Path) -> None:
    env = {"WAYLAND_DISPLAY": str(socket)}
    with pytest.raises(Unavailable, match=f"{socket}.*No such file"):
        await WaylandSource(Heard().report, boot, env).start(NEVER)


async def test_a_compositor_that_hangs(compositor: FakeCompositor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wayland, "START_SECONDS", 0.2)
    compositor.deaf = True
    heard = Heard()
    with pytest.raises(Unavailable, match="does not answer"):
        await WaylandSource(heard.report, boot, compositor.env).start(NEVER)
    await gone(compositor)
    assert heard.events == []


async def test_alarms_are_let_go_of(compositor: FakeCompositor) -> None:
    async with started(compositor, NEVER, Heard()) as rig:
        for _ in range(3):
            rig.source.watch_pause(SHORT)
            await asyncio.sleep(SHORT + 0.05)
            rig.source.watch_pause(None)
            await rig.bumped()
        rig.source.set_idle_after(2 * NEVER)
        await rig.heard.next(InputSeen)
        await asyncio.sleep(0.05)
        assert compositor.alarms() == [2 * NEVER]
    await gone(compositor)
