"""The conversation, played again from its answers: which question comes next, and what would hold at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from functools import partial

from breakd.engine.settings import Settings
from breakd.frozen import frozen
from breakd.messages import setup as texts
from breakd.messages import tr
from breakd.stretches.conditions import PREGNANCY, SURGERY
from breakd.stretches.red_flag_lists import urgency_of

from . import body_questions, safety_questions, work_questions
from .person import KnownBefore
from .question import OMITTED, Answer, BadAnswer, FlagsAnswered, Question, Remark, Script, Topic, Topics

WAY = (
    Topic.HURTS, Topic.SAFETY, Topic.WHERE, Topic.APPLIES, Topic.WORSE, Topic.EASES, Topic.CHECKUP, Topic.PLACE,
    Topic.HOURS,
)  # fmt: skip
"""The steps of a person whom something hurts."""
FIRST_STRETCH = frozenset({Topic.HURTS, Topic.SAFETY, Topic.WHERE, Topic.APPLIES, Topic.WORSE})
"""What must be known before a first stretch."""
LEADS_TO: Mapping[str, tuple[str, ...]] = {
    "notice": ("disclaimer",),
    "hurts": ("pain",),
    "leg": ("pain",),
    "pain": ("pain",),
    "side": ("side",),
    "eases": ("eases",),
    "released": ("surgery_released",),
}
"""The keys of body.toml that an answer says something about, and whose default is no word for nothing."""
ANYTHING = ""
HANGS_ON: Mapping[str, Mapping[str, str]] = {
    "nowhere": {"hurts": ANYTHING, "leg": ANYTHING, "pain": ANYTHING},
    safety_questions.BOTH_LEGS: {"hurts": ANYTHING, "leg": ANYTHING, "pain": ANYTHING, "side": ANYTHING},
    "pregnancy-week": {"health": PREGNANCY},
    "surgery-weeks": {"health": SURGERY},
    "released": {"health": SURGERY, "surgery-weeks": ANYTHING},
    **{
        f"eases-or-{tag}": {"hurts": ANYTHING, "eases": ANYTHING, "worse": tag}
        for tag in body_questions.CONTRARY.values()
    },
}
"""The answers that are about another one, or about one word of it: where that one changes, they fall."""


@frozen
class SetupOutcome:
    """What the answers come to."""

    settings: Settings
    locked: bool = False
    """A red flag ended it: there is nothing to write, and nothing to ask."""


@frozen
class Position:
    """Where in the conversation the person is."""

    passed: tuple[Question, ...]
    """The questions that are answered, or left out."""
    question: Question | None
    """The one that is asked; None at the end."""
    remarks: tuple[str, ...]
    """What to say before it."""
    flags: FlagsAnswered | None
    """What the red-flag questions came to last; None as long as they are not answered."""
    topics: tuple[Topic, ...]
    """The steps of the way; empty as long as they depend on an answer."""
    outcome: SetupOutcome | None
    """At the end, what the answers come to."""

    @property
    def number(self) -> int:
        """The number of this step, from 1; 0 at the notice and at the end."""
        topic = self.question.topic if self.question else None
        return self.topics.index(topic) + 1 if topic in self.topics else int(topic is Topic.HURTS)

    @property
    def step(self) -> str:
        """The number as a person reads it: “3 of 9”; empty at the notice and at the end."""
        if not self.number:
            return ""
        form = texts.STEP if self.topics else texts.STEP_FIRST
        return tr(form, number=self.number, count=len(self.topics))


@frozen
class Conversation:
    """The answers so far. Each change of them is a new conversation."""

    known: KnownBefore
    short: bool = False
    """Only what must be known before a first stretch."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    earlier: Mapping[str, Answer] = field(default_factory=dict)
    """What was answered and taken back: the person's own words, shown again."""

    @property
    def position(self) -> Position:
        """Where the answers lead to."""
        return _play(_conversation(self.known, short=self.short), self.answers, self.earlier)

    def answer(self, id: str, raw: object) -> Conversation:
        """The conversation with this answer. Raises BadAnswer with a sentence."""
        return self._with(id, self._asked(id).take(raw))

    def leave_out(self, id: str) -> Conversation:
        """The conversation with this question left out. Raises BadAnswer for one that wants an answer."""
        if self._asked(id).needed:
            raise BadAnswer(texts.WANTS_AN_ANSWER)
        return self._with(id, OMITTED)

    def back(self) -> Conversation:
        """The conversation before the last answer; the same at its beginning."""
        passed = self.position.passed
        return self.again(passed[-1].id) if passed else self

    def again(self, id: str) -> Conversation:
        """The conversation with this question asked again: the answers after it stay."""
        if id not in self.answers:
            return self
        rest = {name: answer for name, answer in self.answers.items() if name != id}
        return replace(self, answers=rest, earlier={**self.earlier, id: self.answers[id]})

    def _asked(self, id: str) -> Question:
        """The question that is asked now, by its name: a late word about another one is no answer to it."""
        question = self.position.question
        if question is None or question.id != id:
            raise BadAnswer(texts.NOT_ASKED)
        return question

    def _with(self, id: str, answer: Answer) -> Conversation:
        before = self.answers.get(id, self.earlier.get(id))
        fallen = _fallen(id, before, answer)
        answers = {name: one for name, one in self.answers.items() if name not in fallen}
        earlier = {name: one for name, one in self.earlier.items() if name not in fallen}
        return replace(self, answers={**answers, id: answer}, earlier=earlier)

    @property
    def said(self) -> frozenset[str]:
        """The keys of body.toml that the answers say something about."""
        answered = (one.id for one in self.position.passed if self.answers[one.id] is not OMITTED)
        return frozenset(key for id in answered for key in LEADS_TO.get(id, ()))


def _fallen(id: str, before: Answer | None, after: Answer) -> frozenset[str]:
    """The names of the answers that were about what this one said before."""
    if before is None or before == after:
        return frozenset()
    return frozenset(
        name for name, parents in HANGS_ON.items()
        if id in parents and (not parents[id] or _has(before, parents[id]) != _has(after, parents[id]))
    )  # fmt: skip


def _has(answer: Answer, word: str) -> bool:
    return isinstance(answer, frozenset) and word in answer


# --- the way --------------------------------------------------------------------------------------


def _conversation(known: KnownBefore, *, short: bool) -> Script[SetupOutcome]:
    """All of it; the short one ends where a first stretch may be suggested, or where the notice is not confirmed."""
    confirmed = yield from safety_questions.notice(known)
    if short and not confirmed:
        return SetupOutcome(known.settings)
    hurting = yield from body_questions.hurts(known)
    hurts = hurting in {body_questions.BACK_OR_LEG, body_questions.OTHER_PLACE}
    way = partial(_way, known, hurting, short=short)
    yield Topics(way(painful=hurts))
    ticked = yield from safety_questions.flags(known)
    if _locks(known, ticked):
        return SetupOutcome(known.settings, locked=True)
    body, painful = known.settings.body, False
    if hurts and hurting:
        body = yield from body_questions.where(known, body, hurting)
        if body_questions.is_in_both_legs(body):
            ticked = yield from safety_questions.both_legs(known, ticked)
            if _locks(known, ticked):
                return SetupOutcome(known.settings, locked=True)
        painful = bool(body.pain - body_questions.EYES)
        yield Topics(way(painful=painful))
    elif hurting == body_questions.NOTHING:
        body = body_questions.nothing_hurts(body)
    body = yield from body_questions.applies(known, body)
    if painful or (hurting is not None and _said_to_be_worse(known)):
        body = yield from body_questions.worse(known, body)
        if short or not painful:  # what eases it was said before
            body = yield from body_questions.without_contradiction(body, Topic.WORSE)
    if painful and not short:
        body = yield from body_questions.eases(known, body)
    settings = replace(known.settings, body=replace(body, disclaimer=confirmed))
    return SetupOutcome(settings if short else (yield from _rest(known, settings, hurts=hurts)))


def _rest(known: KnownBefore, before: Settings, *, hurts: bool) -> Script[Settings]:
    """What is not about the body."""
    settings = before
    if hurts:
        settings = yield from work_questions.checkup(settings)
    settings = yield from work_questions.place(known, settings, things=hurts)
    return (yield from work_questions.hours(settings))


def _said_to_be_worse(known: KnownBefore) -> bool:
    """Whether something was said to make it worse: then that is asked again, whatever hurts now."""
    return bool(known.settings.body.conditions & texts.WORSE_WITH.keys())


def _way(known: KnownBefore, hurting: str | None, *, painful: bool, short: bool) -> tuple[Topic, ...]:
    """The steps of this person: five where nothing hurts."""
    absent: set[Topic] = set(WAY) - FIRST_STRETCH if short else set()
    if hurting in (None, body_questions.NOTHING):
        absent |= {Topic.WHERE, Topic.CHECKUP}
    if not painful:
        absent |= {Topic.EASES}
        if hurting is None or not _said_to_be_worse(known):
            absent |= {Topic.WORSE}
    return tuple(topic for topic in WAY if topic not in absent)


def _locks(known: KnownBefore, ticked: frozenset[str]) -> bool:
    return urgency_of(ticked, known.catalogue.safety).locks


# --- playing it again -----------------------------------------------------------------------------


def _play(script: Script[SetupOutcome], answers: Mapping[str, Answer], earlier: Mapping[str, Answer]) -> Position:
    """Send every question its answer, up to the first that has none, or whose answer is none any more."""
    passed: list[Question] = []
    remarks: list[str] = []
    flags: FlagsAnswered | None = None
    topics: tuple[Topic, ...] = ()
    try:
        item = next(script)
        while True:
            reply: Answer = OMITTED
            match item:
                case Question():
                    answer = _valid(item, answers.get(item.id))
                    if answer is None:
                        asked = _shown(item, earlier)
                        return Position(tuple(passed), asked, tuple(remarks), flags, topics, None)
                    passed.append(item)
                    remarks, reply = [], answer
                case Topics():
                    topics = item.topics
                case Remark():
                    remarks.append(item.text)
                case FlagsAnswered():
                    flags = item
            item = script.send(reply)
    except StopIteration as end:
        outcome: SetupOutcome = end.value
        return Position(tuple(passed), None, tuple(remarks), flags, topics, outcome)


def _valid(question: Question, answer: Answer | None) -> Answer | None:
    """The answer, if it is one to what the question asks now: another answer may have changed its options."""
    if answer is None or answer is OMITTED:
        return None if question.needed else answer
    try:
        return question.take(answer)
    except BadAnswer:
        return None


def _shown(question: Question, earlier: Mapping[str, Answer]) -> Question:
    """The question with what the person said a moment ago; a safety question stands for itself each time."""
    answer = earlier.get(question.id)
    if question.topic is Topic.SAFETY or question.id == safety_questions.BOTH_LEGS or answer in (None, OMITTED):
        return question
    try:
        return replace(question, said=question.take(answer))
    except BadAnswer:
        return question
