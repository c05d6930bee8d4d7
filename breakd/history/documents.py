"""The documents of docs/json.md, whoever prints or shows them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from breakd.engine.records import DayRow, Outcome

from .summary import Pain, Summary

SCHEMA = 1


def stats_document(first: date, last: date, summary: Summary) -> dict[str, Any]:
    """The numbers of the days from `first` to `last`."""
    average = summary.average_bout_seconds
    return {
        "schema": SCHEMA,
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "sitting_seconds": int(summary.sitting_seconds),
        "standing_seconds": int(summary.standing_seconds),
        "reminders": summary.reminders,
        "outcomes": {outcome.value: summary.outcomes[outcome] for outcome in Outcome},
        "rates": {outcome.value: _rounded(summary.rate(outcome)) for outcome in Outcome},
        "breaks": summary.breaks,
        "unasked": summary.unasked,
        "natural_breaks": summary.natural_breaks,
        "bouts": summary.bouts,
        "average_bout_seconds": None if average is None else int(average),
        "longest_bout_seconds": int(summary.longest_bout_seconds),
        "sessions": [{"week": _week(monday), "count": count} for monday, count in summary.sessions.items()],
        "practice": [{"stretch": stretch, "count": count} for stretch, count in summary.practice.items()],
        "pain": _pain(summary.pain),
        "pain_by_week": [{"week": _week(monday), **_pain(pain)} for monday, pain in summary.pain_by_week.items()],
        "feelings": dict(summary.feelings),
        "days": [day_document(day) for day in summary.days],
    }


def lists_document(days: Mapping[str, str], lists: Mapping[str, Sequence[str]]) -> str:
    """Lists of lines that are JSON already, as one document."""
    fields = [f'  "{key}": {json.dumps(value)}' for key, value in {"schema": SCHEMA, **days}.items()]
    for name, found in lists.items():
        lines = ",\n".join(f"    {line}" for line in found)
        fields.append(f'  "{name}": [\n{lines}\n  ]' if lines else f'  "{name}": []')
    return "{\n" + ",\n".join(fields) + "\n}"


def day_document(day: DayRow) -> dict[str, Any]:
    """One day's account."""
    return {
        "day": day.day.isoformat(),
        "sitting_seconds": int(day.sitting_seconds),
        "standing_seconds": int(day.standing_seconds),
        "longest_bout_seconds": int(day.longest_bout_seconds),
        "bouts": day.bouts,
    }


def _pain(pain: Pain | None) -> dict[str, Any]:
    if pain is None:
        return {"count": 0, "average": None, "lowest": None, "highest": None}
    return {"count": pain.count, "average": round(pain.average, 1), "lowest": pain.lowest, "highest": pain.highest}


def _week(monday: date) -> str:
    return f"{monday:%G-W%V}"


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 3)
