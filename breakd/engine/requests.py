"""What a person may ask for, from whichever way in. Each returns nothing, or why it cannot be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time

from breakd.core.wording import answers

from . import durations, feedback, guide_events, physio_reminder, safety, sitting_clock, wall_time, work_hours
from .effects import Refusal, Refused
from .events import (
    Another,
    Details,
    Done,
    Feel,
    GuideLeft,
    GuideWord,
    Hurts,
    Pause,
    Posture,
    RemindNow,
    Resume,
    SetPlace,
    SetPosture,
    Skip,
    Snooze,
    Start,
    Wish,
)
from .health_requests import Checked, Checkup, Flare, PutBack, RedFlag, StartSession
from .records import Kind, Outcome, ReminderRow
from .reminder import close, end_session, keep, open_reminder, show, suggest_instead, take_off
from .reminder_stages import Shown, Snoozed, Started
from .status import Planned
from .step import Turn
from .stretch_outcomes import enough, practised, session_done, skimmed

HOUR = 3600.0
DOUBLE_CLICK = 2.0
"""A second Snooze within this many seconds is the same click."""


def grant(turn: Turn, wish: Wish) -> Refused | None:
    """Do what is asked, or say why not."""
    match wish:
        case Done(id, stretch, seconds):
            return _done(turn, id, stretch, seconds)
        case Snooze(id, seconds):
            return _snooze(turn, id, seconds)
        case Skip(id):
            return _open(turn, id) or _skip(turn)
        case Another(id):
            return _open(turn, id) or _running(turn) or _another(turn)
        case Start() | StartSession() | GuideWord() | GuideLeft() | Details():
            return guide_events.grant(turn, wish)
        case RemindNow():
            return _now(turn)
        case Pause(until):
            return _pause(turn, until)
        case Resume():
            turn.memory = replace(turn.memory, paused_until=None, paused_forever=False)
            return None
        case SetPosture(posture):
            _posture(turn, posture)
            return None
        case SetPlace(place):
            return _place(turn, place)
        case Feel(word):
            return feedback.feel(turn, word)
        case Hurts(stretch):
            return feedback.hurts(turn, stretch)
        case Checkup():
            return physio_reminder.grant(turn, wish)
        case RedFlag() | Checked() | Flare() | PutBack():
            return safety.grant(turn, wish)


def _open(turn: Turn, id: int) -> Refused | None:
    """Refused unless `id` (0: any) is the open reminder."""
    if turn.reminder is None:
        return Refused(Refusal.STALE if id else Refusal.NOTHING_OPEN)
    return Refused(Refusal.STALE) if id not in (0, turn.reminder.id) else None


def _running(turn: Turn) -> Refused | None:
    """Refused while a guide runs, which would go on with what it has."""
    reminder = turn.reminder
    if reminder is None or not isinstance(reminder.stage, Started):
        return None
    return Refused(Refusal.RUNNING, answers.running(reminder.stretch, len(reminder.session)))


def _done(turn: Turn, id: int, stretch: str, seconds: float | None) -> Refused | None:
    if id and (refused := _open(turn, id)):
        return refused
    if stretch and turn.suggester.stretch(stretch) is None:
        return Refused(Refusal.UNKNOWN_STRETCH, stretch)
    reminder = turn.reminder
    if reminder is None:
        _done_unasked(turn, stretch, seconds)
        physio_reminder.tell(turn)
        return None
    if stretch:
        turn.reminder = reminder = replace(reminder, stretch=stretch, session=())
    if reminder.kind is Kind.CHANGE:
        turn.set_posture(Posture.SITTING)
    close(turn, Outcome.COMPLETED, seconds)
    planned = (Planned(reminder.stretch, reminder.level),) if not reminder.session else reminder.session
    if not enough(turn, planned, seconds):
        skimmed(turn, planned)
    elif planned is reminder.session:
        session_done(turn, planned, seconds)
    elif reminder.kind is Kind.STRETCH or reminder.stretch:
        practised(turn, reminder.stretch, reminder.level, firm=reminder.firm)
    physio_reminder.tell(turn)
    return None


def _done_unasked(turn: Turn, stretch: str, seconds: float | None) -> None:
    """A break nobody asked for."""
    wall, number = turn.now.wall, turn.memory.next_id
    turn.record(ReminderRow(
        id=number, kind=Kind.STRETCH, day=wall.date(), opened_at=wall, stretch=stretch, firm=False, by_program=False,
        shown_at=None, closed_at=wall, outcome=Outcome.COMPLETED, snoozes=0, bout_seconds=turn.account.bout,
        guided_seconds=seconds,
    ))  # fmt: skip
    turn.memory = replace(turn.memory, next_id=number + 1)
    turn.tally(wall.date(), Outcome.COMPLETED)
    turn.account = replace(turn.account, clock=0.0)
    planned = (Planned(stretch, turn.suggester.dose(stretch)),)
    if enough(turn, planned, seconds):
        practised(turn, stretch, planned[0].level)
    else:
        skimmed(turn, planned)


def _snooze(turn: Turn, id: int, seconds: float) -> Refused | None:
    reminder = turn.reminder
    if not (seconds == 0 or 1 <= seconds <= durations.LONGEST):
        return Refused(Refusal.BAD_LENGTH, f"{seconds:g}")
    if reminder is None and not id:
        if not in_heads_up(turn):
            return Refused(Refusal.NOT_DUE)
        reminder = open_reminder(turn, Kind.STRETCH, by_program=True)
    if refused := _open(turn, id):
        return refused
    assert reminder is not None
    if isinstance(reminder.stage, Snoozed) and turn.boot - reminder.stage.at < DOUBLE_CLICK:
        return None
    if reminder.snoozes >= reminder.rules.max_snoozes:
        if isinstance(reminder.popup, Shown):
            show(turn, refused=Refusal.NO_MORE_SNOOZES)
        return Refused(Refusal.NO_MORE_SNOOZES)
    take_off(turn)
    end_session(turn)
    returns = turn.boot + (seconds or reminder.rules.snooze[0])
    turn.reminder = replace(turn.open, stage=Snoozed(turn.boot, returns), snoozes=reminder.snoozes + 1, at_once=False)
    keep(turn)
    return None


def _skip(turn: Turn) -> Refused | None:
    close(turn, Outcome.SKIPPED)
    return None


def _another(turn: Turn) -> Refused | None:
    reminder = turn.reminder
    assert reminder is not None
    if reminder.kind is Kind.CHANGE:
        return Refused(Refusal.NO_STRETCH)
    choice = turn.suggester.pick(firm=reminder.firm, avoid=reminder.stretch)
    if choice is not None:
        suggest_instead(turn, choice)
        return None
    unread = not (turn.settings.body.disclaimer or safety.locked(turn))
    why = Refusal.NOT_CONFIRMED if unread else Refusal.NO_STRETCH
    if reminder.popup is not None:  # the click took it off the screen
        show(turn, refused=why)
    return Refused(why)


def _now(turn: Turn) -> Refused | None:
    if turn.facts.locked:
        return Refused(Refusal.LOCKED)
    if refused := safety.refusal(turn):
        return refused
    if refused := _running(turn):
        return refused
    if turn.reminder is None:
        open_reminder(turn, Kind.STRETCH, by_program=False)
    turn.reminder = replace(turn.open, at_once=True)
    show(turn)
    return None


def _pause(turn: Turn, until: str) -> Refused | None:
    text = until.strip().lower()
    if text == "forever":
        _paused(turn, until=None)
        return None
    end = pause_end(text, turn.now.wall, turn.settings.hours)
    if end is None:
        return Refused(Refusal.BAD_TIME, until)
    _paused(turn, until=end)
    return None


def _paused(turn: Turn, until: datetime | None) -> None:
    turn.memory = replace(turn.memory, paused_until=until, paused_forever=until is None)
    if turn.reminder is not None:
        turn.reminder = replace(turn.reminder, at_once=False)  # a pause holds back even what was asked for before it


def pause_end(text: str, wall: datetime, work: work_hours.Hours | None) -> datetime | None:
    """The instant that a pause ends: after "1h" (the default), at "14:30", or "tomorrow"; None if it is neither."""
    if text == "tomorrow":
        return work_hours.tomorrow(work, wall)
    if re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text, re.ASCII):
        hour, minute = map(int, text.split(":"))
        return wall_time.next_time(time(hour, minute), wall)
    seconds = durations.parse(text) if text else HOUR
    return None if seconds is None else wall_time.later(wall, seconds)


def _posture(turn: Turn, posture: Posture) -> None:
    """Who sits down or stands up has done what a reminder to do so asks for, though no movement."""
    asks_for = {Kind.CHANGE: Posture.SITTING, Kind.STRETCH: Posture.STANDING}
    changed = turn.account.posture is not posture
    turn.set_posture(posture)
    reminder = turn.reminder
    if changed and reminder and asks_for[reminder.kind] is posture and not isinstance(reminder.stage, Started):
        turn.reminder = replace(reminder, stretch="", reason=None)
        close(turn, Outcome.COMPLETED)


def _place(turn: Turn, place: str) -> Refused | None:
    if place not in turn.settings.places:
        return Refused(Refusal.UNKNOWN_PLACE, place)
    turn.memory = replace(turn.memory, place=place, place_day=turn.now.wall.date())
    return None


def in_heads_up(turn: Turn) -> bool:
    """Whether the next reminder is announced: `heads_up` before it, with nothing open."""
    rules = turn.rules
    heads_up = turn.settings.reminder.heads_up
    if turn.reminder is not None or heads_up >= rules.limit or turn.counts_as is not sitting_clock.Counted.SITTING:
        return False
    return seconds_to_due(turn) <= heads_up + sitting_clock.EPSILON


def seconds_to_due(turn: Turn) -> float:
    """Sitting seconds until the next reminder is due, by the clock or by the bout."""
    rules, account = turn.rules, turn.account
    by_clock = rules.limit - account.clock
    by_bout = rules.hard_limit - account.bout
    return max(0.0, by_clock if turn.memory.hard_limit_met else min(by_clock, by_bout))
