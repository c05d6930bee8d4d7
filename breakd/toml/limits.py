"""What a file may hold at most, judged in one look along its text before it is parsed.

tomllib takes quadratic time over a key of many parts, and stack for every bracket inside another.
"""

from __future__ import annotations

import re

from breakd.messages import config as texts
from breakd.messages import tr

MOST_BYTES = 64 * 1024
"""Of one file; nobody writes that much by hand."""
MOST_PARTS = 20
"""Of one key: `a.b.c` has three."""
MOST_DEEP = 20
"""Brackets inside brackets."""

_TOKEN = re.compile(
    # What is never closed ends with the text or its line, so that no character is looked at twice.
    r'"""(?:[^\\]|\\.)*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r"|(?P<part>"
    r'"(?:[^"\\\n]|\\[^\n])*"?'
    r"|'[^'\n]*'?"
    r"|[A-Za-z0-9_-]+)"
    r"|(?P<space>[ \t]+)"
    r"|#[^\n]*"
    r"|(?P<mark>[.\[\]{}])"
    r"|.",
    re.DOTALL,
)


def excess(text: str) -> tuple[int, str] | None:
    """The line, from 1, and what is wrong: a key that is too long or brackets too deep; else None."""
    parts = deep = 0
    dotted = False
    for token in _TOKEN.finditer(text):
        if token["space"] is not None:
            continue
        mark = token["mark"]
        if token["part"] is not None:
            parts = parts + 1 if dotted else 1
        elif mark != ".":
            parts = 0
            deep += (mark in ("[", "{")) - (mark in ("]", "}"))
        dotted = mark == "."
        if parts > MOST_PARTS or deep > MOST_DEEP:
            problem = tr(texts.LONG_KEY, most=MOST_PARTS) if parts > MOST_PARTS else texts.NESTED
            return text.count("\n", 0, token.start()) + 1, problem
    return None
