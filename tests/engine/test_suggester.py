"""The rule of suggestions, asked about one state: where, for how long, and what is not suggested again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from breakd.engine.events import Now, QuietReason
from breakd.engine.settings import HOME, OFFICE, Settings
from breakd.engine.state import EngineState, QuietState
from breakd.engine.suggester import Suggester
from breakd.stretches.progress import StretchLog
from breakd.stretches.scoring import choose_stretch
from tests.support.timeline import BERLIN, MOVEMENTS
from tests.support.weeks import person

WALL = datetime(2026, 11, 26, 15, 0, tzinfo=BERLIN)
STATE = EngineState(Now(0.0, 0.0, WALL))
TWO_PLACES = replace(person(), place="office", places={"office": OFFICE, "home": HOME})


def suggester(
    settings: Settings = TWO_PLACES, state: EngineState = STATE, log: StretchLog | None = None
) -> Suggester:
    return Suggester(replace(state, stretch_log=log or StretchLog()), settings, MOVEMENTS, WALL)


def only(ids: str) -> Settings:
    """All other stretches are turned off."""
    return person(disable=" ".join(MOVEMENTS.stretches.keys() - set(ids.split())))


@pytest.mark.parametrize(("chosen", "place"), [(None, "office"), ("home", "home"), ("gone", "office")])
def test_the_place_chosen_by_hand_as_long_as_there_is_one(chosen: str | None, place: str) -> None:
    asked = suggester(state=replace(STATE, place=chosen))
    assert asked.place == place
    assert asked.context(firm=False).place == TWO_PLACES.places[place]


@pytest.mark.parametrize(
    ("since_long", "firm", "long_break", "seconds"),
    [
        (0, False, False, 90.0),
        (1, False, False, 90.0),
        (2, False, True, 120.0),
        (0, True, False, 120.0),
        (2, True, True, 120.0),
    ],
)
def test_how_long_the_break_is(since_long: int, firm: bool, long_break: bool, seconds: float) -> None:
    """Every third is a long one, and a firm reminder asks for as much."""
    context = suggester(log=StretchLog(since_long=since_long, picks=7)).context(firm=firm)
    assert (context.long_break, context.seconds, context.firm, context.seed) == (long_break, seconds, firm, 7)


@pytest.mark.parametrize("heeded", [True, False])
def test_a_call_counts_where_calls_are_heeded(heeded: bool) -> None:
    settings = replace(TWO_PLACES, quiet=replace(TWO_PLACES.quiet, call=heeded))
    calling = replace(STATE, quiet=QuietState(reasons=frozenset({QuietReason.CALL})))
    assert suggester(settings, calling).context(firm=False).on_call is heeded
    assert not suggester(settings).context(firm=False).on_call


def test_what_is_avoided_is_not_picked_though_all_else_came_later() -> None:
    for picks in range(20):
        log = StretchLog(suggested=("neck-turns",), picks=picks)
        picked = suggester(only("chin-tuck neck-turns"), log=log).pick(firm=False, avoid="chin-tuck")
        assert picked is not None
        assert picked.stretch.id == "neck-turns"
    assert suggester(only("chin-tuck")).pick(firm=False, avoid="chin-tuck") is None
    assert suggester(only("")).pick(firm=False) is None


def test_where_nothing_is_avoided_it_is_the_rule_alone() -> None:
    suggested = tuple(MOVEMENTS.stretches)[:12]
    for picks in range(20):
        asked = suggester(log=StretchLog(suggested=suggested, picks=picks))
        ruled = choose_stretch(MOVEMENTS, TWO_PLACES, asked.context(firm=False), asked.history())
        assert asked.pick(firm=False) == ruled


def test_what_may_still_be_suggested() -> None:
    asked = suggester(only("chin-tuck neck-turns upper-trap-stretch"), log=StretchLog(suggested=("chin-tuck",)))
    may = {id: asked.still_allowed(id, firm=False) for id in ("chin-tuck", "neck-turns", "cobra", "gone")}
    assert may == {"chin-tuck": True, "neck-turns": True, "cobra": False, "gone": False}
