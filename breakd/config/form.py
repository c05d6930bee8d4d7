"""The settings as a form: every key of `config.toml` as a field, and what a person typed as lines of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from enum import Enum

from breakd.engine.settings import Settings, usual_limit
from breakd.frozen import frozen
from breakd.messages import config as texts
from breakd.messages import tr
from breakd.setup import typed_hours
from breakd.stretches.catalogue import LoadedCatalogue
from breakd.stretches.model import Catalogue
from breakd.toml.document import Document, parse
from breakd.toml.edit import NotEditable
from breakd.toml.errors import ConfigError
from breakd.toml.table_changes import Changes, Value

from .changes import HOOKS, HOURS, groups, hours_values, lines_of
from .keeping import text_with
from .loader import settings_of
from .schema import BACKENDS, CONFIG_NAME, DAYS

_INDEX = re.compile(r"\[\d+\]$")
_COMMA = re.compile(r"\s*,\s*")
_LENGTH = re.compile(
    r"(\d{1,9})\s*(d(?:ays?)?|h(?:ours?|rs?)?|m(?:inutes?|ins?)?|s(?:econds?|ecs?)?)\.?\s*", re.ASCII | re.IGNORECASE
)
"""A part of a length as people type it: "45 min", "1 hour"."""
MOST_TEXT = 4000
"""Characters of a field."""


class FieldKind(Enum):
    """How a key is set."""

    FLAG = "flag"
    """On or off."""
    NUMBER = "number"
    """A whole number."""
    TEXT = "text"
    """A text, such as a duration."""
    LIST = "list"
    """Several texts in an order, with commas."""
    CHOICE = "choice"
    """One of some words."""
    CHOICES = "choices"
    """Any of some words."""
    HOURS = "hours"
    """The work hours of a day; empty for a day off."""


@frozen
class SettingField:
    """One key of `config.toml`."""

    way: tuple[str, ...]
    """The way to its table."""
    key: str
    kind: FieldKind
    value: Value
    """What holds."""
    default: Value
    """What holds without its line."""
    options: tuple[str, ...] = ()
    """The words to choose from."""
    is_written: bool = False
    """It has a line in the file."""

    @property
    def id(self) -> str:
        """The way to the key, as faults name it."""
        return ".".join((*self.way, self.key))


@frozen
class Verdict:
    """What would become of the file."""

    changes: Changes
    lines: str
    """What would change, as lines of TOML; empty if nothing would."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with a field, by its id."""
    trouble: tuple[str, ...] = ()
    """What is wrong beside the fields: the lines have to be written by hand."""

    @property
    def is_good(self) -> bool:
        """Whether it can be written."""
        return bool(self.lines) and not self.faults and not self.trouble


def fields_of(settings: Settings, catalogue: Catalogue, config: Document) -> tuple[SettingField, ...]:
    """Every key with what holds of it, in the order of the file."""
    usual = Settings(places=settings.places)
    defaults = {way: dict(values) for way, values in groups(usual).items()}
    defaults |= {way: dict(values) for way, values in _places(settings)}
    defaults["sitting",]["limit"] = _limit(settings)
    words = _words(settings, catalogue)
    rows = []
    for way, values in groups(settings).items():
        if way == HOOKS:  # what starts programs is written in the file, by hand
            continue
        written = _written(config, way)
        for key, value in values.items():
            options = words.get((way[0], key), ())
            kind = _kind(value, chosen=bool(options))
            rows.append(SettingField(way, key, kind, value, defaults[way][key], options, key in written))
    hours = hours_values(settings.hours or ((),) * len(DAYS))
    days = _written(config, HOURS)
    rows += [SettingField(HOURS, day, FieldKind.HOURS, hours[day], (), (), day in days) for day in DAYS]
    return tuple(rows)


def judged(
    values: Mapping[str, object], fields: tuple[SettingField, ...], config: Document, body: Document,
    stretches: LoadedCatalogue,
) -> Verdict:  # fmt: skip
    """What these new values of fields would change, and what is wrong with them; None stands for the default.

    Raises KeyError for a field that is none, and TypeError for what no field holds.
    """
    changes = _changes(values, {one.id: one for one in fields}, fields)
    lines = _shown(changes)
    if not changes:
        return Verdict({}, "")
    try:
        after = parse(text_with(config, changes), CONFIG_NAME)
    except NotEditable:
        return Verdict(changes, lines, trouble=tuple(map(str, config.errors)) or (texts.NOT_EDITABLE,))
    before = {_told(error) for error in settings_of(config, body, stretches).errors if error.file == CONFIG_NAME}
    errors = [error for error in settings_of(after, body, stretches).errors if error.file == CONFIG_NAME]
    new = [error for error in errors if _told(error) not in before or _id(error) in values]
    known = {one.id for one in fields}
    faults = {_id(error): error.problem for error in new if _id(error) in known}
    return Verdict(changes, lines, faults, tuple(str(error) for error in new if _id(error) not in known))


def faults_of(fields: tuple[SettingField, ...], errors: tuple[ConfigError, ...]) -> dict[str, str]:
    """What is wrong with each field in the file as it is."""
    known = {one.id for one in fields}
    return {_id(error): error.problem for error in errors if _id(error) in known}


def text_of(value: Value) -> str:
    """A list as it is typed."""
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)


# --- fields ---------------------------------------------------------------------------------------


def _kind(value: Value, *, chosen: bool) -> FieldKind:
    match value:
        case bool():
            return FieldKind.FLAG
        case int():
            return FieldKind.NUMBER
        case list():
            return FieldKind.CHOICES if chosen else FieldKind.LIST
        case tuple():
            return FieldKind.LIST
    return FieldKind.CHOICE if chosen else FieldKind.TEXT


def _words(settings: Settings, catalogue: Catalogue) -> dict[tuple[str, str], tuple[str, ...]]:
    stretches = tuple(catalogue.stretches)
    off = tuple(
        id for id, one in catalogue.stretches.items() if not one.default_enabled or id in settings.stretches.enable
    )
    return {
        ("place", "now"): tuple(settings.places),
        ("place", "settings"): tuple(sorted(catalogue.settings)),
        ("place", "equipment"): tuple(sorted(catalogue.equipment)),
        ("stretches", "enable"): off,
        ("stretches", "disable"): stretches,
        ("notify", "backend"): BACKENDS,
    }


def _places(settings: Settings) -> Iterator[tuple[tuple[str, ...], Mapping[str, Value]]]:
    """What each place is without a line: a new one begins as the office."""
    usual = Settings()
    named = {name: usual.places.get(name, usual.places["office"]) for name in settings.places}
    for way, values in groups(Settings(places=named)).items():
        if len(way) > 1:
            yield way, values


def _limit(settings: Settings) -> Value:
    usual = Settings()
    limit = usual_limit(settings.body.conditions)
    return groups(replace(usual, sitting=replace(usual.sitting, limit=limit)))["sitting",]["limit"]


def _written(config: Document, way: tuple[str, ...]) -> frozenset[str]:
    rows: object = config.data
    for name in way:
        rows = rows.get(name) if isinstance(rows, dict) else None
    return frozenset(rows) if isinstance(rows, dict) else frozenset()


# --- changes --------------------------------------------------------------------------------------


def _changes(
    values: Mapping[str, object], known: Mapping[str, SettingField], fields: tuple[SettingField, ...]
) -> Changes:
    changes: dict[tuple[str, ...], dict[str, Value | None] | None] = {}
    for id, raw in values.items():
        one = known[id]
        value = None if raw is None else _value(one, raw)
        is_new = one.is_written if value is None else value != one.value
        if is_new:
            rows = changes.setdefault(one.way, {})
            assert rows is not None
            rows[one.key] = value
    if HOURS in changes and not _any_hours(changes[HOURS] or {}, fields):
        changes[HOURS] = None
    return changes


def _any_hours(rows: Mapping[str, Value | None], fields: tuple[SettingField, ...]) -> bool:
    """Whether a day has hours: without any, reminders come at any time."""
    return any(rows.get(one.key, one.value) for one in fields if one.way == HOURS)


def _value(one: SettingField, raw: object) -> Value | None:
    """What the file is to hold; a text that is none of the field is left to the rules of the file."""
    if one.kind is FieldKind.FLAG:
        if isinstance(raw, bool):
            return raw
    elif one.kind is FieldKind.CHOICES:
        if isinstance(raw, list) and all(isinstance(word, str) and len(word) <= MOST_TEXT for word in raw):
            return sorted(set(raw))
    elif isinstance(raw, str) and len(raw) <= MOST_TEXT:
        return _read(one.kind, raw.strip())
    raise TypeError(raw)


def _read(kind: FieldKind, text: str) -> Value | None:
    match kind:
        case FieldKind.NUMBER if text.isascii() and text.isdigit() and len(text) < 9:
            return int(text)
        case FieldKind.LIST:
            return tuple(map(_length, _COMMA.split(text))) if text else ()
        case FieldKind.HOURS:
            hours = typed_hours.read(text)
            if hours is None:
                return tuple(_COMMA.split(text))
            return tuple(typed_hours.text_of((one,)) for one in hours) or None
    return _length(text)


def _length(text: str) -> str:
    """A length as the file has it; any other text as it is."""
    parts = list(_LENGTH.finditer(text))
    is_length = bool(parts) and "".join(part[0] for part in parts) == text
    return "".join(f"{part[1]}{part[2][0].lower()}" for part in parts) if is_length else text


def _shown(changes: Changes) -> str:
    """The lines that change; of those that go, what holds then."""
    gone = [
        tr(texts.WITHOUT_KEY, key=".".join((*way, key)))
        for way, values in changes.items()
        for key, value in (values or {}).items()
        if value is None
    ]
    there: dict[tuple[str, ...], Mapping[str, Value | None] | None] = {}
    for way, values in changes.items():
        rows = None if values is None else {key: value for key, value in values.items() if value is not None}
        if rows is None or rows:
            there[way] = rows
    return "\n".join([*([lines_of(there).rstrip()] if there else []), *gone])


def _id(error: ConfigError) -> str:
    return _INDEX.sub("", error.key)


def _told(error: ConfigError) -> tuple[str, str]:
    return error.key, error.problem
