"""What each answer to a pop-up means, as an event."""

from __future__ import annotations

from collections.abc import Mapping

from breakd.engine.effects import AskStretched, Remind
from breakd.engine.events import Another, Details, Done, Event, NotNow, Posture, SetPosture, Skip, Snooze, Start
from breakd.engine.health_requests import OpenQuestions
from breakd.engine.records import ReminderKind
from breakd.messages.popup import Action


def actions_for(shown: Remind | AskStretched, *, guided: bool = False) -> Mapping[Action, Event]:
    """The events that this very pop-up may bring; an answer that is not in it does not exist.

    `guided`: a click asks for the guide, where the others show all steps.
    """
    id = shown.id
    if isinstance(shown, AskStretched):
        return {Action.DONE: Done(id), Action.NOT_NOW: NotNow(id)}
    if shown.card:
        return {Action.CLOSE: Skip(id)}
    later = Snooze(id, shown.snooze_seconds)
    if shown.kind is ReminderKind.CHANGE:
        return {Action.SIT: SetPosture(Posture.SITTING), Action.SNOOZE: later}
    more: dict[Action, Event] = {Action.START: Start(id, token="")} if guided else {Action.STEPS: Details(id)}
    if shown.details:
        more = {}
    last: dict[Action, Event] = {Action.ANOTHER: Another(id)}
    if shown.ask_red_flags:
        last = {Action.QUESTIONS: OpenQuestions()}
    return {**more, Action.DONE: Done(id), Action.SNOOZE: later, **last}
