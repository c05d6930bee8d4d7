"""Two weeks of work of four people, played against the real engine: every reminder, its stretch, and its end.

`python -m tests.support.recorded` wrote tests/data/v0.1/suggestions.txt: name, work day, seconds, what is seen,
stretch, dose. Write it anew only where a change of what is suggested, or when, is meant, and look at each line.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from breakd.engine.effects import Closed, Remind
from breakd.engine.events import (
    Another,
    Dismissed,
    Done,
    Event,
    Feel,
    Hurts,
    Posture,
    QuietReason,
    SetPosture,
    Skip,
    Snooze,
    Start,
)
from breakd.engine.health_requests import Cleared, Flare, ReportRedFlags, StartSession
from breakd.engine.settings import HOME, Settings
from breakd.stretches.safety_state import Examiner, Urgency

from .timeline import Day
from .timeline_words import Seen
from .weeks import person

FILE = Path(__file__).parents[1] / "data" / "v0.1" / "suggestions.txt"
WORK_DAYS = 10
HOURS = 8.5
STEP = EVERY = 60.0


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of one body and place, with their own luck; `on_day` says what else happens on a work day."""

    settings: Settings
    seed: int
    on_day: dict[int, tuple[Event, ...]]
    calls: float = 0.0


PEOPLE = {
    "back": Someone(person(pain="lumbar"), 1, {4: (SetPosture(Posture.STANDING),), 7: (Cleared(Examiner.DOCTOR),)}),
    "leg": Someone(
        person(place=HOME, pain="sciatic buttock", side="left", eases="extension"), 2,
        {1: (StartSession(),), 5: (Flare(2),), 8: (StartSession(),)},
    ),
    "neck": Someone(
        person(pain="neck upper-back", conditions="high_bp neck_problem", disable="neck-turns"), 3,
        {3: (ReportRedFlags(Urgency.URGENT),), 4: (Cleared(Examiner.DOCTOR),)}, calls=0.25,
    ),
    "nothing": Someone(
        replace(person(place=HOME, enable="plow"), reminder=replace(Settings().reminder, snooze=(300.0,))), 4,
        {2: (SetPosture(Posture.STANDING),), 6: (Hurts("cobra"),)},
    ),
}  # fmt: skip


def lines(someone: Someone) -> Iterator[str]:
    """What is seen of reminders in ten days of work."""
    rng = random.Random(someone.seed)
    day = Day("2026-11-23 09:00", settings=someone.settings).work(EVERY).say(ReportRedFlags(Urgency.NONE))
    told = 0
    for number in range(WORK_DAYS):
        if day.status().ask_red_flags:
            day.say(ReportRedFlags(Urgency.NONE))
        for request in someone.on_day.get(number, ()):
            day.say(request)
        _live(day, rng, someone)
        day.hold().lock().minutes(10).suspend((24 - HOURS) * 3600 + (48 * 3600 if number == 4 else 0) - 600)
        day.unlock().work(EVERY)
        for item in day.seen[told:]:
            if line := _line(item):
                yield f"{number + 1:2} {line}"
        told = len(day.seen)


def _live(day: Day, rng: random.Random, someone: Someone) -> None:
    """One day of work: answers to what shows, a coffee now and then, lunch, calls."""
    end, seen = day.boot + HOURS * 3600, len(day.seen)
    while day.boot < end:
        day.run(STEP)
        news, seen = [item.what for item in day.seen[seen:]], len(day.seen)
        if {"shown", "firm", "change", "asked"} & set(news) and day.status().reminder is not None:
            _answer(day.run(rng.random() * 60), rng)
        if rng.random() < 0.012:
            day.leave().minutes(2 + 8 * rng.random()).back().work(EVERY)
        if rng.random() < someone.calls / 30:
            day.hold(QuietReason.CALL).minutes(10 + 40 * rng.random()).hold()


def _answer(day: Day, rng: random.Random) -> None:
    """Mostly done; the other answers each now and then, or none."""
    reminder, drawn = day.status().reminder, rng.random()
    if reminder is None:
        return
    id = reminder.id
    if drawn < 0.55:
        day.say(Done(id))
    elif drawn < 0.65:
        day.say(Snooze(id))
    elif drawn < 0.72:
        day.say(Skip(id))
    elif drawn < 0.8:
        day.say(Another(id)).run(20).say(Done(id))
    elif drawn < 0.85:
        day.say(Dismissed(id))
    elif drawn < 0.92:
        day.say(Start(id)).run(70).say(Done(id, seconds=70.0))
    if drawn < 0.55 and rng.random() < 0.25:
        words = ("better", "better", "same", "same", "worse", "spreading", "3", "5", "7")
        day.run(60).say(Feel(words[int(rng.random() * len(words))]))


def _line(item: Seen) -> str:
    """One line of the record; empty for what is not about a suggestion."""
    match item.effect:
        case Remind(stretch=stretch, level=level):
            return f"{item.at:.0f} {item.what} {stretch or '-'} {level}"
        case Closed():
            return f"{item.at:.0f} {item.what}"
        case _:
            return ""


def record(name: str) -> list[str]:
    """All lines of one of the people."""
    return [f"{name} {line}" for line in lines(PEOPLE[name])]


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for name in PEOPLE for line in record(name)))
