"""A movement was done, offered or let go: what that changes for the next suggestions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from breakd.core.catalogue import PRACTICE_SHARE
from breakd.core.journal import KEPT_DONE, DoneStretch, completed, offered
from breakd.core.wording.popup import sides

from . import sitting_clock
from .records import SessionRow
from .status import Planned
from .step import Turn
from .wall_time import later

FEEDBACK = 600.0
"""Seconds for which how it felt is asked after a movement."""
WEEK = timedelta(days=6)


def practised(turn: Turn, stretch: str, level: int, *, firm: bool = False) -> None:
    """A completed break, asked for by a `firm` reminder or not; off the chair it ends the bout."""
    movement = turn.suggester.stretch(stretch)
    long = turn.suggester.moment(firm=firm).upright and movement is not None and movement.setting != "seated"
    turn.journal = replace(turn.journal, since_long=0 if long else turn.journal.since_long + 1)
    turn.care = replace(turn.care, about="", about_session=(), about_until=None, unsettled="")
    if movement is None:
        return
    book(turn, stretch, level)
    turn.care = replace(turn.care, about=stretch, about_until=later(turn.now.wall, FEEDBACK))
    if movement.setting != "seated":
        turn.happened(*sitting_clock.end_bout(turn.ledger, turn.now.wall))


def session_done(turn: Turn, planned: tuple[Planned, ...], seconds: float | None) -> None:
    """A session was done to its end: a break with all its movements, and a step towards the week's goal."""
    journal, wall = turn.journal, turn.now.wall
    recent = tuple(day for day in journal.sessions if day >= wall.date() - WEEK)
    turn.journal = replace(turn.journal, since_long=0, sessions=(*recent, wall.date()))
    for one in planned:
        book(turn, one.stretch, one.level)
    movements = tuple(one.stretch for one in planned)
    turn.care = replace(turn.care, about="", about_session=movements, about_until=later(wall, FEEDBACK), unsettled="")
    turn.record(SessionRow(wall.date(), wall, movements, seconds))
    turn.happened(*sitting_clock.end_bout(turn.ledger, wall))


def enough(turn: Turn, planned: tuple[Planned, ...], seconds: float | None) -> bool:
    """Whether a guide of so many seconds was practice; without a guide the person's word is taken."""
    return seconds is None or seconds >= PRACTICE_SHARE * sum(_guided_seconds(turn, one) for one in planned)


def _guided_seconds(turn: Turn, one: Planned) -> float:
    """How long a guide leads through a movement: on one side alone where only that one hurts."""
    movement = turn.suggester.stretch(one.stretch)
    if movement is None:
        return 0.0
    whole = movement.at_level(one.level).total_seconds
    return whole / 2 if len(sides(movement, turn.settings.body.side)) == 1 else whole


def skimmed(turn: Turn, planned: tuple[Planned, ...]) -> None:
    """A guide was clicked through: a break, but no practice. How it felt is asked all the same."""
    turn.journal = replace(turn.journal, since_long=turn.journal.since_long + 1)
    movements = tuple(one.stretch for one in planned)
    alone = len(movements) == 1
    turn.care = replace(turn.care,
        about=movements[0] if alone else "", about_session=() if alone else movements,
        about_until=later(turn.now.wall, FEEDBACK), unsettled="",
    )  # fmt: skip


def sessions_this_week(turn: Turn) -> int:
    """Sessions since Monday."""
    today = turn.now.wall.date()
    return sum(day >= today - timedelta(days=today.weekday()) for day in turn.journal.sessions)


def book(turn: Turn, stretch: str, level: int) -> None:
    """One movement more was done at this dose."""
    journal, day = turn.journal, turn.now.wall.date()
    kept = tuple(item for item in journal.done if item.day >= day - WEEK)
    done = (*kept, DoneStretch(day, stretch, turn.now.wall))[-KEPT_DONE:]
    turn.journal = replace(turn.journal, done=done)
    progress = completed(journal.of(stretch), day, level, turn.catalogue.select)
    turn.journal = turn.journal.with_progress(progress)


def let_go(turn: Turn, stretch: str) -> None:
    """An offer was skipped."""
    if turn.suggester.stretch(stretch) is not None:
        journal = turn.journal
        turn.journal = journal.with_progress(offered(journal.of(stretch), skipped=True))
