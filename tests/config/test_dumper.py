"""`config show` gives back what was read, the example holds every key, and no file whatever makes us fall over."""

from __future__ import annotations

import re
import string
from dataclasses import fields, replace
from datetime import date, time
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakd.config import LoadedConfig, dump_body, dump_config, load
from breakd.config.loader import settings_of
from breakd.config.schema import BACKENDS, DAYS, SIDES, Schema, schema
from breakd.engine.settings import (
    BodySettings,
    HoursRange,
    Place,
    QuietSettings,
    ReminderSettings,
    Settings,
    SittingSettings,
    StretchSettings,
)
from breakd.stretches import catalogue
from breakd.stretches.conditions import HALVES
from breakd.toml.document import parse
from breakd.toml.serialize import key, value
from tests.config.conftest import TODAY
from tests.support.timeline import Day

PROJECT = Path(__file__).parents[2]
EXAMPLE = PROJECT / "config.example.toml"
KNOWN = catalogue.load()
SCHEMA = schema(KNOWN)


def again(settings: Settings) -> LoadedConfig:
    return settings_of(parse(dump_config(settings), "config.toml"), parse(dump_body(settings), "body.toml"))


# --- there and back ---------------------------------------------------------------------------------

SECONDS = st.integers(1, 366 * 86400).map(float)
MINUTES = st.integers(0, 1439).map(lambda minute: time(minute // 60, minute % 60))
DATES = st.dates(date(1900, 1, 1), TODAY)
MOVEMENTS = st.frozensets(st.sampled_from(sorted(KNOWN.stretches)), max_size=4)


def group(kind: type, **special: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any values of a group of settings: every length is whole seconds, every flag is a flag."""
    usual = {"float": SECONDS, "bool": st.booleans(), "int": st.integers(1, 100), "date | None": st.none() | DATES}
    plain = {field.name: usual[str(field.type)] for field in fields(kind) if field.name not in special}
    return st.builds(kind, **plain, **special)


PLACES = group(
    Place,
    settings=st.frozensets(st.sampled_from(sorted(KNOWN.settings))),
    equipment=st.frozensets(st.sampled_from(sorted(KNOWN.equipment))),
    discreet=st.integers(1, 3),
)
NAMES = st.text(string.ascii_letters + "äéλ0123456789-_", min_size=1, max_size=32).filter(lambda name: name != "now")


@st.composite
def any_settings(draw: st.DrawFn) -> Settings:
    shorter, longer = sorted((draw(SECONDS), draw(SECONDS)))
    days = draw(st.lists(st.builds(HoursRange, MINUTES, MINUTES), min_size=7, max_size=7))
    hours = tuple(
        # One range a day, within the day, so that none overlaps.
        (piece,) if piece.start < piece.end and draw(st.booleans()) else ()
        for piece in days
    )
    disabled = draw(MOVEMENTS)
    places = {**Settings().places, **draw(st.dictionaries(NAMES, PLACES, max_size=3))}
    interval = st.none() | SECONDS | st.integers(1, 120).map(lambda weeks: weeks * 604800.0)
    return Settings(
        sitting=replace(draw(group(SittingSettings)), limit=shorter, hard_limit=longer),
        reminder=draw(group(ReminderSettings, snooze=st.lists(SECONDS, min_size=1, max_size=4).map(tuple))),
        quiet=draw(group(QuietSettings)),
        hours=hours if any(hours) else None,
        place=draw(st.sampled_from(sorted(places))),
        places=MappingProxyType(places),
        stretches=replace(
            draw(group(StretchSettings, enable=MOVEMENTS, disable=st.just(disabled), checkup_every=interval)),
            enable=draw(MOVEMENTS) - disabled,
        ),
        tray=draw(st.booleans()),
        backend=draw(st.sampled_from(BACKENDS)),
        body=draw(
            group(
                BodySettings,
                pain=st.frozensets(st.sampled_from(sorted(KNOWN.targets))),
                side=st.sampled_from(SIDES),
                conditions=st.frozensets(st.sampled_from(sorted(KNOWN.conditions))),
                eases=st.sampled_from(["none", *sorted(KNOWN.directions)]),
            ).map(lambda body: body if body.surgery else replace(body, surgery_released=False))
        ),
    )


@settings(deadline=None)
@given(any_settings())
def test_what_is_shown_is_what_is_read(wanted: Settings) -> None:
    assert again(wanted) == LoadedConfig(wanted)


def test_the_defaults_are_shown_whole() -> None:
    text = dump_config(Settings())
    for table, kinds in SCHEMA.tables.items():
        if table not in ("hours", "body"):
            assert f"[{table}]" in text
            assert all(f"\n{word} = " in text for word in kinds)
    assert "[hours]" not in text
    assert "body" not in text
    assert "surgery" not in dump_body(Settings())
    whole = BodySettings(surgery=date(2026, 10, 20), surgery_released=True, pregnant_since=date(2026, 9, 1))
    body = dump_body(Settings(body=whole))
    assert all(f"\n{word} = " in body for word in SCHEMA.tables["body"])
    assert body.endswith("surgery = 2026-10-20\nsurgery_released = true\npregnant_since = 2026-09-01\n")


def test_hours_over_midnight_are_shown_as_they_were() -> None:
    night = (HoursRange(time(22), time(6)),)
    whole = (HoursRange(time(0), time(0)),)
    wanted = Settings(hours=(night, (), (), (), (), whole, ()))
    assert 'monday = ["22:00-06:00"]' in dump_config(wanted)
    assert 'saturday = ["00:00-24:00"]' in dump_config(wanted)
    assert again(wanted) == LoadedConfig(wanted)


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    document = parse(f"{key(text)} = {value([text])}\n", "any.toml")
    assert (document.errors, document.data) == ((), {text: [text]})


# --- the examples -----------------------------------------------------------------------------------


def test_the_example_holds_every_key_with_its_default() -> None:
    text = EXAMPLE.read_text()
    assert load(EXAMPLE, PROJECT / "examples/body.toml") == LoadedConfig(Settings())
    assert missing(text, SCHEMA) == []


def missing(text: str, known: Schema) -> list[str]:
    """The keys that an example does not hold. Work hours may be commented out: the default is to have none."""
    data = parse(re.sub(r"^#(?=\[hours\]|\w+day = )", "", text, flags=re.MULTILINE), "example").data
    wanted = [(table, word) for table, kinds in known.tables.items() if table != "body" for word in kinds]
    places = [("place", name, word) for name in Settings().places for word in known.place]
    return [".".join(way) for way in (*wanted, *places) if not holds(data, way)]


def holds(data: Any, way: tuple[str, ...]) -> bool:
    for word in way:
        if not isinstance(data, dict) or word not in data:
            return False
        data = data[word]
    return True


def test_a_key_that_is_missing_in_the_example_is_found() -> None:
    text = EXAMPLE.read_text()
    assert missing(text.replace("max_snoozes = ", "#max_snoozes = "), SCHEMA) == ["reminder.max_snoozes"]
    assert missing(text.replace("#sunday = ", "# sunday = "), SCHEMA) == ["hours.sunday"]


def test_the_examples_hours_are_fine_when_they_are_turned_on() -> None:
    text = re.sub(r"^#(?=\[hours\]|\w+day = )", "", EXAMPLE.read_text(), flags=re.MULTILINE)
    loaded = settings_of(parse(text, "config.toml"), parse("", "body.toml"))
    assert loaded.errors == ()
    assert loaded.settings is not None
    assert loaded.settings.hours is not None
    assert [len(day) for day in loaded.settings.hours] == [1, 1, 1, 1, 2, 0, 0]
    assert len(DAYS) == 7


def test_the_body_example_names_every_condition() -> None:
    text = (PROJECT / "examples/body.toml").read_text()
    assert all(word in text for word in (*KNOWN.conditions, *SCHEMA.tables["body"], *HALVES))


def test_the_days_of_the_body_example_are_fine_when_they_are_turned_on() -> None:
    text = re.sub("^#(?=surgery|pregnant)", "", (PROJECT / "examples/body.toml").read_text(), flags=re.MULTILINE)
    body = BodySettings(surgery=date(2026, 11, 2), pregnant_since=date(2026, 9, 1))
    assert settings_of(parse("", "config.toml"), parse(text, "body.toml")) == LoadedConfig(Settings(body=body))


def test_the_quick_example_reminds_within_20_seconds_of_typing() -> None:
    loaded = load(PROJECT / "examples/quick.toml", PROJECT / "examples/body.toml")
    assert loaded.settings is not None
    sitting, reminder = loaded.settings.sitting, loaded.settings.reminder
    assert sitting.limit + reminder.wait_at_most < 20
    assert reminder.heads_up < sitting.limit < sitting.hard_limit
    assert sitting.idle_after < sitting.natural_break, "who reads the pop-up is not away at once"
    assert reminder.expires < sitting.natural_break
    assert loaded.settings.stretches == StretchSettings(), "the stretches take as long as they take"


def test_a_minute_with_the_quick_example() -> None:
    settings = load(PROJECT / "examples/quick.toml", PROJECT / "examples/body.toml").settings
    day = Day(settings=settings).work(0.5).run(50)
    day.expect("shown", "withdrawn", "ignored", "firm")
    assert day.when("shown") < 20
    assert day.when("firm") < 50
    Day(settings=settings).work(3).run(17).leave().run(60).expect("shown", "withdrawn", "break", "natural")


# --- whatever a file holds ----------------------------------------------------------------------------

WORDS = sorted({word for kinds in SCHEMA.tables.values() for word in kinds} | set(SCHEMA.tables) | {"home", "x", ""})
VALUES = st.recursive(
    st.none().map(lambda _: "")
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.text(max_size=8)
    | st.sampled_from(["30m", "0s", "08:00-18:00", "plow", "office", "off", "none"]),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
TABLES = st.dictionaries(st.sampled_from(WORDS), VALUES, max_size=6)
FILES = st.dictionaries(st.sampled_from(WORDS), TABLES, max_size=4)


def written(tables: dict[str, dict[str, Any]]) -> str:
    rows = ((name, word, inner) for name, table in tables.items() for word, inner in table.items())
    return "".join(f"{key(name)}.{key(word)} = {value(inner)}\n" for name, word, inner in rows)


@settings(deadline=None, max_examples=100)
@given(FILES, FILES)
def test_any_values_are_settings_or_faults(config: dict[str, Any], body: dict[str, Any]) -> None:
    loaded = settings_of(parse(written(config), "config.toml"), parse(written(body), "body.toml"))
    assert (loaded.settings is None) == bool(loaded.errors)
    for error in loaded.errors:
        assert re.match(r"(config|body)\.toml:\d+: .+: .+", str(error))
        assert str(error).isprintable()


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_settings_or_faults(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(raw)
    loaded = load(file, file)
    assert (loaded.settings is None) == bool(loaded.errors)


MANGLED = st.tuples(st.integers(0, len(EXAMPLE.read_text()) - 1), st.text(max_size=3), st.integers(0, 9))


@settings(deadline=None, max_examples=100)
@given(st.lists(MANGLED, min_size=1, max_size=3))
def test_a_mangled_example_is_settings_or_faults(edits: list[tuple[int, str, int]]) -> None:
    text = EXAMPLE.read_text()
    for place, inserted, removed in edits:
        text = text[:place] + inserted + text[place + removed :]
    loaded = settings_of(parse(text, "config.toml"), parse("", "body.toml"))
    assert (loaded.settings is None) == bool(loaded.errors)
