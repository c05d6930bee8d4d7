"""Plays that take a minute or more: each on a desktop of its own, beside the tests of a file; its last tests ask."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.fakes.locker import FakeLocker
from tests.support.fakes.mutter import FakeSessionManager
from tests.support.rigs.gnome import GnomeDesktop
from tests.support.rigs.x11 import X11Desktop

from .daemon import Daemon

LOCKING = '[sitting]\nlimit = "60s"\nnatural_break = "30s"\n'
HEARTBEAT, IDLE_AFTER = 60.0, 5.0
WATCHING = f'[sitting]\nidle_after = "{IDLE_AFTER:g}s"\n'
IDLE_BIT = 8
"""Of the session manager's InhibitedActions."""

Play = Callable[[Path], Mapping[str, Any]]
Plays = Mapping[str, Future[Mapping[str, Any]]]


@contextmanager
def beside(folder: Path, **wanted: Play) -> Iterator[Plays]:
    """Begin all of them now, each with a folder of its own."""

    def run(name: str, play: Play) -> Mapping[str, Any]:
        (folder / name).mkdir()
        return play(folder / name)

    with ThreadPoolExecutor(len(wanted)) as pool:
        yield {name: pool.submit(run, name, play) for name, play in wanted.items()}


def locked_by_logind(folder: Path) -> Mapping[str, Any]:
    """Lock the screen for 10 s with the clock at 40 s; the status at the end of it, and the natural breaks."""
    with X11Desktop() as x11, at_40_s(x11, folder) as daemon:
        x11.set_locked(True)
        time.sleep(10)
        x11.set_locked(False)
        return _outcome(daemon)


def locked_by_a_locker(folder: Path) -> Mapping[str, Any]:
    """The same for 30 s, and only a screen locker says so."""
    with X11Desktop() as x11, at_40_s(x11, folder) as daemon:
        with FakeLocker(x11.env["DBUS_SESSION_BUS_ADDRESS"], "org.xfce.ScreenSaver") as locker:
            locker.lock()
            daemon.wait(lambda status: status["presence"] == "locked", "the lock")
            time.sleep(30)
            locker.unlock()
        return _outcome(daemon)


@contextmanager
def at_40_s(x11: X11Desktop, folder: Path) -> Iterator[Daemon]:
    """A daemon whose sitting clock stands at 40 s of 60."""
    x11.input()
    with Daemon(x11.env, folder, LOCKING) as daemon:
        daemon.wait(lambda status: status["sitting_clock_seconds"] == 40, "40 s of sitting", 60)
        yield daemon


def _outcome(daemon: Daemon) -> Mapping[str, Any]:
    return daemon.status() | {"natural_breaks": daemon.history()["natural_breaks"]}


def a_video(folder: Path) -> Mapping[str, Any]:
    """An idle inhibitor on GNOME, and no input: the seconds until presence is no more `active`, and all presences."""
    with (
        GnomeDesktop() as gnome,
        FakeSessionManager(gnome.env["DBUS_SESSION_BUS_ADDRESS"]) as manager,
        Daemon(gnome.env, folder, WATCHING) as daemon,
    ):
        # a daemon that was slow to start finds nobody there: then one touch is no return
        assert gnome.type_for(20, until=lambda: daemon.now()["presence"] == "active")
        gnome.input()
        began, seen = time.monotonic(), ["active"]
        manager.inhibit(IDLE_BIT)
        while seen[-1] == "active" and time.monotonic() - began < IDLE_AFTER + HEARTBEAT + 10:
            time.sleep(0.2)
            seen.append(daemon.now()["presence"])
        return {"seconds": time.monotonic() - began, "seen": sorted(set(seen))}
