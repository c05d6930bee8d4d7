"""`breakd stretches` beside a running breakd: nothing is said to be offered that it holds back."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from breakd.engine.status import PlannedToday, Status, UnavailableReason, UnavailableStretch
from breakd.messages import stretches as texts
from breakd.stretches import catalogue
from breakd.stretches.safety_state import Card
from tests.support import warm
from tests.support.recording_handler import BERLIN, SITTING, RecordingHandler, on_the_bus

KNOWN = catalogue.load()
UNTIL = datetime(2026, 11, 30, 12, tzinfo=BERLIN)
ROW = re.compile(r"([* ]) ([a-z-]+) +(?:\S.*?)? +(\d+) s(?:  (.*))?")
HOME = replace(SITTING, place="home")


@pytest.fixture
async def desk(private_bus: str) -> AsyncIterator[RecordingHandler]:  # noqa: ARG001
    desk = RecordingHandler(HOME)
    async with on_the_bus(desk):
        yield desk


async def stretches(*arguments: str) -> str:
    ended = await asyncio.to_thread(warm.breakd, "stretches", *arguments, env={**os.environ, "COLUMNS": "120"})
    assert ended.code == 0
    return ended.out


async def listed() -> dict[str, str]:
    """Each stretch of the list with why it is not offered, empty if it is."""
    rows = [match for line in (await stretches("list")).splitlines() if (match := ROW.fullmatch(line))]
    assert {row[2] for row in rows} == set(KNOWN.stretches)
    assert all(bool(row[4]) == (row[1] == " ") for row in rows)
    return {row[2]: row[4] or "" for row in rows}


async def offered(desk: RecordingHandler, status: Status) -> set[str]:
    desk.now = status
    return {id for id, why in (await listed()).items() if not why}


async def test_the_place_is_the_one_of_now(desk: RecordingHandler) -> None:
    assert "cobra" in await offered(desk, HOME)
    assert "cobra" not in await offered(desk, SITTING)
    assert "Place: office." in await stretches("list")


async def test_between_two_sets_of_a_plan_it_is_not_offered(
    desk: RecordingHandler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = tmp_path / "breakd" / "stretches.d" / "plan.toml"
    own.parent.mkdir(parents=True)
    own.write_text('[[stretch]]\nid = "cat-cow"\nsets_per_day = 3\ndays = ["monday", "sunday"]\n')
    assert re.search(r"\nYour plan +3 sets a day, on Monday, Sunday\n", await stretches("show", "cat-cow"))
    own.write_text('[[stretch]]\nid = "cat-cow"\nsets_per_day = 2\n')
    first, later = PlannedToday("cat-cow", 2, 0, None, None), PlannedToday("cat-cow", 2, 1, UNTIL, None)
    whys = []
    for planned in (first, later, replace(later, next_at=None), replace(first, done=2)):
        desk.now = replace(HOME, plan=(planned,))
        (row,) = [line for line in (await stretches("list")).splitlines() if " cat-cow " in line]
        whys.append(texts.OUT["plan"] in row)
    assert whys == [False, True, False, True]


async def test_what_is_away_says_until_when(desk: RecordingHandler) -> None:
    desk.now = replace(
        HOME,
        away=(
            UnavailableStretch("cobra", UnavailableReason.HURTS, UNTIL),
            UnavailableStretch("sphinx", UnavailableReason.DIRECTION, UNTIL),
            UnavailableStretch("chin-tuck", UnavailableReason.HURTS, None),
            UnavailableStretch("neck-turns", UnavailableReason.LIMIT, UNTIL),
        ),
    )
    found = await listed()
    assert found["cobra"] == "away until Mon 30 Nov"
    assert found["sphinx"] == "rests until Mon 30 Nov"
    assert found["chin-tuck"] == "away until you bring it back"
    assert found["neck-turns"] == "done often enough until Mon 30 Nov"
    assert found["cat-cow"] == ""


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("cobra", "not offered: away until Mon 30 Nov; `breakd stretches back cobra` brings it back"),
        ("chin-tuck", "not offered: away until you bring it back; `breakd stretches back chin-tuck` brings it back"),
        ("neck-turns", "not offered: done often enough until Mon 30 Nov Also called"),
        ("plow", "not offered: turned off; to change that, see `enable` and `disable` under `[stretches]`"),
        ("cat-cow", "Now offered at this place "),
    ],
)
async def test_one_of_them_names_the_way_out(desk: RecordingHandler, id: str, said: str) -> None:
    desk.now = replace(
        HOME,
        away=(
            UnavailableStretch("cobra", UnavailableReason.HURTS, UNTIL),
            UnavailableStretch("chin-tuck", UnavailableReason.HURTS, None),
            UnavailableStretch("neck-turns", UnavailableReason.LIMIT, UNTIL),
        ),
    )
    assert said in " ".join((await stretches("show", id)).split())


async def test_under_the_lock_nothing_is_offered_or_a_walk(desk: RecordingHandler) -> None:
    assert await offered(desk, replace(HOME, safety_lock=True, card=Card.EMERGENCY)) == set()
    assert set((await listed()).values()) == {texts.OUT["safety-lock"]}
    assert await offered(desk, replace(HOME, safety_lock=True, card=Card.URGENT)) == {"walk-break"}


async def test_before_the_disclaimer_only_a_walk_is_offered(desk: RecordingHandler) -> None:
    assert await offered(desk, replace(HOME, ask_disclaimer=True)) == {"walk-break"}
    assert (await listed())["cobra"] == texts.OUT_UNREAD


async def test_in_gentler_days_the_gentle_ones(desk: RecordingHandler) -> None:
    assert await offered(desk, replace(HOME, gentle_until=UNTIL)) == set(KNOWN.safety.gentle)
    assert await offered(desk, replace(HOME, flare_until=UNTIL)) == set(KNOWN.safety.flare)


@pytest.mark.parametrize("now", [replace(HOME, gentle_until=UNTIL), replace(HOME, ask_red_flags=True)])
async def test_on_gentle_days_at_their_easy_dose(desk: RecordingHandler, now: Status) -> None:
    desk.now = now
    seconds = {row[2]: row[3] for line in (await stretches("list")).splitlines() if (row := ROW.fullmatch(line))}
    easy = {id: f"{KNOWN.stretches[id].levels[0].total_seconds:.0f}" for id in KNOWN.safety.gentle}
    assert {id: seconds[id] for id in easy} == easy


async def test_after_it_spread_nothing_that_pulls_the_nerve(desk: RecordingHandler) -> None:
    desk.now = HOME
    pulling = {
        id for id, why in (await listed()).items() if not why and "leg_nerve_pain" in KNOWN.stretches[id].exclude_if
    }
    assert pulling
    desk.now = replace(HOME, spread_until=UNTIL)
    found = await listed()
    assert {found[id] for id in pulling} == {texts.OUT["excluded"]}
    assert KNOWN.conditions["leg_nerve_pain"] in " ".join((await stretches("show", min(pulling))).split())
    assert await offered(desk, replace(desk.now, flare_until=UNTIL)) <= set(KNOWN.safety.flare_leg)
