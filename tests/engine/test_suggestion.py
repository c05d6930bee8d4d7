"""Which stretch a reminder carries when it is shown, and at which dose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.effects import Remind
from breakd.engine.events import (
    Another,
    Done,
    Event,
    Feel,
    Hurts,
    QuietReason,
    RemindNow,
    SettingsChanged,
    Snooze,
    Start,
)
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.settings import Settings
from breakd.messages import about, popup
from breakd.stretches.safety_state import Urgency
from tests.support.timeline import MOVEMENTS, Day
from tests.support.weeks import person

OWN = replace(MOVEMENTS.stretches["cobra"], id="own-cobra")
WITH_OWN = replace(MOVEMENTS, stretches={**MOVEMENTS.stretches, OWN.id: OWN})
BEFORE: dict[str, tuple[Event, ...]] = {
    "done": (Done(),),
    "hurt": (Done(), Hurts()),
    "felt better": (Done(), Feel("better")),
    "snoozed": (Snooze(),),
    "still running": (),
}
"""What came after an own stretch was begun, and before its file was deleted."""


def last_shown(day: Day) -> Remind:
    reminds = [item.effect for item in day.seen if isinstance(item.effect, Remind)]
    return reminds[-1]


def test_a_firm_one_after_a_call_gets_the_person_up(late: int | None) -> None:
    day = Day(late=late).hold(QuietReason.CALL).work().minutes(75).hold().run_until("firm")
    assert MOVEMENTS.stretches[last_shown(day).stretch].setting != "seated"


def test_what_is_shown_in_a_call_is_seated_and_discreet(late: int | None) -> None:
    """Held back, but asked for: another one, now."""
    day = Day(late=late).hold(QuietReason.CALL).work().minutes(35).say(Another()).say(RemindNow())
    stretch = MOVEMENTS.stretches[last_shown(day).stretch]
    assert (stretch.setting, stretch.discreet) == ("seated", 3)


def test_the_popup_names_the_dose_that_was_picked() -> None:
    day = Day().work().run_until("shown")
    for _ in range(20):
        shown = last_shown(day)
        stretch = MOVEMENTS.stretches[shown.stretch]
        seconds = stretch.at_level(shown.level).total_seconds
        assert seconds <= Settings().stretches.break_
        assert popup.reminder(shown, stretch).title.endswith(f"about {about(seconds)}")
        day.say(Another(1))


def test_the_reason_is_that_of_the_stretch_that_is_shown_now() -> None:
    day = Day().work().run_until("shown")
    for _ in range(20):
        reminder = day.status().reminder
        assert reminder is not None
        assert reminder.reason is not None
        assert reminder.reason.regions == MOVEMENTS.stretches[reminder.stretch].regions
        day.say(Another(1))


@pytest.mark.parametrize("how", ["saved", "restarted"])
@pytest.mark.parametrize("before", BEFORE)
def test_an_own_movement_that_is_deleted_leaves_the_others(before: str, how: str) -> None:
    """Its name is still in what was done, suggested, put away or open, and reminders come as ever."""
    day = Day(settings=person(pain="lumbar"), catalogue=WITH_OWN).work().say(ReportRedFlags(Urgency.NONE))
    day.say(Start(0, OWN.id))
    for request in BEFORE[before]:
        day.say(request)
    if how == "restarted":
        day.catalogue = MOVEMENTS
        day.restart().work()
    else:
        day.say(SettingsChanged(day.settings, MOVEMENTS))
    day.run_until("shown")
    assert last_shown(day).stretch in MOVEMENTS.stretches
    assert day.say(Hurts()).say(Done()).status().reminder is None
    assert len(day.status().away) > 1
