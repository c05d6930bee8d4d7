"""What comes from a browser, or from whoever plays one, taken apart: in linear time, and only what the page sends."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

MOST_HEADER = 4096
"""Characters of the one header that is taken apart."""
MOST_TEXT = 100
"""Characters of a word or an id."""
MOST_NUMBER = 1e9


def address(target: str) -> tuple[str, str]:
    """Path and token of what is asked for; the token is empty where none is given."""
    path, _, query = target.partition("?")
    return path, query.removeprefix("t=") if query.startswith("t=") else ""


def cookies(header: str, name: str) -> Iterator[str]:
    """The values of the cookies of that name.

    http.cookies takes quadratic time over quotes and backslashes (CVE-2024-7592), and ours has neither.
    """
    for pair in header.split(";") if len(header) <= MOST_HEADER else ():
        key, _, value = pair.strip().partition("=")
        if key == name:
            yield value


def message(body: bytes) -> tuple[str, Mapping[str, Any]]:
    """The word that the page says, and what it says with it: texts, numbers, and lists of texts.

    Raises ValueError for anything else.
    """
    try:
        said = json.loads(body, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("brackets nested too deeply") from error
    if not isinstance(said, dict) or not isinstance(said.get("word"), str):
        raise ValueError("no word")
    for key, value in said.items():
        sound = all(map(_is_text, value)) if isinstance(value, list) else _is_text(value) or _is_number(value)
        if not (sound and _is_text(key)):
            raise ValueError("nothing that the page says")
    return said.pop("word"), said


def _no_number(text: str) -> float:
    raise ValueError(text)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MOST_TEXT and (value.isprintable() or not value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) <= MOST_NUMBER  # which no infinity is, and no NaN
