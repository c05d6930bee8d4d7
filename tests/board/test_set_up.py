"""The page *Set up* without a browser: its questions are those of the terminal, and hostile words change nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from breakd.board.set_up_page import SetUpPage
from breakd.client import red_flag_answers, set_up
from breakd.client.exit_codes import FAILED, Stop
from breakd.client.set_up import SetUp
from breakd.config.keeping import NotWritten
from breakd.engine.settings import BodySettings
from breakd.messages import board_setup, tr
from breakd.messages import setup as texts
from breakd.stretches import catalogue
from breakd.system import paths
from tests.support.setup_conversation import holds

SAFETY = catalogue.load().safety
WELL: dict[str, Any] = {
    "notice": True, "hurts": "no", "emergency": [], "urgent": [], "routine": [], "joints": [], "health": [],
    "place": "home", "hours": "9-17", "days": ["monday", "friday"],
}  # fmt: skip


def no_stretch(*, confirmed: bool) -> dict[str, Any]:
    return {"ok": True, "text": "stretch" if confirmed else "walk"}


def set_up_page(*, short: bool = False) -> SetUpPage:
    return SetUpPage(no_stretch, short=short)


def said_here(sentence: str) -> str:
    return board_setup.ON_THE_PAGE[sentence]


def answered(page: SetUpPage, answers: dict[str, Any]) -> dict[str, Any]:
    """What the page shows when these questions are answered, and those that have no answer here left out."""
    shown: dict[str, Any] = dict(page.show({}))
    while shown["stage"] == "question":
        json.dumps(shown)
        id = shown["id"]
        word, more = ("answer", {"id": id, "answer": answers[id]}) if id in answers else ("skip", {"id": id})
        shown = dict(page.act(word, more))
        assert shown["ok"], shown
    return shown


def test_answers_are_summed_up_and_then_written() -> None:
    page = set_up_page()
    summed_up = answered(page, WELL)
    assert (summed_up["stage"], summed_up["new"]) == ("summary", True)
    assert '[hours]\nmonday = ["09:00-17:00"]' in summed_up["lines"]
    assert not paths.config_dir().exists(), "nothing is written yet"
    done = page.act("write", {})
    assert (done["stage"], done["texts"][-1]) == ("done", said_here(texts.READY_NOT_RUNNING))
    assert holds().body == BodySettings(pain=frozenset(), disclaimer=True)
    assert holds().place == "home"
    assert page.show({})["stage"] == "done", "it stays where it is"
    assert page.act("begin", {})["id"] == "hurts", "the notice is confirmed"


def test_nothing_is_chosen_beforehand_and_each_step_has_its_number() -> None:
    page = set_up_page()
    shown: dict[str, Any] = dict(page.show({}))
    steps = []
    while shown["stage"] == "question":
        assert shown["said"] is None
        steps.append(shown["step"])
        shown = dict(page.act("answer", {"id": shown["id"], "answer": WELL[shown["id"]]}))
    assert steps == ["", "Question 1", *["2 of 5"] * 3, *["3 of 5"] * 2, "4 of 5", *["5 of 5"] * 2]


def test_back_and_change_ask_again_with_what_was_said() -> None:
    page = set_up_page()
    answered(page, WELL)
    shown = page.act("change", {"id": "place"})
    assert (shown["id"], shown["said"]) == ("place", "home")
    shown = page.act("answer", {"id": "place", "answer": "office"})
    assert shown["stage"] == "summary"
    shown = page.act("back", {})
    assert (shown["id"], shown["said"]) == ("days", ["friday", "monday"])


@pytest.mark.parametrize(("id", "flag", "title"), [("emergency", "E2", "emergency"), ("urgent", "U1", "urgent")])
def test_a_red_flag_is_a_card_and_nothing_is_written(id: str, flag: str, title: str) -> None:
    page = set_up_page()
    shown: dict[str, Any] = dict(page.show({}))
    while shown["stage"] == "question":
        answer = [flag] if shown["id"] == id else WELL[shown["id"]]
        shown = dict(page.act("answer", {"id": shown["id"], "answer": answer}))
    assert (shown["stage"], shown["title"]) == ("card", getattr(SAFETY, f"{title}_title"))
    assert said_here(texts.NOT_LOCKED) in shown["texts"], "no breakd runs that could keep it"
    assert not paths.config_dir().exists()
    with pytest.raises(ValueError, match="back"):
        page.act("back", {})


def test_what_was_written_somewhere_else_meanwhile_is_not_overwritten() -> None:
    first, page = set_up_page(), set_up_page()
    assert answered(page, WELL)["stage"] == "summary"
    answered(first, WELL | {"joints": ["osteoporosis"]})
    first.act("write", {})
    shown = page.act("write", {})
    assert (shown["stage"], shown["text"]) == ("question", texts.CHANGED_MEANWHILE)
    assert holds().body.conditions == {"osteoporosis"}
    answers = {id: answer for id, answer in WELL.items() if id != "joints"}
    answered(page, answers)
    page.act("write", {})
    assert holds().body.conditions == {"osteoporosis"}


@pytest.mark.parametrize(
    ("where", "error", "told", "confirmed"),
    [
        ((set_up, "keep_body"), NotWritten("No room."), tr(texts.NOT_TAKEN_BACK, why="No room."), True),
        ((red_flag_answers, "report"), Stop(FAILED, "No answer."), said_here(texts.NOT_LOCKED), False),
    ],
    ids=["nothing can be written", "the daemon fails"],
)
def test_the_card_of_a_red_flag_comes_whatever_cannot_be_kept(
    monkeypatch: pytest.MonkeyPatch, where: tuple[Any, str], error: Exception, told: str, confirmed: bool
) -> None:
    page = set_up_page()
    answered(page, WELL)
    page.act("write", {})
    page = set_up_page()
    shown: dict[str, Any] = dict(page.show({}))
    while shown["id"] != "emergency":
        shown = dict(page.act("answer", {"id": shown["id"], "answer": WELL[shown["id"]]}))

    def fails(*_: object) -> bool:
        raise error

    monkeypatch.setattr(*where, fails)
    shown = dict(page.act("answer", {"id": "emergency", "answer": ["E2"]}))
    assert (shown["stage"], shown["title"]) == ("card", SAFETY.emergency_title)
    with pytest.raises(ValueError, match="write"):
        page.act("write", {})
    assert told in shown["texts"]
    assert holds().body.disclaimer is confirmed


@pytest.mark.parametrize("needed", ["notice", "emergency", "urgent", "routine", "joints", "health"])
def test_what_could_hurt_is_not_skipped(needed: str) -> None:
    page = set_up_page()
    shown: dict[str, Any] = dict(page.show({}))
    while shown["id"] != needed:
        shown = dict(page.act("answer", {"id": shown["id"], "answer": WELL[shown["id"]]}))
    assert shown["needed"]
    assert page.act("skip", {"id": needed}) == {"ok": False, "text": "", "fault": texts.WANTS_AN_ANSWER}
    assert page.show({})["id"] == needed


def test_a_second_click_answers_no_other_question() -> None:
    page = set_up_page()
    page.show({})
    page.act("answer", {"id": "notice", "answer": True})
    assert page.act("answer", {"id": "notice", "answer": True}) == {"ok": False, "text": "", "fault": texts.NOT_ASKED}
    assert page.show({})["id"] == "hurts"


def test_a_file_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    wall = tmp_path / "wall"
    wall.write_text("a file where the folder should be")
    page = SetUpPage(no_stretch, lambda: SetUp(wall / "config.toml", wall / "body.toml"))
    answered(page, WELL)
    refused = page.act("write", {})
    assert (refused["ok"], "cannot be written" in refused["fault"]) == (False, True)
    assert page.show({})["stage"] == "summary", "nothing that was said is lost"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
WORDS = st.sampled_from(["answer", "skip", "back", "change", "write", "begin", "", "show", "__class__"])
IDS = st.sampled_from([*WELL, "night 17:00-09:00", "nothing"])
MORE = st.fixed_dictionaries({}, optional={"id": IDS | VALUES, "answer": VALUES})


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(WORDS, st.fixed_dictionaries({}, optional={"id": IDS | VALUES, "answer": VALUES})), max_size=8)
)
def test_hostile_words_are_refused_with_a_sentence(said: list[tuple[str, dict[str, Any]]]) -> None:
    page = set_up_page()
    page.show({})
    for word, more in said:
        try:
            reply = page.act(word, more)
        except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError):
            continue  # the board answers these with one sentence
        assert reply["ok"] or reply["fault"]
    assert not paths.body_file().exists()
    json.dumps(dict(page.show({})))


def test_the_page_names_no_command_and_no_key() -> None:
    for sentence in board_setup.ON_THE_PAGE.values():
        assert "`" not in sentence
        assert "Type" not in sentence


# --- before a first stretch -------------------------------------------------------------------------


def test_the_short_page_ends_with_the_stretch() -> None:
    page = set_up_page(short=True)
    short = {id: answer for id, answer in WELL.items() if id not in ("place", "hours", "days")}
    assert answered(page, short)["stage"] == "summary"
    done = page.act("write", {})
    assert (done["stretch"], done["with_desktop"]) == (board_setup.FIRST_STRETCH, "")
    assert page.act("stretch", {})["text"] == "stretch"
    assert holds().body == BodySettings(pain=frozenset(), disclaimer=True)


def test_who_does_not_agree_may_walk() -> None:
    page = set_up_page(short=True)
    page.show({})
    done = page.act("answer", {"id": "notice", "answer": False})
    assert (done["stage"], done["stretch"]) == ("done", board_setup.WALK)
    assert page.act("stretch", {})["text"] == "walk"
    assert not paths.config_dir().exists()
