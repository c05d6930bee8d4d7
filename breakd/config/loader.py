"""From the two files to Settings, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from breakd.engine.settings import (
    BodySettings,
    Place,
    QuietSettings,
    ReminderSettings,
    Settings,
    SittingSettings,
    StretchSettings,
    usual_limit,
)
from breakd.stretches import catalogue, help_numbers
from breakd.stretches.catalogue import LoadedCatalogue
from breakd.stretches.model import HelpNumbers
from breakd.toml.document import Document, read
from breakd.toml.errors import ConfigError, ErrorCollector
from breakd.toml.value_types import BAD

from .country import countries
from .cross_checks import check_body, check_settings
from .schema import DAYS, Schema, schema

Tables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """What the files say: the settings, or the faults that have to be put right first (then `settings` is None)."""

    settings: Settings | None
    errors: tuple[ConfigError, ...] = ()
    stretches: LoadedCatalogue = field(default_factory=lambda: LoadedCatalogue(catalogue.load()), compare=False)
    """What the words for stretches mean: the built-in ones and the person's own, whose faults are apart."""


def load(path: Path, body_path: Path) -> LoadedConfig:
    """The settings of both files. Never raises; a file that does not exist leaves its defaults."""
    return settings_of(read(path), read(body_path), catalogue.load_all(own_folder(body_path)))


def own_folder(body_path: Path) -> Path:
    """Where the stretches of the person's own are: beside what is said about their body."""
    return body_path.parent / "stretches.d"


def settings_of(config: Document, body: Document, stretches: LoadedCatalogue | None = None) -> LoadedConfig:
    """The settings of two documents, with all faults of both at once."""
    stretches = stretches or LoadedCatalogue(catalogue.load())
    words_known = schema(stretches.catalogue, stretches.lost)
    wanted, wrong = _tables(words_known, config, is_body=False)
    person, ailing = _tables(words_known, body, is_body=True)
    faults = (*wrong, *ailing)
    stretches = _with_numbers(stretches, HelpNumbers(**wanted.get("help", {})))
    return LoadedConfig(None if faults else _settings(wanted, person), faults, stretches)


def _with_numbers(stretches: LoadedCatalogue, chosen: HelpNumbers) -> LoadedCatalogue:
    """The cards name the numbers that the person has set, else those of the country."""
    known = stretches.catalogue
    found = help_numbers.numbers_for(countries(), known.safety)
    numbers = HelpNumbers(chosen.emergency or found.emergency, chosen.advice or found.advice)
    return replace(stretches, catalogue=replace(known, safety=replace(known.safety, help=numbers)))


def _tables(known: Schema, document: Document, *, is_body: bool) -> tuple[Tables, tuple[ConfigError, ...]]:
    if document.errors:
        return {}, document.errors
    errors = ErrorCollector()
    tables = (known.body if is_body else known.config).read(document.data, (), errors)
    if tables is BAD:  # a document is always a table
        tables = {}
    if is_body:
        check_body(tables.get("body", {}), errors, date.today())
    else:
        check_settings(tables, errors)
    return tables, errors.errors(document.name, document.text)


def _settings(config: Tables, body: Tables) -> Settings:
    defaults = Settings()
    place = dict(config.get("place", {}))
    stretches = {_field(key): value for key, value in config.get("stretches", {}).items()}
    if "checkup_every" in stretches:
        stretches["checkup_every"] = stretches["checkup_every"] or None
    hours, person = config.get("hours"), BodySettings(**body.get("body", {}))
    return Settings(
        sitting=SittingSettings(**{"limit": usual_limit(person.conditions), **config.get("sitting", {})}),
        reminder=ReminderSettings(**config.get("reminder", {})),
        quiet=QuietSettings(**config.get("quiet", {})),
        # In a table that is there, a day that is not is a day off.
        hours=None if hours is None else tuple(hours.get(day, ()) for day in DAYS),
        place=place.pop("now", defaults.place),
        places=MappingProxyType(_places(place)),
        stretches=StretchSettings(**stretches),
        tray=config.get("tray", {}).get("enabled", defaults.tray),
        backend=config.get("notify", {}).get("backend", defaults.backend),
        help=HelpNumbers(**config.get("help", {})),
        body=person,
    )


def _places(given: Tables) -> dict[str, Place]:
    """The built-in places with what is changed of them, and new ones, which begin as the office."""
    defaults = Settings().places
    named = {name: replace(defaults.get(name, defaults["office"]), **keys) for name, keys in given.items()}
    return {**defaults, **named}


def _field(key: str) -> str:
    return key + "_" if key == "break" else key  # Python keeps `break` for itself
