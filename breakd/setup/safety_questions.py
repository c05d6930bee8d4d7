"""The notice and the red flags, as questions of the set-up. Nothing but an answer passes them."""

from __future__ import annotations

from breakd.messages import cards
from breakd.messages import setup as texts
from breakd.stretches import red_flag_lists
from breakd.stretches.safety_state import RedFlagList

from .person import KnownBefore
from .question import FlagsAnswered, Question, QuestionKind, Remark, Script, Topic, agreed, chosen

FLAGS = ("emergency", "urgent", "routine")
"""The names of the three lists, as questions."""
BOTH_LEGS = "both-legs"


def notice(known: KnownBefore) -> Script[bool]:
    """Whether the disclaimer is confirmed: asked as long as it is not."""
    if not known.first:
        return True
    text = known.catalogue.safety.disclaimer
    question = Question("notice", Topic.NOTICE, QuestionKind.NOTICE, text, needed=True)
    confirmed = yield from agreed(question)
    if not confirmed:
        yield Remark(texts.OPEN)
    return bool(confirmed)


def flags(known: KnownBefore) -> Script[frozenset[str]]:
    """The flags that were ticked; after one that locks nothing more is asked."""
    safety, ticked = known.catalogue.safety, frozenset[str]()
    yield Remark(texts.FLAGS_FIRST if known.first else texts.FLAGS)
    for name, screen in zip(FLAGS, red_flag_lists.screens(safety, RedFlagList.ALL), strict=True):
        question = Question(name, Topic.SAFETY, QuestionKind.MANY, texts.ANY_FLAGS, screen, needed=True)
        ticked |= (yield from chosen(question)) or frozenset()
        if red_flag_lists.urgency_of(ticked, safety).locks:
            break
    yield FlagsAnswered(red_flag_lists.urgency_of(ticked, safety), ticked)
    none = texts.FLAGS_NONE_LOCKED if known.locked else texts.FLAGS_NONE
    for sentence in cards.beside(ticked, safety) or (() if ticked else (none,)):
        yield Remark(sentence)
    return ticked


def both_legs(known: KnownBefore, ticked: frozenset[str]) -> Script[frozenset[str]]:
    """The flags with the one question to a person with pain down the leg on both sides.

    One line more takes back nothing of what all of them said.
    """
    safety = known.catalogue.safety
    ((flag, line),) = red_flag_lists.both_legs(safety).items()
    yield Remark(texts.BOTH_SIDES)
    question = Question(BOTH_LEGS, Topic.WHERE, QuestionKind.YES_NO, line, needed=True)
    if (yield from agreed(question)):
        ticked |= {flag}
        yield FlagsAnswered(red_flag_lists.urgency_of(ticked, safety), ticked)
    return ticked
