"""Simulated work weeks of suggestions: a person who takes every break, and says now and then how it felt.

Played on the rooms of the core that choose and remember, without the clock of sitting: a week takes milliseconds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from breakd import catalogue
from breakd.core import feeling
from breakd.core.catalogue import Stretch
from breakd.core.events import Now, QuietReason
from breakd.core.memory import Memory, QuietWatch
from breakd.core.practised import let_go, practised
from breakd.core.selection import Choice, allowed
from breakd.core.settings import HOME, OFFICE, Body, Place, Settings, Stretches
from breakd.core.sitting import Account, Day, Ledger
from breakd.core.turn import Turn

from .timeline import BERLIN

KNOWN = catalogue.load()
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)
BREAKS, WORK_DAYS = 14, 5
BETWEEN = timedelta(minutes=32)
SITTING = 30 * 60.0


def person(
    *, place: Place = OFFICE, pain: str = "", conditions: str = "", side: str = "none", eases: str = "none",
    enable: str = "", disable: str = "",
) -> Settings:  # fmt: skip
    """A profile; the words of a list are parted by spaces."""
    body = Body(frozenset(pain.split()), side, frozenset(conditions.split()), eases, disclaimer=True)
    return Settings(
        places={"office": place}, body=body,
        stretches=Stretches(enable=frozenset(enable.split()), disable=frozenset(disable.split())),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggested:
    """One break: what could have come, and what came."""

    at: datetime
    choice: Choice | None
    on_call: bool
    last: str
    """What came in the break before."""
    could: tuple[Choice, ...]
    """What might have come."""


def weeks(
    settings: Settings, *, count: int = 1, calls: float = 0.0, seed: int = 0, complains: bool = False
) -> Iterator[Suggested]:
    """Every break of so many weeks; `calls` is the share of breaks in a call."""
    rng = random.Random(seed)
    memory, last = Memory(last=Now(0.0, 0.0, MONDAY)), ""
    memory = replace(memory, journal=replace(memory.journal, picks=seed * 100_003))
    for day in range(count * 7):
        if day % 7 >= WORK_DAYS:
            continue
        for number in range(BREAKS):
            wall = MONDAY + timedelta(days=day) + number * BETWEEN
            sat = Account(days=(Day(wall.date(), sitting=(number + 1) * SITTING),))
            on_call = rng.random() < calls
            quiet = QuietWatch(on=on_call, reasons=frozenset({QuietReason.CALL} if on_call else ()))
            now = Now((wall - MONDAY).total_seconds(), (wall - MONDAY).total_seconds(), wall)
            turn = Turn(replace(memory, ledger=Ledger(sat, sat), quiet=quiet), settings, KNOWN, now)
            choice = turn.pick(firm=False)
            could = allowed(KNOWN, settings, turn.moment(firm=False), turn.practice())
            yield Suggested(wall, choice, on_call, last, could)
            last = choice.stretch.id if choice is not None else last
            if choice is not None:
                turn.suggested(choice.stretch.id)
                _answer(turn, choice, rng if complains else None)
            memory = turn.memory


def _answer(turn: Turn, choice: Choice, rng: random.Random | None) -> None:
    """Mostly done; now and then skipped, or complained about."""
    drawn = rng.random() if rng is not None else 0.5
    if drawn < 0.1:
        let_go(turn, choice.stretch.id)
        return
    practised(turn, choice.stretch.id, choice.level)
    if drawn > 0.9:
        words = ["better", "better", "same", "same", "worse", "spreading", "3", "5", "7"]
        feeling.feel(turn, (rng or random).choice(words))


def anybody(seed: int) -> tuple[Settings, float]:
    """A random person at a random place, and how much of the day is calls."""
    rng = random.Random(seed)
    place = rng.choice([OFFICE, HOME])
    kept = rng.choice([0.6, 1.0])
    things = frozenset(one for one in sorted(place.equipment) if rng.random() < kept)
    drawn = person(
        place=replace(place, equipment=things, discreet=rng.choice([1, 2, 2, 3])),
        pain=_some(rng, sorted(KNOWN.targets), 3), conditions=_some(rng, sorted(KNOWN.conditions), 4),
        side=rng.choice(["none", "left", "right", "both"]), eases=rng.choice(["none", "flexion", "extension"]),
        enable=rng.choice(["", "plow"]), disable=_some(rng, sorted(set(KNOWN.stretches) - {"plow"}), 6),
    )  # fmt: skip
    return drawn, rng.choice([0.0, 0.0, 0.2, 1.0])


def _some(rng: random.Random, words: list[str], most: int) -> str:
    return " ".join(rng.sample(words, rng.randint(0, most)))


def shares(breaks: list[Suggested]) -> Counter[str]:
    """How often each movement came."""
    return Counter(one.choice.stretch.id for one in breaks if one.choice is not None)


def standing_share(breaks: list[Suggested]) -> float:
    """Of the breaks with a movement, those on one's feet."""
    chosen: list[Stretch] = [one.choice.stretch for one in breaks if one.choice is not None]
    return sum(stretch.setting == "standing" for stretch in chosen) / len(chosen)
