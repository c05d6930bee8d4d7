"""What somebody begins by its name keeps the limits that a suggestion keeps; a walk has none."""

from __future__ import annotations

import pytest

from breakd.engine.effects import Refusal, Refused
from breakd.engine.events import Done, Feel, Start
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.settings import HOME, Settings
from breakd.engine.status import Stage
from breakd.messages import refusals
from breakd.stretches.model import TOP_LEVEL
from breakd.stretches.safety_state import Urgency
from tests.support.timeline import MOVEMENTS, Day
from tests.support.weeks import person

CLEAN = ReportRedFlags(Urgency.NONE)
SCIATIC = person(place=HOME, pain="sciatic", enable="plow")
BACK = person(place=HOME, pain="lumbar", enable="plow")
SLIDERS = ("seated-sciatic-slider", "lying-sciatic-slider")
DAY = 86400.0


def at_work(who: Settings = BACK) -> Day:
    return Day(settings=who).work().say(CLEAN)


def done(day: Day, stretch: str, times: int) -> Day:
    """Begun by its name and done, so many times."""
    for _ in range(times):
        assert day.say(Start(0, stretch)).stage() is Stage.STARTED
        day.say(Done(stretch=stretch))
    return day


def refusal_of(day: Day, stretch: str) -> Refused | None:
    """Why it does not begin by its name; None if it does."""
    day.say(Start(0, stretch))
    effect = day.seen[-1].effect if day.seen else None
    if day.stage() is Stage.STARTED:
        return None
    assert isinstance(effect, Refused)
    return effect


@pytest.mark.parametrize("stretch", [id for id, one in MOVEMENTS.stretches.items() if one.direction != "walk"])
def test_no_stretch_begins_oftener_than_is_good_for_a_day(stretch: str) -> None:
    who = SCIATIC if stretch in SLIDERS else BACK
    day = done(at_work(who), stretch, MOVEMENTS.stretches[stretch].max_per_day)
    assert refusal_of(day, stretch) == Refused(Refusal.LIMIT, stretch)
    assert refusal_of(day.suspend(DAY), stretch) is None


def test_the_plow_does_not_begin_four_times_in_a_week() -> None:
    day = at_work()
    for _ in range(3):
        done(day, "plow", 1).suspend(DAY)
    refused = refusal_of(day, "plow")
    assert refused == Refused(Refusal.LIMIT, "plow")
    assert "breakd stretches show plow" in refusals.refusal(refused)
    assert refusal_of(day.suspend(4 * DAY), "plow") is None


@pytest.mark.parametrize("slider", SLIDERS)
def test_a_slider_is_for_pain_down_the_leg(slider: str) -> None:
    refused = refusal_of(at_work(BACK), slider)
    assert refused == Refused(Refusal.NO_LEG_PAIN, slider)
    assert "breakd setup" in refusals.refusal(refused)
    assert refusal_of(at_work(SCIATIC), slider) is None


def test_after_the_demanding_dose_of_strength_comes_a_day_of_rest() -> None:
    day = at_work()
    for _ in range(12):
        done(day, "sit-to-stand", 1).say(Feel("better")).suspend(2 * DAY)
    reminder = day.say(Start(0, "sit-to-stand")).status().reminder
    assert reminder is not None
    assert reminder.level == TOP_LEVEL
    day.say(Done())
    assert refusal_of(day, "sit-to-stand") == Refused(Refusal.LIMIT, "sit-to-stand")
    assert refusal_of(day.suspend(DAY), "sit-to-stand") == Refused(Refusal.LIMIT, "sit-to-stand")
    assert refusal_of(day.suspend(DAY), "sit-to-stand") is None


def test_a_walk_may_always_begin() -> None:
    assert done(at_work(), "walk-break", MOVEMENTS.stretches["walk-break"].max_per_day + 3)


def test_a_walk_that_hurts_is_away_like_any_other_stretch() -> None:
    """Its limit alone is lifted for a walk."""
    day = done(at_work(), "walk-break", 1).say(Feel("worse"))
    assert refusal_of(day, "walk-break") == Refused(Refusal.PUT_AWAY, "walk-break")


# --- a back that minds bending --------------------------------------------------------------------

BENDS = [id for id, one in MOVEMENTS.stretches.items() if one.direction == "flexion" and one.kind != "relief"]


@pytest.mark.parametrize("stretch", BENDS)
@pytest.mark.parametrize("condition", ["flexion_worse", "disc_herniation", "leg_nerve_pain"])
def test_a_back_that_minds_bending_is_not_bent_by_name_either(stretch: str, condition: str) -> None:
    who = person(place=HOME, pain="lumbar", enable="plow", conditions=condition)
    refused = refusal_of(at_work(who), stretch)
    assert refused is not None
    assert refused.refusal in (Refusal.NOT_EASED, Refusal.EXCLUDED)
    eased = person(place=HOME, pain="lumbar", enable="plow", conditions=condition, eases="flexion")
    assert refusal_of(at_work(eased), stretch) in (None, Refused(Refusal.EXCLUDED, stretch))


def test_the_sentence_names_the_way_out() -> None:
    refused = refusal_of(at_work(SCIATIC), "seated-knee-hug")
    assert refused == Refused(Refusal.NOT_EASED, "seated-knee-hug")
    assert "`breakd setup`" in refusals.refusal(refused)


def test_the_lean_on_the_desk_waits_only_to_be_suggested() -> None:
    """It is kept back since everybody bends all day, which is no danger to who asks for it."""
    assert refusal_of(at_work(BACK), "seated-desk-lean") is None
