"""Writes one whole transaction after another until it is killed, and says the number of each that is kept."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from breakd.engine.records import BreakRow, ReminderKind, ReminderRow
from breakd.history.write import History

DAY = date(2026, 11, 23)
START = datetime(2026, 11, 23, 10, tzinfo=UTC)


def main() -> None:
    history = History.open(Path(sys.argv[1]))
    print(0, flush=True)
    for n in range(1, 100_000):
        at = START + timedelta(seconds=n)
        row = ReminderRow(n, ReminderKind.STRETCH, DAY, at, "", False, True, None, None, None, 0, 0.0)
        history.commit([row, BreakRow(DAY, at, n)], f'{{"n": {n}}}', durable=n % 2 == 0)
        print(n, flush=True)


if __name__ == "__main__":
    main()
