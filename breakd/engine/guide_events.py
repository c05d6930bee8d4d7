"""The guided stretch as the engine sees it: it begins, is heard of, and is finished or left."""

from __future__ import annotations

from dataclasses import replace

from breakd.core import session

from . import safety
from .effects import OpenGuide, Refusal, Refused
from .events import Details, GuideLeft, GuideWord, Start
from .health_requests import StartSession
from .records import Kind, Outcome
from .reminder import GUIDE_SILENCE, close, dismiss, end_session, keep, open_reminder, show, take_off
from .reminder_stages import Shown, Started
from .step import Turn


def grant(turn: Turn, wish: Start | StartSession | GuideWord | GuideLeft | Details) -> Refused | None:
    """Do what is asked, or say why not. Whatever names another reminder than the open one is refused."""
    match wish:
        case Start(id, stretch, token):
            return _start(turn, id, stretch, token)
        case StartSession():
            return _start_session(turn)
        case GuideWord(id) | GuideLeft(id) | Details(id):
            if turn.reminder is None or id not in (0, turn.reminder.id):
                return Refused(Refusal.STALE)
    match wish:
        case GuideWord() if isinstance(turn.reminder.stage, Started):
            turn.enter(Started(turn.boot + GUIDE_SILENCE))
        case GuideLeft() if isinstance(turn.reminder.stage, Started):
            dismiss(turn)
        case Details() if isinstance(turn.reminder.stage, Started) or _shows(turn):
            end_session(turn)
            show(turn, details=True)
    return None


def _start(turn: Turn, id: int, stretch: str, token: str | None) -> Refused | None:
    if stretch and turn.suggester.stretch(stretch) is None:
        return Refused(Refusal.UNKNOWN_STRETCH, stretch)
    named = stretch or (turn.reminder.stretch if turn.reminder is not None else "")
    if refused := safety.refusal(turn, named):
        if _shows(turn):
            show(turn)  # the click took it off the screen
        return refused
    if turn.reminder is None and not id:
        open_reminder(turn, Kind.STRETCH, by_program=False, stretch=stretch)
    reminder = turn.reminder
    if reminder is None or id not in (0, reminder.id):
        return Refused(Refusal.STALE)
    if not stretch and (reminder.kind is Kind.CHANGE or (token is not None and not reminder.stretch)):
        if token is not None and _shows(turn):
            show(turn)  # the click took it off the screen
        return Refused(Refusal.NO_STRETCH)
    if stretch and stretch != reminder.stretch:
        turn.reminder = replace(
            reminder, stretch=stretch, reason=None, level=turn.suggester.dose(stretch), session=()
        )
    _begin(turn)
    if token is not None:
        turn.emit(OpenGuide(reminder.id, token))
    return None


def _start_session(turn: Turn) -> Refused | None:
    """The session takes the place of what is open: a suggestion, or a guide."""
    if refused := safety.refusal(turn):
        return refused
    if not turn.settings.body.disclaimer:
        return Refused(Refusal.NOT_CONFIRMED)
    planned = session.plan(turn.suggester.question(firm=False))
    if not planned:
        return Refused(Refusal.NO_STRETCH)
    if turn.reminder is not None and turn.reminder.kind is Kind.CHANGE:
        close(turn, Outcome.SKIPPED)  # it asks for less than is done now
    if turn.reminder is None:
        open_reminder(turn, Kind.STRETCH, by_program=False, stretch=planned[0].stretch)
    turn.reminder = replace(turn.open, stretch="", reason=None, session=planned)
    _begin(turn)
    return None


def _begin(turn: Turn) -> None:
    """Off the screen; nothing expires as long as the guide is heard of."""
    take_off(turn)
    turn.enter(Started(turn.boot + GUIDE_SILENCE))
    keep(turn)


def _shows(turn: Turn) -> bool:
    reminder = turn.reminder
    return reminder is not None and isinstance(reminder.popup, Shown)
