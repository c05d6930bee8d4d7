"""What a person may ask for, from whichever way in. Each returns nothing, or why it cannot be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from breakd.frozen import frozen
from breakd.messages import refusals
from breakd.stretches.model import PlannedStretch

from . import (
    durations,
    erasing,
    feedback,
    guide_events,
    health_notices,
    physio_reminder,
    safety,
    sitting_clock,
    wall_time,
    work_hours,
)
from .effects import OpenBoardPage, Refusal, Refused
from .events import (
    Another,
    Details,
    Done,
    Erase,
    Feel,
    GuideAbandoned,
    GuideKeepAlive,
    Hurts,
    OpenBoard,
    Pause,
    Posture,
    RemindNow,
    Request,
    Resume,
    SetPlace,
    SetPosture,
    Skip,
    Snooze,
    Start,
)
from .health_requests import Checkup, Cleared, Flare, OpenQuestions, Reinstate, ReportRedFlags, StartSession
from .records import Outcome, ReminderKind, ReminderRow
from .reminder import (
    bring_up,
    end_session,
    open_reminder,
    record_reminder,
    replace_suggestion,
    resolve,
    revalidate,
    show,
    withdraw,
)
from .reminder_stages import Snoozed, Started
from .spans import Counted
from .step import Step
from .stretch_outcomes import counts_as_done, record_done, record_session, record_skimmed

HOUR = 3600.0


def handle_request(step: Step, request: Request) -> Refused | None:
    """Do what is asked, or say why not."""
    match request:
        case Done(id, stretch, seconds):
            return _done(step, id, stretch, seconds)
        case Snooze(id, seconds):
            return _snooze(step, id, seconds)
        case Skip(id):
            return _refuse_other(step, id) or _skip(step)
        case Another(id):
            return _refuse_other(step, id) or _refuse_while_running(step) or _another(step)
        case Start() | StartSession() | GuideKeepAlive() | GuideAbandoned() | Details():
            return guide_events.handle_guide_request(step, request)
        case RemindNow():
            return _remind_now(step)
        case OpenBoard(page, token):
            step.emit(OpenBoardPage(page, token))
            return None
        case Pause(until):
            return _pause(step, until)
        case Resume():
            step.state = replace(step.state, paused_until=None, pause_elapses=None, paused_forever=False)
            return None
        case SetPosture(posture):
            _posture(step, posture)
            return None
        case SetPlace(place):
            return _place(step, place)
        case Erase(before):
            erasing.erase(step, before)
            return None
        case Feel(word):
            return feedback.record_feeling(step, word)
        case Hurts(stretch):
            return feedback.record_hurt(step, stretch)
        case Checkup():
            return physio_reminder.handle_answer(step, request)
        case ReportRedFlags() | Cleared() | Flare() | Reinstate() | OpenQuestions():
            return safety.handle_safety_request(step, request)


def _refuse_other(step: Step, id: int) -> Refused | None:
    """Refused unless `id` (0: any) is the open reminder."""
    if step.reminder is None:
        return Refused(Refusal.STALE if id else Refusal.NOTHING_OPEN)
    return Refused(Refusal.STALE) if id not in (0, step.reminder.id) else None


def _refuse_while_running(step: Step) -> Refused | None:
    """Refused while a guide runs, which would go on with what it has."""
    reminder = step.reminder
    if reminder is None or not isinstance(reminder.stage, Started):
        return None
    stretch = step.suggester.stretch(reminder.stretch)
    name = stretch.name if stretch else reminder.stretch
    return Refused(Refusal.RUNNING, refusals.running(name, len(reminder.session)))


def _done(step: Step, id: int, stretch_id: str, seconds: float | None) -> Refused | None:
    if id and (refused := _refuse_other(step, id)):
        return refused
    if stretch_id and step.suggester.stretch(stretch_id) is None:
        return Refused(Refusal.UNKNOWN_STRETCH, stretch_id)
    reminder = step.reminder
    if reminder is None:
        _done_unasked(step, stretch_id, seconds)
        health_notices.announce_one(step)
        return None
    if stretch_id:
        step.reminder = reminder = replace(reminder, stretch=stretch_id, session=())
    if reminder.kind is ReminderKind.CHANGE:
        step.set_posture(Posture.SITTING)
    resolve(step, Outcome.COMPLETED, seconds)
    planned = (PlannedStretch(reminder.stretch, reminder.level),) if not reminder.session else reminder.session
    if not counts_as_done(step, planned, seconds):
        record_skimmed(step, planned)
    elif planned is reminder.session:
        record_session(step, planned, seconds)
    elif reminder.kind is ReminderKind.STRETCH or reminder.stretch:
        record_done(step, reminder.stretch, reminder.level, firm=reminder.firm, asked=True)
    health_notices.announce_one(step)
    return None


def _done_unasked(step: Step, stretch_id: str, seconds: float | None) -> None:
    """A break nobody asked for."""
    wall, number = step.now.wall, step.state.next_id
    step.record(
        ReminderRow(
            id=number,
            kind=ReminderKind.STRETCH,
            day=wall.date(),
            opened_at=wall,
            stretch=stretch_id,
            firm=False,
            by_program=False,
            shown_at=None,
            closed_at=wall,
            outcome=Outcome.COMPLETED,
            snoozes=0,
            bout_seconds=step.account.bout,
            guided_seconds=seconds,
        )
    )
    step.state = replace(step.state, next_id=number + 1)
    step.count_outcome(wall.date(), Outcome.COMPLETED)
    step.account = replace(step.account, clock=0.0)
    planned = (PlannedStretch(stretch_id, step.suggester.dose_level(stretch_id)),)
    if counts_as_done(step, planned, seconds):
        record_done(step, stretch_id, planned[0].level)
    else:
        record_skimmed(step, planned)


def _snooze(step: Step, id: int, seconds: float) -> Refused | None:
    reminder = step.reminder
    if not (seconds == 0 or 1 <= seconds <= durations.LONGEST):
        return Refused(Refusal.BAD_LENGTH, f"{seconds:g}")
    if reminder is None and not id:
        if not in_heads_up(step):
            return Refused(Refusal.NOT_DUE)
        reminder = open_reminder(step, ReminderKind.STRETCH, by_program=True)
    if refused := _refuse_other(step, id):
        return refused
    assert reminder is not None
    returns = step.boot + (seconds or reminder.rules.snooze[0])
    if isinstance(reminder.stage, Snoozed):  # another time for the snooze that it has
        step.enter(Snoozed(returns))
        return None
    if reminder.snoozes >= reminder.rules.max_snoozes:
        if reminder.awaits_answer:
            show(step, refused=Refusal.NO_MORE_SNOOZES)
        return Refused(Refusal.NO_MORE_SNOOZES)
    withdraw(step)
    end_session(step)
    step.reminder = replace(
        step.open, stage=Snoozed(returns), snoozes=reminder.snoozes + 1, at_once=False, opening=None
    )  # fmt: skip
    record_reminder(step)
    return None


def _skip(step: Step) -> Refused | None:
    resolve(step, Outcome.SKIPPED)
    return None


def _another(step: Step) -> Refused | None:
    reminder = step.reminder
    assert reminder is not None
    if refused := safety.refusal_of_all(step):
        return refused
    if reminder.kind is ReminderKind.CHANGE:
        return Refused(Refusal.NO_STRETCH)
    suggestion = step.suggester.pick(firm=reminder.firm, avoid=reminder.stretch)
    if suggestion is not None:
        replace_suggestion(step, suggestion)
        if reminder.asks_again is not None or (reminder.awaits_answer and reminder.popup is None):
            bring_up(step)
        return None
    unread = not (step.settings.body.disclaimer or safety.is_locked(step))
    why = Refusal.NOT_CONFIRMED if unread else Refusal.NO_STRETCH
    if reminder.popup is not None or reminder.awaits_answer:  # the click took it off the screen
        show(step, refused=why)
    return Refused(why)


def _remind_now(step: Step) -> Refused | None:
    if step.facts.locked:
        return Refused(Refusal.LOCKED)
    if refused := safety.refusal_of_all(step):
        return refused
    if refused := _refuse_while_running(step):
        return refused
    if step.reminder is None:
        open_reminder(step, ReminderKind.STRETCH, by_program=False)
    elif step.open.popup is None:
        revalidate(step)  # what was picked before a call need not suit it
    bring_up(step)
    return None


def _pause(step: Step, until: str) -> Refused | None:
    end = read_pause(until, step.now.wall, step.settings.hours)
    if end is None:
        return Refused(Refusal.BAD_TIME, until)
    _paused(step, until=end.at, elapses=None if end.after is None else step.boot + end.after)
    return None


@frozen
class PauseEnd:
    """When a pause ends by the wall clock; None: when the person resumes."""

    at: datetime | None
    after: float | None = None
    """Of one of a length: its seconds, which no clock that is set changes."""


def read_pause(until: str, wall: datetime, work: work_hours.WorkHours | None) -> PauseEnd | None:
    """The end that a person means who says this at `wall`; None if nobody can read it."""
    text = until.strip().lower()
    if text == "forever":
        return PauseEnd(None)
    seconds = durations.parse(text) if text else HOUR
    if seconds is not None:
        return PauseEnd(wall_time.later(wall, seconds), seconds)
    at = pause_end(text, wall, work)
    return None if at is None else PauseEnd(at)


def _paused(step: Step, until: datetime | None, elapses: float | None = None) -> None:
    step.state = replace(
        step.state, paused_until=until, pause_elapses=elapses, paused_forever=until is None
    )  # fmt: skip
    if step.reminder is not None:
        step.reminder = replace(step.reminder, at_once=False)  # a pause holds back even what was asked for before it


def pause_end(text: str, wall: datetime, work: work_hours.WorkHours | None) -> datetime | None:
    """The instant of the wall clock that a pause ends: at "14:30", "tomorrow", or on "2026-12-24"; None otherwise."""
    if text == "tomorrow":
        return work_hours.tomorrow(work, wall)
    if re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text, re.ASCII):
        hour, minute = map(int, text.split(":"))
        return wall_time.next_time(time(hour, minute), wall)
    return _first_hour_of(text, wall, work)


def _first_hour_of(text: str, wall: datetime, work: work_hours.WorkHours | None) -> datetime | None:
    """When work first begins on a date, or after it if that day has no work; None if it is none to come in a year."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    if not timedelta(0) <= day - wall.date() <= timedelta(seconds=durations.LONGEST):
        return None
    begins = work_hours.first_begin(work, wall_time.at_clock(day, time(0), wall))
    return begins if wall_time.elapsed(wall, begins) > 0 else None


def _posture(step: Step, posture: Posture) -> None:
    """Who sits down or stands up has done what a reminder to do so asks for, though no stretch."""
    asks_for = {ReminderKind.CHANGE: Posture.SITTING, ReminderKind.STRETCH: Posture.STANDING}
    changed = step.account.posture is not posture
    step.set_posture(posture)
    reminder = step.reminder
    if changed and reminder and asks_for[reminder.kind] is posture and not isinstance(reminder.stage, Started):
        step.reminder = replace(reminder, stretch="", reason=None)
        resolve(step, Outcome.COMPLETED)


def _place(step: Step, place: str) -> Refused | None:
    if place not in step.settings.places:
        return Refused(Refusal.UNKNOWN_PLACE, place)
    step.state = replace(step.state, place=place, place_day=step.now.wall.date())
    return None


def in_heads_up(step: Step) -> bool:
    """Whether the next reminder is announced: `heads_up` before it, with nothing open."""
    rules = step.rules
    heads_up = step.settings.reminder.heads_up
    if step.reminder is not None or heads_up >= rules.limit or step.counts_as is not Counted.SITTING:
        return False
    return seconds_to_due(step) <= heads_up + sitting_clock.EPSILON


def seconds_to_due(step: Step) -> float:
    """Sitting seconds until the next reminder is due, by the clock or by the bout."""
    rules, account = step.rules, step.account
    by_clock = rules.limit - account.clock
    by_bout = rules.hard_limit - account.bout
    return max(0.0, by_clock if step.state.hard_limit_met else min(by_clock, by_bout))
