"""What `breakd setup` and the red-flag questions say: short, every question may be skipped, nothing is diagnosed."""

from __future__ import annotations

from breakd.stretches.safety_state import RedFlagList

# --- how one answers ------------------------------------------------------------------------------
PROMPT = "> "
PROMPT_DEFAULT = "[{default}] > "
NONE = "none"
NONE_WORDS = ("0", "none", "no", "-", "nothing", "nowhere", "never")
YES, NO = "yes", "no"
YES_WORDS = ("yes", "y", "ja", "oui", "si", "sí", "sim", "ok", "1")
AGREE_WORDS = (*YES_WORDS, "agree", "agreed", "i agree", "i have read this and agree")
"""Of the notice."""
NO_WORDS = ("no", "n", "nein", "non", "não", "nao", "0")
ALL_WORDS = ("all", "daily", "every day")
"""Of days."""
BACK_WORDS = ("b", "back", "<")
SMALL_WORDS = ("and", "the", "my", "&", "+")
"""They say nothing of which."""
WHICH = "Which? Type its number."
"""To “yes” where there are several to choose from."""
BAD_YES_NO = "Please type “yes” or “no”."
BAD_ONE = "“{text}” is not one of these. Please type one number from 1 to {most}, or its words."
BAD_MANY = "“{text}”: please use numbers from 1 to {most} or words, separated by commas or spaces. 0 is none."
BAD_TICKED = "Please type the numbers of those that apply, from 1 to {most}, or 0 for none."
ONE_NUMBER = "Please type one number from 1 to {most}."
AT_LEAST_ONE = "Please choose at least one."
NO_ANSWER = "This is not an answer to the question."
WANTS_AN_ANSWER = "This question needs an answer."
NOT_ASKED = "That was about another question. Please answer this one."
FIRST_QUESTION = "This is the first question."

# --- the way --------------------------------------------------------------------------------------
STEP = "{number} of {count}"
STEP_FIRST = "Question {number}"
"""As long as the first answer decides how many there are."""
NONE_OF_THESE = "None of these"
NOWHERE_AT_ALL = "Nowhere"
NOWHERE_ELSE = "Nowhere else"

# --- the conversation -----------------------------------------------------------------------------
HELLO = (
    "A few questions: five if nothing hurts, nine if something does, about three minutes. Answer with a number or a "
    "word; 0 is none. Enter keeps what is in brackets, or leaves the question out. “b” goes back. Ctrl+C ends this "
    "and changes nothing."
)
NEED_ANSWER = "Only the safety questions need an answer."
NEED_ANSWER_FIRST = "Only the notice, the safety questions and the two lists of conditions need an answer."
"""Follows, the second until the notice is confirmed."""
CONFIRM = (
    "Type “yes” if you have read this and agree, or “no”. Until you agree, breakd reminds you to move, but suggests "
    "no stretches."
)
HURTS = "Does your back or leg hurt now?"
HURTS_WHERE = {
    "yes": "Yes, or it tingles or feels numb",
    "elsewhere": "No, but something else hurts",
    "no": "No, nothing hurts",
}
LEG = "Do you have pain, tingling or numbness below the knee?"
NOWHERE = "You said that something hurts, and then that it hurts nowhere. Which is right?"
NOWHERE_MEANS = {"no": "Nothing hurts now", "hurts": "It hurts, at none of these places"}
PAIN = "Where does it hurt?"
PAIN_TOO = "Where does it hurt as well?"
SIDE = "Which side?"
BACK_AND_JOINTS = "Do any of these apply?"
BACK_AND_JOINTS_ABOUT = "breakd leaves out what does not suit you and goes gently with the rest."
HEALTH = "Do any of these conditions apply to you?"
WORSE = "What makes it worse?"
EASES = "Do any of these ease the pain?"
BOTH_SAID = {
    "flexion": "You said that bending forward eases it, and that bending forward makes it worse. Which is right?",
    "extension": "You said that bending backward eases it, and that bending backward makes it worse. Which is right?",
}
WHICH_OF_BOTH = {"eases": "It eases it", "worse": "It makes it worse, or it depends"}
PLACE = "Where do you usually work?"
EQUIPMENT = "What can you use there?"
EQUIPMENT_ABOUT = "At this place: {place}."
FIRM_CHAIR = "Is there also a chair without wheels that cannot slip, for example against a wall?"
FIRM_CHAIR_ABOUT = (
    "Standing up and sitting down a few times is good exercise, but not from a chair that can roll away."
)
CHECKUP = "Shall breakd remind you of a check-up with an osteopath or physiotherapist?"
HOURS = "When do you work?"
HOURS_ABOUT = "Outside these hours nothing is shown."
HOURS_HOW = "For example 9-17, or 8-12 13-17:30. 0 means at any time."
DAYS = "On which days?"
DAYS_HOW = "For example mo-fr, or 1-5."
BAD_HOURS = "“{text}” is not a range like 9-17 or 08:00-17:30."
OVER_MIDNIGHT = "{hours} goes over midnight. Do you work at night?"
AT_NIGHT = "Yes, {hours}"
BY_DAY = "No, {hours}"
ALWAYS = "always"
OWN_HOURS = "Your settings have different hours on different days. They stay as they are if you leave this out."

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
SURGERY_WEEKS = "How many weeks ago was the operation? (0 = this week)"
RELEASED = "Has your team let you exercise freely again?"
PREGNANCY_WEEK = "Which week of pregnancy are you in?"
BAD_WEEKS = "“{text}” is not a number of weeks from {least} to {most}."
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
NOT_TAKEN_BACK = (
    "breakd cannot remember this, and could not take your confirmation back: {why} Please do none of the stretches "
    "that breakd suggests until you have been checked."
)
CHANGED_MEANWHILE = (
    "What breakd knows of your body was changed somewhere else meanwhile, so nothing was written. Please answer once "
    "more: the questions show what holds now."
)
CHANGED_JUST_NOW = "{file} was changed somewhere else just now, so breakd has left it as it is. Please try once more."
NOT_ANSWERED = "The questions were not answered to the end, so nothing was changed. `breakd setup` asks them again."
SET_UP_LATER = "The rest can wait. When you have been checked: `breakd cleared`, then `breakd setup`."

# --- the summary ----------------------------------------------------------------------------------
SUMMARY = "This is what breakd would note. Nothing is written yet."
SUMMARY_HOW = "Type “yes” to write it, the number of a line to change it, or “no” to leave everything as it was."
LABELS = {
    "notice": "The notice",
    "hurts": "Hurts now",
    "leg": "Below the knee",
    "pain": "Where",
    "side": "Side",
    "joints": "Back and joints",
    "health": "Health",
    "pregnancy-week": "Week of pregnancy",
    "surgery-weeks": "Weeks since the operation",
    "released": "Exercise allowed again",
    "worse": "Worse with",
    "eases": "Eased by",
    "checkup": "Check-up",
    "place": "Place",
    "things": "What is there",
    "seated-things": "What is there",
    "firm": "A chair that cannot slip",
    "hours": "Hours",
}
"""The lines of the summary, by the question that each comes from."""
ROW = "{label}: {text}"
LEFT_OUT = "not changed"
CONFIRMED = "read and agreed"
NOT_CONFIRMED = "not agreed: no stretches yet"
AT_ANY_TIME = "at any time"
HOURS_ON = "{hours} ({days})"

# --- the end --------------------------------------------------------------------------------------
WROTE = "Wrote {file}."
KEPT_BEFORE = "The file as it was is kept as {kept}."
LINES_TO_ADD = "{file} cannot be changed. To use these answers, change these lines:"
NOTHING_NEW = "Nothing has changed."
OPEN = "Not confirmed yet: breakd reminds you to move, but suggests no stretches. `breakd setup` asks again."
READY = "That is all. It applies at once; run `breakd setup` again to change it."
READY_NOT_RUNNING = "That is all. breakd is not running now: `breakd run` starts it here."
NOT_TAKEN_OVER = (
    "That is all, but breakd has not applied it yet. `breakd config check` shows whether there is an error in a file."
)
START_WITH_DESKTOP = "Shall breakd start with your desktop?"
LEFT = "Nothing was changed."
FAULTY = "{file} cannot be read. It is kept as {kept}, and setup starts from the defaults."
CANNOT_WRITE = "{file} cannot be written: {why}."
BODY_HEAD = (
    "# Where it hurts and what to keep away from. Written by `breakd setup`; you can edit it too.\n"
    "# The words are explained in the documentation's body.toml. This file never leaves your machine.\n"
)
CONFIG_HEAD = "# breakd's settings. `breakd config show` prints every key with its current value.\n"
