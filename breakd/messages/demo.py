"""The simulated work day, as `breakd demo` tells it."""

from __future__ import annotations

from breakd.engine.effects import Remind
from breakd.engine.records import Outcome
from breakd.engine.status import Status
from breakd.stretches.model import Stretch

from . import minutes, tr

TITLE = "A work day with breakd: a real engine, a simulated person and clock.\n"
ARRIVES = "You sit down and begin to work."
DOES = "You do the stretch and say so."
SNOOZES = "Not now: you snooze it."
GETS_UP = "You get up and fetch a coffee."
WALKS = "You stand up and walk a little."
COMES_BACK = "You come back."
CALL = "A call begins."
CALL_ENDS = "The call ends."
LUNCH = "You lock the screen and go to lunch."
AFTERNOON = "You unlock the screen."
STANDS = "You work standing now."
SITS = "You sit down again."
SKIPS = "Too busy: you skip it."
HOME = "You go home."

SHOWN = "-> {seconds} of sitting. {name}?"
FIRM = "-> {seconds} of sitting, time to get up. {name}?"
NO_STRETCH = "A short walk"
ASKED = "-> Did you stretch?"
NATURAL = "-> a natural break, without a reminder. The clock is at 0."
OUTCOMES = {
    Outcome.COMPLETED: "-> done. The clock is at 0.",
    Outcome.NATURAL: "-> you got up by yourself: a natural break. The clock is at 0.",
    Outcome.SKIPPED: "-> skipped, no questions asked. The next one comes after more sitting.",
    Outcome.IGNORED: "-> no answer. breakd does not ask twice.",
    Outcome.UNSEEN: "-> the desktop hid it.",
}
DAY = "Sat {sitting}, stood {standing}; {bouts} bouts, the longest {longest}."
BREAKS = "Breaks: {completed} done, {natural} natural, {skipped} skipped, {ignored} without an answer."

PERSON = (
    "What this person would be given, each break taken. The engine is real; the person and the clock are simulated."
)
PERSON_OPEN = "The notice of `breakd setup` is not confirmed in this file, so only walking comes."
PERSON_DAY = "Day {day}, {weekday} {date}"
DOSES = {1: "easy", 2: "usual", 3: "demanding"}
GIVEN = {
    None: "{clock}  {name}. {dose}, {seconds} s. {reason}",
    "left": "{clock}  {name}, left side only. {dose}, {seconds} s. {reason}",
    "right": "{clock}  {name}, right side only. {dose}, {seconds} s. {reason}",
    "both": "{clock}  {name}, both sides. {dose}, {seconds} s. {reason}",
}
GIVEN_FIRM = "{line} (time to get up)"
GIVEN_NOTHING = "{clock}  {reason}"
PERSON_NOTHING = "In these days breakd would not remind this person of anything."
PERSON_SUM = "{breaks} breaks, {movements} different stretches, {standing} % of the breaks standing or walking."
PERSON_COUNT = "{count:>4}  {name} ({id}): {doses}"
PERSON_DOSE = "{count} {dose}"


def shown(popup: Remind, stretch: Stretch | None) -> str:
    """A reminder in one line."""
    name = stretch.name if stretch is not None else NO_STRETCH
    return tr(FIRM if popup.firm else SHOWN, seconds=minutes(popup.sitting_seconds), name=name)


def summary(status: Status) -> list[str]:
    """The day's account."""
    today = status.today
    counts = {outcome.value: number for outcome, number in today.outcomes.items()}
    return [
        tr(
            DAY, sitting=minutes(today.sitting_seconds), standing=minutes(today.standing_seconds), bouts=today.bouts,
            longest=minutes(today.longest_bout_seconds),
        ),
        tr(BREAKS, **counts),
    ]  # fmt: skip
