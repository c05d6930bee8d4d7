"""The line that says why this stretch comes now."""

from __future__ import annotations

import pytest

from breakd.messages import reason
from breakd.stretches.reason import Change, Reason


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (None, "Neck."),
        (0, "Neck."),
        (1, "Neck. Last done yesterday."),
        (2, "Neck. Last done on Sunday."),
        (6, "Neck. Last done on Sunday."),
        (7, "Neck. Not done for a week."),
        (13, "Neck. Not done for a week."),
        (14, "Neck. Not done for 2 weeks."),
        (20, "Neck. Not done for 2 weeks."),
        (21, "Neck. Not done for 3 weeks."),
    ],
)
def test_since_when_it_was_not_done(days: int | None, line: str) -> None:
    assert reason.line(Reason(("neck",), days=days, weekday=6)) == line


def test_what_changes_comes_before_since_when() -> None:
    assert reason.line(Reason(("neck",), Change.CALL)) == "Neck. Small enough for a call."
    line = "Neck. Standing for a change. Last done on Monday."
    assert reason.line(Reason(("neck",), Change.STAND, days=3, weekday=0)) == line


def test_a_part_of_the_body_without_a_word_gives_way_to_the_next_one() -> None:
    """A later breakd may name more parts, and this one reads its snapshot."""
    assert reason.line(Reason(("jaw", "neck"))) == "Neck."
    assert reason.line(Reason(("jaw",))) == "Something different."


def test_a_stretch_that_the_person_named_needs_no_reason() -> None:
    assert reason.line(None) == ""
