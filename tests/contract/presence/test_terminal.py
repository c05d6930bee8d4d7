"""Presence from terminals: keys in our own, reads in others, the eight seconds of the kernel, no looking about."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_asyncio

from breakd.desktop.ports import Unavailable
from breakd.desktop.terminal import source as module
from breakd.desktop.terminal.screen import Terminal
from breakd.desktop.terminal.source import TerminalSource, own_devices
from breakd.engine.events import InputSeen, NoInput, SourceReady
from tests.support.contract.presence_rigs import Heard, boot
from tests.support.rigs.vt import Vt

NEVER = 600.0
SLACK = 0.3


@contextmanager
def pty() -> Iterator[tuple[Path, Callable[[], None]]]:
    """A terminal of another program; the callable types a letter there, which the program reads."""
    master, slave = os.openpty()

    def type_there() -> None:
        os.write(master, b"x\n")
        os.read(slave, 16)

    try:
        yield Path(os.ttyname(slave)), type_there
    finally:
        os.close(master)
        os.close(slave)


@pytest.fixture
def no_terminal() -> Iterator[Terminal]:
    """The terminal of a program that was started without one."""
    read, write = os.pipe()
    yield Terminal(read, write)
    os.close(read)
    os.close(write)


@pytest_asyncio.fixture
async def vt() -> AsyncIterator[Vt]:
    vt = Vt()
    yield vt
    vt.close()


class Clocks:
    """Both clocks, moved by hand."""

    def __init__(self) -> None:
        self.boot, self.wall = 5000.0, 1_800_000_000.0

    def go(self, seconds: float) -> None:
        self.boot += seconds
        self.wall += seconds


def touch(device: Path, when: float) -> None:
    """What the kernel does when a program reads from a terminal: the time moves in steps of eight seconds."""
    if int(when) // 8 != int(device.stat().st_atime) // 8:
        os.utime(device, (int(when), 0))


@pytest.fixture
def device(tmp_path: Path) -> Path:
    """A file that stands for a terminal, so that its time can be set."""
    device = tmp_path / "tty"
    device.touch()
    return device


# --- other terminals, really ----------------------------------------------------------------------


async def test_typing_in_another_terminal_is_seen_at_once(no_terminal: Terminal) -> None:
    heard = Heard()
    with pty() as (device, type_there):
        source = TerminalSource(heard.report, boot, no_terminal, lambda: [device])
        type_there()
        await source.start(0.3)
        assert heard.events[0] == SourceReady("terminal")
        for _ in range(2):
            # the kernel's time may be up to eight seconds late
            await heard.next(NoInput)
            before = boot()
            type_there()
            seen = await heard.next(InputSeen)
            assert before <= seen.at <= boot()
        await source.stop()


async def test_a_new_terminal_is_no_input_but_what_is_typed_there_is(no_terminal: Terminal) -> None:
    heard = Heard()
    with pty() as (device, _):
        devices = [device]
        source = TerminalSource(heard.report, boot, no_terminal, lambda: devices)
        await source.start(0.3)
        await heard.next(NoInput)
        with pty() as (another, type_there_too):
            devices.append(another)
            await asyncio.sleep(SLACK)
            assert heard.of(InputSeen) == []
            type_there_too()
            await heard.next(InputSeen)
        await source.stop()


async def test_a_terminal_that_closes_is_no_input_and_the_others_are_watched_on(no_terminal: Terminal) -> None:
    heard, looked = Heard(), asyncio.Event()
    with pty() as (device, type_there):
        there = [device]

        def devices() -> list[Path]:
            looked.set()
            return there

        source = TerminalSource(heard.report, boot, no_terminal, devices)
        with pty() as (another, _):
            there.append(another)
            await source.start(0.3)
            await heard.next(NoInput)
            heard.clear()
            looked.clear()
        there.remove(another)
        await asyncio.wait_for(looked.wait(), 20)
        assert heard.events == [], "a window or a connection that ends says nothing of who is there"
        type_there()
        await heard.next(InputSeen)
        await source.stop()


async def test_nothing_is_looked_at_between_thresholds(no_terminal: Terminal) -> None:
    looks: list[float] = []
    with pty() as (device, type_there):

        def devices() -> list[Path]:
            looks.append(boot())
            return [device]

        source = TerminalSource(Heard().report, boot, no_terminal, devices)
        await source.start(NEVER)
        before = len(looks)
        for _ in range(10):
            type_there()
            await asyncio.sleep(0.05)
            await source.beat()
        assert len(looks) == before
        await source.stop()


async def test_without_inotify_the_heartbeat_finds_who_is_back(
    no_terminal: Terminal, device: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(*_: object) -> None:
        raise OSError(24, "too many")

    monkeypatch.setattr(module, "NextRead", none_left)
    heard, clocks = Heard(), Clocks()
    source = TerminalSource(heard.report, lambda: clocks.boot, no_terminal, lambda: [device], lambda: clocks.wall)
    touch(device, clocks.wall)
    await source.start(60)
    clocks.go(100)
    source.set_idle_after(60)
    assert heard.of(NoInput)
    clocks.go(30)
    touch(device, clocks.wall)
    clocks.go(20)
    await source.beat()
    (seen,) = heard.of(InputSeen)[1:]
    assert clocks.boot - 20 <= seen.at <= clocks.boot - 20 + 8
    await source.stop()


# --- the clocks -----------------------------------------------------------------------------------


@pytest.mark.parametrize("wall", [0.0, 3.5, 7.9])
async def test_the_latest_moment_that_the_kernel_s_time_can_mean(
    no_terminal: Terminal, device: Path, wall: float
) -> None:
    heard, clocks = Heard(), Clocks()
    clocks.wall += wall
    source = TerminalSource(heard.report, lambda: clocks.boot, no_terminal, lambda: [device], lambda: clocks.wall)
    touch(device, clocks.wall)
    begun = clocks.boot
    clocks.go(200)
    await source.start(60)
    (idle,) = heard.of(NoInput)
    assert begun <= idle.since <= begun + 8
    assert heard.of(InputSeen) == []
    await source.stop()


@pytest.mark.parametrize("step", [3600.0, -3600.0])
async def test_a_step_of_the_wall_clock_is_no_input_and_no_absence(
    no_terminal: Terminal, device: Path, step: float
) -> None:
    heard, clocks = Heard(), Clocks()
    source = TerminalSource(heard.report, lambda: clocks.boot, no_terminal, lambda: [device], lambda: clocks.wall)
    touch(device, clocks.wall)
    await source.start(60)
    heard.clear()
    clocks.wall += step
    clocks.go(50)
    source.watch_pause(None)
    assert heard.events == [], "50 s are no 60 s, whatever the wall clock says"
    touch(device, clocks.wall)
    clocks.go(30)
    source.watch_pause(20)
    (idle,) = heard.of(NoInput)
    assert clocks.boot - 30 <= idle.since <= clocks.boot - 22
    await source.stop()


async def test_a_read_between_two_looks_cannot_be_older_than_the_first(no_terminal: Terminal, device: Path) -> None:
    heard, clocks = Heard(), Clocks()
    source = TerminalSource(heard.report, lambda: clocks.boot, no_terminal, lambda: [device], lambda: clocks.wall)
    touch(device, clocks.wall)
    await source.start(60)
    clocks.go(30)
    source.watch_pause(None)
    looked = clocks.boot
    clocks.go(10)
    touch(device, clocks.wall)
    clocks.wall += 5000  # the read was ten seconds ago at most, and looks much older
    clocks.go(90)
    source.watch_pause(None)
    (idle,) = heard.of(NoInput)
    assert idle.since >= looked
    await source.stop()


# --- our own terminal -----------------------------------------------------------------------------


async def test_keys_here_are_exact(vt: Vt) -> None:
    heard = Heard()
    source = TerminalSource(heard.report, boot, Terminal(vt.slave, vt.slave), list)
    await source.start(NEVER)
    heard.clear()
    before = boot()
    vt.type("x")
    await asyncio.sleep(0.5)
    # the kernel's time of our own reads knows it only to eight seconds
    os.utime(os.ttyname(vt.slave), (time.time(), time.time()))
    source.watch_pause(0.4)
    (idle,) = heard.of(NoInput)
    assert before <= idle.since <= before + 0.1
    await source.stop()


async def test_what_was_typed_before_the_start_counts(vt: Vt) -> None:
    """Who types `breakd run` in a shell is there; a shell that waited for an hour says nothing of the kind."""
    device = os.ttyname(vt.slave)
    heard = Heard()
    vt.type("breakd run\n")
    os.read(vt.slave, 64)
    terminal = Terminal(vt.slave, vt.slave)
    source = TerminalSource(heard.report, boot, terminal, list)
    await source.start(60)
    (seen,) = heard.of(InputSeen)
    assert boot() - 9 <= seen.at <= boot()
    await source.stop()
    heard.clear()
    os.utime(device, (time.time() - 3600, time.time()))
    source = TerminalSource(heard.report, boot, terminal, list)
    await source.start(60)
    assert heard.of(InputSeen) == []
    (idle,) = heard.of(NoInput)
    assert boot() - 3601 <= idle.since <= boot() - 3590
    await source.stop()


async def test_no_terminal_at_all(no_terminal: Terminal) -> None:
    source = TerminalSource(Heard().report, boot, no_terminal, list)
    with pytest.raises(Unavailable, match="no terminal"):
        await source.start(60)


def test_own_devices_are_those_of_this_person() -> None:
    with pty() as (device, _):
        assert device in own_devices()
        os.chown(device, 65534, -1) if os.getuid() == 0 else None
        assert (device in own_devices()) is (os.getuid() != 0)
