"""Questions in a terminal: numbered answers, one line each, so that a pipe and a screen reader can answer too."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from breakd.config.schema import NONE
from breakd.messages import setup as texts
from breakd.messages import tr

T = TypeVar("T")
WIDEST, NARROWEST = 90, 40


def tell(text: str = "") -> None:
    """A paragraph that fits the terminal."""
    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
    print("\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)))


def line(default: str = "") -> str:
    """One answer; empty for Enter, and from then on when there is no more input."""
    try:
        return input(tr(texts.PROMPT_DEFAULT, default=default) if default else texts.PROMPT).strip()
    except EOFError:
        print()
        return ""


def one(question: str, options: Mapping[str, str], default: str) -> str:
    """One of the options, words to labels; Enter keeps the default, and 0 is none where that is an option."""
    _offer(question, tuple(options.values()))
    known = tuple(options)
    shown = _numbers({default} & options.keys(), known)

    def read(text: str) -> str | None:
        if NONE in options and _word(text) in texts.NONE_WORDS:
            return NONE
        number = _number(text, len(known))
        return known[number - 1] if number else None

    return _until(shown, default, read, say_bad(texts.BAD_ONE, len(known)))


def many(question: str, options: Mapping[str, str], default: Collection[str]) -> frozenset[str]:
    """Any of the options, words to labels; Enter keeps the default, 0 is none."""
    _offer(question, tuple(options.values()))
    shown = _numbers(default, tuple(options)) or texts.NONE
    return _many(tuple(options), shown, frozenset(default))


class NoAnswer(Exception):
    """The input ended before a question was answered that must be."""


def ticked(question: str, options: Mapping[str, str]) -> frozenset[str]:
    """Which of these is so, by their ids. Nothing stands for an answer: Enter asks again.

    Raises NoAnswer when there is no more input.
    """
    _offer(question, tuple(options.values()))
    known = tuple(options)
    while True:
        try:
            text = input(texts.PROMPT).strip()
        except EOFError:
            print()
            raise NoAnswer from None
        answer = _ticked(text, known)
        if answer is not None:
            return answer
        tell(texts.WHICH if _word(text) in texts.YES_WORDS else tr(texts.BAD_TICKED, most=len(known)))


def one_of(question: str, options: Mapping[str, str]) -> str:
    """One of the options, words to labels; as `ticked`, nothing stands for an answer."""
    while len(answer := ticked(question, options)) != 1:
        tell(tr(texts.ONE_NUMBER, most=len(options)))
    return next(iter(answer))


def _ticked(text: str, known: tuple[str, ...]) -> frozenset[str] | None:
    """The ids of the numbers, none of them for a clear no; None for what is neither."""
    if _word(text) in {*texts.NO_WORDS, texts.NONE}:
        return frozenset()
    numbers = [_number(word, len(known)) for word in text.replace(",", " ").split()]
    return frozenset(known[number - 1] for number in numbers if number) if numbers and None not in numbers else None


def _many(known: tuple[str, ...], shown: str, default: frozenset[str]) -> frozenset[str]:
    def read(text: str) -> frozenset[str] | None:
        if text.lower() in texts.NONE_WORDS:
            return frozenset()
        numbers = [_number(word, len(known)) for word in text.replace(",", " ").split()]
        return None if None in numbers else frozenset(known[number - 1] for number in numbers if number)

    return _until(shown, default, read, say_bad(texts.BAD_MANY, len(known)))


def until(shown: str, default: T, read: Callable[[str], T | None], bad: str) -> T:
    """Ask until `read` can use the answer; `bad` says why it cannot."""
    return _until(shown, default, read, lambda text: tr(bad, text=text))


def agreed() -> bool:
    """Whether the answer is a yes."""
    return _word(line()) in texts.YES_WORDS


def yes(question: str, *, default: bool) -> bool:
    """A yes or a no; Enter keeps the default."""
    print()
    tell(question)
    known = dict.fromkeys(texts.YES_WORDS, True) | dict.fromkeys(texts.NO_WORDS, False)
    return _until(
        texts.YES if default else texts.NO, default, lambda text: known.get(_word(text)), lambda _: texts.BAD_YES_NO
    )


def whole(question: str, least: int, most: int, default: int | None, bad: str) -> int | None:
    """A whole number; Enter keeps the default, which may be none."""
    print()
    tell(question)

    def read(text: str) -> int | None:
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(most)) else -1
        return number if least <= number <= most else None

    shown = "" if default is None else str(default)
    return _until(shown, default, read, lambda text: tr(bad, text=text, least=least, most=most))


def say_bad(form: str, most: int) -> Callable[[str], str]:
    """What is said of an answer that is none of the numbers."""
    return lambda text: texts.WHICH if _word(text) in texts.YES_WORDS else tr(form, text=text, most=most)


def _until(shown: str, default: T, read: Callable[[str], T | None], bad: Callable[[str], str]) -> T:
    while True:
        text = line(shown)
        if not text:
            return default
        answer = read(text)
        if answer is not None:
            return answer
        tell(bad(text))


def _word(text: str) -> str:
    return text.lower().strip(" .!\"'“”")


def _offer(question: str, labels: Sequence[str]) -> None:
    print()
    tell(question)
    for number, label in enumerate(labels, start=1):
        start = f"{number:>3}  "
        width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
        print("\n".join(textwrap.wrap(label, width, initial_indent=start, subsequent_indent=" " * len(start))))


def _number(text: str, most: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= most else None


def _numbers(chosen: Collection[str], known: tuple[str, ...]) -> str:
    return " ".join(str(number) for number, word in enumerate(known, start=1) if word in chosen)
