"""The command line as a person meets it: real processes against a real bus, their words and their exit codes."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import pytest

from breakd import __version__
from breakd.dbus_service import DbusService
from breakd.desktop.dbus import Bus
from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import (
    Another,
    Done,
    Pause,
    Posture,
    QuietReason,
    RemindNow,
    Request,
    Resume,
    SetPlace,
    SetPosture,
    Skip,
    Snooze,
)
from breakd.engine.records import ReminderKind
from breakd.engine.status import OpenReminder, Presence, Stage, State, Status
from breakd.status_json import to_json
from breakd.stretches.model import PlannedStretch
from tests.support.recording_handler import CAPABILITIES, DUE, REMINDER, SITTING, RecordingHandler

COMMANDS = [
    "run", "status", "snooze", "done", "skip", "another", "start", "now", "pause", "resume", "standing", "sitting",
    "place", "stretches", "history", "stats", "config", "doctor", "service", "demo", "setup", "feel", "hurts",
    "flare", "cleared", "session", "checkup",
]  # fmt: skip
COMMAND = [sys.executable, "-m", "breakd"]
TOMORROW = datetime(2036, 11, 23, 8, 0).astimezone()
STOOD = replace(DUE, reminder=replace(REMINDER, kind=ReminderKind.CHANGE, stretch="", name=""))
PAUSED = replace(SITTING, state=State.PAUSED, paused_until=TOMORROW)
STOPPED = replace(SITTING, state=State.PAUSED, paused_until="forever")
DEFERRED = replace(DUE, state=State.DEFERRED, quiet=(QuietReason.CALL, QuietReason.DO_NOT_DISTURB))


class Ended(NamedTuple):
    code: int
    out: str
    err: str


async def breakd(*arguments: str, **environment: str) -> Ended:
    process = await asyncio.create_subprocess_exec(
        *COMMAND, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode is not None
    assert b"Traceback" not in err
    return Ended(process.returncode, out.decode(), err.decode())


class House:
    def __init__(self, desk: RecordingHandler, control: DbusService) -> None:
        self.desk, self.control = desk, control

    def turn(self, status: Status) -> None:
        self.desk.now = status
        self.control.publish(status)


@pytest.fixture
async def house(private_bus: str) -> AsyncIterator[House]:  # noqa: ARG001
    bus, desk = await Bus.session(), RecordingHandler()
    control = DbusService(bus, desk, "0.1.0")
    await control.start()
    yield House(desk, control)
    await control.stop()
    bus.close()
    await bus.wait_closed()


WISHES: list[tuple[str, Status, Request, str]] = [
    ("done", SITTING, Done(), "Noted. The next reminder comes after 15 min of sitting.\n"),
    ("done figure-four-seated", DUE, Done(0, "figure-four-seated"), "Noted.\n"),
    ("snooze", replace(DUE, snoozed_until=TOMORROW), Snooze(0, 0.0), "Back at Sun 23 Nov 2036 08:00.\n"),
    ("snooze 1h30m", replace(DUE, snoozed_until=TOMORROW), Snooze(0, 5400.0), "Back at Sun 23 Nov 2036 08:00.\n"),
    ("skip", SITTING, Skip(), "Skipped. The next reminder comes after 15 min of sitting.\n"),
    ("another", DUE, Another(), "Suggested: Seated figure four.\n"),
    ("now", DUE, RemindNow(), "Suggested: Seated figure four.\n"),
    ("now", STOOD, RemindNow(), "Suggested: sit down or walk a little.\n"),
    ("pause", PAUSED, Pause(""), "No reminders until Sun 23 Nov 2036 08:00.\n"),
    ("pause tomorrow", PAUSED, Pause("tomorrow"), "No reminders until Sun 23 Nov 2036 08:00.\n"),
    ("pause forever", STOPPED, Pause("forever"), "No reminders until you say `breakd resume`.\n"),
    ("resume", SITTING, Resume(), "Reminders are on again. The next one comes after 15 min of sitting.\n"),
    ("standing", SITTING, SetPosture(Posture.STANDING), "Standing. The sitting clock runs down while you stand.\n"),
    ("sitting", SITTING, SetPosture(Posture.SITTING), "Sitting. The next reminder comes after 15 min.\n"),
    ("place home", replace(SITTING, place="home"), SetPlace("home"), "Place: home.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "after", "wish", "said"), WISHES, ids=[f"{w[0]}-{n}" for n, w in enumerate(WISHES)])
async def test_a_command_is_a_wish_and_says_what_came_of_it(
    house: House, line: str, after: Status, wish: Request, said: str
) -> None:
    house.desk.now = after
    assert await breakd(*line.split()) == Ended(0, said, "")
    assert house.desk.wishes == [wish]


async def test_place_without_a_name_only_tells(house: House) -> None:
    assert await breakd("place") == Ended(0, "office\n", "")
    assert house.desk.wishes == []


async def test_a_refusal_is_its_sentence_and_exit_code_4(house: House) -> None:
    house.desk.refuse[Snooze] = Refused(Refusal.NO_MORE_SNOOZES)
    assert await breakd("snooze") == Ended(4, "", "You cannot snooze this one again. It stays until you answer.\n")
    house.desk.refuse[Pause] = Refused(Refusal.BAD_TIME, "soonish")
    ended = await breakd("pause", "soonish")
    assert (ended.code, ended.out) == (2, ""), "no time at all: the word, not the moment, is wrong"
    assert "breakd cannot pause until “soonish”" in ended.err


async def test_what_is_typed_apart_is_read_together(house: House) -> None:
    house.desk.now = PAUSED
    await breakd("pause", "next", "week")
    assert house.desk.wishes == [Pause("next week")]


async def test_a_daemon_that_fails_is_exit_code_1(house: House) -> None:
    house.desk.fail = RuntimeError("no space left on device")
    ended = await breakd("done")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("breakd could not do that: ")


@pytest.mark.parametrize("line", ["status", "status --json", "status --watch", "done", "place", "place home"])
async def test_without_a_daemon_it_is_exit_code_3(private_bus: str, line: str) -> None:  # noqa: ARG001
    ended = await breakd(*line.split())
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("breakd is not running.")


@pytest.mark.parametrize("address", ["unix:path=/nonexistent/bus", "", "rubbish", "tcp:host=localhost"])
async def test_without_a_bus_it_is_exit_code_3(address: str) -> None:
    ended = await breakd("status", DBUS_SESSION_BUS_ADDRESS=address, XDG_RUNTIME_DIR="/nonexistent")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("There is no session bus to find breakd on (")


@pytest.mark.parametrize("line", ["", "sttaus", "snooze -5m"])
async def test_wrong_usage_is_exit_code_2(line: str) -> None:
    ended = await breakd(*line.split())
    assert (ended.code, ended.out) == (2, "")
    assert "breakd" in ended.err or "“-5m”" in ended.err, "Python 3.14 takes that for a value"


async def test_help_and_version() -> None:
    assert await breakd("--version") == Ended(0, f"breakd {__version__}\n", "")
    ended = await breakd("--help", COLUMNS="80")
    assert (ended.code, ended.err) == (0, "")
    for name in COMMANDS:
        assert re.search(rf"^  {name}( .*)?  ", ended.out, re.MULTILINE)
    assert max(map(len, ended.out.splitlines())) < 80


async def test_the_status_document_is_the_same_as_on_the_bus(house: House) -> None:
    house.desk.now = DUE
    ended = await breakd("status", "--json")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out) == to_json(DUE, CAPABILITIES, "0.1.0")


SESSION = replace(
    REMINDER,
    stage=Stage.STARTED,
    stretch="",
    session=(PlannedStretch("chin-tuck", 2), PlannedStretch("walk-break", 1)),
)
STATES: list[tuple[Status, str]] = [
    (SITTING, "Sitting 20 min, next reminder in 15 min"),
    (replace(SITTING, in_heads_up=True, due_in_seconds=25.0), "Sitting 20 min, a reminder is coming up"),
    (replace(SITTING, state=State.STANDING, standing_seconds=600.0), "Standing 10 min"),
    (DUE, "Sitting 20 min: time for a stretch"),
    (replace(DUE, reminder=replace(REMINDER, stage=Stage.WAITING)), "A reminder is waiting for a good moment"),
    (DEFERRED, "Reminder held back (call, do not disturb)"),
    (replace(DUE, state=State.SNOOZED, snoozed_until=TOMORROW), "Snoozed until Sun 23 Nov 2036 08:00"),
    (replace(DUE, state=State.STARTED), "Stretching"),
    (PAUSED, "Paused until Sun 23 Nov 2036 08:00"),
    (STOPPED, "Paused until you resume"),
    (replace(SITTING, state=State.OFF_HOURS), "Outside your work hours"),
    (replace(SITTING, state=State.AWAY, presence=Presence.IDLE), "You are away"),
    (replace(SITTING, state=State.UNKNOWN), "Waiting for your first key press or mouse move"),
]
SUGGESTIONS: list[tuple[OpenReminder, str]] = [
    (REMINDER, "Seated figure four"),
    (replace(REMINDER, name=""), "figure-four-seated"),
    (replace(REMINDER, kind=ReminderKind.CHANGE, stretch="", name=""), "sit down or walk a little"),
    (replace(REMINDER, stretch="", name=""), "stand up or walk a few steps"),
    (SESSION, "a session of 2 stretches"),
]


def test_every_state_has_its_sentence() -> None:
    from breakd.client.status_words import headline

    assert {status.state for status, _ in STATES} == set(State)
    for status, said in STATES:
        assert headline(to_json(status, CAPABILITIES, "")) == said


def test_what_is_suggested_has_a_line() -> None:
    from breakd.cli.status_text import suggestion

    for reminder, said in SUGGESTIONS:
        assert suggestion(to_json(replace(DUE, reminder=reminder), CAPABILITIES, "")) == said


async def test_the_status_for_people(house: House) -> None:
    house.desk.now = replace(DEFERRED, plan=())
    assert (await breakd("status")).out == (
        "Reminder held back (call, do not disturb)\n"
        "  suggests  Seated figure four\n"
        "  why       Buttocks.\n"
        "  clock     #####..... 15 min of 30 min\n"
        "  presence  active (seen by mutter)\n"
        "  place     office\n"
        "  today     2 h sitting, 10 min standing, 3 bouts, the longest 40 min\n"
        "  breaks    2 done, 1 natural, 0 skipped, 0 ignored, 0 unseen\n"
    )


CARE = [
    (replace(SITTING, safety_lock=True), "  care      stretches are locked until you say `breakd cleared`\n"),
    (
        replace(SITTING, ask_red_flags=True),
        "  care      only the gentlest stretches, until you answer a few safety questions: `breakd questions`\n",
    ),
    (replace(SITTING, flare_until=TOMORROW), "  gentler   until Sun 23 Nov 2036 08:00\n"),
    (
        replace(SITTING, ask_disclaimer=True),
        "  care      no stretches until you confirm the notice in `breakd setup`\n",
    ),
    (replace(SITTING, sessions_per_week=2), "  sessions  0 of 2 this week\n"),
    (replace(SITTING, sessions_this_week=1, sessions_per_week=2), "  sessions  1 of 2 this week\n"),
    (replace(SITTING, sessions_this_week=3, sessions_per_week=2), "  sessions  3 this week\n"),
    (replace(SITTING, sessions_this_week=1), "  sessions  1 this week\n"),
]


@pytest.mark.parametrize(("status", "line"), CARE)
async def test_what_the_body_asks_for_is_in_the_status(house: House, status: Status, line: str) -> None:
    house.desk.now = status
    out = (await breakd("status")).out
    assert line in out
    assert len(out.splitlines()) == 7


class TestWatch:
    async def test_it_draws_at_every_change_and_goes_on_over_a_restart(self, house: House) -> None:
        process = await asyncio.create_subprocess_exec(
            *COMMAND, "status", "--watch", "--json", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stderr is not None

        async def line() -> str:
            assert process.stdout is not None
            return str(json.loads(await asyncio.wait_for(process.stdout.readline(), 10))["state"])

        assert await line() == "sitting"
        house.turn(DUE)
        assert await line() == "due"
        house.turn(replace(DUE, bout_seconds=9999.0))  # no property with a signal: nothing is drawn
        house.turn(DEFERRED)
        assert await line() == "deferred"
        await house.control.stop()
        await house.control.start()
        house.turn(SITTING)
        while await line() != "sitting":  # that it goes and comes may be drawn, each as it still was
            pass
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 10) == 0
        assert await process.stderr.read() == b""

    async def test_it_says_that_breakd_is_away_and_goes_on(self, house: House) -> None:
        process = await asyncio.create_subprocess_exec(
            *COMMAND, "status", "--watch", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None

        async def until(words: bytes) -> None:
            assert process.stdout is not None
            while words not in await asyncio.wait_for(process.stdout.readline(), 10):
                pass

        await until(b"Sitting 20 min")
        await house.control.stop()
        await until(b"breakd is not running.")
        await house.control.start()
        await until(b"Sitting 20 min")
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 10) == 0

    async def test_ctrl_c_ends_it_without_a_word(self, house: House) -> None:  # noqa: ARG002
        terminal, inside = pty.openpty()
        process = await asyncio.create_subprocess_exec(
            *COMMAND, "status", "--watch", stdout=inside, stderr=asyncio.subprocess.PIPE
        )
        os.close(inside)
        drawn = await asyncio.to_thread(os.read, terminal, 10_000)
        assert drawn.startswith(b"\x1b[H\x1b[2JSitting 20 min, next reminder in 15 min")
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 10) == 0
        assert process.stderr is not None
        assert await process.stderr.read() == b""
        os.close(terminal)


async def test_a_reader_that_goes_away_is_no_fault(house: House) -> None:
    process = await asyncio.create_subprocess_shell(
        f"{' '.join(COMMAND)} status --watch --json | head -c 1", stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    house.turn(DUE)
    for status in [SITTING, DUE] * 100:
        if process.returncode is not None:
            break
        house.turn(status)
        await asyncio.sleep(0.02)
    _, err = await asyncio.wait_for(process.communicate(), 10)
    assert err == b""


async def test_it_takes_no_heavy_library_to_ask(house: House) -> None:  # noqa: ARG001
    code = (
        "import argparse, sys; argparse.ArgumentParser().parse_args([]); given = set(sys.modules); "  # no little
        "from breakd.cli import main; code = main(['status']); "
        "heavy = {'asyncio', 'dbus_fast', 'PIL', 'sqlite3', 'shutil', 'dataclasses', 'subprocess', 'pystray'}; "
        "print(sorted(heavy & (set(sys.modules) - given)), file=sys.stderr); sys.exit(code)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    _, err = await asyncio.wait_for(process.communicate(), 10)
    assert (process.returncode, err) == (0, b"[]\n")


CTRL_C_TWICE = """
import atexit, os, signal, sys
from breakd import cli
from breakd.cli import parser

def interrupt(*_):
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()

def again():
    os.kill(os.getpid(), signal.SIGINT)

parser.parser = lambda _: type("Grammar", (), {"parse_args": lambda *_: type("Arguments", (), {"call": interrupt})})()
atexit.register(again)
sys.exit(cli.main())
"""


def test_ctrl_c_while_it_ends_changes_nothing() -> None:
    """People press it again if nothing happens at once."""
    argv = [sys.executable, "-c", CTRL_C_TWICE]
    done = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=20)
    assert (done.returncode, done.stderr) == (130, "")


def test_no_import_has_a_side_effect_on_the_command_line() -> None:
    """`breakd status` starts in the time of a blink: nothing heavy comes with the parser."""
    code = "import sys, breakd.cli; print(' '.join(sorted(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"asyncio", "dbus_fast", "PIL", "pystray", "apscheduler", "xcffib", "sqlite3"}.isdisjoint(loaded)
