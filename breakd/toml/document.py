"""One TOML file, read whole, with every way in which it cannot be read reported as an error."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from dataclasses import field
from pathlib import Path
from typing import Any

from breakd.frozen import frozen
from breakd.messages import config as texts
from breakd.messages import tr

from .errors import ConfigError
from .limits import MOST_BYTES, excess

_KINDS = {stat.S_IFDIR: texts.FOLDER, stat.S_IFIFO: texts.PIPE, stat.S_IFCHR: texts.DEVICE}
_BARE_TEXT = re.compile(r"\s*([\w.-]{1,60})\s*=\s*(\w[^\"'\[\]{}=#,]{0,60})(?:#.*)?")
"""A key with words behind it that no quotes stand around."""
_WHERE = re.compile(r" \(at line (\d+), column (\d+)\)$")


@frozen
class Document:
    """A file's text and its tables. With `faults`, or where no file exists, there are none."""

    name: str
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    errors: tuple[ConfigError, ...] = ()
    exists: bool = True


def read(path: Path, name: str = "") -> Document:
    """The document at `path`. Never raises: what cannot be read is a fault, what is not there is empty.

    `name` is how faults call it, unless by its own name. A file that a person wrote has limits (toml/limits.py).
    """
    name = name or path.name
    try:
        raw = _bytes(path)
    except FileNotFoundError:
        return Document(name, exists=False)
    except _Refused as refused:
        return _faulty(name, None, str(refused))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        return _faulty(name, None, tr(texts.UNREADABLE, why=why))
    try:
        text = raw.decode("utf-8-sig")  # some editors put a mark before the text
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _faulty(name, line, tr(texts.NOT_UTF8, byte=raw[error.start]))
    too_much = excess(text)
    return _faulty(name, *too_much) if too_much is not None else parse(text, name)


def parse(text: str, name: str) -> Document:
    """The document that is this text; `name` is how faults call it."""
    try:
        return Document(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line, detail = _place(str(error), text)
        return _faulty(name, line, _unquoted(text, line) or tr(texts.NOT_TOML, detail=detail))
    except RecursionError:
        return _faulty(name, None, texts.NESTED)
    except ValueError as error:  # a number too long for int()
        return _faulty(name, None, tr(texts.NOT_TOML, detail=error))


class _Refused(Exception):
    """This is nothing to read; the text says why."""


def _bytes(path: Path) -> bytes:
    # Without O_NONBLOCK, opening a named pipe would wait for somebody to write into it.
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        kind = stat.S_IFMT(os.fstat(handle).st_mode)
        if kind != stat.S_IFREG:
            raise _Refused(tr(texts.NOT_A_FILE, got=_KINDS.get(kind, texts.UNFIT)))
        raw = b""
        while (more := os.read(handle, MOST_BYTES + 1 - len(raw))) and len(raw) <= MOST_BYTES:
            raw += more
    finally:
        os.close(handle)
    if len(raw) > MOST_BYTES:
        raise _Refused(tr(texts.TOO_BIG, most=MOST_BYTES // 1024))
    return raw


def _place(message: str, text: str) -> tuple[int | None, str]:
    """The line, and the sentence without it; tomllib tells places inside its message only (until Python 3.14)."""
    match = _WHERE.search(message)
    if match is None:
        return text.count("\n") + 1, message
    return int(match.group(1)), f"{message[: match.start()]} (column {match.group(2)})"


def _unquoted(text: str, line: int | None) -> str:
    """What to write where a text has no quotes, the likeliest mistake of all; empty where it is another one."""
    rows = text.splitlines()
    row = rows[line - 1] if line is not None and line <= len(rows) else ""
    match = _BARE_TEXT.fullmatch(row)
    if match is None:
        return ""
    key, value = match[1], match[2].strip()
    form = texts.SMALL if value.lower() in {"true", "false"} else texts.UNQUOTED
    return tr(form, key=key, value=value.lower() if form is texts.SMALL else value)


def _faulty(name: str, line: int | None, problem: str) -> Document:
    return Document(name, errors=(ConfigError(name, line, "", problem),))
