"""The engine's memory as JSON: what goes out comes back the same, and what cannot be read says where."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakd.engine.codec import Json, Unreadable, decode, encode
from breakd.engine.engine import Engine
from breakd.engine.events import Now, Pause, QuietReason, Snooze
from breakd.engine.records import Outcome, ReminderKind
from breakd.engine.settings import Settings
from breakd.engine.state import EngineState, Tally
from tests.support.chaos import PROFILE
from tests.support.timeline import MOVEMENTS, Day

NOW = Now(100.0, 90.0, datetime(2026, 11, 23, 9, tzinfo=UTC))


@dataclass(frozen=True)
class Old:
    """A class with a field that has a default: an older snapshot does not have it."""

    number: float
    name: str = "nobody"
    kinds: tuple[ReminderKind, ...] = ()
    reasons: frozenset[QuietReason] = frozenset()
    at: datetime | None = None
    day: date = field(default=date(2026, 1, 1))
    on: bool = False


def through_json(value: object) -> Any:
    return json.loads(json.dumps(encode(value)))


def test_a_value_comes_back_the_same() -> None:
    old = Old(
        1.5,
        "é",
        (ReminderKind.CHANGE,),
        frozenset(QuietReason),
        datetime(2026, 11, 23, tzinfo=UTC),
        date(2026, 2, 28),
        True,
    )
    assert decode(Old, through_json(old)) == old


def test_a_field_that_is_missing_takes_its_default() -> None:
    assert decode(Old, {"number": 1}) == Old(1.0)


def test_a_field_of_a_later_version_is_passed_over() -> None:
    assert decode(Old, {"number": 1, "colour": "red"}) == Old(1.0)


def test_a_zone_comes_back_as_its_offset() -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    back = decode(Old, through_json(Old(1, at=at))).at
    assert back is not None
    assert (back, back.tzinfo) == (at, timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({}, "number"),
        ([], "has no"),
        (None, "has no"),
        ({"number": "1"}, ".number"),
        ({"number": True}, ".number"),
        ({"number": float("nan")}, ".number"),
        ({"number": float("inf")}, ".number"),
        ({"number": 10**400}, "float"),
        ({"number": 1, "name": 3}, ".name"),
        ({"number": 1, "name": None}, ".name"),
        ({"number": 1, "kinds": "stretch"}, ".kinds"),
        ({"number": 1, "kinds": {"stretch": 1}}, ".kinds"),
        ({"number": 1, "kinds": ["walk"]}, "walk"),
        ({"number": 1, "reasons": [["call"]]}, "call"),
        ({"number": 1, "at": "2026-11-23T09:00:00"}, ".at"),
        ({"number": 1, "at": 3}, ".at"),
        ({"number": 1, "day": "today"}, "today"),
        ({"number": 1, "on": 1}, ".on"),
    ],
)
def test_what_cannot_be_read_is_named(value: Json, place: str) -> None:
    with pytest.raises(Unreadable, match=place):
        decode(Old, value, "snapshot")


def kept() -> Json:
    """A snapshot with something in every corner."""
    day = Day().hold(QuietReason.CALL).work().minutes(35).hold().run_until("shown").say(Snooze(1)).say(Pause("2h"))
    snapshot = day.minutes(3).engine.snapshot()
    tallied = replace(decode(EngineState, snapshot), tallies=(Tally(date(2026, 11, 23), Outcome.SKIPPED, 3),))
    return through_json(tallied)


KEPT = kept()


def places(value: Json, here: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """The path of every value in a document."""
    inside: list[tuple[object, ...]] = []
    if isinstance(value, dict):
        inside = [path for key, item in value.items() for path in places(item, (*here, key))]
    if isinstance(value, list):
        inside = [path for number, item in enumerate(value) for path in places(item, (*here, number))]
    return [here, *inside]


def changed(value: Json, path: tuple[Any, ...], new: Json) -> Json:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**6), 10**6), st.floats(), st.text(max_size=5), st.just(10**400),
    st.just([]), st.just({}), st.lists(st.integers(), max_size=2), st.just("9999-12-31T23:59:59+00:00"),
    st.just("0001-01-01T00:00:00+00:00"), st.just("2026-11-23T09:00:00"),
)  # fmt: skip


@PROFILE
@given(st.sampled_from(places(KEPT)), JUNK, st.booleans())
def test_a_damaged_snapshot_is_unreadable_or_lived_in(path: tuple[Any, ...], junk: Json, same_boot: bool) -> None:
    """Nothing but Unreadable is ever raised, and the engine stays as it was."""
    engine = Engine(Settings(), MOVEMENTS, NOW)
    fresh = engine.snapshot()
    now = Now(20_000.0, 20_000.0, datetime(2026, 11, 23, 12, tzinfo=UTC))
    try:
        engine.restore(changed(KEPT, path, junk), now, same_boot=same_boot)
    except Unreadable:
        assert engine.snapshot() == fresh
    else:
        engine.next_wakeup()
        engine.status(now)


def test_a_snapshot_from_the_future_of_this_boot() -> None:
    engine = Engine(Settings(), MOVEMENTS, NOW)
    with pytest.raises(Unreadable, match="later"):
        engine.restore(KEPT, NOW, same_boot=True)
