"""The built-in stretches: whole, sound, and with the five of the article."""

from __future__ import annotations

import re

from breakd.cli.built_in_names import built_in_names
from breakd.stretches import catalogue
from breakd.stretches.model import Stretch

WHOLE = {"pregnancy", "recent_surgery"}
"""Words for who has not said the weeks."""
SEEDS = {"cat-cow", "chair-back-stretch", "plow", "cobra", "figure-four-lying"}


def test_the_data_keep_their_rules() -> None:
    assert catalogue.check(catalogue.text(), "stretches.toml") == ()


def test_there_are_44_stretches_and_five_seeds() -> None:
    stretches = catalogue.load().stretches
    assert len(stretches) == 44
    assert {id for id, stretch in stretches.items() if stretch.seed} == SEEDS
    assert all(stretch.seed_title for stretch in stretches.values() if stretch.seed)


def test_settings_are_spread() -> None:
    settings = [stretch.setting for stretch in catalogue.load().stretches.values()]
    assert {word: settings.count(word) for word in set(settings)} == {"seated": 17, "standing": 12, "floor": 15}


def test_the_plow_is_off_rare_and_guarded() -> None:
    plow = catalogue.load().stretches["plow"]
    assert not plow.default_enabled
    assert (plow.max_per_day, plow.max_per_week, plow.level) == (1, 3, 3)
    assert len(plow.exclude_if) == 22
    assert plow.easier == "double-knees-to-chest"


def test_the_doses_of_the_seeds() -> None:
    stretches = catalogue.load().stretches
    doses = {id: [(level.hold_seconds, level.reps) for level in stretches[id].levels] for id in SEEDS}
    assert doses["cobra"][-1] == (30, 3)
    assert [hold for hold, _ in doses["figure-four-lying"]][-1] == 30
    assert doses["chair-back-stretch"] == [(10, 1), (15, 2), (20, 5)], "up to five times"
    assert [reps for _, reps in doses["cat-cow"]] == [4, 6, 10]


def test_only_the_seed_and_general_knowledge_have_no_address() -> None:
    known = catalogue.load()
    assert {key for key, source in known.sources.items() if not source.url} == {"seed", "general"}


def test_the_words_of_a_profile() -> None:
    known = catalogue.load()
    assert len(known.conditions) == 27 + len(WHOLE)
    assert {"lumbar", "sciatic", "neck"} <= known.targets
    assert {"flexion", "extension", "neural", "walk"} <= known.directions
    assert known.select.neural_only_with in known.targets


def test_every_tag_has_its_reason() -> None:
    """Who is kept to the easy dose, or kept away, can read why."""
    for id, stretch in catalogue.load().stretches.items():
        assert stretch.why.keys() == stretch.exclude_if | stretch.caution_if, id


def test_no_stretch_names_a_whole_word_instead_of_its_weeks() -> None:
    """Who has not said the weeks has both halves; a tag of the whole word would hold too early or too late."""
    named = {tag for stretch in catalogue.load().stretches.values() for tag in stretch.why}
    assert named == catalogue.load().conditions.keys() - WHOLE


READABLE = 2.6
"""Words a second that a person can read and do at the same time."""
FIRST_WORDS = 12
"""A reminder shows only the first sentence, in one line."""


def _words(text: str) -> int:
    return len(re.sub(r"\{\w+\}", "right", text).split())


def _sentences(stretch: Stretch) -> list[str]:
    """All that is read before and while it is done."""
    said = [step.text for step in stretch.steps]
    return [*said, stretch.dose, stretch.breathing, stretch.feel, stretch.normal, *stretch.cautions, *stretch.stop_if]


def test_no_step_is_faster_than_one_reads() -> None:
    """In the easiest dose, whose holds are the shortest."""
    for id, stretch in catalogue.load().stretches.items():
        shortest = stretch.levels[0].hold_seconds
        for step in stretch.steps:
            seconds = shortest if step.hold else step.seconds
            assert _words(step.text) <= READABLE * seconds, (id, step.text)


def test_the_first_sentence_is_short() -> None:
    for id, stretch in catalogue.load().stretches.items():
        assert _words(stretch.steps[0].text) <= FIRST_WORDS, (id, stretch.steps[0].text)


def test_nobody_is_told_of_an_article_that_they_have_not_read() -> None:
    """`seed_title` tells it, and only `breakd stretches --seed` and `show` print that."""
    for id, stretch in catalogue.load().stretches.items():
        assert not [text for text in _sentences(stretch) if "article" in text], id


def test_what_is_done_sitting_asks_nobody_to_stand() -> None:
    for id, stretch in catalogue.load().stretches.items():
        if stretch.setting == "seated":
            assert not [text for text in _sentences(stretch) if re.search(r"\bstand", text, re.IGNORECASE)], id


def test_each_says_where_it_is_felt_and_strength_what_is_normal() -> None:
    for id, stretch in catalogue.load().stretches.items():
        assert stretch.feel, id
        assert stretch.normal or stretch.kind == "stretch", id


def test_strength_is_there_as_the_article_asks() -> None:
    strength = {id for id, stretch in catalogue.load().stretches.items() if stretch.kind == "strength"}
    assert strength == {
        "cobra", "sit-to-stand", "seated-buttock-squeeze", "bridge", "bird-dog", "heel-slide-lying",
        "standing-side-leg-lift",
    }  # fmt: skip


def test_the_reasons_after_an_operation_are_those_of_the_stretch() -> None:
    reasons = {
        ("bridge", "surgery_0_6"): "it loads the wound, the belly wall and the spine",
        ("bridge", "surgery_6_12"): "it loads the belly wall and the spine: a later step, which your team teaches",
        (
            "prone-lying",
            "surgery_0_6",
        ): "lying on the front is limited after spine surgery, and presses on a belly wound",
        ("standing-side-leg-lift", "surgery_6_12"): "weight-bearing after hip surgery is for the team to allow",
    }
    assert {(id, tag): catalogue.load().stretches[id].why[tag] for id, tag in reasons} == reasons


def test_the_walk_suits_everybody_who_may_walk() -> None:
    """It also comes after an operation, with poor balance and under the urgent lock: no stairs."""
    assert not [step.text for step in catalogue.load().stretches["walk-break"].steps if "stair" in step.text]


def test_names_read_in_haste_are_those_of_the_catalogue() -> None:
    assert built_in_names() == {id: stretch.name for id, stretch in catalogue.load().stretches.items()}
