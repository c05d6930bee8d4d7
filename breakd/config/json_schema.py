"""JSON Schema (draft 7) of what a person writes, for editors; it comes from the same kinds that read the files.

It refuses nothing that breakd reads. What it cannot know, such as keys that have to fit together, `breakd config
check` and `breakd stretches check` find.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from breakd.stretches.catalogue import LoadedCatalogue
from breakd.stretches.catalogue.user_stretches import json_schema as schema_of_stretches
from breakd.toml.value_types import JsonSchema

from .example_notes import Note, notes_of
from .schema import BODY_NAME, CONFIG_NAME, schema

DRAFT = "http://json-schema.org/draft-07/schema#"
PLACE = "place.office"
"""The table of the example that stands for every place."""


class SchemaName(Enum):
    """The files that have a schema, by the word that asks for it."""

    CONFIG = "config"
    """The settings, `config.toml`."""
    BODY = "body"
    """Where it hurts, `body.toml`."""
    STRETCHES = "stretches"
    """Stretches of one's own, `stretches.d/*.toml`."""


def json_schema(name: SchemaName, stretches: LoadedCatalogue, example: str = "") -> JsonSchema:
    """The schema of one kind of file, with what `example` says of its keys."""
    if name is SchemaName.STRETCHES:
        return {"$schema": DRAFT, "title": "stretches.d", **schema_of_stretches(stretches.catalogue)}
    known = schema(stretches.catalogue, stretches.lost)
    kind, title = (known.config, CONFIG_NAME) if name is SchemaName.CONFIG else (known.body, BODY_NAME)
    notes = notes_of(example)
    tables = {table: _said(rows, table, notes) for table, rows in kind.json["properties"].items()}
    return {"$schema": DRAFT, "title": title, **kind.json, "properties": tables}


def _said(rows: JsonSchema, table: str, notes: Mapping[tuple[str, str], Note]) -> JsonSchema:
    """A table whose keys say what they are for and what holds without them."""
    said = {key: _with_note(kind, notes.get((table, key))) for key, kind in rows["properties"].items()}
    others = rows["additionalProperties"]
    if others:
        others = _said(others, PLACE, notes)
    return {**rows, "properties": said, "additionalProperties": others}


def _with_note(kind: JsonSchema, note: Note | None) -> JsonSchema:
    if note is None:
        return kind
    wanted = kind["description"]
    default = {} if note.default is None else {"default": note.default}
    return {**kind, "description": f"{note.text} ({wanted})" if note.text else wanted, **default}
