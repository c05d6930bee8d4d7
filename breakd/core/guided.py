"""The guided stretch as the engine sees it: it begins, is heard of, and is finished or left."""

from __future__ import annotations

from . import care
from .effects import Kind, OpenGuide, Refusal, Refused
from .events import Details, GuideLeft, GuideWord, Start
from .reminder import GUIDE_SILENCE, dismiss, keep, open_reminder, show, take_off
from .status import Stage
from .turn import Turn


def grant(turn: Turn, wish: Start | GuideWord | GuideLeft | Details) -> Refused | None:
    """Do what is asked, or say why not. Whatever names another reminder than the open one is refused."""
    match wish:
        case Start(id, stretch, token):
            return _start(turn, id, stretch, token)
        case GuideWord(id) | GuideLeft(id) | Details(id):
            if turn.reminder is None or id not in (0, turn.reminder.id):
                return Refused(Refusal.STALE)
    match wish:
        case GuideWord() if turn.reminder.stage is Stage.STARTED:
            turn.update_reminder(guide_silent=turn.boot + GUIDE_SILENCE)
        case GuideLeft() if turn.reminder.stage is Stage.STARTED:
            dismiss(turn)
        case Details() if turn.reminder.stage is Stage.STARTED or _shows(turn):
            show(turn, details=True)
    return None


def _start(turn: Turn, id: int, stretch: str, token: str | None) -> Refused | None:
    if stretch and turn.movement(stretch) is None:
        return Refused(Refusal.UNKNOWN_STRETCH, stretch)
    named = stretch or (turn.reminder.stretch if turn.reminder is not None else "")
    if refused := care.refusal(turn, named):
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
    take_off(turn)
    if stretch and stretch != reminder.stretch:
        turn.update_reminder(stretch=stretch, reason="", level=turn.dose(stretch))
    turn.update_reminder(
        stage=Stage.STARTED, returns=None, not_before=None, settled_at=None,
        guide_silent=turn.boot + GUIDE_SILENCE,
    )  # fmt: skip
    keep(turn)
    if token is not None:
        turn.emit(OpenGuide(reminder.id, token))
    return None


def _shows(turn: Turn) -> bool:
    reminder = turn.reminder
    return reminder is not None and reminder.on_screen and not reminder.question
