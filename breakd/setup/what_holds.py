"""What the answers come to, line by line: shown before anything is written. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from breakd.engine.settings import Settings
from breakd.frozen import frozen
from breakd.messages import setup as texts
from breakd.messages import tr

from . import typed_hours
from .conversation import Conversation
from .question import OMITTED, Answer, Question, QuestionKind
from .work_questions import DAY_WORDS


@frozen
class SummaryLine:
    """One line of the summary; `id` is the question that is asked again to change it."""

    id: str
    label: str
    text: str


def summary(conversation: Conversation) -> tuple[SummaryLine, ...]:
    """The lines of a conversation at its end; the red flags have gone to whom they concern already."""
    position = conversation.position
    outcome = position.outcome
    if outcome is None or outcome.locked:
        return ()
    return tuple(
        SummaryLine(one.id, texts.LABELS[one.id], _text(one, conversation.answers[one.id], outcome.settings))
        for one in position.passed
        if one.id in texts.LABELS
    )


def _text(question: Question, answer: Answer, after: Settings) -> str:
    """The answer as it holds after all of them: a contradiction may have been settled otherwise."""
    if question.id == "hours" and answer is not OMITTED:
        return hours_text(after.hours)
    if question.id == "worse" and answer is not OMITTED:
        return _listed(after.body.conditions & texts.WORSE_WITH.keys(), question.options, question.none)
    if question.id == "eases" and answer is not OMITTED:
        return question.options.get(after.body.eases, texts.DIRECTIONS["none"])
    match answer:
        case bool() if question.kind is QuestionKind.NOTICE:
            return texts.CONFIRMED if answer else texts.NOT_CONFIRMED
        case bool():
            return texts.YES if answer else texts.NO
        case int():
            return str(answer)
        case str():
            return question.options.get(answer, answer)
        case frozenset():
            return _listed(answer, question.options, question.none)
    return texts.LEFT_OUT


def hours_text(hours: tuple[typed_hours.Hours, ...] | None) -> str:
    """Work hours as a person reads them: each kind of day once."""
    if hours is None:
        return texts.AT_ANY_TIME
    names = dict(zip(DAY_WORDS, texts.DAY_NAMES, strict=True))
    kinds: dict[typed_hours.Hours, list[str]] = {}
    for word, ranges in zip(DAY_WORDS, hours, strict=True):
        if ranges:
            kinds.setdefault(ranges, []).append(names[word])
    shown = (
        tr(texts.HOURS_ON, hours=typed_hours.text_of(one), days=", ".join(days)) for one, days in kinds.items()
    )  # fmt: skip
    return "; ".join(shown)


def _listed(words: Collection[str], options: Mapping[str, str], none: str) -> str:
    return ", ".join(label for word, label in options.items() if word in words) or none
