"""A RequestHandler for the tests of the ways in: records the requests, and answers what the test says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from breakd.dbus_service import DbusService
from breakd.desktop.dbus import Bus
from breakd.engine.effects import Refused
from breakd.engine.events import Posture, Request
from breakd.engine.records import Outcome, ReminderKind
from breakd.engine.status import Capabilities, OpenReminder, PlannedToday, Presence, Stage, State, Status, Today
from breakd.stretches.reason import Reason
from breakd.stretches.selection import Exclusion

BERLIN = ZoneInfo("Europe/Berlin")
OUTCOMES = dict.fromkeys(Outcome, 0) | {Outcome.COMPLETED: 2, Outcome.NATURAL: 1}
SITTING = Status(
    state=State.SITTING,
    presence=Presence.ACTIVE,
    posture=Posture.SITTING,
    may_stand=True,
    place="office",
    places=("office", "home"),
    bout_seconds=1234.9,
    sitting_clock_seconds=900.9,
    limit_seconds=1800.0,
    hard_limit_seconds=3600.0,
    standing_seconds=0.0,
    due_in_seconds=899.1,
    due_at=datetime(2026, 11, 22, 10, 56, 59, tzinfo=BERLIN),
    in_heads_up=False,
    attention=False,
    reminder=None,
    snoozed_until=None,
    asks_again_at=None,
    paused_until=None,
    quiet=(),
    flare_until=None,
    safety_lock=False,
    today=Today(
        7200.5,
        600.0,
        2400.0,
        3,
        MappingProxyType(OUTCOMES),
    ),
)
SHOWN_AT = datetime(2026, 11, 22, 10, 42, 0, 123456, tzinfo=BERLIN)
REMINDER = OpenReminder(
    id=7, kind=ReminderKind.STRETCH, stage=Stage.SHOWN, firm=False, stretch="figure-four-seated",
    name="Seated figure four", reason=Reason(("piriformis",)), shown_at=SHOWN_AT, snoozes_left=2,
    never_done=("figure-four-seated",),
)  # fmt: skip
PLAN = (
    PlannedToday("cat-cow", 3, 1, datetime(2026, 11, 22, 12, 30, tzinfo=BERLIN), None),
    PlannedToday("cobra", 2, 0, None, Exclusion.PLACE),
)
DUE = replace(SITTING, state=State.DUE, due_in_seconds=None, due_at=None, reminder=REMINDER, plan=PLAN)
CAPABILITIES = Capabilities("mutter", ("actions", "body-markup"), "sni", True)


class RecordingHandler:
    """Grants every request but those that `refuse` names, by the request's class."""

    def __init__(self, status: Status = SITTING) -> None:
        self.now = status
        self.wishes: list[Request] = []
        self.refuse: dict[type[Any], Refused] = {}
        self.fail: Exception | None = None

    def status(self) -> Status:
        return self.now

    def capabilities(self) -> Capabilities:
        return CAPABILITIES

    async def request(self, request: Request) -> Refused | None:
        if self.fail is not None:
            raise self.fail
        self.wishes.append(request)
        return self.refuse.get(type(request))


@asynccontextmanager
async def on_the_bus(desk: RecordingHandler) -> AsyncIterator[None]:
    """The handler behind the real service, on the session bus of the environment."""
    bus = await Bus.session()
    control = DbusService(bus, desk, "0.1.0")
    await control.start()
    yield
    await control.stop()
    bus.close()
    await bus.wait_closed()
