"""A stretch was done, offered or let go: what that changes for the next suggestions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from breakd.stretches.conditions import CANNOT_STAND
from breakd.stretches.model import DONE_SHARE, PlannedStretch
from breakd.stretches.progress import KEPT_DONE, DoneStretch, with_completion, with_offer
from breakd.stretches.safety_state import Urgency
from breakd.stretches.sides import seconds_done

from . import sitting_clock
from .records import PracticeRow, SessionRow
from .step import Step
from .wall_time import later

FEEDBACK_SECONDS = 600.0
"""Seconds for which how it felt is asked after a stretch."""
WEEK = timedelta(days=6)


def record_done(step: Step, stretch_id: str, level: int, *, firm: bool = False, asked: bool = False) -> None:
    """A completed break, `asked` for by a reminder, which was `firm`, or not; off the chair it ends the bout.

    A reminder without a stretch asks to get up, so its Done says that.

    Where nobody can be asked to get off the chair, a long break on it counts as one; and who cannot stand at all has
    done what there is to do against long sitting.
    """
    stretch = step.suggester.stretch(stretch_id)
    context = step.suggester.context(firm=firm)
    off_chair = stretch is not None and stretch.setting != "seated"
    long = (context.firm or context.long_break) and stretch is not None and (off_chair or not context.may_stand)
    step.stretch_log = replace(step.stretch_log, since_long=0 if long else step.stretch_log.since_long + 1)
    step.safety = replace(step.safety, about="", about_session=(), about_until=None, begun=(), unsettled="")
    if stretch is None:
        if asked and context.may_stand and step.safety.lock is not Urgency.EMERGENCY:
            step.apply_ledger(*sitting_clock.end_bout(step.ledger, step.now.wall))
        return
    log_stretch(step, stretch_id, level)
    step.safety = replace(step.safety, about=stretch_id, about_until=later(step.now.wall, FEEDBACK_SECONDS))
    if off_chair or CANNOT_STAND in step.suggester.conditions:
        step.apply_ledger(*sitting_clock.end_bout(step.ledger, step.now.wall))


def record_session(step: Step, planned: tuple[PlannedStretch, ...], seconds: float | None) -> None:
    """A session was done to its end: a break with all its stretches, and a step towards the week's goal."""
    stretch_log, wall = step.stretch_log, step.now.wall
    recent = tuple(day for day in stretch_log.sessions if day >= wall.date() - WEEK)
    step.stretch_log = replace(step.stretch_log, since_long=0, sessions=(*recent, wall.date()))
    for one in planned:
        log_stretch(step, one.stretch, one.level)
    stretches = tuple(one.stretch for one in planned)
    step.safety = replace(
        step.safety,
        about="",
        about_session=stretches,
        about_until=later(wall, FEEDBACK_SECONDS),
        begun=(),
        unsettled="",
    )
    step.record(SessionRow(wall.date(), wall, stretches, seconds))
    step.apply_ledger(*sitting_clock.end_bout(step.ledger, wall))


def counts_as_done(step: Step, planned: tuple[PlannedStretch, ...], seconds: float | None) -> bool:
    """Whether a guide of so many seconds was practice; without a guide the person's word is taken."""
    return seconds is None or seconds >= DONE_SHARE * sum(_guided_seconds(step, one) for one in planned)


def _guided_seconds(step: Step, one: PlannedStretch) -> float:
    """How long a guide leads through a stretch."""
    stretch = step.suggester.stretch(one.stretch)
    return 0.0 if stretch is None else seconds_done(stretch, one.level, step.settings.body.side)


def record_skimmed(step: Step, planned: tuple[PlannedStretch, ...]) -> None:
    """A guide was clicked through: a break, but no practice. How it felt is asked all the same."""
    step.stretch_log = replace(step.stretch_log, since_long=step.stretch_log.since_long + 1)
    stretches = tuple(one.stretch for one in planned)
    alone = len(stretches) == 1
    step.safety = replace(step.safety,
        about=stretches[0] if alone else "", about_session=() if alone else stretches,
        about_until=later(step.now.wall, FEEDBACK_SECONDS), begun=(), unsettled="",
    )  # fmt: skip


def sessions_this_week(step: Step) -> int:
    """Sessions since Monday."""
    today = step.now.wall.date()
    return sum(day >= today - timedelta(days=today.weekday()) for day in step.stretch_log.sessions)


def log_stretch(step: Step, stretch_id: str, level: int) -> None:
    """One stretch more was done at this dose."""
    stretch_log, day = step.stretch_log, step.now.wall.date()
    step.record(PracticeRow(day, step.now.wall, stretch_id, level))
    kept = tuple(item for item in stretch_log.done if item.day >= day - WEEK)
    done = (*kept, DoneStretch(day, stretch_id, step.now.wall))[-KEPT_DONE:]
    new_day = all(item.day != day for item in kept)
    step.stretch_log = replace(stretch_log, done=done, days=stretch_log.days + new_day)
    progress = with_completion(stretch_log.progress_of(stretch_id), day, level, step.catalogue.select)
    step.stretch_log = step.stretch_log.with_progress(progress)


def record_skip(step: Step, stretch_id: str) -> None:
    """An offer was skipped."""
    if step.suggester.stretch(stretch_id) is not None:
        stretch_log = step.stretch_log
        step.stretch_log = stretch_log.with_progress(with_offer(stretch_log.progress_of(stretch_id), skipped=True))
