"""The points of a stretch one by one, where nothing else differs, and what lying on the front comes before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakd.engine.settings import HOME, Settings
from breakd.stretches.model import Stretch
from breakd.stretches.scoring import Scorer, choose_stretch, lies_first
from breakd.stretches.selection import SelectionInput, StretchHistory, SuggestionContext
from tests.support.weeks import KNOWN, person

RULES = KNOWN.select
AT_HOME = SuggestionContext(HOME, on_call=False, firm=False, long_break=False, seconds=90.0, seed=1)
CHIN_TUCK, WALK, PRONE = (KNOWN.stretches[id] for id in ("chin-tuck", "walk-break", "prone-lying"))
NEW, NOBODY = StretchHistory(days=9), person(place=HOME)
LEG = person(place=HOME, pain="sciatic", conditions="flexion_worse")
"""A leg that hurts, and bending makes it worse."""


def points(stretch: Stretch, settings: Settings = NOBODY, history: StretchHistory = NEW) -> float:
    return Scorer(SelectionInput(KNOWN, settings, AT_HOME, history)).score(stretch)


def more(stretch: Stretch, than: Stretch, settings: Settings = NOBODY, history: StretchHistory = NEW) -> float:
    gap = points(stretch, settings, history) - points(than, settings, history)
    return pytest.approx(gap)  # type: ignore[return-value]


def change(stretch: Stretch, settings: Settings, history: StretchHistory = NEW) -> float:
    """What a person or their practice adds to a stretch that is new to somebody with nothing."""
    return pytest.approx(points(stretch, settings, history) - points(stretch))  # type: ignore[return-value]


def test_what_the_article_names_comes_forward() -> None:
    assert more(replace(CHIN_TUCK, seed=True), CHIN_TUCK) == RULES.article


def test_nothing_counts_for_the_floor_as_such() -> None:
    assert more(replace(CHIN_TUCK, setting="floor"), CHIN_TUCK) == 0


def test_lying_on_the_front_comes_forward_for_that_leg_alone() -> None:
    other = replace(PRONE, kind="stretch")
    assert more(PRONE, other, LEG) == RULES.prone_first
    assert more(PRONE, other) == 0


def test_after_hours_of_sitting_only_what_is_for_the_leg_comes_forward() -> None:
    sat = replace(NEW, sat_minutes=RULES.sciatic_after_minutes)
    sciatic = person(pain="sciatic")
    assert points(CHIN_TUCK, sciatic, sat) == points(CHIN_TUCK, sciatic)


@pytest.mark.parametrize(
    ("stretch", "regions", "eases", "conditions", "eased"),
    [
        ("walk-break", ("calf",), "walk", "", True),
        ("walk-break", ("calf",), "extension", "", False),
        ("standing-back-extension", ("lumbar",), "extension", "", True),
        ("standing-back-extension", ("lumbar",), "extension", "flexion_worse", True),
        ("standing-back-extension", ("lumbar",), "extension", "disc_herniation", True),
        ("standing-back-extension", ("upper-back",), "extension", "", False),
        ("standing-back-extension", ("lumbar",), "flexion", "", False),
        ("seated-knee-hug", ("lumbar",), "flexion", "", True),
        ("seated-knee-hug", ("lumbar",), "flexion", "flexion_worse", False),
        ("seated-knee-hug", ("lumbar",), "flexion", "disc_herniation", False),
        ("seated-knee-hug", ("lumbar",), "flexion", "glaucoma", True),
    ],
)
def test_what_eases(stretch: str, regions: tuple[str, ...], eases: str, conditions: str, eased: bool) -> None:
    bare = replace(KNOWN.stretches[stretch], regions=regions, caution_if=frozenset())
    with_it, without = (person(conditions=conditions, eases=one) for one in (eases, "none"))
    gap = points(bare, with_it) - points(bare, without)
    assert gap == pytest.approx(RULES.direction_match if eased else 0)


@pytest.mark.parametrize(
    ("conditions", "share", "worse"),
    [("", 0.5, 0), ("sitting_worse", 0.25, 0), ("standing_worse", 0.75, 1), ("sitting_worse standing_worse", 0.5, 0)],
)
def test_how_much_standing_is_too_much(conditions: str, share: float, worse: int) -> None:
    """The last twelve breaks were. Half is enough: more where sitting makes it worse, less where standing does."""
    stood = replace(NEW, done=("heel-raises",) * 12)
    bare = replace(CHIN_TUCK, caution_if=frozenset())
    wanted = share * RULES.seated_for_balance + worse * RULES.posture_worse
    assert change(bare, person(conditions=conditions), stood) == wanted


def test_a_stretch_rests_as_many_breaks_as_it_is_ago() -> None:
    def lost(breaks: int) -> float:
        apart = replace(NEW, recent=("gone", CHIN_TUCK.id, *["gone"] * (breaks - 1)))
        return points(CHIN_TUCK) - points(CHIN_TUCK, history=apart) + (breaks <= 3) * RULES.same_direction

    for breaks in (1, 2, 6, 12, 13, 40, 41, 60):
        short, long = max(0.0, 1 - breaks / 12), max(0.0, 1 - breaks / 40)
        assert lost(breaks) == pytest.approx(short * RULES.movement_rest + long * RULES.long_rest)


@pytest.mark.parametrize(("minutes", "lost"), [(0.0, 1.0), (60.0, 0.5), (90.0, 0.25), (120.0, 0.0), (240.0, 0.0)])
def test_a_region_rests_two_hours(minutes: float, lost: float) -> None:
    two = replace(CHIN_TUCK, regions=("neck", "calf"))
    assert change(two, NOBODY, replace(NEW, region_minutes={"neck": minutes})) == -lost * RULES.region_rest
    assert change(two, NOBODY, replace(NEW, region_minutes={"calf": minutes})) == 0, "its first region counts"


# --- chance ---------------------------------------------------------------------------------------------------------


def alike(count: int) -> dict[str, Stretch]:
    """So many stretches that differ by nothing but their place in the file."""
    return {str(number): replace(CHIN_TUCK, id=str(number)) for number in range(count)}


def choice(seed: int, count: int, *recent: str) -> str:
    known = replace(KNOWN, stretches=alike(count))
    chosen = choose_stretch(known, NOBODY, replace(AT_HOME, seed=seed), replace(NEW, recent=recent))
    assert chosen is not None
    return chosen.stretch.id


GOLDEN = "7 5 11 11 1 7 4 2 3 1 13 14 14 7 0"


def test_chance_is_the_same_on_every_machine() -> None:
    seeds = [*range(12), 10**6, 2**40 + 1, 2**63]
    assert [choice(seed, 16) for seed in seeds] == GOLDEN.split()


def test_where_too_few_are_left_the_one_of_longest_ago_has_its_turn() -> None:
    few = RULES.no_repeat_window
    ids = [str(number) for number in range(few)]
    for seed in range(20):
        assert choice(seed, few, *ids) == "0"
        assert choice(seed, few, *ids[1:], ids[0]) == "1"
        assert choice(seed, 3, "0", "1") == "2", "what never came before what came long ago"


# --- lying on the front ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pain", "conditions", "eases", "done", "first"),
    [
        ("sciatic", "flexion_worse", "none", (), True),
        ("", "leg_nerve_pain disc_herniation", "none", (), True),
        ("sciatic", "flexion_worse", "extension", (), True),
        ("sciatic", "flexion_worse", "flexion", (), False),
        ("sciatic", "", "none", (), False),
        ("", "flexion_worse", "none", (), False),
        ("", "", "none", (), False),
        ("sciatic", "flexion_worse", "none", ("prone-lying",), False),
        ("sciatic", "flexion_worse", "none", ("cobra", "gone"), True),
    ],
)
def test_who_begins_on_the_front(pain: str, conditions: str, eases: str, done: tuple[str, ...], first: bool) -> None:
    settings = person(place=HOME, pain=pain, conditions=conditions, eases=eases)
    history = replace(NEW, done_today=dict.fromkeys(done, 1))
    assert lies_first(SelectionInput(KNOWN, settings, AT_HOME, history)) is first


def choices(settings: Settings, ids: str, *recent: str) -> set[str]:
    """What comes of these by any chance."""
    few = replace(KNOWN, stretches={id: KNOWN.stretches[id] for id in ids.split()})
    history = replace(NEW, recent=recent)
    chosen = [choose_stretch(few, settings, replace(AT_HOME, seed=seed), history) for seed in range(20)]
    return {"" if one is None else one.stretch.id for one in chosen}


def test_all_else_on_the_floor_waits_for_it() -> None:
    floor = "prone-lying cobra cat-cow"
    assert choices(LEG, floor) == {"prone-lying"}
    assert choices(NOBODY, floor) == set(floor.split())
    assert choices(LEG, "prone-lying chin-tuck cobra") == {"prone-lying", "chin-tuck"}, "but not the chair"
    assert choices(LEG, "chin-tuck cobra cat-cow") == {"chin-tuck", "cobra", "cat-cow"}, "there is none to wait for"
    assert choices(LEG, floor, "prone-lying") == {"cobra", "cat-cow"}, "it came a moment ago"
