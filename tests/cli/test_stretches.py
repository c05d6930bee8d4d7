"""`breakd stretches` as a person meets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from breakd.cli.stretches import run_stretches
from breakd.client.exit_codes import FAILED, OK, USAGE, Stop
from breakd.messages import stretches as texts
from breakd.stretches import catalogue
from breakd.stretches.sides import sides_done
from breakd.system import paths

KNOWN = catalogue.load()
SEEDS = {"cat-cow", "chair-back-stretch", "plow", "cobra", "figure-four-lying"}
PATH = re.compile(r"://|\.png$")
"""An address or a path is not broken."""
ROW = re.compile(r"([* ]) ([a-z-]+) +(?:\S.*?)? +(\d+) s(?:  (.*))?")


def config(text: str) -> None:
    paths.made(paths.config_dir())
    paths.config_file().write_text(text)


def listed(capsys: pytest.CaptureFixture[str], *, seed: bool = False) -> dict[str, str]:
    """Each stretch of the list with why it is not offered, empty if it is."""
    assert run_stretches("list", "", seed=seed) == OK
    rows = [match for line in capsys.readouterr().out.splitlines() if (match := ROW.fullmatch(line))]
    assert all(bool(row[4]) == (row[1] == " ") for row in rows)
    return {row[2]: row[4] or "" for row in rows}


@pytest.mark.parametrize("columns", ["120", "80"])
def test_the_list_names_all_and_marks_what_is_offered(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    found = listed(capsys)
    assert set(found) == set(KNOWN.stretches)
    assert sum(not why for why in found.values()) >= 20
    assert found["cobra"] == texts.OUT_SETTING["floor"]
    assert found["plow"] == texts.OUT["off"]
    assert found["seated-sciatic-slider"] == texts.OUT["no-leg-pain"]


def test_the_list_follows_the_place_and_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    config('[place]\nnow = "home"\n[stretches]\nenable = ["plow"]\n')
    found = listed(capsys, seed=True)
    assert found == dict.fromkeys(SEEDS, "")


def seed_list(capsys: pytest.CaptureFixture[str]) -> str:
    run_stretches("list", "", seed=True)
    return " ".join(capsys.readouterr().out.split())


def test_the_five_say_what_needs_the_floor_and_where_there_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Four of the five need it; the plow is off by itself."""
    told = (
        "3 of these need the floor. A session at home has room for them: `breakd place home`, then `breakd session`."
    )
    assert told in seed_list(capsys)
    config('[place]\nnow = "home"\n')
    assert "need the floor" not in seed_list(capsys)


def test_the_floor_is_not_promised_to_whom_it_does_not_suit(capsys: pytest.CaptureFixture[str]) -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text('[body]\nconditions = ["surgery_0_6"]\ndisclaimer = "confirmed"\n')
    assert "need the floor" not in seed_list(capsys)


def test_nor_where_no_place_has_one(capsys: pytest.CaptureFixture[str]) -> None:
    config('[place.home]\nsettings = ["seated", "standing"]\n')
    assert "need the floor" not in seed_list(capsys)


def test_who_cannot_stand_is_offered_the_floor_in_a_session_alone(capsys: pytest.CaptureFixture[str]) -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text('[body]\nconditions = ["cannot_stand"]\ndisclaimer = "confirmed"\n')
    config('[place]\nnow = "home"\n')
    assert listed(capsys)["cobra"] == texts.OUT["session-only"]
    assert max(map(len, texts.OUT.values())) <= 34, "beside the id they fit into 80 columns"


@pytest.mark.parametrize("columns", ["40", "80", "100", "200"])
def test_no_line_is_wider_than_the_terminal(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for id in KNOWN.stretches:
        run_stretches("show", id)
        out = capsys.readouterr().out
        assert all(len(line) <= min(100, int(columns)) for line in out.splitlines() if not PATH.search(line)), out
    if columns != "40":
        run_stretches("list", "")
        assert all(len(line) <= int(columns) for line in capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("id", sorted(KNOWN.stretches))
def test_show_tells_all_of_a_movement(
    id: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert run_stretches("show", id) == OK
    flat = " ".join(capsys.readouterr().out.split())
    stretch = KNOWN.stretches[id]
    wanted = [stretch.name, stretch.dose, stretch.breathing, *stretch.cautions, *stretch.stop_if]
    wanted += [KNOWN.sources[source].title for source in stretch.source]
    wanted += [KNOWN.conditions[tag] for tag in stretch.exclude_if | stretch.caution_if]
    wanted += [f"({step.seconds} s)" for step in stretch.steps]
    assert [text for text in wanted if text not in flat] == []
    assert "{" not in flat


def test_a_thing_that_is_missing_is_no_room_that_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    config('[place.office]\nsettings = ["standing"]\nequipment = []\n')
    found = listed(capsys)
    assert found["wall-angel"] == texts.OUT["place"]
    assert found["chin-tuck"] == texts.OUT_SETTING["seated"]


def test_show_says_which_condition_of_the_person_it_is_and_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    paths.made(paths.config_dir())
    paths.body_file().write_text(
        '[body]\npain = ["sciatic"]\nconditions = ["glaucoma", "hypermobility"]\ndisclaimer = "confirmed"\n'
    )
    run_stretches("show", "seated-forward-fold")
    flat = " ".join(capsys.readouterr().out.split())
    stretch = KNOWN.stretches["seated-forward-fold"]
    for head, tag in (("Left out ", "glaucoma"), ("", "leg_nerve_pain"), ("Gently ", "hypermobility")):
        assert f"{head}because of “{KNOWN.conditions[tag]}”: {stretch.why[tag]}." in flat
        assert flat.count(KNOWN.conditions[tag]) == 1, "it is not listed among the others too"
    assert f"Left out if {KNOWN.conditions['osteoporosis']};" in flat
    assert f"Now not offered: {texts.OUT['excluded']}" in flat


def test_the_less_painful_side_goes_first(capsys: pytest.CaptureFixture[str]) -> None:
    run_stretches("show", "upper-trap-stretch")
    assert "with your left hand" in " ".join(capsys.readouterr().out.split())
    paths.made(paths.config_dir())
    paths.body_file().write_text('[body]\nside = "left"\n')
    run_stretches("show", "upper-trap-stretch")
    assert "with your right hand" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("sore", ["none", "left", "right", "both"])
@pytest.mark.parametrize("id", ["upper-trap-stretch", "figure-four-seated", "seated-sciatic-slider"])
def test_the_sides_are_those_of_the_reminder(id: str, sore: str, capsys: pytest.CaptureFixture[str]) -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text(f'[body]\nside = "{sore}"\n')
    turns = sides_done(KNOWN.stretches[id], sore)
    run_stretches("show", id)
    shown = " ".join(capsys.readouterr().out.split())
    step = next(step.text for step in KNOWN.stretches[id].steps if "{side}" in step.text)
    other = "right" if turns[0] == "left" else "left"
    assert step.format(side=turns[0], other=other) in shown
    assert (texts.SORE_SIDE_ALONE in shown) == (len(turns) == 1)
    assert ("on the other side" in shown) == (len(turns) == 2)


def test_a_name_that_is_nearly_right() -> None:
    with pytest.raises(Stop, match='There is no stretch "cat-cwo"; did you mean "cat-cow"') as stopped:
        run_stretches("show", "cat-cwo")
    assert stopped.value.code == FAILED
    with pytest.raises(Stop, match="stretches list") as stopped:
        run_stretches("show", "xyzzy")
    assert stopped.value.code == FAILED


def test_show_wants_to_know_which() -> None:
    with pytest.raises(Stop) as stopped:
        run_stretches("show", "")
    assert stopped.value.code == USAGE


def test_with_a_faulty_config_the_defaults_are_listed_and_the_faults_said(capsys: pytest.CaptureFixture[str]) -> None:
    config("[sitting]\nlimit = 3\n")
    assert run_stretches("list", "") == OK
    captured = capsys.readouterr()
    assert "25 of 44" in captured.out
    assert captured.err.startswith("config.toml:2: sitting.limit: ")


def test_check_says_that_all_are_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_stretches("check", "") == OK
    assert capsys.readouterr().out == "All 44 stretches are valid.\n"


def test_a_damaged_installation_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = catalogue.text()
    monkeypatch.setattr(catalogue, "text", lambda: whole.replace("discreet = 3", "discreet = 9", 1))
    catalogue.load.cache_clear()
    try:
        with pytest.raises(
            catalogue.DamagedCatalogue, match=r"damaged:\nstretches.toml:\d+: stretch\[0\].discreet: "
        ):
            catalogue.load()
        assert run_stretches("check", "") == FAILED
    finally:
        catalogue.load.cache_clear()


PLAN = """[[stretch]]
id = "squat"
name = "Small squat"
regions = ["lumbar"]
targets = ["lumbar"]
direction = "extension"
setting = "floor"
picture = "squat.png"
steps = [{ seconds = 5, text = "Lift your hips." }]
"""


def plan(text: str) -> None:
    folder = paths.made(paths.config_dir() / "stretches.d")
    (folder / "plan.toml").write_text(text)
    (folder / "squat.png").write_bytes(b"")


def test_the_article_is_told_with_dose_breathing_caution_picture_and_guide(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    run_stretches("list", "", seed=True)
    out = capsys.readouterr().out
    flat = " ".join(out.split())
    for id in SEEDS:
        stretch = KNOWN.stretches[id]
        told = [stretch.seed_title, stretch.dose, stretch.breathing, *stretch.cautions, f"Guide breakd start {id}"]
        assert [text for text in told if text not in flat] == []
    pictures = [Path(line.split()[-1]) for line in out.splitlines() if " Picture " in line]
    assert [picture.read_bytes()[:4] for picture in pictures] == [b"\x89PNG"] * 5


def test_movements_of_your_own_are_listed_shown_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    plan(PLAN)
    assert listed(capsys)["squat"] == texts.OUT_SETTING["floor"]
    run_stretches("show", "squat")
    flat = " ".join(capsys.readouterr().out.split())
    assert "Sources Your own plan This one comes from a file of your own." in flat
    assert f"Picture {paths.config_dir()}/stretches.d/squat.png" in flat
    assert run_stretches("check", "") == OK
    assert capsys.readouterr().out == "All 45 stretches are valid; one of them is your own.\n"


def test_a_fault_of_your_own_is_said_and_the_rest_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    plan(PLAN.replace("seconds = 5", "seconds = 0"))
    fault = "stretches.d/plan.toml:9: stretch[0].steps[0].seconds: expected a whole number from 1 to 9999, got 0\n"
    assert run_stretches("check", "") == FAILED
    assert capsys.readouterr().out == fault
    assert run_stretches("list", "") == OK
    captured = capsys.readouterr()
    assert "25 of 44" in captured.out
    assert captured.err == fault + "Until this is fixed, that stretch is left out.\n"


def test_every_reason_has_a_sentence() -> None:
    from breakd.stretches.selection import Exclusion

    assert {exclusion.value for exclusion in Exclusion} == set(texts.OUT)


def test_where_it_is_felt_and_what_is_normal(capsys: pytest.CaptureFixture[str]) -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text('[body]\nside = "left"\n')
    run_stretches("show", "standing-quad-stretch")
    flat = " ".join(capsys.readouterr().out.split())
    assert "Where felt the front of the right thigh" in flat, "the side that hurts less comes first"
    assert f"Normal {KNOWN.safety.normal_feeling}" in flat
    assert "; ".join(KNOWN.safety.stop_always) in flat, "as the guide says it"
    run_stretches("show", "bridge")
    assert f"Normal {KNOWN.stretches['bridge'].normal}" in " ".join(capsys.readouterr().out.split())


def test_what_a_plan_brings_obeys_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A plan may be somebody else's: what it says is shown, and never sent to the terminal as an order."""
    folder = paths.made(paths.config_dir() / "stretches.d")
    (folder / "plan\x1b]0;x\x07.toml").write_text('[[stretch]]\nid = "cobra"\nname = "Co\\u001b]0;y\\u0007bra"\n')
    (folder / "a\nb.toml").write_text("[[stretch]]\n")
    run_stretches("show", "cobra", seed=False)
    run_stretches("list", "", seed=False)
    said = capsys.readouterr()
    assert {char for char in said.out + said.err if not char.isprintable()} == {"\n"}
    assert "Co ]0;y bra" in said.out
    assert "stretches.d/a\\nb.toml:1: stretch[0]" in said.err


def test_a_picture_that_is_missing_is_named_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    folder = paths.made(paths.config_dir() / "stretches.d")
    (folder / "plan.toml").write_text('[[stretch]]\nid = "cobra"\npicture = "a\\u001b\\nb.png"\n')
    assert run_stretches("check", "", seed=False) == FAILED
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert said.rstrip("\n").isprintable()
