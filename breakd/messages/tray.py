"""What a person reads in the tray: the line that says what is going on, and the menu.

The line is the first line of the menu and, with a time instead of minutes, the tooltip.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from breakd.engine.events import Posture
from breakd.engine.status import State, Status
from breakd.stretches.safety_state import Examiner

from . import until, when
from .status_sentence import sentence

TITLE = "breakd"

OPEN = "Open breakd"
START = "Start the stretch"
START_UNASKED = "Stretch with the guide"
DONE = "Done"
DONE_UNASKED = "I took a break"
ANOTHER = "Another stretch"
SKIP = "Skip"
REMIND_NOW = "Remind me now"
SHOW_AGAIN = "Show it again"
SNOOZE = "Snooze"
PAUSE = "Pause"
TODAY = "Today"
BODY = "Your body"
RESUME = "Resume"
QUIT = "Quit breakd"

FEEL = "How did it feel?"
ASKED = "Safety questions"
QUESTIONS = "Answer the safety questions"
CLEARED = "I have been checked, for this"
EXAMINERS = {
    Examiner.DOCTOR: "By a doctor: I may exercise",
    Examiner.PHYSIOTHERAPIST: "By a physiotherapist: I may exercise",
    Examiner.OTHER: "By somebody else, or not yet",
}
CHECKUP_DONE = "I had my check-up"
CHECKUP_LATER = "Check-up: ask again in a week"
FLARE = "Go gently today"
FLARE_OFF = "Back to normal"

PAUSES = (
    ("30m", "30 minutes"),
    ("1h", "1 hour"),
    ("2h", "2 hours"),
    ("tomorrow", "Until tomorrow"),
    ("forever", "Until I resume"),
)
"""What the pause menu offers: the words of the `Pause` request, and what a person reads."""

POSTURES = {Posture.SITTING: "Sitting", Posture.STANDING: "Standing"}
_PLACES = {"office": "Office", "home": "Home"}


def place_name(place: str) -> str:
    """A place as the menu calls it; one that the person named keeps that name."""
    return _PLACES.get(place, place)


def headline(status: Status, today: date) -> str:
    """What is going on, in one sentence; `today` decides whether a time needs its weekday."""
    match status.state:
        case State.PAUSED:
            end = status.paused_until
        case State.SNOOZED:
            end = status.snoozed_until
        case _:
            end = status.asks_again_at
    return sentence(_words(status), until(end, today) if isinstance(end, datetime) else "")


def tooltip(status: Status, now: datetime) -> str:
    """The same for the tooltip, with the time of the next reminder: it stays true without a word each minute."""
    if status.state is not State.SITTING or status.in_heads_up or status.due_in_seconds is None:
        return headline(status, now.date())
    due = (now + timedelta(seconds=status.due_in_seconds + 30)).replace(second=0, microsecond=0)
    return sentence(_words(status), due_at=when(due, now.date()))


def _words(status: Status) -> dict[str, object]:
    """What the sentence reads, in the words of the status document."""
    reminder = status.reminder
    return {
        "not_saved": status.not_saved,
        "state": status.state.value, "presence": status.presence.value, "bout_seconds": status.bout_seconds,
        "standing_seconds": status.standing_seconds, "due_in_seconds": status.due_in_seconds,
        "in_heads_up": status.in_heads_up, "safety_lock": status.safety_lock, "flare_until": status.flare_until,
        "quiet": [reason.value for reason in status.quiet], "may_stand": status.may_stand,
        "reminder": reminder
        and {"stage": reminder.stage.value, "kind": reminder.kind.value, "firm": reminder.firm},
    }  # fmt: skip
