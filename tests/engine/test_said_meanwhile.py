"""What the person says about their body counts at once, also for a reminder that is open already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.effects import Refusal
from breakd.engine.events import Another, Done, QuietReason, SettingsChanged, Snooze, Start
from breakd.engine.health_requests import Flare, ReportRedFlags, StartSession
from breakd.engine.settings import HOME, Settings
from breakd.engine.status import OpenReminder, Stage
from breakd.stretches.model import EASY_LEVEL, USUAL_LEVEL, Stretch
from breakd.stretches.safety_state import Urgency
from tests.support.openings import last_popup
from tests.support.timeline import MOVEMENTS, Day
from tests.support.timeline_words import refused
from tests.support.weeks import person

WELL = person()


def begun(settings: Settings = WELL) -> Day:
    return Day(settings=settings).work().say(ReportRedFlags(Urgency.NONE))


def held(stage: str) -> Day:
    """A day with an open reminder that is not on the screen."""
    day = begun()
    if stage == "deferred":
        return day.hold(QuietReason.DO_NOT_DISTURB).minutes(31)
    return day.run_until("shown").say(Snooze())


def reminder(day: Day) -> OpenReminder:
    found = day.status().reminder
    assert found is not None
    return found


def suggested(day: Day) -> Stretch:
    return MOVEMENTS.stretches[reminder(day).stretch]


def ticking(settings: Settings, *conditions: str) -> SettingsChanged:
    body = settings.body
    return SettingsChanged(replace(settings, body=replace(body, conditions=body.conditions | {*conditions})))


def turning_everything_off(settings: Settings = WELL) -> SettingsChanged:
    off = replace(settings.stretches, disable=frozenset(MOVEMENTS.stretches))
    return SettingsChanged(replace(settings, stretches=off))


def test_a_pop_up_changes_with_a_condition_that_rules_its_stretch_out() -> None:
    day = begun().run_until("shown")
    while not suggested(day).exclude_if:
        day.say(Another())
    before = suggested(day)
    tag = min(before.exclude_if)
    day.say(ticking(WELL, tag))
    assert tag not in suggested(day).exclude_if
    assert last_popup(day).stretch == suggested(day).id != before.id, "also on the screen"


def test_a_pop_up_goes_gently_with_a_condition_that_asks_for_care() -> None:
    day = begun().run_until("shown")
    before = suggested(day)
    assert reminder(day).level == USUAL_LEVEL
    day.say(ticking(WELL, min(before.caution_if)))
    assert (last_popup(day).stretch, last_popup(day).level) == (before.id, EASY_LEVEL)
    assert reminder(day).level == EASY_LEVEL


def test_a_pop_up_stays_as_it_is_where_nothing_forbids_it() -> None:
    day = begun().run_until("shown")
    popups = day.story().count("shown")
    day.say(SettingsChanged(replace(WELL, tray=False)))
    assert day.story().count("shown") == popups


def test_nothing_is_left_in_the_pop_up_where_nothing_is_allowed() -> None:
    day = begun().run_until("shown").say(turning_everything_off())
    assert (reminder(day).stretch, last_popup(day).stretch) == ("", "")


@pytest.mark.parametrize("stage", ["deferred", "snoozed"])
def test_what_waits_comes_up_without_what_was_ruled_out_meanwhile(stage: str) -> None:
    day = held(stage)
    day.say(turning_everything_off()).hold().run_until("shown", limit=1800)
    assert last_popup(day).stretch == ""


@pytest.mark.parametrize("stage", ["deferred", "snoozed"])
def test_what_waits_comes_up_as_gently_as_was_said_meanwhile(stage: str) -> None:
    day = held(stage)
    before = suggested(day)
    day.say(ticking(WELL, min(before.caution_if))).hold().run_until("shown", limit=1800)
    assert (last_popup(day).stretch, last_popup(day).level) == (before.id, EASY_LEVEL)


def test_a_firm_reminder_does_not_keep_what_nothing_allows() -> None:
    day = held("deferred").say(turning_everything_off()).minutes(31)
    assert reminder(day).firm
    assert reminder(day).stretch == ""


def test_a_guide_of_what_is_ruled_out_is_over() -> None:
    day = begun().say(Start(stretch="cobra"))
    assert day.stage() is Stage.STARTED
    day.say(ticking(WELL, "hernia"))
    assert day.status().reminder is None


def test_a_guide_that_is_more_than_the_easy_dose_is_over_where_that_is_the_most() -> None:
    day = begun().say(Start(stretch="knee-rolls"))
    assert reminder(day).level == USUAL_LEVEL
    assert day.say(ticking(WELL, "osteoporosis")).status().reminder is None
    day.say(Start(stretch="knee-rolls"))
    assert reminder(day).level == EASY_LEVEL


def test_a_guide_goes_on_where_nothing_forbids_it() -> None:
    day = begun().say(Start(stretch="cobra")).say(ticking(WELL, "knee_problem"))
    assert day.stage() is Stage.STARTED


@pytest.mark.parametrize(
    ("before", "after", "stretch", "refusal"),
    [
        (person(pain="sciatic"), person(pain="lumbar"), "seated-sciatic-slider", Refusal.NO_LEG_PAIN),
        (
            person(conditions="balance_problem"), person(conditions="balance_problem surgery_6_12"), "heel-raises",
            Refusal.LIMIT,
        ),
    ],
    ids=["leg pain", "limit"],
)  # fmt: skip
def test_what_would_not_begin_now_but_is_safe_is_done_to_its_end(
    before: Settings, after: Settings, stretch: str, refusal: Refusal
) -> None:
    day = begun(before).say(Done(stretch=stretch)).minutes(40).say(Done(stretch=stretch))
    day.say(Start(stretch=stretch)).say(SettingsChanged(after))
    assert day.stage() is Stage.STARTED
    assert day.say(Done()).say(Start(stretch=stretch)).story()[-1] == refused(refusal)


def test_a_session_with_something_that_is_ruled_out_is_over() -> None:
    settings = person(place=HOME)
    day = begun(settings).say(StartSession())
    planned = [MOVEMENTS.stretches[one.stretch] for one in reminder(day).session]
    day.say(ticking(settings, min(planned[-1].exclude_if)))
    assert day.status().reminder is None


def test_gentler_days_lower_what_is_on_the_screen() -> None:
    off = frozenset(MOVEMENTS.stretches) - {"walk-break"}
    walking = replace(WELL, stretches=replace(WELL.stretches, disable=off, break_=120.0))
    day = begun(walking).run_until("shown")
    assert (reminder(day).stretch, reminder(day).level) == ("walk-break", USUAL_LEVEL)
    day.say(Flare(1))
    assert last_popup(day).level == EASY_LEVEL


def test_gentler_days_end_a_guide_that_is_not_gentle() -> None:
    day = begun().say(Start(stretch="cobra")).say(Flare(1))
    assert day.status().reminder is None


def test_a_guide_that_a_restart_takes_up_is_over_where_the_body_was_changed_meanwhile() -> None:
    day = begun().say(Start(stretch="cobra"))
    day.settings = replace(WELL, body=replace(WELL.body, conditions=frozenset({"hernia"}), disclaimer=True))
    assert day.restart(gap=5).status().reminder is None


def test_what_a_restart_takes_up_begins_as_gently_as_was_said_meanwhile() -> None:
    day = held("snoozed")
    before = suggested(day)
    caring = frozenset({min(before.caution_if)})
    day.settings = replace(WELL, body=replace(WELL.body, conditions=caring, disclaimer=True))
    day.restart(gap=5).say(Start())
    assert (reminder(day).stretch, reminder(day).level) == (before.id, EASY_LEVEL)


def test_nobody_who_cannot_stand_begins_a_standing_stretch_of_their_own_by_name() -> None:
    own = replace(MOVEMENTS.stretches["heel-raises"], id="mine", exclude_if=frozenset())
    catalogue = replace(MOVEMENTS, stretches={**MOVEMENTS.stretches, "mine": own})
    day = Day(settings=person(conditions="cannot_stand"), catalogue=catalogue).work()
    day.say(ReportRedFlags(Urgency.NONE)).say(Start(stretch="mine"))
    assert day.status().reminder is None
