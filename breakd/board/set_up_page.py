"""The page *Set up*: one question after the other, a summary, and only then the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from breakd.client.set_up import ChangedMeanwhile, LockCard, SetUp, SetupEnd
from breakd.config.keeping import NotWritten
from breakd.messages import board_setup as texts
from breakd.messages import setup as questions
from breakd.setup.conversation import Conversation, Position
from breakd.setup.question import BadAnswer, Question, QuestionKind, Topic
from breakd.setup.what_holds import summary
from breakd.system import paths
from breakd.web.server import Reply

from . import with_desktop
from .page import Page


def of_this_person() -> SetUp:
    """The set-up of whoever runs this."""
    return SetUp(paths.config_file(), paths.body_file())


class BeginStretch(Protocol):
    """Opens the guide of a stretch."""

    def __call__(self, *, confirmed: bool) -> Reply:
        """What the person reads of it."""


class SetUpPage(Page):
    """The questions of the set-up, while the window is open; until they are written the answers are here alone.

    `stretch` begins a stretch; before the notice is confirmed that is a walk. The `short` page asks what must be
    known before a first one.
    """

    name = "setup"
    texts = texts.PAGE

    def __init__(
        self, stretch: BeginStretch, begin: Callable[[], SetUp] = of_this_person, *, short: bool = False
    ) -> None:
        self._stretch, self._begin, self._short = stretch, begin, short
        self._set_up: SetUp | None = None
        self._talk: Conversation | None = None
        self._card: LockCard | None = None
        self._end: SetupEnd | None = None

    def show(self, asked: Mapping[str, Any]) -> Reply:  # noqa: ARG002
        """The question that is open, the summary, or how it ended."""
        if self._card is not None:
            return {"ok": True, "stage": "card", **_card(self._card)}
        if self._end is not None:
            return {"ok": True, "stage": "done", **_end(self._end), **self._offers()}
        _, talk = self._now()
        position = talk.position
        if self._short and position.outcome is not None and not position.outcome.settings.body.disclaimer:
            return {"ok": True, "stage": "done", "texts": [_said_here(questions.OPEN)], "files": [], **self._offers()}
        if position.question is None:
            return {"ok": True, "stage": "summary", **self._summary(talk)}
        return {"ok": True, "stage": "question", **_question(position, position.question)}

    def act(self, word: str, more: Mapping[str, Any]) -> Reply:
        """A button. Each answer names its question, so that a late click answers no other.

        A `fault` is shown beside the fields, and not as what else is said.
        """
        return {"text": "", **self._act(word, more)}

    def _act(self, word: str, more: Mapping[str, Any]) -> Reply:
        if word == "begin":
            self._set_up = self._talk = self._card = self._end = None
            return self.show({})
        if word == "with-desktop":
            return with_desktop.switch(more)
        if word == "stretch":
            return dict(self._stretch(confirmed=self._is_confirmed()))
        if self._card is not None or self._end is not None:
            raise ValueError(word)
        try:
            return self._said(word, more)
        except ChangedMeanwhile as why:
            self._set_up = self._talk = None
            return {**self.show({}), "text": str(why)}
        except (BadAnswer, NotWritten) as why:
            return {"ok": False, "fault": str(why)}

    def _said(self, word: str, more: Mapping[str, Any]) -> Reply:
        set_up, talk = self._now()
        match word:
            case "answer":
                talk = talk.answer(str(more["id"]), more["answer"])
            case "skip":
                talk = talk.leave_out(str(more["id"]))
            case "back":
                talk = talk.back()
            case "change":
                talk = talk.again(str(more["id"]))
            case "write" if talk.position.question is None:
                self._end = set_up.keep(talk)
            case _:
                raise ValueError(word)
        self._card = set_up.report(talk.position.flags)
        self._talk = talk
        return self.show({})

    def _is_confirmed(self) -> bool:
        return self._end is not None and self._end.is_confirmed

    def _offers(self) -> Reply:
        """What can be done now that it is over."""
        confirmed = self._is_confirmed()
        locked = self._end is not None and self._end.card is not None
        label = texts.FIRST_STRETCH if confirmed else texts.WALK
        return {
            "stretch": "" if locked or not (confirmed or self._short) else label,
            "with_desktop": with_desktop.state().value if confirmed and not self._short else "",
            "short": self._short,
        }

    def _now(self) -> tuple[SetUp, Conversation]:
        if self._set_up is None or self._talk is None:
            self._set_up = self._begin()
            self._talk = self._set_up.begin(short=self._short)
        return self._set_up, self._talk

    def _summary(self, talk: Conversation) -> Reply:
        set_up, _ = self._now()
        return {
            "remarks": [_said_here(remark) for remark in talk.position.remarks],
            "about": questions.SUMMARY,
            "new": set_up.is_new(talk),
            "rows": [{"id": row.id, "label": row.label, "text": row.text} for row in summary(talk)],
            "lines": set_up.lines(talk),
        }


def _said_here(sentence: str) -> str:
    """A sentence of the terminal as this page says it."""
    return texts.ON_THE_PAGE.get(sentence, sentence)


def _question(position: Position, question: Question) -> Reply:
    said = question.said
    return {
        "id": question.id,
        "topic": question.topic.value,
        "kind": question.kind.value,
        "asks": _said_here(question.text),
        "about": question.about,
        "options": [{"word": word, "label": label} for word, label in question.options.items()],
        "said": sorted(said) if isinstance(said, frozenset) else said if isinstance(said, bool | int | str) else None,
        "needed": question.needed,
        "strict": question.needed and question.topic is not Topic.HOURS,
        "none": question.none if question.kind is QuestionKind.MANY and not question.least else "",
        "example": texts.EXAMPLES.get(question.id, ""),
        "remarks": [_said_here(remark) for remark in position.remarks],
        "step": position.step,
        "number": position.number,
        "count": len(position.topics),
        "back": bool(position.passed),
    }


def _card(card: LockCard) -> Reply:
    return {"title": card.title, "texts": [card.action, *map(_said_here, card.rest)]}


def _end(end: SetupEnd) -> Reply:
    card = _card(end.card) if end.card else None
    return {
        "texts": [_said_here(sentence) for sentence in end.said],
        "files": [paths.with_tilde(sentence) for sentence in end.files],
        "lines": end.by_hand,
        "card": card,
    }
