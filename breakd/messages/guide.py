"""What the guide says beside the stretch's own sentences: on its page and in the terminal."""

from __future__ import annotations

from . import tr

__all__ = ["tr"]

TITLE = "{name} - breakd"
READY = "Get ready"
BEGIN = "Begin"
PAUSE = "Pause"
GO_ON = "Go on"
PAUSED = "Paused"
SKIP = "Skip this step"
HURTS = "It hurts"
DONE = "Done"
LEAVE = "Leave"
CLOSE = "Close"
CONTROLS = "Controls"

SIDES = {"left": "Left side", "right": "Right side", "": ""}
SWITCH = {"left": "Now the left side", "right": "Now the right side"}
ROUND = "{round} of {rounds}"
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

WELL_DONE = "Well done"
RECORDED = "{name}, {seconds} s. It is written down."
SHORT = "{name}, {seconds} of {total} s. It is written down as a break; for practice it was too little."
HOW_WAS_IT = "How does it feel now?"
FEELINGS = {"better": "Better", "same": "The same", "worse": "Worse", "hurts": HURTS, "spreading": "It spreads"}
THANKS = "Thank you."
MAY_CLOSE = "You may close this page."
STOPPED = "We stop here"
HURTS_TEXT = (
    "Thank you for saying so. This stretch is put away. Walk a few easy steps, or change how you sit. If the pain "
    "is sharp, moves down a leg or comes with numbness, see a doctor."
)
HURTS_SESSION = (
    "Thank you for saying so. The rest of today goes gently. Walk a few easy steps, or change how you sit. If the "
    "pain is sharp, moves down a leg or comes with numbness, see a doctor."
)
LEFT = "Left half-way: nothing is written down."
NOT_REACHED = "breakd does not answer just now, so this could not be written down."
CUT_OFF = "The guide has ended."

# --- the page is not for everybody ------------------------------------------------------------------
USED = "This page was opened once already. `breakd start` opens it anew."
STRANGER = "This page belongs to the browser that opened it first. `breakd start` opens a new one."
NOTHING_HERE = "There is nothing here."

# --- breakd start ---------------------------------------------------------------------------------
OPENED = "The guide is open in your browser. Ctrl+C leaves it."
ADDRESS = "Open this page, once: {url}"
NO_BROWSER = "No browser opened the page, so the guide is here."
NO_PLACE = "There is neither a browser nor a terminal to show the guide in."
NOTHING_FITS = "No stretch fits here and now. Get up, and walk a few steps."
SESSION = "Session"
COMPLETED = "{name}, {seconds} s: done."
SHORT_DONE = "{name}, {seconds} s: a break, but too little for practice."
HURT = "{name} is put away."
NO_TERMINAL = "The guide in the terminal needs a terminal."
KEYS = "space pause   n next   h it hurts   d done   q leave"
KEYS_PAUSED = "space go on   n next   h it hurts   d done   q leave"
CLOSE_KEYS = "Enter close"
FEEL_KEYS = "b better   s the same   w worse   h it hurts   x it spreads   Enter close"
UNIT = "A guided stretch"
