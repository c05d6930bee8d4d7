"""What is wrong with a file that a person wrote: collected while it is read, reported all at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from breakd.frozen import frozen
from breakd.messages import config as texts
from breakd.messages import tr
from breakd.printable import on_one_line

from .positions import KeyPath, find_lines

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SHORT = 60
MOST_FAULTS = 100
"""Listed of one file: who reads a hundred puts them right first."""


@frozen
class ConfigError:
    """One thing to put right; `line` is None where no line can be named, `key` is empty for the whole file."""

    file: str
    line: int | None
    key: str
    problem: str

    def __str__(self) -> str:
        """The one line that a person reads."""
        place = (texts.WHERE, texts.WHERE_LINE) if not self.key else (texts.WHERE_KEY, texts.WHERE_LINE_KEY)
        text = tr(place[self.line is not None], file=self.file, line=self.line, key=self.key, problem=self.problem)
        return on_one_line(text)


class ErrorCollector:
    """The faults found so far, by the way to the value."""

    def __init__(self) -> None:
        self._problems: list[tuple[KeyPath, str]] = []
        self._wrong: set[KeyPath] = set()
        """The way to each fault, and each way that leads there."""

    @property
    def full(self) -> bool:
        """Whether no further fault is listed: what makes its sentence better need not be looked for."""
        return len(self._problems) > MOST_FAULTS

    def add(self, at: KeyPath, problem: str) -> None:
        """The value at `at` cannot be used, and why."""
        self._wrong.update(at[:end] for end in range(len(at) + 1))
        if not self.full:  # one more than is listed tells that there are more
            self._problems.append((at, problem))

    def add_expected(self, at: KeyPath, wanted: str, got: object) -> None:
        """Something else was wanted here."""
        self.add(at, tr(texts.EXPECTED, wanted=wanted, got=shown(got)))

    def has_error(self, at: KeyPath) -> bool:
        """Whether something at `at`, or inside it, is wrong already."""
        return at in self._wrong

    def errors(self, file: str, text: str) -> tuple[ConfigError, ...]:
        """All of them in the order of the file's lines; a key that is missing stands where its table begins."""
        if not self._problems:
            return ()
        lines = find_lines(text)
        listed = self._problems[:MOST_FAULTS]
        found = [ConfigError(file, _line(lines, at), dotted(at), problem) for at, problem in listed]
        more = [ConfigError(file, None, "", tr(texts.MORE_FAULTS, most=MOST_FAULTS))] if self.full else []
        return (*sorted(found, key=lambda error: error.line or 0), *more)


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that was probably meant."""
    from difflib import get_close_matches  # only ever needed for a fault

    word = word.lower()
    close = get_close_matches(word, list(known), n=1, cutoff=0.6) or [one for one in known if word and word in one]
    return close[0] if len(close) == 1 else None


def dotted(at: KeyPath) -> str:
    """The way to a value as people write it: `place.home.settings[0]`."""
    text = ""
    for step in at:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + (_cut(step) if _BARE.fullmatch(step) else shown(step))
    return text


def shown(value: object) -> str:
    """A value as it stood in the file, short, on one line and harmless to a terminal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, int) and abs(value) >= 10**_SHORT:
        return _cut(hex(value))  # Python refuses to write thousands of digits
    if not isinstance(value, str):
        return _cut(str(value))
    return '"' + _cut("".join(char if char.isprintable() else _escaped(char) for char in value)) + '"'


def one_of(known: Sequence[str]) -> str:
    """Words as a list in a sentence."""
    return tr(texts.ONE_OF, words=", ".join(f'"{word}"' for word in known))


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def _line(lines: dict[KeyPath, int], at: KeyPath) -> int | None:
    return next((lines[at[:end]] for end in range(len(at), 0, -1) if at[:end] in lines), None)
