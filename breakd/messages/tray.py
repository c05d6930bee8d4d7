"""What a person reads in the tray: the line that says what is going on, and the menu.

The line is the first line of the menu and, with a time instead of minutes, the tooltip.
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

from breakd.engine.events import Posture, QuietReason
from breakd.engine.records import ReminderKind
from breakd.engine.status import Presence, Stage, State, Status

from . import minutes, tr

TITLE = "breakd"

START = "Start the stretch"
START_UNASKED = "Stretch with the guide"
DONE = "Done"
DONE_UNASKED = "I took a break"
ANOTHER = "Another stretch"
SKIP = "Skip"
REMIND_NOW = "Remind me now"
SHOW_AGAIN = "Show it again"
PAUSE = "Pause"
RESUME = "Resume"
QUIT = "Quit breakd"

FEELINGS = {"better": "It felt better", "same": "It felt the same", "worse": "It felt worse"}
HURTS = "It hurts"
CHECKED = "I have been checked and may exercise"
CHECKUP_DONE = "I had my check-up"
CHECKUP_LATER = "Check-up: ask again in a week"
FLARE = "Gentler today"
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

_QUIET = {
    QuietReason.CALL: "call",
    QuietReason.SCREEN_SHARE: "screen sharing",
    QuietReason.DO_NOT_DISTURB: "do not disturb",
    QuietReason.FULLSCREEN: "full screen",
    QuietReason.OFF_HOURS: "outside work hours",
    QuietReason.LOCKED: "screen locked",
    QuietReason.PAUSED: "paused",
}


def place_name(place: str) -> str:
    """A place as the menu calls it; one that the person named keeps that name."""
    return _PLACES.get(place, place)


def snooze(seconds: float) -> str:
    """One of the snoozes that the settings offer."""
    return tr("Snooze {time}", time=minutes(seconds))


def headline(status: Status, today: date) -> str:
    """What is going on, in one sentence; `today` decides whether a time needs its weekday."""
    return _with_care(status, _now(status, today))


def tooltip(status: Status, now: datetime) -> str:
    """The same for the tooltip, with the time of the next reminder: it stays true without a word each minute."""
    if status.state is not State.SITTING or status.in_heads_up or status.due_in_seconds is None:
        return headline(status, now.date())
    due = (now + timedelta(seconds=status.due_in_seconds + 30)).replace(second=0, microsecond=0)
    return _with_care(status, tr("Sitting, next reminder at {time}", time=_at(due, now.date())))


def _with_care(status: Status, now: str) -> str:
    if status.safety_lock:
        return tr("{now} (stretches locked)", now=now)
    return now if status.flare_until is None else tr("{now} (gentler)", now=now)


def _now(status: Status, today: date) -> str:
    match status.state:
        case State.UNKNOWN:
            return "Waiting for your first key press or mouse move"
        case State.PAUSED:
            return _paused(status.paused_until, today)
        case State.OFF_HOURS:
            return "Outside your work hours"
        case State.AWAY:
            return "Screen locked" if status.presence is Presence.LOCKED else "You are away"
        case State.STARTED:
            return "Stretching"
        case State.SNOOZED:
            return _snoozed(status.snoozed_until, today)
        case State.DUE:
            return _due(status)
        case State.DEFERRED:
            return _deferred(status)
        case State.STANDING:
            return tr("Standing {time}", time=_passed(status.standing_seconds))
        case State.SITTING:
            return _sitting(status)


def _paused(until: datetime | str | None, today: date) -> str:
    if isinstance(until, datetime):
        return tr("Paused until {time}", time=_at(until, today))
    return "Paused until you resume"


def _snoozed(until: datetime | None, today: date) -> str:
    if until is None:
        return "Snoozed"
    return tr("Snoozed until {time}", time=_at(until, today))


def _due(status: Status) -> str:
    reminder = status.reminder
    if reminder is None or reminder.stage is Stage.WAITING:
        return "A reminder is waiting for a good moment"
    if reminder.kind is ReminderKind.CHANGE:
        return tr("Standing {time}: sit or walk", time=_passed(status.standing_seconds))
    if reminder.firm:
        return tr("Sitting {time}: time to get up", time=_passed(status.bout_seconds))
    return tr("Sitting {time}: time for a stretch", time=_passed(status.bout_seconds))


def _deferred(status: Status) -> str:
    reasons = ", ".join(_QUIET[reason] for reason in status.quiet)
    if not reasons:
        return "A reminder is waiting for a good moment"
    if status.attention:
        sat = _passed(status.bout_seconds)
        return tr("Sitting {time}, reminder held back ({reasons})", time=sat, reasons=reasons)
    return tr("Reminder held back ({reasons})", reasons=reasons)


def _sitting(status: Status) -> str:
    sat = _passed(status.bout_seconds)
    if status.in_heads_up:
        return tr("Sitting {time}, a reminder is coming up", time=sat)
    if status.due_in_seconds is None:
        return tr("Sitting {time}", time=sat)
    return tr("Sitting {time}, next reminder in {rest}", time=sat, rest=_ahead(status.due_in_seconds))


def _passed(seconds: float) -> str:
    """Whole minutes that have passed; the seconds would be wrong before they are read."""
    return "under a minute" if seconds < 60 else minutes(60 * math.floor(seconds / 60))


def _ahead(seconds: float) -> str:
    return "under a minute" if seconds < 60 else minutes(60 * math.ceil(seconds / 60))


def _at(moment: datetime, today: date) -> str:
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%A %H:%M}"
