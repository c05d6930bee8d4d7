"""`breakd history`: the reminders and natural breaks of the last days, for people, programs and spreadsheets."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date, datetime
from typing import Any

from breakd.client.exit_codes import OK
from breakd.engine.records import BreakRow, DayRow, ReminderKind, ReminderRow
from breakd.messages import command as texts
from breakd.messages.command import minutes, tr, tr_count

from .history_query import HistoryRange, nothing, read_history

SCHEMA = 1
COLUMNS = (
    "day", "at", "event", "id", "stretch", "outcome", "shown_at", "closed_at", "snoozes", "firm", "by_program",
    "bout_seconds", "guided_seconds", "session",
)  # fmt: skip


def history(days: int, form: str) -> int:
    """Print the last days as `text`, `json` or `csv`."""
    found = read_history(days)
    if form == "json":
        print(json.dumps(as_json(found), indent=2, ensure_ascii=False))
    elif form == "csv":
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(as_table(found))
    else:
        print(as_text(found))
    return OK


def as_json(found: HistoryRange) -> dict[str, Any]:
    """The document of docs/json.md."""
    return {
        "schema": SCHEMA,
        "first_day": found.first.isoformat(),
        "last_day": found.last.isoformat(),
        "days": [day_json(day) for day in found.days],
        "reminders": [
            {
                "id": row.id,
                "kind": row.kind.value,
                "day": row.day.isoformat(),
                "opened_at": _time(row.opened_at),
                "stretch": row.stretch,
                "firm": row.firm,
                "by_program": row.by_program,
                "shown_at": _time(row.shown_at),
                "closed_at": _time(row.closed_at),
                "outcome": row.outcome.value if row.outcome else None,
                "snoozes": row.snoozes,
                "bout_seconds": int(row.bout_seconds),
                "guided_seconds": None if row.guided_seconds is None else int(row.guided_seconds),
                "session": list(row.session),
            }
            for row in found.reminders
        ],
        "natural_breaks": [
            {"day": row.day.isoformat(), "at": _time(row.at), "reminder_id": row.reminder_id} for row in found.breaks
        ],
        "bouts": [
            {
                "day": row.day.isoformat(),
                "began_at": _time(row.began_at),
                "ended_at": _time(row.ended_at),
                "seconds": int(row.seconds),
            }
            for row in found.bouts
        ],
    }


def day_json(day: DayRow) -> dict[str, Any]:
    """One day's account."""
    return {
        "day": day.day.isoformat(),
        "sitting_seconds": int(day.sitting_seconds),
        "standing_seconds": int(day.standing_seconds),
        "longest_bout_seconds": int(day.longest_bout_seconds),
        "bouts": day.bouts,
    }


def as_table(found: HistoryRange) -> list[list[Any]]:
    """Reminders and natural breaks in the order in which they happened; the columns are COLUMNS."""
    table: list[list[Any]] = []
    for row in _events(found):
        if isinstance(row, BreakRow):
            table.append([row.day, _time(row.at), "natural-break", row.reminder_id or "", *[""] * 10])
        else:
            outcome = row.outcome.value if row.outcome else ""
            numbers = row.snoozes, int(row.firm), int(row.by_program), int(row.bout_seconds)
            table.append([
                row.day, _time(row.opened_at), row.kind.value, row.id, row.stretch, outcome,
                _time(row.shown_at) or "", _time(row.closed_at) or "", *numbers,
                "" if row.guided_seconds is None else int(row.guided_seconds), " ".join(row.session),
            ])  # fmt: skip
    return table


def as_text(found: HistoryRange) -> str:
    """A block per day; a day without anything has none."""
    if found.empty:
        return nothing(found)
    accounts = {day.day: day for day in found.days}
    events: dict[date, list[ReminderRow | BreakRow]] = {day: [] for day in accounts}
    for row in _events(found):
        events.setdefault(row.day, []).append(row)
    return "\n\n".join(_day(day, accounts.get(day), events[day]) for day in sorted(events))


def _day(day: date, account: DayRow | None, events: list[ReminderRow | BreakRow]) -> str:
    lines = [tr(texts.DAY_LINE, day=f"{day:%a %d %b %Y}", account=_account(account)).rstrip()]
    # the row of a reminder includes the natural break that answered it
    shown = [row for row in events if isinstance(row, ReminderRow) or row.reminder_id is None]
    rows = [_reminder(row) if isinstance(row, ReminderRow) else _break(row) for row in shown]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for at, what, outcome, more in rows:
        lines.append(f"  {at:<{widths[0]}}  {what:<{widths[1]}}  {outcome:<{widths[2]}}  {more}".rstrip())
    return "\n".join(lines)


def _account(account: DayRow | None) -> str:
    if account is None:
        return ""
    return tr(texts.ACCOUNT, sitting=minutes(account.sitting_seconds), standing=minutes(account.standing_seconds))


def _reminder(row: ReminderRow) -> tuple[str, str, str, str]:
    what = tr(texts.CHANGE_REMINDER) if row.kind is ReminderKind.CHANGE else _stretch(row)
    outcome = tr(texts.OUTCOMES[row.outcome.value] if row.outcome else texts.STILL_OPEN)
    more = (
        [tr(texts.AFTER, bout=minutes(row.bout_seconds))]
        if row.kind is ReminderKind.STRETCH and row.bout_seconds
        else []
    )
    if row.guided_seconds:
        more.append(tr(texts.GUIDED, length=minutes(row.guided_seconds)))
    if row.snoozes:
        more.append(tr_count(row.snoozes, texts.SNOOZED_ONE, texts.SNOOZED_MANY))
    return f"{row.opened_at:%H:%M}", what, outcome, ", ".join(more)


def _stretch(row: ReminderRow) -> str:
    if row.session:
        return tr_count(len(row.session), texts.SESSION_ONE, texts.SESSION_MANY)
    return row.stretch or tr(texts.UNNAMED)


def _break(row: BreakRow) -> tuple[str, str, str, str]:
    return f"{row.at:%H:%M}", tr(texts.NATURAL_BREAK), "", ""


def _events(found: HistoryRange) -> list[ReminderRow | BreakRow]:
    rows: list[ReminderRow | BreakRow] = [*found.reminders, *found.breaks]
    return sorted(rows, key=lambda row: row.at if isinstance(row, BreakRow) else row.opened_at)


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
