"""Terminal mode on a pty: keys, lines that stay, and lines that are drawn anew."""

from __future__ import annotations

import logging
import os
import signal
import termios
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from breakd.desktop.terminal.screen import TerminalLog, columns
from breakd.engine.effects import Refusal, Refused, Remind
from breakd.engine.events import Another, Done, Event, Request, Skip, Snooze
from breakd.engine.records import ReminderKind
from breakd.engine.settings import ReminderSettings, Settings
from breakd.messages import terminal as texts
from tests.support.contract.notifier_rigs import CATALOGUE, eventually
from tests.support.contract.terminal_rigs import House
from tests.support.recording_handler import DUE, SITTING
from tests.support.rigs.vt import Vt

REMIND = Remind(7, ReminderKind.STRETCH, False, "figure-four-seated", 1800, 600)


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
    await house.vt.quiet()
    assert house.vt.lines == [
        "",
        "| Seated figure four, about 1 minute",
        "| 30 min of sitting.",
        "| Sit near the front; left ankle just above your right knee.",
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


async def test_an_answer_goes_to_what_shows_whoever_started_first(vt: Vt) -> None:
    house = House(vt)
    await house.notifier.start()
    await house.panel.start()
    await house.notifier.remind(REMIND)
    await house.typed("d")
    assert house.reported == [Done(7)]
    assert house.desk.wishes == []
    await house.stop()


@pytest.mark.parametrize(("key", "wish"), [("d", Done()), ("s", Snooze()), ("k", Skip()), ("a", Another())])
async def test_a_key_with_nothing_showing_is_a_wish(house: House, key: str, wish: Request) -> None:
    await house.typed(key)
    assert house.desk.wishes == [wish]
    assert house.reported == []


async def test_a_refused_wish_gets_its_sentence_and_a_break_its_thanks(house: House) -> None:
    house.desk.refuse = {Skip: Refused(Refusal.NOTHING_OPEN)}
    await house.typed("k")
    await house.typed("d")
    assert house.vt.lines[:2] == ["There is no open reminder right now.", texts.THANKS]
    assert house.vt.lines[2].startswith("Sitting 20 min")


async def test_arrows_pastes_and_other_letters_are_no_answer(house: House) -> None:
    await house.notifier.remind(REMIND)
    for keys in ("\x1b[A", "\x1bd", "a long text with d in it", "x", "\t"):
        await house.typed(keys)
    assert house.reported == []
    assert house.desk.wishes == []


async def test_help_and_quit(house: House) -> None:
    await house.typed("?")
    assert house.vt.lines[: len(texts.HELP)] == list(texts.HELP)
    await house.typed("q")
    assert house.quits == 1


async def test_the_bell_rings_only_if_wanted(vt: Vt) -> None:
    house = House(vt, Settings(reminder=ReminderSettings(sound=True)))
    await house.start()
    await house.notifier.remind(REMIND)
    await eventually(lambda: vt.bells == 1)
    await house.stop()
    silent = House(vt)
    await silent.start()
    await silent.notifier.remind(REMIND)
    await vt.quiet()
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
    await house.vt.quiet()
    assert house.vt.lines[:4] == [
        "one line",
        "Your settings. have a fault that takes more than one line to say, for it is",
        "long",
        "",
    ]
    assert house.vt.lines[4] == "| Seated figure four, about 1 minute"
    await house.notifier.withdraw(7)
    await house.vt.quiet()
    assert len(house.vt.lines) == 4


async def test_the_status_line_is_written_when_it_changes_and_not_again(house: House) -> None:
    await house.vt.quiet()
    painted = len(house.vt.raw)
    for _ in range(5):
        house.panel.show(replace(SITTING, bout_seconds=SITTING.bout_seconds + 1))
    await house.vt.quiet()
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
        await vt.quiet()  # a terminal that nobody reads is full after some
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
        await vt.quiet()  # a terminal that nobody reads is full after some
    assert len(vt.lines) == 5
    assert "[d] Done" in vt.text
    await house.stop()
    vt.close()


async def test_a_new_width_holds_at_once(house: House) -> None:
    await house.notifier.remind(REMIND)
    termios.tcsetwinsize(house.vt.slave, (24, 200))
    os.kill(os.getpid(), signal.SIGWINCH)
    await house.notifier.remind(REMIND)
    await house.vt.quiet()
    assert house.vt.text.count("30 min of sitting") == 1


def test_columns_counts_wide_letters_twice_and_styles_not_at_all() -> None:
    assert columns("\x1b[1mab\x1b[m") == 2
    assert columns("伸ばす") == 6
