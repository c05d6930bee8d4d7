"""What the command line answers to what the person says about their body. It never diagnoses, promises or scolds."""

from __future__ import annotations

from . import tr, tr_count

__all__ = ["tr", "tr_count"]

BETTER = "Good. This one comes a little more often."
GOOD = "Good."
SAME = "Noted."
WORSE = "Noted. It is put away, and what goes the same way rests today."
SPREADING = (
    "Noted. Stop for now. It and everything that goes the same way are put away for a week; a few easy steps usually "
    "do good."
)
SPREADING_SESSION = (
    "Noted. Stop for now. What goes the same way as its stretches is put away for a week, and today goes gently; a "
    "few easy steps usually do good."
)
SPREADING_UNNAMED = "Noted. Stop for now. For the rest of today: easy walking and resting positions only."
PAIN_GREEN = "Noted. That much is fine to go on with."
PAIN_AMBER = "Noted. It comes back gently. If it has not settled by tomorrow: `breakd feel worse`."
PAIN_AMBER_UNNAMED = "Noted. If it has not settled by tomorrow: `breakd feel worse`."
PAIN_RED = "Noted. For the rest of today: easy walking and resting positions only."
HURTS_NAMED = "Noted. {stretch} is put away."
INSTEAD = "Suggested instead: {stretch}."
BACK = "{stretch} may be suggested again."
ANSWER_QUESTIONS = "A few questions matter now. `breakd setup` asks them."

FLARE = (
    "Gentler until the end of {day}: walking, resting positions and easy doses, and reminders a little sooner. "
    "`breakd flare off` ends it."
)
FLARE_TODAY = (
    "Gentler for the rest of today: walking, resting positions and easy doses, and reminders a little sooner. "
    "`breakd flare off` ends it."
)
FLARE_OFF = "Back to your usual stretches."
CHECKED = "Stretches are suggested again. Begin gently, and stop if it hurts."
CHECKED_OPEN = "Noted. `breakd setup` has something to read and confirm before the first stretch."

SESSION = "About ten minutes: {names}."
SESSIONS = "Sessions: {sessions}."

CHECKUP_DONE = "Noted. The next one is counted from today."
CHECKUP_LATER = "Noted. It asks again in a week."
