"""Every command that names a day names its year if that is not this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from breakd.cli.history_query import DayRange
from breakd.cli.stats import as_text
from breakd.client.status_words import clock_time
from breakd.engine.records import DayRow
from breakd.history.summary import Summary

NOW = datetime(2026, 11, 26, 12).astimezone()


@pytest.mark.parametrize("year", [2025, 2027])
def test_when_a_pause_ends(year: int) -> None:
    until = NOW.replace(year=year)
    assert clock_time(until.isoformat(), NOW) == f"{until:%a %d %b} {year} 12:00"


def test_the_days_of_the_numbers() -> None:
    last = NOW.date()
    old, session = DayRow(date(2025, 12, 31), 3600, 0, 600, 1), date(2025, 12, 29)
    summary = replace(Summary.of_nothing(), days=(old,), sessions={session: 1})
    text = as_text(DayRange(last - timedelta(days=365), last), summary)
    assert "Wed 31 Dec 2025" in text
    assert "in the week from Mon 29 Dec 2025" in text
