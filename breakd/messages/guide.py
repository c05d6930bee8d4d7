"""What the guide says beside the stretch's own sentences: on its page and in the terminal."""

from __future__ import annotations

from . import tr

__all__ = ["tr"]

TITLE = "Guide - breakd"
"""Names no stretch: browsers keep the titles of what was open, and some send them on (docs/security.md)."""
READY = "Get ready"
BEGIN = "Begin"
BEGIN_NOW = "Begin now"
FIRST_TIME = "New for you: please read this first"
PAUSE = "Pause"
GO_ON = "Continue"
PAUSED = "Paused"
SKIP = "Skip this step"
HURTS = "It hurts"
SPREADING = "Pain moves down a leg or arm"
DONE = "Done"
LEAVE = "Stop"
CLOSE = "Close"
CONTROLS = "Controls"

SIDES = {"left": "Left side", "right": "Right side", "": ""}
SWITCH = {"left": "Now the left side", "right": "Now the right side"}
ROUND = "{round} of {rounds}"
ACT = "{act} / {acts}"
"""Which stretch of a session."""
KEY_SPACE, KEY_ESCAPE = "space", "Esc"
"""Names of keys, on the buttons that they stand for."""
BREATHE_IN = "Breathe in"
BREATHE_OUT = "Breathe out"
NEEDS = "You need: {things}."
THINGS = {
    "chair": "a chair",
    "chair-with-back": "a chair with a back",
    "sturdy-chair-or-desk": "a sturdy chair or a desk",
    "sturdy-chair": "a sturdy chair",
    "wall": "a wall",
    "doorway": "a doorway",
    "mat": "a mat",
}
STOP_IF = "Stop if you feel: {signs}."
STOP_ALWAYS = "Whatever you do, stop at once if you feel: {signs}."
FOR_YOU = "For you: {why}."
FEEL_IT = "Where you feel it: {where}."

WELL_DONE = "Well done"
RECORDED = "{name}, {seconds} s. Saved."
MOVED = "Good that you moved"
"""After less than what counts as practice."""
MOMENT = "One moment…"
SHORT = "{name}, {seconds} of {total} s. Saved as a break. Practice counts from half of it on."
HOW_WAS_IT = "How does it feel now?"
THANKS = "Thank you."
MAY_CLOSE = "You can close this page."
STOPPED = "We stop here"
HURTS_TEXT = (
    "Thank you for saying so. breakd leaves this stretch out for now. {easy} If the pain is sharp, moves down a leg "
    "or comes with numbness, please see a doctor."
)
HURTS_SESSION = (
    "Thank you for saying so. The rest of today is gentle. {easy} If the pain is sharp, moves down a leg or comes "
    "with numbness, please see a doctor."
)
EASY, EASY_SEATED = "Walk a few easy steps, or change how you sit.", "Shift your weight, or change how you sit."
"""The second where the person cannot be asked to walk: `may_stand` of the status."""
ANY_FLAGS = "Do any of these apply to you now? Please tick those that do."
NO_FLAG = "None of these"
TICKED_FLAGS = "The ticked ones apply"
GENTLE_TODAY = "The rest of today is gentle: only the gentlest stretches are suggested."
FLAGS_UNHEARD = (
    "breakd is not answering, so this could not be saved. If you ticked a line, please do not wait for breakd: get "
    "medical help now."
)
LEFT = "Stopped early; nothing saved."
CUT_OFF = "The guide has ended."

# --- breakd start ---------------------------------------------------------------------------------
OPENING = "Opening the page in your browser... Ctrl+C stops it."
ADDRESS = "Open this page (the address works once): {url}"
NO_BROWSER = "No browser opened the page, so the guide runs here."
NO_PLACE = "There is neither a browser nor a terminal to show the guide in."
NO_PLACE_TO_ASK = "There is neither a browser nor a terminal to ask the questions in."
NOTHING_FITS = "No stretch fits right now. Please change your position for a moment instead."
SESSION = "Session"
COMPLETED = "{name}, {seconds} s: done."
SHORT_DONE = "{name}, {seconds} s: saved as a break. Practice counts from half of it on."
HURT = "breakd leaves out {name} for now."
NO_TERMINAL = "The guide in the terminal needs a terminal."
KEYS = "space pause  n next  v aloud  h hurts  x moves down leg/arm  d done  q stop"
KEYS_PAUSED = "space continue  n next  v aloud  h hurts  x moves down leg/arm  d done  q stop"
KEYS_BEGIN = "Enter begin   v read aloud   q stop"
KEYS_MORE = "Enter read on   v read aloud   q stop"
KEYS_READY = "Enter begin now   space pause   v read aloud   q stop"
KEYS_READY_PAUSED = "Enter begin now   space continue   v read aloud   q stop"
CLOSE_KEYS = "Enter close"
FEEL_KEYS = "Press the key of your answer, or Enter to close."
UNIT = "A page of breakd"
"""Whichever page it is: the journal shows it to others than the person."""
