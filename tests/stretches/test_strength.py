"""What makes a muscle work: how often, and how soon again; a rest bent forward, and lying on the front first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from breakd.engine.events import Done, Feel
from breakd.engine.health_requests import ReportRedFlags
from breakd.engine.settings import HOME, OFFICE, Place, Settings
from breakd.engine.status import UnavailableReason
from breakd.stretches.model import RELIEF, STRENGTH, Stretch
from breakd.stretches.safety_state import Urgency
from breakd.stretches.scoring import is_prone_rest
from breakd.stretches.selection import Exclusion, SelectionInput, StretchHistory, SuggestionContext, exclusion_of
from breakd.stretches.session import EXTRAS, plan_session, seconds_of
from tests.support.timeline import Day
from tests.support.weeks import KNOWN, person, weeks

TODAY = date(2026, 11, 26)
FRESH = StretchHistory(today=TODAY, days=9)
STRONG = [stretch for stretch in KNOWN.stretches.values() if stretch.kind == STRENGTH]


def out(
    stretch: Stretch, settings: Settings, history: StretchHistory = FRESH, place: Place = HOME
) -> Exclusion | None:
    moment = SuggestionContext(place, on_call=False, firm=False, long_break=False, seconds=150.0, seed=0)
    return exclusion_of(stretch, KNOWN, settings, moment, history)


@pytest.mark.parametrize("stretch", STRONG, ids=[one.id for one in STRONG])
@pytest.mark.parametrize(("ago", "expected"), [(0, Exclusion.LIMIT), (1, Exclusion.LIMIT), (2, None)])
def test_after_the_demanding_dose_a_muscle_rests_a_day(
    stretch: Stretch, ago: int, expected: Exclusion | None
) -> None:
    history = replace(FRESH, demanded={stretch.id: TODAY - timedelta(days=ago)})
    assert out(stretch, person(), history) is expected


def test_what_is_for_length_needs_no_such_rest() -> None:
    assert out(KNOWN.stretches["cat-cow"], person(), replace(FRESH, demanded={"cat-cow": TODAY})) is None


def test_the_rest_is_told_with_its_end() -> None:
    """Done at the demanding dose on Monday morning, it comes again on Wednesday."""
    day = Day(settings=person(place=HOME)).work().say(ReportRedFlags(Urgency.NONE))
    for _ in range(5):
        day.say(Done(stretch="bridge")).say(Feel("same")).suspend(86400)
    day.suspend(2 * 86400).say(Done(stretch="bridge"))
    (away,) = (one for one in day.status().away if one.stretch == "bridge")
    assert away.why is UnavailableReason.LIMIT
    assert away.until is not None
    assert away.until.strftime("%a %H:%M") == "Wed 00:00"
    assert "bridge" in {one.stretch for one in day.suspend(86400).status().away}
    assert "bridge" not in {one.stretch for one in day.suspend(86400).status().away}


def test_the_usual_dose_may_come_every_day() -> None:
    day = Day(settings=person(place=HOME)).work().say(Done(stretch="bridge"))
    assert "bridge" not in {one.stretch for one in day.status().away}


# --- a rest bent forward ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (person(pain="lumbar"), Exclusion.NOT_EASED),
        (person(pain="lumbar", eases="extension"), Exclusion.NOT_EASED),
        (person(pain="lumbar", eases="flexion"), None),
        (person(conditions="spinal_stenosis"), None),
        (person(pain="sciatic"), Exclusion.NOT_EASED),
    ],
)
def test_leaning_on_the_desk_is_for_whom_bending_eases(settings: Settings, expected: Exclusion | None) -> None:
    assert out(KNOWN.stretches["seated-desk-lean"], settings, place=OFFICE) is expected


def test_to_bend_on_the_floor_nobody_waits_for_that() -> None:
    assert out(KNOWN.stretches["childs-pose"], person(pain="lumbar")) is None


# --- lying on the front ------------------------------------------------------------------------------


@pytest.mark.parametrize("conditions", ["flexion_worse", "disc_herniation"])
@pytest.mark.parametrize("seed", range(3))
def test_with_leg_pain_that_bending_makes_worse_the_floor_begins_on_the_front(conditions: str, seed: int) -> None:
    first: dict[date, str] = {}
    for one in weeks(person(place=HOME, pain="sciatic", conditions=conditions), count=2, seed=seed):
        if one.choice is not None and one.choice.stretch.setting == "floor":
            first.setdefault(one.at.date(), one.choice.stretch.id)
    assert len(first) == 10
    assert set(first.values()) == {"prone-lying"}


@pytest.mark.parametrize(
    "settings",
    [person(place=HOME, pain="sciatic"), person(place=HOME, conditions="flexion_worse"),
     person(place=HOME, pain="sciatic", conditions="flexion_worse", eases="flexion")],
)  # fmt: skip
def test_everybody_else_begins_anywhere(settings: Settings) -> None:
    first: dict[date, str] = {}
    for one in weeks(settings, count=2):
        if one.choice is not None and one.choice.stretch.setting == "floor":
            first.setdefault(one.at.date(), one.choice.stretch.id)
    assert len(set(first.values())) > 2


# --- the session -------------------------------------------------------------------------------------

PROFILES = {
    "nothing, at home": person(place=HOME),
    "nothing, in the office": person(),
    "lower back, at home, with the plow": person(place=HOME, pain="lumbar", enable="plow"),
    "right leg, bending worse, at home": person(place=HOME, pain="sciatic", side="right", conditions="flexion_worse"),
    "neck, in the office": person(pain="neck upper-back", conditions="neck_problem"),
    "stenosis, glaucoma, hip, in the office": person(conditions="spinal_stenosis glaucoma hip_replacement"),
    "65: balance, knee, pressure, bone, at home": person(
        place=HOME, conditions="balance_problem knee_problem high_bp osteoporosis"
    ),
}


def session(settings: Settings, history: StretchHistory = FRESH) -> list[tuple[Stretch, int]]:
    place = settings.places["office"]
    moment = SuggestionContext(place, on_call=False, firm=False, long_break=False, seconds=90.0, seed=0)
    planned = plan_session(SelectionInput(KNOWN, settings, moment, history))
    return [(KNOWN.stretches[one.stretch], one.level) for one in planned]


@pytest.mark.parametrize("name", PROFILES)
def test_a_session_is_about_ten_minutes_with_one_or_two_for_strength(name: str) -> None:
    settings = PROFILES[name]
    for days in (0, 9):
        found = session(settings, replace(FRESH, days=days))
        assert 9 * 60 <= seconds_of(found, settings.body.side) <= 11 * 60
        strong = [stretch for stretch, _ in found if stretch.kind == STRENGTH]
        assert len(strong) <= 2
        assert [stretch.id for stretch in strong if not stretch.seed], "one of the five is too, and is not enough"


@pytest.mark.parametrize("name", PROFILES)
def test_breath_and_circulation_are_not_what_a_session_is_for(name: str) -> None:
    """At most a walk fills it up; its core is eight minutes of stretches and strength."""
    found, side = session(PROFILES[name]), PROFILES[name].body.side
    core = [one for one in found if one[0].kind not in EXTRAS]
    assert len(found) - len(core) <= 1
    assert seconds_of(core, side) >= 8 * 60


def test_but_they_fill_one_up_where_little_is_left() -> None:
    """In the first weeks after an operation five things are: the session is a short one of these."""
    found = {stretch.id for stretch, _ in session(person(conditions="surgery_0_6"))}
    assert {"tall-sit-breathing", "seated-ankle-pumps"} <= found


def test_where_all_that_is_for_strength_is_tired_there_is_none() -> None:
    tired = replace(FRESH, demanded={one.id: TODAY for one in STRONG})
    assert not [stretch.id for stretch, _ in session(person(place=HOME), tired) if stretch.kind == STRENGTH]


def test_a_leg_that_hurts_begins_the_floor_on_the_front() -> None:
    floor = [one for one, _ in session(PROFILES["right leg, bending worse, at home"]) if one.setting == "floor"]
    assert is_prone_rest(floor[0])
    back = [one for one, _ in session(person(place=HOME)) if one.position == "on-back"]
    assert [one.kind == RELIEF for one in back] == sorted(one.kind == RELIEF for one in back)
