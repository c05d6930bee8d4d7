"""What is walking while only walking is suggested: no stretch of the person's own becomes it by saying so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import RemindNow, Start
from breakd.engine.health_requests import ReportRedFlags
from breakd.stretches.model import Catalogue
from breakd.stretches.safety_state import Urgency
from tests.support.timeline import MOVEMENTS, Day
from tests.support.weeks import person

OWN = replace(MOVEMENTS.stretches["heel-raises"], id="jumps", direction="walk")
KNOWN = replace(MOVEMENTS, stretches={OWN.id: OWN, **MOVEMENTS.stretches})
WITHOUT_WALK = replace(KNOWN, stretches={id: one for id, one in KNOWN.stretches.items() if id != "walk-break"})


def day_of(known: Catalogue, *, locked: bool) -> Day:
    """A day on which only walking comes: under the urgent lock, or because the notice is not confirmed."""
    day = Day(settings=person(pain="lumbar") if locked else None, confirmed=locked, catalogue=known).work()
    return day.say(ReportRedFlags(Urgency.URGENT)) if locked else day


@pytest.mark.parametrize(("locked", "refusal"), [(True, Refusal.URGENT), (False, Refusal.NOT_CONFIRMED)])
def test_it_does_not_begin_by_name(*, locked: bool, refusal: Refusal) -> None:
    effect = day_of(KNOWN, locked=locked).say(Start(0, OWN.id)).seen[-1].effect
    assert isinstance(effect, Refused)
    assert effect.refusal is refusal


@pytest.mark.parametrize("locked", [True, False])
@pytest.mark.parametrize(("known", "walk"), [(KNOWN, "walk-break"), (WITHOUT_WALK, "")])
def test_it_is_not_suggested(known: Catalogue, walk: str, *, locked: bool) -> None:
    reminder = day_of(known, locked=locked).say(RemindNow()).status().reminder
    assert reminder is not None
    assert reminder.stretch == walk
