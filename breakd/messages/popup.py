"""What a reminder says: title, lines and buttons. Nothing here names a condition or a diagnosis.

The title says what to do, for it is all that some servers show. Those that have little room show the first lines
only, so the lines come in the order of their weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from breakd.engine.effects import AskStretched, Refusal, Remind
from breakd.engine.records import ReminderKind
from breakd.frozen import frozen
from breakd.stretches.model import Stretch
from breakd.stretches.sides import seconds_done, sides_done

from . import about, guide, minutes, tr
from .side_words import fill_sides

REFUSED = {
    Refusal.NO_MORE_SNOOZES: "You cannot snooze this one again. One minute now is enough.",
    Refusal.NOT_CONFIRMED: "More stretches come after “breakd setup”: it takes three minutes.",
    Refusal.NO_STRETCH: "Nothing else fits right now.",
}
"""Why an answer of the pop-up could not be granted, in it."""
WHAT = "{name}, about {time}"
SAT, FIRM_SEATED = "{time} of sitting.", "{time} of sitting: time to move."
MOVE, MOVE_SEATED = "Please stand up, or walk a few steps", "Please shift your weight, and sit in another way"
CHANGE, CHANGE_SEATED = "Sit down for a while, or walk a few steps", "Sit down for a while"
"""Each sentence that asks to stand or walk, and the one for who cannot, or not there: `Remind.may_stand`."""
STOOD = "{time} of standing."
CLICK = "Click: be guided."
CLICKS = {"left": "Click: guide. Tray: more.", "middle": "Middle click: guide. Tray: more."}
"""Where no button is drawn, by the button of the mouse that asks for the guide: mako has 26 letters a line."""


class Action(Enum):
    """What a person can say to a pop-up; the values are the action keys that a notification server sends back."""

    START = "default"
    """A click on the pop-up itself: the guide. The key is the specification's."""
    STEPS = "steps"
    """Show all steps, where no guide can be opened."""
    DONE = "done"
    """The stretch was done."""
    SNOOZE = "snooze"
    """Come back later."""
    ANOTHER = "another"
    """Another stretch, please."""
    SIT = "sit"
    """Sitting again, after standing."""
    NOT_NOW = "not-now"
    """No, not this time."""
    QUESTIONS = "questions"
    """The red-flag questions, which come first."""
    CLOSE = "close"
    """It was read."""


@frozen
class Popup:
    """One pop-up as a person reads it."""

    title: str
    lines: tuple[str, ...]
    buttons: tuple[tuple[Action, str], ...]
    """Each answer with its label, the most wanted first."""
    elsewhere: str
    """Where to answer if the desktop draws no buttons."""
    more: str = ""
    """Where the whole text is, if the desktop has no room for all lines."""


def reminder(remind: Remind, stretch: Stretch | None, sore_side: str = "none", *, guided: bool = False) -> Popup:
    """The pop-up of a reminder. `stretch` is None for a stretch that has left the catalogue meanwhile.

    `sore_side` is the profile's word: the less painful side goes first. `guided`: a guide can be opened from here.
    """
    if remind.card:
        return _locked(remind)
    if remind.kind is ReminderKind.CHANGE:
        return _change(remind)
    lines = tuple(_stretch_lines(remind, stretch, sore_side))
    return _stretch(remind, lines, stretch, sore_side, guided)


def ask_stretched(_question: AskStretched) -> Popup:
    """The question to somebody who is back after a short absence."""
    return Popup(
        tr("Did you stretch?"),
        (tr("You were away for a moment. If you stretched, it counts."),),
        ((Action.DONE, tr("Done")), (Action.NOT_NOW, tr("Not now"))),
        tr("If you did, answer in the tray or type “breakd done”."),
    )


def plain(popup: Popup) -> str:
    """The pop-up as text alone, for where there is nothing to click."""
    return "\n".join((*popup.lines, popup.elsewhere))


# --- a stretch ------------------------------------------------------------------------------------


def _stretch(remind: Remind, lines: tuple[str, ...], stretch: Stretch | None, sore_side: str, guided: bool) -> Popup:
    return Popup(
        _title(remind, stretch, sore_side),
        lines,
        (
            *_more(remind, stretch, guided),
            (Action.DONE, tr("Done")),
            (Action.SNOOZE, tr("Snooze {time}", time=minutes(remind.snooze_seconds))),
            (Action.QUESTIONS, tr("Questions")) if remind.ask_red_flags else (Action.ANOTHER, tr("Another")),
        ),
        tr("Answer in the tray, or type “breakd questions”, “breakd done” or “breakd snooze”.")
        if remind.ask_red_flags
        else tr("Answer in the tray, or type “breakd done”, “breakd snooze” or “breakd another”."),
        tr("More: “breakd stretches show {id}”.", id=remind.stretch),
    )


def _title(remind: Remind, stretch: Stretch | None, sore_side: str) -> str:
    """What to do."""
    if stretch is None or _asks_to_stand(remind):
        return tr(MOVE if remind.may_stand else MOVE_SEATED)
    return _named(WHAT, remind, stretch, sore_side)


def _asks_to_stand(remind: Remind) -> bool:
    return remind.firm and remind.may_stand


def _named(sentence: str, remind: Remind, stretch: Stretch, sore_side: str) -> str:
    return tr(sentence, name=stretch.name, time=about(seconds_done(stretch, remind.level, sore_side)))


def _more(remind: Remind, stretch: Stretch | None, guided: bool) -> Iterator[tuple[Action, str]]:
    if remind.details:
        return  # they show already; a guide was asked for and could not be had
    if not guided:
        yield Action.STEPS, tr("Show steps")
    elif stretch is not None:
        yield Action.START, tr("Start")


def _stretch_lines(remind: Remind, stretch: Stretch | None, sore_side: str) -> Iterator[str]:
    if remind.refused is not None:
        yield tr(REFUSED[remind.refused])
    if remind.ask_red_flags:
        yield tr("Please answer a few safety questions first.")
    if not remind.asked:
        text = FIRM_SEATED if remind.firm and not remind.may_stand else SAT
        yield tr(text, time=minutes(remind.sitting_seconds))
    if stretch is None:
        return
    if _asks_to_stand(remind):
        yield _named("Or: {name}, about {time}.", remind, stretch, sore_side)
    if remind.details:
        yield from _care(stretch, remind.conditions)
        yield from _steps(stretch, remind.level, sore_side)
    else:
        yield _first(stretch, sore_side)


def _first(stretch: Stretch, sore_side: str) -> str:
    """The one instruction that must be read in three seconds."""
    texts = _step_texts(stretch, sore_side, "setup") or _step_texts(stretch, sore_side, "rep")
    return next(iter(texts), stretch.name)


def _care(stretch: Stretch, conditions: frozenset[str]) -> Iterator[str]:
    """When to stop and what this person minds: before the steps, for the last lines are the first to be cut."""
    if stretch.stop_if:
        yield tr(guide.STOP_IF, signs=", ".join(stretch.stop_if))
    # two conditions may have one reason
    for why in dict.fromkeys(stretch.why[tag] for tag in sorted(conditions & stretch.why.keys())):
        yield tr(guide.FOR_YOU, why=why)


def _steps(stretch: Stretch, level: int, sore_side: str) -> tuple[str, ...]:
    """Everything to know for doing it, in the order in which it is needed."""
    lines = [*_step_texts(stretch, sore_side, "setup"), *_step_texts(stretch, sore_side, "rep")]
    if stretch.feel:
        lines.append(tr(guide.FEEL_IT, where=_sided(stretch.feel, stretch, sore_side)))
    reps = stretch.at_level(level).reps
    if reps > 1:
        lines.append(tr("Do it {count} times.", count=reps))
    lines += _step_texts(stretch, sore_side, "finish")
    if len(sides_done(stretch, sore_side)) > 1:
        lines.append(tr("Then the other side."))
    return (*lines, stretch.breathing, *stretch.cautions)


def _step_texts(stretch: Stretch, sore_side: str, part: str) -> tuple[str, ...]:
    return tuple(_sided(step.text, stretch, sore_side) for step in stretch.steps if step.part == part)


def _sided(text: str, stretch: Stretch, sore_side: str) -> str:
    """The text for the side that goes first."""
    return fill_sides(text, next(iter(sides_done(stretch, sore_side)), "left"))


# --- under the emergency lock -----------------------------------------------------------------------


def _locked(remind: Remind) -> Popup:
    """One line of the card, and nothing to do but to read it."""
    return Popup(
        remind.card,
        (tr("When you have been checked, type “breakd cleared” or say so in the tray."),),
        ((Action.CLOSE, tr("OK")),),
        tr("To close it, type “breakd skip”."),
    )


# --- sit or walk ----------------------------------------------------------------------------------


def _change(remind: Remind) -> Popup:
    refused = (tr(REFUSED[remind.refused]),) if remind.refused is not None else ()
    stood = () if remind.asked else (tr(STOOD, time=minutes(remind.sitting_seconds)),)
    return Popup(
        tr(CHANGE if remind.may_stand else CHANGE_SEATED),
        (*refused, *stood),
        (
            (Action.SIT, tr("Sit")),
            (Action.SNOOZE, tr("Snooze {time}", time=minutes(remind.snooze_seconds))),
        ),
        tr("Answer in the tray, or type “breakd sitting” or “breakd snooze”."),
    )
