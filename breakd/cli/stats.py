"""`breakd stats`: the last days in numbers. It tells what was; it does not judge."""

from __future__ import annotations

import json
from datetime import date

from breakd.client.exit_codes import OK
from breakd.engine.records import DayRow, Outcome
from breakd.history.documents import stats_document
from breakd.history.summary import Summary
from breakd.messages import command as texts
from breakd.messages import day_name
from breakd.messages.command import minutes, tr, tr_count

from .history_query import DayRange, nothing, read_history
from .status_text import bar, table

BAR = 20
MINUTE = 60.0
STEP = 1800.0
"""Seconds that one sign of a day's bar stands for."""


def stats(days: int, *, as_json: bool) -> int:
    """Print the numbers of the last days."""
    span, found = read_history(days, lambda reader, since: reader.summary(since, before=days))
    summary = found or Summary.of_nothing()
    if as_json:
        print(json.dumps(stats_document(span.first, span.last, summary), indent=2, ensure_ascii=False))
    else:
        print(nothing(span, begun=found is not None) if summary.empty else as_text(span, summary))
    return OK


def as_text(span: DayRange, summary: Summary) -> str:
    """Numbers and bars, each with its share written out."""
    count = (span.last - span.first).days + 1
    lines = [tr_count(count, texts.RANGE_ONE, texts.RANGE_MANY), ""]
    lines += table([
        (tr(texts.STATS_REMINDERS), f"{summary.reminders:>4}"), *_rates(summary), *_rest(summary, span.last),
    ])  # fmt: skip
    if summary.days:
        lines += ["", tr(texts.STATS_DAYS), *table(_days(summary.days, span.last))]
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
        (tr(texts.STATS_BREAKS), f"{summary.breaks:>4}"),
        (tr(texts.STATS_UNASKED), f"{summary.unasked:>4}"),
        (tr(texts.STATS_NATURAL), f"{summary.natural_breaks:>4}"),
        (tr(texts.STATS_BOUTS), bouts),
        *_sessions(summary, today),
        *_pain(summary),
        *_a_day(summary, today),
    ]


def _sessions(summary: Summary, today: date) -> list[tuple[str, str]]:
    """A week per line; none without a session."""
    return [
        (tr(texts.STATS_SESSIONS), tr(texts.STATS_WEEK, count=count, monday=day_name(monday, today)))
        for monday, count in summary.sessions.items()
    ]


def _pain(summary: Summary) -> list[tuple[str, str]]:
    """What was said of pain; none where nothing was."""
    rows = []
    if (pain := summary.pain) is not None:
        form = texts.STATS_PAIN_ONE if pain.count == 1 else texts.STATS_PAIN
        told = tr(form, count=pain.count, average=f"{pain.average:.1f}", lowest=pain.lowest, highest=pain.highest)
        rows.append((tr(texts.STATS_PAIN_SAID), told))
    rows += [
        (tr(label), f"{summary.feelings[word]:>4}")
        for word, label in texts.STATS_LEG.items()
        if summary.feelings.get(word)
    ]
    return rows


def _a_day(summary: Summary, today: date) -> list[tuple[str, str]]:
    """The sitting of a day with any, beside the days before; today is not over, and counts only where it is all."""
    over = tuple(day for day in summary.days if day.day != today)
    now, before = _mean(over) or _mean(summary.days), _mean(summary.before)
    if now is None:
        return []
    if before is None or abs(now - before) < MINUTE:
        return [(tr(texts.STATS_A_DAY), tr(texts.STATS_MEAN, sitting=minutes(now)))]
    form = texts.STATS_LESS if now < before else texts.STATS_MORE
    told = tr(form, sitting=minutes(now), difference=minutes(abs(now - before)))
    return [(tr(texts.STATS_A_DAY), told)]


def _mean(days: tuple[DayRow, ...]) -> float | None:
    sat = [day.sitting_seconds for day in days if day.sitting_seconds]
    return sum(sat) / len(sat) if sat else None


def _days(days: tuple[DayRow, ...], today: date) -> list[tuple[str, str]]:
    """Sitting and standing, in bars of one scale for both."""
    rows = []
    for day in days:
        sat, stood = day.sitting_seconds, day.standing_seconds
        drawn = "#" * round(sat / STEP) + "=" * round(stood / STEP)
        told = f"{minutes(sat):>11}  {minutes(stood):>11}  {drawn}"
        rows.append((day_name(day.day, today), told.rstrip()))
    return rows
