"""The line that says why this stretch comes now, under a suggestion and in `status`.

It never names a condition or a diagnosis. It names the part of the body; what changes, and when the stretch was done
last, follow where there is something to say. Of what was prescribed it says which set it is.
"""

from __future__ import annotations

from breakd.stretches.reason import Change, Reason

from . import tr

CHANGE = {
    Change.CALL: "Small enough for a call.",
    Change.WALK_FIRM: "A short walk after sitting this long.",
    Change.STAND_FIRM: "On your feet for a moment.",
    Change.WALK: "A short walk for a change.",
    Change.STAND: "Standing for a change.",
}

REGION = {
    "neck": "Neck",
    "thoracic": "Upper back",
    "chest": "Chest",
    "lumbar": "Lower back",
    "hips": "Hips",
    "piriformis": "Buttocks",
    "hip-flexors": "Front of the hips",
    "quadriceps": "Front of the thighs",
    "hamstrings": "Back of the legs",
    "sciatic-nerve": "A gentle glide for the leg",
    "calves": "Calves",
    "eyes": "Eyes",
    "whole-body": "Whole body",
}
"""By the stretch's first region."""
VARIETY = "Something different"
PLACE = "{what}."
PLANNED = "From your plan: set {number} of {sets} today."
YESTERDAY = "Last done yesterday."
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SINCE_WEEKDAY = "Last done on {weekday}."
SINCE_WEEK = "Not done for a week."
SINCE_WEEKS = "Not done for {weeks} weeks."


def line(reason: Reason | None) -> str:
    """The line, of whole sentences; empty where the person named the stretch."""
    if reason is None:
        return ""
    what = next((REGION[name] for name in reason.regions if name in REGION), VARIETY)
    said = [tr(PLACE, what=what)]
    if reason.planned_set:
        return " ".join([*said, tr(PLANNED, number=reason.planned_set, sets=reason.planned_sets)])
    if reason.change:
        said.append(tr(CHANGE[reason.change]))
    if reason.days:
        said.append(_since(reason.days, reason.weekday))
    return " ".join(said)


def _since(days: int, weekday: int) -> str:
    if days == 1:
        return tr(YESTERDAY)
    if days < 7:
        return tr(SINCE_WEEKDAY, weekday=WEEKDAYS[weekday])
    return tr(SINCE_WEEK) if days < 14 else tr(SINCE_WEEKS, weeks=days // 7)
