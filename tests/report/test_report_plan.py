"""What the page for the appointment says of the plan: counted from when, and still on one page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from breakd.engine.records import DayRow, FeelRow, PracticeRow, Row
from breakd.engine.settings import Settings, StretchSettings
from breakd.messages import report as texts
from breakd.report.printing import pdf_of
from breakd.stretches.model import Catalogue
from breakd.system import paths
from tests.cli.test_history import keep
from tests.support.long_history import write

from .test_report import KNOWN, NOW, TODAY, page, told


def prescribed(id: str, sets: int, days_ago: int | None = None) -> Catalogue:
    since = None if days_ago is None else TODAY - timedelta(days=days_ago)
    stretches = {**KNOWN.stretches, id: replace(KNOWN.stretches[id], sets_per_day=sets, prescribed_on=since)}
    return replace(KNOWN, stretches=stretches)


def plan_told(known: Catalogue, *rows: Row, first: int = 10) -> list[str]:
    """The row of the cobra, of a history that began so many days ago."""
    keep([DayRow(TODAY - timedelta(days=first), 60.0, 0.0, 60.0, 1), *rows])
    words = told(page(known=known))
    return words[words.index(texts.PLAN_HEAD[-1]) + 1 :][:4]


def practised(*days_ago: int) -> list[Row]:
    return [PracticeRow(TODAY - timedelta(days=n), NOW, "cobra", 2) for n in days_ago]


def day(days_ago: int) -> str:
    return texts.day_name(TODAY - timedelta(days=days_ago), TODAY)


def test_the_plan_counts_from_the_day_on_which_it_was_prescribed_and_no_set_twice() -> None:
    words = plan_told(prescribed("cobra", 2, 4), *practised(6, 3, 3, 3, 2))
    # 0, 2 of 2 though it was done three times, 1 and 0; of today nothing is done, and the day is not over
    assert words[2:] == [texts.tr(texts.PLAN_DONE, done=3, sets=8, percent=38), day(4)]


@pytest.mark.parametrize(("done", "told"), [(1, (1, 1)), (2, (2, 2)), (3, (2, 2))])
def test_of_today_what_is_done_counts(done: int, told: tuple[int, int]) -> None:
    words = plan_told(prescribed("cobra", 2, 0), *practised(*[0] * done))
    assert words[2:] == [texts.tr(texts.PLAN_DONE, done=told[0], sets=told[1], percent=100), day(0)]


def test_what_was_prescribed_a_minute_ago_is_not_behind() -> None:
    """Also where the history goes far back, and where it was done before anybody prescribed it."""
    words = plan_told(prescribed("cobra", 2, 0), *practised(30, 20, 1), first=300)
    assert words[2:] == ["no set yet", day(0)]


def test_nothing_counts_before_breakd_watched() -> None:
    words = plan_told(prescribed("cobra", 1, 20), *practised(1), first=3)
    assert words[2:] == [texts.tr(texts.PLAN_DONE, done=1, sets=3, percent=33), day(3)]


def test_without_that_day_it_counts_from_the_first_set() -> None:
    words = plan_told(prescribed("cobra", 2), *practised(3, 3, 2))
    assert words[2:] == [texts.tr(texts.PLAN_DONE, done=3, sets=6, percent=50), day(3)]


def test_without_that_day_and_without_a_set_nothing_is_counted() -> None:
    keep([DayRow(TODAY - timedelta(days=10), 60.0, 0.0, 60.0, 1)])
    made = page(known=prescribed("cobra", 3))
    assert "no set yet" in told(made)
    assert "(0 %)" not in made


@pytest.mark.browser
@pytest.mark.parametrize("count", [1, 3, 5, 30])
def test_with_a_plan_it_is_still_one_page(count: int) -> None:
    paths.made(paths.state_dir())
    write(paths.history_file(), TODAY, days=900, a_day=14, whole=True)
    keep([PracticeRow(TODAY, NOW, id, 2) for id in KNOWN.stretches])
    keep([FeelRow(NOW, id, "hurts") for id in list(KNOWN.stretches)[:12]])
    days = frozenset(("monday", "tuesday", "friday"))
    plan = {id: replace(KNOWN.stretches[id], sets_per_day=1, days=days) for id in list(KNOWN.stretches)[:count]}
    off = Settings(stretches=StretchSettings(disable=frozenset(list(KNOWN.stretches)[:9])))
    made = page(520, replace(KNOWN, stretches={**KNOWN.stretches, **plan}), off)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf_of(made))) == 1
