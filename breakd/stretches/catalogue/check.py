"""The rules that a catalogue file must keep, each fault with its line. The rules themselves are in its `[meta]`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from breakd.messages import config as common
from breakd.messages import stretches as texts
from breakd.stretches.model import KINDS, POSITIONS
from breakd.toml.document import Document, parse
from breakd.toml.errors import ConfigError, ErrorCollector
from breakd.toml.positions import KeyPath
from breakd.toml.value_types import ANY_TEXT, BAD, FLAG, TEXT, ValueType, each, simple, table, whole, word, words_of

from .rules import Row, check_row, check_rows

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ID = simple(
    texts.ID, lambda raw: raw if isinstance(raw, str) and _ID.fullmatch(raw) else None,
    json={"type": "string", "pattern": f"^{_ID.pattern}$"},
)  # fmt: skip
NUMBER = simple(
    common.NUMBER, lambda raw: raw if isinstance(raw, (int, float)) and not isinstance(raw, bool) else None
)
FORMAT = simple(texts.FORMAT, lambda raw: raw if raw == 1 and not isinstance(raw, bool) else None, json={"enum": [1]})
TEXTS = each(TEXT)
PARTS = ("setup", "rep", "finish")
BASES = ("source", "adapted", "general")
WORD_LISTS = ("directions", "targets", "regions", "settings", "positions", "kinds", "equipment")
OPTIONAL = ("seed_title", "normal", "why")
"""What a stretch may leave out."""


def check(text: str, name: str) -> tuple[ConfigError, ...]:
    """Everything that is wrong with a whole catalogue; `name` is how the faults call the file."""
    return check_document(parse(text, name))


def check_document(document: Document) -> tuple[ConfigError, ...]:
    """The same for one that is parsed already."""
    if document.errors:
        return document.errors
    errors = ErrorCollector()
    frame = _frame().read(document.data, (), errors)
    rows = document.data.get("stretch")
    if not errors.has_error(("meta",)):
        _check_select(frame, errors)
        _check_flags(frame.get("safety", {}), errors)
        if isinstance(rows, list):
            _check_stretches(rows, frame, errors)
    return errors.errors(document.name, document.text)


def _check_stretches(raw: list[object], frame: Mapping[str, Any], errors: ErrorCollector) -> None:
    keys = stretch_keys(frame)
    kind = table(keys, needed=tuple(key for key in keys if key not in OPTIONAL))
    rows = {index: kind.read(row, ("stretch", index), errors) for index, row in enumerate(raw)}
    good: dict[int, Row] = {
        index: row for index, row in rows.items() if row is not BAD and not errors.has_error(("stretch", index))
    }
    for index, row in good.items():
        check_row(row, ("stretch", index), errors)
    # The others count for `easier`, even if something else about them is wrong.
    named = {index: row for index, row in rows.items() if row is not BAD and "id" in row}
    check_rows(named, errors)
    ids = {row["id"] for row in named.values()}
    for key in ("walking", "gentle", "flare", "flare_leg"):
        for index, id in enumerate(frame.get("safety", {}).get(key, ())):
            if id not in ids:
                errors.add_expected(("safety", key, index), texts.STRETCH_ID, id)


def _check_flags(safety: Mapping[str, Any], errors: ErrorCollector) -> None:
    """A red flag is in one list, and what names one names it rightly."""
    lists = [safety[key] for key in FLAG_LISTS if key in safety]
    ids = {id for flags in lists for id in flags}
    single = (key for key in ("flag_both_legs", "flag_calf") if key in safety)
    named: list[tuple[KeyPath, str]] = [((key,), safety[key]) for key in single]
    named += [(("flags_after_spreading", n), id) for n, id in enumerate(safety.get("flags_after_spreading", ()))]
    for at, id in named:
        if id not in ids:
            errors.add_expected(("safety", *at), texts.FLAG_ID, id)
    if len(lists) == len(FLAG_LISTS) and sum(map(len, lists)) != len(ids):
        errors.add(("safety", FLAG_LISTS[-1]), texts.FLAG_TWICE)


def _check_select(frame: Mapping[str, Any], errors: ErrorCollector) -> None:
    target = frame.get("select", {}).get("neural_only_with")
    if target is not None and target not in frame["meta"]["targets"]:
        errors.add_expected(("select", "neural_only_with"), texts.TARGET, target)
    for key in _SELECT_TAGS:
        for index, tag in enumerate(frame.get("select", {}).get(key, ())):
            if tag not in frame.get("condition", {}):
                errors.add_expected(("select", key, index), texts.CONDITION, tag)


def _frame() -> ValueType:
    """All but the stretches themselves."""
    label = table({"label": TEXT}, needed=("label",))
    source = table({"title": TEXT, "url": ANY_TEXT, "seen": TEXT}, needed=("title", "url", "seen"))
    meta = {key: each(TEXT, least=1) for key in WORD_LISTS}
    notes = (
        "count_note",
        "placeholders",
        "total_rule",
        "discreet",
        "level",
        "basis",
        "side_policy",
        "max_per_week",
        "position",
        "kind",
        "feel",
        "normal",
        "why",
    )
    numbers = dict.fromkeys(_NUMBERS, NUMBER)
    select = {"no_repeat_window": whole(0), "neural_only_with": TEXT} | dict.fromkeys(_SELECT_TAGS, TEXTS)
    keys = {
        "format": FORMAT,
        "meta": table(meta | dict.fromkeys(notes, TEXT), needed=WORD_LISTS),
        "select": table(numbers | select, needed=tuple(numbers | select)),
        "safety": table(_SAFETY, needed=tuple(_SAFETY)),
        "condition": table({}, others=label),
        "source": table({}, others=source),
        "stretch": simple(common.TABLES, lambda raw: raw if isinstance(raw, list) and raw else None),
    }
    return table(keys, needed=tuple(keys))


def stretch_keys(frame: Mapping[str, Any]) -> dict[str, ValueType]:
    """Every key of a stretch, with the words that a file's `[meta]`, conditions and sources allow in it."""
    meta = frame["meta"]
    tags, sources = (tuple(frame.get(name, {})) for name in ("condition", "source"))
    level = {"hold_seconds": whole(0), "reps": whole(1), "total_seconds": whole(1)}
    step = {"part": word(PARTS, texts.PART), "seconds": whole(1), "hold": FLAG, "text": TEXT}
    return {
        "id": ID,
        "name": TEXT,
        "aka": TEXTS,
        "seed": FLAG,
        "seed_title": TEXT,
        "regions": _filled(meta["regions"], texts.REGION),
        "targets": _filled(meta["targets"], texts.TARGET),
        "direction": word(meta["directions"], texts.DIRECTION),
        "setting": word(meta["settings"], texts.SETTING),
        "position": word(POSITIONS, texts.POSITION),
        "kind": word(KINDS, texts.KIND),
        "equipment": words_of(meta["equipment"], texts.EQUIPMENT),
        "discreet": whole(1, 3),
        "level": whole(1, 3),
        "default_enabled": FLAG,
        "sides": word(("none", "both"), texts.SIDES),
        "side_policy": word(("none", "both", "affected"), texts.SIDE_POLICY),
        "reps": whole(1),
        "hold_seconds": whole(0),
        "total_seconds": whole(1),
        "dose": TEXT,
        "breathing": TEXT,
        "feel": TEXT,
        "normal": TEXT,
        "exclude_if": words_of(tags, texts.CONDITION),
        "caution_if": words_of(tags, texts.CONDITION),
        "why": table(dict.fromkeys(tags, TEXT)),
        "cautions": each(TEXT, least=1),
        "stop_if": each(TEXT, least=1),
        "max_per_day": whole(1),
        "max_per_week": whole(0),
        "easier": ANY_TEXT,
        "pose": ID,
        "source": _filled(sources, texts.SOURCE),
        "basis": word(BASES, texts.BASIS),
        "levels": each(table(level, needed=tuple(level))),
        "steps": each(table(step, needed=tuple(step)), least=1),
    }


def _filled(known: Collection[str], what: str) -> ValueType:
    return each(word(tuple(known), what), least=1)


_NUMBERS = (
    "pain_match", "direction_match", "standing_after_seated", "movement_rest", "region_rest", "same_direction",
    "skipped", "better_log", "caution", "random", "level_up_after_done", "level_up_after_days",
    "level_down_after_gap_days", "seated_for_balance", "long_rest", "article",
    "sciatic_after_minutes", "sciatic_forward", "easier_offer", "posture_worse", "gentle_start_days",
    "prone_first",
)  # fmt: skip
_SELECT_TAGS = ("bending_minded_with", "bending_worse_with", "easy_with", "flexion_only_with")
_REACTIONS = (
    "better", "same", "moved_up", "worse_but_settled", "worse", "worse_twice", "spreading", "red_flag_yes",
    "advice_card",
)  # fmt: skip
_FLAG_ID, _COUNTRY = re.compile(r"[EUR]\d{1,2}"), re.compile(r"[A-Z]{2}")
FLAG_LISTS = ("emergency_flags", "urgent_flags", "routine_flags")


def _texts_by(key: re.Pattern[str], raw: object, fits: Callable[[object], bool]) -> dict[str, Any] | None:
    """A table whose every key and value fits; None for any other."""
    if not isinstance(raw, dict) or not raw:
        return None
    return raw if all(key.fullmatch(name) and fits(value) for name, value in raw.items()) else None


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) for one in value)


_FLAGS = simple(
    texts.FLAGS, lambda raw: _texts_by(_FLAG_ID, raw, lambda text: isinstance(text, str) and bool(text.strip()))
)
_NUMBERS_BY_COUNTRY = simple(texts.NUMBERS, lambda raw: _texts_by(_COUNTRY, raw, _is_pair))
_SAFETY = {
    "disclaimer": TEXT,
    "emergency_title": TEXT,
    "emergency_action": TEXT,
    "urgent_title": TEXT,
    "urgent_action": TEXT,
    "calf_action": TEXT,
    "routine_note": TEXT,
    **dict.fromkeys(FLAG_LISTS, _FLAGS),
    "flags_after_spreading": each(TEXT, least=1),
    "flag_both_legs": TEXT,
    "flag_calf": TEXT,
    "numbers": _NUMBERS_BY_COUNTRY,
    "eu_countries": each(TEXT, least=1),
    "walking": each(ID, least=1),
    "gentle": each(ID, least=1),
    "flare": each(ID, least=1),
    "flare_leg": each(ID, least=1),
    "flare_leg_with": each(TEXT, least=1),
    "routine_action": TEXT,
    "stop_always": each(TEXT, least=1),
    "normal_feeling": TEXT,
    "ask_red_flags_when": each(TEXT, least=1),
    "scale": table(dict.fromkeys(("green_max", "amber_max", "red_min"), whole(0, 10))),
    "reaction": table(dict.fromkeys(_REACTIONS, TEXT) | {"no_better_weeks": whole(1)}),
}
