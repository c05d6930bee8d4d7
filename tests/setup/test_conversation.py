"""The questions of the set-up: whatever is answered, taken back or left out, what comes of it fits together."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakd.config import dump_body, dump_config, settings_of
from breakd.engine.settings import BodySettings, Settings
from breakd.messages import setup as texts
from breakd.setup.conversation import WAY, Conversation
from breakd.setup.question import OMITTED, Answer, BadAnswer, Question, Topic
from breakd.setup.typed_words import answer_of
from breakd.setup.what_holds import summary
from breakd.stretches.safety_state import Urgency
from breakd.toml.document import parse
from tests.setup.walks import FIRST, OLD, typed, walks

WELL: dict[str, Any] = {
    "notice": True, "hurts": "no", "emergency": [], "urgent": [], "routine": [], "joints": [], "health": [],
}  # fmt: skip
SORE = WELL | {"hurts": "yes", "leg": False, "pain": ["lumbar"], "side": "none"}


def said(given_answers: dict[str, Any], known: Any = FIRST, *, short: bool = False) -> Conversation:
    """The conversation with these answers; what has none is left out."""
    talk = Conversation(known, short)
    while (question := talk.position.question) is not None:
        if question.id in given_answers:
            talk = talk.answer(question.id, given_answers[question.id])
        elif question.needed:
            return talk
        else:
            talk = talk.leave_out(question.id)
    return talk


def body_of(talk: Conversation) -> BodySettings:
    outcome = talk.position.outcome
    assert outcome is not None
    return outcome.settings.body


def asked(talk: Conversation) -> list[str]:
    return [one.id for one in talk.position.passed]


# --- whatever is answered -------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(walks())
def test_any_way_ends_in_settings_without_a_fault(talk: Conversation) -> None:
    outcome = talk.position.outcome
    assert outcome is not None
    files = (parse(dump_config(outcome.settings), "config.toml"), parse(dump_body(outcome.settings), "body.toml"))
    again = settings_of(*files)
    assert again.errors == ()
    assert again.settings == outcome.settings
    body = outcome.settings.body
    contrary = {"flexion": "flexion_worse", "extension": "extension_worse"}.get(body.eases)
    assert contrary not in body.conditions, "what eases does not make it worse"
    assert {line.id for line in summary(talk)} <= {one.id for one in talk.position.passed}


@settings(deadline=None, max_examples=60)
@given(walks(flags=True))
def test_a_red_flag_ends_it_and_leaves_all_as_it_was(talk: Conversation) -> None:
    outcome, flags = talk.position.outcome, talk.position.flags
    assert outcome is not None
    assert outcome.locked == (flags is not None and flags.urgency.locks)
    if outcome.locked:
        assert outcome.settings == talk.known.settings
        assert summary(talk) == ()
    notice = talk.answers.get("notice", True)
    assert talk.short or outcome.locked or outcome.settings.body.disclaimer == bool(notice)


@settings(deadline=None, max_examples=60)
@given(walks())
def test_the_same_answers_give_the_same_in_the_terminal_and_on_the_page(talk: Conversation) -> None:
    terminal = page = Conversation(talk.known, talk.short)
    for question in talk.position.passed:
        answer = talk.answers[question.id]
        if answer is OMITTED:
            terminal, page = terminal.leave_out(question.id), page.leave_out(question.id)
            continue
        raw = json.loads(json.dumps(sorted(answer) if isinstance(answer, frozenset) else answer))
        page = page.answer(question.id, raw)
        terminal = terminal.answer(question.id, answer_of(question, typed(question, answer)))
    assert terminal.position.outcome == page.position.outcome == talk.position.outcome
    assert terminal.said == page.said == talk.said


def test_whether_the_pain_goes_below_the_knee_is_left_out_by_nobody_at_first() -> None:
    talk = said({id: answer for id, answer in SORE.items() if id != "leg"})
    with pytest.raises(BadAnswer):
        talk.leave_out("leg")


def test_calves_that_hurt_on_both_sides_are_asked_about_as_legs_are() -> None:
    talk = said(SORE | {"pain": ["calf"], "side": "both", "both-legs": False})
    assert "both-legs" in [question.id for question in talk.position.passed]


@settings(deadline=None, max_examples=60)
@given(walks())
def test_back_forgets_one_answer_and_shows_it_again(talk: Conversation) -> None:
    before = talk.position.passed
    for count in range(len(before)):
        talk = talk.back()
        assert talk.position.passed == before[: len(before) - count - 1]
    first = talk.position.question
    assert first is not None
    assert talk.back() == talk
    answer: object = True if first.id == "notice" else "elsewhere"
    talk = Conversation(talk.known, talk.short).answer(first.id, answer).back()
    assert talk.position.question is not None
    assert talk.position.question.said == answer


def taken(question: Question, raw: Any, *, typed: bool = False) -> Answer:
    """The answer, or the sentence that says why it is none."""
    try:
        return question.take(answer_of(question, raw) if typed else raw)
    except BadAnswer as why:
        return str(why)


RAW = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@settings(deadline=None, max_examples=60)
@given(walks(), RAW, st.text(max_size=40), st.integers(0, 99))
def test_what_is_no_answer_is_a_sentence(talk: Conversation, raw: object, text: str, number: int) -> None:
    question = talk.position.passed[number % len(talk.position.passed)]
    for answer in (taken(question, raw), taken(question, text, typed=True)):
        assert isinstance(answer, str) or question.take(answer) == answer, "it is taken as itself"
    with pytest.raises(BadAnswer):
        talk.answer("nothing", raw)


# --- the way --------------------------------------------------------------------------------------


def test_it_begins_with_whether_anything_hurts_and_five_questions_do_for_who_is_well() -> None:
    talk = Conversation(FIRST).answer("notice", True)
    question = talk.position.question
    assert question is not None
    assert (question.text, talk.position.number, talk.position.topics) == (texts.HURTS, 1, ())
    talk = said(WELL)
    assert len(talk.position.topics) == 5
    assert [one.topic for one in talk.position.passed][1:] == sorted(
        (one.topic for one in talk.position.passed[1:]), key=list(Topic).index
    )
    assert body_of(talk) == BodySettings(pain=frozenset(), disclaimer=True)


def test_who_hurts_has_nine() -> None:
    assert said(SORE).position.topics == WAY
    assert len(WAY) == 9


def test_nothing_is_chosen_for_who_has_said_nothing() -> None:
    for question in (*said(WELL).position.passed, *said(SORE).position.passed):
        assert question.said is None, question.id


def test_what_was_said_is_shown_to_who_has_said_it() -> None:
    shown = {one.id: one.said for one in said({}, OLD).position.passed}
    assert shown == {"hurts": "yes"}, "the next one wants an answer"
    told = WELL | {"hurts": "yes"}
    shown = {one.id: one.said for one in said(told, OLD).position.passed}
    assert (shown["leg"], shown["side"], shown["eases"], shown["place"]) == (True, "left", "walk", "home")
    assert shown["pain"] == frozenset({"neck"})
    assert shown["emergency"] is shown["urgent"] is shown["routine"] is None


@pytest.mark.parametrize("needed", ["notice", "emergency", "urgent", "routine", "joints", "health"])
def test_what_could_hurt_wants_an_answer(needed: str) -> None:
    talk = said({id: answer for id, answer in WELL.items() if id != needed})
    assert talk.position.question is not None
    assert talk.position.question.id == needed
    with pytest.raises(BadAnswer):
        talk.leave_out(needed)


def test_a_late_word_about_another_question_answers_nothing() -> None:
    talk = Conversation(FIRST).answer("notice", True)
    with pytest.raises(BadAnswer, match=texts.NOT_ASKED):
        talk.answer("notice", False)


# --- what follows ---------------------------------------------------------------------------------


def test_a_changed_first_answer_asks_only_what_is_new() -> None:
    talk = said(WELL | {"place": "home"}).again("hurts")
    assert asked(talk) == ["notice"]
    talk = talk.answer("hurts", "elsewhere")
    question = talk.position.question
    assert question is not None
    assert question.id == "pain"
    back = talk.back()
    assert back.position.question is not None


def test_an_answer_that_is_none_any_more_is_asked_again() -> None:
    """“Walking eases it” of somebody who then says that they cannot stand."""
    talk = said(SORE | {"eases": "walk"}).again("health").answer("health", ["cannot_stand"])
    assert talk.position.question is not None
    assert talk.position.question.id == "eases"
    assert "walk" not in talk.position.question.options


def test_hours_that_were_changed_are_asked_about_again() -> None:
    talk = said(WELL | {"hours": "22-6", "night 22:00-06:00": "night", "days": ["monday"]})
    assert talk.position.outcome is not None
    talk = talk.again("hours").answer("hours", "17-9")
    question = talk.position.question
    assert question is not None
    assert question.id == "night 17:00-09:00"


def test_both_legs_are_asked_about_and_end_it() -> None:
    legs = SORE | {"leg": True, "pain": [], "side": "both"}
    talk = said(legs)
    assert talk.position.question is not None
    assert talk.position.question.id == "both-legs"
    ended = talk.answer("both-legs", True)
    assert ended.position.flags is not None
    assert ended.position.flags.urgency is Urgency.EMERGENCY
    assert ended.position.outcome is not None
    assert ended.position.outcome.locked
    assert said(legs | {"both-legs": False}).position.outcome is not None


def test_the_short_way_asks_what_must_be_known_before_a_stretch() -> None:
    talk = said(WELL, short=True)
    assert body_of(talk) == BodySettings(pain=frozenset(), disclaimer=True)
    assert asked(talk) == list(WELL)
    talk = said(SORE | {"worse": ["flexion_worse"]}, short=True)
    assert body_of(talk).conditions == {"flexion_worse"}
    assert asked(talk)[-1] == "worse"
    refused = said({"notice": False}, short=True)
    assert refused.position.outcome is not None
    assert refused.position.outcome.settings == FIRST.settings


@pytest.mark.parametrize(
    ("things", "firm", "is_chair"),
    [(["chair-with-back"], False, True), (["wall"], True, True), (["wall", "sturdy-chair-or-desk"], False, False)],
)
def test_who_ticks_a_better_chair_has_a_chair(things: list[str], firm: bool, is_chair: bool) -> None:
    outcome = said(SORE | {"place": "office", "things": things, "firm": firm}).position.outcome
    assert outcome
    assert ("chair" in outcome.settings.places["office"].equipment) is is_chair


def test_weeks_count_from_the_more_careful_day() -> None:
    talk = said(WELL | {"health": ["pregnancy", "recent_surgery"], "pregnancy-week": 20, "surgery-weeks": 6})
    body = body_of(talk)
    assert body.pregnant_since == FIRST.today - timedelta(days=139)
    assert body.surgery == FIRST.today - timedelta(days=39)


def test_the_teams_word_about_one_operation_is_none_about_another() -> None:
    known = replace(OLD, said=OLD.said | {"surgery", "surgery_released"})
    answers = WELL | {"health": ["recent_surgery"]}
    assert not body_of(said(answers | {"surgery-weeks": 13}, known)).surgery_released
    assert body_of(said(answers | {"surgery-weeks": 30}, known)).surgery_released


def test_a_leg_nerve_that_was_ticked_stays_where_the_leg_is_left_out() -> None:
    body = BodySettings(conditions=frozenset({"leg_nerve_pain"}), disclaimer=True)
    known = replace(FIRST, settings=Settings(body=body), said=frozenset({"conditions", "disclaimer"}))
    kept = body_of(said(WELL | {"hurts": "yes"}, known))
    assert "leg_nerve_pain" in kept.conditions
    assert "sciatic" in kept.pain


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "text", "answer"),
    [
        ("hurts", "no", "no"),
        ("hurts", "0", "no"),
        ("hurts", "something else", "elsewhere"),
        ("side", "right", "right"),
        ("side", "R", None),
        ("side", "none", "none"),
        ("pain", "lower back and neck", None),
        ("pain", "lower back, neck", {"lumbar", "neck"}),
        ("pain", "lumbar neck", {"lumbar", "neck"}),
        ("pain", "1-3 knee", {"neck", "shoulder", "upper-back", "knee"}),
        ("pain", "back", None),
        ("pain", "nowhere", set()),
        ("eases", "backward", "extension"),
        ("eases", "walk", "walk"),
        ("eases", "bending", None),
        ("worse", "sitting, bending forward", {"sitting_worse", "flexion_worse"}),
        ("checkup", "never", "off"),
        ("checkup", "every 12", "12"),
        ("place", "at home", None),
        ("place", "home", "home"),
        ("hours", "8 \u2013 12:30, 13-17", "08:00-12:30 13:00-17:00"),
        ("hours", "any", None),
        ("days", "mo-fr", {"monday", "tuesday", "wednesday", "thursday", "friday"}),
        ("days", "sa-mo", {"saturday", "sunday", "monday"}),
        ("days", "1-5", {"monday", "tuesday", "wednesday", "thursday", "friday"}),
        ("days", "tue, Thursday", {"tuesday", "thursday"}),
        ("days", "0", None),
        ("joints", "knee", None),
        ("emergency", "1 2", {"E1", "E2"}),
        ("emergency", "numbness", None),
        ("both-legs", "1", True),
    ],
)
def test_words_are_taken_where_they_mean_one_thing(id: str, text: str, answer: Any) -> None:
    question = questions()[id]
    try:
        found: Any = question.take(answer_of(question, text))
    except BadAnswer:
        found = None
    assert found == answer


def test_every_day_is_seven() -> None:
    days = questions()["days"]
    assert days.take(answer_of(days, "every day")) == frozenset(days.options)


def questions() -> dict[str, Question]:
    talk = said(SORE | {"leg": True, "side": "both", "both-legs": False, "hours": "9-17", "days": ["monday"]})
    return {one.id: one for one in talk.position.passed}
