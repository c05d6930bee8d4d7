"""What `breakd doctor` says of locks, films and sound on desktops that have this and lack that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.support import nowhere
from tests.support.fakes.compositor import EXT_IDLE, SEAT, FakeCompositor
from tests.support.fakes.locker import FakeLocker
from tests.support.fakes.mutter import FakeSessionManager

from .test_doctor import LOGIND, desktop, told

pytestmark = pytest.mark.usefixtures("private_bus")
SCREENSAVER = "org.freedesktop.ScreenSaver"


@pytest.fixture
def compositor(bus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Wayland desktop."""
    with FakeCompositor(bus_folder / "wayland-0", {SEAT: 7, EXT_IDLE: 2}) as compositor:
        for name, value in compositor.env.items():
            monkeypatch.setenv(name, value)
        yield


@pytest.mark.usefixtures("compositor")
@pytest.mark.parametrize(
    ("here", "locker", "verdict"),
    [("sway", "", "degraded"), ("sway", SCREENSAVER, "ok"), ("ubuntu:GNOME", "", "ok"), ("KDE", "", "ok")],
)
async def test_a_lock_that_logind_may_not_be_told_of(
    private_bus: str, monkeypatch: pytest.MonkeyPatch, here: str, locker: str, verdict: str
) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", here)
    with FakeLocker(private_bus, locker) if locker else nullcontext():
        async with desktop(LOGIND):
            text = await told("logind")
    assert text.startswith(f"{verdict}: ")
    assert ("SetLockedHint" in text) is (verdict == "degraded")


@pytest.mark.usefixtures("compositor")
async def test_a_compositor_is_asked_for_films() -> None:
    assert (await told("idle-inhibitors")).endswith("(reported by the compositor) / ")


async def test_who_takes_inhibitors_only_is_no_locker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "i3")
    monkeypatch.setenv("DISPLAY", nowhere.DISPLAY)
    async with desktop(LOGIND, SCREENSAVER):
        assert "xss-lock" in await told("logind")


async def test_who_is_asked_for_films(private_bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", nowhere.DISPLAY)
    assert (await told("idle-inhibitors")).startswith(
        "degraded: while you watch a film you count as away: nothing here reports"
    )
    async with desktop(LOGIND):
        alone = await told("idle-inhibitors")
        assert alone.startswith("degraded: while you watch a film you count as away, unless the player")
        assert "systemd-inhibit" in alone
        with FakeSessionManager(private_bus):
            assert (await told("idle-inhibitors")).startswith("ok: while you watch a film you count as present")
            assert "reported by the session manager, logind" in await told("idle-inhibitors")


@pytest.mark.parametrize(
    ("environ", "installs"),
    [
        ({"XDG_RUNTIME_DIR": "/nonexistent"}, True),
        ({}, False),
        ({"PULSE_SERVER": "tcp:elsewhere:4713"}, False),
    ],
    ids=["no socket", "no folder", "another machine"],
)
async def test_a_sound_server_is_installed_only_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], installs: bool
) -> None:
    monkeypatch.setenv("DISPLAY", nowhere.DISPLAY)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    text = await told("call")
    assert text.startswith("degraded: not seen: ")
    assert ("pipewire-pulse" in text) is installs
