"""The contract of presence sources, on all: the fake, Mutter and a compositor played, a terminal, real desktops."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from breakd.engine.events import InputSeen, NoInput, SourceLost, SourceReady
from tests.support.contract.presence_rigs import (
    EARLY,
    FakeRig,
    Heard,
    Rig,
    WaylandRig,
    boot,
    gnome_rig,
    input_seen,
    mutter_rig,
    no_input,
    terminal_rig,
    x11_rig,
)
from tests.support.fakes.compositor import FakeCompositor

SHORT, LONG, TYPING_FOR, NEVER = 0.2, 0.5, 1.6, 600.0
SLACK = 0.25
"""How late a report may come on a busy machine."""
KNOWS_THE_PAST = pytest.mark.not_on("wayland", "kwin", "sway")
OUTLIVES_A_LATE_LOOP = pytest.mark.not_on("fake", "terminal")
"""The other two live in the test's own loop."""
RESTARTS = pytest.mark.not_on("terminal", "x11", "gnome")
"""A terminal and an X server end with the session; GNOME Shell's restart is played by `mutter`."""


@pytest_asyncio.fixture(
    params=[
        "fake",
        pytest.param("mutter", marks=pytest.mark.bus),
        "terminal",
        "wayland",
        pytest.param("x11", marks=pytest.mark.x11),
        pytest.param("gnome", marks=pytest.mark.gnome),
        pytest.param("kwin", marks=pytest.mark.kde),
        pytest.param("sway", marks=pytest.mark.sway),
    ]
)
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    """A source that has not started, on a desktop where nobody has touched anything for a moment."""
    heard = Heard()
    async with AsyncExitStack() as stack:
        match request.param:
            case "mutter":
                address = request.getfixturevalue("private_bus")
                rig: Rig = await stack.enter_async_context(mutter_rig(heard, address))
            case "terminal":
                rig = await stack.enter_async_context(terminal_rig(heard))
            case "x11":
                rig = await stack.enter_async_context(x11_rig(heard, request.getfixturevalue("x11")))
            case "gnome":
                rig = await stack.enter_async_context(gnome_rig(heard, request.getfixturevalue("gnome")))
            case "kwin":
                rig = WaylandRig(heard, request.getfixturevalue("kwin"))
                rig.coarse = 0.05  # Qt's coarse timers
            case "sway":
                rig = WaylandRig(heard, request.getfixturevalue("bare_sway"))
            case "wayland":
                socket = request.getfixturevalue("bus_folder") / "wayland-0"
                rig = WaylandRig(heard, stack.enter_context(FakeCompositor(socket)))
            case _:
                rig = FakeRig(heard)
        yield rig
        await rig.source.stop()


async def silence(seconds: float) -> None:
    """Nobody touches anything."""
    await asyncio.sleep(seconds)


@KNOWS_THE_PAST
async def test_active_at_start(rig: Rig) -> None:
    touched = await rig.bumped()
    await rig.source.start(NEVER)
    ready, seen = rig.heard.events
    assert ready == SourceReady(rig.source.name)
    assert isinstance(seen, InputSeen)
    assert input_seen(touched)(seen)


@KNOWS_THE_PAST
async def test_already_idle_at_start(rig: Rig) -> None:
    touched = await rig.bumped()
    await silence(SHORT + 0.1)
    await rig.source.start(SHORT)
    ready, idle = rig.heard.events[:2]
    assert ready == SourceReady(rig.source.name)
    assert isinstance(idle, NoInput)
    assert no_input(touched)(idle)
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))


async def test_idle_and_input_again_and_again(rig: Rig) -> None:
    await rig.begin(SHORT)
    for _ in range(3):
        touched = await rig.bumped()
        # on a busy machine the pause may be over before this line: what was heard meanwhile counts too
        await rig.heard.next(NoInput, where=no_input(touched))
        assert boot() >= touched[0] + SHORT * (1 - rig.coarse)
        await silence(SHORT / 2)
        assert rig.heard.events == [], "a pause is told once"
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))


async def test_whole_seconds_from_one_on(rig: Rig) -> None:
    touched = await rig.begin(1.0)
    await rig.heard.next(NoInput, where=no_input(touched, EARLY + rig.coarse))


async def test_typing_on_is_not_reported(rig: Rig) -> None:
    await rig.begin(TYPING_FOR)
    rig.heard.clear()
    for _ in range(7):
        await silence(0.3)
        await rig.bumped()
    assert rig.heard.events == []


async def test_one_bump_is_not_lost_whenever_it_comes(rig: Rig) -> None:
    """Bumps around the instant at which the threshold is reached: the last report tells of the last bump."""
    chance = random.Random(7)
    touched = await rig.begin(SHORT)
    for _ in range(6):
        await silence(max(0.0, touched[0] + SHORT - boot() + chance.uniform(-0.03, 0.03)))
        touched = await rig.bumped()
    await rig.heard.next(NoInput, where=no_input(touched))
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))


async def test_a_watched_pause_is_told_at_once_and_until_it_is_not_watched_any_more(rig: Rig) -> None:
    touched = await rig.begin(NEVER)
    await silence(SHORT)
    rig.heard.clear()
    rig.source.watch_pause(SHORT)
    if rig.tells_the_past:
        await rig.heard.next(NoInput, where=no_input(touched))
    for _ in range(2):
        touched = await rig.bumped()
        await rig.heard.next(InputSeen, where=input_seen(touched))
        await rig.heard.next(NoInput, where=no_input(touched))
    rig.source.watch_pause(None)
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))
    await silence(SHORT + SLACK)
    assert rig.heard.of(NoInput) == []


@pytest.mark.parametrize(("pause", "idle_after"), [(SHORT, LONG), (LONG, SHORT), (SHORT, SHORT)])
async def test_pause_and_idle_after_are_both_told(rig: Rig, pause: float, idle_after: float) -> None:
    touched = await rig.begin(idle_after)
    rig.source.watch_pause(pause)
    await rig.heard.pauses(touched, (pause, idle_after), rig.coarse)
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))
    await rig.heard.next(NoInput, where=no_input(touched))


async def test_a_pause_that_ends_makes_no_input(rig: Rig) -> None:
    touched = await rig.begin(NEVER)
    rig.source.watch_pause(SHORT)
    await rig.heard.next(NoInput, where=no_input(touched))
    rig.source.watch_pause(None)
    await silence(SLACK)
    assert rig.heard.of(InputSeen) == []
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))


@KNOWS_THE_PAST
async def test_a_shorter_idle_after_holds_at_once(rig: Rig) -> None:
    touched = await rig.begin(NEVER)
    await silence(SHORT)
    rig.source.set_idle_after(SHORT)
    await rig.heard.next(NoInput, where=no_input(touched))


async def test_a_longer_idle_after_still_tells_of_the_next_input(rig: Rig) -> None:
    touched = await rig.begin(SHORT)
    await rig.heard.next(NoInput, where=no_input(touched))
    rig.source.set_idle_after(NEVER)
    await silence(SLACK)
    assert rig.heard.of(InputSeen) == []
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))


@OUTLIVES_A_LATE_LOOP
async def test_a_late_reader_tells_the_truth(rig: Rig) -> None:
    """The loop is held up while idle is reached, a bump comes, and idle is reached again."""
    await rig.begin(SHORT)
    rig.heard.clear()
    touches: list[tuple[float, float]] = []
    person = threading.Timer(SHORT + 0.2, lambda: touches.append(rig.bump()))
    person.start()
    time.sleep(2 * SHORT + 0.6)  # noqa: ASYNC251  being late is the point
    await rig.heard.next(NoInput, where=lambda event: no_input(rig.read_late(touches[0]))(event))
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))


@OUTLIVES_A_LATE_LOOP
async def test_a_late_reader_does_not_miss_that_somebody_came_back(rig: Rig) -> None:
    """The loop is held up while somebody comes, touches something once, and is idle again."""
    touched = await rig.begin(SHORT)
    await rig.heard.next(NoInput, where=no_input(touched))
    touches: list[tuple[float, float]] = []
    person = threading.Timer(0.2, lambda: touches.append(rig.bump()))
    person.start()
    time.sleep(0.3 + SHORT)  # noqa: ASYNC251
    await rig.heard.next(InputSeen, where=lambda event: input_seen(rig.read_late(touches[0]))(event))
    await rig.heard.next(NoInput, where=no_input(rig.read_late(touches[0])))


@RESTARTS
async def test_service_restart(rig: Rig) -> None:
    await rig.begin(SHORT)
    rig.source.watch_pause(2 * SHORT)
    rig.heard.clear()
    await asyncio.to_thread(rig.restart) if rig.outlives_a_late_loop else rig.restart()
    await rig.heard.next(SourceLost)
    assert await rig.heard.next(SourceReady) == SourceReady(rig.source.name)
    touched = await rig.bumped()
    await rig.heard.pauses(touched, (SHORT, 2 * SHORT), rig.coarse)
    touched = await rig.bumped()
    await rig.heard.next(InputSeen, where=input_seen(touched))


async def test_nothing_is_reported_after_stop(rig: Rig) -> None:
    touched = await rig.begin(SHORT)
    await rig.heard.next(NoInput, where=no_input(touched))
    await rig.source.stop()
    rig.heard.clear()
    await rig.bumped()
    await silence(SHORT + SLACK)
    assert rig.heard.events == []
