"""A daemon that was started before its desktop, or outlives it: by events where there are some, without a storm."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from breakd.desktop.presence import display_watcher
from breakd.desktop.presence.monitor import PresenceMonitor
from breakd.desktop.presence.source_selector import FEWEST_TRIES, LISTENS_AFTER
from breakd.desktop.presence.wayland import RETRIES
from breakd.engine.events import InputSeen, SourceLost, SourceReady
from tests.support import nowhere
from tests.support.contract.notifier_rigs import eventually
from tests.support.contract.presence_rigs import Heard, boot, input_seen, session_bus
from tests.support.fakes.compositor import FakeCompositor
from tests.support.fakes.mutter import FakeMutter
from tests.support.fakes.systemd import FakeSystemd
from tests.support.rigs.x11 import X11Desktop

SHORT, NEVER, SLACK = 0.2, 600.0, 0.25
SOON = LISTENS_AFTER + SLACK
ALWAYS, WAYLAND, MUTTER = SourceReady("always", sees_input=False), SourceReady("wayland"), SourceReady("mutter")


@pytest.fixture
def runtime(bus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A runtime folder with no display in it, and an environment that is as before at the end."""
    monkeypatch.setattr(os, "environ", os.environ.copy())
    os.environ["XDG_RUNTIME_DIR"] = str(bus_folder)
    return bus_folder


@pytest.fixture
def systemd(private_bus: str) -> Iterator[FakeSystemd]:
    with FakeSystemd(private_bus) as systemd:
        yield systemd


@asynccontextmanager
async def started(address: str, heard: Heard, idle_after: float = NEVER) -> AsyncIterator[PresenceMonitor]:
    async with session_bus(address) as bus:
        presence = PresenceMonitor(heard.report, boot, bus, None)
        await presence.start(idle_after)
        yield presence
        await presence.stop()


async def touch(compositor: FakeCompositor) -> tuple[float, float]:
    await asyncio.sleep(0.05)
    before = boot()
    await asyncio.to_thread(compositor.input)
    return before, boot()


def tries_under_way() -> list[asyncio.Task[object]]:
    """The selector's, to find a desktop."""
    return [task for task in asyncio.all_tasks() if "_try_again" in repr(task.get_coro())]


async def test_a_compositor_that_comes_later(private_bus: str, runtime: Path) -> None:
    heard = Heard()
    async with started(private_bus, heard) as presence:
        assert heard.events == [ALWAYS]
        presence.set_idle_after(2 * SHORT)
        presence.watch_pause(SHORT)
        with FakeCompositor(runtime / "wayland-1") as compositor:
            await heard.next(SourceReady, where=lambda event: event == WAYLAND)
            await asyncio.sleep(0)
            assert (presence.source.name, presence.source.sees_input) == ("wayland", True)
            assert [name for name, _ in presence.missing] == ["mutter"]
            touched = await touch(compositor)
            await heard.next(InputSeen, where=input_seen(touched))
            await heard.pauses(touched, (SHORT, 2 * SHORT))


async def test_a_compositor_of_which_the_environment_says_nothing(private_bus: str, runtime: Path) -> None:
    """Sway that imports nothing into systemd: a service has no display, but there is only one it can be."""
    (runtime / "wayland-1.lock").touch()
    with FakeCompositor(runtime / "wayland-1"):
        async with started(private_bus, Heard()) as presence:
            assert presence.source.name == "wayland"


async def test_of_two_compositors_none_is_taken(private_bus: str, runtime: Path) -> None:
    with FakeCompositor(runtime / "wayland-1"), FakeCompositor(runtime / "wayland-2"):
        async with started(private_bus, Heard()) as presence:
            assert presence.source.name == "always"


async def test_a_compositor_that_is_gone_is_none(private_bus: str, runtime: Path, systemd: FakeSystemd) -> None:
    """Neither the socket that it left behind, nor its name in systemd."""
    systemd.environment["WAYLAND_DISPLAY"] = "wayland-1"
    with FakeCompositor(runtime / "wayland-1") as gone, FakeCompositor(runtime / "wayland-2"):
        gone.stop(leave_socket=True)
        async with started(private_bus, Heard()) as presence:
            assert presence.source.name == "wayland"


@pytest.mark.x11
async def test_systemd_knows_the_compositor_before_and_the_x_server_now(
    private_bus: str, x11: X11Desktop, runtime: Path, systemd: FakeSystemd
) -> None:
    systemd.environment |= {"WAYLAND_DISPLAY": str(runtime / "wayland-1"), "DISPLAY": x11.display}
    async with started(private_bus, Heard()) as presence:
        assert presence.source.name == "x11"


async def test_under_x_no_compositor_is_taken(
    private_bus: str, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that runs in a window there sees only what is done in this window."""
    monkeypatch.setenv("DISPLAY", nowhere.DISPLAY)
    with FakeCompositor(runtime / "wayland-1"):
        async with started(private_bus, Heard()) as presence:
            assert presence.source.name == "always"


async def test_in_a_terminal_no_compositor_is_taken(runtime: Path) -> None:
    """Without a session bus, as over ssh: whoever sits at that screen is somebody else."""
    with FakeCompositor(runtime / "wayland-1"):
        presence = PresenceMonitor(Heard().report, boot, None, None)
        await presence.start(NEVER)
        await presence.beat()
        assert presence.source.name == "always"
        await presence.stop()


@pytest.mark.usefixtures("runtime")
async def test_mutter_that_comes_later(private_bus: str) -> None:
    heard = Heard()
    async with started(private_bus, heard) as presence:
        assert presence.source.name == "always"
        with FakeMutter(private_bus):
            await heard.next(SourceReady, where=lambda event: event == MUTTER)
            # the word comes before the choice
            await eventually(lambda: (presence.source.name, presence.missing) == ("mutter", ()))


async def test_a_display_that_only_systemd_knows_of(private_bus: str, runtime: Path, systemd: FakeSystemd) -> None:
    """Found with a heartbeat: systemd tells nobody that its environment has changed."""
    (runtime / "elsewhere").mkdir()
    heard = Heard()
    with FakeCompositor(runtime / "elsewhere/wayland-0") as compositor:
        async with started(private_bus, heard) as presence:
            assert presence.source.name == "always"
            systemd.environment["WAYLAND_DISPLAY"] = str(compositor.socket)
            systemd.environment["XAUTHORITY"] = "/run/me/xauth"
            await presence.beat()
            await heard.next(SourceReady, where=lambda event: event == WAYLAND)
            assert os.environ["XAUTHORITY"] == "/run/me/xauth"
            assert os.environ["HOME"] != "/home/me", "only what belongs to a desktop is taken over"


async def test_a_lost_desktop_and_another_one(private_bus: str, runtime: Path, systemd: FakeSystemd) -> None:
    heard = Heard()
    (runtime / "elsewhere").mkdir()
    first, second = FakeCompositor(runtime / "wayland-1"), FakeCompositor(runtime / "elsewhere/wayland-1")
    with first, second:
        systemd.environment["WAYLAND_DISPLAY"] = "wayland-1"
        async with started(private_bus, heard, SHORT) as presence:
            first.stop()
            await heard.next(SourceLost)
            await presence.beat()
            await asyncio.sleep(SLACK)
            assert presence.source.name == "wayland"
            assert heard.of(SourceReady) == []
            systemd.environment["WAYLAND_DISPLAY"] = str(second.socket)
            for _ in range(2):
                await presence.beat()
            await heard.next(SourceReady, where=lambda event: event == WAYLAND)
            touched = await touch(second)
            await heard.next(InputSeen, where=input_seen(touched))
            first.start()
            await asyncio.sleep(sum(RETRIES) + SLACK)
            assert first.clients() == 0, "the lost one is let go of"
            first.stop()


async def test_a_lost_desktop_that_comes_back_by_itself(private_bus: str, runtime: Path) -> None:
    heard = Heard()
    with FakeCompositor(runtime / "wayland-1") as compositor:
        async with started(private_bus, heard) as presence:
            source = presence.source
            compositor.restart()
            await heard.next(SourceLost)
            await heard.next(SourceReady)
            await presence.beat()
            await asyncio.sleep(SLACK)
            assert presence.source is source
            assert compositor.clients() == 1


async def test_ever_fewer_tries_where_nothing_comes(private_bus: str, runtime: Path, systemd: FakeSystemd) -> None:
    async with started(private_bus, Heard()) as presence:
        asked, tries = systemd.asked, []
        for number in range(100):
            await presence.beat()
            await asyncio.gather(*tries_under_way())
            if systemd.asked > asked:
                asked = systemd.asked
                tries.append(number)
        gaps = [later - earlier for earlier, later in pairwise(tries)]
        assert tries[0] == 0
        assert gaps == sorted(gaps)
        assert gaps[-1] == FEWEST_TRIES
        with FakeCompositor(runtime / "wayland-1") as compositor:
            compositor.hangs_up = True
            await asyncio.sleep(SOON)
            compositor.hangs_up = False
            await presence.beat()
            await asyncio.sleep(SLACK)
            assert presence.source.name == "wayland", "what comes is not kept waiting"


async def test_the_folder_that_the_kernel_refused_is_tried_again(
    private_bus: str, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more(*_: object) -> None:
        raise OSError("too many inotify instances")

    heard = Heard()
    with monkeypatch.context() as login:
        login.setattr(display_watcher, "Inotify", no_more)
        stack = AsyncExitStack()
        presence = await stack.enter_async_context(started(private_bus, heard))
    async with stack:
        await presence.beat()
        await asyncio.gather(*tries_under_way())
        with FakeCompositor(runtime / "wayland-1"):
            await heard.next(SourceReady, where=lambda event: event == WAYLAND)


async def test_stopped_in_the_middle_of_a_choice(private_bus: str, runtime: Path) -> None:
    heard = Heard()
    with FakeCompositor(runtime / "wayland-1", {}) as compositor:
        async with started(private_bus, heard) as presence:
            compositor.stop()
            compositor.deaf = True
            compositor.start()
            await asyncio.sleep(SOON)
            assert compositor.clients() == 1
            heard.clear()
            assert presence.source.name == "always"
        await asyncio.sleep(0.05)
        assert compositor.clients() == 0
    assert heard.events == []
