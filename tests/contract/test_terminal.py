"""Terminal mode on a pty: keys, lines that stay, lines that are drawn anew, and a terminal left as it was."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import termios
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from breakd.core.effects import Kind, Refusal, Refused, Remind
from breakd.core.events import Another, Done, Event, Skip, Snooze, Wish
from breakd.core.settings import Reminding, Settings
from breakd.core.wording import terminal as words
from breakd.desktop.terminal.notifier import TerminalNotifier
from breakd.desktop.terminal.panel import TerminalPanel
from breakd.desktop.terminal.screen import Terminal, TerminalLog, columns
from tests.desk import DUE, SITTING, RecordingDesk
from tests.rigs.vt import Vt

from .notifier_rigs import CATALOGUE, QUIET, eventually

REMIND = Remind(7, Kind.STRETCH, False, "figure-four-seated", 1800, 600)
PROJECT = Path(__file__).parents[2]
COOKED = termios.ICANON | termios.ECHO


class House:
    """A terminal with everything that lives in it, as `breakd run` has it."""

    def __init__(self, vt: Vt, settings: Settings | None = None) -> None:
        self.vt, self.desk = vt, RecordingDesk(SITTING)
        self.reported: list[Event] = []
        self.quits = 0
        self.terminal = Terminal(vt.slave, vt.slave)
        self.notifier = TerminalNotifier(
            self.terminal, self.reported.append, CATALOGUE, lambda: settings or Settings()
        )
        self.panel = TerminalPanel(self.terminal, self.desk, self._quit)

    def _quit(self) -> None:
        self.quits += 1

    async def start(self) -> None:
        await self.panel.start()
        await self.notifier.start()

    async def stop(self) -> None:
        await self.notifier.stop()
        await self.panel.stop()

    async def typed(self, keys: str) -> None:
        self.vt.type(keys)
        await asyncio.sleep(QUIET)


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


# --- the popup and its keys -----------------------------------------------------------------------


async def test_a_reminder_at_eighty_columns(house: House) -> None:
    await house.notifier.remind(REMIND)
    house.panel.show(DUE)
    await asyncio.sleep(QUIET)
    assert house.vt.lines == [
        "",
        "| 30 min of sitting",
        "| Seated figure four, 62 s.",
        "| Sit tall near the front of the seat and rest your left ankle on your right",
        "| knee.",
        "|",
        "| [d] Done  [s] Snooze 10 min  [a] Another  [Enter] Show steps  [k] Skip",
        "",
        "Sitting 20 min: time for a stretch                              ? help   q quit",
    ]


@pytest.mark.parametrize(("key", "event"), [("d", Done(7)), ("S", Snooze(7, 600)), ("k", Skip(7)), ("a", Another(7))])
async def test_a_key_answers_what_shows_and_only_that(house: House, key: str, event: Event) -> None:
    await house.notifier.remind(REMIND)
    await house.typed(key)
    assert house.reported == [event]
    assert house.desk.wishes == []


@pytest.mark.parametrize(("key", "wish"), [("d", Done()), ("s", Snooze()), ("k", Skip()), ("a", Another())])
async def test_a_key_with_nothing_showing_is_a_wish(house: House, key: str, wish: Wish) -> None:
    await house.typed(key)
    assert house.desk.wishes == [wish]
    assert house.reported == []


async def test_a_refused_wish_gets_its_sentence_and_a_break_its_thanks(house: House) -> None:
    house.desk.refuse = {Skip: Refused(Refusal.NOTHING_OPEN)}
    await house.typed("k")
    await house.typed("d")
    assert house.vt.lines[:2] == ["There is no open reminder right now.", words.THANKS]
    assert house.vt.lines[2].startswith("Sitting 20 min")


async def test_arrows_pastes_and_other_letters_are_no_answer(house: House) -> None:
    await house.notifier.remind(REMIND)
    for keys in ("\x1b[A", "\x1bd", "a long text with d in it", "x", "\t"):
        await house.typed(keys)
    assert house.reported == []
    assert house.desk.wishes == []


async def test_help_and_quit(house: House) -> None:
    await house.typed("?")
    assert house.vt.lines[: len(words.HELP)] == list(words.HELP)
    await house.typed("q")
    assert house.quits == 1


async def test_the_bell_rings_only_if_wanted(vt: Vt) -> None:
    house = House(vt, Settings(reminder=Reminding(sound=True)))
    await house.start()
    await house.notifier.remind(REMIND)
    await eventually(lambda: vt.bells == 1)
    await house.stop()
    silent = House(vt)
    await silent.start()
    await silent.notifier.remind(REMIND)
    await asyncio.sleep(QUIET)
    assert vt.bells == 1
    await silent.stop()


# --- the screen -----------------------------------------------------------------------------------


async def test_lines_that_stay_come_above_the_live_ones(house: House) -> None:
    await house.notifier.remind(REMIND)
    log = logging.getLogger("breakd.test")
    handler = TerminalLog(house.terminal)
    log.addHandler(handler)
    try:
        log.warning("one line")
        await house.notifier.announce(
            "Your settings", "have a fault that takes more than one line to say, for it is long"
        )
    finally:
        log.removeHandler(handler)
    await asyncio.sleep(QUIET)
    assert house.vt.lines[:4] == [
        "one line",
        "Your settings. have a fault that takes more than one line to say, for it is",
        "long",
        "",
    ]
    assert house.vt.lines[4] == "| 30 min of sitting"
    await house.notifier.withdraw(7)
    await asyncio.sleep(QUIET)
    assert len(house.vt.lines) == 4


async def test_the_status_line_is_written_when_it_changes_and_not_again(house: House) -> None:
    await asyncio.sleep(QUIET)
    painted = len(house.vt.raw)
    for _ in range(5):
        house.panel.show(replace(SITTING, bout_seconds=SITTING.bout_seconds + 1))
    await asyncio.sleep(QUIET)
    assert len(house.vt.raw) == painted
    house.panel.show(replace(SITTING, bout_seconds=1500))
    await eventually(lambda: "Sitting 25 min" in house.vt.text)
    assert house.vt.text.count("Sitting") == 1


@pytest.mark.parametrize("width", [20, 40, 79, 81, 200])
async def test_nothing_is_wider_than_the_screen(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("TERM", "xterm")
    vt = Vt(columns=width)
    house = House(vt)
    await house.start()
    for stretch in CATALOGUE.stretches:
        await house.notifier.remind(replace(REMIND, stretch=stretch))
    await asyncio.sleep(QUIET)
    assert max(map(columns, vt.lines)) < width
    assert vt.text.count("30 min of") == 1
    await house.stop()
    await eventually(lambda: vt.text == "", "an empty screen")
    vt.close()


async def test_a_low_screen_shows_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    vt = Vt(lines=6)
    house = House(vt)
    await house.start()
    for _ in range(3):
        await house.notifier.remind(replace(REMIND, details=True))
        await house.notifier.remind(REMIND)
    await asyncio.sleep(QUIET)
    assert len(vt.lines) == 5
    assert "[d] Done" in vt.text
    await house.stop()
    vt.close()


async def test_a_new_width_holds_at_once(house: House) -> None:
    await house.notifier.remind(REMIND)
    termios.tcsetwinsize(house.vt.slave, (24, 200))
    os.kill(os.getpid(), signal.SIGWINCH)
    await house.notifier.remind(REMIND)
    await asyncio.sleep(QUIET)
    assert house.vt.text.count("30 min of sitting") == 1


def test_columns_counts_wide_letters_twice_and_styles_not_at_all() -> None:
    assert columns("\x1b[1mab\x1b[m") == 2
    assert columns("伸ばす") == 6


# --- the terminal is left as it was ---------------------------------------------------------------


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
    await asyncio.sleep(QUIET)
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
        await asyncio.wait_for(shell.wait(), 5)


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
    notifier = TerminalNotifier(terminal, [].append, CATALOGUE, Settings)  # type: ignore[arg-type]
    await notifier.start()
    assert notifier.capabilities == {"terminal"}
    await notifier.remind(REMIND)
    await notifier.announce("breakd is running", "Soon.")
    await notifier.withdraw(7)
    await notifier.stop()
    said = os.read(read, 4096).decode()
    assert said.splitlines() == [
        "",
        "| 30 min of sitting",
        "| Seated figure four, 62 s.",
        "| Sit tall near the front of the seat and rest your left ankle on your right",
        "| knee.",
        "",
        "breakd is running. Soon.",
    ]
    for end in (read, write, keyboard, other):
        os.close(end)
