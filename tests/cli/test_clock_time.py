"""Times of the status are told by the clock on the wall, also where a laptop has travelled since the first one."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest

from breakd.client.status_words import clock_time, local_now


def test_who_watches_and_travels_reads_the_clock_of_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    noon = datetime.now().astimezone().replace(hour=12, minute=0)
    assert clock_time(noon.isoformat()) == "12:00"
    monkeypatch.setenv("TZ", "Etc/GMT-3")
    end = clock_time(noon.isoformat())
    assert end.endswith(f"{12 - (noon.utcoffset() or timedelta()) // timedelta(hours=1) + 3}:00")
    assert local_now().utcoffset() == timedelta(hours=3)
    monkeypatch.undo()
    time.tzset()
