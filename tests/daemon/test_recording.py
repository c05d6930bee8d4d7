"""`[quiet] call = false` in a loop that runs: the program that records all day makes no lunch a time of sitting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from breakd.engine.events import Evidence, NoInput, QuietReason, QuietSeen
from breakd.engine.settings import QuietSettings
from breakd.engine.status import Presence
from breakd.system import clock
from tests.daemon.test_loop import DEFAULTS, running

LUNCH = replace(DEFAULTS, sitting=replace(DEFAULTS.sitting, natural_break=0.3))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.mark.parametrize(("heeded", "presence", "breaks"), [(False, Presence.IDLE, 1), (True, Presence.PASSIVE, 0)])
async def test_who_goes_while_a_program_records(path: Path, heeded: bool, presence: Presence, breaks: int) -> None:
    settings = replace(LUNCH, quiet=replace(QuietSettings(), call=heeded))
    async with running(path, settings) as house:
        house.sensors.evidence = frozenset({Evidence.CALL})
        house.loop.post(QuietSeen(frozenset({QuietReason.CALL})))
        house.sit()
        await house.until(lambda: house.loop.status().presence is Presence.ACTIVE)
        house.loop.post(NoInput(clock.boot() - 300))
        await house.until(lambda: house.loop.status().presence is presence)
        assert "evidence" in house.sensors.asked
        if breaks:
            await house.until(lambda: house.read("SELECT count(*) FROM natural_break"))
    assert house.read("SELECT count(*) FROM natural_break") == breaks
