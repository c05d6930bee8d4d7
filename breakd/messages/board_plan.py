"""What the page *My plan* says: what a physiotherapist prescribed, and its form."""

from __future__ import annotations

from . import day_name, tr, tr_count
from .reason import REGION, WEEKDAYS

__all__ = ["REGION", "WEEKDAYS", "day_name", "tr", "tr_count"]

PAGE = {
    "title": "My plan",
    "heading": "My plan",
    "about": (
        "Here is what your physiotherapist or doctor prescribed to you. breakd offers it before anything else, "
        "spread over the day, until the sets of the day are done."
    ),
    "today": "Today",
    "other_days": "On other days",
    "empty": "Your plan is empty.",
    "empty_more": "If somebody prescribed stretches to you, write them down here as they stand on your sheet.",
    "add": "Add a stretch",
    "add_title": "Add to my plan",
    "edit_title": "Change my plan",
    "save": "Save",
    "cancel": "Cancel",
    "start": "Start",
    "done": "Done",
    "edit": "Change",
    "remove": "Remove",
    "yes": "Yes",
    "no": "No",
    "which": "Which stretch?",
    "new": "One that breakd does not know yet",
    "name": "What is it called?",
    "setting": "How do you do it?",
    "regions": "Where does it work most?",
    "direction": "Which way does it move you?",
    "direction_about": "So that it rests with the others when bending that way hurts.",
    "start_position": "How do you begin? (once, if there is anything)",
    "steps": "One repetition, step by step",
    "steps_about": "breakd reads these to you. Leave the seconds empty, and there is time to read each one.",
    "step": "Step {number}",
    "seconds": "Seconds",
    "hold_here": "Hold here",
    "add_step": "One more step",
    "remove_step": "Take step {number} out",
    "hold": "Hold, in seconds",
    "reps": "Repetitions",
    "usual": "as breakd has it",
    "sets": "Sets a day",
    "side": "Which side?",
    "days": "On which days?",
    "days_about": "Every day, if you choose none.",
    "note": "What to mind (if there is anything)",
    "care": "Is it meant for this time?",
    "at_most": "Up to {most} characters.",
    "choose": "Please choose",
    "optional": "optional",
    "not_running": "breakd is not running, so nothing can be ticked off now. On the page “Now” you can start it.",
}
SETTINGS = {"seated": "Sitting", "standing": "Standing", "floor": "On the floor"}
SIDES = {
    "none": "No side: both together, or the middle",
    "both": "First one side, then the other",
    "left": "The left side only",
    "right": "The right side only",
}
DIRECTIONS = {
    "neutral": "None of these ways",
    "flexion": "It bends me forward",
    "extension": "It bends me back",
    "flexion-extension": "Forward and back",
    "side-bend": "To the side",
    "rotation": "It turns me",
    "neural": "It glides a nerve",
}
STEPS_LIMIT = (
    "Up to {count} step, of up to {most} characters.",
    "Up to {count} steps, and {most} characters in each.",
)
SETS_DONE = ("{done} of one set done", "{done} of {count} sets done")
TICKED = "Set {number}: done"
NOT_TICKED = "Set {number}: not done yet"
NEXT_AT = "The next set comes after {time}."
HELD_BACK = "No reminder offers it now: {why}."
ALL_DONE = "That is all for today."
IN_FILE = "It stands in {file}."
FAULT_OF_STRETCH = "What {file} says of “{name}” is left out until this is put right. {problem}."
FAULT_IN_FILE = "Something in {file} is left out until this is put right. {problem}."
FAULT_AT = "“{field}”: "
FAULT_NUMBER = "stretch number {number}"
CARE = {
    "surgery_0_6": "It was prescribed for the first weeks after my operation",
    "pregnancy_late": "It was prescribed for the later weeks of my pregnancy",
}
"""Conditions for which a stretch of the person's own waits until it names them."""

# --- answers --------------------------------------------------------------------------------------
NOTED = "One set of “{name}” is done."
SAVED = "“{name}” is in your plan."
REMOVED = "“{name}” is no longer in your plan."
SAVED_WAITS = (
    "“{name}” is in your plan. No reminder offers it yet: please ask your physiotherapist first. Then choose "
    "“Change” and save it once more."
)
KNOWS = {
    "extension": (
        "It bends you back, and that often does not go well with what you told breakd: {conditions}. Does your "
        "physiotherapist know that you have this?"
    ),
    "flexion": (
        "It bends you forward, and that often does not go well with what you told breakd: {conditions}. Does your "
        "physiotherapist know that you have this?"
    ),
    "flexion-extension": (
        "It bends you forward and back, and that often does not go well with what you told breakd: {conditions}. "
        "Does your physiotherapist know that you have this?"
    ),
    "rotation": (
        "It turns you, and that often does not go well with what you told breakd: {conditions}. Does your "
        "physiotherapist know that you have this?"
    ),
    "side-bend": (
        "It bends you to the side, and that often does not go well with what you told breakd: {conditions}. Does "
        "your physiotherapist know that you have this?"
    ),
    "neural": (
        "It glides a nerve, and that often does not go well with what you told breakd: {conditions}. Does your "
        "physiotherapist know that you have this?"
    ),
}
"""By the direction."""
IS_ON_SHEET = "That is more than is usual: {dose}. Is that what your sheet says?"
DOSE_OF = {"reps": "{count} repetitions", "sets": "{count} sets a day", "hold": "hold for {count} seconds"}
WAITS = (
    "It often does not go well with: {conditions}. Once your physiotherapist knows that you have this, choose "
    "“Change” and save it once more."
)
REMOVED_FILE = "“{name}” is no longer in your plan. It still stands in {file}."
SURE_REMOVE_FILE = (
    "Take “{name}” out of your plan? You wrote it in {file} yourself: the stretch stays there, only how often it was "
    "prescribed goes. All that stands there now is kept in {backup}."
)
SURE_REMOVE = "Take “{name}” out of your plan? What you have done stays in your history."
SURE_FILE = "breakd did not write {file}. Change it? All that stands there now is kept in {backup}."
FAULTY_FILE = "{file} cannot be read, so nothing was changed. Please put it right first: {fault}"
CANNOT_CHANGE = "{file} is written in a way that breakd cannot change. Please change it there by hand."
NOT_THERE = "That stretch is no longer in your plan."
LOOK_AT = "Something is missing or does not fit yet. It is named beside each field."

# --- what is wrong with a field -------------------------------------------------------------------
MISSING = {
    "name": "Please give it a name.",
    "setting": "Please choose how you do it.",
    "regions": "Please choose where it works.",
    "direction": "Please choose one; “None of these ways” is fine.",
    "side": "Please choose a side; “No side” is fine.",
}
CHOOSE = "Please choose a stretch."
NO_STEPS = "Please write down at least one step."
TOO_MANY_STEPS = "Please write at most {most} steps."
TOO_LONG = "Please say it in at most {most} characters; these are {count}."
HOLD_WHERE = "Please tick the step at which you hold."
NUMBER = "Please write a whole number from {least} to {most}."
IN_PLAN_ALREADY = "This one is in your plan already."

# --- the file -------------------------------------------------------------------------------------
MARK = "# breakd: my plan"
"""The first line of the file that breakd writes itself."""
HEADER = (
    MARK + "\n"
    "# Written by breakd on its page “My plan”. You may change it by hand too; what you write stays.\n"
    "# What each key means: docs/own-stretches.md\n"
)
