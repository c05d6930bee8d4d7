"""A form for what a physiotherapist prescribed, and the row of a file that it becomes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from math import ceil
from typing import Any
from unicodedata import normalize

from breakd.messages import board_plan as texts
from breakd.messages import tr
from breakd.messages.stretches import OWN_CAUTION
from breakd.stretches.conditions import AGAINST, HALVES
from breakd.stretches.model import Catalogue, Stretch
from breakd.stretches.plan import MOST_SETS, WEEKDAYS

from .user_stretches import SIDES

NUMBERS = {"sets": (1, MOST_SETS), "reps": (1, 200), "hold": (1, 600)}
"""What may be written into each field of a number."""
USUAL_MOST = {"reps": ("reps", 30), "sets": ("sets_per_day", 6), "hold": ("hold_seconds", 120)}
"""The key of each field of the dose, and what is asked about when it is more: a slip of the finger is likelier."""
MOST_STEPS = 12
MOST_TEXT = {"name": 60, "start": 240, "steps": 240, "note": 240}
"""Characters of each field of a text; of `steps` in each of them."""
MOST_STEP_SECONDS = 600
START_SECONDS = 6
WORDS_PER_SECOND = 2.6
"""As fast as a step may be read."""
SHORTEST_STEP = 3
KEYS = (
    "id", "name", "regions", "direction", "setting", "reps", "hold_seconds", "sides", "sets_per_day", "days",
    "prescribed_on", "cautions", "caution_if", "steps",
)  # fmt: skip
"""The keys of a row that the form writes, in the order in which they stand there."""
OF_KNOWN = ("id", "reps", "hold_seconds", "sides", "sets_per_day", "days", "prescribed_on")
"""Those of a stretch that is there: its form asks for no others."""
FIELDS = {
    "id": "name", "name": "name", "regions": "regions", "direction": "direction", "setting": "setting",
    "steps": "steps", "reps": "reps", "levels": "reps", "total_seconds": "reps", "hold_seconds": "hold",
    "sets_per_day": "sets", "max_per_day": "sets", "max_per_week": "sets", "days": "days", "sides": "side",
    "side_policy": "side", "cautions": "note", "caution_if": "care",
}  # fmt: skip
"""The field of the form that a key of the row comes from."""
_FAULT = re.compile(r"stretch\[\d+\]\.([a-z_]+)")

Row = dict[str, Any]
Faults = dict[str, str]


def row_of_form(
    given: Mapping[str, Any], id: str, known: Catalogue, today: date, lost: Collection[str] = ()
) -> tuple[Row, Faults]:
    """The row that a filled form becomes, and what is wrong, by field; `id` is that of the row, empty for a new one.

    It is prescribed from `today` on, unless the sets and days are as they were.

    A new one takes no id of a stretch that is there, or `lost` to a fault in its file.

    Whoever writes it lets the file's own rules judge the row too. Raises TypeError and KeyError for what no form is.
    """
    faults: Faults = {}
    of = _text(given, "of")
    row: Row = dict.fromkeys(KEYS)
    row |= {
        "sets_per_day": _number(given, "sets", faults),
        "days": _words(given, "days", WEEKDAYS) or None,
        "reps": _number(given, "reps", faults, needed=not of),
        "sides": _word(given, "side", SIDES) or None,
        "prescribed_on": today,
    }
    if row["days"] and len(row["days"]) == len(WEEKDAYS):
        row["days"] = None
    if of:
        row |= {
            "id": of,
            "hold_seconds": _number(given, "hold", faults, needed=False),
        }
        # what its row says beside stays, and of one that is new to the plan what the form leaves open
        row = {key: row[key] for key in OF_KNOWN if row[key] is not None or (id and key != "id")}
        if of not in known.stretches:
            faults["of"] = texts.CHOOSE
    else:
        row |= _new(given, faults, known)
        row["id"] = id or (_id_of(row["name"], {*known.stretches, *lost}) if row["name"] else "")
    before = known.stretches.get(id)
    if before and (before.sets_per_day, before.days) == (row["sets_per_day"], frozenset(row.get("days") or ())):
        del row["prescribed_on"]
    return row, faults


def _new(given: Mapping[str, Any], faults: Faults, known: Catalogue) -> Row:
    """What a stretch that is not built in must say beside."""
    row: Row = {
        "name": _short(given, "name", faults),
        "regions": _words(given, "regions", known.regions),
        "direction": _word(given, "direction", known.directions),
        "setting": _word(given, "setting", known.settings),
    }
    for field, missing in texts.MISSING.items():
        if not {**row, "side": given["side"]}[field]:
            faults[field] = missing
    note = _short(given, "note", faults)
    care = _words(given, "care", known.conditions)
    row |= {"cautions": [note] if note else None, "caution_if": care or None, "steps": _steps(given, faults)}
    return row


def _steps(given: Mapping[str, Any], faults: Faults) -> list[Row]:
    holds = [one for one in _list(given, "steps") if one["hold"] is True and _text(one, "text").strip()]
    hold = _number(given, "hold", faults, needed=bool(holds))
    if hold and not holds:
        faults["hold"] = texts.HOLD_WHERE
    start, made = _short(given, "start", faults), []
    if start:
        made.append({"part": "setup", "seconds": max(START_SECONDS, _reading(start)), "text": start})
    steps = [one for one in _list(given, "steps") if _text(one, "text")]
    if not 1 <= len(steps) <= MOST_STEPS:
        faults["steps"] = tr(texts.TOO_MANY_STEPS, most=MOST_STEPS) if steps else texts.NO_STEPS
    for one in steps:
        text = _short(one, "text", faults, "steps")
        seconds = _seconds(one)
        if one["hold"] is True:
            made.append({"seconds": hold or 1, "hold": True, "text": text})
        elif seconds is None:
            faults["steps"] = tr(texts.NUMBER, least=1, most=MOST_STEP_SECONDS)
        else:
            made.append({"seconds": seconds or max(SHORTEST_STEP, _reading(text)), "text": text})
    return made


def unusual_dose(row: Row, before: Stretch | None) -> dict[str, int]:
    """What of the dose is more than is usual, by field, and was not so `before`."""
    seconds = [step["seconds"] for step in row.get("steps") or () if step.get("hold")]
    dose = {"hold_seconds": max(seconds, default=0)} | {key: value for key, value in row.items() if value is not None}
    return {
        field: dose[key]
        for field, (key, most) in USUAL_MOST.items()
        if dose.get(key, 0) > most and (before is None or dose[key] != getattr(before, key))
    }


def contrary_to(
    row: Row, written: Mapping[str, Any], before: Stretch | None, holding: Collection[str]
) -> frozenset[str]:
    """The conditions of the person that its direction often does not go with, and that the row does not name.

    `written` is the row as it stands in a file, `before` the stretch as it is, and `holding` the conditions.
    """
    said = {*(row.get("caution_if") or ()), *written.get("exclude_if", ())}
    named = said.union(*(HALVES.get(word, ()) for word in said))
    if "direction" in row:
        return AGAINST.get(row["direction"], frozenset()) & frozenset(holding) - named
    if before is None:
        return frozenset()
    return AGAINST.get(before.direction, frozenset()) & frozenset(holding) & before.exclude_if - named


def with_care(row: Row, before: Stretch | None, known_to: Collection[str]) -> Row:
    """The row that says that it is meant for these conditions; all that it is kept easy for stays."""
    kept = row.get("caution_if") or (before.caution_if if before is not None and "direction" not in row else ())
    return {**row, "caution_if": sorted({*kept, *known_to})}


def faults_of(errors: Collection[tuple[str, str]]) -> Faults:
    """Faults of the file, as keys and sentences, by the field of the form; what belongs to none is under ""."""
    found: Faults = {}
    for key, problem in errors:
        match = _FAULT.match(key)
        found.setdefault(FIELDS.get(match[1], "") if match else "", problem)
    return found


def form_of(stretch: Stretch, raw: Mapping[str, Any], *, built_in: bool) -> dict[str, Any] | None:
    """The form that makes this row of a file again; None for one that says more than the form has room for."""
    first, *rest = [step for step in stretch.steps if step.part != "finish"]
    begins = first.part == "setup"
    if not built_in and (len(rest) + 1 < len(stretch.steps) or any(step.part == "setup" for step in rest)):
        return None
    steps = [
        {"text": step.text, "seconds": None if step.hold else round(step.seconds), "hold": step.hold}
        for step in (rest if begins else (first, *rest))
    ]
    return {
        "of": stretch.id if built_in else "", "name": stretch.name, "setting": stretch.setting,
        "regions": list(stretch.regions), "direction": stretch.direction, "start": first.text if begins else "",
        "steps": steps, "hold": raw.get("hold_seconds") if built_in else round(stretch.hold_seconds) or None,
        "reps": raw.get("reps") if built_in else stretch.reps, "sets": stretch.sets_per_day,
        "side": raw.get("sides", "") if built_in else stretch.sides,
        "days": [day for day in WEEKDAYS if day in stretch.days], "care": sorted(stretch.caution_if),
        "note": " ".join(one for one in stretch.cautions if one != OWN_CAUTION),
    }  # fmt: skip


def _id_of(name: str, taken: Collection[str]) -> str:
    """An id of a name that nothing has; the words of other scripts leave none, and then it is a number."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-") or "my-stretch"
    return next(id for id in _numbered(stem) if id not in taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _reading(text: str) -> int:
    return ceil(len(text.split()) / WORDS_PER_SECOND)


def _seconds(step: Mapping[str, Any]) -> int | None:
    """Seconds of a step; 0 where nobody said, None where it is no such number."""
    value = step["seconds"]
    if value is None or value == 0:
        return 0
    return value if isinstance(value, int) and 1 <= value <= MOST_STEP_SECONDS else None


def _number(given: Mapping[str, Any], field: str, faults: Faults, *, needed: bool = True) -> int | None:
    least, most = NUMBERS[field]
    value = given[field]
    if value is None and not needed:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
        return value
    faults[field] = tr(texts.NUMBER, least=least, most=most)
    return None


def _text(given: Mapping[str, Any], field: str) -> str:
    value = given[field]
    if not isinstance(value, str):
        raise TypeError(field)
    return " ".join(value.split())


def _short(given: Mapping[str, Any], key: str, faults: Faults, field: str = "") -> str:
    """A text of a field that has room for it; nothing of what was prescribed is cut off without a word."""
    text, name = _text(given, key), field or key
    if len(text) > MOST_TEXT[name]:
        faults[name] = tr(texts.TOO_LONG, most=MOST_TEXT[name], count=len(text))
    return text


def _word(given: Mapping[str, Any], field: str, known: Collection[str]) -> str:
    """One of the known words; empty where none is chosen."""
    value = _text(given, field)
    if value and value not in known:
        raise ValueError(field)
    return value


def _words(given: Mapping[str, Any], field: str, known: Collection[str]) -> list[str]:
    values = given[field]
    if not isinstance(values, list):
        raise TypeError(field)
    return [_word({"": value}, "", known) for value in dict.fromkeys(values)]


def _list(given: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    values = given[field]
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise TypeError(field)
    return values
