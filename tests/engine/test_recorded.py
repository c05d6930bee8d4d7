"""A change of the code that means no change of behaviour changes no suggestion: four people, ten work days each."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.recorded import FILE, PEOPLE, WORK_DAYS, record

LINES = FILE.read_text().splitlines()


@pytest.mark.parametrize("name", PEOPLE)
def test_every_reminder_is_as_it_was_recorded(name: str) -> None:
    assert record(name) == [line for line in LINES if line.startswith(f"{name} ")]


def test_the_record_tells_enough() -> None:
    """Every day of each person, every outcome, firm reminders and changes of posture, and many stretches."""
    words = [line.split() for line in LINES]
    assert len({(name, day) for name, day, *_ in words}) == len(PEOPLE) * WORK_DAYS
    kinds = Counter(what for _, _, _, what, *_ in words)
    assert kinds.keys() >= {"shown", "firm", "change", "completed", "skipped", "ignored", "natural"}
    assert len({one[4] for one in words if len(one) > 4}) > 25
