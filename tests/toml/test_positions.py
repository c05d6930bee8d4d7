"""The line of every key, for whatever form of TOML a person writes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakd.stretches import catalogue
from breakd.toml.positions import KeyPath, find_lines


def ways(value: Any, at: KeyPath = ()) -> Iterator[KeyPath]:
    """Every way that the real parser sees."""
    if at:
        yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inner:
        yield from ways(below, (*at, key))


TRICKY = {
    "dotted": "a.b.c = 1\na . 'd' = 2\n",
    "quoted": '"a.b" = 1\n\'c]\' = 2\n"\\u0041\\"" = 3\n"" = 4\n',
    "comments": "# [no]\na = 1 # b = 2\n\n#x\n[t] # [u]\nc = 3\n",
    "arrays": 'a = [ # "]\n  1, # [\n\n  [2, "]"],\n  {b = [3]},\n]\nc = 1\n',
    "inline": "a = {b = {c.d = 1, e = '}'}, f = [{}, {g = 1}]}\nh = 1\n",
    "strings": 'a = """\nb = 1 """ # "\nc = \'\'\'\nd = \'\'\'\'\ne = """x\\""" y"""""\nf = "\\"#"\ng = \'\\\'\n',
    "dates": "a = 1979-05-27 07:32:00 # b\nc = [07:32:00, 1979-05-27T07:32:00Z]\n",
    "rows": "[[a]]\nb = 1\n[[a]]\n[a.c]\nd = 1\n[[a.e]]\n[[a.e]]\nf = 1\n[a.e.g]\nh = 1\n[[a]]\n",
    "super table later": "[a.b]\nc = 1\n[a]\nd = 1\n",
    "windows": "a = 1\r\n[b]\r\nc = '''\r\n'''\r\nd = 1\r\n",
    "no newline": "a = 1\n[b]",
    "empty": "",
    "keys like values": "true = 1\n1 = 2\n2.3 = 3\n-_- = 4\n",
    "spaces": "  [ a . b ]  \n\tc\t=\t[ ]\t\n",
}


@pytest.mark.parametrize("text", TRICKY.values(), ids=TRICKY.keys())
def test_every_key_is_found_and_no_other(text: str) -> None:
    assert set(find_lines(text)) == set(ways(tomllib.loads(text)))


def test_the_lines_are_right() -> None:
    text = '# one\n[a]\nb = """\n\n"""\n\nc = [\n 1,\n {d = 2},\n]\n[[e]]\n[[e]]\nf.g = 1\n'
    assert find_lines(text) == {
        ("a",): 2,
        ("a", "b"): 3,
        ("a", "c"): 7,
        ("a", "c", 0): 8,
        ("a", "c", 1): 9,
        ("a", "c", 1, "d"): 9,
        ("e",): 11,
        ("e", 0): 11,
        ("e", 1): 12,
        ("e", 1, "f"): 13,
        ("e", 1, "f", "g"): 13,
    }


def test_all_of_the_catalogue() -> None:
    text = catalogue.text()
    lines = find_lines(text)
    assert set(lines) == set(ways(tomllib.loads(text)))
    written = text.splitlines()
    for at, line in lines.items():
        if isinstance(at[-1], str):
            assert at[-1] in written[line - 1]


# --- any document at all --------------------------------------------------------------------------

KEYS = st.sampled_from(["a", "b-c", "1", '"d.e"', "'f]'", '"#"', '""', '"\\u00e4"'])
PLAIN = ("1", "-2.5", "true", "inf", "[]", "{}", "1979-05-27 07:32:00", "'='", '"x"')
SCALARS = st.sampled_from((*PLAIN, '"]\\"#"', '"""\n]"" """', "'''\n[a]\n'''"))
GAPS = st.sampled_from(["", " ", "\n", " # ] }\n\n"])


def _array(values: list[str], gap: str, comma: bool) -> str:
    return "[" + gap + (gap + ",").join(values) + ("," if comma and values else "") + gap + "]"


def _inline(pairs: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + " }"


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.builds(_array, st.lists(inner, max_size=3), GAPS, st.booleans())
        | st.builds(_inline, st.dictionaries(KEYS, inner, max_size=3))
    ),
    max_leaves=6,
)
DOTTED = st.lists(KEYS, min_size=1, max_size=3).map(" . ".join)
LINES = st.one_of(
    st.builds("{} = {}\n".format, DOTTED, VALUES),
    st.builds("[{}]\n".format, DOTTED),
    st.builds("[[ {} ]] # x\n".format, DOTTED),
    st.just("\n"),
    st.just("# a = 1\n"),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(LINES, max_size=8))
def test_any_document(lines: list[str]) -> None:
    text = ""
    for line in lines:  # a line that does not fit those before it is left out
        text = text + line if _is_toml(text + line) else text
    assert set(find_lines(text)) == set(ways(tomllib.loads(text)))
