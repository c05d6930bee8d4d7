"""What the command line answers to what the person says about their body. It never diagnoses, promises or scolds."""

from __future__ import annotations

from . import tr, tr_count

__all__ = ["tr", "tr_count"]

BETTER = "Good to hear. This one will come up a little more often."
GOOD = "Good to hear."
SAME = "Noted."
WORSE = "Noted. It is put away for a while, and similar stretches rest today."
SPREADING = (
    "Noted. Please stop for now. This stretch and similar ones are put away for a week. Walking a few easy steps "
    "often feels good."
)
SPREADING_SESSION = (
    "Noted. Please stop for now. Stretches like these are put away for a week, and the rest of today is gentle. "
    "Walking a few easy steps often feels good."
)
SPREADING_UNNAMED = (
    "Noted. Please stop for now. For the rest of today, only easy walking and resting positions are suggested."
)
PAIN_GREEN = "Noted. That is fine to continue with."
PAIN_AMBER = (
    "Noted. Next time it comes at an easier level. If the pain has not settled by tomorrow, say `breakd feel worse`."
)
PAIN_AMBER_UNNAMED = "Noted. If the pain has not settled by tomorrow, say `breakd feel worse`."
PAIN_RED = "Noted. For the rest of today, only easy walking and resting positions are suggested."
HURTS_NAMED = "Noted. {stretch} is put away."
INSTEAD = "Suggested instead: {stretch}."
BACK = "{stretch} can be suggested again."
ANSWER_QUESTIONS = "Please answer a few safety questions now: `breakd setup` asks them."

FLARE = (
    "Gentler until the end of {day}: only walking, resting positions and easy stretches, with reminders a little "
    "sooner. To end it: `breakd flare off`."
)
FLARE_TODAY = (
    "Gentler for the rest of today: only walking, resting positions and easy stretches, with reminders a little "
    "sooner. To end it: `breakd flare off`."
)
FLARE_OFF = "Back to your usual stretches."
CHECKED = "Stretches are suggested again. Begin gently, and stop if it hurts."
CHECKED_OPEN = "Noted. Before the first stretch, please read and confirm the notice in `breakd setup`."

SESSION = "About ten minutes: {names}."
SESSIONS = "Sessions: {sessions}."

CHECKUP_DONE = "Noted. The time to the next one is counted from today."
CHECKUP_LATER = "Noted. breakd asks again in a week."
