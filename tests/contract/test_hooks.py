"""`[hooks]`: what is asked of systemd for each event, once, and with which facts."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from breakd.desktop import hooks
from breakd.desktop.dbus import Bus
from breakd.desktop.hooks import Hooks
from breakd.engine.records import Outcome
from breakd.engine.settings import HookSettings
from breakd.engine.status import Presence, State, Status
from tests.support.contract.notifier_rigs import eventually
from tests.support.contract.presence_rigs import session_bus
from tests.support.fakes.user_manager import UserManager
from tests.support.recording_handler import SITTING

LATER = datetime(2036, 11, 23, 8, 0).astimezone()
EVENTS = ("shown", "done", "snoozed", "paused", "away", "back")
EVERY = HookSettings(**{event: (sys.executable, "-c", event) for event in EVENTS})


class Desk:
    """The hooks beside a systemd that writes down what it is asked for."""

    def __init__(self, systemd: UserManager, bus: Bus, wanted: HookSettings) -> None:
        self.systemd, self.wanted = systemd, wanted
        self.hooks = Hooks(bus, lambda: self.wanted)

    def turn(self, *statuses: Status) -> None:
        for status in statuses:
            self.hooks.publish(status)

    async def started(self, number: int) -> list[tuple[str, dict[str, str]]]:
        """The word that each was started with, and its facts."""
        await eventually(lambda: len(self.systemd.asked) >= number)
        return [self._told(properties) for _name, _mode, properties, _aux in self.systemd.asked]

    def _told(self, properties: list[list[Any]]) -> tuple[str, dict[str, str]]:
        told = {key: value.value for key, value in properties}
        ((_path, argv, _flags),) = told["ExecStartEx"]
        assert argv[:2] == [sys.executable, "-c"]
        lines = dict(line.split("=", 1) for line in told["Environment"])
        return argv[2], {name: text for name, text in lines.items() if name.startswith("BREAKD_")}


@pytest.fixture
async def desk(private_bus: str) -> AsyncIterator[Desk]:
    with UserManager(private_bus) as systemd:
        async with session_bus(private_bus) as bus:
            yield Desk(systemd, bus, EVERY)


async def test_each_event_starts_its_program_once_with_its_facts(desk: Desk) -> None:
    desk.turn(SITTING)
    desk.hooks.emit_reminder_shown(7, "chin-tuck")
    snoozed = replace(SITTING, state=State.SNOOZED, snoozed_until=LATER)
    desk.turn(snoozed, replace(snoozed, bout_seconds=1300.0), SITTING)
    desk.hooks.emit_reminder_closed(7, Outcome.COMPLETED)
    paused = replace(SITTING, state=State.PAUSED, paused_until="forever")
    desk.turn(paused, paused, SITTING)
    gone = replace(SITTING, state=State.AWAY, presence=Presence.IDLE)
    locked = replace(gone, presence=Presence.LOCKED)
    desk.turn(gone, locked, SITTING, replace(SITTING, presence=Presence.PASSIVE))
    until = LATER.isoformat(timespec="seconds")
    sat = {"BREAKD_SITTING_SECONDS": str(round(SITTING.bout_seconds))}
    assert await desk.started(6) == [
        ("shown", {"BREAKD_EVENT": "shown", "BREAKD_REMINDER": "7", "BREAKD_STRETCH": "chin-tuck", **sat}),
        ("snoozed", {"BREAKD_EVENT": "snoozed", "BREAKD_UNTIL": until, **sat}),
        ("done", {"BREAKD_EVENT": "done", "BREAKD_REMINDER": "7", **sat}),
        ("paused", {"BREAKD_EVENT": "paused", "BREAKD_UNTIL": "forever", **sat}),
        ("away", {"BREAKD_EVENT": "away", **sat}),
        ("back", {"BREAKD_EVENT": "back", **sat}),
    ]


async def test_what_is_no_event_starts_nothing(desk: Desk) -> None:
    """Who is there at the start has not come back, and an outcome that nobody said is not done."""
    unknown = replace(SITTING, state=State.UNKNOWN, presence=Presence.UNKNOWN)
    desk.turn(unknown, SITTING, unknown, SITTING)
    for outcome in set(Outcome) - {Outcome.COMPLETED}:
        desk.hooks.emit_reminder_closed(7, outcome)
    desk.hooks.emit_reminder_shown(8, "")
    assert [word for word, _ in await desk.started(1)] == ["shown"]


async def test_what_hides_a_snooze_or_a_pause_for_a_while_begins_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An absence, a lock or a source that is lost changes the state, and it is the same snooze when it is back."""
    monkeypatch.setattr(hooks, "APART", 0.0)
    desk.wanted = HookSettings(snoozed=EVERY.snoozed, paused=EVERY.paused, done=EVERY.done)
    snoozed = replace(SITTING, state=State.SNOOZED, snoozed_until=LATER)
    away = replace(snoozed, state=State.AWAY, presence=Presence.LOCKED)
    desk.turn(SITTING, snoozed, away, snoozed, SITTING, snoozed)
    paused = replace(SITTING, state=State.PAUSED, paused_until=LATER)
    lost = replace(paused, state=State.UNKNOWN, presence=Presence.UNKNOWN)
    desk.turn(paused, lost, paused)
    desk.hooks.emit_reminder_closed(7, Outcome.COMPLETED)
    assert [word for word, _ in await desk.started(4)] == ["snoozed", "snoozed", "paused", "done"]


async def test_who_follows_a_guide_has_not_gone(desk: Desk) -> None:
    """Nobody touches anything in a stretch; a screen that is locked says that they went."""
    desk.wanted = HookSettings(away=EVERY.away, back=EVERY.back, done=EVERY.done)
    stretching = replace(SITTING, state=State.STARTED, presence=Presence.IDLE)
    desk.turn(SITTING, replace(stretching, presence=Presence.ACTIVE), stretching, SITTING)
    desk.hooks.emit_reminder_closed(7, Outcome.COMPLETED)
    desk.turn(stretching, replace(stretching, state=State.AWAY, presence=Presence.LOCKED))
    assert [word for word, _ in await desk.started(2)] == ["done", "away"]


async def test_by_default_nothing_starts(desk: Desk) -> None:
    desk.wanted = HookSettings(done=EVERY.done)
    desk.hooks.emit_reminder_shown(7, "chin-tuck")
    desk.hooks.emit_reminder_closed(7, Outcome.COMPLETED)
    assert [word for word, _ in await desk.started(1)] == ["done"]


async def test_a_flood_starts_one(desk: Desk) -> None:
    for number in range(100):
        desk.hooks.emit_reminder_shown(number, "")
    desk.hooks.emit_reminder_closed(7, Outcome.COMPLETED)
    assert [word for word, _ in await desk.started(2)] == ["shown", "done"]


async def test_it_has_thirty_seconds_and_its_word_goes_to_the_journal(desk: Desk) -> None:
    desk.hooks.emit_reminder_shown(7, "")
    await desk.started(1)
    ((name, mode, properties, _aux),) = desk.systemd.asked
    told = {key: value.value for key, value in properties}
    assert name.startswith("breakd-hook-shown-")
    assert (mode, told["RuntimeMaxUSec"], told["CollectMode"]) == ("fail", 30_000_000, "inactive-or-failed")
    assert told["Description"] == "breakd's hook “shown”"


async def test_what_systemd_takes_into_no_environment_is_left_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One exported function of bash, and systemd would start nothing."""
    monkeypatch.setenv("BASH_FUNC_which%%", "() { :; }")
    monkeypatch.setenv("NO_UTF8", "caf\udce9")
    monkeypatch.setenv("BOLD", "\x1b[1m\n")
    desk.hooks.emit_reminder_shown(7, "chin-tuck")
    ((_, facts),) = await desk.started(1)
    assert facts["BREAKD_STRETCH"] == "chin-tuck"
    ((_name, _mode, properties, _aux),) = desk.systemd.asked
    environment = dict(properties)["Environment"].value
    assert "BOLD=\x1b[1m\n" in environment
    assert not [line for line in environment if line.startswith(("BASH_FUNC", "NO_UTF8"))]


@pytest.mark.parametrize("words", [("no-such-program-anywhere",), (sys.executable,)])
async def test_one_that_cannot_start_is_a_warning(
    desk: Desk, caplog: pytest.LogCaptureFixture, words: tuple[str, ...]
) -> None:
    desk.systemd.refuses = "org.freedesktop.DBus.Error.AccessDenied"
    desk.wanted = HookSettings(done=words)
    desk.hooks.emit_reminder_closed(7, Outcome.COMPLETED)
    await eventually(lambda: any(record.levelno == logging.WARNING for record in caplog.records))
    assert "the hook done is not started" in caplog.text
    assert words[0] not in caplog.text, "the journal has readers"
