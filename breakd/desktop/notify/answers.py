"""What each answer to a pop-up means, as an event."""

from __future__ import annotations

from collections.abc import Mapping

from breakd.core.effects import AskStretched, Kind, Remind
from breakd.core.events import Another, Details, Done, Event, NotNow, Posture, SetPosture, Snooze
from breakd.core.wording.popup import Answer


def answers(shown: Remind | AskStretched) -> Mapping[Answer, Event]:
    """The events that this very pop-up may bring; an answer that is not in it does not exist."""
    id = shown.id
    if isinstance(shown, AskStretched):
        return {Answer.DONE: Done(id), Answer.NOT_NOW: NotNow(id)}
    later = Snooze(id, shown.snooze_seconds)
    if shown.kind is Kind.CHANGE:
        return {Answer.SIT: SetPosture(Posture.SITTING), Answer.SNOOZE: later}
    steps: dict[Answer, Event] = {} if shown.details else {Answer.STEPS: Details(id)}
    return {**steps, Answer.DONE: Done(id), Answer.SNOOZE: later, Answer.ANOTHER: Another(id)}
