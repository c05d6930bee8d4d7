"""What is said about stretches: faults in their file, and the answers of `breakd stretches`."""

from __future__ import annotations

# --- what was wanted in the file ------------------------------------------------------------------
ID = 'an id like "cat-cow"'
STRETCH_ID = "the id of a stretch of the file"
FORMAT = "format 1"
FLAGS = "red flags, ids like E1 to their lines"
FLAG_ID = "the id of a red flag of the file"
NUMBERS = "countries like DE, each with two numbers to call"
LEVELS = "three levels: easy, usual, demanding"
STEPS = "setup, then at least one rep, then finish"
DIRECTION = "a direction of [meta]"
TARGET = "a target of [meta]"
REGION = "a region of [meta]"
SETTING = "a setting of [meta]"
POSITION = "a position of [meta]"
KIND = "a kind of [meta]"
EQUIPMENT = "equipment of [meta]"
CONDITION = "a condition of the file"
SOURCE = "a source of the file"
SIDES = "sides"
DAY = "a day of the week"
SIDE_POLICY = "a side policy"
BASIS = "a basis"
PART = "a part of a stretch"

# --- what does not fit together -------------------------------------------------------------------
TWICE = 'the id "{id}" is used twice'
FLAG_TWICE = "a red flag is in more than one list"
NO_EASIER = 'there is no stretch "{easier}"'
EASIER_SELF = "a stretch cannot be its own easier version"
EASIER_HARDER = '"{easier}" has level {other}, which is more than {own}'
EASIER_CIRCLE = "the chain of easier stretches leads back to this one"
BOTH_TAGS = '"{tag}" cannot both exclude and caution'
WHY_WITHOUT_TAG = '"{tag}" is neither in exclude_if nor in caution_if'
SIDES_DISAGREE = 'sides "{sides}" and side_policy "{policy}" do not go together'
TOTAL = "the steps take {right} s at this level, not {total} s"
TOO_LONG = "the steps take {total} s at this level; at most {most} s can be guided"
USUAL = "expected {key} of level 2, {right}, got {got}"
HOLD_STEP = "a step that holds carries the hold_seconds of level 2, {right}, not {got}"
NO_HOLD_STEP = "there is a hold of {hold} s, but no step that holds"
HARDER = "expected at least the {key} of the level before, {before}, got {got}"
PLACEHOLDER = "only {{side}} and {{other}} can be filled in, got {got}"
PLACEHOLDER_SIDES = "a stretch without sides cannot use {side} or {other}"
BRACES = "the curly brackets do not match"
WEEK_UNDER_DAY = "expected at least max_per_day, {day}, or 0 for no limit, got {week}"
SETS_OVER_LIMIT = (
    "{sets} sets a day are more than max_per_day, {most}; write max_per_day too if that is what was prescribed"
)
SETS_OVER_WEEK = "expected no more sets in a week than max_per_week, {week}"
DAYS_WITHOUT_SETS = "days belong to sets_per_day, which is missing"
PRESCRIBED_WITHOUT_SETS = "prescribed_on belongs to sets_per_day, which is missing"
DAMAGED = "The stretches of this installation are damaged:\n{faults}"

# --- stretches of the person's own ----------------------------------------------------------------
PICTURE = "a .png, .jpg or .webp file"
NO_PICTURE = "there is no picture {picture}"
TOO_MUCH = "expected at most {most} KiB in all, got more; {file} and what comes after it by name are not read"
OWN_SOURCE = "Your own plan"
OWN_BREATHING = "Breathe calmly throughout."
OWN_CAUTION = "Move slowly, stay in a comfortable range and stop if it hurts."
OWN_UNTOLD = "your own plan does not say under `caution_if` that it goes well then"
"""Why it is left out: soon after an operation, late in a pregnancy, with what its direction is often not good for."""
OWN_STOP = ("sharp or sudden pain", "pain or tingling moving further down an arm or leg", "dizziness")
OWN_DOSE = ("once", "{count} times")
OWN_DOSE_SIDES = ("once on each side", "{count} times on each side")
OWN_DOSE_HOLD = ("hold {hold} s, once", "hold {hold} s, {count} times")
OWN_DOSE_LEFT, OWN_DOSE_RIGHT = "{dose}, on the left side", "{dose}, on the right side"
OWN_DOSE_HOLD_SIDES = ("hold {hold} s, once on each side", "hold {hold} s, {count} times on each side")

# --- breakd stretches -----------------------------------------------------------------------------
WHICH = "Which one? `breakd stretches list` lists them all."
NO_STRETCH = 'There is no stretch "{id}". `breakd stretches list` lists them all.'
OFF_FOR_YOU = "breakd does not suggest this one to you: it is off. `breakd stretches show {id}` says what to mind."
LEFT_OUT_FOR_YOU = "For you breakd leaves this one out; `breakd stretches show {id}` says why. Stop if it hurts."
NO_STRETCH_NEAR = 'There is no stretch "{id}"; did you mean "{nearest}"?'
SOUND = "All {count} stretches are valid."
SOUND_ONE_OWN = "All {total} stretches are valid; one of them is your own."
SOUND_OWN = "All {total} stretches are valid; {count} of them are your own."
LEFT_OUT = "Until this is fixed, that stretch is left out."
OFFERED = "Place: {place}. {count} of {total} stretches fit a break of {seconds} s here (*)."
FLOOR = (
    "One of these needs the floor. A session at {place} has room for it: `breakd place {place}`, then "
    "`breakd session`.",
    "{count} of these need the floor. A session at {place} has room for them: `breakd place {place}`, then "
    "`breakd session`.",
)
"""For one, and for more."""
SETTINGS = {"seated": "Seated", "standing": "Standing", "floor": "On the floor"}
OUT = {
    "safety-lock": "waits until you have been checked",
    "not-today": "not on gentler days",
    "off": "turned off",
    "place": "it needs what is not here",
    "visible": "too visible here",
    "excluded": "not suitable for you",
    "put-away": "put away",
    "limit": "done often enough for now",
    "plan": "no set of your plan is due now",
    "no-leg-pain": "only with leg pain",
    "not-eased": "only where bending forward eases",
    "session-only": "in a session only, not in a break",
    "too-long": "longer than the break",
    "seated": "this break is a standing one",
    "recent": "suggested a moment ago",
}
OUT_SETTING = {
    "seated": "it needs a seat",
    "standing": "it needs room to stand",
    "floor": "it needs the floor",
}
"""Where the place has no room for it."""
OUT_UNREAD = "waits until you have confirmed the notice of the set-up"
OUT_ASKED = "waits until the safety questions are answered"
AWAY = {"hurts": "away until {day}", "direction": "rests until {day}", "limit": "done often enough until {day}"}
"""By the word of the status document: it hurt, its direction did, it was done often enough."""
AWAY_BY_HAND = "away until you bring it back"
WAY_OUT = {
    "off": "to change that, see `enable` and `disable` under `[stretches]` in your settings",
    "put-away": "`breakd stretches back {id}` brings it back",
}
LEGEND = "For instructions: breakd stretches show ID"

TITLE = "{name} ({id})"
NOW_OFFERED = "offered at this place"
NOT_OFFERED = "not offered: {why}"
NOT_OFFERED_BUT = "not offered: {why}; {way_out}"
HEAD_NOW = "Now"
HEAD_ALSO = "Also called"
HEAD_SEED = "In the article"
HEAD_WHERE = "Where"
HEAD_NEEDS = "Needs"
HEAD_DOSE = "Dose"
LEVELS_SHOWN = ("  easy", "  usual", "  demanding")
LEVEL = "{reps} x {hold} s, {minutes} in all"
LEVEL_NO_HOLD = "{reps} times, {minutes} in all"
HEAD_BREATHING = "Breathing"
HEAD_FEEL = "Where felt"
HEAD_NORMAL = "Normal"
HEAD_CAUTIONS = "Take care"
HEAD_STOP = "Stop if"
HEAD_LEFT_OUT = "Left out"
HEAD_GENTLY = "Gently"
BECAUSE_WHY = "because of “{label}”: {why}."
BECAUSE = "because of “{label}”."
"""A condition of the person, with the reason that this stretch gives for it if there is one."""
HEAD_EXCLUDED = "Left out if"
HEAD_CAUTION_IF = "Gently if"
HEAD_LIMIT = "At most"
LIMIT_DAY = ("once a day", "{count} times a day")
LIMIT_WEEK = ("{a_day}, once a week", "{a_day}, {count} times a week")
HEAD_PLAN = "Your plan"
PLAN_SETS = ("one set a day", "{count} sets a day")
PLAN_DAYS = "{sets}, on {days}"
HEAD_EASIER = "Easier"
HEAD_PICTURE = "Picture"
HEAD_GUIDE = "Guide"
GUIDE = "breakd start {id}"
PARTS = {"setup": "Start:", "rep": "Then:", "finish": "Finally:"}
REPEAT = "Then, {reps} times:"
STEP = "{text} ({seconds} s)"
OTHER_SIDE = "Then the same on the other side."
OTHER_SIDE_SORE = "Then the same on the other side. If only one side hurts, do that side alone."
SORE_SIDE_ALONE = "On this side only, the one that hurts."
THIS_SIDE_ALONE = "On the {side} side only, as it was prescribed."
HEAD_SOURCES = "Sources"
SOURCE_AT = "{title}, {url}"
BASIS_SHOWN = {
    "source": "Stretch and dose follow these sources.",
    "adapted": "The stretch is from these sources; its dose or wording was adapted for a break at work.",
    "general": "This is general physiotherapy knowledge.",
    "own": "This one comes from a file of your own.",
}
