"""What the command line answers to what the person says about their body. It never diagnoses, promises or scolds."""

from __future__ import annotations

from . import tr, tr_count

__all__ = ["tr", "tr_count"]

FEELINGS = {
    "better": "Better",
    "same": "Same",
    "worse": "A bit worse",
    "hurts": "Painful",
    "spreading": "Pain moved down my leg or arm",
    "moved-up": "Pain moved up towards the back",
}
"""How a stretch felt: each word that `Feel` takes, with what a person reads on the page, in terminal and tray."""

PAIN, PAIN_ABOUT = "How much does it hurt now?", "From 0, no pain, to 10, the worst that you can imagine"

BETTER = "Good to hear. You will see this one a little more often."
GOOD = "Good to hear."
MOVED_UP = "Good to hear. Pain that moves up towards the back is often a good sign."
SAME = "Noted."
WORSE = "Noted. breakd leaves it out for a week and avoids similar stretches today."
SPREADING = (
    "Noted. Please stop for now. breakd leaves out this stretch and similar ones for a week, and the rest of today "
    "is gentle."
)
SPREADING_SESSION = (
    "Noted. Please stop for now. breakd leaves out stretches like these for a week, and the rest of today is gentle."
)
SPREADING_UNNAMED = "Noted. Please stop for now. For the rest of today, only the gentlest stretches are suggested."
EASY_WALK, EASY_SEATED = "A short, easy walk often feels good.", "A change of position often feels good."
"""Follows where a stretch made it spread; the second where the person cannot be asked to walk."""
PAIN_GREEN = "Noted. That is fine to continue with."
PAIN_AMBER = "Noted. Next time it will be easier. If it still hurts tomorrow, please say `breakd feel worse`."
PAIN_AMBER_UNNAMED = "Noted. If it still hurts tomorrow, please say `breakd feel worse`."
PAIN_RED = "Noted. For the rest of today, only the gentlest stretches are suggested."
HURTS_NAMED = "Noted. breakd leaves out {stretch}."
INSTEAD = "Suggested instead: {stretch}."
BACK = "{stretch} can be suggested again."
ANSWER_QUESTIONS = "Please answer a few safety questions now: `breakd questions`."
STILL_OPEN = (
    "The questions stay open: `breakd questions`. Until they are answered, only the gentlest stretches are suggested."
)

FLARE = (
    "Gentler until the end of {day}: only the easiest stretches, with reminders a little "
    "sooner. To end it: `breakd flare off`."
)
FLARE_TODAY = (
    "Gentler for the rest of today: only the easiest stretches, with reminders a little "
    "sooner. To end it: `breakd flare off`."
)
FLARE_OFF = "Back to your usual stretches."
CLEARED_OPEN = "Noted. Before the first stretch, please read and confirm the notice in `breakd setup`."
CLEARED_BY = "Who has checked you, for this, and said that you may exercise?"
EXAMINERS = {
    "doctor": "A doctor",
    "physiotherapist": "A physiotherapist",
    "other": "Somebody else, or nobody yet",
}
WHO_HAS_CHECKED = (
    "Please say who has checked you: `breakd cleared --by doctor` or `breakd cleared --by physiotherapist`."
)

SESSION = "About ten minutes: {names}."
SESSIONS = "Sessions: {sessions}."

CHECKUP_DONE = "Noted. The time to the next one is counted from today."
CHECKUP_LATER = "Noted. breakd asks again in a week."
