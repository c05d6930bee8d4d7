"""Simulated work weeks of suggestions: a person who takes every break, and says now and then how it felt.

Played on the modules that choose and remember, without the clock of sitting: a week takes milliseconds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from breakd.engine import feedback
from breakd.engine.events import Now, QuietReason
from breakd.engine.settings import HOME, OFFICE, BodySettings, Place, Settings, StretchSettings
from breakd.engine.sitting_clock import Account, Day, Ledger
from breakd.engine.state import EngineState, QuietState
from breakd.engine.step import Step
from breakd.engine.stretch_outcomes import record_done, record_skip
from breakd.stretches import catalogue
from breakd.stretches.model import TOP_LEVEL, Stretch
from breakd.stretches.safety_state import SafetyState
from breakd.stretches.selection import StretchHistory, Suggestion, SuggestionContext

from .rules_again import may
from .timeline import BERLIN

KNOWN = catalogue.load()
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)
BREAKS, WORK_DAYS = 14, 5
BETWEEN = timedelta(minutes=32)
SITTING = 30 * 60.0
GENTLE = frozenset({"walk-break", "legs-on-chair-rest", "seated-cat-cow"})
ON_CALL = {
    "chin-tuck", "neck-turns", "shoulder-blade-squeeze", "seated-cat-cow", "seated-buttock-squeeze",
    "seated-ankle-pumps", "tall-sit-breathing", "look-far",
}  # fmt: skip
"""All that a call has: seated, and seen by nobody."""
TRAIN = Place(frozenset({"seated"}), OFFICE.equipment, 2)
"""A place where nobody can stand."""
FOREVER = MONDAY + timedelta(days=36_500)


def person(
    *, place: Place = OFFICE, pain: str = "", conditions: str = "", side: str = "none", eases: str = "none",
    enable: str = "", disable: str = "",
) -> Settings:  # fmt: skip
    """A profile; the words of a list are parted by spaces."""
    body = BodySettings(frozenset(pain.split()), side, frozenset(conditions.split()), eases, disclaimer=True)
    return Settings(
        places={"office": place}, body=body,
        stretches=StretchSettings(enable=frozenset(enable.split()), disable=frozenset(disable.split())),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggested:
    """One break: what could have come, and what came."""

    at: datetime
    choice: Suggestion | None
    on_call: bool
    last: str
    """What came in the break before."""
    moment: SuggestionContext
    practice: StretchHistory
    """What the person's own diary says."""
    could: frozenset[str]
    """What might have come, by the rules once more and by that diary."""


def weeks(
    settings: Settings, *, count: int = 1, calls: float = 0.0, seed: int = 0, complains: bool = False
) -> Iterator[Suggested]:
    """Every break of so many weeks; `calls` is the share of breaks in a call."""
    rng = random.Random(seed)
    diary = Diary()
    state, last = EngineState(last=Now(0.0, 0.0, MONDAY)), ""
    state = replace(
        state,
        stretch_log=replace(state.stretch_log, picks=seed * 100_003),
        safety=SafetyState(answered=MONDAY.date()),
    )
    for day in range(count * 7):
        if day % 7 >= WORK_DAYS:
            continue
        if diary.asked:  # the red-flag questions are answered the next morning
            state = replace(state, safety=replace(state.safety, ask=False, ask_few=False))
            diary.asked = False
        for number in range(BREAKS):
            wall = MONDAY + timedelta(days=day) + number * BETWEEN
            sat = Account(days=(Day(wall.date(), sitting=(number + 1) * SITTING),))
            on_call = rng.random() < calls
            quiet = QuietState(on=on_call, reasons=frozenset({QuietReason.CALL} if on_call else ()))
            now = Now((wall - MONDAY).total_seconds(), (wall - MONDAY).total_seconds(), wall)
            step = Step(replace(state, ledger=Ledger(sat, sat), quiet=quiet), settings, KNOWN, now)
            suggestion = step.suggester.pick(firm=False)
            context = step.suggester.context(firm=False)
            practice = diary.practice(wall)
            yield Suggested(
                wall, suggestion, on_call, last, context, practice, _could(settings, context, practice)
            )  # fmt: skip
            last = suggestion.stretch.id if suggestion is not None else last
            if suggestion is not None:
                step.record_suggestion(suggestion.stretch.id)
                _answer(step, suggestion, rng if complains else None, diary)
            state = step.state


def _could(settings: Settings, context: SuggestionContext, history: StretchHistory) -> frozenset[str]:
    found = [one for one in KNOWN.stretches.values() if may(one, settings, context, history)]
    upright = [one for one in found if one.setting == "standing"]
    return frozenset(one.id for one in (upright if (context.firm or context.long_break) and upright else found))


class Diary:
    """What a person did and said, and what the table of reactions makes of it, written down beside the program."""

    def __init__(self) -> None:
        self._done: list[tuple[date, str]] = []
        self._away: dict[str, datetime] = {}
        self._rests: dict[str, datetime] = {}
        self._worse: Counter[str] = Counter()
        self._gentle: date | None = None
        self._spread: date | None = None
        self._well: set[str] = set()
        self._demanded: dict[str, date] = {}
        self._words: list[tuple[datetime, str]] = []
        self.asked = False
        """The red-flag questions are open."""

    def did(self, wall: datetime, stretch: str, level: int) -> None:
        self._done.append((wall.date(), stretch))
        if level == TOP_LEVEL:
            self._demanded[stretch] = wall.date()

    def said(self, wall: datetime, stretch: Stretch, word: str) -> None:
        week, midnight = wall + timedelta(days=7), datetime.combine(wall, time(), BERLIN) + timedelta(days=1)
        silent = bool(self._words) and wall - self._words[-1][0] >= timedelta(days=14)
        self._words.append((wall, word))
        self.asked |= silent or [word for _, word in self._words[-2:]] == ["worse", "worse"]
        if word in ("better", "same"):
            self._worse[stretch.id] = 0
            self._well.add(stretch.id)
            return
        if word in ("0", "1", "2", "3"):
            return
        self._well.discard(stretch.id)
        if word == "worse":
            self._worse[stretch.id] += 1
            self.asked |= self._worse[stretch.id] >= 2
            self._out(self._away, stretch.id, FOREVER if self._worse[stretch.id] >= 2 else week)
            self._out(self._rests, stretch.direction, midnight)
        elif word == "spreading":
            self._out(self._away, stretch.id, week)
            bends = ["flexion-extension"] if stretch.direction in ("flexion", "extension") else []
            neck = ["neck"] if "neck" in stretch.regions else []
            for word in [stretch.direction, "neural", *bends, *neck]:
                if word != "neutral":
                    self._out(self._rests, word, week)
            self._spread = week.date()
            self._gentle, self.asked = wall.date(), True
        elif int(word) >= 6:
            self._gentle, self.asked = wall.date(), True
            self._out(self._away, stretch.id, week)

    def practice(self, wall: datetime) -> StretchHistory:
        """As far as the rules look at it."""
        today = wall.date()
        gentle = self.asked or self._gentle == today
        return StretchHistory(
            done_today=Counter(id for day, id in self._done if day == today),
            done_week=Counter(id for day, id in self._done if (today - day).days < 7),
            put_away=frozenset(id for id, until in self._away.items() if until > wall),
            resting=frozenset(direction for direction, until in self._rests.items() if until > wall),
            only=GENTLE if gentle else None,
            easiest=gentle,
            conditions=frozenset({"leg_nerve_pain"} if self._spread is not None and today <= self._spread else ()),
            levels=dict.fromkeys(self._well, TOP_LEVEL),
            demanded=dict(self._demanded),
            days=len({day for day, _ in self._done if day < today}),
            today=today,
        )

    @staticmethod
    def _out(what: dict[str, datetime], key: str, until: datetime) -> None:
        what[key] = max(until, what.get(key, until))


def _answer(step: Step, suggestion: Suggestion, rng: random.Random | None, diary: Diary) -> None:
    """Mostly done; now and then skipped, or complained about."""
    drawn = rng.random() if rng is not None else 0.5
    if drawn < 0.1:
        record_skip(step, suggestion.stretch.id)
        return
    record_done(step, suggestion.stretch.id, suggestion.level)
    diary.did(step.now.wall, suggestion.stretch.id, suggestion.level)
    if drawn > 0.9:
        words = ["better", "better", "same", "same", "worse", "spreading", "3", "5", "7"]
        word = (rng or random).choice(words)
        feedback.record_feeling(step, word)
        diary.said(step.now.wall, suggestion.stretch, word)


def anybody(seed: int) -> tuple[Settings, float]:
    """A random person at a random place, and how much of the day is calls."""
    rng = random.Random(seed)
    place = rng.choice([OFFICE, HOME, OFFICE, HOME, TRAIN])
    kept = rng.choice([0.6, 1.0])
    things = frozenset(one for one in sorted(place.equipment) if rng.random() < kept)
    drawn = person(
        place=replace(place, equipment=things, discreet=rng.choice([1, 2, 2, 3])),
        pain=_some(rng, sorted(KNOWN.targets), 3), conditions=_some(rng, sorted(KNOWN.conditions), 4),
        side=rng.choice(["none", "left", "right", "both"]),
        eases=rng.choice(["none", "flexion", "extension", "walk"]),
        enable=rng.choice(["", "plow"]), disable=_some(rng, sorted(set(KNOWN.stretches) - {"plow"}), 6),
    )  # fmt: skip
    return replace(drawn, body=replace(drawn.body, **_dates(rng))), rng.choice([0.0, 0.0, 0.2, 1.0])


def _dates(rng: random.Random) -> dict[str, Any]:
    """The day of an operation and of a pregnancy, of one in four each: a tag may begin or end meanwhile."""
    surgery, pregnant = (MONDAY.date() - timedelta(days=rng.randrange(days)) for days in (100, 280))
    return {
        "surgery": surgery if rng.random() < 0.25 else None, "surgery_released": rng.random() < 0.5,
        "pregnant_since": pregnant if rng.random() < 0.25 else None,
    }  # fmt: skip


def _some(rng: random.Random, words: list[str], most: int) -> str:
    return " ".join(rng.sample(words, rng.randint(0, most)))


def shares(breaks: list[Suggested]) -> Counter[str]:
    """How often each stretch came."""
    return Counter(one.choice.stretch.id for one in breaks if one.choice is not None)


def standing_share(breaks: list[Suggested]) -> float:
    """Of the breaks with a stretch, those on one's feet."""
    chosen: list[Stretch] = [one.choice.stretch for one in breaks if one.choice is not None]
    return sum(stretch.setting == "standing" for stretch in chosen) / len(chosen)
