"""Stretches of the person's own, a physiotherapist's plan for one: every `*.toml` in their folder `stretches.d`.

They have the format of the built-in file, except that what can be worked out may be left out. An id of a built-in
stretch changes that one, and what is not said of it stays. A fault loses its stretch and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from breakd.frozen import frozen
from breakd.messages import config as common
from breakd.messages import stretches as texts
from breakd.messages import tr
from breakd.stretches.conditions import AGAINST, PREGNANCY_LATE, SURGERY_0_6, WHOLE
from breakd.stretches.model import STRETCH, Catalogue, Reference
from breakd.stretches.plan import MOST_SETS, WEEKDAYS
from breakd.toml.document import Document, read
from breakd.toml.errors import ConfigError, ErrorCollector
from breakd.toml.value_types import (
    ANY_TEXT,
    BAD,
    DAY,
    FLAG,
    TEXT,
    ValueType,
    each,
    simple,
    table,
    whole,
    word,
    words_of,
)

from .check import BASES, FORMAT, PARTS, stretch_keys
from .doses import with_doses
from .rows import row_of, stretch_of
from .rules import Row, check_row, easier_fault

OWN = "own"
"""The source and the basis of a stretch that names none."""
MOST_FOLDER = 1024 * 1024
"""Characters of all the files; the built-in file has an eighth of that."""
LEAST_FILE = 1024
"""What a file counts at least, so that there are not too many of them."""
PICTURES = (".png", ".jpg", ".jpeg", ".webp")
NEEDED = ("name", "regions", "direction", "setting", "steps")
"""What a new stretch must say beside its id."""
USUAL_MOST = 6
"""How often a day a new one may be done that neither says it nor is prescribed more often."""
DEFAULTS: Mapping[str, Any] = {
    "aka": (), "targets": frozenset(), "kind": STRETCH, "equipment": frozenset(), "level": 2, "default_enabled": True,
    "sides": "none", "breathing": texts.OWN_BREATHING, "feel": "", "normal": "", "exclude_if": frozenset(),
    "caution_if": frozenset(), "why": {}, "cautions": (texts.OWN_CAUTION,), "stop_if": texts.OWN_STOP,
    "max_per_day": USUAL_MOST, "max_per_week": 0, "easier": "", "pose": "", "source": (OWN,), "picture": "",
    "sets_per_day": 0, "days": frozenset(), "prescribed_on": None,
}  # fmt: skip
SIDES = ("none", "both", "left", "right")
DISCREET = {"seated": 2, "standing": 2, "floor": 1}
POSITION = {"seated": "sitting", "standing": "standing", "floor": "on-back"}
"""By the setting, of a stretch that does not say it."""


@frozen
class LoadedCatalogue:
    """Every stretch there is, the faults of the person's own, and the ids that were lost to them."""

    catalogue: Catalogue
    errors: tuple[ConfigError, ...] = ()
    lost: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    """The ids that are the person's, new or changed."""


@dataclass(slots=True)
class _File:
    """One file while it is read."""

    document: Document
    notes: ErrorCollector
    rows: dict[int, Row]
    """The stretches by their place in the file, complete."""
    sources: Mapping[str, Reference]
    named: frozenset[str]
    """Every id in it, of faulty stretches too."""


def documents(folder: Path) -> tuple[Document, ...]:
    """The person's files as they stand, in the order of their names, as far as they fit. Never raises."""
    found, size = [], 0
    for file in files(folder):
        document = read(file, f"{folder.name}/{file.name}")
        size += max(LEAST_FILE, len(document.text))
        if size > MOST_FOLDER:
            problem = tr(texts.TOO_MUCH, most=MOST_FOLDER // 1024, file=file.name)
            found.append(Document(folder.name, errors=(ConfigError(folder.name, None, "", problem),)))
            break
        found.append(document)
    return tuple(found)


def files(folder: Path) -> list[Path]:
    """The person's files, in the order of their names; none where nothing can be listed."""
    try:
        return sorted(file for file in folder.glob("*.toml") if not file.name.startswith("."))
    except OSError:
        return []


def merge(built_in: Catalogue, own: tuple[Document, ...], folder: Path) -> LoadedCatalogue:
    """The built-in stretches with the person's own; `folder` is where their pictures are."""
    plans = [_read(document, built_in, folder) for document in own]
    _check_ids(plans, built_in)
    faults = [error for plan in plans for error in _faults(plan)]
    sound = {row["id"]: row for plan in plans for index, row in plan.rows.items() if not _faulty(plan, index)}
    stretches = dict(built_in.stretches)
    for row in sound.values():
        kept = row["easier"] if row["easier"] in stretches.keys() | sound.keys() else ""
        stretches[row["id"]] = stretch_of({**row, "easier": kept})
    sources = {OWN: Reference(texts.OWN_SOURCE, ""), **built_in.sources}
    for plan in plans:
        sources |= plan.sources
    catalogue = replace(
        built_in, stretches=MappingProxyType(stretches), sources=MappingProxyType(sources)
    )  # fmt: skip
    named = frozenset(id for plan in plans for id in plan.named)
    return LoadedCatalogue(catalogue, tuple(faults), named - stretches.keys(), frozenset(sound))


def _read(document: Document, built_in: Catalogue, folder: Path) -> _File:
    errors = ErrorCollector()
    file = _File(document, errors, {}, {}, frozenset())
    if document.errors or not document.data:
        return file
    frame = _frame().read(document.data, (), errors)
    file.sources = {
        key: Reference(row["title"], row.get("url", ""))
        for key, row in frame.get("source", {}).items()
        if "title" in row
    }
    kinds = table(_keys(built_in, file.sources), needed=("id",))
    raws = frame.get("stretch", [])
    file.named = frozenset(raw["id"] for raw in raws if isinstance(raw, dict) and isinstance(raw.get("id"), str))
    for index, raw in enumerate(raws):
        at = ("stretch", index)
        given = kinds.read(raw, at, errors)
        row = None if given is BAD or "id" not in given else _completed(given, raw, at, built_in, errors)
        if row is not None and not errors.has_error(at):
            file.rows[index] = _with_picture(row, given, at, folder, errors)
            check_row(row, at, errors)
    return file


def _frame() -> ValueType:
    source = table({"title": TEXT, "url": ANY_TEXT, "seen": TEXT}, needed=("title",))
    rows = simple(common.TABLES, lambda raw: raw if isinstance(raw, list) and raw else None)
    return table({"format": FORMAT, "source": table({}, others=source), "stretch": rows}, needed=("stretch",))


def _keys(built_in: Catalogue, sources: Mapping[str, Reference]) -> dict[str, ValueType]:
    frame = {
        "meta": {
            "regions": built_in.regions, "targets": built_in.targets, "directions": built_in.directions,
            "settings": built_in.settings, "equipment": built_in.equipment,
        },
        "condition": built_in.conditions,
        "source": {OWN: None, **built_in.sources, **sources},
    }  # fmt: skip
    step = {"part": word(PARTS, texts.PART), "seconds": whole(1), "hold": FLAG, "text": TEXT}
    return {
        **stretch_keys(frame),
        "pose": ANY_TEXT,
        "sides": word(SIDES, texts.SIDES),
        "sets_per_day": whole(1, MOST_SETS),
        "days": words_of(WEEKDAYS, texts.DAY),
        "prescribed_on": DAY,
        "picture": ANY_TEXT,
        "basis": word((*BASES, OWN), texts.BASIS),
        "steps": each(table(step, needed=("seconds", "text")), least=1),
    }


def json_schema(built_in: Catalogue) -> dict[str, Any]:
    """What an editor can check of such a file."""
    row = table(_keys(built_in, {}), needed=("id",)).json
    # what a file calls its sources it says itself
    keys = {**row["properties"], "source": each(TEXT, least=1).json}
    known = {"properties": {"id": {"enum": [*built_in.stretches]}}}
    stretch = {**row, "properties": keys, "if": known, "else": {"required": [*NEEDED]}}
    frame = _frame().json
    rows = {"description": common.TABLES, "type": "array", "minItems": 1, "items": stretch}
    return {**frame, "properties": {**frame["properties"], "stretch": rows}}


def _completed(
    given: Row, raw: Row, at: tuple[str | int, ...], built_in: Catalogue, errors: ErrorCollector
) -> Row | None:
    """All of a stretch: what is given over the built-in one of that id, or over the defaults."""
    before = built_in.stretches.get(given["id"])
    if before is None:
        for key in NEEDED:
            if key not in raw:
                errors.add((*at, key), common.MISSING)
        if errors.has_error(at):
            return None
    base = dict(DEFAULTS) if before is None else row_of(before)
    row = {**base, **given, "seed": bool(base.get("seed")), "basis": given.get("basis", OWN)}
    if before is None:
        row.setdefault("discreet", DISCREET[row["setting"]])
        row.setdefault("position", POSITION[row["setting"]])
        row["max_per_day"] = given.get("max_per_day", max(USUAL_MOST, row["sets_per_day"]))
    row |= _kept_words(row, given, base)
    if before is None:
        row = _with_care(row)
    if "sides" in given or before is None:
        row["side_policy"] = given.get("side_policy", _policy(base) if row["sides"] == "both" else "none")
    return None if errors.has_error(at) else with_doses(row, given)


def _kept_words(row: Row, given: Row, base: Row) -> dict[str, Any]:
    """Those of the words not given that still fit: a mark that the person made another one, the reason of a tag that
    is gone, and a side that it lost do not.
    """
    marks = {key: row[key] for key in ("exclude_if", "caution_if")}
    for key, other in (("exclude_if", "caution_if"), ("caution_if", "exclude_if")):
        if key in given and other not in given:
            marks[other] = row[other] - row[key]
    tags = marks["exclude_if"] | marks["caution_if"]
    why = row["why"] if "why" in given else {tag: reason for tag, reason in row["why"].items() if tag in tags}
    same = (row["sides"] == "none") == (base["sides"] == "none")
    return {**marks, "why": why, "feel": row["feel"] if "feel" in given or same else ""}


def _with_care(row: dict[str, Any]) -> dict[str, Any]:
    """Early after an operation, late in a pregnancy on the floor, and with what its direction often does not go with,
    a new stretch waits until its file names that condition.
    """
    waits = {SURGERY_0_6, *AGAINST.get(row["direction"], ())}
    if row["setting"] == "floor":
        waits.add(PREGNANCY_LATE)
    marks = row["exclude_if"] | row["caution_if"]
    untold = {tag for tag in waits if marks.isdisjoint({tag, WHOLE.get(tag, tag)})}
    why = dict.fromkeys(untold, texts.OWN_UNTOLD) | row["why"]
    return {**row, "exclude_if": row["exclude_if"] | untold, "why": why}


def _policy(base: Row) -> str:
    usual = base.get("side_policy", "both")
    return "both" if usual == "none" else str(usual)


def _with_picture(row: Row, given: Row, at: tuple[str | int, ...], folder: Path, errors: ErrorCollector) -> Row:
    """The row with the whole path of its picture, which stands beside the file."""
    if not given.get("picture"):
        return row
    picture = folder / given["picture"]
    if picture.suffix.lower() not in PICTURES:
        errors.add_expected((*at, "picture"), texts.PICTURE, given["picture"])
    elif not picture.is_file():
        errors.add((*at, "picture"), tr(texts.NO_PICTURE, picture=picture))
    return {**row, "picture": str(picture.absolute())}


def _check_ids(plans: list[_File], built_in: Catalogue) -> None:
    """An id belongs to one stretch, and the way to an easier one leads somewhere."""
    by_id: dict[str, Row] = {
        id: {"id": id, "easier": stretch.easier, "level": stretch.level} for id, stretch in built_in.stretches.items()
    }
    first: set[str] = set()
    for plan in plans:
        for index, row in plan.rows.items():
            if row["id"] in first:
                plan.notes.add(("stretch", index, "id"), tr(texts.TWICE, id=row["id"]))
            else:
                by_id[row["id"]] = row
            first.add(row["id"])
    # a stretch that is faulty itself may be named as the easier one: its own fault is enough
    for id in frozenset(id for plan in plans for id in plan.named) - by_id.keys():
        by_id[id] = {"id": id}
    for plan in plans:
        for index, row in plan.rows.items():
            problem = easier_fault(row, by_id)
            if problem:
                plan.notes.add(("stretch", index, "easier"), problem)


def _faults(file: _File) -> tuple[ConfigError, ...]:
    return file.document.errors or file.notes.errors(file.document.name, file.document.text)


def _faulty(file: _File, index: int) -> bool:
    return file.notes.has_error(("stretch", index))
