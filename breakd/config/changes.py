"""What has to be changed in `config.toml` and `body.toml` to go from some settings to others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

from breakd.engine.settings import HoursRange, Settings
from breakd.messages import config as texts
from breakd.stretches import catalogue
from breakd.toml.serialize import key as key_text
from breakd.toml.serialize import value as value_text
from breakd.toml.table_changes import Changes, Value

from .schema import DAYS, Schema, schema

BODY = ("body",)
HOURS, HOOKS = ("hours",), ("hooks",)


def config_changes(before: Settings, after: Settings) -> Changes:
    """The keys of `config.toml` that are others afterwards; what stays as it was, a default too, is not written."""
    old, new = groups(before), groups(after)
    changes: dict[tuple[str, ...], Mapping[str, Value | None] | None] = {}
    for way, values in new.items():
        fresh = {key: value for key, value in values.items() if old.get(way, {}).get(key) != value}
        if fresh:
            changes[way] = fresh
    if after.hours != before.hours:
        changes |= {HOURS: _hours(before, after)}
    return changes


def body_changes(before: Settings, after: Settings, said: Collection[str], written: Collection[str]) -> Changes:
    """The keys of `body.toml` that are others afterwards, and those that were `said` and are not `written` yet."""
    old, new = body_values(before), body_values(after)
    gone: dict[str, Value | None] = dict.fromkeys(old.keys() - new.keys())
    fresh = {
        key: value for key, value in new.items() if old.get(key) != value or (key in said and key not in written)
    }  # fmt: skip
    rows = gone | fresh
    return {BODY: rows} if rows else {}


def lines_of(changes: Changes) -> str:
    """The changes as lines of TOML."""
    tables = []
    for way, values in changes.items():
        if values is None:
            tables.append(texts.WITHOUT_HOURS)
            continue
        rows = (f"{key_text(key)} = {_text(value)}\n" for key, value in values.items() if value is not None)
        tables.append(f"[{'.'.join(map(key_text, way))}]\n" + "".join(rows))
    return "\n".join(tables)


def groups(settings: Settings) -> Mapping[tuple[str, ...], Mapping[str, Value]]:
    """Every key of `config.toml` with its value as it stands in the file, by the way to its table; hours aside."""
    known = _schema()
    found: dict[tuple[str, ...], Any] = {
        ("sitting",): values_of(settings.sitting),
        ("reminder",): values_of(settings.reminder),
        ("quiet",): values_of(settings.quiet),
        ("place",): {"now": settings.place},
        ("stretches",): values_of(settings.stretches),
        ("guide",): values_of(settings.guide),
        ("tray",): {"enabled": settings.tray},
        ("shortcuts",): {"enabled": settings.shortcuts},
        ("notify",): {"backend": settings.backend},
        HOOKS: values_of(settings.hooks),
        ("help",): values_of(settings.help),
    }
    tables = {
        way: {key: _shown(known.tables[way[0]][key].show(value)) for key, value in values.items()}
        for way, values in found.items()
    }  # fmt: skip
    places: dict[tuple[str, ...], Mapping[str, Value]] = {
        ("place", name): {key: _shown(known.place[key].show(value)) for key, value in values_of(place).items()}
        for name, place in settings.places.items()
    }
    for way in (("reminder",), HOOKS):
        tables[way] |= {key: tuple(value) for key, value in tables[way].items() if isinstance(value, list)}
    return {**tables, **places}


def body_values(settings: Settings) -> dict[str, Value]:
    """Every key of `body.toml` that was said, as it stands in the file; without an operation there is no release."""
    kinds = _schema().tables["body"]
    said = {key: value for key, value in values_of(settings.body).items() if value is not None}
    if settings.body.surgery is None:
        del said["surgery_released"]
    return {key: _shown(kinds[key].show(value)) for key, value in said.items()}


def values_of(group: Any) -> dict[str, Any]:
    """A group of settings by the keys of the file."""
    return {field.name.removesuffix("_"): getattr(group, field.name) for field in fields(group)}


def hours_values(hours: tuple[tuple[HoursRange, ...], ...]) -> dict[str, Value]:
    """Work hours by their days, as they stand in the file."""
    kinds = _schema().tables["hours"]
    return {day: tuple(kinds[day].show(ranges)) for day, ranges in zip(DAYS, hours, strict=True)}


def _hours(before: Settings, after: Settings) -> Mapping[str, Value | None] | None:
    if after.hours is None:
        return None
    none = ((),) * len(DAYS)
    old, new = hours_values(before.hours or none), hours_values(after.hours)
    # a day that is not named is a day off
    return {day: ranges or None for day, ranges in new.items() if ranges != old[day]}


def _shown(value: object) -> Value:
    assert isinstance(value, str | bool | int | date | list)
    return value


def _text(value: Value) -> str:
    return value_text(list(value) if isinstance(value, tuple) else value)


@cache
def _schema() -> Schema:
    return schema(catalogue.load())
