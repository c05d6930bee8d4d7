"""What is remembered of stretches: suggested, done, how they felt, and how far the person is with each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from breakd.frozen import frozen

from .model import EASY_LEVEL, TOP_LEVEL, USUAL_LEVEL, SelectNumbers

KEPT_SUGGESTIONS, KEPT_LOGS, KEPT_OFFERS, KEPT_DONE = 64, 64, 3, 256


@frozen
class DoneStretch:
    """A completed stretch."""

    day: date
    stretch: str
    at: datetime | None = None


@frozen
class PutAway:
    """A stretch that hurt: out until then, or (None) until the person puts it back."""

    stretch: str
    until: datetime | None


@frozen
class RestingDirection:
    """A direction that hurt, or a region where it spread, out until then."""

    direction: str
    """Of the catalogue's directions or regions: no word is both."""
    until: datetime


@frozen
class Progress:
    """How far the person is with one stretch."""

    stretch: str
    level: int = USUAL_LEVEL
    done: int = 0
    """Completions at this level since it began or it felt worse."""
    days: int = 0
    """On so many days."""
    last: date | None = None
    """The day on which it was done last."""
    skipped: tuple[bool, ...] = ()
    """Its last offers, the newest last: whether they were skipped."""
    better: int = 0
    worse: int = 0
    """Logs that said so; the one that comes takes away from the other."""
    hurt: int = 0
    """How often it got worse since it last did good."""
    demanded: date | None = None
    """The day on which it was done last at the demanding dose."""
    well: bool = False
    """Whether "better" or "same" was said since the usual dose began: the demanding one waits for that."""


@frozen
class Feedback:
    """What the person said of a stretch."""

    at: datetime
    stretch: str
    word: str


@frozen
class StretchLog:
    """What was suggested and done lately, newest last."""

    suggested: tuple[str, ...] = ()
    done: tuple[DoneStretch, ...] = ()
    put_away: tuple[PutAway, ...] = ()
    since_long: int = 0
    """Completed breaks since a long one on one's feet: at least every third is one."""
    picks: int = 0
    """Suggestions so far: the seed of the next."""
    resting: tuple[RestingDirection, ...] = ()
    progress: tuple[Progress, ...] = ()
    logs: tuple[Feedback, ...] = ()
    first_log: datetime | None = None
    """Since when the pain is logged without getting better."""
    sessions: tuple[date, ...] = ()
    """The days of the last sessions."""
    days: int = 0
    """On how many days anything was done."""

    def progress_of(self, stretch_id: str) -> Progress:
        """The progress with a stretch, a fresh one if there is none."""
        return next((item for item in self.progress if item.stretch == stretch_id), Progress(stretch_id))

    def with_progress(self, changed: Progress) -> StretchLog:
        """The journal with this stretch's progress."""
        others = tuple(item for item in self.progress if item.stretch != changed.stretch)
        return replace(self, progress=(*others, changed))


def with_offer(progress: Progress, *, skipped: bool) -> Progress:
    """An offer of the stretch has its answer."""
    return replace(progress, skipped=(*progress.skipped, skipped)[-KEPT_OFFERS:])


def with_completion(progress: Progress, day: date, level: int, rules: SelectNumbers) -> Progress:
    """It was done at this dose: up one level after enough times on enough days. A smaller dose proves nothing.

    The demanding dose wants a good word too: silence proves nothing either.
    """
    if (now := level_on(progress, day, rules)) < progress.level:
        progress = replace(lowered(progress), level=now)
    new_day = progress.last != day or not progress.days
    progress = replace(with_offer(progress, skipped=False), last=day)
    if level >= TOP_LEVEL:
        progress = replace(progress, demanded=day)
    if level < progress.level:
        return progress
    days = progress.days + new_day
    progress = replace(progress, done=progress.done + 1, days=days)
    if progress.done < rules.level_up_after_done or days < rules.level_up_after_days:
        return progress
    if progress.level == EASY_LEVEL:
        return replace(progress, level=USUAL_LEVEL, done=0, days=0, well=False)
    return replace(progress, level=TOP_LEVEL, done=0, days=0) if progress.well else progress


def with_good_word(progress: Progress, *, better: bool) -> Progress:
    """It felt better, or the same."""
    return replace(progress, better=progress.better + better, hurt=0, well=True)


def lowered(progress: Progress) -> Progress:
    """One level down, where there is one."""
    return replace(progress, level=max(EASY_LEVEL, progress.level - 1), done=0, days=0, well=False)


def level_on(progress: Progress, day: date, rules: SelectNumbers) -> int:
    """The dose level that a stretch may have on a day: one less after a long pause.

    An older breakd let the demanding dose come by silence; that one does not hold.
    """
    level = progress.level if progress.well else min(progress.level, USUAL_LEVEL)
    paused = progress.last is not None and (day - progress.last).days >= rules.level_down_after_gap_days
    return max(EASY_LEVEL, level - 1) if paused else level
