"""The D-Bus service on a real bus: requests in, signals out."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from breakd.dbus_service import INTERFACE, NAME, PATH, DbusService, NameTaken
from breakd.desktop.bus_names import PROPERTIES
from breakd.desktop.dbus import Bus, BusError
from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import (
    Another,
    Details,
    Done,
    Erase,
    Feel,
    GuideAbandoned,
    GuideKeepAlive,
    Hurts,
    OpenBoard,
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
    Start,
)
from breakd.engine.health_requests import Checkup, Cleared, Flare, Reinstate, ReportRedFlags, StartSession
from breakd.engine.records import Outcome, Unsaved
from breakd.engine.status import Presence, Stage, State, Status
from breakd.messages import refusals
from breakd.status_json import to_json
from breakd.stretches.safety_state import Examiner, Urgency
from tests.support.recording_handler import BERLIN, CAPABILITIES, DUE, REMINDER, SITTING, RecordingHandler

INVALID = "org.freedesktop.DBus.Error.InvalidArgs"
REFUSED = "io.github.breakd.Error.Refused"


class House:
    """A running service with its handler, and a client that is somebody else on the bus."""

    def __init__(self, desk: RecordingHandler, control: DbusService, client: Bus) -> None:
        self.desk, self.control, self.client = desk, control, client
        self.heard: list[tuple[str, list[Any]]] = []

    async def call(self, member: str, signature: str = "", *arguments: Any) -> list[Any]:
        returns = "s" if member == "GetStatus" else ""
        return await self.client.call(NAME, PATH, INTERFACE, member, signature, arguments, returns=returns)

    async def listen(self) -> None:
        def hear(member: str, interface: str) -> Any:
            return self.client.watch_signal(
                NAME, interface, member, lambda body: self.heard.append((member, body)), signature=None, path=PATH
            )

        await hear("PropertiesChanged", PROPERTIES)
        await hear("ReminderShown", INTERFACE)
        await hear("ReminderClosed", INTERFACE)

    async def signals(self) -> list[tuple[str, list[Any]]]:
        """All that came since the last time; a round trip to the daemon proves that nothing more is on its way."""
        await self.call("GetStatus")
        heard, self.heard = self.heard, []
        return heard

    async def changes(self) -> list[dict[str, Any]]:
        found = []
        for member, (interface, changed, invalidated) in await self.signals():
            assert (member, interface, invalidated) == ("PropertiesChanged", INTERFACE, [])
            found.append({name: value.value for name, value in changed.items()})
        return found


@asynccontextmanager
async def running(status: Status = SITTING) -> AsyncIterator[House]:
    server, client, desk = await Bus.session(), await Bus.session(), RecordingHandler(status)
    control = DbusService(server, desk, "0.1.0")
    await control.start()
    house = House(desk, control, client)
    await house.listen()
    try:
        yield house
    finally:
        await control.stop()
        for bus in (server, client):
            bus.close()
            await bus.wait_closed()


@pytest.fixture
async def house(private_bus: str) -> AsyncIterator[House]:  # noqa: ARG001
    async with running() as house:
        yield house


WISHES: list[tuple[str, str, tuple[Any, ...], Request]] = [
    ("Done", "us", (7, "figure-four-seated"), Done(7, "figure-four-seated")),
    ("Done", "us", (0, ""), Done()),
    ("Snooze", "uu", (7, 600), Snooze(7, 600.0)),
    ("Snooze", "uu", (0, 0), Snooze()),
    ("Skip", "u", (7,), Skip(7)),
    ("Another", "u", (0,), Another()),
    ("Start", "us", (0, "cobra"), Start(0, "cobra")),
    ("GuideKeepAlive", "u", (7,), GuideKeepAlive(7)),
    ("GuideLeft", "u", (7,), GuideAbandoned(7)),
    ("GuideDone", "uu", (7, 54), Done(7, "", 54.0)),
    ("ShowSteps", "u", (7,), Details(7)),
    ("Feel", "s", ("better",), Feel("better")),
    ("Hurts", "s", ("cobra",), Hurts("cobra")),
    ("ReportRedFlags", "s", ("urgent",), ReportRedFlags(Urgency.URGENT)),
    ("Cleared", "s", ("physiotherapist",), Cleared(Examiner.PHYSIOTHERAPIST)),
    ("Flare", "s", ("",), Flare(1)),
    ("Flare", "s", ("3",), Flare(3)),
    ("Flare", "s", ("off",), Flare(0)),
    ("Flare", "s", ("long",), Flare(-1)),
    ("Reinstate", "s", ("cobra",), Reinstate("cobra")),
    ("StartSession", "", (), StartSession()),
    ("Checkup", "b", (True,), Checkup(later=True)),
    ("OpenBoard", "s", ("about",), OpenBoard("about")),
    ("OpenBoard", "s", ("",), OpenBoard()),
    ("Erase", "s", ("2026-11-30",), Erase(date(2026, 11, 30))),
    ("Erase", "s", ("all",), Erase(None)),
    ("RemindNow", "", (), RemindNow()),
    ("Pause", "s", ("14:30",), Pause("14:30")),
    ("Resume", "", (), Resume()),
    ("SetPosture", "s", ("standing",), SetPosture(Posture.STANDING)),
    ("SetPlace", "s", ("home",), SetPlace("home")),
]
WISH_IDS = [f"{member}{arguments}" for member, _, arguments, _ in WISHES]


@pytest.mark.parametrize(("member", "signature", "arguments", "wish"), WISHES, ids=WISH_IDS)
async def test_a_method_is_a_wish(
    house: House, member: str, signature: str, arguments: tuple[Any, ...], wish: Request
) -> None:
    assert await house.call(member, signature, *arguments) == []
    assert house.desk.wishes == [wish]


@pytest.mark.parametrize(("member", "signature", "arguments", "wish"), WISHES, ids=WISH_IDS)
async def test_a_refusal_comes_back_as_its_sentence(
    house: House, member: str, signature: str, arguments: tuple[Any, ...], wish: Request
) -> None:
    house.desk.refuse[type(wish)] = Refused(Refusal.UNKNOWN_PLACE, "the moon")
    with pytest.raises(BusError) as refused:
        await house.call(member, signature, *arguments)
    assert (refused.value.name, refused.value.text) == (REFUSED, "There is no place “the moon” in your settings.")


@pytest.mark.parametrize("refusal", [Refusal.BAD_TIME, Refusal.BAD_WORD, Refusal.BAD_LENGTH, Refusal.BAD_DAYS])
async def test_a_word_that_cannot_be_read_is_a_wrong_argument(house: House, refusal: Refusal) -> None:
    house.desk.refuse[Pause] = Refused(refusal, "soonish")
    with pytest.raises(BusError) as wrong:
        await house.call("Pause", "s", "soonish")
    assert wrong.value.name == "org.freedesktop.DBus.Error.InvalidArgs"
    assert wrong.value.text == refusals.refusal(Refused(refusal, "soonish"))


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_its_own_sentence(refusal: Refusal) -> None:
    sentence = refusals.refusal(Refused(refusal, "a {strange} word"))
    assert sentence.endswith(".")
    assert [other for other in Refusal if refusals.refusal(Refused(other, "a {strange} word")) == sentence] == [
        refusal
    ]


@pytest.mark.parametrize(
    ("member", "signature", "arguments"),
    [
        ("SetPosture", "s", ("lying",)),
        ("OpenBoard", "s", ("../now",)),
        ("Erase", "s", ("",)),
        ("Erase", "s", ("ALL",)),
        ("Erase", "s", ("2026-11-31",)),
        ("SetPosture", "s", ("Standing",)),
        ("Snooze", "ui", (0, -60)),
        ("Snooze", "", ()),
        ("Done", "s", ("cobra",)),
        ("Resume", "s", ("now",)),
        ("GetStatus", "b", (True,)),
    ],
)
async def test_wrong_arguments_are_told_apart_from_refusals(
    house: House, member: str, signature: str, arguments: tuple[Any, ...]
) -> None:
    with pytest.raises(BusError) as wrong:
        await house.call(member, signature, *arguments)
    assert wrong.value.name == INVALID
    assert house.desk.wishes == []


async def test_an_unknown_method_is_unknown(house: House) -> None:
    with pytest.raises(BusError, match="UnknownMethod"):
        await house.call("Explode")


async def test_a_desk_that_fails_answers_and_goes_on(house: House, caplog: pytest.LogCaptureFixture) -> None:
    house.desk.fail = RuntimeError("the disk is on fire at /secret/place")
    with pytest.raises(BusError) as failed:
        await house.call("Resume")
    assert "Traceback" not in failed.value.text
    assert "/secret/place" not in failed.value.text
    assert "the disk is on fire" in caplog.text
    house.desk.fail = None
    assert await house.call("Resume") == []


async def test_get_status_is_the_document(house: House) -> None:
    house.desk.now = DUE
    (text,) = await house.call("GetStatus")
    assert json.loads(text) == to_json(DUE, CAPABILITIES, "0.1.0")
    assert list(json.loads(text)) == list(to_json(DUE, CAPABILITIES, "0.1.0"))


PAUSE_END = datetime(2026, 11, 22, 14, 30, tzinfo=BERLIN)


async def test_properties_tell_the_moment(house: House) -> None:
    house.desk.now = replace(DUE, quiet=(QuietReason.CALL, QuietReason.LOCKED), paused_until=PAUSE_END)
    (values,) = await house.client.call(NAME, PATH, PROPERTIES, "GetAll", "s", [INTERFACE], returns="a{sv}")
    assert {name: (value.signature, value.value) for name, value in values.items()} == {
        "State": ("s", "due"),
        "Stage": ("s", "shown"),
        "Presence": ("s", "active"),
        "Posture": ("s", "sitting"),
        "OpenReminder": ("u", 7),
        "Quiet": ("as", ["call", "locked"]),
        "PausedUntil": ("x", int(PAUSE_END.timestamp())),
        "NotSaved": ("s", ""),
        "BoutSeconds": ("t", 1234),
        "DueAt": ("x", 0),
    }
    house.desk.now = replace(SITTING, paused_until="forever", not_saved=Unsaved.DISK_FULL)
    assert SITTING.due_at is not None
    for name, kind, value in (
        ("PausedUntil", "x", -1),
        ("NotSaved", "s", "disk-full"),
        ("Stage", "s", ""),
        ("OpenReminder", "u", 0),
        ("DueAt", "x", int(SITTING.due_at.timestamp())),
    ):
        assert await house.client.get(NAME, PATH, INTERFACE, name, kind=kind) == value


async def test_only_what_changed_is_signalled(house: House) -> None:
    house.control.publish(SITTING)
    house.control.publish(replace(SITTING, bout_seconds=1300.0, sitting_clock_seconds=990.0, due_at=None))
    assert await house.changes() == []

    house.control.publish(DUE)
    assert await house.changes() == [{"State": "due", "Stage": "shown", "OpenReminder": 7}]
    house.control.publish(DUE)
    assert await house.changes() == []

    deferred = replace(
        DUE, state=State.DEFERRED, reminder=replace(REMINDER, stage=Stage.DEFERRED), quiet=(QuietReason.CALL,)
    )
    house.control.publish(deferred)
    assert await house.changes() == [{"State": "deferred", "Stage": "deferred", "Quiet": ["call"]}]
    house.control.publish(replace(SITTING, presence=Presence.IDLE, state=State.AWAY, paused_until=PAUSE_END))
    house.control.publish(replace(SITTING, posture=Posture.STANDING, state=State.STANDING, paused_until="forever"))
    assert await house.changes() == [
        {"State": "away", "Stage": "", "Presence": "idle", "OpenReminder": 0, "Quiet": [],
         "PausedUntil": int(PAUSE_END.timestamp())},
        {"State": "standing", "Presence": "active", "Posture": "standing", "PausedUntil": -1},
    ]  # fmt: skip


async def test_a_reminder_is_told_when_it_comes_and_goes(house: House) -> None:
    house.control.emit_reminder_shown(7, "figure-four-seated")
    house.control.emit_reminder_closed(7, Outcome.NATURAL)
    assert await house.signals() == [
        ("ReminderShown", [7, "figure-four-seated"]), ("ReminderClosed", [7, "natural"]),
    ]  # fmt: skip


async def test_it_describes_itself(house: House) -> None:
    (xml,) = await house.client.call(NAME, PATH, "org.freedesktop.DBus.Introspectable", "Introspect", returns="s")
    described = ElementTree.fromstring(xml).find(f"interface[@name='{INTERFACE}']")
    assert described is not None
    methods = {
        method.get("name"): " ".join(f"{a.get('type')} {a.get('name')}" for a in method if a.get("direction") == "in")
        for method in described.findall("method")
    }
    assert methods == {
        "GetStatus": "",
        "Done": "u id s stretch",
        "Erase": "s before",
        "Snooze": "u id u seconds",
        "Skip": "u id",
        "Another": "u id",
        "Start": "u id s stretch",
        "Feel": "s word",
        "Hurts": "s stretch",
        "OpenBoard": "s page",
        "RemindNow": "",
        "Pause": "s until",
        "Resume": "",
        "SetPosture": "s posture",
        "SetPlace": "s place",
        "ReportRedFlags": "s urgency",
        "Cleared": "s by",
        "Flare": "s days",
        "Reinstate": "s stretch",
        "StartSession": "",
        "Checkup": "b later",
        "GuideKeepAlive": "u id",
        "GuideLeft": "u id",
        "GuideDone": "u id u seconds",
        "ShowSteps": "u id",
    }
    signals = {s.get("name"): [(a.get("type"), a.get("name")) for a in s] for s in described.findall("signal")}
    assert signals == {
        "ReminderShown": [("u", "id"), ("s", "stretch")], "ReminderClosed": [("u", "id"), ("s", "outcome")],
    }  # fmt: skip
    silent = {
        p.get("name") for p in described.findall("property") if p.find("annotation[@value='false']") is not None
    }
    assert silent == {"BoutSeconds", "DueAt"}


async def test_the_name_has_one_owner(house: House) -> None:
    bus, desk = await Bus.session(), RecordingHandler()
    second = DbusService(bus, desk, "0.1.0")
    with pytest.raises(NameTaken):
        await second.start()
    await house.call("Resume")
    assert (len(house.desk.wishes), desk.wishes) == (1, [])

    await house.control.stop()
    await second.start()  # it did not wait in the queue, and may try again
    await house.call("Resume")
    assert len(desk.wishes) == 1
    await second.stop()
    assert await house.client.owner(NAME) is None
    await house.control.start()
    bus.close()
    await bus.wait_closed()


async def test_a_bus_that_is_gone_does_not_stop_the_loop(private_bus: str) -> None:  # noqa: ARG001
    bus = await Bus.session()
    control = DbusService(bus, RecordingHandler(), "0.1.0")
    await control.start()
    bus.close()
    await bus.wait_closed()
    control.publish(DUE)
    control.emit_reminder_shown(7, "cobra")
    control.emit_reminder_closed(7, Outcome.SKIPPED)
    await control.stop()
