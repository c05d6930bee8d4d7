"""The guided stretch as the engine sees it: it begins, is heard of, and is finished or left."""

from __future__ import annotations

from dataclasses import replace

from breakd.stretches import session

from . import safety
from .effects import OpenGuide, Refusal, Refused
from .events import Details, GuideAbandoned, GuideKeepAlive, Start
from .health_requests import StartSession
from .records import Outcome, ReminderKind
from .reminder import (
    GUIDE_SILENCE,
    dismiss,
    end_session,
    open_reminder,
    opens_firm,
    record_reminder,
    resolve,
    show,
    withdraw,
)
from .reminder_stages import Started
from .step import Step


def handle_guide_request(
    step: Step, request: Start | StartSession | GuideKeepAlive | GuideAbandoned | Details
) -> Refused | None:
    """Do what is asked, or say why not. Whatever names another reminder than the open one is refused."""
    match request:
        case Start(id, stretch_id, token):
            return _start(step, id, stretch_id, token)
        case StartSession():
            return _start_session(step)
        case GuideKeepAlive(id) | GuideAbandoned(id) | Details(id):
            if step.reminder is None or id not in (0, step.reminder.id):
                return Refused(Refusal.STALE)
    match request:
        case GuideKeepAlive() if isinstance(stage := step.reminder.stage, Started):
            step.enter(replace(stage, silent_at=step.boot + GUIDE_SILENCE))
        case GuideAbandoned() if isinstance(step.reminder.stage, Started):
            dismiss(step)
        case Details() if isinstance(step.reminder.stage, Started) or step.reminder.awaits_answer:
            end_session(step)
            show(step, details=True)
    return None


def _start(step: Step, id: int, stretch_id: str, token: str | None) -> Refused | None:
    if stretch_id and step.suggester.stretch(stretch_id) is None:
        return Refused(Refusal.UNKNOWN_STRETCH, stretch_id)
    reminder = step.reminder
    if id != 0 and (reminder is None or id != reminder.id):
        return Refused(Refusal.STALE)
    named = stretch_id or (reminder.stretch if reminder is not None else "")
    if refused := safety.refusal_for(step, named) or _refuse_nothing(step, stretch_id):
        if token is not None and reminder is not None and reminder.awaits_answer:
            show(step)  # the click took it off the screen
        return refused
    if reminder is None:
        reminder = open_reminder(step, ReminderKind.STRETCH, by_program=False, stretch_id=stretch_id)
    if stretch_id and stretch_id != reminder.stretch:
        step.reminder = replace(
            reminder, stretch=stretch_id, reason=None, level=step.suggester.dose_level(stretch_id), session=()
        )
    elif reminder.stretch:  # care may have been asked for since it was suggested
        level = min(reminder.level, step.suggester.dose_level(reminder.stretch))
        step.reminder = replace(reminder, level=level)
    _begin(step)
    if token is not None:
        step.emit(OpenGuide(reminder.id, token))
    return None


def _refuse_nothing(step: Step, stretch_id: str) -> Refused | None:
    """Refused where there is nothing that a guide could lead through."""
    reminder = step.reminder
    if stretch_id:
        return None
    if reminder is None:
        there = step.suggester.pick(firm=opens_firm(step)) is not None
    else:
        running = isinstance(reminder.stage, Started) and bool(reminder.session)
        there = reminder.kind is ReminderKind.STRETCH and (running or bool(reminder.stretch))
    return None if there else Refused(Refusal.NO_STRETCH)


def _start_session(step: Step) -> Refused | None:
    """The session takes the place of what is open: a suggestion, or a guide."""
    if refused := safety.refusal_of_session(step):
        return refused
    planned = session.plan_session(step.suggester.selection_input(firm=False))
    if not planned:
        return Refused(Refusal.NO_STRETCH)
    if step.reminder is not None and step.reminder.kind is ReminderKind.CHANGE:
        resolve(step, Outcome.SKIPPED)  # it asks for less than is done now
    if step.reminder is None:
        open_reminder(step, ReminderKind.STRETCH, by_program=False, stretch_id=planned[0].stretch)
    step.reminder = replace(step.open, stretch="", reason=None, session=planned)
    _begin(step)
    return None


def _begin(step: Step) -> None:
    """Off the screen; nothing expires as long as the guide is heard of."""
    withdraw(step)
    step.reminder = reminder = replace(step.open, stage=Started(step.boot + GUIDE_SILENCE), opening=None)
    begun = tuple(one.stretch for one in reminder.session) or (reminder.stretch,)
    step.safety = replace(step.safety, begun=begun)
    record_reminder(step)
