"""Questions in a terminal: numbered answers, one line each, so that a pipe and a screen reader can answer too."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping, Sequence

from breakd.messages import setup as texts
from breakd.messages import tr
from breakd.setup.question import BadAnswer
from breakd.setup.typed_words import numbers_alone

WIDEST, NARROWEST = 90, 40


class NoAnswer(Exception):
    """The input ended before a question was answered: the end of it is no answer, and no Enter."""


def tell(text: str = "") -> None:
    """A paragraph that fits the terminal."""
    print("\n".join(textwrap.wrap(text, _width(), break_long_words=False, break_on_hyphens=False)))


def line(default: str = "") -> str:
    """One line; empty for Enter. Raises NoAnswer when there is no more input."""
    try:
        return input(tr(texts.PROMPT_DEFAULT, default=default) if default else texts.PROMPT).strip()
    except EOFError:
        print()
        raise NoAnswer from None


def offer(question: str, labels: Sequence[str], head: str = "") -> None:
    """A question with its options, numbered; a line over it if there is one."""
    print()
    if head:
        print(head)
    tell(question)
    for number, label in enumerate(labels, start=1):
        start = f"{number:>3}  "
        print("\n".join(textwrap.wrap(label, _width(), initial_indent=start, subsequent_indent=" " * len(start))))


def ticked(question: str, options: Mapping[str, str]) -> frozenset[str]:
    """Which of these is so, by their ids. Nothing stands for an answer: Enter asks again. Raises NoAnswer."""
    offer(question, tuple(options.values()))
    while True:
        try:
            return numbers_alone(line(), tuple(options))
        except BadAnswer as why:
            tell(str(why))


def one_of(question: str, options: Mapping[str, str]) -> str:
    """One of the options, words to labels; as `ticked`, nothing stands for an answer."""
    while len(answer := ticked(question, options)) != 1:
        tell(tr(texts.ONE_NUMBER, most=len(options)))
    return next(iter(answer))


def _width() -> int:
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
