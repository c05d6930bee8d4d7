"""What `breakd setup` and the red-flag questions say: short, every question may be skipped, nothing is diagnosed."""

from __future__ import annotations

# --- how one answers ------------------------------------------------------------------------------
PROMPT = "> "
PROMPT_DEFAULT = "[{default}] > "
NONE = "none"
NONE_WORDS = ("0", "none", "no", "-")
YES_WORDS = ("yes", "y", "ja", "oui", "si", "sí", "ok")
BAD_ONE = "“{text}” is not one of the numbers 1 to {most}. Enter keeps what is in brackets."
BAD_MANY = "“{text}”: the numbers are 1 to {most}, with spaces between; 0 is none, Enter keeps what is in brackets."

# --- the conversation -----------------------------------------------------------------------------
HELLO = (
    "A few questions, about two minutes. Answer with numbers, with spaces between if there are several; 0 is none. "
    "Enter keeps what is in brackets and goes on; Ctrl+C ends this and changes nothing."
)
CONFIRM = "Type “yes” if you have read this and agree. Until you do, breakd suggests standing up and walking only."
PAIN = "Where does it hurt?"
SIDE = "Which side?"
EASES = "Does one of these ease it?"
CONDITIONS = "Is any of these so? What does not go with it is never suggested."
PLACE = "Where do you usually work?"
EQUIPMENT = "What is at hand there ({place})?"
HOURS = "When do you work? Outside these hours nothing is shown."
HOURS_HOW = "Like 8:00-17:30, or 8-12 13-17; 0 is always."
DAYS = "On which days?"
BAD_HOURS = "“{text}” are no hours like 08:00-17:30."
ALWAYS = "always"
OWN_HOURS = "as in your settings"

REGIONS = {
    "neck": "Neck",
    "upper-back": "Upper back, between the shoulders",
    "lumbar": "Lower back",
    "sciatic": "Down the leg (sciatic nerve)",
    "buttock": "Buttock",
    "hip-front": "Front of the hip",
    "hamstring": "Back of the thigh",
    "calf": "Calf",
}
"""What may hurt, of the catalogue's targets."""
SIDES = {"none": "Neither, or the middle", "left": "Left", "right": "Right", "both": "Both"}
DIRECTIONS = {
    "none": "Nothing in particular",
    "flexion": "Bending forward",
    "extension": "Bending backward",
    "rotation": "Turning",
    "walk": "Walking",
}
THINGS = {
    "chair": "A chair",
    "chair-with-back": "A chair with a backrest",
    "sturdy-chair-or-desk": "A chair or desk that neither rolls nor tips",
    "sturdy-chair": "A chair that neither rolls nor tips",
    "wall": "A free wall",
    "doorway": "A doorway",
    "mat": "A mat or carpet to lie on",
}
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# --- the red-flag questions -----------------------------------------------------------------------
FLAGS = "First, to be safe. Serious causes of back pain are rare, but they must not wait."
EMERGENCY_FLAGS = "Is any of these so?"
URGENT_FLAGS = "And any of these?"
BOTH_SIDES = "Down the leg, and both sides: one question again, to be safe. Is this so?"
BOTH_LEGS = "Sciatica in both legs"
"""As the catalogue's emergency flag says it."""
FLAGS_NONE = "Good: none of them."
LOCKED = "breakd suggests no stretches until you say `breakd cleared`."
WALKING = "breakd suggests at most walking until you say `breakd cleared`."
NOT_LOCKED = (
    "breakd is not running, so it cannot keep this in mind. Instead nothing counts as confirmed: until you have been "
    "checked and have confirmed it in `breakd setup`, it suggests standing up and walking only."
)
SET_UP_LATER = "The rest can wait. When you have been checked: `breakd cleared`, then `breakd setup`."

# --- the end --------------------------------------------------------------------------------------
WROTE = "Wrote {file}."
LINES_TO_ADD = "{file} exists and is yours. To say the same there, change these lines:"
NOTHING_NEW = "Nothing has changed."
OPEN = "Not confirmed yet: breakd suggests standing up and walking only. `breakd setup` asks again."
READY = "That is all. It holds at once; `breakd setup` changes it."
NOT_TAKEN_OVER = (
    "That is all, but breakd has not taken it over yet. `breakd config check` says if a file is in the way."
)
LEFT = "Nothing was changed."
FAULTY = "{file} cannot be used as it is; it is kept as {kept}, and this begins with the defaults."
CANNOT_WRITE = "{file} cannot be written: {why}."
BODY_HEAD = (
    "# Where it hurts and what to keep away from. Written by `breakd setup`, which changes it; so may you.\n"
    "# The words are explained in the documentation's body.toml. This file never leaves your machine.\n"
)
CONFIG_HEAD = "# breakd's settings. `breakd config show` prints every key with what holds now.\n"
