"""What *My plan* asks before it writes, and what it says instead of doing half of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from breakd.board.plan_page import PlanPage
from breakd.config import own_folder
from breakd.messages import board_plan as texts
from breakd.messages.stretches import OUT_ASKED
from breakd.stretches import catalogue
from breakd.stretches.conditions import AGAINST
from breakd.system import paths
from tests.support.board_pages import NotedDaemon

from .test_plan_page import BY_HAND, FORM, KNOWN, daemon, listed, loaded, page, save

__all__ = ["daemon", "page"]

STENOSIS = "Spinal stenosis (leg ache that eases when you bend forward)"
BACK_BEND: dict[str, Any] = {
    **FORM, "name": "Arch", "direction": "extension", "side": "none", "hold": None,
    "steps": [{"text": "Lean back a little.", "seconds": 4, "hold": False}],
}  # fmt: skip


@pytest.fixture
def hand() -> Path:
    file = own_folder(paths.body_file()) / "hand.toml"
    paths.made(file.parent)
    return file


def body(*conditions: str) -> None:
    paths.made(paths.config_dir())
    paths.body_file().write_text(f"[body]\nconditions = {list(conditions)}\n")


# --- what a condition speaks against --------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "condition"), [(way, tag) for way, tags in AGAINST.items() for tag in sorted(tags)]
)
def test_a_way_that_speaks_against_a_condition_is_asked_about_once(
    page: PlanPage, direction: str, condition: str
) -> None:
    """A professional who knows of it is believed; else it waits."""
    body(condition)
    form = {**BACK_BEND, "direction": direction}
    asked = save(page, form)
    label = loaded().catalogue.conditions[condition]
    assert (asked["ok"], asked["as"]) == (False, "knows")
    assert label in asked["ask"]
    assert "physiotherapist know" in asked["ask"]
    assert listed(page) == {}
    assert save(page, form, knows=True)["text"].startswith("“Arch” is in your plan.")
    arch = loaded().catalogue.stretches["arch"]
    assert (condition in arch.caution_if, condition in arch.exclude_if) == (True, False)
    again = {**listed(page)["arch"]["form"], "sets": 4}
    assert save(page, again, "arch")["ok"], "it was said"


def test_without_that_word_it_is_kept_and_waits(page: PlanPage, daemon: NotedDaemon) -> None:
    body("spinal_stenosis")
    assert "No reminder offers it yet" in save(page, BACK_BEND, knows=False)["text"]
    assert "spinal_stenosis" in loaded().catalogue.stretches["arch"].exclude_if
    assert daemon.now is not None
    daemon.now["plan"] = [{"stretch": "arch", "sets": 3, "done": 0, "next_at": None, "held_back": "excluded"}]
    assert listed(page)["arch"]["lines"][-1] == texts.tr(texts.WAITS, conditions=STENOSIS)
    form = listed(page)["arch"]["form"]
    assert save(page, form, "arch")["as"] == "knows", "it is asked again"
    assert save(page, form, "arch", knows=True)["ok"]
    assert "spinal_stenosis" not in loaded().catalogue.stretches["arch"].exclude_if


def test_a_built_in_one_that_is_left_out_is_asked_about_too(page: PlanPage) -> None:
    body("spinal_stenosis", "pregnancy_late")
    assert STENOSIS in save(page, KNOWN)["ask"]
    assert save(page, KNOWN, knows=True)["ok"]
    cobra, before = loaded().catalogue.stretches["cobra"], catalogue.load().stretches["cobra"]
    assert cobra.exclude_if == before.exclude_if - {"spinal_stenosis"}, "a pregnancy is another matter"
    assert cobra.caution_if == before.caution_if | {"spinal_stenosis"}
    assert save(page, {**listed(page)["cobra"]["form"], "sets": 3}, "cobra")["ok"]


def test_a_condition_that_a_hand_left_out_is_not_asked_about(page: PlanPage, hand: Path) -> None:
    hand.write_text(BY_HAND + 'exclude_if = ["spinal_stenosis"]\n')
    body("spinal_stenosis")
    assert save(page, {**listed(page)["cobra"]["form"], "sets": 2}, "cobra", sure=True)["ok"]


@pytest.mark.parametrize(
    ("conditions", "direction"),
    [((), "extension"), (("osteoporosis",), "extension"), (("spinal_stenosis",), "flexion")],
)
def test_else_nothing_is_asked(page: PlanPage, conditions: tuple[str, ...], direction: str) -> None:
    body(*conditions)
    assert save(page, {**BACK_BEND, "direction": direction})["ok"]


def test_each_question_wants_its_own_answer(page: PlanPage, hand: Path) -> None:
    hand.write_text(BY_HAND)
    body("spinal_stenosis")
    form = {**listed(page)["cobra"]["form"], "sets": 3}
    assert save(page, form, "cobra", sure=True)["as"] == "knows", "a yes about a file says nothing of the person"
    assert "hand.toml" in save(page, form, "cobra", knows=True)["ask"]
    assert hand.read_text() == BY_HAND
    assert save(page, form, "cobra", sure=True, knows=True)["ok"]


@pytest.mark.parametrize("knows", [None, "yes", 1, []])
def test_only_yes_or_no_is_an_answer(page: PlanPage, knows: object) -> None:
    body("spinal_stenosis")
    assert save(page, BACK_BEND, knows=knows)["as"] == "knows"
    assert listed(page) == {}


def test_what_holds_it_back_is_told_when_it_is_saved(page: PlanPage, daemon: NotedDaemon) -> None:
    body("neck_problem")
    assert save(page, {**BACK_BEND, "direction": "neural"})["text"] == (
        "“Arch” is in your plan. No reminder offers it now: only with leg pain."
    )
    daemon.now = None
    assert save(page, {**BACK_BEND, "name": "Bridge", "setting": "floor"})["text"] == (
        "“Bridge” is in your plan. No reminder offers it now: it needs the floor."
    )
    assert save(page, FORM)["text"] == "“Small squat” is in your plan."


# --- a dose that may be a slip of the finger ------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reps": 31}, "31 repetitions"),
        ({"sets": 7}, "7 sets a day"),
        ({"hold": 121, "reps": 2}, "hold for 121 seconds"),
        ({"reps": 40, "sets": 9}, "40 repetitions, 9 sets a day"),
        ({"of": "chin-tuck", "reps": 31, "side": "", "hold": None}, "31 repetitions"),
    ],
)
def test_an_unusual_dose_is_asked_about_once(page: PlanPage, change: dict[str, Any], told: str) -> None:
    form = {**FORM, **change}
    asked = save(page, form)
    assert (asked["ok"], asked["as"]) == (False, "sheet")
    assert asked["ask"] == f"That is more than is usual: {told}. Is that what your sheet says?"
    assert save(page, form, sheet=False)["as"] == "sheet"
    assert listed(page) == {}
    id = save(page, form, sheet=True)["id"]
    again = {**listed(page)[id]["form"], "days": ["monday"]}
    assert save(page, again, id)["ok"], "it was said"


def test_a_usual_dose_is_not_asked_about(page: PlanPage) -> None:
    assert save(page, {**FORM, "reps": 30, "sets": 6, "hold": 5})["ok"]


# --- what is too long -----------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["name", "start", "note", "steps"])
def test_what_is_too_long_is_told_and_not_cut(page: PlanPage, field: str) -> None:
    shown = page.show({})["form"]["most"]

    def form(length: int) -> dict[str, Any]:
        text = "x" * length
        return {**FORM, field: [{"text": text, "seconds": 3, "hold": True}] if field == "steps" else text}

    assert save(page, form(shown[field] + 1))["faults"] == {
        field: f"Please say it in at most {shown[field]} characters; these are {shown[field] + 1}."
    }
    assert listed(page) == {}
    assert save(page, form(shown[field]))["ok"]


def test_more_steps_than_there_is_room_for_are_told(page: PlanPage) -> None:
    steps = [{"text": f"Step {number}.", "seconds": 2, "hold": False} for number in range(13)]
    assert save(page, {**FORM, "hold": None, "steps": steps})["faults"] == {"steps": "Please write at most 12 steps."}


# --- what a hand wrote ----------------------------------------------------------------------------


def test_of_a_file_of_the_persons_own_only_the_plan_goes_and_that_is_said(page: PlanPage, hand: Path) -> None:
    hand.write_text(BY_HAND)
    asked = page.act("remove", {"id": "cobra"})["ask"]
    assert "stretches.d/hand.toml yourself: the stretch stays there" in asked
    assert "hand.toml.bak" in asked
    assert page.act("remove", {"id": "cobra", "sure": True})["text"] == (
        "“Cobra” is no longer in your plan. It still stands in stretches.d/hand.toml."
    )
    assert tomllib.loads(hand.read_text()) == {"stretch": [{"id": "cobra", "reps": 4}]}
    assert listed(page) == {}


def test_a_lock_and_open_questions_are_said(page: PlanPage, daemon: NotedDaemon) -> None:
    assert daemon.now is not None
    assert save(page, KNOWN)["ok"]
    daemon.now["plan"] = [{"stretch": "cobra", "sets": 2, "done": 0, "held_back": "not-today", "next_at": None}]
    daemon.now["ask_red_flags"] = True
    shown = page.show({})
    assert [one["act"] for notice in shown["care"] for one in notice["buttons"]] == ["questions"]
    assert texts.tr(texts.HELD_BACK, why=OUT_ASKED) in listed(page)["cobra"]["lines"]
    assert shown["locked"] is False
    daemon.now["safety_lock"], daemon.now["card"] = True, "urgent"
    shown = page.show({})
    assert (shown["locked"], shown["care"]) == (True, [])
    daemon.now = None
    shown = page.show({})
    assert (shown["locked"], shown["care"]) == (False, [])
