"""Words from elsewhere (files, programs, plans), on the way to a terminal, a notification or a log."""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f"  # control characters but the line feed: a terminal obeys them
    "\u2028\u2029\u202a-\u202e\u2066-\u2069"  # other ends of lines, and what turns the direction of writing round
    "\ud800-\udfff]"  # halves of characters, as names that are no UTF-8 have them: no stream takes them
)
_LINES = re.compile(r"\n")


def printable(text: str) -> str:
    """The text with everything escaped that is more than letters and lines: `\\x1b` for the escape character."""
    # nearly every text is, and to know that takes a third of the time that the search does
    return text if text.isprintable() else _UNSAFE.sub(_escaped, text)


def on_one_line(text: str) -> str:
    """The same for what must not look like two lines: names, and each line of a log."""
    return _LINES.sub(r"\\n", printable(text))


def in_markup(text: str) -> str:
    """For a notification's body with markup (Desktop Notifications, "Markup"). Not html.escape: its table of names is
    1.4 MiB.
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> str:
    """A text as people write it in a file: without what only machines write, and with a space for it."""
    return " ".join(_UNSAFE.sub(" ", text).split()) if _UNSAFE.search(text) or "\n" in text else text


def _escaped(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")
