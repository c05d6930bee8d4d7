"""What `breakd setup` and the red-flag questions say: short, every question may be skipped, nothing is diagnosed."""

from __future__ import annotations

# --- how one answers ------------------------------------------------------------------------------
PROMPT = "> "
PROMPT_DEFAULT = "[{default}] > "
NONE = "none"
NONE_WORDS = ("0", "none", "no", "-")
YES_WORDS = ("yes", "y", "ja", "oui", "si", "sí", "ok")
BAD_ONE = "“{text}” is not one of the numbers 1 to {most}. Enter keeps what is in brackets."
BAD_MANY = (
    "“{text}”: please use numbers from 1 to {most}, separated by spaces. 0 is none; Enter keeps what is in brackets."
)

# --- the conversation -----------------------------------------------------------------------------
HELLO = (
    "A few questions, about two minutes. Answer with numbers, separated by spaces if there are several; 0 is none. "
    "Enter keeps what is in brackets and goes on; Ctrl+C ends this and changes nothing."
)
CONFIRM = "Type “yes” if you have read this and agree. Until you do, breakd suggests only standing up and walking."
PAIN = "Where does it hurt?"
SIDE = "Which side?"
EASES = "Does any of these ease it?"
HEALTH = "Do any of these apply to you? breakd leaves out what does not suit you and goes gently with the rest."
BACK_AND_JOINTS = "And any of these, of your back and joints?"
WORSE = "What makes it worse?"
CONDITIONS = {
    HEALTH: (
        "osteoporosis", "high_bp", "heart_condition", "glaucoma", "pregnancy", "recent_surgery", "hernia",
        "balance_problem", "vertigo", "inflammatory_arthritis", "hypermobility", "cannot_stand",
    ),
    BACK_AND_JOINTS: (
        "leg_nerve_pain", "disc_herniation", "spinal_stenosis", "spondylolisthesis", "neck_problem",
        "shoulder_problem", "wrist_problem", "hip_replacement", "knee_problem",
    ),
    WORSE: ("flexion_worse", "extension_worse", "sitting_worse", "standing_worse"),
}  # fmt: skip
"""Each question with the conditions that it asks for."""
PLACE = "Where do you usually work?"
EQUIPMENT = "What do you have there ({place})?"
HOURS = "When do you work? Outside these hours nothing is shown."
HOURS_HOW = "For example 8:00-17:30, or 8-12 13-17; 0 means at any time."
DAYS = "On which days?"
BAD_HOURS = "“{text}” is not a range like 08:00-17:30."
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
FLAGS = "First, a few safety questions. Serious causes of back pain are rare, but they need to be seen soon."
EMERGENCY_FLAGS = "Do any of these apply to you now?"
URGENT_FLAGS = "And any of these?"
BOTH_SIDES = "Down the leg, on both sides: one question again, to be safe. Does this apply to you now?"
BOTH_LEGS = "Sciatica in both legs"
"""As the catalogue's emergency flag says it."""
FLAGS_NONE = "Good, none of these."
LOCKED = "breakd suggests no stretches until you say `breakd cleared`."
WALKING = "breakd suggests only walking until you say `breakd cleared`."
NOT_LOCKED = (
    "breakd is not running, so it cannot remember this. To be safe, your confirmation was taken back: until you have "
    "been checked and confirm again in `breakd setup`, breakd suggests only standing up and walking."
)
SET_UP_LATER = "The rest can wait. When you have been checked: `breakd cleared`, then `breakd setup`."

# --- the end --------------------------------------------------------------------------------------
WROTE = "Wrote {file}."
LINES_TO_ADD = "{file} already exists, so breakd does not change it. To use these answers, change these lines:"
NOTHING_NEW = "Nothing has changed."
OPEN = "Not confirmed yet: breakd suggests only standing up and walking. `breakd setup` asks again."
READY = "That is all. It applies at once; run `breakd setup` again to change it."
NOT_TAKEN_OVER = (
    "That is all, but breakd has not applied it yet. `breakd config check` shows whether there is an error in a file."
)
LEFT = "Nothing was changed."
FAULTY = "{file} cannot be read. It is kept as {kept}, and setup starts from the defaults."
CANNOT_WRITE = "{file} cannot be written: {why}."
BODY_HEAD = (
    "# Where it hurts and what to keep away from. Written by `breakd setup`; you can edit it too.\n"
    "# The words are explained in the documentation's body.toml. This file never leaves your machine.\n"
)
CONFIG_HEAD = "# breakd's settings. `breakd config show` prints every key with its current value.\n"
