"""Which of the allowed stretches comes: the weights one by one, the early failures by name, weeks of anybody."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from datetime import date, timedelta

import pytest

from breakd.engine.settings import HOME, OFFICE, Settings
from breakd.stretches import selection
from breakd.stretches.scoring import Scorer, choose_stretch
from breakd.stretches.selection import (
    Exclusion,
    SelectionInput,
    StretchHistory,
    SuggestionContext,
    allowed_level,
    allowed_suggestions,
)
from tests.support.rules_again import highest, takes
from tests.support.weeks import KNOWN, MONDAY, ON_CALL, Suggested, anybody, person, shares, standing_share, weeks

DESK = SuggestionContext(place=OFFICE, on_call=False, firm=False, long_break=False, seconds=90, seed=1)
RULES = KNOWN.select
NOBODY = person()
ARTICLE = ("cat-cow", "chair-back-stretch", "cobra", "figure-four-lying", "plow")
SLIDERS = {"seated-sciatic-slider", "lying-sciatic-slider"}


def points(id: str, history: StretchHistory, settings: Settings = NOBODY) -> float:
    return Scorer(SelectionInput(KNOWN, settings, DESK, history)).score(KNOWN.stretches[id])


def gain(id: str, history: StretchHistory, settings: Settings = NOBODY) -> float:
    """What the practice adds to a stretch that is otherwise new."""
    return pytest.approx(points(id, history, settings) - points(id, StretchHistory(), NOBODY))  # type: ignore[return-value]


# --- the weights ----------------------------------------------------------------------------------


def test_where_it_hurts_comes_first() -> None:
    back = person(pain="lumbar")
    assert gain("seated-cat-cow", StretchHistory(), back) == RULES.pain_match
    assert gain("chin-tuck", StretchHistory(), back) == 0


def test_after_four_breaks_for_what_hurts_the_others_get_the_bonus_once() -> None:
    back = person(pain="lumbar")
    four = StretchHistory(done=("chin-tuck", *["seated-cat-cow"] * 4))
    then = StretchHistory(done=(*four.done, "chin-tuck"))
    assert points("chin-tuck", four, back) - points("chin-tuck", then, back) == pytest.approx(RULES.pain_match)
    assert points("seated-cat-cow", then, back) - points("seated-cat-cow", four, back) > 0


def test_the_direction_that_eases_counts_for_the_back_and_the_front_of_the_hip() -> None:
    extends = person(eases="extension")
    assert gain("standing-back-extension", StretchHistory(), extends) == RULES.direction_match
    assert gain("standing-hip-flexor-stretch", StretchHistory(), extends) == RULES.direction_match
    assert gain("wall-angel", StretchHistory(), extends) == 0, "the upper back has no direction"


def test_standing_after_the_chair() -> None:
    seated = StretchHistory(done=("chin-tuck",))
    assert gain("heel-raises", seated) == RULES.standing_after_seated
    assert gain("heel-raises", StretchHistory(done=("chin-tuck",) * 9)) == 2 * RULES.standing_after_seated
    assert gain("neck-turns", seated) == 0


def test_the_chair_after_much_standing_of_the_last_twelve_breaks() -> None:
    """What was done before the last twelve tells nothing of how tired the legs are."""
    tired = StretchHistory(done=("heel-raises",) * 12)
    assert gain("chin-tuck", tired) == RULES.seated_for_balance / 2
    assert gain("chin-tuck", StretchHistory(done=("chin-tuck",) * 12 + tired.done)) == RULES.seated_for_balance / 2
    assert gain("chin-tuck", StretchHistory(done=("chin-tuck",) * 6 + ("heel-raises",) * 6)) == 0


def test_a_movement_and_its_region_rest() -> None:
    just = points("chin-tuck", StretchHistory(recent=("chin-tuck",), region_minutes={"neck": 0.0}))
    later = points(
        "chin-tuck", StretchHistory(recent=("chin-tuck", *["walk-break"] * 12), region_minutes={"neck": 60.0})
    )
    never = points("chin-tuck", StretchHistory())
    assert just < later < never
    assert never - just == pytest.approx(
        RULES.movement_rest * 11 / 12 + RULES.long_rest * 39 / 40 + RULES.region_rest - RULES.same_direction
    )


def test_another_direction_than_the_last_three() -> None:
    assert (
        gain("seated-forward-fold", StretchHistory(recent=("seated-knee-hug", "childs-pose")))
        == 2 * RULES.same_direction
    )
    assert gain("seated-forward-fold", StretchHistory(recent=("seated-knee-hug", *["walk-break"] * 3))) == 0


def test_skips_and_what_was_said() -> None:
    assert gain("chin-tuck", StretchHistory(skips={"chin-tuck": 2})) == 2 * RULES.skipped
    assert gain("chin-tuck", StretchHistory(liking={"chin-tuck": 9})) == 2 * RULES.better_log
    assert gain("chin-tuck", StretchHistory(liking={"chin-tuck": -3})) == -3 * RULES.better_log


def test_only_with_caution_comes_late() -> None:
    assert gain("chin-tuck", StretchHistory(), person(conditions="neck_problem")) == RULES.caution


@pytest.mark.parametrize(
    ("pain", "condition", "id"),
    [
        ("neck", "neck_problem", "chin-tuck"),
        ("upper-back", "shoulder_problem", "wall-angel"),
        ("lumbar", "osteoporosis", "seated-cat-cow"),
        ("buttock", "knee_problem", "figure-four-seated"),
    ],
)
def test_but_not_where_it_hurts(pain: str, condition: str, id: str) -> None:
    """There the easy dose is care enough: who says that the neck hurts wants what is for the neck."""
    assert condition in KNOWN.stretches[id].caution_if
    assert gain(id, StretchHistory(), person(pain=pain, conditions=condition)) == RULES.pain_match


@pytest.mark.parametrize(("id", "condition"), [("sit-to-stand", "balance_problem"), ("bridge", "high_bp")])
def test_nor_for_strength(id: str, condition: str) -> None:
    """It is wanted most where it asks for care: the easy dose is care enough here too."""
    assert condition in KNOWN.stretches[id].caution_if
    assert gain(id, StretchHistory(), person(conditions=condition)) == 0


def test_the_tick_of_a_neck_that_hurts_brings_no_fewer_neck_stretches() -> None:
    def for_the_neck(settings: Settings) -> int:
        came = shares([one for seed in range(3) for one in weeks(settings, seed=seed)])
        return sum(count for id, count in came.items() if "neck" in KNOWN.stretches[id].targets)

    for pain in ("neck", "neck upper-back"):
        assert for_the_neck(person(pain=pain, conditions="neck_problem")) >= 0.9 * for_the_neck(person(pain=pain))


@pytest.mark.parametrize(
    ("condition", "id", "times"),
    [
        ("sitting_worse", "walk-break", 2),
        ("sitting_worse", "heel-raises", 1),
        ("sitting_worse", "chin-tuck", 0),
        ("standing_worse", "chin-tuck", 1),
        ("standing_worse", "chair-back-stretch", 0),
    ],
)
def test_the_posture_that_makes_it_worse_gives_way(condition: str, id: str, times: int) -> None:
    assert condition not in KNOWN.stretches[id].caution_if
    assert gain(id, StretchHistory(), person(conditions=condition)) == times * RULES.posture_worse


@pytest.mark.parametrize("condition", ["flexion_worse", "disc_herniation", "leg_nerve_pain"])
def test_a_back_that_minds_bending_is_not_bent_unless_that_eases_it(condition: str) -> None:
    assert offered_bends(conditions=condition) == set()
    excluded = {id for id, one in KNOWN.stretches.items() if condition in one.exclude_if}
    bends = {"seated-knee-hug", "seated-desk-lean", "double-knees-to-chest", "childs-pose"}
    assert offered_bends(conditions=condition, eases="flexion") == bends - excluded


def offered_bends(**body: str) -> set[str]:
    """What bends forward, of all that is offered at home."""
    at_home = replace(DESK, place=HOME)
    offered = allowed_suggestions(KNOWN, person(place=HOME, **body), at_home, StretchHistory())
    return {one.stretch.id for one in offered if one.stretch.direction == "flexion"}


def test_stenosis_brings_no_bending_back() -> None:
    """A disc bulge with stenosis is an everyday sentence of a report: no knee hug, at most the rest on the desk."""
    assert offered_bends(conditions="disc_herniation spinal_stenosis") == set()
    assert offered_bends(conditions="leg_nerve_pain spinal_stenosis") == {"seated-desk-lean"}


def test_a_disc_is_not_bent_more_often_because_bending_eases_it() -> None:
    plain, eased = (person(conditions="disc_herniation", eases=eases) for eases in ("none", "flexion"))
    hug = "seated-knee-hug"
    assert points(hug, StretchHistory(), eased) == points(hug, StretchHistory(), plain)


def test_leg_pain_alone_brings_no_bending() -> None:
    """Nothing is ticked, and the pain goes down the leg: no fold, no hamstring stretch, no hug, at any place."""
    for place in (OFFICE, HOME):
        sore = person(place=place, pain="sciatic", side="right")
        came = shares([one for seed in range(3) for one in weeks(sore, seed=seed)])
        assert not {id for id in came if KNOWN.stretches[id].direction == "flexion"}
        assert "seated-hamstring-stretch" not in came


def _share(direction: str, **body: str) -> float:
    breaks = [one for seed in range(3) for one in weeks(person(**body), seed=seed)]  # type: ignore[arg-type]
    return sum(
        one.choice is not None and one.choice.stretch.direction == direction for one in breaks
    ) / len(breaks)  # fmt: skip


def test_where_walking_eases_it_walks_come_clearly_more_often() -> None:
    assert gain("walk-break", StretchHistory(), person(eases="walk")) == RULES.direction_match
    assert _share("walk", pain="sciatic", eases="walk") >= 1.3 * _share("walk", pain="sciatic")
    assert _share("walk", pain="lumbar", eases="walk") >= 1.3 * _share("walk", pain="lumbar")


def test_where_sitting_makes_it_worse_standing_and_walking_come_forward() -> None:
    plain, worse = (list(weeks(person(pain="lumbar", conditions=one))) for one in ("", "sitting_worse"))
    assert standing_share(worse) >= standing_share(plain) + 0.1
    assert _share("walk", pain="lumbar", conditions="sitting_worse") > _share("walk", pain="lumbar")
    assert gain("walk-break", StretchHistory(), person(conditions="sitting_worse")) == 2 * RULES.posture_worse


def test_where_standing_makes_it_worse_the_chair_does() -> None:
    plain, worse = (list(weeks(person(pain="lumbar", conditions=one))) for one in ("", "standing_worse"))
    assert 0.2 <= standing_share(worse) <= standing_share(plain) - 0.1
    both = person(conditions="standing_worse sitting_worse")
    assert gain("chin-tuck", StretchHistory(), both) == 0


@pytest.mark.parametrize("weeks_ago", [0, 5, 6, 11])
def test_after_an_operation_every_dose_is_the_easy_one(weeks_ago: int) -> None:
    """Of what no tag makes gentle too, and of a stretch of one's own that has no tags."""
    day = MONDAY.date()
    healing = person()
    healing = replace(healing, body=replace(healing.body, surgery=day - timedelta(weeks=weeks_ago)))
    history = StretchHistory(today=day, days=9)
    own = replace(KNOWN.stretches["walk-break"], caution_if=frozenset(), exclude_if=frozenset())
    assert allowed_level(own, SelectionInput(KNOWN, healing, DESK, history)) == 1
    for stretch in KNOWN.stretches.values():
        assert allowed_level(stretch, SelectionInput(KNOWN, healing, DESK, history)) in (1, None)
    released = replace(healing, body=replace(healing.body, surgery=day - timedelta(weeks=12), surgery_released=True))
    assert allowed_level(own, SelectionInput(KNOWN, released, replace(DESK, seconds=120), history)) == 2


def test_the_first_back_bends_on_the_floor_are_small() -> None:
    at_home = replace(DESK, place=HOME)
    for id in ("cobra", "sphinx", "standing-back-extension", "cat-cow"):
        stretch = KNOWN.stretches[id]
        first, later = (
            allowed_level(stretch, SelectionInput(KNOWN, NOBODY, at_home, StretchHistory(days=days)))
            for days in (RULES.gentle_start_days - 1, RULES.gentle_start_days)
        )
        assert (first, later) == ((1, 2) if id in ("cobra", "sphinx") else (2, 2))
    days: dict[date, set[int]] = {}
    for one in weeks(person(place=HOME, pain="lumbar"), count=2):
        if one.choice is not None and one.choice.stretch.id in ("cobra", "sphinx"):
            days.setdefault(one.at.date(), set()).add(one.choice.level)
    first_days = {MONDAY.date() + timedelta(days=number) for number in range(RULES.gentle_start_days)}
    assert {level for day, levels in days.items() if day in first_days for level in levels} == {1}
    assert {level for day, levels in days.items() if day not in first_days for level in levels} == {2}


def test_the_easier_variant_of_what_is_put_away() -> None:
    assert gain("seated-cat-cow", StretchHistory(put_away=frozenset({"seated-forward-fold"}))) == RULES.easier_offer


def test_after_two_hours_of_sitting_the_leg_comes_forward() -> None:
    leg = person(pain="sciatic")
    before = StretchHistory(sat_minutes=119.0)
    after = StretchHistory(sat_minutes=120.0)
    for id in ("seated-sciatic-slider", "figure-four-seated"):
        assert points(id, after, leg) - points(id, before, leg) == pytest.approx(RULES.sciatic_forward)
        assert points(id, after) == points(id, before), "only with leg pain"
    chosen = choose_stretch(KNOWN, leg, DESK, after)
    assert chosen is not None
    assert chosen.stretch.id in {"seated-sciatic-slider", "figure-four-seated"}
    done = StretchHistory(sat_minutes=150.0, region_minutes={"sciatic-nerve": 20.0})
    assert points("figure-four-seated", done, leg) == points("figure-four-seated", before, leg)
    again = StretchHistory(sat_minutes=300.0, region_minutes={"sciatic-nerve": 121.0})
    assert points("figure-four-seated", again, leg) == points("figure-four-seated", after, leg)


def test_too_few_to_rest_take_turns() -> None:
    only = person(disable=" ".join(set(KNOWN.stretches) - {"chin-tuck", "walk-break", "heel-raises"}))
    recent: tuple[str, ...] = ()
    for seed in range(12):
        chosen = choose_stretch(
            KNOWN, only, SuggestionContext(OFFICE, False, False, False, 90, seed), StretchHistory(recent=recent)
        )
        assert chosen is not None
        assert chosen.stretch.id not in recent[-2:]
        recent = (*recent, chosen.stretch.id)


# --- the early failures of the rule -----------------------------------------------------------------


def test_failure_it_ran_dry_on_calls() -> None:
    calls = list(weeks(person(pain="lumbar"), calls=1.0))
    assert all(one.choice is not None for one in calls)
    assert shares(calls).keys() == ON_CALL


@pytest.mark.parametrize("seed", range(3))
def test_failure_four_of_five_breaks_were_standing(seed: int) -> None:
    for profile in (person(pain="lumbar"), person(place=HOME), person(pain="neck", conditions="hip_replacement")):
        assert 0.3 <= standing_share(list(weeks(profile, seed=seed))) <= 0.6


def test_failure_nerve_sliders_without_leg_pain() -> None:
    for place in (OFFICE, HOME):
        for pain in ("", "lumbar", "lumbar buttock hamstring calf"):
            assert not SLIDERS & shares(list(weeks(person(place=place, pain=pain)))).keys()


def test_failure_a_knee_hug_for_whom_bending_is_worse() -> None:
    for pain in ("lumbar", "sciatic", "buttock"):
        bending = list(weeks(person(place=HOME, pain=pain, conditions="flexion_worse")))
        assert not {
            one.choice.stretch.id for one in bending if one.choice and one.choice.stretch.direction == "flexion"
        }


# --- what a person meets in their first weeks -------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_each_of_the_article_comes_within_fifty_breaks_at_home(seed: int) -> None:
    """With leg pain the plow is none of them, and bending over a chair may wait: a sore nerve is not pulled."""
    for pain in ("lumbar", ""):
        first = list(weeks(person(place=HOME, pain=pain, enable="plow"), seed=seed))[:50]
        assert set(ARTICLE) <= shares(first).keys()
    leg = shares(list(weeks(person(place=HOME, pain="sciatic", enable="plow"), seed=seed))[:50])
    assert {"cat-cow", "cobra", "figure-four-lying"} <= leg.keys()
    assert "plow" not in leg, "a sore nerve keeps it away"


def test_the_plow_at_most_once_a_day_and_three_times_a_week() -> None:
    days = [one.at.date() for one in weeks(person(place=HOME, enable="plow", disable=_all_but("plow cat-cow")))
            if one.choice is not None and one.choice.stretch.id == "plow"]  # fmt: skip
    assert len(days) == len(set(days)) == 3


@pytest.mark.parametrize("seed", range(4))
def test_a_slider_within_a_week_in_the_office_with_leg_pain(seed: int) -> None:
    assert "seated-sciatic-slider" in shares(list(weeks(person(pain="sciatic"), seed=seed)))


def _all_but(ids: str) -> str:
    return " ".join(set(KNOWN.stretches) - set(ids.split()))


# --- anybody, anywhere ------------------------------------------------------------------------------


def sound(settings: Settings, one: Suggested) -> None:
    """What must hold of every break of everybody; the rules are asked in their other words, of the person's diary."""
    if one.choice is None:
        assert not one.could, "never empty while something is allowed"
        return
    stretch, level = one.choice.stretch, one.choice.level
    assert stretch.id in one.could, "never what is excluded, off, away, resting, done enough, or has no place here"
    assert stretch.id != one.last or len(one.could) == 1, "never twice running"
    assert level <= highest(stretch, settings, one.practice), "never above the allowed dose"
    assert takes(stretch, level, settings.body.side) <= one.moment.seconds


def live(seed: int) -> None:
    """Two weeks of somebody, each break of them sound."""
    settings, calls = anybody(seed)
    for one in weeks(settings, count=2, calls=calls, seed=seed, complains=bool(seed % 2)):
        sound(settings, one)


@pytest.mark.parametrize("seed", range(24))
def test_two_weeks_of_anybody(seed: int) -> None:
    live(seed)


NOTICED = [
    Exclusion.NOT_TODAY,
    Exclusion.OFF,
    Exclusion.PLACE,
    Exclusion.VISIBLE,
    Exclusion.EXCLUDED,
    Exclusion.PUT_AWAY,
    Exclusion.LIMIT,
    Exclusion.NO_LEG_PAIN,
    Exclusion.NOT_EASED,
]


@pytest.mark.parametrize("left_out", NOTICED)
def test_without_one_of_the_filters_somebody_s_weeks_are_not_sound(
    left_out: Exclusion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "FILTERS", tuple(one for one in selection.FILTERS if one[0] is not left_out))
    with pytest.raises(AssertionError, match="never"):
        deque(map(live, range(40)))
