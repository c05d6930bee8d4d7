"""Ways through the set-up, drawn at random: every kind of person, every answer, back and left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from hypothesis import strategies as st

from breakd.engine.settings import BodySettings, HoursRange, Settings
from breakd.messages import setup as texts
from breakd.setup.conversation import Conversation
from breakd.setup.person import KnownBefore
from breakd.setup.question import Answer, Question, QuestionKind, Topic
from breakd.stretches import catalogue

KNOWN = catalogue.load()
TODAY = date(2026, 11, 26)
FIRST = KnownBefore(Settings(), frozenset(), KNOWN, TODAY)
"""Somebody who has said nothing yet."""
MOST_STEPS = 120
HOURS = ["", "9-17", "8:00-12 13-17:30", "22-6", "17-9", "00:00-24:00"]

_OLD = BodySettings(
    frozenset({"sciatic", "neck"}), "left", frozenset({"glaucoma", "flexion_worse", "leg_nerve_pain", "pregnancy"}),
    "walk", disclaimer=True, surgery=date(2026, 5, 1), surgery_released=True,
)  # fmt: skip
_NINE_TO_FIVE = (HoursRange(time(9), time(17)),)
OLD = KnownBefore(
    Settings(body=_OLD, place="home", hours=(*(_NINE_TO_FIVE,) * 5, (), ())),
    frozenset({"pain", "side", "conditions", "eases", "disclaimer"}), KNOWN, TODAY,
)  # fmt: skip
"""Somebody who has said much before."""
SEATED = replace(OLD, settings=Settings(body=BodySettings(conditions=frozenset({"cannot_stand"}), disclaimer=True)))
PEOPLE = st.sampled_from([FIRST, OLD, SEATED, replace(FIRST, locked=True)])


def answers_to(question: Question, *, flags: bool) -> st.SearchStrategy[Any]:
    """What may be said to it; red flags only if `flags`."""
    match question.kind:
        case QuestionKind.NOTICE | QuestionKind.YES_NO:
            return st.just(False) if question.id == "both-legs" and not flags else st.booleans()
        case QuestionKind.ONE:
            return st.sampled_from(sorted(question.options))
        case QuestionKind.MANY:
            if question.topic is Topic.SAFETY and not flags and question.id != "routine":
                return st.just([])
            return st.lists(
                st.sampled_from(sorted(question.options)), unique=True, min_size=question.least, max_size=4
            )
        case QuestionKind.WEEKS:
            return st.integers(question.least, question.most)
        case QuestionKind.HOURS:
            return st.sampled_from(HOURS)


def typed(question: Question, answer: Answer) -> str:
    """The same answer as a person may type it."""
    known = list(question.options)
    match answer:
        case bool():
            return texts.YES if answer else texts.NO
        case int():
            return str(answer)
        case str() if question.kind is QuestionKind.ONE:
            return str(known.index(answer) + 1)
        case str():
            return answer or "0"
        case frozenset():
            return " ".join(str(known.index(word) + 1) for word in answer) or "0"
    return ""


def finished(talk: Conversation, draw: st.DrawFn) -> Conversation:
    """The conversation with answers to all that is still asked, and no red flag."""
    for _ in range(MOST_STEPS):
        question = talk.position.question
        if question is None:
            return talk
        talk = talk.answer(question.id, draw(answers_to(question, flags=False)))
    raise AssertionError("it does not end")


@st.composite
def walks(draw: st.DrawFn, *, flags: bool = False) -> Conversation:
    """A conversation that has come to its end by any way there is."""
    talk = Conversation(draw(PEOPLE), draw(st.booleans()))
    for step in draw(st.lists(st.sampled_from(["answer"] * 5 + ["omit", "back", "again"]), max_size=40)):
        position = talk.position
        question = position.question
        if step == "answer" and question is not None:
            talk = talk.answer(question.id, draw(answers_to(question, flags=flags)))
        elif step == "omit" and question is not None and not question.needed:
            talk = talk.leave_out(question.id)
        elif step == "back":
            talk = talk.back()
        elif step == "again" and position.passed:
            talk = talk.again(draw(st.sampled_from([one.id for one in position.passed])))
    return talk if talk.position.outcome and talk.position.outcome.locked else finished(talk, draw)
