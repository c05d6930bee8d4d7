"""Stretches of the person's own: added, changed, never at the price of the built-in ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from breakd.stretches import catalogue
from breakd.stretches.conditions import AGAINST
from breakd.stretches.model import Catalogue, Dose, Stretch

BUILT_IN = catalogue.load()
DOC = Path(__file__).parents[2] / "docs" / "own-stretches.md"
NEW = """
[[stretch]]
id = "squat"
name = "Small squat"
regions = ["lumbar"]
targets = ["lumbar"]
direction = "extension"
setting = "floor"
reps = 4
steps = [
  { part = "setup", seconds = 6, text = "Lie on your back." },
  { seconds = 3, text = "Lift your hips." },
  { seconds = 5, hold = true, text = "Hold." },
]
"""
BACK = {"spinal_stenosis", "spondylolisthesis", "extension_worse", "hernia", "surgery_6_12"}
FORWARD = {"osteoporosis", "hip_replacement", "glaucoma", "vertigo", "high_bp", "surgery_6_12"}
"""What bending that way often does not go with."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "stretches.d"
    made.mkdir()
    return made


def known(folder: Path, text: str | None = None) -> catalogue.LoadedCatalogue:
    if text is not None:
        (folder / "plan.toml").write_text(text)
    return catalogue.load_all(folder)


def told(found: catalogue.LoadedCatalogue) -> list[str]:
    return [str(error) for error in found.errors]


def changed(found: Catalogue) -> set[str]:
    """Every id that is not as it is built in."""
    return {id for id, stretch in found.stretches.items() if BUILT_IN.stretches.get(id) != stretch}


def test_without_a_folder_there_are_the_built_in_ones(tmp_path: Path) -> None:
    found = catalogue.load_all(tmp_path / "nowhere")
    assert (found.catalogue.stretches, found.errors) == (BUILT_IN.stretches, ())


def test_the_example_of_the_documentation(folder: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOC.read_text(), re.DOTALL)
    (folder / "squat.png").write_bytes(b"")
    found = known(folder, example)
    assert told(found) == []
    assert changed(found.catalogue) == found.own == {"squat", "cobra"}
    squat, cobra = found.catalogue.stretches["squat"], found.catalogue.stretches["cobra"]
    assert squat.levels == (Dose(5, 4, 50), Dose(5, 8, 94), Dose(5, 8, 94))
    assert squat.dose == "hold 5 s, 8 times"
    assert squat.picture == str(folder / "squat.png")
    assert [step.part for step in squat.steps] == ["setup", "rep", "rep", "rep"]
    before = BUILT_IN.stretches["cobra"]
    assert (cobra.name, cobra.seed, cobra.cautions, cobra.exclude_if) == (
        before.name, True, before.cautions, before.exclude_if,
    )  # fmt: skip
    assert [(level.hold_seconds, level.reps) for level in cobra.levels] == [(5, 5), (5, 10), (5, 10)]
    assert {step.seconds for step in cobra.steps if step.hold} == {5}
    assert cobra.dose == "hold 5 s, 10 times"


def test_the_keys_of_the_documentation_are_all_there_are() -> None:
    told = set(re.findall(r"`([a-z_]+)`", DOC.read_text()))
    assert set(Stretch.__dataclass_fields__) - told == {"aka", "basis", "seed", "seed_title"}


@pytest.mark.parametrize("id", sorted(BUILT_IN.stretches))
def test_a_built_in_movement_copied_stays_itself(folder: Path, id: str) -> None:
    text = catalogue.text()
    block = next(part for part in text.split("[[stretch]]")[1:] if f'\nid = "{id}"\n' in part)
    found = known(folder, f"[[stretch]]{block}")
    assert told(found) == []
    assert found.catalogue.stretches == BUILT_IN.stretches


def test_the_order_of_the_built_in_ones_stays(folder: Path) -> None:
    found = known(folder, NEW + '[[stretch]]\nid = "cobra"\nreps = 3\n')
    assert list(found.catalogue.stretches) == [*BUILT_IN.stretches, "squat"]


def test_a_seed_stays_a_seed_and_nothing_else_becomes_one(folder: Path) -> None:
    found = known(folder, NEW.replace('name = "Small squat"', 'name = "Small squat"\nseed = true'))
    assert {id for id, one in found.catalogue.stretches.items() if one.seed} == {
        id for id, one in BUILT_IN.stretches.items() if one.seed
    }


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('"lumbar"]\ntarg', '"lumber"]\ntarg', ':5: stretch[0].regions[0]: '),
        ('name = "Small squat"\n', "", ":2: stretch[0].name: is missing"),
        ('id = "squat"\n', "", ":2: stretch[0].id: is missing"),
        ('id = "squat"', 'id = "A squat"', ":3: stretch[0].id: expected an id"),
        ("reps = 4", 'reps = "four"', ":9: stretch[0].reps: expected a whole number from 1 to 9999"),
        ("reps = 4", "hold_seconds = 9", ":13: stretch[0].steps[2].seconds: "),
        ("reps = 4", "reps = 4\ntotal_seconds = 99", ":10: stretch[0].total_seconds: expected total_seconds"),
        ("reps = 4", 'reps = 4\neasier = "rest"', ':10: stretch[0].easier: there is no stretch "rest"'),
        ("reps = 4", 'reps = 4\npicture = "x.png"', ":10: stretch[0].picture: there is no picture"),
        ("reps = 4", 'reps = 4\npicture = "x.txt"', ":10: stretch[0].picture: expected a .png"),
        ("reps = 4", 'reps = 4\nexclude_if = ["bad_luck"]', ":10: stretch[0].exclude_if[0]: "),
        ("reps = 4", "reps = 4\ncolour = 3", ":10: stretch[0].colour: unknown key"),
        ('text = "Hold."', 'text = "Hold your {side} knee."', ":13: stretch[0].steps[2].text: "),
        ('{ part = "setup", seconds = 6,', '{ part = "setup",', ":11: stretch[0].steps[0].seconds: is missing"),
    ],
)  # fmt: skip
def test_a_fault_is_named_and_loses_that_movement_only(folder: Path, before: str, after: str, said: str) -> None:
    assert NEW.count(before) == 1
    good = NEW.replace('"squat"', '"side-bridge"')
    found = known(folder, NEW.replace(before, after) + good)
    (fault,) = told(found)
    assert fault.startswith(f"stretches.d/plan.toml{said}")
    assert changed(found.catalogue) == {"side-bridge"}
    assert found.lost <= {"squat", "A squat"}


def test_a_faulty_change_leaves_the_built_in_movement_as_it_is(folder: Path) -> None:
    found = known(folder, '[[stretch]]\nid = "cobra"\nreps = 0\n')
    assert len(found.errors) == 1
    assert (changed(found.catalogue), found.lost) == (set(), frozenset())


def test_a_file_that_is_no_toml_loses_itself_only(folder: Path) -> None:
    (folder / "a.toml").write_text("[[stretch]\n")
    (folder / "b.toml").write_bytes(b"id = '\xff'")
    (folder / "c.toml").mkdir()
    (folder / "notes.txt").write_text("not a plan")
    (folder / ".plan.toml.swp").write_text("not a plan")
    found = known(folder, NEW)
    assert changed(found.catalogue) == {"squat"}
    assert [fault.split(":")[0] for fault in told(found)] == [f"stretches.d/{name}.toml" for name in "abc"]


def test_an_id_twice_in_two_files_keeps_the_first(folder: Path) -> None:
    (folder / "early.toml").write_text(NEW.replace('name = "Small squat"', 'name = "First"'))
    found = known(folder, NEW)
    assert told(found) == ['stretches.d/plan.toml:3: stretch[0].id: the id "squat" is used twice']
    assert found.catalogue.stretches["squat"].name == "First"


def test_an_easier_one_that_is_lost_is_forgotten(folder: Path) -> None:
    faulty = NEW.replace('"squat"', '"half-bridge"').replace("reps = 4", "reps = 0")
    found = known(folder, NEW + 'easier = "half-bridge"\n' + faulty)
    assert len(found.errors) == 1
    assert found.catalogue.stretches["squat"].easier == ""
    assert found.lost == {"half-bridge"}


def test_both_sides_and_sources(folder: Path) -> None:
    text = '[source.clinic]\ntitle = "The clinic"\n' + NEW.replace(
        "reps = 4", 'reps = 3\nsides = "both"\nsource = ["clinic"]\ncaution_if = ["pregnancy"]'
    ).replace("Lift your hips.", "Lift your {side} hip.")
    found = known(folder, text)
    assert told(found) == []
    squat = found.catalogue.stretches["squat"]
    assert (squat.side_policy, squat.dose) == ("both", "hold 5 s, 3 times on each side")
    assert squat.levels[0] == Dose(5, 2, 2 * (6 + 2 * 8))
    assert found.catalogue.sources["clinic"].title == "The clinic"
    assert known(folder, NEW.replace("reps = 4", "")).catalogue.stretches["squat"].dose == "hold 5 s, once"
    bare = known(folder, NEW).catalogue
    assert bare.sources[bare.stretches["squat"].source[0]].title == "Your own plan"


def test_a_folder_that_is_a_file_or_closed_is_no_crash(tmp_path: Path) -> None:
    plain = tmp_path / "stretches.d"
    plain.write_text("")
    assert catalogue.load_all(plain).catalogue.stretches == BUILT_IN.stretches


def test_a_new_one_says_nothing_of_what_is_felt(folder: Path) -> None:
    new = known(folder, NEW).catalogue.stretches["squat"]
    assert (new.kind, new.feel, new.normal) == ("stretch", "", "")


@pytest.mark.parametrize(
    ("setting", "says", "left_out"),
    [
        ("floor", "", {"surgery_0_6", "pregnancy_late"}),
        ("seated", "", {"surgery_0_6"}),
        ("standing", 'caution_if = ["hernia"]', {"surgery_0_6"}),
        ("floor", 'caution_if = ["surgery_0_6", "pregnancy_late"]', set()),
        ("floor", 'caution_if = ["recent_surgery", "pregnancy"]', set()),
        ("floor", 'caution_if = ["surgery_6_12", "pregnancy_early"]', {"surgery_0_6", "pregnancy_late"}),
        ("floor", 'exclude_if = ["recent_surgery"]', {"recent_surgery", "pregnancy_late"}),
    ],
)
def test_a_new_one_waits_after_an_operation_unless_it_names_those_weeks(
    folder: Path, setting: str, says: str, left_out: set[str]
) -> None:
    """And on the floor after week 16: nobody said that it suits these people."""
    found = known(folder, NEW.replace('setting = "floor"', f'setting = "{setting}"\n{says}'))
    assert told(found) == []
    new = found.catalogue.stretches["squat"]
    assert new.exclude_if - AGAINST["extension"] == left_out
    assert new.why.keys() - AGAINST["extension"] == left_out & {"surgery_0_6", "pregnancy_late"}


@pytest.mark.parametrize(
    ("direction", "says", "waits"),
    [
        ("extension", "", BACK),
        ("flexion", "", FORWARD),
        ("flexion-extension", "", BACK | FORWARD),
        ("extension", 'caution_if = ["spinal_stenosis"]', BACK - {"spinal_stenosis"}),
        ("flexion", 'caution_if = ["hip_replacement"]', FORWARD - {"hip_replacement"}),
        ("flexion", 'caution_if = ["surgery_6_12"]', FORWARD - {"surgery_6_12"}),
        ("flexion", 'caution_if = ["recent_surgery"]', FORWARD - {"surgery_6_12"}),
        ("rotation", "", {"surgery_6_12"}),
        ("neutral", "", set()),
    ],
)
def test_a_new_one_waits_with_what_its_direction_often_does_not_go_with(
    folder: Path, direction: str, says: str, waits: set[str]
) -> None:
    found = known(folder, NEW.replace('direction = "extension"', f'direction = "{direction}"\n{says}'))
    assert told(found) == []
    new = found.catalogue.stretches["squat"]
    assert new.exclude_if - {"surgery_0_6", "pregnancy_late"} == waits
    assert new.why.keys() >= waits


@pytest.mark.parametrize("direction", ["extension", "flexion", "rotation", "side-bend", "neural"])
def test_that_is_as_the_built_in_ones_of_that_direction_are(direction: str) -> None:
    """What leaves out half of them or more is asked about, unless something else holds a new one back with it."""
    same = [one for one in BUILT_IN.stretches.values() if one.direction == direction]
    often = {tag for tag in BUILT_IN.conditions if 2 * sum(tag in one.exclude_if for one in same) >= len(same)}
    the_weeks = {"surgery_0_6", "pregnancy_late"}
    minds_bending_forward = BUILT_IN.select.bending_worse_with | BUILT_IN.select.bending_minded_with
    assert AGAINST[direction] == often - the_weeks - minds_bending_forward - {"sitting_worse", "cannot_stand"}


def test_a_reason_of_the_person_is_kept(folder: Path) -> None:
    reason = 'exclude_if = ["surgery_0_6"]\nwhy = { surgery_0_6 = "my team said so" }'
    new = known(folder, NEW.replace("reps = 4", f"reps = 4\n{reason}")).catalogue.stretches["squat"]
    assert new.why["surgery_0_6"] == "my team said so"


def test_a_changed_built_in_one_keeps_its_marks(folder: Path) -> None:
    new = known(folder, '[[stretch]]\nid = "seated-ankle-pumps"\nreps = 3\n').catalogue.stretches[
        "seated-ankle-pumps"
    ]
    assert new.exclude_if == BUILT_IN.stretches["seated-ankle-pumps"].exclude_if


def test_words_of_a_built_in_one_that_no_longer_fit_are_dropped(folder: Path) -> None:
    changes = """
[[stretch]]
id = "standing-quad-stretch"
sides = "none"
exclude_if = ["hip_replacement"]
caution_if = []
why = { hip_replacement = "only as far as the team allows" }
steps = [{ seconds = 15, hold = true, text = "Hold your ankle." }]

[[stretch]]
id = "figure-four-seated"
hold_seconds = 5
"""
    found = known(folder, changes)
    assert told(found) == []
    quad, four = found.catalogue.stretches["standing-quad-stretch"], found.catalogue.stretches["figure-four-seated"]
    assert (quad.feel, dict(quad.why)) == ("", {"hip_replacement": "only as far as the team allows"})
    assert four.feel == BUILT_IN.stretches["figure-four-seated"].feel


def test_a_mark_of_the_person_is_stronger_than_the_built_in_one(folder: Path) -> None:
    """A built-in stretch may get more marks with a release: a plan of before is not lost to them."""
    before = BUILT_IN.stretches["bridge"]
    assert ("hernia" in before.caution_if, "surgery_6_12" in before.exclude_if) == (True, True)
    changes = """
[[stretch]]
id = "bridge"
exclude_if = ["hernia"]

[[stretch]]
id = "sphinx"
caution_if = ["hernia"]
"""
    found = known(folder, changes)
    assert told(found) == []
    bridge, sphinx = found.catalogue.stretches["bridge"], found.catalogue.stretches["sphinx"]
    assert (bridge.exclude_if, bridge.caution_if) == (frozenset({"hernia"}), before.caution_if - {"hernia"})
    assert sphinx.exclude_if == BUILT_IN.stretches["sphinx"].exclude_if - {"hernia"}
    assert sphinx.caution_if == {"hernia"}


def test_the_folder_holds_a_mebibyte_at_most(folder: Path) -> None:
    """What is read, is held in memory: of a folder that grew without bounds only its beginning is."""
    for number in range(20):
        (folder / f"{number:02}.toml").write_text("#" * 65_000)
    (folder / "00.toml").write_text(NEW)
    (folder / "19.toml").write_text(NEW.replace("squat", "lunge"))
    found = known(folder)
    (fault,) = told(found)
    assert fault.startswith("stretches.d: expected at most 1024 KiB in all, got more; 17.toml and")
    assert found.own == {"squat"}


def test_small_files_count_too(folder: Path) -> None:
    for number in range(1100):
        (folder / f"{number:04}.toml").touch()
    (fault,) = told(known(folder))
    assert "1024.toml and what comes after it" in fault
