"""What a person reads in the terminal that breakd runs in."""

from __future__ import annotations

from collections.abc import Sequence

from . import tr
from .popup import Action

KEYS = {
    Action.DONE: "d",
    Action.SIT: "d",
    Action.SNOOZE: "s",
    Action.ANOTHER: "a",
    Action.NOT_NOW: "k",
    Action.STEPS: "Enter",
    Action.CLOSE: "k",
    Action.QUESTIONS: "f",
}
"""The key for each answer; no pop-up has two answers on one key."""
SKIP_KEY = "k"

HINTS = "? help   q quit"
HELP = (
    "d       done: you stretched, or took a break of your own",
    "s       snooze the reminder",
    "k       skip it",
    "a       another stretch",
    "f       the safety questions, while they are open",
    "Enter   all steps of the stretch",
    "q       quit breakd (Ctrl-C does, too)",
)
QUITTING = "Stopping. Your day is saved."
THANKS = "Well done, it counts."
NO_TERMINAL = "you have no terminal in which input could be seen"


def buttons(labels: Sequence[tuple[Action, str]]) -> str:
    """The answers with their keys, on one line: "[d] Done  [s] Snooze 10 min  [k] Skip"."""
    answers = [tr("[{key}] {label}", key=KEYS[answer], label=label) for answer, label in labels]
    # what a click on a pop-up does comes last: here it is a key among others
    answers = [*answers[1:], answers[0]] if labels[0][0] is Action.STEPS else answers
    if SKIP_KEY not in (KEYS[answer] for answer, _ in labels):
        answers.append(tr("[{key}] Skip", key=SKIP_KEY))
    return "  ".join(answers)
