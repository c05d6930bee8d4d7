"""A question of the set-up and what answers it."""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping
from dataclasses import field
from enum import Enum
from typing import Final, TypeVar

from breakd.frozen import frozen
from breakd.messages import setup as texts
from breakd.messages import tr
from breakd.stretches.safety_state import Urgency

from . import typed_hours

T = TypeVar("T")


class Topic(Enum):
    """What the questions are about; each is one step of the way, whatever else an answer leads to."""

    NOTICE = "notice"
    """The disclaimer, before the first step."""
    HURTS = "hurts"
    """Whether anything hurts now."""
    SAFETY = "safety"
    """The red flags."""
    WHERE = "where"
    """Where it hurts, and on which side."""
    APPLIES = "applies"
    """Which conditions apply, with their weeks."""
    WORSE = "worse"
    """What makes it worse."""
    EASES = "eases"
    """What eases it."""
    CHECKUP = "checkup"
    """Whether to be reminded of a check-up."""
    PLACE = "place"
    """Where the person works, and with what."""
    HOURS = "hours"
    """When the person works."""


class QuestionKind(Enum):
    """How a question is answered."""

    NOTICE = "notice"
    """A text to be read: agreed to, or not."""
    YES_NO = "yes-no"
    """Yes or no."""
    ONE = "one"
    """One of the options."""
    MANY = "many"
    """Any of the options; none of them is an answer too."""
    WEEKS = "weeks"
    """A whole number of weeks."""
    HOURS = "hours"
    """The work hours of a day, as a text; an empty one means at any time."""


class Omitted(Enum):
    """The answer of who leaves a question out."""

    OMITTED = "omitted"
    """What held before goes on to hold."""


OMITTED: Final = Omitted.OMITTED
Answer = bool | int | str | frozenset[str] | Omitted


class BadAnswer(ValueError):
    """This is no answer to the question; the text says what one is."""


@frozen
class Question:
    """One question. `id` is its name, and never that of another one."""

    id: str
    topic: Topic
    kind: QuestionKind
    text: str
    """What is asked, and no more."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What there is to choose from: words to labels."""
    said: Answer | None = None
    """What the person has said before; None if nothing was said: then nothing is chosen beforehand."""
    needed: bool = False
    """It cannot be left out, and no words but numbers answer it in a terminal."""
    least: int = 0
    """The smallest number of weeks, or how many options must be chosen."""
    most: int = 0
    """The greatest number of weeks."""
    none: str = texts.NONE_OF_THESE
    """How a button says that none of many applies."""
    about: str = ""
    """Why it is asked, or what follows from it."""

    def __post_init__(self) -> None:
        """What was said of options that are none any more is not said."""
        if isinstance(self.said, set | frozenset):
            object.__setattr__(self, "said", frozenset(self.said & self.options.keys()))
        elif self.kind is QuestionKind.ONE and self.said not in self.options:
            object.__setattr__(self, "said", None)

    @property
    def kept(self) -> Answer | None:
        """What stands for an answer if nothing else is said; None where nothing does, as at a safety question."""
        return self.said if not self.needed or self.topic is Topic.HOURS else None

    def take(self, raw: object) -> Answer:
        """The answer that `raw` is: a truth value, number, text, or collection of texts. Raises BadAnswer."""
        match self.kind:
            case QuestionKind.NOTICE | QuestionKind.YES_NO if isinstance(raw, bool):
                return raw
            case QuestionKind.ONE if isinstance(raw, str) and raw in self.options:
                return raw
            case QuestionKind.MANY if isinstance(raw, Collection) and not isinstance(raw, str | bytes):
                return self._chosen(raw)
            case QuestionKind.WEEKS if isinstance(raw, int) and not isinstance(raw, bool):
                if self.least <= raw <= self.most:
                    return raw
                raise BadAnswer(tr(texts.BAD_WEEKS, text=raw, least=self.least, most=self.most))
            case QuestionKind.WEEKS if isinstance(raw, str):
                raise BadAnswer(tr(texts.BAD_WEEKS, text=raw[:20], least=self.least, most=self.most))
            case QuestionKind.HOURS if isinstance(raw, str):
                return self._hours(raw)
        raise BadAnswer(texts.NO_ANSWER)

    def _chosen(self, raw: Collection[object]) -> frozenset[str]:
        words = frozenset(word for word in raw if isinstance(word, str) and word in self.options)
        if len(words) != len(raw):
            raise BadAnswer(texts.NO_ANSWER)
        if len(words) < self.least:
            raise BadAnswer(texts.AT_LEAST_ONE)
        return words

    def _hours(self, raw: str) -> str:
        hours = typed_hours.read(raw)
        if hours is None:
            raise BadAnswer(tr(texts.BAD_HOURS, text=raw))
        return typed_hours.text_of(hours)


@frozen
class Topics:
    """From here on the way has these steps."""

    topics: tuple[Topic, ...]


@frozen
class Remark:
    """Something to say before the next question."""

    text: str


@frozen
class FlagsAnswered:
    """The red-flag questions are answered: whoever asks tells the daemon before anything else."""

    urgency: Urgency
    ticked: frozenset[str]


Item = Question | Topics | Remark | FlagsAnswered
Script = Generator[Item, Answer, T]
"""A part of the conversation: it yields questions, is sent their answers, and returns what became of them."""


def chosen(question: Question) -> Script[frozenset[str] | None]:
    """Ask for any of the options; None if that was left out."""
    answer = yield question
    return answer if isinstance(answer, frozenset) else None


def one_chosen(question: Question) -> Script[str | None]:
    """Ask for one option or a text; None if that was left out."""
    answer = yield question
    return answer if isinstance(answer, str) else None


def agreed(question: Question) -> Script[bool | None]:
    """Ask for a yes or no; None if that was left out."""
    answer = yield question
    return answer if isinstance(answer, bool) else None


def number(question: Question) -> Script[int | None]:
    """Ask for a number; None if that was left out."""
    answer = yield question
    return answer if isinstance(answer, int) and not isinstance(answer, bool) else None
