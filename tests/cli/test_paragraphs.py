"""What is said in a terminal fits it; what goes to a program stays one line."""

from __future__ import annotations

import io
import sys

import pytest

from breakd.cli import main
from breakd.cli.paragraphs import folded
from breakd.messages.refusals import REFUSALS

LONG = "Noted. " * 30


class Terminal(io.StringIO):
    """A stream that a person reads."""

    def isatty(self) -> bool:
        return True


def written_to(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of sixty columns, as both streams of this test."""
    monkeypatch.setenv("COLUMNS", "60")
    stream = Terminal()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


@pytest.mark.parametrize("text", [LONG, *REFUSALS.values()])
def test_no_word_is_cut_at_the_edge(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written_to(monkeypatch)
    for errors in (True, False):
        made = folded(text, errors=errors)
        assert max(map(len, made.split("\n"))) <= 60
        assert made.split() == text.split()


def test_a_program_reads_one_line() -> None:
    assert folded(LONG) == folded(LONG, errors=True) == LONG


def test_a_refusal_is_folded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus")
    terminal = written_to(monkeypatch)
    assert main(["done"])
    lines = terminal.getvalue().splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 60
