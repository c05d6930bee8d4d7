"""The settings as a form: every key is a field, and what is typed becomes exactly the lines that it should."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakd.config.form import FieldKind, SettingField, Verdict, faults_of, fields_of, judged, text_of
from breakd.config.keeping import text_with
from breakd.config.loader import settings_of
from breakd.config.schema import schema
from breakd.engine.settings import Settings
from breakd.messages import board_settings as texts
from breakd.stretches import catalogue
from breakd.stretches.catalogue import LoadedCatalogue
from breakd.toml.document import Document, parse

KNOWN = LoadedCatalogue(catalogue.load())
NO_BODY = parse("", "body.toml")
EXAMPLE = (Path(__file__).parents[2] / "config.example.toml").read_text()


def document(text: str) -> Document:
    return parse(text, "config.toml")


def fields(text: str, body: str = "") -> tuple[SettingField, ...]:
    loaded = settings_of(document(text), parse(body, "body.toml"), KNOWN)
    return fields_of(loaded.over(Settings()), KNOWN.catalogue, document(text))


def verdict(text: str, **values: object) -> Verdict:
    return judged(
        {id.replace("__", "."): value for id, value in values.items()}, fields(text), document(text), NO_BODY, KNOWN
    )


def after(text: str, **values: object) -> str:
    found = verdict(text, **values)
    assert found.is_good, found
    return text_with(document(text), found.changes)


def field(text: str, id: str, body: str = "") -> SettingField:
    return next(one for one in fields(text, body) if one.id == id)


def test_every_key_is_a_field_with_a_name_for_people() -> None:
    found = {one.id for one in fields("")}
    wanted = {
        f"{table}.{key}"
        for table, kinds in schema(KNOWN.catalogue).tables.items()
        for key in kinds
        if table != "hooks"
    }
    wanted |= {f"place.{name}.{key}" for name in ("office", "home") for key in schema(KNOWN.catalogue).place}
    assert found == {id for id in wanted if not id.startswith("body.")}
    for id in found:
        way = id.split(".")
        assert id.startswith("hours.") or f"{way[0]}.{way[-1]}" in texts.TEXTS
    assert {id for id in texts.FIRST if id != "hours"} <= found
    assert len(texts.FIRST) == 10


def test_the_example_is_a_form_of_defaults() -> None:
    for one in fields(EXAMPLE):
        if one.kind is not FieldKind.HOURS:
            assert (one.is_written, one.value) == (True, one.default), one.id


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ({"sitting__limit": "45m"}, '[sitting]\nlimit = "45m"'),
        ({"sitting__limit": " 45m "}, '[sitting]\nlimit = "45m"'),
        ({"reminder__snooze": "20m,5m"}, '[reminder]\nsnooze = ["20m", "5m"]'),
        ({"reminder__max_snoozes": "3"}, "[reminder]\nmax_snoozes = 3"),
        ({"reminder__sound": True}, "[reminder]\nsound = true"),
        ({"hours__monday": "9-12, 13-17:30"}, '[hours]\nmonday = ["09:00-12:00", "13:00-17:30"]'),
        ({"place__now": "home", "place__home__discreet": "2"}, '[place]\nnow = "home"\n\n[place.home]\ndiscreet = 2'),
        ({"stretches__enable": ["plow"]}, '[stretches]\nenable = ["plow"]'),
        ({"stretches__checkup_every": "6 months"}, '[stretches]\ncheckup_every = "6 months"'),
    ],
)
def test_what_is_typed_becomes_its_lines(values: dict[str, object], lines: str) -> None:
    assert verdict("", **values).lines == lines
    assert tomllib.loads(after("", **values)) == tomllib.loads(lines)


def test_what_is_as_before_is_not_written() -> None:
    assert verdict("", sitting__limit="30m", reminder__sound=False, hours__monday="").changes == {}
    assert not verdict("").is_good


@pytest.mark.parametrize(
    ("values", "id", "problem"),
    [
        ({"sitting__limit": "soon"}, "sitting.limit", 'expected a duration like "30m", got "soon"'),
        ({"sitting__limit": "2h"}, "sitting.limit", 'expected at most the hard_limit of "60m", got "2h"'),
        ({"sitting__limit": ""}, "sitting.limit", 'expected a duration like "30m", got ""'),
        ({"reminder__snooze": ""}, "reminder.snooze",
         'expected a list of durations like ["10m", "5m"], got an empty list'),
        ({"reminder__snooze": "10m, x"}, "reminder.snooze", 'expected a duration like "30m", got "x"'),
        ({"reminder__max_snoozes": "many"}, "reminder.max_snoozes",
         'expected a whole number from 0 to 100, got "many"'),
        ({"hours__monday": "soon"}, "hours.monday", 'expected hours like "08:00-18:00", got "soon"'),
        ({"place__now": "moon"}, "place.now",
         'expected a place that has a table, one of "office", "home", got "moon"'),
        ({"stretches__enable": ["plow"], "stretches__disable": ["plow"]}, "stretches.disable",
         'expected "plow" in enable or in disable, not in both'),
    ],
)  # fmt: skip
def test_faults_are_those_of_the_file_beside_their_field(values: dict[str, object], id: str, problem: str) -> None:
    found = verdict("", **values)
    assert (found.faults, found.is_good) == ({id: problem}, False)


def test_a_line_goes_and_the_comment_behind_it() -> None:
    text = '# mine\n[sitting]\nlimit = "20m"  # short\nidle_after = "3m"  # long\n'
    found = verdict(text, sitting__limit=None)
    assert found.lines == "# without the line sitting.limit"
    assert after(text, sitting__limit=None) == '# mine\n[sitting]\nidle_after = "3m"  # long\n'
    assert verdict("", sitting__limit=None).changes == {}


def test_without_any_hours_the_table_goes() -> None:
    text = '[hours]\nmonday = ["09:00-17:00"]\n[tray]\nenabled = true\n'
    assert tomllib.loads(after(text, hours__monday="")) == {"tray": {"enabled": True}}
    assert tomllib.loads(after(text, hours__monday="", hours__sunday="9-17"))["hours"] == {"sunday": ["09:00-17:00"]}


def test_a_fault_that_was_there_keeps_nobody_from_changing_something_else() -> None:
    text = '[sitting]\nidle_after = "long"\n[tray]\nicon = 1\n'
    loaded = settings_of(document(text), NO_BODY, KNOWN)
    assert list(faults_of(fields(text), loaded.errors)) == ["sitting.idle_after"]
    assert 'limit = "25m"' in after(text, sitting__limit="25m")
    assert 'idle_after = "3m"' in after(text, sitting__idle_after="3m")
    still = verdict(text, sitting__idle_after="longer")
    assert list(still.faults) == ["sitting.idle_after"]


def test_what_is_no_toml_is_told_with_the_lines_to_write() -> None:
    found = verdict("[sitting\n", sitting__limit="25m")
    assert (found.lines, found.is_good) == ('[sitting]\nlimit = "25m"', False)
    assert "this is not TOML" in found.trouble[0]


def test_the_default_of_the_limit_depends_on_the_body() -> None:
    body = '[body]\nconditions = ["sitting_worse"]\n'
    one = field("", "sitting.limit", body)
    assert (one.value, one.default) == ("20m", "20m")


def test_a_place_of_ones_own_begins_as_the_office() -> None:
    one = field("[place.library]\ndiscreet = 3\n", "place.library.discreet")
    assert (one.value, one.default, one.is_written) == (3, 2, True)


JUNK = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.lists(st.text(max_size=4), max_size=3)
IDS = st.sampled_from([one.id for one in fields("")])


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(IDS, JUNK, max_size=5), st.sampled_from(["", EXAMPLE, '[sitting]\nlimit = "20m" # a\n']))
def test_whatever_is_typed_is_good_or_named(values: dict[str, Any], text: str) -> None:
    try:
        found = judged(values, fields(text), document(text), NO_BODY, KNOWN)
    except TypeError:
        return
    assert found.is_good or not found.lines or found.faults or found.trouble
    if found.is_good:
        now = document(text_with(document(text), found.changes))
        assert settings_of(now, NO_BODY, KNOWN).errors == ()
        assert text.count("#") == now.text.count("#") or None in values.values()


@pytest.mark.parametrize("values", [{"body.pain": "x"}, {"sitting.limt": "1m"}, {"": "x"}])
def test_what_is_no_field_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        judged(values, fields(""), document(""), NO_BODY, KNOWN)


def test_lists_are_typed_with_commas() -> None:
    assert text_of(field("", "reminder.snooze").value) == "10m, 5m, 15m"
