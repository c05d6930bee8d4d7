"""Full screen at its edges: windows that vanish or lose the focus, desktops that do not tell, servers that go."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager

import pytest

from breakd.desktop.quiet.monitor import QuietMonitor, survey
from breakd.desktop.quiet.probe_list import probe_makers
from breakd.engine.events import QuietReason, QuietSeen
from tests.support import nowhere
from tests.support.contract.presence_rigs import Heard
from tests.support.rigs import needs
from tests.support.rigs.kde import KdeDesktop
from tests.support.rigs.sway import SwayDesktop
from tests.support.rigs.windows import Window
from tests.support.rigs.x11 import X11Desktop

FULLSCREEN = QuietReason.FULLSCREEN
NOTHING, COVERED = QuietSeen(frozenset[QuietReason]()), QuietSeen(frozenset({FULLSCREEN}))


@asynccontextmanager
async def watching(environ: Mapping[str, str]) -> AsyncIterator[tuple[QuietMonitor, Heard]]:
    heard = Heard()
    quiet = QuietMonitor(heard.report, {FULLSCREEN: probe_makers(None, environ)[FULLSCREEN]})
    quiet.watch(True)
    try:
        assert await heard.next(QuietSeen) == NOTHING
        yield quiet, heard
    finally:
        await quiet.stop()


async def why_not(environ: Mapping[str, str]) -> str:
    return (await survey({FULLSCREEN: probe_makers(None, environ)[FULLSCREEN]})).get(FULLSCREEN, "")


@pytest.fixture
def x11() -> Iterator[X11Desktop]:
    """X11 with a window manager, to be broken."""
    needs.require("xfce")
    with X11Desktop(notify=None) as desktop:
        yield desktop


@pytest.mark.x11
async def test_a_window_that_vanishes_covers_nothing(x11: X11Desktop) -> None:
    x11.spawn("openbox")
    x11.wait(lambda: x11.run("xdotool", "get_num_desktops", check=False).returncode == 0, "openbox")
    async with watching(x11.env) as (_quiet, heard):
        for _ in range(2):
            with Window(x11.env["DISPLAY"]) as window:
                window.fill_screen(True)
                assert await heard.next(QuietSeen) == COVERED
            assert await heard.next(QuietSeen) == NOTHING


@pytest.mark.x11
async def test_only_the_active_window_counts(x11: X11Desktop) -> None:
    x11.spawn("openbox")
    x11.wait(lambda: x11.run("xdotool", "get_num_desktops", check=False).returncode == 0, "openbox")
    async with watching(x11.env) as (_quiet, heard):
        with Window(x11.env["DISPLAY"]) as film:
            film.fill_screen(True)
            assert await heard.next(QuietSeen) == COVERED
            with Window(x11.env["DISPLAY"]):  # openbox gives a new window the focus
                assert await heard.next(QuietSeen) == NOTHING
            assert await heard.next(QuietSeen) == COVERED


@pytest.mark.x11
async def test_no_window_manager(x11: X11Desktop) -> None:
    assert await why_not(x11.env) == "no window manager reports full-screen windows"


@pytest.mark.x11
async def test_an_x_server_that_goes_takes_its_windows_with_it(x11: X11Desktop) -> None:
    x11.spawn("openbox")
    x11.wait(lambda: x11.run("xdotool", "get_num_desktops", check=False).returncode == 0, "openbox")
    async with watching(x11.env) as (quiet, heard):
        window = Window(x11.env["DISPLAY"])
        window.fill_screen(True)
        assert await heard.next(QuietSeen) == COVERED
        await asyncio.to_thread(x11.stop)
        assert await heard.next(QuietSeen) == NOTHING
        await quiet.beat()
        window.close()


@pytest.mark.parametrize("environ", [{}, {"DISPLAY": "nonsense"}, {"DISPLAY": "elsewhere:10.0"}])
async def test_no_display_of_this_machine(environ: dict[str, str]) -> None:
    assert await why_not(environ) == "there is no display"


async def test_no_compositor() -> None:
    environ = {"WAYLAND_DISPLAY": "/nonexistent/wayland-0", "DISPLAY": nowhere.DISPLAY, "XDG_SESSION_TYPE": "wayland"}
    assert await why_not(environ) == "no answer at /nonexistent/wayland-0 (No such file or directory)"


@pytest.mark.x11
async def test_the_name_of_a_compositor_that_is_gone(x11: X11Desktop) -> None:
    x11.spawn("openbox")
    x11.wait(lambda: x11.run("xdotool", "get_num_desktops", check=False).returncode == 0, "openbox")
    async with watching({**x11.env, "WAYLAND_DISPLAY": "/nonexistent/wayland-0"}) as (_, heard):
        window = Window(x11.env["DISPLAY"])
        window.fill_screen(True)
        assert await heard.next(QuietSeen) == COVERED
        window.close()


@pytest.mark.kde
async def test_kwin_tells_its_windows_to_its_own_shell_only(kwin: KdeDesktop) -> None:
    assert (await why_not(kwin.env)).startswith("this Wayland desktop does not report")


@pytest.mark.sway
async def test_sway_that_restarts(bare_sway: SwayDesktop) -> None:
    needs.require("sway")
    async with watching(bare_sway.env) as (quiet, heard):
        window = bare_sway.spawn("foot", "sleep", "600")
        await asyncio.to_thread(bare_sway.wait, lambda: "foot" in windows(bare_sway), "a window")
        bare_sway.run("swaymsg", "fullscreen", "enable")
        assert await heard.next(QuietSeen) == COVERED
        await asyncio.to_thread(bare_sway.end, bare_sway.compositor, signal.SIGKILL)
        assert await heard.next(QuietSeen) == NOTHING
        await asyncio.to_thread(bare_sway.end, window)
        await asyncio.to_thread(bare_sway.start_compositor)
        await quiet.beat()
        window = bare_sway.spawn("foot", "sleep", "600")
        await asyncio.to_thread(bare_sway.wait, lambda: "foot" in windows(bare_sway), "a window")
        bare_sway.run("swaymsg", "fullscreen", "enable")
        assert await heard.next(QuietSeen) == COVERED
        await asyncio.to_thread(bare_sway.end, window)


def windows(sway: SwayDesktop) -> str:
    return sway.run("swaymsg", "-t", "get_tree").stdout
