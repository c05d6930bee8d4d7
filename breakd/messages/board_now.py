"""What the page *Now* says, beside the sentence of what is going on, which all parts of breakd share."""

from __future__ import annotations

from . import minutes, tr, tr_count
from .health import PAIN, PAIN_ABOUT
from .tray import PAUSES, place_name

__all__ = ["minutes", "place_name", "tr", "tr_count"]

PAGE = {
    "title": "Now",
    "heading": "Now",
    "of_limit": "of {limit}",
    "clock": "Sitting clock",
    "start_breakd": "Start breakd",
    "today": "Today",
    "sat": "Sitting",
    "stood": "Standing",
    "longest": "Longest sitting",
    "breaks": "Breaks taken",
    "for_now": "For now",
    "posture": "I am",
    "place": "Where I am",
    "pause": "Pause reminders",
    "pause_time": "or until a time",
    "pause_now": "Pause",
    "gentle": "Gentler days",
    "snooze": "Snooze",
    "pain": PAIN,
    "pain_about": PAIN_ABOUT,
}
START, START_UNASKED = "Start the stretch", "Start a stretch"
DONE, DONE_UNASKED = "Done", "I took a break"
ANOTHER = "Another stretch"
SKIP = "Skip this one"
SNOOZE = "Snooze {time}"
REMIND_NOW = "Remind me now"
SESSION_START = "Ten-minute session"
RESUME = "Resume"
NO_MINUTES = "0 min"
SITTING, STANDING = "Sitting", "Standing"
GENTLE_ON = "Go gently today"
GENTLE_OFF = "Back to normal"
CHECKUP_DONE, CHECKUP_LATER = "I had my check-up", "Ask again in a week"

NOT_RUNNING = "breakd is not running"
NOT_REACHED = "breakd cannot be reached"
NOT_RUNNING_MORE = "While it does not run, nobody counts how long you sit, and no reminder comes."
STARTED = "breakd is running."
STARTED_BY_WINDOW = "breakd was not running. It was started when this window opened."
NOT_STARTED = "breakd did not start."
OPENING = "Opening the guide…"
OPENING_QUESTIONS = "Opening the questions…"

DUE_AT = "The next reminder comes at about {time} if you go on sitting."
BACK_AT = "The reminder comes back at {time}."
ASKS_AGAIN = "breakd asks again at {time}."
WAITS = "The reminder waits for a pause in your typing."
HELD = "The reminder comes when nothing holds it back any more."
STARTED_LINE = "Take your time. breakd waits until you are done."
CHANGE, CHANGE_SEATED = "Sit down, or walk a little", "Sit down for a while"
GET_UP, GET_UP_SEATED = "Stand up, or walk a few steps", "Shift your weight, and sit in another way"
"""What is suggested without a stretch; the second where the person cannot be asked to stand up or walk."""
SESSION_ONE, SESSION = "A session of {count} stretch", "A session of {count} stretches"

QUIET = {
    "call": "You seem to be in a call.",
    "screen-share": "Your screen is being shared or recorded.",
    "do-not-disturb": "Do not disturb is on.",
    "fullscreen": "A program fills the whole screen.",
    "off-hours": "Your sitting is counted; reminders wait until you work again.",
    "locked": "The screen is locked.",
    "paused": "Reminders are paused.",
}
"""Why a reminder is held back now."""
NOT_CONFIRMED = (
    "Before breakd suggests stretches there is something to read and confirm. Until then it suggests moving."
)
CHECKED = "I have been checked, for this"
NOT_NOW = "Not now"
CLEARED = (
    "For the next seven days every stretch comes at its easy dose. Stop if it hurts. If something about your health "
    "is different now, please say so on the page Set up."
)
CLEARED_UNREAD = "Noted. Before the first stretch, please read and confirm the notice on the page Set up."
PAIN_NOTED = "Noted. The page History shows it beside your sitting."
SET_UP = "Set up"
ANSWER = "Answer them"
QUESTIONS = "A few safety questions are open. Until they are answered, only the gentlest stretches come."
GENTLE_UNTIL = "Until {time} it is gentler: only the easiest stretches, with reminders a little sooner."
GENTLE_ABOUT = "For a bad day: only the easiest stretches, with reminders a little sooner."
PAUSED_UNTIL = "Reminders are paused until {time}."
PAUSED_FOREVER = "Reminders are paused until you resume."
NOT_SAVING = "Nothing can be saved now: {why}. What you do holds while breakd runs."
FEEL, FEEL_UNNAMED = "How did “{stretch}” feel?", "How did that feel?"
CHECKUP = "You asked to be reminded to see an osteopath or physiotherapist."

CHOICES = PAUSES
"""The lengths of a pause: the words of the request, and what a person reads."""
