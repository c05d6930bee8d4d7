"""On which line each key stands: what `tomllib` knows while it reads, and does not tell.

Only for text that `tomllib` has accepted, so this scanner may trust its form and need not judge it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

KeyPath = tuple[str | int, ...]
"""The way to a value: keys of tables, indexes of arrays."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_SCALAR = re.compile(
    # A closing triple quote may be preceded by up to two more quotes that belong to the text.
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'"
    r"|[^,\]}#\r\n]+",
    re.DOTALL,
)


def find_lines(text: str) -> dict[KeyPath, int]:
    """The line, from 1, of every key and array element of a well-formed TOML text."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[KeyPath, int] = {}
        self._rows: dict[KeyPath, int] = {}
        """How many tables each `[[array]]` has so far."""

    def scan(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        while not self._at_end():
            if self._next_is("[["):
                table = self._header("[[", "]]")
            elif self._next_is("["):
                table = self._header("[", "]")
            else:
                self._pair(table)
        return self._lines

    def _header(self, opening: str, closing: str) -> KeyPath:
        line = self._line()
        self._skip(opening)
        *above, name = self._dotted()
        self._skip(closing)
        table: KeyPath = ()
        for key in above:
            table = self._enter((*table, key), line)
        if opening == "[":
            return self._enter((*table, name), line)
        table = (*table, name)
        self._rows[table] = self._rows.get(table, 0) + 1
        self._lines.setdefault(table, line)
        return self._enter(table, line)

    def _enter(self, table: KeyPath, line: int) -> KeyPath:
        """Into a table, or into the newest row of an array of tables."""
        self._lines.setdefault(table, line)
        if table not in self._rows:
            return table
        row = (*table, self._rows[table] - 1)
        self._lines.setdefault(row, line)
        return row

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        at = table
        for key in self._dotted():
            at = (*at, key)
            self._lines.setdefault(at, line)
        self._skip("=")
        self._value(at)

    def _value(self, at: KeyPath) -> None:
        self._space()
        if self._next_is("["):
            self._array(at)
        elif self._next_is("{"):
            self._inline(at)
        else:
            self._match(_SCALAR)

    def _array(self, at: KeyPath) -> None:
        self._skip("[")
        index = 0
        self._blank()
        while not self._next_is("]"):
            self._lines[*at, index] = self._line()
            self._value((*at, index))
            index += 1
            self._comma()
        self._skip("]")

    def _inline(self, at: KeyPath) -> None:
        self._skip("{")
        self._blank()
        while not self._next_is("}"):
            self._pair(at)
            self._comma()
        self._skip("}")

    def _dotted(self) -> list[str]:
        keys = [self._key()]
        while self._next_is("."):
            self._skip(".")
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._space()
        raw = self._match(_KEY)
        self._space()
        if raw[0] == "'":
            return raw[1:-1]
        # Escapes in a quoted key are rare; the real parser knows them all.
        return str(tomllib.loads(f"key = {raw}")["key"]) if raw[0] == '"' else raw

    def _comma(self) -> None:
        self._blank()
        if self._next_is(","):
            self._skip(",")
            self._blank()

    def _at_end(self) -> bool:
        self._blank()
        return self._place >= len(self._text)

    def _next_is(self, mark: str) -> bool:
        return self._text.startswith(mark, self._place)

    def _skip(self, mark: str) -> None:
        self._space()
        self._place += len(mark)

    def _blank(self) -> None:
        self._match(_BLANK)

    def _space(self) -> None:
        self._match(_SPACE)

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._place)
        if match is None:
            raise ValueError("not the TOML that tomllib accepts")
        self._place = match.end()
        return match.group()

    def _line(self) -> int:
        return bisect_right(self._newlines, self._place) + 1
