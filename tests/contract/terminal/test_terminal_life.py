"""A terminal is left as it was, and one that goes, stops or is none stops nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import termios
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from breakd.desktop.terminal.notifier import TerminalNotifier
from breakd.desktop.terminal.screen import Terminal
from breakd.engine.effects import Remind
from breakd.engine.events import Done
from breakd.engine.records import ReminderKind
from breakd.engine.settings import Settings
from tests.support.contract.notifier_rigs import CATALOGUE, PATIENCE, QUIET, eventually
from tests.support.contract.terminal_rigs import House
from tests.support.recording_handler import DUE
from tests.support.rigs.vt import Vt

REMIND = Remind(7, ReminderKind.STRETCH, False, "figure-four-seated", 1800, 600)
PROJECT = Path(__file__).parents[3]
COOKED = termios.ICANON | termios.ECHO


@pytest_asyncio.fixture
async def vt(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Vt]:
    monkeypatch.setenv("TERM", "xterm")
    vt = Vt()
    yield vt
    vt.close()


@pytest_asyncio.fixture
async def house(vt: Vt) -> AsyncIterator[House]:
    house = House(vt)
    await house.start()
    yield house
    await house.stop()


async def test_keys_come_singly_and_the_terminal_is_left_as_it_was(vt: Vt) -> None:
    before = termios.tcgetattr(vt.slave)
    house = House(vt)
    await house.start()
    assert not vt.mode() & COOKED
    assert vt.mode() & termios.ISIG, "Ctrl-C still ends the program"
    assert not termios.tcgetattr(vt.slave)[0] & termios.IXON, "Ctrl-S must not hold the daemon up"
    assert house.notifier.capabilities == {"terminal", "actions"}
    await house.notifier.stop()
    assert not vt.mode() & COOKED, "the panel still wants keys"
    await house.panel.stop()
    assert termios.tcgetattr(vt.slave) == before
    await house.stop()
    assert termios.tcgetattr(vt.slave) == before


async def test_after_ctrl_z_and_fg_keys_come_singly_again(house: House) -> None:
    mode = termios.tcgetattr(house.vt.slave)
    mode[3] |= COOKED
    termios.tcsetattr(house.vt.slave, termios.TCSANOW, mode)
    os.kill(os.getpid(), signal.SIGCONT)
    await eventually(lambda: not house.vt.mode() & COOKED)
    await house.typed("d")
    assert house.desk.wishes == [Done()]


async def test_a_terminal_that_is_closed_stops_nothing(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.vt.close()
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            await house.notifier.remind(REMIND)
            await house.notifier.announce("still", "there")
            house.panel.show(DUE)
    await asyncio.sleep(0)
    assert not house.terminal.live
    assert len([record for record in caplog.records if record.levelno >= logging.INFO]) <= 1


JOB = """
import asyncio
from breakd.desktop.terminal.screen import Terminal

async def main():
    terminal, pressed = Terminal(), asyncio.Queue()
    terminal.open("test")
    terminal.on_key(lambda key: not pressed.put_nowait(key))
    terminal.say(f"begun, reading {terminal.reading}")
    for tick in range(400):
        terminal.put("status", [f"tick {tick}"])
        await asyncio.sleep(0.05)
        if not pressed.empty():
            terminal.say(f"pressed {pressed.get_nowait()}")
            break
    terminal.close("test")

asyncio.run(main())
"""


async def test_a_job_in_the_background_is_not_stopped_and_gets_its_keys_with_fg(vt: Vt, tmp_path: Path) -> None:
    job = tmp_path / "job.py"
    await asyncio.to_thread(job.write_text, JOB)
    shell = await asyncio.create_subprocess_exec(
        "sh", "-i", env={"PATH": os.defpath, "TERM": "dumb", "PS1": "", "PYTHONPATH": str(PROJECT)},
        preexec_fn=lambda: os.login_tty(os.dup(vt.slave)),
    )  # fmt: skip
    try:
        vt.type(f"set -m; TERM=xterm {sys.executable} {job} &\n")
        await eventually(lambda: "begun, reading False" in vt.text, "the job")
        painted = len(vt.raw)
        await asyncio.sleep(QUIET)
        vt.type("jobs\n")
        await eventually(lambda: "Running" in vt.text, "a running job")
        assert b"tick" not in vt.raw, "the screen is the shell's"
        assert len(vt.raw) > painted
        vt.type("fg\n")
        await eventually(lambda: b"tick" in vt.raw, "its lines")
        vt.type("d")
        await eventually(lambda: "pressed d" in vt.text, "its key")
        await eventually(lambda: vt.mode() & termios.ICANON, "the shell's mode")
    finally:
        vt.type("exit\n")
        await asyncio.wait_for(shell.wait(), PATIENCE)


@pytest.mark.parametrize("term", ["dumb", None])
async def test_a_terminal_that_can_draw_nothing_anew_gets_lines(
    vt: Vt, monkeypatch: pytest.MonkeyPatch, term: str | None
) -> None:
    monkeypatch.setenv("TERM", term) if term else monkeypatch.delenv("TERM")
    house = House(vt)
    await house.start()
    await house.notifier.remind(REMIND)
    await house.typed("d")
    assert house.reported == [Done(7)]
    await house.notifier.withdraw(7)
    await house.stop()
    assert b"\x1b" not in vt.raw
    assert vt.text.count("30 min of sitting") == 1
    assert "[d] Done" in vt.text


async def test_what_is_no_terminal_gets_the_text_alone() -> None:
    read, write = os.pipe()
    keyboard, other = os.pipe()
    terminal = Terminal(keyboard, write)
    notifier = TerminalNotifier(terminal, [].append, lambda: CATALOGUE, Settings)  # type: ignore[arg-type]
    await notifier.start()
    assert notifier.capabilities == {"terminal"}
    await notifier.remind(REMIND)
    await notifier.announce("breakd is running", "Soon.")
    await notifier.withdraw(7)
    await notifier.stop()
    said = os.read(read, 4096).decode()
    assert said.splitlines() == [
        "",
        "| Seated figure four, about 1 minute",
        "| 30 min of sitting.",
        "| Sit near the front; left ankle just above your right knee.",
        "",
        "breakd is running. Soon.",
    ]
    for end in (read, write, keyboard, other):
        os.close(end)
