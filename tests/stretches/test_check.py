"""Each way to break a catalogue file is found, named, and on its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from breakd.stretches import catalogue

TEXT = catalogue.text()
CHIN_TUCK = TEXT[TEXT.index('id = "chin-tuck"') : TEXT.index('id = "neck-turns"')]
FIRST_LINE = TEXT[: TEXT.index("[[stretch]]")].count("\n") + 1


def faults(text: str) -> list[str]:
    return [str(error) for error in catalogue.check(text, "stretches.toml")]


def planted(before: str, after: str) -> str:
    """The file after a change inside the chin tuck."""
    assert CHIN_TUCK.count(before) == 1, before
    return TEXT.replace(CHIN_TUCK, CHIN_TUCK.replace(before, after))


@pytest.mark.parametrize(
    ("before", "after", "key", "said"),
    [
        ('id = "chin-tuck"', 'id = "Chin Tuck"', "id", 'expected an id like "cat-cow", got "Chin Tuck"'),
        ('id = "chin-tuck"', "id = 3", "id", "got 3"),
        ('name = "Chin tuck"', 'name = " "', "name", "expected text in quotes"),
        ("seed = false", 'seed = "no"', "seed", 'expected true or false, got "no"'),
        ('regions = ["neck"]', 'regions = ["nekc"]', "regions[0]", 'did you mean "neck"?'),
        ('regions = ["neck"]', "regions = []", "regions", "at least one"),
        ('"posture"]', '"poster"]', "targets[1]", 'did you mean "posture"?'),
        ('direction = "neutral"', 'direction = "up"', "direction", "expected one of"),
        ('setting = "seated"', 'setting = "seatd"', "setting", 'did you mean "seated"?'),
        ('equipment = ["chair"]', 'equipment = ["sofa"]', "equipment[0]", "expected one of"),
        ("discreet = 3", "discreet = 4", "discreet", "expected a whole number from 1 to 3, got 4"),
        ("\nlevel = 1", "\nlevel = true", "level", "got true"),
        ('sides = "none"\n', 'sides = "left"\n', "sides", "expected one of"),
        ('side_policy = "none"', 'side_policy = "both"', "side_policy", "do not go together"),
        ("\nreps = 6", "\nreps = 5", "reps", "expected reps of level 2, 6, got 5"),
        ("\ntotal_seconds = 65", "\ntotal_seconds = 66", "total_seconds", "of level 2, 65, got 66"),
        ("total_seconds = 101", "total_seconds = 99", "levels[2].total_seconds", "take 101 s at this level, not 99"),
        ("{ hold_seconds = 2, reps = 5, total_seconds = 50 }, ", "", "levels", "expected three levels"),
        ("reps = 5, total_seconds = 50", "reps = 9, total_seconds = 86", "levels[1].reps", "the level before, 9"),
        ('exclude_if = ["surgery_0_6"]', 'exclude_if = ["neck"]', "exclude_if[0]", 'did you mean "neck_problem"?'),
        ('if = ["surgery_0_6"]', 'if = ["surgery_0_6", "neck_problem"]', "caution_if", "both exclude and caution"),
        ("max_per_day = 6", "max_per_day = 0", "max_per_day", "from 1 to 9999"),
        ("max_per_week = 0", "max_per_week = 3", "max_per_week", "expected at least max_per_day, 6"),
        ("max_per_week = 0", "max_per_week = 1", "max_per_week", "expected at least max_per_day, 6"),
        ('easier = ""', 'easier = "rest"', "easier", 'there is no stretch "rest"'),
        ('easier = ""', 'easier = "chin-tuck"', "easier", "its own easier version"),
        ('easier = ""', 'easier = "seated-forward-fold"', "easier", "has level 2, which is more than 1"),
        ('easier = ""', 'easier = "neck-turns"', "easier", "leads back to this one"),
        ('pose = "chin-tuck"\n', "", "pose", "is missing"),
        ('source = ["sira-neck"', 'source = ["sira-nek"', "source[0]", 'did you mean "sira-neck"?'),
        ('basis = "adapted"', 'basis = "guess"', "basis", "expected one of"),
        ('seed = false', 'seed = false\ncolour = "red"', "colour", "unknown key"),
        ("Hold it softly.", "Hold your {sode} softly.", "steps[2].text", "only {side} and {other} can be filled in"),
        ("Hold it softly.", "Hold your {side} softly.", "steps[2].text", "without sides cannot use {side}"),
        ("Hold it softly.", "Hold {it softly.", "steps[2].text", "curly brackets"),
        ('feel = "the back', 'feel = "the {side} back', "feel", "without sides cannot use {side}"),
        ('[stretch.why]', '[stretch.why]\nglaucoma = "x"', "why.glaucoma", "neither in exclude_if"),
        ('[stretch.why]', '[stretch.why]\nglaucma = "x"', "why.glaucma", 'did you mean "glaucoma"?'),
        ('kind = "stretch"', 'kind = "strenght"', "kind", 'did you mean "strength"?'),
        ('part = "setup"', 'part = "finish"', "steps", "setup, then at least one rep, then finish"),
        ('part = "setup"', 'part = "warmup"', "steps[0].part", 'expected one of'),
        ("seconds = 3, hold = true", "seconds = 4, hold = true", "steps[2].seconds", "level 2, 3, not 4"),
        ("seconds = 5, hold = false", "seconds = 0.5, hold = false", "steps[0].seconds", "got 0.5"),
        ("hold = true", "hold = false", "hold_seconds", "no step that holds"),
    ],
)  # fmt: skip
def test_each_fault_of_a_movement(before: str, after: str, key: str, said: str) -> None:
    text = planted(before, after)
    found = faults(text)
    wanted = [fault for fault in found if f": stretch[0].{key}: " in fault and said in fault]
    assert len(wanted) == 1, found
    line = text.splitlines()[int(wanted[0].split(":")[1]) - 1]
    word = key.split("[")[0] if "." not in key else key.rpartition(".")[2]
    assert word in line or said == "is missing", line


def test_a_missing_key_is_named_on_the_line_of_its_movement() -> None:
    found = faults(planted('pose = "chin-tuck"\n', ""))
    assert found == [f"stretches.toml:{FIRST_LINE}: stretch[0].pose: is missing"]


def test_a_step_that_holds_for_another_time_is_told_in_full() -> None:
    (fault,) = faults(planted("seconds = 3, hold = true", "seconds = 4, hold = true"))
    assert fault.endswith(
        ": stretch[0].steps[2].seconds: a step that holds carries the hold_seconds of level 2, 3, not 4"
    )


def test_steps_in_another_order_are_told_in_full() -> None:
    text = planted('part = "setup"', 'part = "finish"')
    (fault,) = [fault for fault in faults(text) if ".steps: " in fault]
    assert fault.endswith(
        ': stretch[0].steps: expected setup, then at least one rep, then finish, got "finish, rep, rep, rep"'
    )


@pytest.mark.parametrize("key", ["cautions", "stop_if"])
def test_no_movement_is_without_a_word_of_care(key: str) -> None:
    (row,) = [line for line in CHIN_TUCK.splitlines() if line.startswith(f"{key} = ")]
    found = faults(planted(row, f"{key} = []"))
    assert len(found) == 1, found
    assert f": stretch[0].{key}: expected a list with at least one element" in found[0]


@pytest.mark.parametrize("key", ["walking", "gentle", "flare", "flare_leg"])
def test_a_gentle_movement_that_is_misspelt_is_found_on_its_line(key: str) -> None:
    """It would be missing on the day it is needed most, without a word."""
    text = TEXT.replace(f'{key} = ["walk-break"', f'{key} = ["walk-brake"')
    line = TEXT[: TEXT.index(f"\n{key} = [")].count("\n") + 2
    assert faults(text) == [
        f'stretches.toml:{line}: safety.{key}[0]: expected the id of a stretch of the file, got "walk-brake"'
    ]


@pytest.mark.parametrize("key", ["walking", "gentle", "flare", "flare_leg"])
def test_a_bad_day_is_not_without_any_movement(key: str) -> None:
    (row,) = [line for line in TEXT.splitlines() if line.startswith(f"{key} = ")]
    (fault,) = faults(TEXT.replace(row, f"{key} = []"))
    assert f": safety.{key}: expected a list with at least one element" in fault


def test_an_id_used_twice() -> None:
    text = TEXT.replace('id = "neck-turns"', 'id = "chin-tuck"')
    assert any('the id "chin-tuck" is used twice' in fault for fault in faults(text))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("format = 1", "format = 2"), "stretches.toml:3: format: expected format 1, got 2"),
        (lambda text: text.replace("[select]", "[selct]"), "select: is missing"),
        (lambda text: text.replace('neural_only_with = "sciatic"', 'neural_only_with = "leg"'), "a target of [meta]"),
        (
            lambda text: text.replace('easy_with = ["surgery_0_6"', 'easy_with = ["surgery"'),
            "select.easy_with[0]: expected a condition of the file",
        ),
        (lambda text: text.replace("pain_match = 2.0", 'pain_match = "2"'), "select.pain_match: expected a number"),
        (lambda text: text.replace("green_max = 3", "green_max = 11"), "safety.scale.green_max: expected a whole"),
        (lambda text: text.replace("disclaimer = ", "disclaim = "), "safety.disclaimer: is missing"),
        (
            lambda text: text.replace('label = "Pregnant"', "label = 1"),
            "condition.pregnancy.label: expected text in quotes",
        ),
        (lambda text: text.replace("[source.acsm]\ntitle", "[source.acsm]\ntitel"), "source.acsm.title: is missing"),
        (lambda text: text.replace('targets = ["neck", "upp', 'target = ["neck", "upp'), "meta.targets: is missing"),
        (lambda text: text[: text.index("[[stretch]]")], "stretch: is missing"),
        (lambda text: text[: text.index("[[stretch]]")] + "[stretch]\n", "stretch: expected tables in double"),
        (lambda text: text + "\n[[stretch]\n", "this is not TOML"),
        (lambda _: "", "format: is missing"),
    ],
)
def test_each_fault_of_the_frame(change: Callable[[str], str], said: str) -> None:
    text = change(TEXT)
    assert text != TEXT
    found = faults(text)
    assert any(said in fault for fault in found), found


def test_all_faults_come_at_once() -> None:
    text = TEXT.replace('direction = "neural"', 'direction = "nerve"').replace("discreet = 3", "discreet = 0")
    found = faults(text)
    assert len([fault for fault in found if ".direction: " in fault]) == 2
    assert len([fault for fault in found if ".discreet: " in fault]) == TEXT.count("discreet = 3")
