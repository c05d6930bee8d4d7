"""How far a person is with a stretch: the demanding dose comes after a good word, never by silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from breakd.engine.codec import decode, encode
from breakd.stretches.model import EASY_LEVEL, TOP_LEVEL, USUAL_LEVEL
from breakd.stretches.progress import Progress, level_on, lowered, with_completion, with_good_word
from tests.support.weeks import KNOWN

RULES = KNOWN.select
MONDAY = date(2026, 11, 23)


def practised(progress: Progress, days: int, *, first: int = 0) -> Progress:
    """Done twice a day at the dose that it has, on so many days."""
    for number in range(first, first + days):
        day = MONDAY + timedelta(days=number)
        for _ in range(2):
            progress = with_completion(progress, day, level_on(progress, day, RULES), RULES)
    return progress


def test_silence_never_brings_the_demanding_dose() -> None:
    assert practised(Progress("cobra"), 60).level == USUAL_LEVEL


@pytest.mark.parametrize("better", [True, False])
def test_better_or_same_brings_it_after_practice(better: bool) -> None:
    begun = practised(Progress("cobra"), 9)
    assert practised(with_good_word(begun, better=better), 1, first=9).level == TOP_LEVEL
    new = with_good_word(Progress("cobra"), better=better)
    assert [practised(new, days).level for days in (1, 2, 3)] == [USUAL_LEVEL, USUAL_LEVEL, TOP_LEVEL]


def test_it_stays_as_long_as_it_is_done() -> None:
    top = practised(with_good_word(Progress("cobra"), better=True), 3)
    assert practised(top, 30, first=3).level == TOP_LEVEL


def test_the_good_word_must_be_about_the_usual_dose() -> None:
    easy = with_good_word(Progress("cobra", level=EASY_LEVEL), better=True)
    usual = practised(easy, 3)
    assert usual.level == USUAL_LEVEL, "the usual dose comes by practice alone"
    assert practised(usual, 30, first=3).level == USUAL_LEVEL


def test_what_got_worse_needs_a_new_one() -> None:
    top = practised(with_good_word(Progress("cobra"), better=True), 3)
    assert practised(lowered(top), 30, first=3).level == USUAL_LEVEL


def test_after_a_pause_too() -> None:
    top = practised(with_good_word(Progress("cobra"), better=True), 3)
    assert practised(top, 30, first=20).level == USUAL_LEVEL


def test_the_demanding_dose_of_an_older_memory_came_by_silence() -> None:
    """It does not hold, whatever was said since: nobody knows of which dose."""
    kept = {key: value for key, value in encode(Progress("cobra", level=3, last=MONDAY)).items() if key != "well"}
    older = decode(Progress, kept)
    assert level_on(older, MONDAY, RULES) == USUAL_LEVEL
    assert practised(older, 30).level == USUAL_LEVEL
    assert level_on(replace(older, well=True), MONDAY, RULES) == TOP_LEVEL
