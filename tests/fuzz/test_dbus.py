"""Methods and properties on a private bus, with values of any type: an answer to each, and an error by its name."""

from __future__ import annotations

import json
import random
from datetime import datetime
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant

from breakd.dbus_service import INTERFACE, NAME, NOT_SAVED, PATH, REFUSED, DbusService
from breakd.desktop.dbus import Bus
from breakd.engine.effects import Effect, Refused
from breakd.engine.events import Request
from breakd.engine.settings import BodySettings, Settings
from breakd.engine.status import Capabilities, Status
from breakd.simulation import Simulation
from breakd.status_json import to_json
from breakd.stretches import catalogue
from tests.support.fuzz import Rounds
from tests.support.fuzz.chance import EDGES, text
from tests.support.recording_handler import CAPABILITIES
from tests.support.timeline import BERLIN

FEW = 250
LONGEST = 1 << 18
"""Characters of a text: more than any method needs, and far below the bus's own limit of 32 MiB."""
MANY = 2000
"""More values than one call may have."""
ERRORS = {
    REFUSED, NOT_SAVED, *(f"org.freedesktop.DBus.Error.{word}" for word in (
        "InvalidArgs", "UnknownMethod", "UnknownInterface", "UnknownObject", "UnknownProperty", "PropertyReadOnly",
        "InvalidSignature", "NotSupported",
    )),
}  # fmt: skip
"""What may be answered; anything else is a fault of the service."""
PROPERTIES = "org.freedesktop.DBus.Properties"
WORDS = (
    "", "cobra", "chin-tuck", "10m", "forever", "tomorrow", "2027-01-01", "14:30", "better", "hurts", "7",
    "emergency", "urgent", "doctor", "standing", "home", "office", "off", "99",
)  # fmt: skip


class SimulatedHandler(Simulation):
    """The real engine behind the service, on a clock that goes on between the calls."""

    def __init__(self) -> None:
        self.refused: list[Refused] = []
        start = datetime(2026, 11, 23, 9, tzinfo=BERLIN)
        super().__init__(Settings(body=BodySettings(disclaimer=True)), catalogue.load(), start)

    def observe(self, effect: Effect) -> None:
        if isinstance(effect, Refused):
            self.refused.append(effect)

    def status(self) -> Status:
        return self.engine.status(self.now())

    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    async def request(self, request: Request) -> Refused | None:
        self.refused.clear()
        self.say(request)
        return self.refused[0] if self.refused else None


def argument(chance: random.Random, kind: str) -> Any:
    """A value of a type, as far as the bus lets it pass."""
    match kind:
        case "s":
            word = chance.choice(WORDS) if chance.random() < 0.6 else text(chance)
            word = word.replace("\0", "").encode(errors="replace").decode()
            return (word * chance.choice((1, 1, 1, 1, 1, 1, 30, 20_000)))[:LONGEST]
        case "u":
            return chance.choice(EDGES)
        case "i":
            return chance.choice((0, -1, 1, 2**31 - 1, -(2**31)))
        case "b":
            return chance.random() < 0.5
        case "d":
            return chance.choice((0.0, -1.5, float("inf"), float("nan"), 1e308))
        case "v":
            inner = chance.choice("suibd")
            return Variant(inner, argument(chance, inner))
        case "as":
            if chance.random() < 0.1:
                return [chance.choice(WORDS)] * MANY
            return [argument(chance, "s") for _ in range(chance.randrange(4))]
        case _:  # a{sv}
            return {argument(chance, "s"): argument(chance, "v") for _ in range(chance.randrange(3))}


KINDS = ("s", "u", "i", "b", "d", "v", "as", "a{sv}")


def call(chance: random.Random, methods: dict[str, list[str]]) -> Message:
    """One call: mostly of a method of ours with the right types."""
    member = chance.choice(sorted(methods))
    kinds = methods[member] if chance.random() < 0.75 else [chance.choice(KINDS) for _ in range(chance.randrange(4))]
    interface: str | None = INTERFACE
    if chance.random() < 0.15:
        interface, member = PROPERTIES, chance.choice(("Get", "Set", "GetAll"))
        kinds = {"Get": ["s", "s"], "Set": ["s", "s", "v"], "GetAll": ["s"]}[member]
    elif chance.random() < 0.1:
        member = "".join(chance.choice("AaZz09_") for _ in range(1 + chance.randrange(9))).lstrip("09") or "A"
    body = [argument(chance, kind) for kind in kinds]
    if interface == PROPERTIES and chance.random() < 0.7:
        body[0] = INTERFACE
    path = PATH if chance.random() < 0.95 else "/"
    return Message(
        destination=NAME, path=path, interface=interface, member=member, signature="".join(kinds), body=body
    )


@pytest.mark.usefixtures("private_bus")
async def test_any_call(rounds: Rounds, caplog: pytest.LogCaptureFixture) -> None:
    bus, client, desk = await Bus.session(), await Bus.session(), SimulatedHandler()
    desk.work()
    service = DbusService(bus, desk, "0.1.0")
    await service.start()
    methods = {
        method.name: [str(argument.signature) for argument in method.in_args]
        for method in service._interface.introspect().methods
    }
    granted = 0
    for chance in rounds(FEW):
        message = call(chance, methods)
        reply = await client.raw.call(message)
        assert reply is not None
        told = f"{message.member}({message.signature}) {message.body!r:.200}: {reply.error_name} {reply.body!r:.200}"
        if reply.message_type is MessageType.ERROR:
            assert reply.error_name in ERRORS, told
            assert all(len(str(part)) < 1000 for part in reply.body), told
        granted += reply.message_type is MessageType.METHOD_RETURN
        json.dumps(to_json(desk.status(), CAPABILITIES, "0.1.0"), allow_nan=False)
        if chance.random() < 0.3:
            desk.run(chance.choice((1.0, 60.0, 1800.0)))
    assert granted > 10
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    await service.stop()
    for one in (bus, client):
        one.close()
        await one.wait_closed()
