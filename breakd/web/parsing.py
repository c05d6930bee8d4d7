"""What comes from a browser, or from whoever plays one, taken apart: in linear time, and only what the page sends."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from email.message import Message
from typing import Any

from breakd.frozen import frozen

MOST_HEADER = 4096
"""Characters of the one header that is taken apart."""
MOST_NUMBER = 1e9
MOST_KEY = 100
"""Characters of a name."""


ONCE = ("Host", "Origin", "Sec-Fetch-Site", "Content-Type", "Content-Length")
"""What a browser says once; of two, one reader goes by the first, and another by the last."""


@frozen
class Limits:
    """How much a page may say at once."""

    body: int = 4096
    """Bytes altogether."""
    text: int = 100
    """Characters of a word or an id."""
    depth: int = 1
    """Lists in lists: with 1 a list of texts alone; with more, lists and objects of anything down to there."""


PLAIN = Limits()
FORMS = Limits(64 * 1024, 4000, 6)
"""For a page with forms: settings, and what a physiotherapist has written."""


def address(target: str) -> tuple[str, str]:
    """Path and token of what is asked for; the token is empty where none is given."""
    path, _, query = target.partition("?")
    return path, query.removeprefix("t=") if query.startswith("t=") else ""


def is_clear(method: str, headers: Message) -> bool:
    """Whether nobody could read it in another way. What comes with a GET is not read: it would be next."""
    comes_along = method == "GET" and headers.get("Content-Length", "0") != "0"
    return not (
        comes_along or "Transfer-Encoding" in headers or any(len(headers.get_all(name, ())) > 1 for name in ONCE)
    )


def cookies(header: str, name: str) -> Iterator[str]:
    """The values of the cookies of that name.

    http.cookies takes quadratic time over quotes and backslashes (CVE-2024-7592), and ours has neither.
    """
    for pair in header.split(";") if len(header) <= MOST_HEADER else ():
        key, _, value = pair.strip().partition("=")
        if key == name:
            yield value


def message(body: bytes, limits: Limits = PLAIN) -> tuple[str, Mapping[str, Any]]:
    """The word that the page says, and what it says with it: texts, numbers, and lists within the limits.

    Raises ValueError for anything else.
    """
    try:
        said = json.loads(body, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("brackets nested too deeply") from error
    if not isinstance(said, dict) or not _is_text(said.get("word"), PLAIN):
        raise ValueError("no word")
    if not all(_is_key(key) and _is_sound(value, limits) for key, value in said.items()):
        raise ValueError("nothing that the page says")
    return said.pop("word"), said


def _no_number(text: str) -> float:
    raise ValueError(text)


def _is_sound(value: object, limits: Limits) -> bool:
    if limits.depth > 1:
        return _is_value(value, limits, limits.depth)
    if isinstance(value, list):
        return all(_is_text(one, limits) for one in value)
    return _is_text(value, limits) or _is_number(value)


def _is_value(value: object, limits: Limits, depth: int) -> bool:
    if isinstance(value, list):
        return depth > 0 and all(_is_value(one, limits, depth - 1) for one in value)
    if isinstance(value, dict):
        return depth > 0 and all(_is_key(key) and _is_value(one, limits, depth - 1) for key, one in value.items())
    return value is None or _is_number(value) or _is_text(value, limits, lines=True)


def _is_key(key: object) -> bool:
    return isinstance(key, str) and len(key) <= MOST_KEY and (key.isprintable() or not key)


def _is_text(value: object, limits: Limits, *, lines: bool = False) -> bool:
    if not isinstance(value, str) or len(value) > limits.text:
        return False
    return value.replace("\n", "").replace("\t", "").isprintable() if lines else value.isprintable()


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) <= MOST_NUMBER  # which no infinity is, and no NaN
