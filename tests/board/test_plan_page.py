"""The page *My plan*: what it writes, what it asks before, and what it says of what does not fit."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from breakd.board.plan_page import PlanPage
from breakd.config import own_folder
from breakd.messages import board_plan as texts
from breakd.stretches import catalogue
from breakd.stretches.plan import WEEKDAYS
from breakd.system import paths
from tests.support.board_pages import MONDAY, NotedDaemon, tools

FORM: dict[str, Any] = {
    "of": "", "name": "Small squat", "setting": "standing", "regions": ["quadriceps"], "direction": "neutral",
    "start": "Stand with one hand on a desk.", "hold": 5, "reps": 10, "sets": 3, "side": "left", "days": [],
    "care": [], "note": "", "steps": [
        {"text": "Bend your {side} knee a little.", "seconds": None, "hold": False},
        {"text": "Hold.", "seconds": None, "hold": True},
        {"text": "Come up slowly, and take your time for all of it.", "seconds": 7, "hold": False},
    ],
}  # fmt: skip
KNOWN = {**FORM, "of": "cobra", "hold": None, "reps": None, "side": "", "sets": 2, "days": ["friday", "monday"]}
TODAY = MONDAY.date()
BY_HAND = '# my own\n[[stretch]]\nid = "cobra" # from the sheet\nsets_per_day = 1\nreps = 4\n'


@pytest.fixture
def daemon() -> NotedDaemon:
    return NotedDaemon()


@pytest.fixture
def page(daemon: NotedDaemon) -> PlanPage:
    return PlanPage(tools(daemon))


@pytest.fixture
def ours() -> Path:
    return own_folder(paths.body_file()) / "my-plan.toml"


def save(page: PlanPage, form: dict[str, Any], id: str = "", **more: Any) -> dict[str, Any]:
    return page.act("save", {"id": id, "form": form, **more})


def listed(page: PlanPage) -> dict[str, dict[str, Any]]:
    shown = page.show({})
    return {one["id"]: one for one in (*shown["today"], *shown["others"])}


def loaded() -> catalogue.LoadedCatalogue:
    return catalogue.load_all(own_folder(paths.body_file()))


def test_a_new_one_is_written_as_a_file_that_keeps_every_rule(page: PlanPage, ours: Path) -> None:
    assert page.show({})["today"] == page.show({})["others"] == []
    assert save(page, FORM) == {"ok": True, "id": "small-squat", "text": "“Small squat” is in your plan."}
    found = loaded()
    assert found.errors == ()
    assert found.own == {"small-squat"}
    squat = found.catalogue.stretches["small-squat"]
    assert (squat.sets_per_day, squat.sides, squat.reps, squat.hold_seconds, squat.days) == (
        3,
        "left",
        10,
        5,
        frozenset(),
    )
    assert [(step.part, step.seconds, step.hold) for step in squat.steps] == [
        ("setup", 6, False), ("rep", 3, False), ("rep", 5, True), ("rep", 7, False),
    ]  # fmt: skip
    assert ours.read_text().startswith(texts.MARK)
    assert ours.stat().st_mode & 0o777 == 0o600


def test_the_form_comes_back_as_it_was_filled(page: PlanPage) -> None:
    save(page, FORM)
    form = listed(page)["small-squat"]["form"]
    assert form == {**FORM, "steps": [{**FORM["steps"][0], "seconds": 3}, *FORM["steps"][1:]]}
    assert save(page, form, "small-squat")["ok"]
    assert listed(page)["small-squat"]["form"] == form


def test_one_that_is_built_in_keeps_its_words_and_its_doses(page: PlanPage, ours: Path) -> None:
    assert save(page, KNOWN)["text"] == "“Cobra” is in your plan. No reminder offers it now: it needs the floor."
    assert tomllib.loads(ours.read_text()) == {
        "stretch": [{"id": "cobra", "sets_per_day": 2, "days": ["friday", "monday"], "prescribed_on": TODAY}]
    }
    cobra, before = loaded().catalogue.stretches["cobra"], catalogue.load().stretches["cobra"]
    assert (cobra.levels, cobra.cautions) == (before.levels, before.cautions)
    assert cobra.days == {"monday", "friday"}
    assert listed(page)["cobra"]["words"] == "2 sets a day, on Monday, Friday"
    assert "cobra" not in [one["word"] for one in page.show({})["form"]["stretches"]]
    again = save(page, KNOWN)
    assert again["faults"] == {"of": texts.IN_PLAN_ALREADY}
    assert save(page, {**KNOWN, "days": list(WEEKDAYS), "reps": 6}, "cobra")["ok"]
    assert tomllib.loads(ours.read_text()) == {
        "stretch": [{"id": "cobra", "sets_per_day": 2, "reps": 6, "prescribed_on": TODAY}]
    }


def test_the_day_of_the_prescription_stays_until_the_sets_or_days_change(page: PlanPage, ours: Path) -> None:
    """A plan that asks for more now was not neglected before."""
    save(page, FORM)
    before = date(2026, 3, 2)
    ours.write_text(ours.read_text().replace(f"prescribed_on = {TODAY}", f"prescribed_on = {before}"))

    def kept(**change: Any) -> date | None:
        assert save(page, {**listed(page)["small-squat"]["form"], **change}, "small-squat")["ok"]
        return loaded().catalogue.stretches["small-squat"].prescribed_on

    assert kept(reps=12, note="Slowly.") == before
    assert kept(sets=2) == TODAY
    ours.write_text(ours.read_text().replace(f"prescribed_on = {TODAY}\n", ""))
    assert kept(reps=10) is None, "nobody wrote it down"
    assert kept(days=["monday"]) == TODAY


def test_two_of_one_name_and_a_name_in_another_script(page: PlanPage) -> None:
    for name, id in (("Plié", "plie"), ("Plié", "plie-2"), ("肩回し", "my-stretch"), ("Cobra", "cobra-2")):
        assert save(page, {**FORM, "name": name})["id"] == id
    assert [one["name"] for one in listed(page).values()] == ["Plié", "Plié", "肩回し", "Cobra"]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"name": " ", "setting": "", "regions": [], "direction": "", "side": ""}, texts.MISSING.keys()),
        ({"sets": None}, {"sets"}),
        ({"sets": 13, "reps": 0}, {"sets", "reps"}),
        ({"sets": 2.5}, {"sets"}),
        ({"sets": True}, {"sets"}),
        ({"hold": -1}, {"hold"}),
        ({"hold": None}, {"hold"}),
        ({"steps": []}, {"steps", "hold"}),
        ({"steps": [{"text": "  ", "seconds": None, "hold": False}], "hold": None}, {"steps"}),
        ({"steps": [{"text": "Lift.", "seconds": 601, "hold": False}], "hold": None}, {"steps"}),
        ({"steps": FORM["steps"][:1]}, {"hold"}),
        ({"reps": 200, "hold": 600}, {"reps"}),
        ({"steps": [{"text": "Lift your {knee}.", "seconds": 3, "hold": False}], "hold": None}, {"steps"}),
        ({"side": "none"}, {"steps"}),
        ({**KNOWN, "of": "nothing"}, {"of"}),
        ({**KNOWN, "of": "cat-cow", "hold": 5}, {"hold"}),
        ({**KNOWN, "sets": 12}, {"sets"}),
    ],
)
def test_each_fault_is_named_beside_its_field(page: PlanPage, ours: Path, change: Any, fields: set[str]) -> None:
    answer = save(page, {**FORM, **change}, sheet=True)
    assert (answer["ok"], answer["text"], set(answer["faults"])) == (False, texts.LOOK_AT, set(fields))
    assert all(answer["faults"].values())
    assert not ours.exists()


HOSTILE: tuple[Any, ...] = (None, 5.5, "\x00", [], {}, [[]], [{}], ["\x00"], {"": 1}, -1, 1e9, float("nan"), True)
STEP = {"text": "Lift.", "seconds": 3, "hold": False}
SOUND: dict[str, Any] = {"hold": None, "days": [], "care": []}
"""What of it is nothing wrong in these fields."""
TEXTS = {"name", "start", "note"}
"""Here the NUL is a letter like any other: the file shows it as an escape, and the daemon as a space."""


def test_no_word_of_a_hostile_page_writes_anything(page: PlanPage, daemon: NotedDaemon, ours: Path) -> None:
    def refused(word: str, more: Any) -> None:
        try:
            answer = page.act(word, more)
        except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError):
            return  # what the board answers with one sentence
        assert answer["ok"] is False, (word, more)

    plain = {**FORM, "hold": None, "steps": [STEP]}
    for field in plain:
        for value in HOSTILE:
            sound = field in SOUND and value == SOUND[field]
            if not (sound or (field in TEXTS and isinstance(value, str))):
                refused("save", {"id": "", "form": {**plain, field: value}})
        refused("save", {"id": "", "form": {key: value for key, value in plain.items() if key != field}})
    for value in HOSTILE:
        refused("save", {"id": value, "form": plain})
        refused("save", {"id": "", "form": value})
        for key in ("text", "seconds"):
            if value is not None and not (key == "text" and isinstance(value, str)):
                refused("save", {"id": "", "form": {**plain, "steps": [{**STEP, key: value}]}})
        for word in ("done", "start", "remove", "save", "", "__init__"):
            refused(word, {"id": value, "sure": True})
    for id in ("../../config", "walk-break", "cobra"):
        refused("remove", {"id": id, "sure": True})
        refused("done", {"id": id})
    assert not ours.exists()
    assert daemon.asked == []


def test_no_character_breaks_the_file(page: PlanPage, ours: Path) -> None:
    strange = 'a "quote" \\ \u202e \u2028 [[stretch]] # = ' + "x" * 20
    steps = [{"text": strange, "seconds": None, "hold": False}]
    assert save(page, {**FORM, "name": strange, "note": strange, "start": strange, "steps": steps, "hold": None})[
        "ok"
    ]
    assert loaded().errors == ()
    (row,) = tomllib.loads(ours.read_text())["stretch"]
    assert "x" * 20 in row["steps"][1]["text"]


def test_a_file_that_it_did_not_write_is_changed_only_after_a_yes(page: PlanPage, ours: Path) -> None:
    ours.parent.mkdir(parents=True)
    hand = ours.with_name("hand.toml")
    hand.write_text(BY_HAND)
    assert listed(page)["cobra"]["lines"][-1] == "It stands in stretches.d/hand.toml."
    form = {**listed(page)["cobra"]["form"], "sets": 3}
    answer = save(page, form, "cobra")
    assert answer == {
        "ok": False,
        "ask": texts.tr(texts.SURE_FILE, file="stretches.d/hand.toml", backup="hand.toml.bak"),
    }
    assert hand.read_text() == BY_HAND
    assert save(page, form, "cobra", sure=True)["ok"]
    changed = BY_HAND.replace("day = 1", "day = 3") + f"prescribed_on = {TODAY}\n"
    assert hand.read_text() == changed, "comments and what was not changed stay"
    assert hand.with_name("hand.toml.bak").read_text() == BY_HAND
    assert not ours.exists()


def test_what_a_hand_wrote_beside_stays_when_it_comes_into_the_plan(page: PlanPage, ours: Path) -> None:
    ours.parent.mkdir(parents=True)
    file = ours.with_name("mine.toml")
    care = {"caution_if": ["hernia"], "cautions": ["Not far."], "hold_seconds": 4}
    file.write_text('[[stretch]]\nid = "chin-tuck"\n' + "".join(f"{key} = {value}\n" for key, value in care.items()))
    assert loaded().errors == ()
    for id, form in (("", {**KNOWN, "of": "chin-tuck"}), ("chin-tuck", None)):
        answer = save(page, form or {**listed(page)["chin-tuck"]["form"], "sets": 3}, id, sure=True)
        assert answer["ok"], answer
        (row,) = tomllib.loads(file.read_text())["stretch"]
        assert row.items() >= care.items()
    assert row["sets_per_day"] == 3


def test_our_file_by_another_hand_is_asked_about_too(page: PlanPage, ours: Path) -> None:
    ours.parent.mkdir(parents=True)
    ours.write_text(BY_HAND)
    assert "ask" in save(page, FORM)
    assert ours.read_text() == BY_HAND
    assert save(page, FORM, sure=True)["ok"]
    assert ours.read_text().startswith(BY_HAND)
    assert ours.with_name("my-plan.toml.bak").read_text() == BY_HAND


def test_a_file_that_cannot_be_read_is_left_alone(page: PlanPage, ours: Path) -> None:
    ours.parent.mkdir(parents=True)
    ours.write_text(texts.MARK + "\nnot toml")
    answer = save(page, FORM, sure=True)
    assert (answer["ok"], "cannot be read" in answer["text"]) == (False, True)
    assert ours.read_text() == texts.MARK + "\nnot toml"


def test_a_stretch_that_a_fault_lost_is_not_written_over(page: PlanPage, ours: Path) -> None:
    ours.parent.mkdir(parents=True)
    faulty = texts.MARK + '\n[[stretch]]\nid = "small-squat"\nname = "Half written"\n'
    ours.write_text(faulty)
    assert save(page, FORM)["id"] == "small-squat-2"
    assert ours.read_text().startswith(faulty)


def test_of_two_with_one_id_that_one_is_changed_which_holds(page: PlanPage, ours: Path) -> None:
    ours.parent.mkdir(parents=True)
    first, second = ours.with_name("a.toml"), ours.with_name("b.toml")
    for file, sets in ((first, 1), (second, 2)):
        file.write_text(f'[[stretch]]\nid = "cobra"\nsets_per_day = {sets}\n')
    form = listed(page)["cobra"]["form"]
    assert form["sets"] == 1
    assert save(page, {**form, "sets": 3}, "cobra", sure=True)["ok"]
    assert ("= 3" in first.read_text(), "= 2" in second.read_text()) == (True, True)


def test_what_was_there_is_kept_beside_at_each_change(page: PlanPage, ours: Path) -> None:
    save(page, FORM)
    before = ours.read_text()
    save(page, KNOWN)
    assert ours.read_text().startswith(before)
    assert ours.with_name("my-plan.toml.bak").read_text() == before


def test_a_link_of_a_dotfile_manager_stays_one(page: PlanPage, ours: Path, tmp_path: Path) -> None:
    ours.parent.mkdir(parents=True)
    real = tmp_path / "dotfiles.toml"
    real.write_text(texts.HEADER)
    ours.symlink_to(real)
    assert save(page, FORM)["ok"]
    assert ours.is_symlink()
    assert "small-squat" in real.read_text()


def test_removing_asks_first(page: PlanPage, ours: Path) -> None:
    save(page, FORM)
    save(page, KNOWN)
    assert page.act("remove", {"id": "small-squat"}) == {
        "ok": False, "ask": "Take “Small squat” out of your plan? What you have done stays in your history.",
    }  # fmt: skip
    assert page.act("remove", {"id": "small-squat", "sure": True}) == {
        "ok": True, "id": "small-squat", "text": "“Small squat” is no longer in your plan.",
    }  # fmt: skip
    assert list(listed(page)) == ["cobra"]
    assert page.act("remove", {"id": "cobra", "sure": True})["ok"]
    assert (listed(page), tomllib.loads(ours.read_text())) == ({}, {})
    assert loaded().catalogue.stretches == catalogue.load().stretches


def test_a_stretch_with_more_than_the_form_has_is_changed_by_hand(page: PlanPage, ours: Path) -> None:
    save(page, FORM)
    finish = '  { part = "finish", seconds = 3, text = "Shake it out." },'
    ours.write_text(ours.read_text().removesuffix("]\n") + f"{finish}\n]\n")
    assert loaded().errors == ()
    assert listed(page)["small-squat"]["form"] is None


def test_a_tick_is_a_done_of_the_daemon(page: PlanPage, daemon: NotedDaemon) -> None:
    save(page, FORM)
    assert page.act("done", {"id": "small-squat"}) == {"ok": True, "text": "One set of “Small squat” is done."}
    assert daemon.asked == [("Done", 0, "small-squat")]


def test_how_far_the_day_is(page: PlanPage, daemon: NotedDaemon) -> None:
    save(page, FORM)
    assert daemon.now is not None
    day: dict[str, Any] = {"stretch": "small-squat", "sets": 3, "done": 1, "next_at": None, "held_back": None}

    def shown(**change: Any) -> tuple[str, list[str]]:
        daemon.now = {**(daemon.now or {}), "plan": [{**day, **change}]}
        (one,) = page.show({})["today"]
        return one["count"], one["lines"]

    assert shown() == ("1 of 3 sets done", [])
    assert shown(next_at="2026-11-23T12:30:00+01:00")[1][0].startswith("The next set comes after ")
    assert shown(held_back="excluded")[1] == ["No reminder offers it now: not suitable for you."]
    assert shown(held_back="place")[1] == ["No reminder offers it now: it needs what is not here."]
    assert shown(done=4) == ("3 of 3 sets done", ["That is all for today."])
    daemon.now["plan"] = []
    (fresh,) = page.show({})["today"]
    assert (fresh["count"], fresh["lines"]) == ("0 of 3 sets done", []), "breakd has not read it yet"
    daemon.now["plan"] = [{**day, "done": 2}]
    save(page, {**fresh["form"], "sets": 4}, "small-squat")
    assert page.show({})["today"][0]["count"] == "2 of 4 sets done"
    save(page, {**fresh["form"], "days": ["friday"]}, "small-squat")
    assert [one["id"] for one in page.show({})["others"]] == ["small-squat"], "not today"
    daemon.now = None
    away = page.show({})
    assert (away["running"], [one["id"] for one in away["others"]]) == (False, ["small-squat"])


def test_who_was_operated_lately_is_asked_whether_it_is_meant_for_that(page: PlanPage) -> None:
    assert page.show({})["form"]["care"] == []
    paths.made(paths.config_dir())
    paths.body_file().write_text('[body]\nconditions = ["recent_surgery"]\n')
    assert [one["word"] for one in page.show({})["form"]["care"]] == ["surgery_0_6"]
    assert save(page, FORM)["ok"]
    assert "surgery_0_6" in loaded().catalogue.stretches["small-squat"].exclude_if
    form = {**listed(page)["small-squat"]["form"], "care": ["surgery_0_6"]}
    assert save(page, form, "small-squat")["ok"]
    squat = loaded().catalogue.stretches["small-squat"]
    assert "surgery_0_6" not in squat.exclude_if
    assert squat.caution_if == {"surgery_0_6"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[stretch]]\nid = "x"\nregions = ["neck"]\n[[stretch]]\nid = "cobra"\nreps = "ten"\n',
            [
                "What stretches.d/my-plan.toml says of “x” is left out until this is put right. "
                "“What is it called?”: is missing.",
                "What stretches.d/my-plan.toml says of “Cobra” is left out until this is put right. “Repetitions”: "
                'expected a whole number from 1 to 9999, got "ten".',
            ],
        ),
        (
            'strech = 1\n[[stretch]]\nid = "cobra"\nlevl = 2\n[[stretch]]\nname = "Lift"\n[[stretch]]\nreps = 1\n',
            [
                "Something in stretches.d/my-plan.toml is left out until this is put right. “strech”: ",
                "What stretches.d/my-plan.toml says of “Cobra” is left out until this is put right. “levl”: ",
                "What stretches.d/my-plan.toml says of “Lift” is left out until this is put right. ",
                "What stretches.d/my-plan.toml says of “stretch number 3” is left out until this is put right. ",
            ],
        ),
        ("not toml", ["Something in stretches.d/my-plan.toml is left out until this is put right. this is not TOML"]),
    ],
)
def test_faults_of_the_files_are_told_in_the_words_of_the_form(
    page: PlanPage, ours: Path, text: str, told: list[str]
) -> None:
    ours.parent.mkdir(parents=True)
    ours.write_text(text)
    faults = page.show({})["faults"]
    assert [fault[: len(one)] for fault, one in zip(faults, told, strict=True)] == told
    assert not any("stretch[" in fault for fault in faults)
