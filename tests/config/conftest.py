"""The day on which every test of the settings happens: a day that may not be to come is asked for in some of them."""

from __future__ import annotations

from datetime import date

import pytest

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise midnight, or a clock that goes wrong, changes what is expected."""

    class Day(date):
        """What the loader takes for today."""

        @classmethod
        def today(cls) -> Day:
            return cls(TODAY.year, TODAY.month, TODAY.day)

    monkeypatch.setattr("breakd.config.loader.date", Day)
