"""`breakd export`: everything that was recorded, in one file for the person or another program."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from breakd.client.exit_codes import FAILED, OK, USAGE, Stop
from breakd.history import HistoryError, Reader
from breakd.history.listing import ALL_LISTS
from breakd.messages import own_data as texts
from breakd.system import paths
from breakd.system.files import write_whole

from .history import as_document

FORMS = ("json", "csv")
TO_SCREEN = "-"
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


def export(file: str, form: str) -> int:
    """Write it to `file`, or print it for "-"; the form is that of the file's ending unless one is named."""
    form = form or Path(file).suffix.removeprefix(".").lower()
    if form not in FORMS:
        raise Stop(USAGE, texts.NO_FORMAT)
    text = exported(form)
    if file == TO_SCREEN:
        sys.stdout.write(text)
        return OK
    try:
        write_whole(Path(file), text.encode())
    except OSError as error:
        raise Stop(FAILED, texts.tr(texts.NOT_WRITTEN, file=file, why=error.strerror or error)) from error
    print(texts.tr(texts.EXPORTED, file=file))
    return OK


def exported(form: str) -> str:
    """Everything as JSON or CSV; raises Stop if it cannot be read, or there is nothing."""
    lists, first = _lists()
    if form == "json":
        return as_document({"first_day": first, "last_day": _today()}, lists) + "\n"
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(lists))
    return table.getvalue()


def _lists() -> tuple[Mapping[str, Sequence[str]], str]:
    try:
        reader = Reader.open(paths.history_file())
        if reader is None:
            raise Stop(FAILED, texts.NOTHING_TO_EXPORT)
        with reader:
            first = reader.first_day()
            return (
                {name: reader.json_lines(name, date.min) for name in ALL_LISTS},
                first.isoformat() if first else _today(),
            )
    except HistoryError as error:
        raise Stop(FAILED, str(error)) from error


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


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()
