"""Interruptions of a working day, with the real daemon: calls on a real PipeWire, do-not-disturb, full screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.desktops.daemon import Daemon, Status
from tests.support.desktops.strace import programs, start_traced
from tests.support.rigs import needs
from tests.support.rigs.audio import Audio
from tests.support.rigs.desktop import Desktop
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.rigs.windows import Window
from tests.support.rigs.x11 import X11Desktop

SETTLE = 2.0
CONFIG = f"""
[sitting]
limit = "3s"
hard_limit = "30m"
natural_break = "5m"
idle_after = "2m"
[reminder]
heads_up = "1s"
wait_for_pause = "1s"
wait_at_most = "1s"
expires = "5m"
[quiet]
settle = "{SETTLE:g}s"
"""
DUE_SECONDS = 15.0
SHOW_SECONDS = 6.0
"""From the end of the last reason: `settle`, then a pause in the typing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A desktop, and what of breakd shows on it."""

    desktop: Desktop
    shows: Callable[[], int]
    """How many reminders are on the screen."""
    ever: Callable[[], int] | None = None
    """How many reminders ever came up, where that is recorded."""


@dataclass(frozen=True, slots=True)
class Switch:
    """Brings a quiet reason about and ends it."""

    reason: str
    on: Callable[[], object]
    off: Callable[[], object]


def begin(place: Place, daemon: Daemon, stage: str) -> Status:
    """Work until the reminder is due and has this stage."""
    assert place.desktop.type_for(DUE_SECONDS, 0.3, until=lambda: daemon.stage() == stage), daemon.log()
    return daemon.now()


def shown_after(place: Place, daemon: Daemon, ended: float) -> Status:
    """Work on; the reminder comes up alone, `settle` after the reason ended and not before."""
    assert place.desktop.type_for(SHOW_SECONDS, 0.3, until=lambda: daemon.stage() == "shown"), daemon.log()
    assert time.monotonic() - ended >= SETTLE
    place.desktop.wait(lambda: place.shows() == 1, "one reminder")
    return daemon.now()


def interrupt(place: Place, daemon: Daemon, switch: Switch) -> None:
    """A reason at due time, then one that takes the pop-up away; the sitting clock runs on through both."""
    switch.on()
    held = begin(place, daemon, "deferred")
    assert (held["quiet"], place.shows()) == ([switch.reason], 0)
    place.desktop.type_for(2, 0.3)
    later = daemon.now()
    assert (daemon.stage(), place.shows()) == ("deferred", 0)
    assert later["bout_seconds"] >= held["bout_seconds"] + 1
    ended = time.monotonic()
    switch.off()
    first = shown_after(place, daemon, ended)

    switch.on()
    held = daemon.wait_stage("deferred")
    place.desktop.wait(lambda: place.shows() == 0, "an empty screen")
    assert held["quiet"] == [switch.reason]
    ended = time.monotonic()
    switch.off()
    second = shown_after(place, daemon, ended)
    assert second["reminder"]["id"] == first["reminder"]["id"] == held["reminder"]["id"]
    assert second["bout_seconds"] > first["bout_seconds"]
    assert daemon.breakd("done").code == 0
    (row,) = daemon.reminders()
    assert row["outcome"] == "completed"
    assert daemon.complaints() == []
    if place.ever is not None:
        assert place.ever() == 2, "once after each interruption"


@pytest.fixture
def recorded() -> Iterator[Place]:
    """X11 with a window manager and the recording notification server."""
    needs.require("xfce")
    with X11Desktop() as x11:
        x11.spawn("openbox")

        def reminders(notes: list[dict[str, object]]) -> int:
            return len([note for note in notes if "done" in str(note.get("actions"))])

        yield Place(x11, lambda: reminders(x11.recorder.shown()), lambda: reminders(x11.recorder.notes()))


@pytest.mark.x11
@pytest.mark.audio
def test_a_call_on_a_real_pipewire(recorded: Place, tmp_path: Path) -> None:
    needs.require("audio")
    with Audio(recorded.desktop) as audio, Daemon(recorded.desktop.env, tmp_path, CONFIG) as daemon:
        calls: list[AbstractContextManager[None]] = []

        def answer() -> None:
            calls.append(audio.call())
            calls[-1].__enter__()

        interrupt(recorded, daemon, Switch("call", answer, lambda: calls.pop().__exit__(None, None, None)))


@pytest.mark.x11
def test_full_screen_under_a_window_manager(recorded: Place, tmp_path: Path) -> None:
    display = recorded.desktop.env["DISPLAY"]
    with Window(display) as window, Daemon(recorded.desktop.env, tmp_path, CONFIG) as daemon:
        interrupt(
            recorded,
            daemon,
            Switch("fullscreen", lambda: window.fill_screen(True), lambda: window.fill_screen(False)),
        )


XFCONF = ("xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb")
GSETTINGS = ("gsettings", "set", "org.gnome.desktop.notifications", "show-banners")
DND = "do-not-disturb"


@pytest.mark.x11
def test_do_not_disturb_on_xfce(xfce: X11Desktop, tmp_path: Path) -> None:
    place = Place(xfce, lambda: len(xfce.windows("xfce4-notifyd")))
    switch = Switch(DND, lambda: xfce.run(*XFCONF, "-n", "-t", "bool", "-s", "true"), lambda: xfce.run(*XFCONF, "-r"))
    with Daemon(xfce.env, tmp_path, CONFIG) as daemon:
        daemon.end()  # with its greeting, of which there is one
        daemon.start()
        interrupt(place, daemon, switch)


@pytest.mark.gnome
def test_do_not_disturb_on_gnome_starts_gsettings_and_nothing_else(gnome: GnomeDesktop, tmp_path: Path) -> None:
    place = Place(gnome, lambda: len([banner for banner in gnome.banners() if "Done" in banner.actions]))
    switch = Switch(DND, lambda: gnome.run(*GSETTINGS, "false"), lambda: gnome.run(*GSETTINGS, "true"))
    trace = tmp_path / "trace"
    daemon = Daemon(gnome.env, tmp_path, CONFIG)
    # the daemon of a test has a home of its own; a person's has the desktop's settings in it
    (daemon.config.parents[1] / "dconf").symlink_to(gnome.home / ".config/dconf")
    try:
        start_traced(daemon, trace)
        interrupt(place, daemon, switch)
        before = programs(trace, daemon)
        assert set(before) == {"gsettings"}
        assert len(before) <= 5, "when it is due, and at each of four changes"
        gnome.run(*GSETTINGS, "false")
        gnome.type_for(1, 0.3)
        gnome.run(*GSETTINGS, "true")
        assert programs(trace, daemon) == before, "with no reminder open nobody looks"
    finally:
        daemon.kill()
