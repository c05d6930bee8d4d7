"""What is said about movements: faults in their file, and the answers of `breakd stretches`."""

from __future__ import annotations

# --- what was wanted in the file ------------------------------------------------------------------
ID = 'an id like "cat-cow"'
FORMAT = "format 1"
SECONDS = "whole seconds, {least} or more"
LEVELS = "three levels: easy, usual, demanding"
STEPS = "setup, then at least one rep, then finish"
DIRECTION = "a direction of [meta]"
TARGET = "a target of [meta]"
REGION = "a region of [meta]"
SETTING = "a setting of [meta]"
EQUIPMENT = "equipment of [meta]"
CONDITION = "a condition of the file"
SOURCE = "a source of the file"
SIDES = "sides"
SIDE_POLICY = "a side policy"
BASIS = "a basis"
PART = "a part of a movement"

# --- what does not fit together -------------------------------------------------------------------
TWICE = 'the id "{id}" is used twice'
NO_EASIER = 'there is no movement "{easier}"'
EASIER_SELF = "a movement is not easier than itself"
EASIER_HARDER = '"{easier}" has level {other}, which is more than {own}'
EASIER_CIRCLE = "the easier ones lead back to this one"
BOTH_TAGS = '"{tag}" cannot both exclude and caution'
SIDES_DISAGREE = 'sides "{sides}" and side_policy "{policy}" do not go together'
TOTAL = "the steps take {right} s at this level, not {total} s"
USUAL = "expected {key} of level 2, {right}, got {got}"
HOLD_STEP = "a step that holds carries the hold_seconds of level 2, {right}, not {got}"
NO_HOLD_STEP = "there is a hold of {hold} s, but no step that holds"
HARDER = "expected at least the {key} of the level before, {before}, got {got}"
PLACEHOLDER = "only {{side}} and {{other}} can be filled in, got {got}"
PLACEHOLDER_SIDES = "a movement without sides has nothing to fill in"
BRACES = "the curly brackets do not match"
WEEK_UNDER_DAY = "expected at least max_per_day, {day}, or 0 for no limit, got {week}"
DAMAGED = "The movements of this installation are damaged:\n{faults}"

# --- breakd stretches -----------------------------------------------------------------------------
NO_STRETCH = 'There is no movement "{id}".'
NO_STRETCH_NEAR = 'There is no movement "{id}". Did you mean "{nearest}"?'
OFFERED = "{count} of {total} movements are offered at the place {place} in a break of {seconds}:"
SETTINGS = {"seated": "Seated", "standing": "Standing", "floor": "On the floor"}
SECONDS_SHORT = "{seconds} s"
OUT = {
    "safety-lock": "waits until you were checked",
    "off": "off",
    "place": "not at this place",
    "visible": "too visible here",
    "excluded": "not for you",
    "put-away": "put away",
    "limit": "enough for now",
    "no-leg-pain": "only with leg pain",
    "too-long": "longer than the break",
    "seated": "not on your feet",
    "recent": "just had it",
}
LEGEND = "* offered now. `breakd stretches show ID` tells how it goes."

LEVEL = "Dose {level}: {reps} x {hold} s, {total} s in all"
LEVEL_NO_HOLD = "Dose {level}: {reps} x, {total} s in all"
USUAL_MARK = "usual"
EACH_SIDE = "each side"
HEAD_STEPS = "How"
HEAD_DOSE = "Dose"
HEAD_BREATHING = "Breathing"
HEAD_CAUTIONS = "Mind"
HEAD_STOP = "Stop if"
HEAD_EXCLUDED = "Not with"
HEAD_CAUTION_IF = "Gently with"
HEAD_EASIER = "Easier"
HEAD_ALSO = "Also called"
HEAD_SEED = "In the article"
HEAD_NEEDS = "Needs"
HEAD_LIMIT = "At most"
HEAD_SOURCES = "Sources"
HEAD_NOW = "Now"
