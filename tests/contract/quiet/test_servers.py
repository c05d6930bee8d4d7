"""Do-not-disturb while notification servers come, go, hang and change; and the one program that breakd starts."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from dbus_fast import Message

from breakd.desktop.dbus import Bus
from breakd.desktop.quiet.monitor import QuietMonitor, survey
from breakd.desktop.quiet.probe_list import probe_makers
from breakd.engine.events import QuietReason, QuietSeen
from tests.support.contract.notifier_rigs import eventually
from tests.support.contract.presence_rigs import PATIENCE, Heard, session_bus
from tests.support.fakes.quiet import FakeMako, FakeProperty, FakeServer
from tests.support.fakes.service import Service

DND = QuietReason.DO_NOT_DISTURB
NOTHING, DISTURBED = QuietSeen(frozenset[QuietReason]()), QuietSeen(frozenset({DND}))
NOTIFICATIONS = "org.freedesktop.Notifications"


@asynccontextmanager
async def watching(bus: Bus) -> AsyncIterator[tuple[QuietMonitor, Heard]]:
    heard = Heard()
    quiet = QuietMonitor(heard.report, {DND: probe_makers(bus, {})[DND]})
    quiet.watch(True)
    try:
        yield quiet, heard
    finally:
        await quiet.stop()


def plasma(address: str) -> FakeProperty:
    return FakeProperty(address, "Plasma", NOTIFICATIONS, "Inhibited")


def dunst(address: str) -> FakeProperty:
    return FakeProperty(address, "dunst", "org.dunstproject.cmd0", "paused")


async def test_no_server_disturbs_nobody_and_a_late_one_is_asked(private_bus: str) -> None:
    async with session_bus(private_bus) as bus, watching(bus) as (_quiet, heard):
        assert await heard.next(QuietSeen) == NOTHING
        server = plasma(private_bus)
        server.on = True
        with server:
            assert await heard.next(QuietSeen) == DISTURBED
        assert await heard.next(QuietSeen) == NOTHING


async def test_another_server_is_asked_in_its_own_way(private_bus: str) -> None:
    with dunst(private_bus) as second:
        second.stop()
        async with session_bus(private_bus) as bus:
            with plasma(private_bus) as first:
                first.set(True)
                async with watching(bus) as (_quiet, heard):
                    assert await heard.next(QuietSeen) == DISTURBED
                    first.stop()
                    assert await heard.next(QuietSeen) == NOTHING
                    second.start()
                    second.set(True)
                    assert await heard.next(QuietSeen) == DISTURBED
                    second.set(False)
                    assert await heard.next(QuietSeen) == NOTHING


async def test_the_same_server_again_and_again(private_bus: str) -> None:
    with plasma(private_bus) as server:
        server.set(True)
        async with session_bus(private_bus) as bus, watching(bus) as (_quiet, heard):
            assert await heard.next(QuietSeen) == DISTURBED
            for _ in range(3):
                await asyncio.to_thread(server.restart)
            await asyncio.sleep(0.3)
            assert heard.events[-1:] in ([], [DISTURBED])


async def test_a_server_that_hangs_counts_as_not_quiet_until_it_answers(private_bus: str) -> None:
    with FakeMako(private_bus) as server:
        server.set(True)
        async with session_bus(private_bus) as bus, watching(bus) as (quiet, heard):
            assert await heard.next(QuietSeen) == DISTURBED
            server.deaf = True
            await quiet.beat()
            assert await heard.next(QuietSeen) == NOTHING
            server.deaf = False
            await quiet.beat()
            assert await heard.next(QuietSeen) == DISTURBED


async def test_a_server_that_hangs_from_the_start_holds_nothing_up(private_bus: str) -> None:
    with FakeMako(private_bus) as server:
        server.deaf = True
        async with session_bus(private_bus) as bus, watching(bus) as (_quiet, heard):
            assert await heard.next(QuietSeen) == NOTHING


async def test_a_server_nobody_knows_is_taken_for_one_with_plasmas_property(private_bus: str) -> None:
    server = FakeProperty(private_bus, "one of tomorrow", NOTIFICATIONS, "Inhibited")
    with server:
        server.set(True)
        async with session_bus(private_bus) as bus, watching(bus) as (_quiet, heard):
            assert await heard.next(QuietSeen) == DISTURBED


async def test_a_server_that_does_not_tell(private_bus: str) -> None:
    with FakeServer(private_bus):
        async with session_bus(private_bus) as bus:
            found = await survey({DND: probe_makers(bus, {})[DND]})
    assert found[DND].startswith("somebody's does not report do-not-disturb")


async def test_without_a_bus() -> None:
    assert await survey({DND: probe_makers(None, {})[DND]}) == {DND: "there is no session bus"}


async def test_nothing_on_the_bus_wakes_us_once_nobody_watches(private_bus: str) -> None:
    with plasma(private_bus) as server:
        async with session_bus(private_bus) as bus:
            async with watching(bus) as (_quiet, heard):
                assert await heard.next(QuietSeen) == NOTHING
            woken: list[Message] = []
            bus.raw.add_message_handler(lambda message: woken.append(message))
            server.set(True)
            await asyncio.to_thread(server.restart)
            await bus.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", returns="s")
            assert [message.member for message in woken if message.member] == []


# --- the one program ----------------------------------------------------------------------------


class FakeShell(FakeServer):
    """GNOME Shell's name, so that gsettings is asked."""

    server = "gnome-shell"


class FakeDconf(Service):
    """Says that something was written."""

    names = ("ca.desrt.dconf",)

    def wrote(self, prefix: str, *changes: str) -> None:
        body = [prefix, list(changes), "tag"]
        path = "/ca/desrt/dconf/Writer/user"
        self.do(lambda: self.emit(path, "ca.desrt.dconf.Writer", "Notify", "sass", body))


class PlayedGsettings:
    """A program of this name, the first on the path, that says what it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._answer, self._started = folder / "answer", folder / "started"
        program = folder / "gsettings"
        program.write_text(f'#!/bin/sh\necho "$@" >>{self._started}\nexec cat {self._answer}\n')
        program.chmod(0o755)
        self.say("true\n")

    def say(self, words: str) -> None:
        """Say this from now on."""
        self._answer.write_text(words)

    def hang(self) -> None:
        """Say nothing, and do not end."""
        self._answer.unlink()
        os.mkfifo(self._answer)  # cat waits for somebody to write

    @property
    def starts(self) -> int:
        """How often it was started."""
        return len(self._started.read_text().splitlines()) if self._started.exists() else 0

    def wait_started(self) -> None:
        """Return when it has been started."""
        end = time.monotonic() + PATIENCE
        while not self.starts:
            assert time.monotonic() < end, "nobody started it"
            time.sleep(0.01)


@pytest.fixture
def gsettings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PlayedGsettings:
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return PlayedGsettings(tmp_path)


async def test_gsettings_is_started_when_watching_begins_and_when_the_setting_is_written(
    private_bus: str, gsettings: PlayedGsettings
) -> None:
    with FakeShell(private_bus), FakeDconf(private_bus) as dconf:
        async with session_bus(private_bus) as bus, watching(bus) as (quiet, heard):
            assert await heard.next(QuietSeen) == NOTHING
            assert gsettings.starts == 1
            for _ in range(3):
                await quiet.beat()
            dconf.wrote("/org/gnome/desktop/interface/", "clock-format")
            dconf.wrote("/org/gnome/desktop/notifications/show-banners-or-so", "")
            await asyncio.sleep(0.2)
            assert gsettings.starts == 1
            gsettings.say("false\n")
            dconf.wrote("/org/gnome/desktop/notifications/show-banners", "")
            assert await heard.next(QuietSeen) == DISTURBED
            gsettings.say("true\n")
            dconf.wrote("/org/gnome/desktop/notifications/", "show-in-lock-screen", "show-banners")
            assert await heard.next(QuietSeen) == NOTHING
            gsettings.say("false\n")
            dconf.wrote("/org/gnome/", "")
            assert await heard.next(QuietSeen) == DISTURBED
            assert gsettings.starts == 4


async def test_gsettings_that_hangs_is_killed_after_two_seconds(private_bus: str, gsettings: PlayedGsettings) -> None:
    gsettings.hang()
    with FakeShell(private_bus):
        async with session_bus(private_bus) as bus, watching(bus) as (_quiet, heard):
            assert await heard.next(QuietSeen) == NOTHING
            await eventually(lambda: children() == [], "its end")


async def test_gsettings_is_killed_when_nobody_watches_any_more(private_bus: str, gsettings: PlayedGsettings) -> None:
    gsettings.hang()
    with FakeShell(private_bus):
        async with session_bus(private_bus) as bus, watching(bus) as (quiet, heard):
            await asyncio.to_thread(gsettings.wait_started)
            await quiet.stop()
            assert (heard.events, children()) == ([], [])


@pytest.mark.parametrize("words", ["", "No such schema\n", "truefalse\n"])
async def test_gsettings_that_says_something_else(private_bus: str, gsettings: PlayedGsettings, words: str) -> None:
    gsettings.say(words)
    with FakeShell(private_bus):
        async with session_bus(private_bus) as bus:
            assert (await survey({DND: probe_makers(bus, {})[DND]}))[DND].startswith("gsettings says")


async def test_no_gsettings_at_all(private_bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with FakeShell(private_bus):
        async with session_bus(private_bus) as bus:
            assert await survey({DND: probe_makers(bus, {})[DND]}) == {DND: "the program gsettings is missing"}


def children() -> list[str]:
    """The programs that this process has started and that still run, its own bus and threads left out."""
    names = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # one that has ended meanwhile
            name, rest = stat.read_text().split("(", 1)[1].rsplit(") ", 1)
            if int(rest.split()[1]) == os.getpid():
                names.append(name)
    return [name for name in names if name != "dbus-daemon"]
