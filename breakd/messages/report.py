"""The page for the appointment, and the page *Report* that makes it."""

from __future__ import annotations

from . import day_name, minutes, tr, tr_count
from .board_history import REGION

__all__ = ["REGION", "day_name", "minutes", "tr", "tr_count"]

# --- the printed page -----------------------------------------------------------------------------

TITLE = "My back and my breaks"
RANGE = "{first} to {last}"
MADE = (
    "Made by breakd {version} on {day}, from what was recorded on my own computer and what I told it. breakd is no "
    "medical device, and no clinician has reviewed this page."
)
NOTHING = "Nothing was recorded in these weeks."
WEEKS_TITLE = "Week by week"
WEEKS_HEAD = (
    "week from",
    "days",
    "sitting a day",
    "standing a day",
    "mean bout",
    "longest bout",
    "breaks",
    "sessions",
    "pain",
)
WEEKS_MORE = ("Before these: one more week.", "Before these: {count} more weeks.")
BREAKS_NOTE = (
    "A bout is unbroken sitting at the computer. Breaks: those that I said I took, asked or not, and the times that "
    "I was up and away, each break once."
)
PICTURES = {"bouts": "Bouts of sitting by week", "pain": "Pain and sitting by week"}
STRETCHES_TITLE = "Stretches that I did"
STRETCHES_HEAD = ("stretch", "times", "dose now")
DOSE = ("once, {hold:g} s", "{count} times {hold:g} s")
DOSE_NO_HOLD = ("once", "{count} times")
DOSE_SIDE = "{dose}, {side}"
STRETCHES_MORE = ("and one more stretch", "and {count} more stretches")
NO_STRETCHES = "None in these weeks."
PLAN_TITLE = "What was prescribed"
PLAN_HEAD = ("stretch", "prescribed", "sets done", "since")
PLAN_DONE = "{done} of {sets} ({percent} %)"
PLAN_NO_SET = "no set yet"
PLAN_MORE = ("and one more stretch", "and {count} more stretches")
PAIN_TITLE = "Pain and leg symptoms"
PAIN_SUM = "Pain, from 0 to 10, was said {count} times: {average} on average, from {lowest} to {highest}."
PAIN_SUM_ONE = "Pain, from 0 to 10, was said once: {lowest}."
PAIN_MOVED = "It moved down a leg or arm: {down}. It moved up towards the back: {up}."
PAIN_NONE = "Nothing was said about pain in these weeks."
LOG_LINE = "{day}: {word}"
LOG_OF = "{day}: {word} ({stretch})"
LOG_MORE = ("Before these: one more.", "Before these: {count} more.")
WORDS = {
    "spreading": "moved down leg or arm",
    "moved-up": "moved up towards the back",
    "worse": "worse",
    "hurts": "it hurt",
}
"""Of what was said, the words that are in the log."""
AWAY_TITLE = "Put away, and why"
AWAY_HURT = "{stretch}: it hurt; until {day}"
AWAY_HURT_OPEN = "{stretch}: it hurt"
AWAY_RESTS = "{direction}: pain, or symptoms that moved; until {day}"
AWAY_OFF = "{stretch}: turned off by me"
AWAY_NONE = "Nothing just now."
AWAY_MORE = ("and one more", "and {count} more")
DIRECTIONS = {
    "flexion": "bending forward", "extension": "bending backward", "flexion-extension": "bending both ways",
    "rotation": "turning", "side-bend": "bending to the side", "walk": "walking", "neural": "nerve glides",
}  # fmt: skip
LOCK = "breakd has locked its stretches, because of my answers to the safety questions."

# --- the page of the window -----------------------------------------------------------------------

PAGE = {
    "title": "Report",
    "heading": "One page for your appointment",
    "about": (
        "For your physiotherapist or doctor: how you sat, what you did, what hurt. It is made here, from what is on "
        "this computer, and goes nowhere unless you give it to somebody."
    ),
    "weeks": "How many weeks",
    "save_pdf": "Save as PDF",
    "save_html": "Save as a web page",
    "preview": "What stands on it",
    "yours": "What breakd knows of you",
    "export_about": "Take along everything that was recorded, for a spreadsheet or another program.",
    "export_csv": "Save as a table (CSV)",
    "export_json": "Save as JSON",
    "erase": "Erase",
    "erase_about": "You see what goes before anything does.",
    "erase_all": "Everything",
    "erase_before": "Only the days before",
    "erase_ask": "See what goes",
    "erase_sure": "I have read it, and want it gone",
    "erase_now": "Erase it for good",
    "erase_not": "Keep it",
}
NAME = "breakd-{day}"
SAVED = "Your browser has it now: {name}."
ASK_AGAIN = "Please look at what goes once more."
SURE_FIRST = "Please tick that you have read it."
TOO_MANY_WEEKS = "That is not a number of weeks."

# --- making it ------------------------------------------------------------------------------------

WRITTEN = "The page is in {file}, for your eyes only until you give it to somebody."
NO_ENDING = "Give the file a name that ends in .pdf or .html."
NO_BROWSER = (
    "A PDF needs Chromium, Chrome, Brave, Edge or Vivaldi, and none of them is here. Make an .html file, open it in "
    "your browser, and print it."
)
PRINT_FAILED = "{browser} could not make the PDF. Make an .html file, open it in your browser, and print it."
PRINT_SLOW = (
    "{browser} did not make the PDF within {seconds} seconds. Please try again: the second time is often faster. Or "
    "make an .html file, open it in your browser, and print it."
)
NOT_WRITTEN = "{file} cannot be written: {why}."
NO_HISTORY = "Nothing recorded yet, so there is nothing to report."
