"""What `breakd setup` and the red-flag questions say: short, every question may be skipped, nothing is diagnosed."""

from __future__ import annotations

from breakd.stretches.safety_state import RedFlagList

# --- how one answers ------------------------------------------------------------------------------
PROMPT = "> "
PROMPT_DEFAULT = "[{default}] > "
NONE = "none"
NONE_WORDS = ("0", "none", "no", "-")
YES, NO = "yes", "no"
YES_WORDS = ("yes", "y", "ja", "oui", "si", "sí", "sim", "ok")
NO_WORDS = ("no", "n", "nein", "non", "não", "nao", "0")
WHICH = "Which? Type its number."
"""To “yes” where there are several to choose from."""
BAD_YES_NO = "Please type “yes” or “no”. Enter keeps what is in brackets."
BAD_ONE = "“{text}” is not one of the numbers 1 to {most}. Enter keeps what is in brackets."
BAD_MANY = (
    "“{text}”: please use numbers from 1 to {most}, separated by spaces. 0 is none; Enter keeps what is in brackets."
)

BAD_TICKED = "Please type the numbers of those that apply, from 1 to {most}, or 0 for none."

ONE_NUMBER = "Please type one number from 1 to {most}."

# --- the conversation -----------------------------------------------------------------------------
HELLO = (
    "A few questions, about three minutes. Answer with numbers, separated by spaces if there are several; 0 is none. "
    "Enter keeps what is in brackets and goes on. Ctrl+C ends this and changes nothing."
)
NEED_ANSWER = "Only the safety questions need an answer."
NEED_ANSWER_FIRST = "Only the safety questions and the two lists of conditions need an answer."
"""Follows, the second until the notice is confirmed."""
CONFIRM = (
    "Type “yes” if you have read this and agree. Until you do, breakd reminds you to move, but suggests no stretches."
)
LEG = "Do you have pain, tingling or numbness below the knee?"
PAIN = "Where does it hurt? (0 = nowhere)"
PAIN_TOO = "Where does it hurt as well? (0 = nowhere else)"
SIDE = "Which side?"
BACK_AND_JOINTS = "Do any of these apply? breakd leaves out what does not suit you and goes gently with the rest."
HEALTH = "And do any of these apply?"
WORSE = "What makes it worse?"
EASES = "Does any of these ease the pain?"
PLACE = "Where do you usually work?"
EQUIPMENT = "What can you use there ({place})?"
FIRM_CHAIR = (
    "Is there also a chair without wheels that cannot slip, for example against a wall? Standing up and sitting down "
    "a few times is good exercise, but not from a chair that can roll away."
)
CHECKUP = "Shall breakd remind you of a check-up with an osteopath or physiotherapist?"
HOURS = "When do you work? Outside these hours nothing is shown."
HOURS_HOW = "For example 8:00-17:30, or 8-12 13-17; 0 means at any time."
DAYS = "On which days?"
BAD_HOURS = "“{text}” is not a range like 08:00-17:30."
ALWAYS = "always"
OWN_HOURS = "as in your settings"

REGIONS = {
    "neck": "Neck",
    "shoulder": "Shoulder",
    "upper-back": "Upper back, between the shoulders",
    "lumbar": "Lower back",
    "buttock": "Buttock",
    "sciatic": "Down the leg (sciatic nerve)",
    "hip-front": "Front of the hip",
    "thigh-front": "Front of the thigh",
    "hamstring": "Back of the thigh",
    "knee": "Knee",
    "calf": "Calf",
    "wrist": "Wrist or hand",
    "eyes": "Eyes",
}
"""What may hurt, of the catalogue's targets, from the neck down."""
SIDES = {"none": "Neither, or the middle", "left": "Left", "right": "Right", "both": "Both"}
WHOLE_WORDS = {"pregnancy": "Pregnant", "recent_surgery": "Surgery on spine, belly or hip in the last 12 months"}
"""What the catalogue's label would say of certain weeks."""
WORSE_WITH = {
    "sitting_worse": "Sitting",
    "standing_worse": "Standing",
    "flexion_worse": "Bending forward",
    "extension_worse": "Bending backward",
}
"""The conditions that say what makes it worse."""
DIRECTIONS = {
    "none": "Nothing in particular",
    "flexion": "Bending forward",
    "extension": "Bending backward",
    "rotation": "Turning",
    "walk": "Walking",
}
CHECKUPS = {
    "off": "Never",
    "3": "Every 3 months",
    "4": "Every 4 months",
    "6": "Every 6 months",
    "12": "Every 12 months",
}
"""The months between two check-ups."""
OWN_CHECKUP = "As in your settings"
THINGS = {
    "chair": "A chair",
    "chair-with-back": "A chair with a backrest",
    "sturdy-chair-or-desk": "A chair or desk that neither rolls nor tips",
    "wall": "A free wall",
    "doorway": "A doorway",
    "mat": "A mat or carpet to lie on",
}
THINGS_SEATED = {
    "chair-with-back": "A backrest behind you",
    "sturdy-chair-or-desk": "A desk or table that neither rolls nor tips",
    "mat": "A mat or carpet to lie on, and you get down to it and up again, alone or with help",
}
"""Of the things, those of use to somebody who does not stand up."""
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

PRESSURE_RELIEF = (
    "If you were shown how to relieve pressure in your chair, please go on as you were shown, at your own times. "
    "breakd does not replace it; a reminder may be a good moment for it."
)
"""To who uses a wheelchair or cannot stand."""

# --- weeks ----------------------------------------------------------------------------------------
SAID_BEFORE = "From your earlier answers: {label}."
SURGERY_WEEKS = "How many weeks ago was the operation? (0 = this week)"
RELEASED = "Has your team let you exercise freely again?"
PREGNANCY_WEEK = "Which week of pregnancy are you in?"
PREGNANCY_WEEK_OR_OVER = "Which week of pregnancy are you in? (0 = no longer pregnant)"
BAD_WEEKS = "“{text}” is not a number of weeks from {least} to {most}. Enter skips the question."
WEEKS_OPEN = "Skipped: breakd takes the greatest care until you say the weeks."
HOSPITAL_FIRST = (
    "What your hospital's exercise sheet says comes first. In the first twelve weeks breakd offers only a few very "
    "gentle movements; after that, run `breakd setup` again."
)
STILL_GENTLE = "breakd goes on gently. When your team says yes, run `breakd setup` again."
WEEKS_COUNTED = "breakd counts the weeks from here on."

# --- the red-flag questions -----------------------------------------------------------------------
FLAGS = "These are rare. We ask because they need a doctor and not a stretch."
FLAGS_FIRST = "These are rare. We ask everybody, once, because they need a doctor and not a stretch."
"""In the first run of `breakd setup`."""
FLAGS_SPREADING = "A few questions before the next stretch. These are rare, and they need a doctor and not a stretch."
FLAGS_INTRO = {RedFlagList.ALL: FLAGS, RedFlagList.SPREADING: FLAGS_SPREADING}
ANY_FLAGS = "Do any of these apply to you now? Type the numbers, or 0 for none."
BOTH_SIDES = "Down the leg, on both sides: one question again, to be safe."
FLAGS_NONE = "Good, none of these."
FLAGS_NONE_LOCKED = "Noted. An earlier answer still counts until you have been checked."
"""Instead, while the safety lock holds."""
LOCKED = "breakd suggests no stretches until you say `breakd cleared`."
WALKING = "breakd suggests only walking until you say `breakd cleared`."
NOT_LOCKED = (
    "breakd cannot remember this for now. To be safe, your confirmation was taken back: until you have "
    "been checked and confirm again in `breakd setup`, breakd suggests only standing up and walking."
)
NOT_ANSWERED = "The safety questions were not answered, so nothing was changed. `breakd setup` asks them again."
SET_UP_LATER = "The rest can wait. When you have been checked: `breakd cleared`, then `breakd setup`."

# --- the end --------------------------------------------------------------------------------------
WROTE = "Wrote {file}."
LINES_TO_ADD = "{file} already exists, so breakd does not change it. To use these answers, change these lines:"
NOTHING_NEW = "Nothing has changed."
OPEN = "Not confirmed yet: breakd reminds you to move, but suggests no stretches. `breakd setup` asks again."
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
