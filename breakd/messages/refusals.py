"""Why a request was not granted, as one sentence each: the command line, the tray and D-Bus clients show it."""

from __future__ import annotations

from breakd.engine.effects import Refusal, Refused

from . import tr

REFUSALS = {
    Refusal.NOTHING_OPEN: "There is no open reminder right now.",
    Refusal.STALE: "That reminder has already ended. Another one may be open.",
    Refusal.NO_MORE_SNOOZES: "You cannot snooze this one again. It stays until you answer.",
    Refusal.NOT_DUE: "Nothing is due yet, so there is nothing to snooze. `breakd pause` stops reminders for a while.",
    Refusal.LOCKED: "The screen is locked; nothing is shown on a locked screen.",
    Refusal.UNKNOWN_STRETCH: "There is no stretch “{detail}”. `breakd stretches` lists them.",
    Refusal.UNKNOWN_PLACE: "There is no place “{detail}” in your settings.",
    Refusal.BAD_TIME: "breakd cannot pause until “{detail}”. Try 45m, 14:30, tomorrow, 3d, 2026-12-24 or forever.",
    Refusal.BAD_WORD: (
        "“{detail}” is not one of the words: better, same, worse, hurts, spreading, moved-up, or pain from 0 to 10."
    ),
    Refusal.BAD_LENGTH: "A snooze lasts from one second to one year.",
    Refusal.NOTHING_SUGGESTED: "No stretch has been suggested yet. Say which one you mean.",
    Refusal.NO_STRETCH: "No other stretch fits this place and your settings.",
    Refusal.EMERGENCY: (
        "{detail}\nWhen you have been checked: `breakd cleared`."
    ),
    Refusal.URGENT: "{detail}\nWhen a doctor or physiotherapist has had a look: `breakd cleared`.",
    Refusal.NO_SAFETY_LOCK: "Nothing is locked. `breakd status` shows what comes next.",
    Refusal.NOT_CHECKED: (
        "Thank you for saying so. Please let a doctor or physiotherapist have a look first; stretches wait until "
        "then. When one has checked you: `breakd cleared`."
    ),
    Refusal.QUESTIONS: "Please answer a few safety questions first: `breakd questions`.",
    Refusal.NOT_CONFIRMED: "Before the first stretch, please read and confirm a short notice: `breakd setup`.",
    Refusal.EXCLUDED: (
        "breakd leaves out “{detail}” because of what you told it about your health. "
        "`breakd stretches show {detail}` says more."
    ),
    Refusal.OFF: (
        "“{detail}” is turned off. To change that, see `enable` and `disable` under `[stretches]` in your settings."
    ),
    Refusal.PUT_AWAY: (
        "breakd leaves out “{detail}” for now, because it or a similar stretch hurt. "
        "To bring it back: `breakd stretches back {detail}`."
    ),
    Refusal.GENTLE_DAY: (
        "After strong or spreading pain, only the gentlest stretches come today; “{detail}” can come tomorrow."
    ),
    Refusal.IN_FLARE: "“{detail}” waits until the flare-up is over. To end it now: `breakd flare off`.",
    Refusal.LIMIT: (
        "You have done “{detail}” as often as is good for now. "
        "`breakd stretches show {detail}` says when it can come again."
    ),
    Refusal.NO_LEG_PAIN: "“{detail}” is meant for pain down the leg. If you have that, say so in `breakd setup`.",
    Refusal.NOT_EASED: (
        "“{detail}” bends the back forward, and breakd leaves that out because of what you told it. If bending "
        "forward eases your pain, say so in `breakd setup`."
    ),
    Refusal.NOT_AWAY: (
        "“{detail}” is not put away, so there is nothing to bring back. `breakd stretches show {detail}` says more."
    ),
    Refusal.RUNNING: "{detail} is in progress. To stop it: `breakd skip`.",
    Refusal.BAD_DAYS: "A flare-up lasts from 1 to 31 days, or `off`.",
    Refusal.NO_CHECKUP: "No check-up is due.",
}  # fmt: skip

TOO_MUCH = "That is more than breakd takes at once: a text may have {most} characters."
BAD_POSTURE = "The posture must be “sitting” or “standing”, not “{word}”."
BAD_PAGE = "The page must be one of {pages}, not “{word}”."

BAD_BEFORE = "What to erase is “all”, or a date such as 2026-11-30: the days before it. Nothing was erased."

BAD_EXAMINER = "Who has checked you must be “doctor”, “physiotherapist” or “other”, not “{word}”."

BAD_URGENCY = "The answer to the red-flag questions must be “none”, “routine”, “urgent” or “emergency”, not “{word}”."


RUNS, SESSION_RUNS, BREAK_RUNS = "“{stretch}”", "The session of {count} stretches", "A break"


def running(name: str, stretches: int) -> str:
    """What a guide leads through: a session of so many stretches, or one stretch."""
    if stretches:
        return tr(SESSION_RUNS, count=stretches)
    return tr(RUNS, stretch=name) if name else tr(BREAK_RUNS)


def refusal(refused: Refused) -> str:
    """The sentence a person should read."""
    return tr(REFUSALS[refused.refusal], detail=refused.detail)
