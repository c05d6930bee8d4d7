"""From the two files to Settings, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from breakd.engine.settings import (
    BodySettings,
    GuideSettings,
    HookSettings,
    Place,
    QuietSettings,
    ReminderSettings,
    Settings,
    SittingSettings,
    StretchSettings,
    usual_limit,
)
from breakd.frozen import frozen
from breakd.stretches import catalogue
from breakd.stretches.catalogue import LoadedCatalogue
from breakd.stretches.model import HelpNumbers
from breakd.toml.document import Document, read
from breakd.toml.errors import ConfigError, ErrorCollector
from breakd.toml.value_types import BAD

from . import help_numbers
from .country import countries
from .cross_checks import check_body, check_settings
from .schema import DAYS, Schema, schema

Tables = Mapping[str, Any]


@frozen
class LoadedConfig:
    """What the files say: the settings, or the faults that have to be put right first (then `settings` is None)."""

    settings: Settings | None
    errors: tuple[ConfigError, ...] = ()
    stretches: LoadedCatalogue = field(default_factory=lambda: LoadedCatalogue(catalogue.load()), compare=False)
    """What the words for stretches mean: the built-in ones and the person's own, whose faults are apart."""
    config: Settings | None = field(default=None, compare=False)
    """What config.toml says, whatever is wrong with body.toml; None if something is wrong with itself."""
    body: Tables = field(default_factory=dict, compare=False)
    """What can be read of body.toml, by the fields of BodySettings."""
    body_is_faulty: bool = field(default=False, compare=False)
    chosen: HelpNumbers = field(default_factory=HelpNumbers, compare=False)
    """The numbers to call that config.toml sets, whatever else is wrong with it."""

    def over(self, last: Settings) -> Settings:
        """These settings, each file by itself: `last` where one is faulty.

        A faulty body.toml confirms nothing, so that no stretch is suggested: what it was meant to say may rule it
        out. What can be read of it holds, and what was known before.
        """
        body = BodySettings(**self.body) if not self.body_is_faulty else _careful(last.body, self.body)
        return replace(last if self.config is None else self.config, body=body)

    def here(self) -> LoadedConfig:
        """The same for where the computer is by now: the cards name the numbers of that country (decision 0382).

        Nothing is judged again: a date that was good need not be the past in every time zone.
        """
        return replace(self, stretches=_with_numbers(self.stretches, self.chosen))


def _careful(last: BodySettings, read: Tables) -> BodySettings:
    conditions = last.conditions | read.get("conditions", frozenset())
    return replace(last, **{**read, "conditions": conditions, "disclaimer": False})


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
    person, faults = person.get("body", {}), (*wrong, *ailing)
    chosen = HelpNumbers(**wanted.get("help", {}))
    stretches = _with_numbers(stretches, chosen)
    alone = None if wrong else _settings(wanted, BodySettings(**person))
    return LoadedConfig(None if faults else alone, faults, stretches, alone, person, bool(ailing), chosen)


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
        tables = {"body": {key: value for key, value in tables.get("body", {}).items() if _is_good(key, errors)}}
    else:
        check_settings(tables, errors)
    return tables, errors.errors(document.name, document.text)


def _is_good(key: str, errors: ErrorCollector) -> bool:
    """Of a list of conditions, those that are conditions are better than none."""
    return key == "conditions" or not errors.has_error(("body", key))


def _settings(config: Tables, person: BodySettings) -> Settings:
    defaults = Settings()
    place = dict(config.get("place", {}))
    stretches = {_field(key): value for key, value in config.get("stretches", {}).items()}
    if "checkup_every" in stretches:
        stretches["checkup_every"] = stretches["checkup_every"] or None
    hours = config.get("hours")
    return Settings(
        sitting=SittingSettings(**{"limit": usual_limit(person.conditions), **config.get("sitting", {})}),
        reminder=ReminderSettings(**config.get("reminder", {})),
        quiet=QuietSettings(**config.get("quiet", {})),
        # In a table that is there, a day that is not is a day off.
        hours=None if hours is None else tuple(hours.get(day, ()) for day in DAYS),
        place=place.pop("now", defaults.place),
        places=MappingProxyType(_places(place)),
        stretches=StretchSettings(**stretches),
        guide=GuideSettings(**config.get("guide", {})),
        tray=config.get("tray", {}).get("enabled", defaults.tray),
        shortcuts=config.get("shortcuts", {}).get("enabled", defaults.shortcuts),
        backend=config.get("notify", {}).get("backend", defaults.backend),
        hooks=HookSettings(**config.get("hooks", {})),
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
