"""Over a real bus, no condition lets an excluded stretch begin, whatever is named or asked for."""

from __future__ import annotations

import pytest

from breakd.dbus_service import INTERFACE, NAME, PATH, DbusService
from breakd.desktop.dbus import Bus, BusError
from breakd.engine.effects import Refused
from breakd.engine.engine import Engine
from breakd.engine.events import Request
from breakd.engine.status import Capabilities, Status
from tests.support.every_case import KNOWN, Case, engine_of, faults, in_turn, open_now, sets
from tests.support.recording_handler import CAPABILITIES

NAMES = tuple(KNOWN.stretches)
WAYS: tuple[tuple[object, ...], ...] = (
    ("RemindNow", ""), ("Start", "us", 0, ""), ("GuideLeft", "u", 0), ("Another", "u", 0), ("StartSession", ""),
)  # fmt: skip
"""Method, signature and arguments of what names no stretch."""


class EngineHandler:
    """The real engine behind the service, on a clock that stands still."""

    engine: Engine

    def status(self) -> Status:
        return self.engine.status(self.engine.state.last)

    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    async def request(self, request: Request) -> Refused | None:
        effects = self.engine.handle(request, self.engine.state.last)
        return next((effect for effect in effects if isinstance(effect, Refused)), None)


async def ask(client: Bus, member: str, signature: str = "", *arguments: object) -> bool:
    """Whether it was granted."""
    try:
        await client.call(NAME, PATH, INTERFACE, member, signature, arguments, returns="")
    except BusError:
        return False
    return True


@pytest.mark.usefixtures("private_bus")
async def test_no_condition_lets_an_excluded_stretch_begin_over_the_bus() -> None:
    desk, bus, client = EngineHandler(), await Bus.session(), await Bus.session()
    desk.engine = engine_of(Case((), "", "home", upright=False))
    service = DbusService(bus, desk, "0.1.0")
    await service.start()
    granted = refused = 0
    for case in in_turn(sets(1), calls=False):
        desk.engine = engine_of(case)
        for member, signature, *arguments in WAYS:
            await ask(client, str(member), str(signature), *arguments)
            assert faults(case, open_now(desk.engine), session=member == "StartSession") == []
        for name in NAMES:
            begun = await ask(client, "Start", "us", 0, name)
            assert faults(case, open_now(desk.engine), named=True) == []
            assert not begun or open_now(desk.engine)[0][0] == name
            granted, refused = granted + begun, refused + (not begun)
    assert granted > refused > len(NAMES)
    await service.stop()
    for one in (bus, client):
        one.close()
        await one.wait_closed()
