"""Everything that was recorded, as one JSON or CSV text: for the person, or another program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from breakd.history import Reader
from breakd.history.documents import lists_document
from breakd.history.listing import ALL_LISTS

FORMS = ("json", "csv")
COLUMNS = (
    "list", "day", "at", "until", "seconds", "what", "stretch", "id", "outcome", "level", "more",
)  # fmt: skip
"""Of the table: one line for each element of each list."""
WORDS = {
    "at": ("at", "opened_at", "began_at"),
    "until": ("ended_at", "closed_at"),
    "seconds": ("seconds", "sitting_seconds"),
    "what": ("word", "posture", "counted", "kind"),
    "stretch": ("stretch",),
    "id": ("id", "reminder_id"),
    "outcome": ("outcome",),
    "level": ("level",),
}
"""Which fields of the lists stand in which column; what is left stands in `more`, as JSON."""


def exported(history: Path, form: str, today: date) -> str | None:
    """Everything in one of the FORMS; None where nothing was ever recorded. Raises HistoryError."""
    reader = Reader.open(history)
    if reader is None:
        return None
    with reader:
        first = reader.first_day() or today
        lists = {name: reader.json_lines(name, date.min) for name in ALL_LISTS}
    if form == "json":
        return lists_document({"first_day": first.isoformat(), "last_day": today.isoformat()}, lists) + "\n"
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(lists))
    return table.getvalue()


def _rows(lists: Mapping[str, Sequence[str]]) -> Iterator[list[object]]:
    for name, lines in lists.items():
        for line in lines:
            one = json.loads(line)
            row: list[object] = [name, one.pop("day")]
            for column in COLUMNS[2:-1]:
                word = next((word for word in WORDS[column] if word in one), "")
                row.append(_cell(one.pop(word, None)))
            yield [*row, json.dumps(one, ensure_ascii=False) if one else ""]


def _cell(value: object) -> object:
    """A spreadsheet takes what begins with these signs for a formula, and runs it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
