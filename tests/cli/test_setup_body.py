"""What `breakd setup` asks about the body, and what becomes of it: pain, conditions, weeks, a wheelchair."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from breakd.engine.settings import HOME, OFFICE, BodySettings
from breakd.messages import setup as texts
from breakd.messages import tr
from breakd.setup.body_questions import CONDITIONS
from breakd.stretches import catalogue
from breakd.stretches.conditions import HALVES, conditions_on
from breakd.stretches.selection import StretchHistory, SuggestionContext, allowed_suggestions
from breakd.system import paths
from tests.support.setup_conversation import flat, health, holds, hurts, setup, typing, worse_with
from tests.support.warm import Ended

KNOWN = catalogue.load()


def ago(days: int) -> date:
    return date.today() - timedelta(days=days)


def conditions() -> frozenset[str]:
    """Those that hold today, whole words aside."""
    return conditions_on(holds().body, date.today()) - HALVES.keys()


def wrote(body: str, config: str = "") -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text(body)
    if config:
        paths.config_file().write_text(config)


def in_order(ended: Ended, *sentences: str) -> bool:
    places = [flat(ended.out).find(flat(one)) for one in sentences]
    return -1 not in places and places == sorted(places)


def test_every_condition_is_asked_for_somewhere() -> None:
    halves = {half for pair in HALVES.values() for half in pair}
    lines = [word for words in CONDITIONS.values() for word in words]
    assert len(set(lines)) == len(lines)
    assert {*lines, *texts.WORSE_WITH, "leg_nerve_pain"} == KNOWN.conditions.keys() - halves | HALVES.keys()
    assert texts.REGIONS.keys() == KNOWN.targets - {"circulation", "posture"}
    assert {*texts.THINGS, "sturdy-chair"} == KNOWN.equipment


# --- where it hurts -------------------------------------------------------------------------------


def test_the_leg_comes_first_and_brings_its_care() -> None:
    ended = setup(notice="yes", leg="yes", pain="0", side="3")
    assert in_order(
        ended, texts.LEG, texts.PAIN_TOO, texts.SIDE, texts.BACK_AND_JOINTS, texts.HEALTH, texts.WORSE, texts.EASES
    )
    assert "sciatic nerve" not in ended.out, "it is not asked for twice"
    assert holds().body == BodySettings(frozenset({"sciatic"}), "right", disclaimer=True)
    assert conditions() == {"leg_nerve_pain"}


def test_down_the_leg_alone_brings_the_same_care() -> None:
    setup(notice="yes", leg="no", pain=hurts("sciatic"), side="2")
    assert conditions() == {"leg_nerve_pain"}


def test_the_care_goes_when_the_leg_is_well() -> None:
    wrote('[body]\npain = ["sciatic", "neck"]\nconditions = ["leg_nerve_pain"]\n')
    ended = setup(notice="yes")
    assert f"{texts.LEG} [yes] >" in flat(ended.out)
    assert conditions() == {"leg_nerve_pain"}
    setup(leg="no", pain=hurts("neck"))
    assert holds().body.pain == {"neck"}
    assert conditions() == frozenset()


def test_eyes_have_no_side_and_no_bending() -> None:
    ended = setup(notice="yes", hurts="elsewhere", pain="eyes")
    assert holds().body == BodySettings(frozenset({"eyes"}), disclaimer=True)
    for question in (texts.SIDE, texts.WORSE, texts.EASES):
        assert question not in ended.out


def test_what_makes_it_worse_is_kept_and_taken_back() -> None:
    setup(notice="yes", health=health("glaucoma"), worse=worse_with("sitting_worse", "flexion_worse"))
    assert conditions() == {"glaucoma", "sitting_worse", "flexion_worse"}
    ended = setup(hurts="no", worse="0")
    assert texts.WORSE in ended.out, "asked although nothing hurts now: it still holds"
    assert conditions() == {"glaucoma"}


@pytest.mark.parametrize("word", ["yes", "YES!", "ja"])
def test_yes_to_a_list_is_asked_which(word: str) -> None:
    ended = setup(notice="yes", health=f"{word}\n{health('vertigo')}")
    assert texts.WHICH in ended.out
    assert conditions() == {"vertigo"}


def test_0_is_none_wherever_none_is_an_answer() -> None:
    wrote('[body]\npain = ["neck"]\nside = "left"\neases = "walk"\n')
    setup(notice="yes", side="0", eases="0")
    assert (holds().body.side, holds().body.eases) == ("none", "none")


def test_in_the_first_run_what_applies_must_be_answered() -> None:
    """Nobody goes through all of it with Enter and gets what does not suit them."""
    first = setup(notice="yes", hurts="no", joints="\n\n0", health=f"\n{health('glaucoma')}")
    assert first.code == 0
    assert flat(first.out).count("or 0 for none.") == 3 + 3, "each Enter was asked again"
    assert texts.NEED_ANSWER_FIRST in flat(first.out)
    assert conditions() == {"glaucoma"}
    later = setup()
    assert texts.NEED_ANSWER in flat(later.out)
    assert "or 0 for none." not in flat(later.out).replace(texts.ANY_FLAGS, "")
    assert conditions() == {"glaucoma"}


@pytest.mark.parametrize("typed", ["", "0\n", "0\n\n"])
def test_who_ends_at_what_applies_confirms_nothing_in_the_first_run(typed: str) -> None:
    ended = typing(f"yes\nno\n0\n0\n0\n{typed}")
    assert ended.code == 1
    assert flat(ended.err).endswith(texts.NOT_ANSWERED)
    assert not paths.config_dir().exists()


# --- weeks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weeks", "free", "days", "holding"),
    [
        ("0", None, 0, {"surgery_0_6"}),
        ("3", None, 18, {"surgery_0_6"}),
        ("6", None, 39, {"surgery_0_6"}),
        ("7", None, 46, {"surgery_6_12"}),
        ("12", "yes", 81, {"surgery_6_12"}),
        ("13", "no", 88, {"surgery_6_12"}),
        ("13", "", 88, {"surgery_6_12"}),
        ("13", "yes", 88, set()),
    ],
)
def test_an_operation_is_asked_its_weeks(weeks: str, free: str | None, days: int, holding: set[str]) -> None:
    asked = {} if free is None else {"released": free}
    ended = setup(notice="yes", hurts="", health=health("recent_surgery"), surgery_weeks=weeks, **asked)
    released = free == "yes"
    assert holds().body == BodySettings(disclaimer=True, surgery=ago(days), surgery_released=released)
    assert conditions() == holding
    assert (texts.HOSPITAL_FIRST in flat(ended.out), texts.STILL_GENTLE in ended.out) == (
        free is None,
        free is not None and not released,
    )


@pytest.mark.parametrize(
    ("answer", "days", "holding"),
    [("1", 6, "pregnancy_early"), ("16", 111, "pregnancy_early"), ("17", 118, "pregnancy_late"),
     ("20", 139, "pregnancy_late"), ("43", 300, "pregnancy_late")],
)  # fmt: skip
def test_a_pregnancy_is_asked_its_week(answer: str, days: int, holding: str) -> None:
    setup(notice="yes", hurts="", health=health("pregnancy"), pregnancy_week=answer)
    assert holds().body == BodySettings(disclaimer=True, pregnant_since=ago(days))
    assert conditions() == {holding}


def test_who_skips_the_weeks_gets_the_greatest_care() -> None:
    ended = setup(notice="yes", health=health("recent_surgery", "pregnancy"))
    assert ended.out.count(texts.WEEKS_OPEN) == 2
    assert holds().body.conditions == HALVES.keys()
    assert conditions() == {half for pair in HALVES.values() for half in pair}


@pytest.mark.parametrize("answer", ["44", "0", "-1", "soon", "2.5", "²"])
def test_no_number_of_weeks_is_asked_again(answer: str) -> None:
    ended = setup(notice="yes", health=health("pregnancy"), pregnancy_week=f"{answer}\n20")
    assert tr(texts.BAD_WEEKS, text=answer, least=1, most=43) in flat(ended.out)
    assert holds().body.pregnant_since == ago(139)


def test_an_old_profile_is_asked_its_weeks() -> None:
    wrote('[body]\nconditions = ["pregnancy", "recent_surgery", "glaucoma"]\ndisclaimer = "confirmed"\n')
    ended = setup(pregnancy_week="20", surgery_weeks="3")
    assert ended.out.count(texts.SURGERY_WEEKS) == ended.out.count(texts.PREGNANCY_WEEK) == 1
    body = holds().body
    assert body.conditions == {"glaucoma"}
    assert (body.pregnant_since, body.surgery) == (ago(139), ago(18))
    assert conditions() == {"glaucoma", "pregnancy_late", "surgery_0_6"}


def test_an_old_pregnancy_may_be_over() -> None:
    wrote('[body]\nconditions = ["pregnancy"]\n')
    setup(notice="yes")
    assert (holds().body.conditions, holds().body.pregnant_since) == (frozenset(), None)


def test_an_old_profile_that_leaves_them_out_keeps_its_word() -> None:
    before = '[body]\nconditions = ["recent_surgery"]\ndisclaimer = "confirmed"\n'
    wrote(before)
    ended = setup(hurts="")
    assert texts.WEEKS_OPEN in flat(ended.out)
    assert paths.body_file().read_text() == before


def test_the_day_of_an_operation_stays_when_the_weeks_are_kept() -> None:
    before = f'[body]\nsurgery = {ago(20)}  # hip, left\npregnant_since = "{ago(130)}"\ndisclaimer = "confirmed"\n'
    wrote(before)
    ended = setup(hurts="")
    assert f"{texts.SURGERY_WEEKS} [3] >" in flat(ended.out)
    assert f"{texts.PREGNANCY_WEEK} [19] >" in flat(ended.out)
    assert paths.body_file().read_text() == before


def test_what_is_over_goes_from_the_file_with_its_day() -> None:
    wrote(
        f'# mine\n[body]\nsurgery = {ago(200)}\nsurgery_released = true\npain = ["neck"]  # the desk\n'
        f'pregnant_since = {ago(10)}\ndisclaimer = "confirmed"\n'
    )
    setup(hurts="", health="0")
    assert paths.body_file().read_text() == '# mine\n[body]\npain = ["neck"]  # the desk\ndisclaimer = "confirmed"\n'


def test_a_pregnancy_of_years_ago_shows_no_week() -> None:
    wrote(f'[body]\npregnant_since = {ago(900)}\ndisclaimer = "confirmed"\n')
    ended = setup(hurts="")
    assert f"{texts.PREGNANCY_WEEK} >" in flat(ended.out)
    assert f"{texts.HEALTH}" in flat(ended.out)
    setup(hurts="", health="0")
    assert holds().body.pregnant_since is None


# --- things, a wheelchair, check-ups --------------------------------------------------------------


def test_one_word_brings_standing_up_as_an_exercise_to_the_office() -> None:
    """Its chair has wheels as a rule; whether there is another one is a question of its own."""
    ended = setup(notice="yes", firm="yes")
    assert texts.FIRM_CHAIR in flat(ended.out)
    office = holds().places["office"]
    assert office.equipment == OFFICE.equipment | {"sturdy-chair"}
    context = SuggestionContext(office, on_call=False, firm=False, long_break=False, seconds=90.0, seed=0)
    found = {one.stretch.id for one in allowed_suggestions(catalogue.load(), holds(), context, StretchHistory())}
    assert "sit-to-stand" in found


def test_without_that_word_nobody_stands_up_from_a_chair_on_wheels() -> None:
    setup(notice="yes")
    assert holds().places["office"] == OFFICE
    setup(place="2", firm="no")
    assert "sturdy-chair" not in holds().places["office"].equipment


def test_a_firm_chair_serves_for_all_that_a_desk_does() -> None:
    setup(notice="yes", things="1", firm="yes")
    assert holds().places["office"].equipment == {"chair", "sturdy-chair-or-desk", "sturdy-chair"}


def test_who_cannot_stand_is_not_asked_to() -> None:
    ended = setup(notice="yes", health=health("cannot_stand"), place="1", seated_things="2")
    assert flat(ended.out).count(texts.PRESSURE_RELIEF) == 1
    rest = ended.out.split(texts.WORSE)[1]
    for word in ("Standing", "Walking", "wall", "doorway", "A chair"):
        assert word not in rest
    found = holds().places["office"]
    assert found.settings == {"seated"}
    assert found.equipment == {"chair", "sturdy-chair-or-desk", "wall"}
    assert conditions() == {"cannot_stand"}


def test_who_can_stand_again_stands_again() -> None:
    wrote(
        '[body]\nconditions = ["cannot_stand"]\ndisclaimer = "confirmed"\n',
        '[place]\nnow = "home"\n[place.home]\nsettings = ["seated", "floor"]\n',
    )
    setup(hurts="", health="0")
    assert holds().places["home"].settings == {"floor", "seated", "standing"}
    assert 'settings = ["seated", "floor", "standing"]\n' in paths.config_file().read_text()
    assert holds().body == BodySettings(disclaimer=True)


def test_a_place_to_stand_in_alone_becomes_one_to_sit_in() -> None:
    wrote('[body]\ndisclaimer = "confirmed"\n', '[place.office]\nsettings = ["standing"]\nequipment = []\n')
    setup(hurts="", health=health("cannot_stand"))
    assert '[place.office]\nsettings = ["seated"]\nequipment = ["chair"]\n' in paths.config_file().read_text()


def test_an_interval_between_check_ups_of_ones_own_is_offered_and_kept() -> None:
    wrote('[body]\ndisclaimer = "confirmed"\n', '[stretches]\ncheckup_every = "26 weeks"\n')
    before = paths.config_file().read_text()
    ended = setup()
    assert texts.OWN_CHECKUP in ended.out
    assert paths.config_file().read_text() == before
    assert holds().stretches.checkup_every == 26 * 604800.0


def test_who_cannot_stand_is_offered_the_floor_only_by_saying_that_they_get_there() -> None:
    """The home that is set up beforehand has a mat: Enter is no word about getting down to it."""
    ended = setup(notice="yes", health=health("cannot_stand"), place="2")
    assert "and you get down to it and up again" in flat(ended.out)
    assert "mat" not in holds().places["home"].equipment


def test_the_floor_that_was_ticked_stays_ticked() -> None:
    wrote('[body]\nconditions = ["cannot_stand"]\ndisclaimer = "confirmed"\n', '[place]\nnow = "home"\n')
    setup(hurts="")
    assert "mat" in holds().places["home"].equipment


def test_other_places_stay_as_they_are() -> None:
    setup(notice="yes", health=health("cannot_stand"), place="2", seated_things="3")
    things = frozenset({"chair", "mat", "sturdy-chair", "wall", "doorway"})
    assert dict(holds().places) == {
        "office": OFFICE,
        "home": replace(HOME, settings=frozenset({"seated", "floor"}), equipment=things),
    }
