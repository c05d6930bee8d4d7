"""What breakd refuses, as the window says it: the way out is a page there, and no command."""

from __future__ import annotations

import re

from breakd.engine.effects import Refusal

from . import command, refusals, tr

IN_WINDOW = {
    Refusal.NOT_DUE: (
        "Nothing is due yet, so there is nothing to snooze. The page Now can pause reminders for a while."
    ),
    Refusal.UNKNOWN_STRETCH: "There is no stretch “{detail}”. The page Stretches shows them all.",
    Refusal.EMERGENCY: "{detail}\nWhen you have been checked, say so on the page Now.",
    Refusal.URGENT: "{detail}\nWhen a doctor or physiotherapist has had a look, say so on the page Now.",
    Refusal.NO_SAFETY_LOCK: "Nothing is locked. The page Now shows what comes next.",
    Refusal.NOT_CHECKED: (
        "Thank you for saying so. Please let a doctor or physiotherapist have a look first; stretches wait until "
        "then. When one has checked you, say so on the page Now."
    ),
    Refusal.QUESTIONS: "Please answer a few safety questions first. The page Now opens them.",
    Refusal.NOT_CONFIRMED: ("Before the first stretch, please read and confirm a short notice on the page Set up."),
    Refusal.EXCLUDED: (
        "breakd leaves out “{detail}” because of what you told it about your health. The page Stretches says more."
    ),
    Refusal.OFF: "“{detail}” is turned off. The page Stretches can turn it on again.",
    Refusal.PUT_AWAY: (
        "breakd leaves out “{detail}” for now, because it or a similar stretch hurt. The page Stretches can put it "
        "back."
    ),
    Refusal.IN_FLARE: (
        "“{detail}” waits until the flare-up is over. To end it now, choose “Back to normal” on the page Now."
    ),
    Refusal.LIMIT: (
        "You have done “{detail}” as often as is good for now. The page Stretches says when it can come again."
    ),
    Refusal.NO_LEG_PAIN: ("“{detail}” is meant for pain down the leg. If you have that, say so on the page Set up."),
    Refusal.NOT_EASED: (
        "“{detail}” bends the back forward, and breakd leaves that out because of what you told it. If bending "
        "forward eases your pain, say so on the page Set up."
    ),
    Refusal.NOT_AWAY: "“{detail}” is not put away, so there is nothing to bring back.",
    Refusal.RUNNING: "{detail} is in progress. To stop it, choose “Skip this one” on the page Now.",
}
"""The refusals that name a command elsewhere."""
NO_DAEMON = "breakd is not running. The page Now can start it."


def in_window(sentence: str) -> str:
    """A sentence of breakd as the window says it; one that names no command stays as it is."""
    if sentence == command.NO_DAEMON:
        return tr(NO_DAEMON)
    for refusal, here in IN_WINDOW.items():
        if found := _form(refusals.REFUSALS[refusal]).fullmatch(sentence):
            return tr(here, **found.groupdict())
    return sentence


def _form(sentence: str) -> re.Pattern[str]:
    """The form of a sentence with its detail filled in, everywhere with the same."""
    first, *more = map(re.escape, sentence.split("{detail}"))
    named, again = "(?P<detail>.*)", "(?P=detail)"
    form = first + "".join(f"{again if number else named}{part}" for number, part in enumerate(more))
    return re.compile(form, re.DOTALL)
