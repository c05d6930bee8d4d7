"""Nothing from elsewhere reaches a terminal, a notification or a log but letters and lines."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from breakd.messages import tr
from breakd.printable import _UNSAFE, on_one_line, plain, printable
from breakd.stretches import catalogue
from breakd.system.log import PrivateFormatter
from breakd.toml.errors import ConfigError

TITLE = "\x1b]0;owned\x07"
"""Names a terminal's window."""
NASTY = [TITLE, "\x9b31m", "\b\b", "\x7f", "\r", "\u2028", "\u202e", "\u2066", "\udcff", "\0"]


@pytest.mark.parametrize("text", NASTY)
def test_what_is_no_letter_is_shown_as_what_it_is(text: str) -> None:
    for shown in (printable(f"a{text}b"), on_one_line(f"a{text}b"), tr("a{text}b", text=text)):
        assert shown.isprintable()
        assert (shown[0], shown[1], shown[-1]) == ("a", "\\", "b")
        shown.encode()


def test_no_character_that_is_escaped_counts_as_printable() -> None:
    escaped = set(_UNSAFE.findall("".join(map(chr, range(sys.maxunicode + 1)))))
    assert len(escaped) > 2000
    assert [char for char in escaped if not printable(f"a{char}").startswith("a\\")] == []


@pytest.mark.parametrize("text", ["", "½ minute", "naïve 骨 🦴 👩‍🦽", "a\u00a0b", "“a” … b"])
def test_letters_stay(text: str) -> None:
    assert printable(text) == on_one_line(text) == plain(text) == text


def test_lines_stay_lines_where_they_may() -> None:
    assert printable("a\nb") == tr("{text}", text="a\nb") == "a\nb"
    assert on_one_line("a\nb") == "a\\nb"
    assert plain("  a\n   b ") == "a b"


@pytest.mark.parametrize("text", NASTY)
def test_a_file_name_in_a_fault(text: str) -> None:
    """The line goes to the terminal, into a notification, and into the journal."""
    line = str(ConfigError(f"stretches.d/{text}\nINFO forged.toml", 3, "a.b", f"there is no picture {text}"))
    assert line.isprintable()
    assert "\\nINFO forged.toml:3: a.b: there is no picture \\" in line


def test_a_line_of_the_log_is_one_line() -> None:
    record = logging.LogRecord("breakd.x", logging.INFO, "", 1, "a %s", (f"{TITLE}\nINFO forged",), None)
    assert PrivateFormatter().format(record) == "INFO breakd.x: a \\x1b]0;owned\\x07\\nINFO forged"


PLAN = """
[source.clinic]
title = "Clinic \\u001b]0;a\\u0007"
[[stretch]]
id = "squat"
name = "Small \\u001b[31msquat\\u0007"
aka = ["\\u009bsquat"]
regions = ["lumbar"]
targets = ["lumbar"]
direction = "extension"
setting = "floor"
dose = "four\\ttimes"
breathing = "in \\u202e out"
feel = "the \\bback"
normal = \"\"\"a
pull\"\"\"
cautions = ["no\\u2028pain"]
stop_if = ["\\u001b\\\\\\\\"]
exclude_if = ["glaucoma"]
why = { glaucoma = "the \\u0000 eye" }
source = ["clinic"]
steps = [{ seconds = 60, text = \"\"\"Lie \\u001b[2J
  on your back.\"\"\" }]
"""


def test_the_texts_of_a_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(PLAN)
    found = catalogue.load_all(tmp_path)
    assert [str(error) for error in found.errors] == []
    own = found.catalogue.stretches["squat"]
    texts = [
        own.name, *own.aka, own.dose, own.breathing, own.feel, own.normal, *own.cautions, *own.stop_if,
        *own.why.values(), *(step.text for step in own.steps), found.catalogue.sources["clinic"].title,
    ]  # fmt: skip
    assert [text for text in texts if not text.isprintable()] == []
    assert own.steps[0].text == "Lie [2J on your back."
    assert own.normal == "a pull"


def test_a_text_of_nothing_else_is_none(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text('[[stretch]]\nid = "cobra"\nname = "\\u001b\\u0007"\n')
    assert [error.key for error in catalogue.load_all(tmp_path).errors] == ["stretch[0].name"]
