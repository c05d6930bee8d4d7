"""The person's files of own stretches, as the page *My plan* changes them: checked, kept, never by surprise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from breakd.config import own_folder
from breakd.config.keeping import BACKUP, NotWritten, write_file
from breakd.frozen import frozen
from breakd.messages import board_plan as texts
from breakd.messages import config as words
from breakd.stretches import catalogue
from breakd.stretches.catalogue.plan_form import Faults, Row, faults_of
from breakd.stretches.catalogue.user_stretches import files
from breakd.system import paths
from breakd.toml.document import Document, parse, read
from breakd.toml.limits import MOST_BYTES, excess
from breakd.toml.table_rows import CannotChange, with_row, without_row

NAME = "my-plan.toml"
"""The file that the page makes."""
STRETCH = "stretch"
OF_THE_PLAN = ("sets_per_day", "days", "prescribed_on")


class NotChanged(Exception):
    """Nothing was changed; the text is for the person."""


class Unsure(NotChanged):
    """Nothing was changed yet: the text is a question, and with a yes it will be."""


class Faulty(NotChanged):
    """The form does not fit: sentences by field."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(texts.LOOK_AT)
        self.faults = faults


@frozen
class WrittenRow:
    """Where a stretch stands: its file, the file's contents, and its row as it is written."""

    file: Path
    document: Document
    row: Mapping[str, Any]

    @property
    def ours(self) -> bool:
        """Whether the page made this file."""
        return self.document.text.startswith(texts.MARK) or not self.document.exists


class PlanFiles:
    """Finds and changes the rows of `stretches.d`."""

    def __init__(self) -> None:
        self.folder = own_folder(paths.body_file())

    def place_of(self, id: str) -> WrittenRow | None:
        """Where the stretch with this id stands."""
        return self.places().get(id)

    def places(self) -> dict[str, WrittenRow]:
        """Where each stretch stands, by its id; the first one, for a second of that id is a fault."""
        found: dict[str, WrittenRow] = {}
        for written in self._rows():
            id = written.row.get("id")
            if isinstance(id, str):
                found.setdefault(id, written)
        return found

    def row(self, file: str, number: int) -> Mapping[str, Any]:
        """The row with this number in the file of this name, as it is written; empty where there is none."""
        rows = [one.row for one in self._rows() if one.document.name == file]
        return rows[number] if number < len(rows) else {}

    def _rows(self) -> Iterator[WrittenRow]:
        for file in files(self.folder):
            document = self._read(file)
            rows = document.data.get(STRETCH)
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict):
                    yield WrittenRow(file, document, row)

    def put(self, id: str, row: Row, *, sure: bool) -> None:
        """Write the row in the place of the stretch `id`, or as a new one (empty). Raises NotChanged."""
        place = self.place_of(id) if id else self._new(row["id"])
        if place is None:
            raise NotChanged(texts.NOT_THERE)
        self._change(place, lambda text: with_row(text, STRETCH, row["id"], row), sure=sure, id=row["id"])

    def remove(self, id: str, *, sure: bool) -> None:
        """Take the stretch out of the plan: its row from our file, and from another what makes it prescribed."""
        place = self.place_of(id)
        if place is None or "sets_per_day" not in place.row:
            raise NotChanged(texts.NOT_THERE)
        if place.ours:
            self._change(place, lambda text: without_row(text, STRETCH, id), sure=sure)
            return
        gone: Row = dict.fromkeys(OF_THE_PLAN)
        self._change(place, lambda text: with_row(text, STRETCH, id, gone), sure=sure)

    def _new(self, id: str) -> WrittenRow:
        """A row of a stretch that is in a file already is written there; else it goes to our file."""
        there = self.place_of(id)
        if there is not None:
            if "sets_per_day" in there.row:
                raise Faulty({"of": texts.IN_PLAN_ALREADY})
            return there
        return WrittenRow(self.folder / NAME, self._read(self.folder / NAME), {})

    def _read(self, file: Path) -> Document:
        return read(file, f"{self.folder.name}/{file.name}")

    def _change(self, place: WrittenRow, change: Callable[[str], str], *, sure: bool, id: str = "") -> None:
        name = place.document.name
        if place.document.errors:
            raise NotChanged(texts.tr(texts.FAULTY_FILE, file=name, fault=place.document.errors[0].problem))
        before = place.document.text if place.document.exists else texts.HEADER
        try:
            after = change(before)
        except CannotChange as error:
            raise NotChanged(texts.tr(texts.CANNOT_CHANGE, file=name)) from error
        if id:
            self._check(place.file, after, id)
        if not (place.ours or sure):
            raise Unsure(texts.tr(texts.SURE_FILE, file=name, backup=place.file.name + BACKUP))
        try:
            write_file(place.file, place.document.text if place.document.exists else None, after)
        except NotWritten as error:
            raise NotChanged(str(error)) from error

    def _check(self, file: Path, text: str, id: str) -> None:
        """Hold the row to the rules of the file, beside all the others. Raises Faulty."""
        document = parse(text, f"{self.folder.name}/{file.name}")
        if len(text.encode()) > MOST_BYTES or excess(text) is not None:
            raise NotChanged(texts.tr(words.TOO_BIG, most=MOST_BYTES // 1024))
        others = [self._read(one) for one in files(self.folder) if one != file]
        inside = sorted((document, *others), key=lambda one: one.name)
        loaded = catalogue.merge(catalogue.load(), tuple(inside), self.folder)
        number = next(n for n, row in enumerate(document.data[STRETCH]) if row.get("id") == id)
        ours = [
            (error.key, error.problem)
            for error in loaded.errors
            if error.file == document.name and error.key.startswith(f"{STRETCH}[{number}]")
        ]
        if ours:
            raise Faulty(faults_of(ours))
