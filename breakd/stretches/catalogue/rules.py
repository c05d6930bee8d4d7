"""What must fit together inside one stretch, and between stretches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from string import Formatter
from typing import Any

from breakd.messages import stretches as texts
from breakd.messages import tr
from breakd.toml.errors import ErrorCollector, shown
from breakd.toml.positions import KeyPath

Row = Mapping[str, Any]
LEVELS = 3
USUAL = 1
"""Index of level 2: the dose that the steps and the stretch's own numbers tell."""
ORDER = {"setup": 0, "rep": 1, "finish": 2}
GAPS = ("side", "other")
DAYS_OF_WEEK = 7
MOST_SECONDS = 3600
"""Of one dose: what takes longer is a slip of the finger, and the guide plays every second of it."""


def check_row(row: Row, at: KeyPath, errors: ErrorCollector) -> None:
    """One stretch, each of whose values is sound by itself."""
    for tag in sorted(row["exclude_if"] & row["caution_if"]):
        errors.add((*at, "caution_if"), tr(texts.BOTH_TAGS, tag=tag))
    for tag in sorted(row.get("why", {}).keys() - row["exclude_if"] - row["caution_if"]):
        errors.add((*at, "why", tag), tr(texts.WHY_WITHOUT_TAG, tag=tag))
    problem = _gaps(row["feel"], row["sides"])
    if problem:
        errors.add((*at, "feel"), problem)
    if (row["sides"] == "both") != (row["side_policy"] != "none"):
        problem = tr(texts.SIDES_DISAGREE, sides=row["sides"], policy=row["side_policy"])
        errors.add((*at, "side_policy"), problem)
    day, week = row["max_per_day"], row["max_per_week"]
    if 0 < week < day:
        errors.add((*at, "max_per_week"), tr(texts.WEEK_UNDER_DAY, day=day, week=week))
    _check_plan(row, at, errors)
    _check_steps(row, at, errors)
    _check_levels(row, at, errors)


def _check_plan(row: Row, at: KeyPath, errors: ErrorCollector) -> None:
    """What is prescribed may be done as often as that."""
    sets, days, most, week = (row.get(key, 0) for key in ("sets_per_day", "days", "max_per_day", "max_per_week"))
    if sets > most:
        errors.add((*at, "sets_per_day"), tr(texts.SETS_OVER_LIMIT, sets=sets, most=most))
    if week and sets * (len(days) if days else DAYS_OF_WEEK) > week:
        errors.add((*at, "sets_per_day"), tr(texts.SETS_OVER_WEEK, week=week))
    if days and not sets:
        errors.add((*at, "days"), texts.DAYS_WITHOUT_SETS)
    if row.get("prescribed_on") and not sets:
        errors.add((*at, "prescribed_on"), texts.PRESCRIBED_WITHOUT_SETS)


def check_rows(rows: Mapping[int, Row], errors: ErrorCollector) -> None:
    """The stretches together: ids, and the way from each to an easier one."""
    first: dict[str, Row] = {}
    for index, row in rows.items():
        if row["id"] in first:
            errors.add(("stretch", index, "id"), tr(texts.TWICE, id=row["id"]))
        first.setdefault(row["id"], row)
    for index, row in rows.items():
        problem = easier_fault(row, first)
        if problem:
            errors.add(("stretch", index, "easier"), problem)


def total(row: Row, level: Row) -> int:
    """Seconds of a dose: sides x (setup + reps x rep + finish), holds as long as this level's."""
    parts = dict.fromkeys(ORDER, 0)
    for step in row["steps"]:
        parts[step["part"]] += level["hold_seconds"] if step["hold"] else step["seconds"]
    sides = 2 if row["sides"] == "both" else 1
    return int(sides * (parts["setup"] + level["reps"] * parts["rep"] + parts["finish"]))


def _check_steps(row: Row, at: KeyPath, errors: ErrorCollector) -> None:
    parts = [step["part"] for step in row["steps"]]
    if parts != sorted(parts, key=ORDER.__getitem__) or "rep" not in parts:
        errors.add_expected((*at, "steps"), texts.STEPS, ", ".join(parts))
    for index, step in enumerate(row["steps"]):
        problem = _gaps(step["text"], row["sides"])
        if problem:
            errors.add((*at, "steps", index, "text"), problem)
        if step["hold"] and step["seconds"] != row["hold_seconds"]:
            problem = tr(texts.HOLD_STEP, right=row["hold_seconds"], got=step["seconds"])
            errors.add((*at, "steps", index, "seconds"), problem)
    if row["hold_seconds"] and not any(step["hold"] for step in row["steps"]):
        errors.add((*at, "hold_seconds"), tr(texts.NO_HOLD_STEP, hold=row["hold_seconds"]))


def _gaps(text: str, sides: str) -> str | None:
    try:
        gaps = [gap for _, gap, _, _ in Formatter().parse(text) if gap is not None]
    except ValueError:
        return texts.BRACES
    strange = next((gap for gap in gaps if gap not in GAPS), None)
    if strange is not None:
        return tr(texts.PLACEHOLDER, got=shown("{" + strange + "}"))
    return texts.PLACEHOLDER_SIDES if gaps and sides == "none" else None


def _check_levels(row: Row, at: KeyPath, errors: ErrorCollector) -> None:
    levels = row["levels"]
    if len(levels) != LEVELS:
        errors.add_expected((*at, "levels"), texts.LEVELS, len(levels))
        return
    for index, level in enumerate(levels):
        right = total(row, level)
        if level["total_seconds"] != right:
            problem = tr(texts.TOTAL, right=right, total=level["total_seconds"])
            errors.add((*at, "levels", index, "total_seconds"), problem)
        if right > MOST_SECONDS:
            errors.add((*at, "levels", index), tr(texts.TOO_LONG, total=right, most=MOST_SECONDS))
    for key in ("hold_seconds", "reps", "total_seconds"):
        if row[key] != levels[USUAL][key]:
            errors.add((*at, key), tr(texts.USUAL, key=key, right=levels[USUAL][key], got=row[key]))
        for index, before, got in _falls([level[key] for level in levels]):
            problem = tr(texts.HARDER, key=key, before=before, got=got)
            errors.add((*at, "levels", index, key), problem)


def _falls(numbers: list[int]) -> Iterator[tuple[int, int, int]]:
    """Each number that is less than the one before it, with its index."""
    for index, (before, got) in enumerate(pairwise(numbers), start=1):
        if got < before:
            yield index, before, got


def easier_fault(row: Row, rows: Mapping[str, Row]) -> str | None:
    """What is wrong with the way to an easier stretch among `rows` (by id); None if nothing is."""
    easier = row.get("easier")
    if not easier:
        return None
    if easier == row["id"]:
        return texts.EASIER_SELF
    if easier not in rows:
        return tr(texts.NO_EASIER, easier=easier)
    own, other = row.get("level", 0), rows[easier].get("level", 0)
    if own and other > own:
        return tr(texts.EASIER_HARDER, easier=easier, other=other, own=own)
    seen: set[str] = set()
    while easier and easier in rows and easier not in seen:
        seen.add(easier)
        easier = rows[easier].get("easier")
    return texts.EASIER_CIRCLE if row["id"] in seen else None
