"""From Settings back to TOML, for `breakd config show`: what holds now, every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from breakd.engine.settings import Settings
from breakd.messages import config as texts
from breakd.stretches import catalogue
from breakd.toml.serialize import key, value
from breakd.toml.value_types import ValueType

from .schema import DAYS, schema


def dump_config(settings: Settings) -> str:
    """All of `config.toml` as it would give exactly these settings."""
    known = schema(catalogue.load())
    hours = settings.hours
    groups: dict[str, Mapping[str, Any] | None] = {
        "sitting": _values(settings.sitting),
        "reminder": _values(settings.reminder),
        "quiet": _values(settings.quiet),
        "hours": None if hours is None else dict(zip(DAYS, hours, strict=True)),
        "stretches": _values(settings.stretches),
        "tray": {"enabled": settings.tray},
        "notify": {"backend": settings.backend},
        "help": _values(settings.help),
        "place": {"now": settings.place},
    }
    tables = [_table(name, known.tables[name], group) for name, group in groups.items() if group is not None]
    places = [_table(f"place.{key(name)}", known.place, _values(place)) for name, place in settings.places.items()]
    return "\n".join([*tables, *places])


def dump_changes(before: Settings, after: Settings) -> str:
    """Of hours, place and check-up: the lines of `config.toml` that make `after` of `before`."""
    known = schema(catalogue.load())
    tables = []
    if after.hours != before.hours:
        hours = {day: ranges for day, ranges in zip(DAYS, after.hours or (), strict=False) if ranges}
        tables.append(_table("hours", known.tables["hours"], hours) if hours else texts.WITHOUT_HOURS)
    if after.place != before.place:
        tables.append(_table("place", known.tables["place"], {"now": after.place}))
    for name, place in after.places.items():
        old, new = _values(before.places[name]), _values(place)
        fresh = {word: setting for word, setting in new.items() if setting != old[word]}
        if fresh:
            tables.append(_table(f"place.{key(name)}", known.place, fresh))
    if after.stretches.checkup_every != before.stretches.checkup_every:
        checkup = {"checkup_every": after.stretches.checkup_every}
        tables.append(_table("stretches", known.tables["stretches"], checkup))
    return "\n".join(tables)


def dump_body(settings: Settings) -> str:
    """All of `body.toml`; a day that was not said has no line, and without an operation there is no release."""
    said = {word: setting for word, setting in _values(settings.body).items() if setting is not None}
    if settings.body.surgery is None:
        del said["surgery_released"]
    return _table("body", schema(catalogue.load()).tables["body"], said)


def _values(group: Any) -> dict[str, Any]:
    """A group of settings by the keys of the file."""
    return {field.name.removesuffix("_"): getattr(group, field.name) for field in fields(group)}


def _table(name: str, kinds: Mapping[str, ValueType], group: Mapping[str, Any]) -> str:
    rows = (f"{key(word)} = {value(kinds[word].show(setting))}\n" for word, setting in group.items())
    return f"[{name}]\n" + "".join(rows)
