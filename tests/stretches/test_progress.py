"""How far a person is with a stretch: the demanding dose comes after a good word, never by silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from breakd.engine.codec import decode, encode
from breakd.stretches.model import EASY_LEVEL, TOP_LEVEL, USUAL_LEVEL
from breakd.stretches.progress import (
    Progress,
    StretchLog,
    level_on,
    lowered,
    with_completion,
    with_good_word,
    with_offer,
)
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


# --- each step by itself --------------------------------------------------------------------------------------------

YESTERDAY = MONDAY - timedelta(days=1)
USUAL = Progress("cobra", level=USUAL_LEVEL, done=2, days=2, last=YESTERDAY, better=2, worse=1, hurt=1, well=True)


def done(progress: Progress, level: int, day: date = MONDAY) -> Progress:
    return with_completion(progress, day, level, RULES)


def test_a_time_at_the_usual_dose_counts_and_a_new_day_too() -> None:
    once = done(USUAL, USUAL_LEVEL)
    assert once == replace(USUAL, done=3, days=3, last=MONDAY, skipped=(False,))
    assert done(once, USUAL_LEVEL) == replace(once, done=4, skipped=(False, False))
    assert done(replace(USUAL, days=0, last=MONDAY), USUAL_LEVEL).days == 1, "it got worse earlier on this day"


def test_an_easier_time_proves_nothing() -> None:
    assert done(USUAL, EASY_LEVEL) == replace(USUAL, last=MONDAY, skipped=(False,))


def test_the_day_of_the_demanding_dose_is_kept() -> None:
    top = replace(USUAL, level=TOP_LEVEL)
    assert done(top, TOP_LEVEL).demanded == MONDAY
    assert done(top, USUAL_LEVEL).demanded is None


@pytest.mark.parametrize(
    ("times", "days", "up"),
    [(4, 3, True), (3, 9, False), (9, 2, True), (9, 1, False)],
    ids=["enough of both", "too few times", "many times", "too few days"],
)
@pytest.mark.parametrize("level", [EASY_LEVEL, USUAL_LEVEL])
def test_a_level_up_takes_enough_times_on_enough_days(level: int, times: int, days: int, up: bool) -> None:
    """Five times on three days, this one included; then it is counted anew."""
    assert (RULES.level_up_after_done, RULES.level_up_after_days) == (5, 3)
    before = replace(USUAL, level=level, done=times, days=days)
    after = done(before, level)
    counted = (level + 1, 0, 0) if up else (level, times + 1, days + 1)
    assert (after.level, after.done, after.days) == counted
    assert after.well is not (up and level == EASY_LEVEL), "the good word was about the easy dose"


def test_lowered_is_one_level_and_counts_anew() -> None:
    top = replace(USUAL, level=TOP_LEVEL)
    assert lowered(top) == replace(top, level=USUAL_LEVEL, done=0, days=0, well=False)
    assert lowered(lowered(top)).level == lowered(lowered(lowered(top))).level == EASY_LEVEL


@pytest.mark.parametrize(("days", "level"), [(9, TOP_LEVEL), (10, USUAL_LEVEL), (99, USUAL_LEVEL)])
def test_a_pause_of_ten_days_is_one_level(days: int, level: int) -> None:
    top, today = replace(USUAL, level=TOP_LEVEL), YESTERDAY + timedelta(days=days)
    assert level_on(top, today, RULES) == level
    assert level_on(replace(top, level=EASY_LEVEL), today, RULES) == EASY_LEVEL
    again = done(replace(top, done=1), TOP_LEVEL, today)
    assert (again.level, again.done, again.well) == ((TOP_LEVEL, 2, True) if days < 10 else (USUAL_LEVEL, 1, False))


def test_a_memory_of_an_older_breakd_is_lowered_to_what_holds() -> None:
    older = replace(USUAL, level=TOP_LEVEL, well=False)
    paused = YESTERDAY + timedelta(days=10)
    assert (level_on(older, MONDAY, RULES), level_on(older, paused, RULES)) == (USUAL_LEVEL, EASY_LEVEL)
    assert done(older, EASY_LEVEL, paused).level == EASY_LEVEL


def test_a_good_word_counts_and_forgives() -> None:
    assert with_good_word(USUAL, better=True) == replace(USUAL, better=3, hurt=0)
    assert with_good_word(replace(USUAL, well=False), better=False) == replace(USUAL, hurt=0)


def test_the_last_three_offers_are_kept() -> None:
    progress = USUAL
    for skipped in (True, True, False, True):
        progress = with_offer(progress, skipped=skipped)
    assert progress == replace(USUAL, skipped=(True, False, True))


def test_the_memory_keeps_one_progress_of_each() -> None:
    log = StretchLog().with_progress(USUAL).with_progress(Progress("plow"))
    again = log.with_progress(replace(USUAL, done=4))
    assert again.progress == (Progress("plow"), replace(USUAL, done=4))
    assert (again.progress_of("cobra").done, again.progress_of("plow").done) == (4, 0)
    assert again.progress_of("sphinx") == Progress("sphinx")
