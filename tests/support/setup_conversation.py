"""`breakd setup` with answers typed into a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from breakd.config import load
from breakd.engine.settings import Settings
from breakd.messages import setup as texts
from breakd.setup.body_questions import CONDITIONS
from breakd.setup.conversation import Conversation
from breakd.setup.person import KnownBefore
from breakd.setup.question import Question
from breakd.setup.typed_words import answer_of
from breakd.system import paths
from tests.support.warm import Ended, breakd

COMMAND = [sys.executable, "-m", "breakd", "setup"]
USUALLY = {
    "notice": "no", "hurts": "yes", "leg": "no", "emergency": "0", "urgent": "0", "routine": "0", "joints": "0",
    "health": "0", "both_legs": "no", "days": "mo-fr",
}  # fmt: skip
"""What is typed where a test says nothing else and Enter is no answer; elsewhere Enter."""
WELL = "yes\nno\n0\n0\n0\n0\n0\n\n\nyes\n"
"""Typed in the first run by a person whom nothing hurts and to whom nothing applies."""
AT_THE_END = "write"
"""The name of the last question of all, whether to write it."""


def setup(**answers: str) -> Ended:
    """Answers by the name of the question, `-` written as `_`; several lines where the first ones are no answers.

    What is not answered is left out, and at the end it is written.
    """
    return typing("".join(f"{line}\n" for line in lines(known(), answers)))


def lines(known_before: KnownBefore, answers: Mapping[str, str]) -> Iterator[str]:
    """What a person types who gives these answers."""
    talk, used = Conversation(known_before), set()
    while (question := talk.position.question) is not None:
        name = question.id.split()[0].replace("-", "_")
        used.add(name)
        typed = answers.get(name, _usual(question, name)).split("\n")
        yield from typed
        talk = _answered(talk, question, typed[-1])
    outcome = talk.position.outcome
    if outcome is not None and not outcome.locked:
        yield answers.get(AT_THE_END, "yes")
    assert answers.keys() <= {*used, AT_THE_END}, "this is not asked"


def _usual(question: Question, name: str) -> str:
    return USUALLY.get(name, "") if question.kept is None else ""


def _answered(talk: Conversation, question: Question, text: str) -> Conversation:
    if text:
        return talk.answer(question.id, answer_of(question, text))
    return talk.answer(question.id, question.kept) if question.kept is not None else talk.leave_out(question.id)


def known(today: date | None = None) -> KnownBefore:
    """What is known of the person whose files these are."""
    loaded = load(paths.config_file(), paths.body_file())
    said = frozenset[str]() if loaded.body_is_faulty else frozenset(loaded.body)
    return KnownBefore(loaded.settings or Settings(), said, loaded.stretches.catalogue, today or date.today())


def typing(typed: str, columns: int = 80) -> Ended:
    done = breakd("setup", typed=typed, env={**os.environ, "COLUMNS": str(columns)})
    assert "Traceback" not in done.err
    return done


def holds() -> Settings:
    """The settings as the daemon would read them now."""
    loaded = load(paths.config_file(), paths.body_file())
    assert loaded.errors == ()
    assert loaded.settings is not None
    return loaded.settings


def flat(text: str) -> str:
    return " ".join(text.split())


def hurts(*places: str) -> str:
    """The numbers of these places, as long as the leg question was not answered with yes."""
    return _numbers(places, texts.REGIONS)


def joints(*conditions: str) -> str:
    return _numbers(conditions, CONDITIONS[texts.BACK_AND_JOINTS])


def health(*conditions: str) -> str:
    return _numbers(conditions, CONDITIONS[texts.HEALTH])


def worse_with(*conditions: str) -> str:
    return _numbers(conditions, texts.WORSE_WITH)


def _numbers(words: Iterable[str], options: Iterable[str]) -> str:
    known_options = list(options)
    return " ".join(str(known_options.index(word) + 1) for word in words)
