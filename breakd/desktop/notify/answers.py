"""What each answer to a pop-up means, as an event."""

from __future__ import annotations

from collections.abc import Mapping

from breakd.core.wording.popup import Answer
from breakd.engine.effects import AskStretched, Remind
from breakd.engine.events import Another, Details, Done, Event, NotNow, Posture, SetPosture, Snooze, Start
from breakd.engine.records import ReminderKind


def answers(shown: Remind | AskStretched, *, guided: bool = False) -> Mapping[Answer, Event]:
    """The events that this very pop-up may bring; an answer that is not in it does not exist.

    `guided`: a click asks for the guide, where the others show all steps.
    """
    id = shown.id
    if isinstance(shown, AskStretched):
        return {Answer.DONE: Done(id), Answer.NOT_NOW: NotNow(id)}
    later = Snooze(id, shown.snooze_seconds)
    if shown.kind is ReminderKind.CHANGE:
        return {Answer.SIT: SetPosture(Posture.SITTING), Answer.SNOOZE: later}
    more: dict[Answer, Event] = {Answer.START: Start(id, token="")} if guided else {Answer.STEPS: Details(id)}
    if shown.details:
        more = {}
    return {**more, Answer.DONE: Done(id), Answer.SNOOZE: later, Answer.ANOTHER: Another(id)}
