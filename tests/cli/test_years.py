"""Every command that names a day names its year if that is not this one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from breakd.cli.history_query import HistoryRange
from breakd.cli.stats import as_text
from breakd.cli.status_text import clock_time
from breakd.engine.records import DayRow, SessionRow
from breakd.history.summary import summarise

NOW = datetime(2026, 11, 26, 12).astimezone()


@pytest.mark.parametrize("year", [2025, 2027])
def test_when_a_pause_ends(year: int) -> None:
    until = NOW.replace(year=year)
    assert clock_time(until.isoformat(), NOW) == f"{until:%a %d %b} {year} 12:00"


def test_the_days_of_the_numbers() -> None:
    last = NOW.date()
    old, session = DayRow(date(2025, 12, 31), 3600, 0, 600, 1), date(2025, 12, 29)
    sessions = [SessionRow(session, datetime(2025, 12, 29, 9).astimezone(), ("cobra",), 600.0)]
    found = HistoryRange(last - timedelta(days=365), last, [old], [], [], [], sessions, begun=True)
    text = as_text(found, summarise([old], [], [], [], sessions))
    assert "Wed 31 Dec 2025" in text
    assert "in the week from Mon 29 Dec 2025" in text
