"""Text as mdoc(7): every sentence begins a line, no line is longer than 80 bytes, nothing is taken for a macro."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from textwrap import wrap

WIDTH = 78
_ESCAPES = str.maketrans({
    "\\": "\\e", "-": "\\-", "'": "\\(aq", "^": "\\(ha", "~": "\\(ti", "“": "\\(lq", "”": "\\(rq", "→": "\\(->",
})  # fmt: skip
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_CODE = re.compile(r"`([^`]+)`")
_BOLD = re.compile(r"\*\*?([^*]+)\*\*?")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def head(title: str, section: int, day: date, name: str, what: str) -> list[str]:
    """The lines that a page begins with."""
    return [
        '.\\" Made by python -m tools.man_pages; do not edit.',
        f".Dd {day:%B} {day.day}, {day.year}",
        f".Dt {title.upper()} {section}",
        ".Os",
        ".Sh NAME",
        f".Nm {name}",
        f".Nd {escaped(what)}",
    ]


def prose(text: str) -> list[str]:
    """A paragraph of text or simple Markdown: links are their words, code is bold, emphasis is gone."""
    text = _BOLD.sub(r"\1", escaped(_LINK.sub(r"\1", " ".join(text.split()))))
    text = _CODE.sub(r"\\fB\1\\fR", text)
    lines = []
    for sentence in _SENTENCE_END.split(text):
        lines += wrap(sentence, WIDTH, break_long_words=False, break_on_hyphens=False)
    return [guarded(line) for line in lines]


def escaped(text: str) -> str:
    """Characters that mean something to roff, or print as another one, as themselves."""
    return text.translate(_ESCAPES)


def guarded(line: str) -> str:
    """A line of text that begins like a macro is none."""
    return f"\\&{line}" if line.startswith((".", "'")) else line


def word(text: str) -> str:
    """One argument of a macro, whatever is in it."""
    text = escaped(text).replace('"', "\\(dq")
    return f'"{text}"' if " " in text or not text else guarded_word(text)


def guarded_word(text: str) -> str:
    """A word that mdoc would take for a macro or a delimiter is neither."""
    return f"\\&{text}" if len(text) <= 3 and (text.istitle() or not text.isalnum()) else text


def tagged(rows: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """A list of tags (whole lines of macros) and what is said of each."""
    lines = [".Bl -tag -width Ds"]
    for tag, said in rows:
        lines += [f".It {tag}", *said]
    return [*lines, ".El"]
