"""Every condition with every other, every pain, every place of work: what may come and what comes.

What may come is read from the catalogue's file as it stands and judged here once more; what comes is asked of the
real rules, the real session and the real engine, through every way in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import combinations
from types import MappingProxyType

from breakd.engine.engine import Engine
from breakd.engine.events import Another, Event, GuideAbandoned, Now, RemindNow, Start
from breakd.engine.health_requests import ReportRedFlags, StartSession
from breakd.engine.settings import HOME, OFFICE, BodySettings, Place, QuietSettings, Settings, StretchSettings
from breakd.stretches import catalogue
from breakd.stretches.model import TOP_LEVEL, Catalogue
from breakd.stretches.progress import Progress, StretchLog
from breakd.stretches.safety_state import Urgency
from breakd.stretches.selection import SelectionInput, StretchHistory, SuggestionContext, allowed_suggestions
from breakd.stretches.session import plan_session

KNOWN = catalogue.load()
DAY = date(2026, 11, 30)
CHAIR = replace(OFFICE, settings=frozenset({"seated"}))
PLACES: dict[str, tuple[Place, bool]] = {
    "office": (OFFICE, False), "home": (HOME, False), "chair": (CHAIR, False), "call": (OFFICE, True),
}  # fmt: skip
"""Each place, and whether a call goes on there."""
PAINS = ("", *sorted(KNOWN.targets))
WORDS = tuple(sorted(KNOWN.conditions))
IMPLIED = {
    "sciatic": "leg_nerve_pain", "calf": "leg_nerve_pain", "shoulder": "shoulder_problem",
    "wrist": "wrist_problem", "knee": "knee_problem",
}  # fmt: skip
HALVES = {
    "pregnancy": ("pregnancy_early", "pregnancy_late"), "recent_surgery": ("surgery_0_6", "surgery_6_12"),
}  # fmt: skip
SURGERY = frozenset(HALVES["recent_surgery"])
"""In these weeks every dose is the easy one, whatever the marks."""
MINDS_BENDING = frozenset({"flexion_worse", "disc_herniation", "leg_nerve_pain"})
EASY = 1
LONG_BREAK = 600.0
"""Seconds: so long that no stretch is kept out by its length alone."""

Reached = tuple[str, int]
"""A stretch and its dose."""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody, somewhere; `upright`: the moment asks to get off the chair."""

    conditions: tuple[str, ...]
    pain: str
    place: str
    upright: bool

    def settings(self) -> Settings:
        """Everything is turned on, so that nothing is kept out by being off."""
        place, _ = PLACES[self.place]
        return Settings(
            place="here", places={"here": place}, quiet=QuietSettings(call=False),
            stretches=StretchSettings(enable=frozenset(KNOWN.stretches), break_=LONG_BREAK, long_break=LONG_BREAK),
            body=BodySettings(
                frozenset({self.pain} - {""}), "right", frozenset(self.conditions), disclaimer=True
            ),
        )  # fmt: skip


def sets(most: int, least: int = 0) -> Iterator[tuple[str, ...]]:
    """All sets of so many conditions."""
    for size in range(least, most + 1):
        yield from combinations(WORDS, size)


def every(conditions: Iterable[tuple[str, ...]]) -> Iterator[Case]:
    """These conditions with every pain, place and posture."""
    for ticked in conditions:
        for pain in PAINS:
            for place in PLACES:
                yield Case(ticked, pain, place, upright=False)
                yield Case(ticked, pain, place, upright=True)


def in_turn(conditions: Iterable[tuple[str, ...]], *, calls: bool = True) -> Iterator[Case]:
    """These conditions, each with the next pain, place and posture: all of them come, as evenly as can be."""
    places = [place for place, (_, on_call) in PLACES.items() if calls or not on_call]
    rest = [(pain, place, upright) for pain in PAINS for place in places for upright in (False, True)]
    for number, ticked in enumerate(conditions):
        yield Case(ticked, *rest[number * 37 % len(rest)])  # 37 is prime to their number


# --- what may come ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tags:
    """What the file says of a stretch."""

    excluded: frozenset[str]
    gently: frozenset[str]
    setting: str = "seated"
    equipment: frozenset[str] = frozenset()
    discreet: int = 3
    direction: str = "neutral"


@cache
def tags() -> dict[str, Tags]:
    """Of every stretch, read from the file and not by breakd."""
    rows = tomllib.loads(catalogue.text())["stretch"]
    return {
        row["id"]: Tags(
            frozenset(row["exclude_if"]), frozenset(row["caution_if"]), row["setting"], frozenset(row["equipment"]),
            row["discreet"], row["direction"],
        )
        for row in rows
    }  # fmt: skip


@cache
def own_tags() -> dict[str, Tags]:
    """Of the stretches of the person's own in `with_own`."""
    out = {f"out-{word}": Tags(frozenset({word}), frozenset()) for word in WORDS}
    return out | {f"care-{word}": Tags(frozenset(), frozenset({word})) for word in WORDS}


def held(case: Case) -> frozenset[str]:
    """The conditions that hold of this person."""
    words = {*case.conditions, *([IMPLIED[case.pain]] if case.pain in IMPLIED else [])}
    words |= {half for word in words & HALVES.keys() for half in HALVES[word]}
    return frozenset(words | {word for word, halves in HALVES.items() if words & {*halves}})


def faults(case: Case, reached: Iterable[Reached], *, named: bool = False, session: bool = False) -> list[str]:
    """What should never have come. `named`: the person named it, and so knows where to do it."""
    conditions, known = held(case), tags() | own_tags()
    place, on_call = PLACES[case.place]
    wrong = []
    for id, level in reached:
        tag = known[id]
        if tag.excluded & conditions:
            wrong.append(f"{case}: {id} is excluded")
        if level > EASY and (tag.gently | SURGERY) & conditions:
            wrong.append(f"{case}: {id} at dose {level} is too much")
        if tag.setting == "standing" and "cannot_stand" in conditions:
            wrong.append(f"{case}: {id} is for who can stand")
        if tag.direction == "flexion" and conditions & MINDS_BENDING and "spinal_stenosis" not in conditions:
            wrong.append(f"{case}: {id} bends a back that minds it")
        if named:
            continue
        if tag.setting == "floor" and "cannot_stand" in conditions and not session:
            wrong.append(f"{case}: {id} wants a person on the floor for one break")
        if tag.setting not in place.settings or not tag.equipment <= place.equipment:
            wrong.append(f"{case}: {id} is not for this place")
        if on_call and (tag.setting != "seated" or tag.discreet < 3):
            wrong.append(f"{case}: {id} is seen in a call")
        if tag.direction == "neural" and case.pain != "sciatic":
            wrong.append(f"{case}: {id} is for who has leg pain")
    return wrong


# --- what comes -------------------------------------------------------------------------------------

PRACTISED = StretchHistory(
    levels=dict.fromkeys(KNOWN.stretches, TOP_LEVEL), days=99, today=DAY, done=tuple(KNOWN.stretches)[:3]
)
"""Somebody who is used to the demanding dose of everything: only the body holds it back."""


def _context(case: Case) -> SuggestionContext:
    place, on_call = PLACES[case.place]
    return SuggestionContext(place, on_call, case.upright, long_break=False, seconds=LONG_BREAK, seed=1)


def by_reminder(case: Case, known: Catalogue = KNOWN) -> list[Reached]:
    """Everything that a reminder may suggest."""
    found = allowed_suggestions(known, case.settings(), _context(case), PRACTISED)
    return [(one.stretch.id, one.level) for one in found]


def by_session(case: Case, known: Catalogue = KNOWN) -> list[Reached]:
    """The session."""
    given = SelectionInput(known, case.settings(), _context(case), PRACTISED)
    return [(one.stretch, one.level) for one in plan_session(given)]


def engine_of(case: Case, known: Catalogue = KNOWN, settings: Settings | None = None) -> Engine:
    """The engine of this person at work, to whom nothing is new."""
    start = Now(0.0, 0.0, datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=UTC))
    engine = Engine(settings or case.settings(), known, start)
    used_to = tuple(Progress(id, level=TOP_LEVEL, well=True) for id in known.stretches)
    engine._state = replace(engine.state, stretch_log=StretchLog(progress=used_to))
    engine.handle(ReportRedFlags(Urgency.NONE), start)
    return engine


def open_now(engine: Engine) -> list[Reached]:
    """What the open reminder has."""
    reminder = engine.state.reminder
    if reminder is None:
        return []
    planned = [(one.stretch, one.level) for one in reminder.session]
    return planned or ([(reminder.stretch, reminder.level)] if reminder.stretch else [])


def by_requests(
    case: Case, names: Iterable[str] = (), known: Catalogue = KNOWN, said: Iterable[Event] = (),
    settings: Settings | None = None,
) -> dict[str, list[Reached]]:  # fmt: skip
    """What a person can reach by asking, by the way in; `names` are begun by name, `said` was said before."""
    engine = engine_of(case, known, settings)
    now = engine.state.last
    for event in said:
        engine.handle(event, now)
    found: dict[str, list[Reached]] = {}

    def ask(way: str, request: RemindNow | Another | Start | StartSession | GuideAbandoned) -> None:
        engine.handle(request, now)
        found.setdefault(way, []).extend(open_now(engine))

    ask("now", RemindNow())
    ask("guide", Start())
    engine.handle(GuideAbandoned(0), now)
    for _ in range(3):
        ask("another", Another())
    ask("session", StartSession())
    for name in names:
        ask("name", Start(stretch=name))
    return found


@cache
def with_own() -> Catalogue:
    """The catalogue with stretches of the person's own, two for each condition: one excluded by it, one gentle."""
    pattern = replace(
        KNOWN.stretches["chin-tuck"], equipment=frozenset(), discreet=3, exclude_if=frozenset(),
        caution_if=frozenset(), easier="", max_per_day=99,
    )  # fmt: skip
    own = {f"out-{word}": replace(pattern, id=f"out-{word}", exclude_if=frozenset({word})) for word in WORDS}
    own |= {f"care-{word}": replace(pattern, id=f"care-{word}", caution_if=frozenset({word})) for word in WORDS}
    return replace(KNOWN, stretches=MappingProxyType({**KNOWN.stretches, **own}))


def without_tags() -> Catalogue:
    """The catalogue as if nothing in it went badly with anybody."""
    bare = {
        id: replace(one, exclude_if=frozenset(), caution_if=frozenset()) for id, one in KNOWN.stretches.items()
    }  # fmt: skip
    return replace(KNOWN, stretches=MappingProxyType(bare))
