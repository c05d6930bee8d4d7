"""`breakd demo --profile NAME`: a work week of suggestions for a made-up person, by the real engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from breakd.engine.events import Done, QuietReason
from breakd.engine.settings import HOME, OFFICE, BodySettings, Place, QuietSettings, Settings
from breakd.engine.status import Stage
from breakd.messages import demo as texts
from breakd.messages import reason, tr
from breakd.stretches.model import Stretch

from .demo import SimulatedDesktop

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
"""A fixed week: the same profile gives the same lines."""
DAY_MINUTES, WORK_DAYS = 24 * 60, 5
LUNCH, AFTERNOON, HOME_TIME = 180, 225, 540
"""Minutes after nine."""
STEP = 0.5
"""Minutes between two looks of the person at the screen."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Who it is, where, and whether a call goes on all day."""

    title: str
    settings: Settings
    on_call: bool = False


def _person(place: Place = OFFICE, *, in_calls: bool = False, side: str = "none", **lists: str) -> Settings:
    pain, conditions = (frozenset(lists.get(key, "").split()) for key in ("pain", "conditions"))
    return Settings(
        places={"office": place},
        quiet=QuietSettings(call=not in_calls),
        body=BodySettings(pain, side, conditions, disclaimer=True),
    )


PROFILES = {
    "careful": Profile(
        texts.PROFILES["careful"],
        _person(pain="lumbar", conditions="spinal_stenosis glaucoma hip_replacement"),
    ),
    "calls": Profile(texts.PROFILES["calls"], _person(pain="lumbar", in_calls=True), on_call=True),
    "sciatica": Profile(
        texts.PROFILES["sciatica"],
        _person(HOME, pain="sciatic", side="left", conditions="flexion_worse"),
    ),
    "well": Profile(texts.PROFILES["well"], _person()),
}


@dataclass(frozen=True, slots=True)
class Break:
    """One suggestion that was taken."""

    at: datetime
    stretch: Stretch | None
    level: int
    reason: str


class Week(SimulatedDesktop):
    """A person who works from nine to six with a lunch break, and takes every suggestion half a minute later."""

    def __init__(self, profile: Profile) -> None:
        super().__init__(profile.settings, MONDAY)
        self.breaks: list[Break] = []
        if profile.on_call:
            self.hold(QuietReason.CALL)

    def live(self) -> None:
        """The whole week."""
        for day in range(WORK_DAYS):
            morning = day * DAY_MINUTES
            self._pass(morning)
            self.unlock()
            self._pass(morning + LUNCH)
            self.lock()
            self._pass(morning + AFTERNOON)
            self.unlock()
            self._pass(morning + HOME_TIME)
            self.lock()

    def _pass(self, end: float) -> None:
        """Let time pass; whatever comes up is done."""
        minute = self.at / 60
        while minute < end:
            minute = min(end, minute + (STEP if self.every is not None else end))
            for _ in self.until(minute):
                pass
            reminder = self.status().reminder
            if reminder is not None and reminder.stage is Stage.SHOWN:
                stretch = self.catalogue.stretches.get(reminder.stretch)
                self.breaks.append(Break(self.now().wall, stretch, reminder.level, reason.line(reminder.reason)))
                self.say(Done())


def lived(profile: Profile) -> list[Break]:
    """The breaks of a profile's week."""
    week = Week(profile)
    week.live()
    return week.breaks


def week(profile: Profile) -> Iterator[str]:
    """The lines of a profile's week."""
    breaks = lived(profile)
    yield texts.WEEK_TITLE
    yield profile.title
    day = None
    for one in breaks:
        if one.at.date() != day:
            day = one.at.date()
            yield ""
            yield tr(texts.WEEK_DAY, weekday=reason.WEEKDAYS[day.weekday()])
        yield _line(one)
    yield ""
    yield from _summary(breaks)


def _line(one: Break) -> str:
    stretch = one.stretch
    seconds = round(stretch.at_level(one.level).total_seconds) if stretch is not None else 0
    name = stretch.name if stretch is not None else texts.NO_STRETCH
    return tr(texts.SUGGESTED, clock=f"{one.at:%H:%M}", name=name, seconds=seconds, reason=one.reason)


def _summary(breaks: list[Break]) -> Iterator[str]:
    counts = Counter(one.stretch.name for one in breaks if one.stretch is not None)
    standing = sum(one.stretch is None or one.stretch.setting == "standing" for one in breaks)
    name, most = counts.most_common(1)[0]
    yield tr(
        texts.WEEK_SUM, breaks=len(breaks), movements=len(counts), standing=round(100 * standing / len(breaks))
    )  # fmt: skip
    yield tr(texts.WEEK_MOST, name=name, share=round(100 * most / len(breaks)))
