"""`breakd stats`: the last days in numbers. It tells what was; it does not judge."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from breakd.client.exit_codes import OK
from breakd.engine.records import DayRow, Outcome
from breakd.history import Reader
from breakd.history.summary import Summary
from breakd.messages import command as texts
from breakd.messages import day_name
from breakd.messages.command import minutes, tr, tr_count

from .history import day_json
from .history_query import DayRange, nothing, read_history
from .status_text import bar, table

SCHEMA = 1
BAR = 20


def stats(days: int, *, as_json: bool) -> int:
    """Print the numbers of the last days."""
    span, found = read_history(days, Reader.summary)
    summary = found or Summary.of_nothing()
    if as_json:
        print(json.dumps(document(span, summary), indent=2, ensure_ascii=False))
    else:
        print(nothing(span, begun=found is not None) if summary.empty else as_text(span, summary))
    return OK


def document(span: DayRange, summary: Summary) -> dict[str, Any]:
    """The document of docs/json.md."""
    average = summary.average_bout_seconds
    return {
        "schema": SCHEMA,
        "first_day": span.first.isoformat(),
        "last_day": span.last.isoformat(),
        "reminders": summary.reminders,
        "outcomes": {outcome.value: summary.outcomes[outcome] for outcome in Outcome},
        "rates": {outcome.value: _rounded(summary.rate(outcome)) for outcome in Outcome},
        "unasked": summary.unasked,
        "natural_breaks": summary.natural_breaks,
        "bouts": summary.bouts,
        "average_bout_seconds": None if average is None else int(average),
        "longest_bout_seconds": int(summary.longest_bout_seconds),
        "sessions": [{"week": f"{monday:%G-W%V}", "count": count} for monday, count in summary.sessions.items()],
        "days": [day_json(day) for day in summary.days],
    }


def as_text(span: DayRange, summary: Summary) -> str:
    """Numbers and bars, each with its share written out."""
    count = (span.last - span.first).days + 1
    lines = [tr_count(count, texts.RANGE_ONE, texts.RANGE_MANY), ""]
    lines += table([
        (tr(texts.STATS_REMINDERS), f"{summary.reminders:>4}"), *_rates(summary), *_rest(summary, span.last),
    ])  # fmt: skip
    if summary.days:
        lines += ["", tr(texts.STATS_SITTING), *table(_sitting(summary.days, span.last))]
    return "\n".join(lines)


def _rates(summary: Summary) -> list[tuple[str, str]]:
    if not summary.reminders:
        return []
    rows = []
    for outcome in Outcome:
        count, rate = summary.outcomes[outcome], summary.rate(outcome) or 0.0
        text = tr(texts.STATS_RATE, count=count, percent=round(100 * rate), bar=bar(rate, 1.0, BAR).rstrip("."))
        rows.append(("  " + tr(texts.OUTCOMES[outcome.value]), text.rstrip()))
    return rows


def _rest(summary: Summary, today: date) -> list[tuple[str, str]]:
    longest, average = minutes(summary.longest_bout_seconds), summary.average_bout_seconds
    form = texts.STATS_BOUTS_LONGEST if average is None else texts.STATS_BOUTS_WHOLE
    bouts = tr(form, count=summary.bouts, longest=longest, average=minutes(average or 0.0))
    return [
        (tr(texts.STATS_UNASKED), f"{summary.unasked:>4}"),
        (tr(texts.STATS_NATURAL), f"{summary.natural_breaks:>4}"),
        (tr(texts.STATS_BOUTS), bouts),
        *_sessions(summary, today),
    ]


def _sessions(summary: Summary, today: date) -> list[tuple[str, str]]:
    """A week per line; none without a session."""
    return [
        (tr(texts.STATS_SESSIONS), tr(texts.STATS_WEEK, count=count, monday=day_name(monday, today)))
        for monday, count in summary.sessions.items()
    ]


def _sitting(days: tuple[DayRow, ...], today: date) -> list[tuple[str, str]]:
    most = max(day.sitting_seconds for day in days)
    rows = []
    for day in days:
        drawn = bar(day.sitting_seconds, most, BAR).rstrip(".")
        rows.append((day_name(day.day, today), f"{minutes(day.sitting_seconds):>11}  {drawn}".rstrip()))
    return rows


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 3)
