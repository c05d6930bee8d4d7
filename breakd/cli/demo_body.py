"""`breakd demo --body FILE`: what the person of a body file would be given, day by day, by the real engine."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from breakd.client.exit_codes import FAILED, OK, Stop
from breakd.config import load
from breakd.engine.effects import Effect, Remind
from breakd.engine.events import Done, QuietReason, RemindNow
from breakd.engine.records import ReminderKind
from breakd.engine.settings import HoursRange, Settings
from breakd.engine.status import Stage
from breakd.frozen import frozen
from breakd.messages import config as config_words
from breakd.messages import demo as texts
from breakd.messages import popup, reason, tr
from breakd.messages import stretches as stretch_words
from breakd.simulation import Simulation
from breakd.stretches.model import Catalogue
from breakd.stretches.sides import seconds_done, sides_done

DAY_SECONDS, MINUTE = 24 * 3600.0, 60.0
LOOK = 30.0
"""Seconds between two looks of the person at the screen."""
MORNING, AFTERNOON = HoursRange(time(9), time(12)), HoursRange(time(12, 45), time(18))
OFFICE_HOURS = (*[(MORNING, AFTERNOON)] * 5, (), ())
"""When somebody works whose settings name no work hours."""
APART = 100_003
"""Suggestions between the beginnings of two seeds, so that the one is not the other a little later."""


@frozen
class Given:
    """One break that was given and taken."""

    day: int
    """The first work day is 1."""
    at: datetime
    stretch: str | None
    """None: to stand up or to walk a few steps, and no stretch."""
    level: int | None
    """The dose: 1 easy, 2 usual, 3 demanding."""
    side: str | None
    """`left` or `right` alone, or `both`; None for a stretch without sides."""
    firm: bool
    reason: str
    """What the person reads."""


def run_demo_of(body: Path, config: Path | None, *, days: int, first: date | None, seed: int, as_json: bool) -> int:
    """Tell the days of a person. Raises Stop for a file that is not there; what is wrong in one is told."""
    for file in (body, *([config] if config else [])):
        if not file.exists():
            raise Stop(FAILED, tr(config_words.NOT_THERE, file=file))
    # nobody's settings are the defaults: a file that is not there
    loaded = load(config or body.with_name(f"{body.name}.no-config"), body)
    if loaded.stretches.errors:
        print(*loaded.stretches.errors, stretch_words.LEFT_OUT, sep="\n", file=sys.stderr)
    if loaded.settings is None:
        print(*loaded.errors, sep="\n", file=sys.stderr)
        return FAILED
    known = loaded.stretches.catalogue
    breaks = given(loaded.settings, known, first or next_monday(date.today()), days=days, seed=seed)
    for line in map(as_object, breaks) if as_json else lines(list(breaks), loaded.settings, known):
        print(line, flush=True)
    return OK


def next_monday(day: date) -> date:
    """The day itself if it is one."""
    return day + timedelta(days=-day.weekday() % 7)


def given(
    settings: Settings, known: Catalogue, first: date, *, days: int, seed: int = 0, on_call: bool = False
) -> Iterator[Given]:
    """The breaks of so many work days from `first` on; the same arguments give the same breaks."""
    person = Person(settings, known, first, seed)
    if on_call:
        person.hold(QuietReason.CALL)
    hours = settings.hours or OFFICE_HOURS
    works, today = 0, first
    while works < days and any(hours):
        if hours[today.weekday()]:
            works += 1
            yield from person.live(works, today, hours[today.weekday()])
        today += timedelta(days=1)


class Person(Simulation):
    """Somebody who works in their hours, and takes each break that breakd suggests within half a minute."""

    def __init__(self, settings: Settings, known: Catalogue, first: date, seed: int) -> None:
        # a zone without summer time: no day is longer than another
        midnight = datetime.combine(first, time(), UTC)
        super().__init__(settings, known, midnight, picks=seed * APART)
        self._shown: Remind | None = None

    def observe(self, effect: Effect) -> None:
        """Keep what was shown."""
        if isinstance(effect, Remind):
            self._shown = effect

    def live(self, number: int, day: date, hours: tuple[HoursRange, ...]) -> Iterator[Given]:
        """The breaks of one work day."""
        begin = (day - self.origin.date()).days * DAY_SECONDS
        parts = sorted(hours, key=lambda part: part.start)
        self.suspend(begin + _seconds(parts[0].start) - self.at)  # of the night
        for part in parts:
            start, end = begin + _seconds(part.start), begin + _seconds(part.end)
            self.run(start - self.at)
            self.unlock()
            yield from self._sit(number, end if end > start else end + DAY_SECONDS)
            self.lock()

    def _sit(self, number: int, end: float) -> Iterator[Given]:
        while self.at < end:
            self.run(min(LOOK, end - self.at))
            if self.quiet:
                self._ask_for_what_is_held()
            if self._shown is None:
                continue
            reminder, remind = self.status().reminder, self._shown
            if reminder is not None and reminder.stage is Stage.SHOWN and remind.kind is ReminderKind.STRETCH:
                yield self._given(number, remind, reason.line(reminder.reason))
                self.say(Done())
            self._shown = None

    def _ask_for_what_is_held(self) -> None:
        """Who is on calls all day asks for it, as soon as the icon says that it is due."""
        held = self.status().reminder if self.engine.state.reminder is not None else None
        if held is not None and held.stage is Stage.DEFERRED:
            self.say(RemindNow())

    def _given(self, number: int, remind: Remind, why: str) -> Given:
        stretch, now, sore = self.catalogue.stretches.get(remind.stretch), self.now().wall, self.settings.body.side
        if stretch is None:
            line = popup.reminder(remind, None, sore).lines[0]
            return Given(number, now, None, None, None, remind.firm, line)
        sides = sides_done(stretch, sore)
        side = "both" if len(sides) > 1 else next(iter(sides), None)
        return Given(number, now, stretch.id, remind.level, side, remind.firm, why)


def _seconds(clock: time) -> float:
    return clock.hour * 3600.0 + clock.minute * MINUTE


# --- as lines -------------------------------------------------------------------------------------


def as_object(one: Given) -> str:
    """A break as one JSON object."""
    return json.dumps({"day": one.day, "time": f"{one.at:%H:%M}", **_rest(one)}, ensure_ascii=False)


def _rest(one: Given) -> dict[str, object]:
    fields = asdict(one)
    return {key: fields[key] for key in ("stretch", "level", "side", "firm", "reason")}


def lines(breaks: list[Given], settings: Settings, known: Catalogue) -> Iterator[str]:
    """The days as lines for people, and what came how often."""
    yield texts.PERSON
    if not settings.body.disclaimer:
        yield texts.PERSON_OPEN
    day = 0
    for one in breaks:
        if one.day != day:
            day = one.day
            yield ""
            yield tr(texts.PERSON_DAY, day=day, weekday=reason.WEEKDAYS[one.at.weekday()], date=one.at.date())
        yield _line(one, known, settings.body.side)
    yield ""
    yield from _summary(breaks, known) if breaks else [texts.PERSON_NOTHING]


def _line(one: Given, known: Catalogue, sore_side: str) -> str:
    clock = f"{one.at:%H:%M}"
    if one.stretch is None or one.level is None:
        line = tr(texts.GIVEN_NOTHING, clock=clock, reason=one.reason)
    else:
        stretch = known.stretches[one.stretch]
        line = tr(
            texts.GIVEN[one.side], clock=clock, name=stretch.name, dose=texts.DOSES[one.level].capitalize(),
            seconds=round(seconds_done(stretch, one.level, sore_side)), reason=one.reason,
        )  # fmt: skip
    return tr(texts.GIVEN_FIRM, line=line) if one.firm else line


def _summary(breaks: list[Given], known: Catalogue) -> Iterator[str]:
    counts = Counter(one.stretch for one in breaks if one.stretch is not None)
    standing = sum(one.stretch is None or known.stretches[one.stretch].setting == "standing" for one in breaks)
    yield tr(
        texts.PERSON_SUM, breaks=len(breaks), movements=len(counts), standing=round(100 * standing / len(breaks))
    )  # fmt: skip
    for id, count in counts.most_common():
        levels = Counter(one.level for one in breaks if one.stretch == id and one.level is not None)
        doses = ", ".join(
            tr(texts.PERSON_DOSE, count=levels[level], dose=word)
            for level, word in texts.DOSES.items()
            if levels[level]
        )
        yield tr(texts.PERSON_COUNT, count=count, name=known.stretches[id].name, id=id, doses=doses)
