"""Sentences that fit the terminal: a line that is too long is broken between words, and not inside of one."""

from __future__ import annotations

import sys


def folded(text: str, *, errors: bool = False) -> str:
    """The text as the terminal of standard output (or of `errors`) shows it; for any other reader as it is."""
    if not (sys.stderr if errors else sys.stdout).isatty():
        return text
    import textwrap

    from .grammar import columns

    return "\n".join(
        textwrap.fill(line, columns(), break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )
