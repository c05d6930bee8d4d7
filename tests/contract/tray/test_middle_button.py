"""What the middle button of the mouse asks for, as a panel sends it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.events import Done, OpenBoard, Request
from breakd.engine.status import Stage, State, Status
from breakd.stretches.safety_state import Card
from tests.support.contract.tray_rigs import settle, sni_rig
from tests.support.recording_handler import DUE, REMINDER, SITTING

pytestmark = pytest.mark.usefixtures("private_bus")
MIDDLE: list[tuple[Status, Request]] = [
    (SITTING, OpenBoard()),
    (DUE, Done(7)),
    (replace(DUE, state=State.DEFERRED, reminder=replace(REMINDER, stage=Stage.DEFERRED)), Done(7)),
    (replace(DUE, state=State.STARTED, reminder=replace(REMINDER, stage=Stage.STARTED)), OpenBoard()),
    (replace(DUE, state=State.SNOOZED, reminder=replace(REMINDER, stage=Stage.SNOOZED)), OpenBoard()),
    (replace(DUE, safety_lock=True, card=Card.EMERGENCY), OpenBoard()),
]


@pytest.mark.parametrize(("status", "asked"), MIDDLE)
async def test_it_is_done_if_something_is_due_else_it_opens_the_window(status: Status, asked: Request) -> None:
    async with sni_rig(status) as rig:
        await rig.tray.start()
        await rig.listen()
        await rig.panel.call(
            rig.name, "/StatusNotifierItem", "org.kde.StatusNotifierItem", "SecondaryActivate", "ii", [1, 1],
            returns="",
        )  # fmt: skip
        await settle()
    assert (rig.desk.wishes, rig.reports) == ([asked], [])
