"""What the tray writes into the log, which others may read."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

import pytest

from breakd.engine.effects import Refusal, Refused
from breakd.engine.health_requests import Cleared
from breakd.stretches.safety_state import Card
from tests.support.contract.tray_rigs import settle, sni_rig
from tests.support.recording_handler import BERLIN, SITTING

pytestmark = pytest.mark.usefixtures("private_bus")
TEN = datetime(2026, 11, 22, 10, tzinfo=BERLIN)


async def test_the_log_says_nothing_of_the_body(caplog: pytest.LogCaptureFixture) -> None:
    """Others than the person read the journal of a machine: neither the request nor why it was refused is there."""
    feeling = replace(SITTING, feedback_until=TEN, feedback_stretch="cobra")
    locked = replace(SITTING, safety_lock=True, card=Card.EMERGENCY)
    with caplog.at_level(logging.INFO):
        async with sni_rig(locked) as rig:
            await rig.tray.start()
            rig.desk.refuse[Cleared] = Refused(Refusal.EMERGENCY, "cobra")
            await rig.click((await rig.line("By a doctor: I may exercise")).handle)
            rig.desk.fail = OSError("cobra")
            await rig.show(feeling)
            for label in ("Pain moved down my leg or arm", "Painful"):
                await rig.click((await rig.line(label)).handle)
            await settle()
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert (told.count("a request was refused"), told.count("a request failed")) == (1, 2)
    secrets = ("Cleared", "Feel", "Hurts", "doctor", "DOCTOR", "emergency", "EMERGENCY", "spreading", "cobra")
    assert [secret for secret in secrets if secret in told] == []
